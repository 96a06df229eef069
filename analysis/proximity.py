"""What lies near points: all within a distance, the nearest of each layer, how far inside.

Which pairs matter is decided among positions in space, block by block of points that lie together:
a chord is never longer than the way over the ground. What is left is measured on the ellipsoid. Off
by at most the larger of 1 m and 0.1 % (tests/unit/test_proximity.py, bench/proximity.py).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Proj
from shapely.geometry.base import BaseGeometry

from analysis.geodesy import WGS84, in_space, inner_point
from analysis.shapes import Geometries, Numbers, densified, edges_of

PAIRS = ("point", "place", "distance_m", "clearance_m", "bearing_deg", "nearest")

BLOCK = 1_024
"""Points that are compared at once."""

_BAND_DEGREES = 0.5
_SLACK_M, _SLACK = 1.0, 0.001
"""By so much, and by such a part, the order of chords may differ from that of geodesics."""

Tell = Callable[[float], None]
"""Hears which part of the work is done, 0 to 1."""

Whole = NDArray[np.intp]
Plane = tuple[Proj, BaseGeometry]


@dataclass(frozen=True)
class _Found:
    """Pairs by their numbers."""

    point: Whole
    place: Whole


class Places:
    """Features made ready to be measured from any number of points.

    `table`: EPSG:4326, columns id, layer, geometry_kind, geometry. Of a boundary and a line the
    distance is that to the edge, 0 inside; of a point and a schematic that to the published point,
    for nobody knows where the place ends. What has no geometry is left out.
    """

    def __init__(self, table: gpd.GeoDataFrame) -> None:
        placed = table[table.geometry.notna()].sort_values("layer", kind="stable")
        self.ids = placed["id"].to_numpy()
        self.layer, self.layers = pd.factorize(placed["layer"], sort=True)
        self.outlined = placed["geometry_kind"].isin(["boundary", "line"]).to_numpy()
        self.geometries: Geometries = placed.geometry.to_numpy()
        self.middles = self._middles()
        self.centres = in_space(self.middles)
        self.reach = np.zeros(len(placed))
        self._edges: dict[int, Geometries] = {}
        self._planes: dict[int, Plane] = {}
        for place in np.flatnonzero(self.outlined):
            self._measure(int(place))

    def __len__(self) -> int:
        return len(self.ids)

    def _middles(self) -> Numbers:
        """The published points, and of an outline the middle of its extent."""
        west, south, east, north = shapely.bounds(self.geometries).reshape(-1, 4).T
        middles = np.column_stack([(west + east) / 2, (south + north) / 2])
        for place in np.flatnonzero(~self.outlined):
            point = inner_point(self.geometries[place])
            middles[place] = point.x, point.y
        return middles

    def _measure(self, place: int) -> None:
        """How far the edge of an outline reaches from its middle, metres in space."""
        edge = densified(edges_of(self.geometries[place : place + 1].copy()))
        corners = in_space(shapely.get_coordinates(edge))
        ways = np.linalg.norm(corners - self.centres[place], axis=1)
        self.reach[place] = ways.max(initial=0.0) + _SLACK_M
        self._edges[place] = edge

    def plane(self, place: int) -> Plane:
        """Of an outline the plane round its middle, and its edge there.

        Lambert's equal-area projection, as for a project: the middle sees everything in its true
        direction, and near it the plane is off by r²/8R². It only chooses the nearest place of the
        edge; how far that is, is measured on the ellipsoid.
        """
        if place not in self._planes:
            lon, lat = self.middles[place]
            plane = Proj(proj="laea", lon_0=lon, lat_0=lat, ellps="WGS84")
            [edge] = shapely.transform(self._edges[place], plane, interleaved=False)
            shapely.prepare(edge)
            shapely.prepare(self.geometries[place])
            self._planes[place] = plane, edge
        return self._planes[place]


def near(
    points: Numbers, places: Places, within_m: float, tell: Tell | None = None
) -> pd.DataFrame:
    """Every pair within a distance, and of each layer the nearest place to each point.

    `points`: (n, 2), longitude and latitude, degrees. Columns: point (number of the row), place
    (number in `places`), distance_m, clearance_m (minus the distance to the edge where the point
    lies inside; of a point or a schematic NaN), bearing_deg (from north, to the published point or
    the nearest place of the edge; NaN inside), nearest (whether it is that of its layer). Sorted
    by point and distance.
    """
    if not len(points) or not len(places):
        return pd.DataFrame({name: [] for name in PAIRS}).astype({"point": int, "place": int})
    found = []
    for done, block in _blocks(points):
        found.append(_measured(points, places, _worth_measuring(points, block, places, within_m)))
        if tell is not None:
            tell(done)
    pairs = pd.concat(found, ignore_index=True)
    pairs = pairs.iloc[np.lexsort((pairs["place"], pairs["distance_m"], pairs["point"]))]
    layer = places.layer[pairs["place"]]
    _, first = np.unique(pairs["point"] * len(places.layers) + layer, return_index=True)
    pairs["nearest"] = np.isin(np.arange(len(pairs)), first, assume_unique=True)
    return pairs[pairs["nearest"] | (pairs["distance_m"] <= within_m)].reset_index(drop=True)


def _blocks(points: Numbers) -> Iterator[tuple[float, Whole]]:
    """Numbers of points that lie together, and which part of all is done with them."""
    bands = np.floor(points[:, 1] / _BAND_DEGREES)
    order = np.lexsort((points[:, 0], bands))
    for start in range(0, len(order), BLOCK):
        block = order[start : start + BLOCK]
        yield (start + len(block)) / len(order), block


def _worth_measuring(points: Numbers, block: Whole, places: Places, within_m: float) -> _Found:
    """The pairs of a block that may lie within the distance or be the nearest of a layer."""
    here = in_space(points[block])
    middle = here.mean(axis=0)
    spread = np.linalg.norm(here - middle, axis=1).max()
    ways = np.linalg.norm(places.centres - middle, axis=1)
    kept = np.flatnonzero(_may_be(ways[None], places.reach + spread, places.layer, within_m)[0])
    chords = _chords(here, places.centres[kept])
    wanted = _may_be(chords, places.reach[kept], places.layer[kept], within_m)
    first, second = np.nonzero(wanted)
    return _Found(block[first], kept[second])


def _may_be(ways: Numbers, reach: Numbers, layer: Whole, within_m: float) -> NDArray[np.bool_]:
    """Which places may lie within the distance, or be the nearest of their layer. `layer` is in
    order."""
    starts = np.flatnonzero(np.diff(layer, prepend=-1))
    # Between two layers none is left out: each has its nearest.
    most = np.minimum.reduceat(ways + reach, starts, axis=1) * (1 + _SLACK) + _SLACK_M
    limits = np.maximum(most, within_m + _SLACK_M)
    return ways - reach <= np.repeat(limits, np.diff(starts, append=len(layer)), axis=1)


def _chords(here: Numbers, there: Numbers) -> Numbers:
    """Metres in space from each to each."""
    ways = (here[:, None, axis] - there[None, :, axis] for axis in range(3))
    return np.sqrt(sum(way * way for way in ways))


def _measured(points: Numbers, places: Places, found: _Found) -> pd.DataFrame:
    """Each pair on the ellipsoid."""
    lon, lat = points[found.point].T
    ends = places.middles[found.place].copy()
    inside = np.zeros(len(lon), dtype=bool)
    outlined = places.outlined[found.place]
    rows = np.flatnonzero(outlined)
    for those in _alike(rows, found.place[rows]):
        place = found.place[those[0]]
        ends[those], inside[those] = _on_edge(points[found.point[those]], places, int(place))
    bearings, _, metres = WGS84.inv(lon, lat, *ends.T)
    return pd.DataFrame(
        {
            "point": found.point,
            "place": found.place,
            "distance_m": np.where(inside, 0.0, metres),
            "clearance_m": np.where(outlined, np.where(inside, -metres, metres), np.nan),
            "bearing_deg": np.where(inside | (metres == 0), np.nan, bearings % 360),
        }
    )


def _alike(rows: Whole, places: Whole) -> list[Whole]:
    """The rows of each place together."""
    order = np.argsort(places, kind="stable")
    return np.split(rows[order], np.flatnonzero(np.diff(places[order])) + 1) if len(rows) else []


def _on_edge(points: Numbers, places: Places, place: int) -> tuple[Numbers, NDArray[np.bool_]]:
    """Of each point the nearest place on an edge, degrees, and whether it lies inside or on it."""
    plane, edge = places.plane(place)
    flat = shapely.points(np.column_stack(plane(*points.T)))
    ends = shapely.get_coordinates(shapely.shortest_line(edge, flat)).reshape(-1, 2, 2)[:, 0]
    covered = shapely.covers(places.geometries[place], shapely.points(points))
    return np.column_stack(plane(*ends.T, inverse=True)), covered
