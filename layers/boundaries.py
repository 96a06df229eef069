"""The office's boundaries on the table of places: what they replace, what they add, what they cite.

A boundary of the zone `property` is where the place ends: it becomes the place's own geometry. Any
other zone is drawn and told as a zone of its place, and never as the place. A serial property has
no place of its own, so of it even `property` is a zone.
"""

from collections.abc import Iterable
from functools import partial
from typing import Any

import geopandas as gpd
import pandas as pd

from geodata.office.records import Boundary, Passport
from geodata.tables import CRS

Boundaries = tuple[Boundary, ...]

PLACE = "property"
"""The zone that is the place itself."""

_COLUMNS = ("feature_id", "zone", "accuracy_m", "passport", "added")


def known_and_unknown(
    boundaries: Boundaries, table: gpd.GeoDataFrame
) -> tuple[Boundaries, Boundaries]:
    """Those of the places of the table, and those of others."""
    known = tuple(each for each in boundaries if each.feature_id in table.index)
    return known, tuple(each for each in boundaries if each.feature_id not in table.index)


def zones_of(boundaries: Iterable[Boundary]) -> gpd.GeoDataFrame:
    """EPSG:4326; index is the version. Columns: feature_id, zone, geometry, accuracy_m (of the
    edge, as drawn and as transformed; NaN where nobody knows), passport, added (UTC, ISO 8601)."""
    every = tuple(boundaries)
    if not every:
        return no_zones()
    values = {
        "feature_id": [each.feature_id for each in every],
        "zone": [each.zone for each in every],
        "accuracy_m": [_number(each.passport.total_accuracy_m) for each in every],
        "passport": [each.passport for each in every],
        "added": [each.added for each in every],
    }
    index = [each.version for each in every]
    return gpd.GeoDataFrame(values, index, geometry=[each.geometry for each in every], crs=CRS)


def no_zones() -> gpd.GeoDataFrame:
    """The same with nothing in it."""
    empty = {name: pd.Series([], dtype=object) for name in _COLUMNS}
    return gpd.GeoDataFrame(empty, geometry=[], crs=CRS).astype({"accuracy_m": "float64"})


def citation(passport: Passport) -> str:
    """What a line or a layer of the office's is cited by: data, in no language."""
    said = (passport.act, passport.act_date, passport.drawer, passport.licence, passport.file)
    return ", ".join(each for each in said if each)


def with_boundaries(table: gpd.GeoDataFrame, boundaries: Boundaries) -> gpd.GeoDataFrame:
    """The table in which the places have their boundaries, and name their zones in `zones`."""
    if not boundaries:
        return table
    changed: dict[str, dict[str, Any]] = {}
    for each in boundaries:
        row = table.loc[each.feature_id]
        new = changed.setdefault(each.feature_id, {})
        if is_the_place(each.zone, row):
            new |= _bounded(row, each)
        else:
            new["zones"] = [*(new.get("zones") or ()), each.zone]
    return _replaced(table, changed)


def is_the_place(zone: str, row: Any) -> bool:
    """Whether a zone of that place is where the place itself ends."""
    return zone == PLACE and row["parts_layer"] is None


def _bounded(row: pd.Series, boundary: Boundary) -> dict[str, Any]:
    """What a place's own boundary makes of its row. The position that was shown before, or that
    was disputed, is told among those of other sources."""
    accuracy = boundary.passport.total_accuracy_m
    before = _former(row)
    others = [] if before is None else [{**before, "source": next(iter(row["sources"]), row["id"])}]
    return {
        "geometry": boundary.geometry,
        "geometry_kind": "boundary",
        "accuracy_m": _number(accuracy),
        "accuracy_basis": None if accuracy is None else "stated",
        "disputed_position": None,
        "other_positions": [*others, *row["other_positions"]],
        "sources": [*row["sources"], citation(boundary.passport)],
        "confidence_of": row["confidence_of"] | {"geometry": "medium"},
    }


def _former(row: pd.Series) -> dict[str, float] | None:
    if row.geometry is not None:
        point = row.geometry.representative_point()
        return {"lon": point.x, "lat": point.y}
    if row["disputed_position"] is not None:
        lon, lat = row["disputed_position"]
        return {"lon": lon, "lat": lat}
    return None


def _replaced(table: gpd.GeoDataFrame, changed: dict[str, dict[str, Any]]) -> gpd.GeoDataFrame:
    """The table with these values in these rows; column by column, because pandas would take a
    list for many values."""
    rows = [(table.index.get_loc(identity), new) for identity, new in changed.items()]
    columns = {name for new in changed.values() for name in new}
    series = partial(pd.Series, index=table.index)
    replaced: dict[str, Any] = {}
    for name in sorted(columns):
        values = table[name].to_list()
        for place, new in rows:
            values[place] = new.get(name, values[place])
        if name == "geometry":
            replaced[name] = gpd.GeoSeries(values, table.index, crs=table.crs)
        else:
            replaced[name] = series(values, dtype=table[name].dtype)
    return table.assign(**replaced)


def _number(metres: float | None) -> float:
    return float("nan") if metres is None else metres
