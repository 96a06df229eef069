"""What lies near points: what the page Proximity shows and the command line prints.

A distance is geodesic on WGS 84: to the edge where a boundary is loaded, 0 inside, and else to the
published point, a schematic's too.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from analysis.proximity import Places, Tell, near
from analysis.shapes import Numbers
from geodata.office.records import ZONES, Boundary
from geodata.tables import CRS
from layers.catalogue import collection
from layers.freshness import while_data_stay
from layers.screened import UNKNOWN, the_borders
from layers.versions import version_of
from layers.zones import loaded

ROWS = (
    "point",
    "feature_id",
    "layer",
    "distance_m",
    "accuracy_m",
    "accuracy_whole",
    "bearing_deg",
    "zone",
    "kind",
)
"""Columns of `Proximity.rows`: point (number of the start), feature_id, layer; distance_m;
accuracy_m (what is known of both ends, added; NaN where nothing is), accuracy_whole (whether both
are known); bearing_deg (from north; NaN inside); zone (token of the innermost loaded zone of that
place in which the point lies as drawn, or None); kind (boundary, line, schematic, point)."""

_EVERYWHERE_M = 2e7
"""A place is not near itself: whichever is the second then may be anywhere."""
_COUNTRY = "KZ"
_CELL_M = 10_000.0
"""More than a point is from the middle of its cell, a tenth of a degree."""

UNSURE_M = 100.0
"""ASSUMPTION. So near to an edge whose accuracy nobody knows, nothing is said for certain."""


@dataclass(frozen=True)
class Starts:
    """Where distances are measured from."""

    positions: Numbers
    """(n, 2), longitude and latitude, WGS 84."""
    numbers: tuple[int, ...]
    """Of the rows of the file; of one point 1."""
    names: tuple[str, ...] = ()
    """From outside: only ever shown."""
    accuracy_m: float = 0.0
    """What each of them may be off by; 0 is taken at its word, NaN where nobody knows."""
    place: str = ""
    """Id of the place that it is, which is not near itself."""


@dataclass(frozen=True)
class Proximity:
    """The answer."""

    starts: Starts
    within_m: float
    rows: pd.DataFrame
    """Everything within, by point and distance: see ROWS."""
    nearest: pd.DataFrame
    """The nearest of each layer to each point, however far."""
    doubtful: pd.DataFrame
    """Of one point: what lies beyond by less than it may be off."""
    standing: pd.DataFrame
    """Loaded zones that a point lies in, or too near to the edge to tell: point, feature_id, zone,
    clearance_m (negative inside), accuracy_m, unsure_m (nearer to the edge nothing is certain),
    certain."""
    without_position: tuple[str, ...]
    """Ids of the places without a usable position that a region near the points holds."""
    data_version: str


def proximity(
    starts: Starts, within_m: float, layers: Sequence[str] = (), tell: Tell | None = None
) -> Proximity:
    """Everything near the points. `layers`: only these; none: all."""
    alone = len(starts.numbers) == 1
    reach = _EVERYWHERE_M if starts.place else within_m + (_most_off(starts) if alone else 0.0)
    standing = _standing(starts)
    rows = _rows(starts, near(starts.positions, ground().places, reach, tell), standing)
    rows = rows[rows["feature_id"] != starts.place]
    if layers:
        rows = rows[rows["layer"].isin(layers)]
    inside, nearest = rows["distance_m"] <= within_m, ~rows.duplicated(["point", "layer"])
    off = rows["distance_m"] - within_m <= rows["accuracy_m"]
    return Proximity(
        starts,
        within_m,
        rows[inside].reset_index(drop=True),
        rows[nearest].reset_index(drop=True),
        rows[~inside & off].reset_index(drop=True) if alone else rows.iloc[:0],
        standing,
        tuple(_without_position(starts, within_m, layers)),
        version_of(()),
    )


def matrix(found: Proximity, rings_m: Sequence[float]) -> pd.DataFrame:
    """A row a point, in the order of the starts: point, the columns of its nearest place (blank
    where there is none), within_0, within_1 … (places within each ring), stands_in (zones that it
    lies in, or may: rows of `standing`, by number)."""
    numbers = pd.Index(found.starts.numbers, name="point")
    first = found.nearest.sort_values("distance_m", kind="stable").drop_duplicates("point")
    told = first.set_index("point").drop(columns="zone").reindex(numbers)
    for place, radius in enumerate(rings_m):
        inside = found.rows.loc[found.rows["distance_m"] <= radius, "point"]
        told[f"within_{place}"] = inside.value_counts().reindex(numbers, fill_value=0).to_numpy()
    stands = found.standing.groupby("point").groups
    told["stands_in"] = [tuple(stands.get(number, ())) for number in numbers]
    return told.reset_index()


@dataclass(frozen=True)
class Ground:
    """What is measured to, and what each place of it may be off by, metres; NaN: not known."""

    places: Places
    accuracy_m: Numbers
    kind: Any
    zone: Any
    """Of zones their tokens; of places None."""


@while_data_stay()
def ground() -> Ground:
    """Every place that has a position, and the boundaries of places that no layer has."""
    table = collection().table[["id", "layer", "geometry_kind", "accuracy_m", "geometry"]]
    others = sorted(collection().unknown_boundaries, key=lambda each: ZONES.index(each.zone))
    first = {each.feature_id: each for each in reversed(others)}.values()
    return _ground(pd.concat([table, _table(map(_unknown, first))]) if first else table)


@while_data_stay()
def zones() -> Ground:
    """Every boundary that is loaded, of whatever zone."""
    known = [
        (each.feature_id, each.zone, each.accuracy_m, each.geometry, "zones") for each in loaded()
    ]
    return _ground(_table([*known, *map(_unknown, collection().unknown_boundaries)]))


def _unknown(each: Boundary) -> tuple[Any, ...]:
    accuracy = each.passport.total_accuracy_m
    known = float("nan") if accuracy is None else accuracy
    return each.feature_id, each.zone, known, each.geometry, UNKNOWN


def _table(rows: Iterable[tuple[Any, ...]]) -> gpd.GeoDataFrame:
    frame = pd.DataFrame(list(rows), columns=["id", "zone", "accuracy_m", "geometry", "layer"])
    return gpd.GeoDataFrame(frame.assign(geometry_kind="boundary"), crs=CRS)


def _ground(table: gpd.GeoDataFrame) -> Ground:
    places = Places(table.assign(number=range(len(table))))
    sorted_as = table[table.geometry.notna()].sort_values("layer", kind="stable")
    zone = sorted_as["zone"] if "zone" in table else pd.Series(None, sorted_as.index, dtype=object)
    return Ground(
        places,
        sorted_as["accuracy_m"].astype(float).to_numpy(),
        sorted_as["geometry_kind"].to_numpy(),
        zone.to_numpy(),
    )


def _rows(starts: Starts, pairs: pd.DataFrame, standing: pd.DataFrame) -> pd.DataFrame:
    here = ground()
    place = pairs["place"].to_numpy()
    numbers = np.array(starts.numbers)[pairs["point"]]
    accuracy, whole = _accuracy(starts, here.accuracy_m[place])
    rows = pd.DataFrame(
        {
            "point": numbers,
            "feature_id": here.places.ids[place],
            "layer": here.places.layers.to_numpy()[here.places.layer[place]],
            "distance_m": pairs["distance_m"].to_numpy(),
            "accuracy_m": accuracy,
            "accuracy_whole": whole,
            "bearing_deg": pairs["bearing_deg"].to_numpy(),
            "zone": None,
            "kind": here.kind[place],
        }
    )
    inside = standing[standing["clearance_m"] <= 0]
    if not inside.empty:
        of = inside.drop_duplicates(["point", "feature_id"])
        zone = of.set_index(["point", "feature_id"])["zone"]
        keys = pd.MultiIndex.from_frame(rows[["point", "feature_id"]])
        found = zone.reindex(keys).to_numpy(dtype=object)
        blank = [None if each != each else each for each in found]
        rows["zone"] = pd.Series(blank, rows.index, dtype=object)  # else None would become NaN
    return rows


def _accuracy(starts: Starts, of_places: Numbers) -> tuple[Numbers, Any]:
    """What is known of both ends, added, and whether both are known. A start that is exact says
    nothing of the other end."""
    known = ~np.isnan(of_places)
    stated = starts.accuracy_m == starts.accuracy_m
    own = starts.accuracy_m if stated else 0.0
    alone = own if own > 0 else float("nan")
    return np.where(known, np.nan_to_num(of_places) + own, alone), known & stated


def _standing(starts: Starts) -> pd.DataFrame:
    """The innermost zone of a place first."""
    here = zones()
    own = starts.accuracy_m if starts.accuracy_m == starts.accuracy_m else UNSURE_M
    unsure = np.where(np.isnan(here.accuracy_m), UNSURE_M, here.accuracy_m) + own
    pairs = near(starts.positions, here.places, float(unsure.max(initial=0.0)))
    place = pairs["place"].to_numpy()
    standing = pd.DataFrame(
        {
            "point": np.array(starts.numbers, dtype=int)[pairs["point"]],
            "feature_id": here.places.ids[place],
            "zone": here.zone[place],
            "clearance_m": pairs["clearance_m"].to_numpy(),
            "accuracy_m": here.accuracy_m[place] + starts.accuracy_m,
            "unsure_m": unsure[place],
            "certain": -pairs["clearance_m"].to_numpy() > unsure[place],
        }
    )
    kept = standing[pairs["clearance_m"].to_numpy() <= unsure[place]]
    order = kept["zone"].map(ZONES.index)
    return kept.assign(order=order).sort_values(
        ["point", "feature_id", "order"], ignore_index=True
    ).drop(columns="order")  # fmt: skip


def _most_off(starts: Starts) -> float:
    stated = starts.accuracy_m if starts.accuracy_m == starts.accuracy_m else 0.0
    return stated + float(np.nan_to_num(ground().accuracy_m).max(initial=0.0))


def _without_position(starts: Starts, within_m: float, layers: Sequence[str]) -> Iterator[str]:
    """What may lie near and nobody can tell: places of the regions that the distance reaches, and
    abroad, whose regions the basemap does not draw, all of them. A serial property lies where its
    parts do."""
    if not len(starts.numbers):
        return
    reached, abroad = _reached(starts.positions, within_m)
    table = collection().table
    missing = table[table.geometry.isna() & table["parts_layer"].isna()]
    for row in missing[missing["id"] != starts.place].to_dict("records"):
        here = not reached.isdisjoint(row["region_now"])
        foreign = abroad and bool(set(row["countries"]) - {"KZ"})
        if (here or foreign) and (not layers or row["layer"] in layers):
            yield row["id"]


def _reached(positions: Numbers, within_m: float) -> tuple[frozenset[str], bool]:
    """Regions within a distance of any of the points, and whether it leads out of the country. Many
    points are taken together by cells, rather too many regions than too few."""
    many = len(positions) > 1
    cells = np.unique(np.round(positions, 1), axis=0) if many else positions
    limit = within_m + (_CELL_M if many else 0.0)
    pairs = near(cells, _regions(), limit)
    ids = _regions().ids[pairs["place"]]
    country = ids == _COUNTRY
    inside = pairs["distance_m"].to_numpy() <= limit
    abroad = bool((pairs["clearance_m"].to_numpy()[country] > -limit).any())
    return frozenset(ids[inside & ~country]), abroad


@cache
def _regions() -> Places:
    """The regions of today and the country, as the basemap draws them."""
    outlines = {**the_borders().outlines, _COUNTRY: the_borders().country}
    table = {
        "id": list(outlines),
        "layer": ["country" if each == _COUNTRY else "region" for each in outlines],
        "geometry_kind": "boundary",
    }
    return Places(gpd.GeoDataFrame(table, geometry=list(outlines.values()), crs=CRS))
