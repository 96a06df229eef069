"""How sure the data are, and what is missing in them: counts over all layers."""

from collections.abc import Callable, Sequence

import geopandas as gpd

from dossiers.parts import Row, Section, Table
from geodata.tables import is_blank
from i18n import LANGUAGES, Translator
from layers.card import DISPUTED_ABOVE_M, is_disputed
from layers.catalogue import collection
from layers.declaration import Layer
from layers.vocabulary import CONFIDENCE, LEVELS

CONFIDENCE_ANCHOR, BLANKS_ANCHOR = "confidence", "blanks"

Count = Callable[[gpd.GeoDataFrame], str]
"""What stands in a cell for the rows of a layer."""


def confidence(table: gpd.GeoDataFrame, t: Translator) -> Section:
    """What high, medium and low mean, and how often each occurs in each layer."""
    counts: list[Count] = [lambda rows: t.number(len(rows))]
    counts += [_of_level(level, t) for level in LEVELS]
    heads = (t("Layer"), t("Rows"), *(t(words) for words in LEVELS.values()))
    return Section(
        id=CONFIDENCE_ANCHOR,
        title=t("How sure the data are"),
        said=(
            t(
                "Each row has a confidence. Where a single figure or the position has another, the "
                "column confidence_of of the files names it."
            ),
            *(t(words) for words in CONFIDENCE.values()),
        ),
        table=_table(t("Confidence by layer"), heads, table, counts, t),
    )


def blanks(table: gpd.GeoDataFrame, t: Translator) -> Section:
    """How many figures nobody found, and how many are disputed, in each layer."""
    counts: list[Count] = [
        lambda rows: t.number(len(rows)),
        lambda rows: t.number(without_position(rows, table)),
        lambda rows: t.number(disputed(rows)),
        lambda rows: _of_designated(rows, "area_ha", t),
        lambda rows: _of_designated(rows, "buffer_ha", t),
        lambda rows: " / ".join(t.number(unofficial(rows, lang)) for lang in LANGUAGES),
        lambda rows: t.number(with_notes(rows)),
    ]
    heads = (
        t("Layer"),
        t("Rows"),
        t("Without a position"),
        t("Position disputed"),
        t("Area not published"),
        t("Buffer zone not published"),
        t("Names of our own: Kazakh / Russian / English"),
        t("With notes on conflicts"),
    )
    return Section(
        id=BLANKS_ANCHOR,
        title=t("Blanks and disputes"),
        said=(t("A blank is a figure that nobody found. It is never filled in by a guess."),),
        table=_table(t("Blanks and disputes by layer"), heads, table, counts, t),
        notes=(
            t(
                "A serial property stands on the map as its parts and is not counted as being "
                "without a position. A position is disputed where it may not be plotted, or where "
                "the sources place it more than {n} m apart. Areas and buffer zones are counted "
                "for designated places only; “—” stands where they make no sense.",
                n=DISPUTED_ABOVE_M,
            ),
        ),
    )


def without_position(rows: gpd.GeoDataFrame, table: gpd.GeoDataFrame) -> int:
    """Places that no map can show, not even as one of their parts in the whole table."""
    in_parts = table.loc[table.geometry.notna(), "parent_id"]
    return int((rows.geometry.isna() & ~rows["id"].isin(in_parts)).sum())


def disputed(rows: gpd.GeoDataFrame) -> int:
    """Places whose position the sources do not agree on."""
    return sum(is_disputed(row) for _, row in rows.iterrows())


def not_published(rows: gpd.GeoDataFrame, column: str) -> int:
    """Rows in which nobody found this figure."""
    return sum(map(is_blank, rows[column]))


def unofficial(rows: gpd.GeoDataFrame, lang: str) -> int:
    """Rows whose name in this language is our own rendering."""
    return int((rows[f"name_{lang}_status"] == "unofficial").sum())


def with_notes(rows: gpd.GeoDataFrame) -> int:
    """Rows with a sentence on a conflict of sources."""
    return sum(not is_blank(notes) for notes in rows["disputes"])


def _of_level(level: str, t: Translator) -> Count:
    return lambda rows: t.number((rows["confidence"] == level).sum())


def _of_designated(rows: gpd.GeoDataFrame, column: str, t: Translator) -> str:
    meant = rows[
        rows["layer"].isin({layer.name for layer in collection().known if layer.designated})
    ]
    return "—" if meant.empty else t.number(not_published(meant, column))


def _table(
    caption: str,
    heads: tuple[str, ...],
    table: gpd.GeoDataFrame,
    counts: Sequence[Count],
    t: Translator,
) -> Table:
    """A row a layer that was read, and one for all."""
    there = [layer for layer in collection().known if (table["layer"] == layer.name).any()]
    rows = [_row(layer.called(t), _rows_of(table, layer), counts) for layer in there]
    rows.append(_row(t("All layers"), table, counts))
    numbers = frozenset(range(1, len(heads)))
    return Table(caption=caption, heads=heads, rows=tuple(rows), numbers=numbers)


def _rows_of(table: gpd.GeoDataFrame, layer: Layer) -> gpd.GeoDataFrame:
    return table[table["layer"] == layer.name]


def _row(title: str, rows: gpd.GeoDataFrame, counts: Sequence[Count]) -> Row:
    return Row((title, *(count(rows) for count in counts)))
