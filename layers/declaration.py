"""What a layer declares of itself. Legend, filters, table, card and tests loop over it."""

from dataclasses import dataclass
from pathlib import Path

from geodata.columns import Column
from geodata.office.records import Passport
from geodata.settings import FILES
from i18n import Translator


@dataclass(frozen=True)
class Layer:
    """One layer: one file of features of one kind."""

    name: str
    """Token, file stem and address: `?layer=corridor`."""
    title: str
    """Message: what the legend calls it."""
    counted: tuple[str, str]
    """Messages: one of them, many of them, with {n}."""
    colour: str
    """#rrggbb; told apart by shape too, because not everyone sees colour."""
    shape: str
    """A key of layers.symbols.SHAPES."""
    designated: bool = True
    """Whether its places are designated by UNESCO; the catalogue lists those that are not last."""
    shown_at_start: bool = False
    columns: tuple[Column, ...] = ()
    """Its own columns, beyond the common ones."""
    facts: tuple[str, ...] = ()
    """Columns that the card tells, in this order, before the common ones."""
    type_column: str | None = None
    """The column that says what kind of place it is, if there is one."""
    draw_order: int = 0
    """Higher lies on top where symbols overlap."""
    titles: tuple[tuple[str, str], ...] = ()
    """Of an office's own layer: language and title. They are data, and `title` and `counted` are
    empty."""
    passport: Passport | None = None
    """Of an office's own layer: where it comes from."""

    @property
    def path(self) -> Path:
        """Its GeoJSON file."""
        return FILES / f"{self.name}.geojson"

    @property
    def own(self) -> bool:
        """Whether the office has loaded it: it has no file of ours, and its titles are data."""
        return self.passport is not None

    def called(self, t: Translator) -> str:
        """What the legend calls it. Of an own layer that is data: take it through the gate."""
        return dict(self.titles)[t.lang] if self.titles else t(self.title)

    def count(self, n: int, t: Translator) -> str:
        """So many of it, in words."""
        if not self.titles:
            return t.plural(*self.counted, n)
        return t("{layer}: {n}", layer=self.called(t), n=t.number(n))
