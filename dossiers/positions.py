"""Where sources place a part of the corridor differently, and how far from each other."""

import geopandas as gpd

from analysis.corridor import Elsewhere, between, elsewhere
from analysis.geodesy import Position, compass
from dossiers.corridor import of_home, parts
from dossiers.events import linked
from dossiers.parts import Cell, Link, Proof, Row, Section, Table
from i18n import Translator
from layers import card
from layers.catalogue import collection
from layers.positions import apart, decimal, metres
from layers.vocabulary import DIRECTIONS
from layers.zones import boundary_of

KARAMERGEN = "1442-024"


def second_sources_section(t: Translator) -> Section:
    """The parts in Kazakhstan: UNESCO's point, that of a second source, how far apart."""
    here = _published(of_home(parts()))
    heads = (
        t("Part"),
        t("UNESCO's point"),
        t("Another source's point"),
        t("Distance between"),
        t("Direction"),
        t("Both sources"),
    )
    told = tuple(_differing(here.loc[each.id], each, t) for each in elsewhere(here))
    counted = t.plural(
        "{n} part of the corridor lies in Kazakhstan.",
        "{n} parts of the corridor lie in Kazakhstan.",
        len(here),
    )
    measured = t(
        "The distances are geodesics on WGS 84, computed from the published positions; the "
        "direction is seen from UNESCO's point. A small distance proves no point right: sources "
        "may copy each other."
    )
    table = Table(t("Second positions"), heads, told, frozenset({3}))
    title = t("The parts in Kazakhstan: a second source")
    return Section("second-source", title, said=(counted, measured), table=table)


def _differing(row: card.Row, other: Elsewhere, t: Translator) -> Row:
    others = other.source.split(" ; ")
    cells: tuple[Cell, ...] = (
        Link(card.name(row, t), place=other.id),
        coordinates(other.here),
        coordinates(other.there),
        apart(other.metres, t),
        t(DIRECTIONS[compass(other.azimuth)]),
        tuple(linked(source) for source in (row["sources"][0], *others)),
    )
    return Row(cells, Proof((row["sources"][0], *others), position_confidence(row)), other.id)


def _shown(row: card.Row, t: Translator) -> str:
    if boundary_of(KARAMERGEN) is not None:
        return t(
            "Which of these points is right was not found. The map shows the boundary that this "
            "office has loaded."
        )
    return t(
        "Which of them is right was not found. The map shows UNESCO's point, because it is the "
        "official one, with a warning, and takes it as up to {metres} off.",
        metres=metres(row["accuracy_m"], t),
    )


def _published(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The same rows as the sources have them: an office's boundary is no point of UNESCO's."""
    return collection().published.loc[rows.index]


def position_confidence(row: card.Row) -> str:
    """How sure a position is: low where the sources dispute it."""
    sure = "low" if card.is_disputed(row) else row["confidence"]
    return str(row["confidence_of"].get("geometry", sure))


def karamergen_section(t: Translator) -> Section | None:
    """The dispute about one part, told plainly. None if the part is not among the files."""
    here = _published(parts())
    row = here.loc[KARAMERGEN] if KARAMERGEN in here.index else None
    others = [] if row is None else list(elsewhere(here.loc[[KARAMERGEN]]))
    if row is None or len(others) < 2:
        return None
    second, third = others[:2]
    beyond, _ = between(second.there, third.there)
    said = (
        t(
            "UNESCO's list places {name} at {point}. A second source places it {second} {towards}, "
            "a third {third} {thither}; those two are {apart} from each other.",
            name=card.name(row, t),
            point=coordinates(second.here),
            second=apart(second.metres, t),
            towards=t(DIRECTIONS[compass(second.azimuth)]),
            third=apart(third.metres, t),
            thither=t(DIRECTIONS[compass(third.azimuth)]),
            apart=apart(beyond, t),
        ),
        _shown(row, t),
        t(
            "What would settle it: the maps of the nomination dossier, imagery, or a survey on the "
            "ground."
        ),
    )
    warning = t("Decide nothing by this point: neither a road nor a visit.")
    points = tuple(linked(source) for source in (row["sources"][0], second.source, third.source))
    title = t("Karamergen: three positions for one place")
    return Section("karamergen", title, (warning,), said, points=points)


def coordinates(position: Position) -> str:
    """Latitude and longitude of a position of analysis/, which has the longitude first."""
    lon, lat = position
    return decimal(lat, lon)
