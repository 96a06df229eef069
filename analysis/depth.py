"""The greatest depth that a project reaches inside a zone: how far in from the zone's edge.

The distance to an edge changes by at most a metre a metre. So whatever cannot hold a deeper place
than the deepest one found is dropped, and the rest is halved, until it is known within TOLERANCE.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

Numbers = NDArray[np.float64]

TOLERANCE_M = 0.3
TOLERANCE = 0.0004
"""A depth is told too small by at most so many metres, or so much of itself."""

_MOST_STEPS = 40


@dataclass(frozen=True)
class Deepest:
    """The deepest place, on the plane, and its position along the lines if it is on one."""

    depth_m: float
    x: float
    y: float
    position: float | None = None


class Edge:
    """The edge of a zone on a plane, metres."""

    def __init__(self, rings: BaseGeometry) -> None:
        corners, ring = shapely.get_coordinates(shapely.get_parts(rings), return_index=True)
        same = ring[:-1] == ring[1:]
        pairs = np.stack([corners[:-1][same], corners[1:][same]], axis=1)
        self._tree = shapely.STRtree(shapely.linestrings(pairs))

    def metres(self, x: Numbers, y: Numbers) -> Numbers:
        """From each place to the edge."""
        places = shapely.points(x, y)
        _, metres = self._tree.query_nearest(places, return_distance=True, all_matches=False)
        return metres

    def foot(self, x: float, y: float) -> tuple[float, float]:
        """The place of the edge that is nearest to a place."""
        place = Point(x, y)
        nearest = self._tree.geometries[self._tree.nearest(place)]
        foot = nearest.interpolate(nearest.project(place))
        return foot.x, foot.y


def deepest_on_lines(edge: Edge, runs: Sequence[tuple[Numbers, Numbers]]) -> Deepest:
    """Of broken lines inside a zone: of each its corners (n, 2), metres on the plane, and where
    along the lines each corner lies."""
    corners = np.concatenate([places for places, _ in runs])
    positions = np.concatenate([along for _, along in runs])
    steps = np.hypot(*np.diff(corners, axis=0).T)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    lasts = np.cumsum([len(along) for _, along in runs]) - 1
    firsts = np.concatenate([[0], lasts[:-1] + 1])
    from_, to = way[firsts], way[lasts]
    at_from, at_to = edge.metres(*corners[firsts].T), edge.metres(*corners[lasts].T)
    best = _better(None, at_from, corners[firsts], positions[firsts])
    best = _better(best, at_to, corners[lasts], positions[lasts])
    for _ in range(_MOST_STEPS):
        open_ = (at_from + at_to + to - from_) / 2 > best.depth_m + _tolerance(best)
        if not open_.any():
            break
        from_, to, at_from, at_to = from_[open_], to[open_], at_from[open_], at_to[open_]
        middle = (from_ + to) / 2
        places = np.column_stack([np.interp(middle, way, axis) for axis in corners.T])
        at_middle = edge.metres(*places.T)
        best = _better(best, at_middle, places, np.interp(middle, way, positions))
        from_, to = np.concatenate([from_, middle]), np.concatenate([middle, to])
        at_from = np.concatenate([at_from, at_middle])
        at_to = np.concatenate([at_middle, at_to])
    return best


def deepest_in_area(edge: Edge, area: BaseGeometry) -> Deepest:
    """Of an area on the plane that lies inside a zone."""
    shapely.prepare(area)
    west, south, east, north = area.bounds
    half = max(east - west, north - south, 1e-6) / 2
    cells = np.array([[(west + east) / 2, (south + north) / 2]])
    corners = shapely.get_coordinates(area)
    best = _better(None, edge.metres(*corners.T), corners)
    for _ in range(_MOST_STEPS):
        depth = edge.metres(*cells.T)
        inside = shapely.contains_xy(area, *cells.T)
        if inside.any():
            best = _better(best, depth[inside], cells[inside])
        reach = half * np.sqrt(2)
        open_ = depth + reach > best.depth_m + _tolerance(best)
        open_ &= shapely.dwithin(area, shapely.points(cells), reach)
        if not open_.any():
            break
        half /= 2
        quarters = half * np.array([[-1, -1], [1, -1], [-1, 1], [1, 1]])
        cells = (cells[open_][:, None, :] + quarters).reshape(-1, 2)
    return best


def _better(
    best: Deepest | None, depths: Numbers, places: Numbers, positions: Numbers | None = None
) -> Deepest:
    top = int(np.argmax(depths))
    if best is not None and depths[top] <= best.depth_m:
        return best
    position = None if positions is None else float(positions[top])
    return Deepest(float(depths[top]), *map(float, places[top]), position)


def _tolerance(best: Deepest) -> float:
    return max(TOLERANCE_M, TOLERANCE * best.depth_m)
