"""Zones that a project does not meet: the nearest pair of places, and the geodesic between them.

It is looked for on the plane of the project, and far from it among positions in space.
"""

from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from analysis.geodesy import WGS84, in_space
from analysis.measured import Clearance, Nearest
from analysis.shapes import Geometries, Numbers, Shapes, Where, densified, edges_of

NEAR_M = 50_000.0
"""So near the plane is exact enough, whatever lies beyond."""

PLANE_M = 400_000.0
"""So far from its middle the plane is off by 1 in 2,000."""

_FAR_STEP_DEGREES = 0.013
"""Beyond NEAR_M positions are compared that are at most 1.5 km apart: off by 0.05 %."""

_FEW_PAIRS = 10_000
_MOST_PAIRS = 2_000_000
"""Compared at once: fewer for speed, never more for memory."""

_CELL_DEGREES = 0.01
_CELL_M = 1_600.0
"""Longer than the diagonal of a cell anywhere."""


def apart(project: Shapes, zones: Geometries) -> list[Clearance]:
    """Each of them measured, in their order."""
    if not len(zones):
        return []
    edges = densified(edges_of(zones))
    flat = project.flat(edges)
    here, there = _nearest_pairs(project, flat)
    coarse = np.hypot(*(there - here).T)
    far = (coarse > NEAR_M) & (_farthest(flat) > PLANE_M)
    lon, lat = project.round(*here.T)
    zone_lon, zone_lat = project.round(*there.T)
    _, _, metres = WGS84.inv(lon, lat, zone_lon, zone_lat)
    space = _Space(project)
    measured = []
    for place in range(len(zones)):
        if far[place]:
            measured.append(space.clearance(edges[place]))
            continue
        where = project.on_line(*here[place]) or Where(float(lon[place]), float(lat[place]))
        measured.append(_outside(project, float(metres[place]), where, here[place], there[place]))
    return measured


def _nearest_pairs(project: Shapes, flat: Geometries) -> tuple[Numbers, Numbers]:
    """Of each zone the nearest places on the plane: on the project, on the zone."""
    # shortest_line makes use of what is prepared; distance would compare every pair of edges.
    found = np.array([shapely.shortest_line(facet, flat) for facet in project.facets], dtype=object)
    best = np.argmin(shapely.length(found), axis=0)
    lines = found[best, np.arange(len(flat))]
    pairs = shapely.get_coordinates(lines).reshape(-1, 2, 2)
    return pairs[:, 0], pairs[:, 1]


def _farthest(flat: Geometries) -> Numbers:
    """How far from the middle of the plane each zone reaches at most."""
    return np.hypot(*np.abs(shapely.bounds(flat)).reshape(-1, 2, 2).max(axis=1).T)


def _outside(
    project: Shapes, metres: float, where: Where, here: Numbers, there: Numbers
) -> Clearance:
    side = None if where.segment is None else project.side(where.segment, here, there)
    nearest = Nearest(where.lon, where.lat, where.chainage_m, side)
    return Clearance(metres, False, 0.0, 0.0, None, (), nearest)


class _Space:
    """Positions of the project in space, for zones that no plane holds together with it."""

    def __init__(self, project: Shapes) -> None:
        self._project = project

    @cached_property
    def _cells(self) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """One corner of each cell of a grid, and of each corner the cell that it lies in."""
        grid = np.floor(self._project.corners / _CELL_DEGREES).astype(int)
        _, first, cell = np.unique(grid, axis=0, return_index=True, return_inverse=True)
        return first, cell.ravel()

    @cached_property
    def _here(self) -> Numbers:
        return in_space(self._project.corners)

    def clearance(self, edges: BaseGeometry) -> Clearance:
        """The nearest pair among positions; the chord orders distances as the geodesic does."""
        degrees = shapely.get_coordinates(shapely.segmentize(edges, _FAR_STEP_DEGREES))
        there = in_space(degrees)
        first, second = self._nearest(there)
        here, zone = self._project.corners[first], degrees[second]
        _, _, metres = WGS84.inv(*here, *zone)
        flat, flat_zone = (np.array(self._project.plane(*place)) for place in (here, zone))
        where = self._project.on_line(*flat) or Where(float(here[0]), float(here[1]))
        return _outside(self._project, float(metres), where, flat, flat_zone)

    def _nearest(self, there: Numbers) -> tuple[int, int]:
        """The numbers of the nearest two. Of a crowd, cells first; then all corners of those cells
        that may hold the nearest one."""
        kept = np.arange(len(self._here))
        if len(kept) * len(there) > _FEW_PAIRS:
            first, cell = self._cells
            metres, _ = _nearest_of(self._here[first], there)
            kept = np.flatnonzero((metres <= metres.min() + 2 * _CELL_M)[cell])
        metres, pair = _nearest_of(self._here[kept], there)
        place = int(np.argmin(metres))
        return int(kept[place]), int(pair[place])


def _nearest_of(here: Numbers, there: Numbers) -> tuple[Numbers, NDArray[np.intp]]:
    """Of each position here the metres to the nearest one there, and its number."""
    metres, pair = np.empty(len(here)), np.empty(len(here), dtype=np.intp)
    rows = max(1, _MOST_PAIRS // len(there))
    for start in range(0, len(here), rows):
        block = slice(start, start + rows)
        ways = [here[block, None, axis] - there[None, :, axis] for axis in range(3)]
        squares = sum(way * way for way in ways)
        pair[block] = squares.argmin(axis=1)
        metres[block] = np.sqrt(squares.min(axis=1))
    return metres, pair
