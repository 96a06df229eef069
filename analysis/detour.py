"""The shortest way round the zones that a road comes too near to.

The road keeps its own course wherever it keeps its distance from every zone. A stretch that does
not is replaced by the shortest way round, from where the road comes into the margin to where it
leaves it for good: its course between two of them is kept if it is longer than what it costs to
come back to it. The way is looked for on the plane of the road, metres, round zones that are drawn
a little too wide there. It is measured by analysis.clearance: nothing that comes too near is
handed out.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from analysis.clearance import clearances
from analysis.obstacles import SAME_M, Obstacles, drawn, on_plane, water_of
from analysis.shapes import Geometries, Numbers, Place, Shapes

ROOM_M = 2_000.0
"""Whatever the limit, a way round may be so much longer: a short stretch needs room to turn."""

_SAFETIES_M = (0.2, 3.0)
"""Wider than it must be a margin is drawn; the second for what nobody has thought of."""

_STEP_M = 500.0
"""Longest edge on the plane that is taken for straight in degrees: 1.4 cm off at 55 N."""

_NO_WAY_M = 1e9
"""Where none is found: longer than any."""

Run = tuple[float, float]
"""From and to, chainage of the road, metres."""

Runs = list[Run]

Way = Callable[[Run], Numbers | None]
"""The shortest way that replaces a run: corners (n, 2) on the plane; None: there is none."""

Untaken = Literal["clear_already", "end_inside", "none_within"]
"""Why there is no detour. clear_already: the road keeps its distance. end_inside: it begins or ends
nearer to a zone than it may, or in water that reaches into a margin. none_within: no way round is
short enough."""


@dataclass(frozen=True)
class Keep:
    """A zone to keep away from."""

    geometry: BaseGeometry
    """Polygon or MultiPolygon, EPSG:4326, not empty."""
    accuracy_m: float
    """Of the zone and of the road together, metres: it is kept beside the margin."""


@dataclass(frozen=True)
class Detour:
    """A road that keeps its distance, between the same ends."""

    line: LineString
    """EPSG:4326, edges straight in degrees."""
    length_m: float
    extra_m: float
    """Longer than the road was."""
    clearance_m: float
    """The least of all zones, geodesic, no accuracy subtracted."""
    turns: tuple[Run, ...]
    """The stretches that were replaced, in order."""


def detour(
    line: LineString,
    zones: Sequence[Keep],
    margin_m: float,
    limit: float = 3.0,
    avoid: Sequence[BaseGeometry] = (),
) -> Detour | Untaken:
    """The road with the shortest ways round what it comes nearer to than `margin_m` + accuracy.

    `line`, `avoid`: EPSG:4326. No way round is longer than `limit` times the stretch that it
    replaces + ROOM_M. Water to `avoid` needs no margin, and the road's own course may cross it.
    """
    # In an order of their own: theirs makes no difference, to the last digit.
    kept = sorted(zones, key=lambda each: (each.geometry.wkb, each.accuracy_m))
    shapes = np.array([each.geometry for each in kept], dtype=object)
    needs = np.array([margin_m + each.accuracy_m for each in kept])
    road = Shapes([line])
    spare = _metres(road, shapes) - needs
    if (spare >= 0).all():
        return "clear_already"
    ends = Shapes([Point(line.coords[0]), Point(line.coords[-1])])
    spare_of_ends = _metres(ends, shapes) - needs
    if (spare_of_ends < 0).any():
        return "end_inside"
    reach_m = (limit * road.length_m + ROOM_M) / 2
    near, water = spare <= reach_m, water_of(road, avoid, reach_m)
    for safety_m in _SAFETIES_M:
        flat = on_plane(road, shapes[near])
        margins = drawn(flat, needs[near], spare_of_ends[near], safety_m)
        found = _replaced(road, margins, water, limit)
        if isinstance(found, str):
            return found
        measured = _measured(road, found, shapes, needs)
        if measured is not None:
            return measured
    raise ArithmeticError("a way round comes too near to a zone")


def _metres(project: Shapes, shapes: Geometries) -> Numbers:
    """From each zone, geodesic; inside minus the depth."""
    return np.array([each.clearance_m for each in clearances(project, list(shapes))])


def _measured(
    road: Shapes, found: tuple[LineString, Runs], shapes: Geometries, needs: Numbers
) -> Detour | None:
    """What was found, measured. None: it comes too near."""
    line, turns = found
    project = Shapes([line])
    metres = _metres(project, shapes)
    if (metres < needs).any():
        return None
    extra_m = project.length_m - road.length_m
    return Detour(line, project.length_m, extra_m, float(metres.min()), tuple(turns))


# ---- what is replaced ----------------------------------------------------------------------------


def _replaced(
    road: Shapes, margins: BaseGeometry, water: BaseGeometry, limit: float
) -> tuple[LineString, Runs] | Untaken:
    """The road with the ways round in it, and the runs that they replace."""
    runs = _too_near(road, margins, water)
    if runs and (runs[0][0] < SAME_M or runs[-1][1] > road.length_m - SAME_M):
        return "end_inside"
    obstacles = Obstacles(shapely.union(margins, water))

    @cache
    def way(run: Run) -> Numbers | None:
        start, end = (_place(road, along) for along in run)
        return obstacles.way(start, end, limit * road.length_m + ROOM_M)

    sides = [[obstacles.side(_place(road, along)) for along in run] for run in runs]
    closed = _closed(runs, sides)
    turns = [] if closed is None else _worth_it(closed, way, road)
    if not turns or any(_length(way(run)) > limit * (run[1] - run[0]) + ROOM_M for run in turns):
        return "none_within"
    return _line(road, turns, way), turns


def _place(road: Shapes, along_m: float) -> Place:
    return road.plane(*road.where(along_m))


def _too_near(road: Shapes, margins: BaseGeometry, water: BaseGeometry) -> Runs:
    """Where the road lies in a margin, and in water before and after it, in order."""
    inside = _inside(road, margins)
    found: Runs = []
    for start, end in sorted([*inside, *_inside(road, water)]):
        if found and start <= found[-1][1] + SAME_M:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return [run for run in found if any(run[0] <= start <= run[1] for start, _ in inside)]


def _inside(road: Shapes, area: BaseGeometry) -> Runs:
    """Where the road lies in an area of the plane."""
    if area.is_empty:
        return []
    degrees = shapely.transform(shapely.segmentize(area, _STEP_M), road.round, interleaved=False)
    return list(clearances(road, [degrees])[0].intervals)


def _closed(runs: Runs, sides: list[list[int]]) -> Runs | None:
    """Runs joined, as few as may be, until each can be replaced: a road that comes into the hole
    of a zone has to leave it. None: it ends in one."""
    best: list[Runs | None] = [[]]
    for last, (_, end) in enumerate(sides):
        may = [
            [*before, (runs[first][0], runs[last][1])]
            for first, before in enumerate(best)
            if before is not None and sides[first][0] == end
        ]
        best.append(max(may, key=len, default=None))
    return best[-1]


def _worth_it(runs: Runs, way: Way, road: Shapes) -> Runs:
    """Runs joined where the course between two is shorter than what it costs to come back to it."""

    @cache
    def spared(one: Run, other: Run) -> float:
        apart = _length(way(one)) + _length(way(other)) - (other[0] - one[1])
        if apart <= math.dist(_place(road, one[0]), _place(road, other[1])):
            return 0.0
        return apart - _length(way((one[0], other[1])))

    runs = list(runs)
    while len(runs) > 1:
        gains = [spared(*pair) for pair in pairwise(runs)]
        best = int(np.argmax(gains))
        if gains[best] <= SAME_M:
            break
        runs[best : best + 2] = [(runs[best][0], runs[best + 1][1])]
    return runs


def _length(way: Numbers | None) -> float:
    return _NO_WAY_M if way is None else LineString(way).length


def _line(road: Shapes, turns: Runs, way: Way) -> LineString:
    """The road's own corners where it keeps its course, and the ways round between them."""
    own, along = _corners(road)
    parts, start = [own[:1]], 0.0
    for turn in turns:
        round_it = shapely.segmentize(LineString(way(turn)), _STEP_M)
        inner = np.column_stack(road.round(*shapely.get_coordinates(round_it)[1:-1].T))
        kept = own[(along > start) & (along < turn[0])]
        parts += [kept, [road.where(turn[0])], inner, [road.where(turn[1])]]
        start = turn[1]
    return LineString(np.concatenate([*parts, own[along > start]]))


def _corners(road: Shapes) -> tuple[Numbers, Numbers]:
    """The vertices of the road as it was drawn, degrees, and the chainage of each."""
    own = shapely.get_coordinates(road.lines[0])
    finer = iter(enumerate([*road.starts.tolist(), road.ends[-1].tolist()]))
    at = [next(place for place, corner in finer if corner == each) for each in own.tolist()]
    return own, road.chainage[at]
