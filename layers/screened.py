"""What a screening must know of the collection: every zone that the office has loaded, every place
whose line nobody has, and the layers that ship empty, so that their absence is said."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import pandas as pd

from analysis.parameters import Values
from analysis.regions import Borders, borders
from analysis.screening import Expected, Target, reach_m
from geodata.ground import regions_of_kazakhstan
from geodata.office.records import ZONES
from layers.boundaries import PLACE, citation
from layers.catalogue import collection
from layers.freshness import while_data_stay
from layers.zones import loaded

UNKNOWN = "boundaries"
"""Layer of a boundary whose place no layer has."""

SCREENED = (
    "world_heritage",
    "corridor",
    "component_parts",
    "biosphere_reserves",
    "sacred_places",
)
"""Layers of which every place is screened, whether or not its line is loaded. The points of Talgar
stand for its part of the corridor; towns and capitals are no heritage."""

EMPTY = (
    "heritage_protection",
    "building_regulation",
    "protected_landscape",
    "park_protective",
    "corridor",
)
"""Zones of national law that a screening must know. Not one line of theirs is public, so they are
empty until the office loads some."""

_UNESCO = ("world_heritage", "corridor", "component_parts")
_MONUMENT = ("heritage_protection", "building_regulation", "protected_landscape")
_NATURE = ("park_protective", "corridor")
_RESERVE = ("mab_core", "mab_buffer", "mab_transition")

Row = Mapping[str, Any] | pd.Series
"""A row of the collection's table."""


def possible_zones(row: Row) -> tuple[str, ...]:
    """The zones that a place of its layer can have, in the order of ZONES."""
    zones = {PLACE}
    if row["layer"] in _UNESCO:
        zones.add("buffer_zone")
    if row["layer"] == "biosphere_reserves":
        zones.update(_RESERVE)
    if row["layer"] in {"talgar", "sacred_places"} or row["category"] in {"cultural", "mixed"}:
        zones.update(_MONUMENT)
    if row["layer"] == "biosphere_reserves" or row["category"] in {"natural", "mixed"}:
        zones.update(_NATURE)
    return tuple(zone for zone in ZONES if zone in zones)


@cache
def the_borders() -> Borders:
    """The regions of today as the basemap draws them."""
    return borders(regions_of_kazakhstan())


def targets(values: Values, brought: Iterable[Target] = ()) -> tuple[Target, ...]:
    """Everything to screen against. `brought`: boundaries for this screening alone; they stand in
    the place of those of the same place and zone."""
    given = tuple(brought)
    replaced = {(each.feature_id, each.zone) for each in given}
    lines = [each for each in _lines() if (each.feature_id, each.zone) not in replaced]
    known = (*given, *lines)
    return (*known, *_without_line(known, values), *_own_rows())


def expected(every: Iterable[Target]) -> tuple[Expected, ...]:
    """Of each empty layer the places that can have it, and what is loaded of it."""
    rows = _screened_rows()
    loaded_now = [each for each in every if each.boundary_kind == "boundary"]
    return tuple(
        Expected(
            zone,
            tuple(row["id"] for row in rows if zone in possible_zones(row) and _at_home(row)),
            tuple(each for each in loaded_now if each.zone == zone),
        )
        for zone in EMPTY
    )


def _at_home(row: Row) -> bool:
    """Whether the law of Kazakhstan reaches it."""
    return "KZ" in row["countries"]


@while_data_stay()
def _lines() -> tuple[Target, ...]:
    """The boundaries that the office has loaded, those of unknown places too."""
    table = collection().table
    known = [
        Target(
            zone.feature_id,
            table.loc[zone.feature_id, "layer"],
            zone.zone,
            "boundary",
            zone.geometry,
            _number(zone.accuracy_m),
            source=citation(zone.passport),
        )
        for zone in loaded()
    ]
    others = [
        Target(
            each.feature_id,
            UNKNOWN,
            each.zone,
            "boundary",
            each.geometry,
            each.passport.total_accuracy_m,
            source=citation(each.passport),
        )
        for each in collection().unknown_boundaries
    ]
    return (*known, *others)


@while_data_stay()
def _screened_rows() -> tuple[Row, ...]:
    """The places that are screened. A serial property is judged by its parts alone; of a place that
    is here twice (a part of the corridor that is sacred too) the designated one."""
    table = collection().table
    kept = table[table["layer"].isin(SCREENED) & table["parts_layer"].isna()]
    return tuple(row for row in kept.to_dict("records") if not _stands_elsewhere(row))


def _stands_elsewhere(row: Row) -> bool:
    return row["layer"] == "sacred_places" and row["parent_id"] in collection().table.index


def _without_line(known: Iterable[Target], values: Values) -> Iterator[Target]:
    """Places and buffer zones whose line is not among those."""
    lines = {(each.feature_id, each.zone): each for each in known}
    for row in _screened_rows():
        place = lines.get((row["id"], PLACE))
        if place is None:
            if not all((row["id"], zone) in lines for zone in _RESERVE):
                yield _from_point(row, values)
        elif row["layer"] in _UNESCO and (row["id"], "buffer_zone") not in lines:
            yield _around(row, place, values)


def _from_point(row: Row, values: Values) -> Target:
    """A place of which a point is published, or not even that."""
    kind = row["geometry_kind"]
    # A boundary that is not among the office's stands in a file of its own layers: see MURA_FILES.
    whole = kind == "boundary"
    outline = row["geometry"]
    point = outline if whole or outline is None else outline.representative_point()
    return Target(
        row["id"],
        row["layer"],
        PLACE,
        kind or "none",
        point,
        _number(row["accuracy_m"]),
        0.0 if whole else _reach(row, values),
        tuple(row["region_now"]),
        next(iter(row["sources"]), ""),
    )


def _around(row: Row, place: Target, values: Values) -> Target:
    """The buffer zone of a place whose own line is known: measured from that."""
    return Target(
        row["id"],
        row["layer"],
        "buffer_zone",
        "none",
        place.geometry,
        place.accuracy_m,
        _reach(row, values),
        source=next(iter(row["sources"]), ""),
        zone_known=False,
    )


def _reach(row: Row, values: Values) -> float:
    total, around = _parent(row)
    # A reserve's area is that of all its zones; a property's is without the buffer.
    buffer = 0.0 if row["layer"] == "biosphere_reserves" else row["buffer_ha"]
    return reach_m(_hectares(row), buffer, total, around, values)


def _hectares(row: Row) -> float:
    """Published, or the sum of a reserve's zones."""
    area = float(row["area_ha"])
    if area == area or row["layer"] != "biosphere_reserves":
        return area
    zones = [row[name] for name in ("core_ha", "buffer_ha", "transition_ha")]
    return float(sum(zones)) if all(zone == zone and zone is not None for zone in zones) else area


def _parent(row: Row) -> tuple[float, float]:
    """Hectares of what it is a part of, and of its buffer zone; NaN where there is none."""
    return _areas().get(row["parent_id"], (float("nan"), float("nan")))


@while_data_stay()
def _areas() -> dict[str, tuple[float, float]]:
    """Of every place its hectares, and those of its buffer zone."""
    table = collection().table
    pairs = zip(table["area_ha"].astype(float), table["buffer_ha"].astype(float), strict=True)
    return dict(zip(table.index, pairs, strict=True))


@while_data_stay()
def _own_rows() -> tuple[Target, ...]:
    """What stands in the layers of the office's own."""
    table = collection().table
    names = {layer.name for layer in collection().layers if layer.own}
    rows = table[table["layer"].isin(names) & table.geometry.notna()]
    return tuple(_own(row) for row in rows.to_dict("records"))


def _own(row: dict[str, Any]) -> Target:
    kind = "boundary" if row["geometry_kind"] == "boundary" else "line"
    source = next(iter(row["sources"]), "")
    accuracy = _number(row["accuracy_m"])
    return Target(
        row["id"], row["layer"], PLACE, kind, row["geometry"], accuracy, source=source, own=True
    )


def _number(metres: float) -> float | None:
    return None if metres is None or metres != metres else float(metres)
