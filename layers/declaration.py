"""What a layer declares of itself. Legend, filters, table, card and tests loop over it."""

from dataclasses import dataclass
from pathlib import Path

from geodata.columns import Column
from geodata.settings import FILES


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

    @property
    def path(self) -> Path:
        """Its GeoJSON file."""
        return FILES / f"{self.name}.geojson"
