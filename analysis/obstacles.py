"""What a way round keeps away from, drawn on a plane in metres, and the shortest way through it.

Of a margin of 1 km a way keeps up to 50 m more than it must: up to four times what is left out of
an outline (_TOLERANCE_M, _TOLERANCE, more in a crowd: _COARSER), and arcs of 8 edges a quarter lie
outside of the circle. It leads through no gap between two margins that is narrower than that.
"""

import heapq
import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from analysis.geodesy import WGS84
from analysis.shapes import Geometries, Numbers, Place, Shapes, densified

_WATER_M, _WATER_TOLERANCE_M = 1.0, 5.0
"""So far from the shore a way keeps, and so much may be left out of its outline."""

_TOLERANCE_M, _TOLERANCE = 5.0, 0.01
"""What may be left out of an outline, metres or of the distance kept, the larger; it is added to
the distance. Twice: of the zone, and of the zone with its margin."""

_COARSER, _MOST_VERTICES = (1.0, 2.5, 6.0), 6_000
"""So many times that, until all outlines together have no more vertices."""

_COARSE, _FINE = 8, 32
"""Edges of a quarter of a circle."""

_SKIN_M = 0.05
"""Corners lie so far outside of what must not be crossed: no rounding closes the way along it."""

_SOON_M = 300.0
"""So much of a way is looked at first: most end at a wall there."""

SAME_M = 0.02
"""Two places so near are one."""


# ---- what is kept away from, on the plane --------------------------------------------------------


def on_plane(road: Shapes, shapes: Geometries) -> Geometries:
    """Shapes of EPSG:4326 on the plane of the road; their edges stay straight in degrees."""
    return road.flat(densified(shapes))


def drawn(
    flat: Geometries, needs: Numbers, spare_of_ends: Numbers, safety_m: float
) -> BaseGeometry:
    """Zones with their margins: nothing outside is nearer to a zone than it needs."""
    reach = np.abs(shapely.bounds(flat)).max(axis=1) * math.sqrt(2) + needs
    # At r from its middle the plane is too wide by r²/8R², across.
    wide = needs * (1 + 0.15 * (reach / WGS84.a) ** 2) + safety_m
    for coarser in _COARSER:
        tolerance = coarser * np.maximum(_TOLERANCE_M, _TOLERANCE * wide)
        # What the road begins or ends just outside of is drawn as exactly as can be.
        tolerance[spare_of_ends < 6 * tolerance] = 0.0
        area = shapely.union_all(
            [_widened(*each) for each in zip(flat, wide, tolerance, strict=True)]
        )
        if shapely.get_num_coordinates(area) <= _MOST_VERTICES:
            break
    return area


def water_of(road: Shapes, avoid: Sequence[BaseGeometry], reach_m: float) -> BaseGeometry:
    """Lakes that a way round may come to."""
    flat = on_plane(road, np.array(list(avoid), dtype=object))
    around = shapely.box(*shapely.total_bounds(road.facets))
    lakes = flat[shapely.dwithin(flat, around, reach_m)]
    return shapely.union_all([_widened(lake, _WATER_M, _WATER_TOLERANCE_M) for lake in lakes])


def _widened(zone: BaseGeometry, by: float, tolerance: float) -> BaseGeometry:
    """A zone and what is nearer to it than `by`, metres: rather more, never less."""
    quarter = _COARSE if tolerance else _FINE
    plain, left_out = _simplified(zone, tolerance)
    # GEOS draws arcs inside of the circle: their edges shall touch it.
    wide = plain.buffer((by + left_out) / math.cos(math.pi / 4 / quarter), quad_segs=quarter)
    plain, left_out = _simplified(wide, tolerance)
    wide = plain.buffer(left_out, join_style="mitre", mitre_limit=2) if left_out else plain
    lacking = by - shapely.shortest_line(wide.boundary, zone).length
    return wide if lacking <= 0 else wide.buffer(lacking, join_style="mitre")


def _simplified(area: BaseGeometry, tolerance: float) -> tuple[BaseGeometry, float]:
    """An area with fewer corners, and how far those that are left out lie outside of it."""
    plain = area.simplify(tolerance)
    corners = shapely.points(shapely.get_coordinates(area))
    return plain, float(shapely.distance(plain, corners).max())


# ---- the shortest way ----------------------------------------------------------------------------


class Obstacles:
    """Areas of the plane that no way may lead through. It turns at their corners alone, and only
    at those that stick out. What is seen from a corner is looked for when a way comes there."""

    def __init__(self, area: BaseGeometry) -> None:
        parts = shapely.get_parts(shapely.orient_polygons(area))
        cores = shapely.get_parts(shapely.buffer(parts, -_SKIN_M, join_style="mitre"))
        self._walls = shapely.multipolygons(cores)
        shapely.prepare(self._walls)
        corners = np.concatenate([_sticking_out(ring) for ring in shapely.get_rings(parts)])
        self._places = corners[:, 0]
        self._sides = corners[:, 1:] - corners[:, :1]
        """From each corner to the one before it and to the one after it."""
        self._holes = shapely.STRtree([Polygon(ring) for core in cores for ring in core.interiors])
        self._from = cache(lambda corner: self._seen(self._places[corner], self._sides[corner]))

    def side(self, place: Place) -> int:
        """The number of the hole that a place lies in, -1 outside of all: no way leads from one
        to another."""
        holes = self._holes.query(Point(place), predicate="within")
        return int(min(holes, key=lambda each: self._holes.geometries[each].area, default=-1))

    def way(self, start: Place, end: Place, most_m: float) -> Numbers | None:
        """The shortest way, (n, 2), by A*. None: it would be longer than `most_m`."""
        if not shapely.intersects(self._walls, LineString([start, end])):
            return np.array([start, end])
        left = np.hypot(*(self._places - end).T)
        last = dict(zip(*self._seen(end), strict=True))
        gone, before, done = {_START: 0.0}, {_START: _START}, set[int]()
        queue = [(math.dist(start, end), _START)]
        while queue:
            _, here = heapq.heappop(queue)
            if here == _END:
                return np.array([start, *self._places[_back(before)], end])
            if here in done:
                continue
            done.add(here)
            nexts, metres = self._seen(start) if here == _START else self._from(here)
            steps = [*zip(nexts, metres, strict=True)]
            if here in last:
                steps.append((_END, last[here]))
            for there, step in steps:
                so_far = gone[here] + step
                whole = so_far + (0.0 if there == _END else left[there])
                if so_far < gone.get(there, math.inf) and whole <= most_m:
                    gone[there], before[there] = so_far, here
                    heapq.heappush(queue, (whole, there))
        return None

    def _seen(self, place: Place, sides: Numbers | None = None) -> tuple[list[int], list[float]]:
        """The corners to which a straight way is free, and how far they are. It passes them by, and
        the one it comes from, with `sides`: a shortest way never runs head on into a corner."""
        ways = self._places - place
        nexts = np.arange(len(ways)) if sides is None else np.flatnonzero(_passes(ways, sides))
        nexts = nexts[_passes(ways[nexts], self._sides[nexts])]
        lengths = np.hypot(*ways.T)
        # Most are soon at a wall; a short piece is looked up among few walls.
        for part in (np.minimum(1.0, _SOON_M / np.maximum(lengths, SAME_M)), np.ones(len(ways))):
            pairs = np.empty((len(nexts), 2, 2))
            pairs[:, 0], pairs[:, 1] = place, place + ways[nexts] * part[nexts, None]
            nexts = nexts[~shapely.intersects(self._walls, shapely.linestrings(pairs))]
        return nexts.tolist(), lengths[nexts].tolist()


_START, _END = -1, -2


def _back(before: dict[int, int]) -> list[int]:
    """The corners of a way, from its beginning."""
    found, here = [], before[_END]
    while here != _START:
        found.append(here)
        here = before[here]
    return found[::-1]


def _sticking_out(ring: BaseGeometry) -> Numbers:
    """(n, 3, 2): the corners of a ring, whose area lies left of it, round which a way may turn;
    after each the one before it and the one after it."""
    here = shapely.get_coordinates(ring)[:-1]
    before, after = np.roll(here, 1, axis=0), np.roll(here, -1, axis=0)
    return np.stack([here, before, after], axis=1)[_cross(here - before, after - here) > 0]


def _passes(ways: Numbers, sides: Numbers) -> NDArray[np.bool_]:
    """Whether both edges of a corner lie on one side of a way that comes there or leaves. The ends
    of the whole way lie on an edge, but for rounding: so much is allowed at either end of it."""
    one, other = _cross(ways, sides[..., 0, :]), _cross(ways, sides[..., 1, :])
    least = SAME_M * (np.hypot(*ways.T) + np.hypot(sides[..., 0], sides[..., 1]).sum(axis=-1))
    return (np.minimum(one, other) >= -least) | (np.maximum(one, other) <= least)


def _cross(one: Numbers, other: Numbers) -> Numbers:
    return one[..., 0] * other[..., 1] - one[..., 1] * other[..., 0]
