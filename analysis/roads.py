"""Distances along a network of roads that somebody brought, and of what it does not reach: none.

networkx finds the shortest ways. All geometry is EPSG:4326, longitude first; metres are geodesic.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from analysis.geodesy import WGS84
from analysis.shapes import Geometries, Numbers, Shapes, densified

REACH_M = 1_000.0
"""ASSUMPTION. From a position that lies farther from every road no way by road is known."""
JOIN_M = 5.0
"""ASSUMPTION. The end of a line that comes so near to another was drawn to meet it."""

_GRID_M = 0.001
"""Positions nearer than this are one: so lines meet where they were computed to meet."""


@dataclass(frozen=True)
class _Place:
    """The nearest place on a road to a position."""

    lon: float
    lat: float
    off_m: float
    """Straight, from the position."""
    piece: int
    """Of Shapes.starts."""
    behind_m: float
    """Along the road to where its piece begins, and ahead to where that ends."""
    ahead_m: float


class Roads:
    """A network of lines. They meet where they share a place, where they cross (ASSUMPTION: a
    bridge counts as a junction too), and where an end comes nearer to another than JOIN_M. Every
    road can be driven both ways."""

    def __init__(self, lines: Iterable[BaseGeometry]) -> None:
        self._shapes = Shapes(_noded(Shapes(lines)))
        shapes = self._shapes
        self._first, self._last = _runs(shapes.line_of)
        ends = np.concatenate([shapes.starts[self._first], shapes.ends[self._last]])
        _, nodes = np.unique(ends, axis=0, return_inverse=True)
        self._from, self._to = nodes.reshape(2, -1)
        self._graph = self._junctions()

    def metres(self, positions: Numbers) -> Numbers:
        """Metres by road from each to each: (n, n), of longitudes and latitudes (n, 2). In
        it are the straight pieces to the nearest place on a road. NaN: no way is known."""
        found = np.full((len(positions), len(positions)), np.nan)
        places = self._places(positions)
        graph = self._graph.copy()  # it is kept, and others may be asking it
        self._enter(graph, places)
        for here, place in places.items():
            ways = nx.single_source_dijkstra_path_length(graph, _node(here))
            for there, other in places.items():
                if (way := ways.get(_node(there))) is not None:
                    found[here, there] = place.off_m + way + other.off_m
        np.fill_diagonal(found, np.where(np.isnan(found.diagonal()), np.nan, 0.0))
        return np.fmax(found, found.T)  # summed up the other way round it differs by a rounding

    def _junctions(self) -> nx.Graph:
        """Of two roads between the same junctions the shorter one counts."""
        along = self._shapes.chainage
        lengths = along[self._last + 1] - along[self._first]
        graph = nx.Graph()
        graph.add_nodes_from(map(int, self._from))
        for line in np.argsort(-lengths, kind="stable"):
            start, end = int(self._from[line]), int(self._to[line])
            if start != end:
                graph.add_edge(start, end, weight=float(lengths[line]))
        return graph

    def _places(self, positions: Numbers) -> dict[int, _Place]:
        """By the number of the position, of those that a road comes near to. Of places equally near
        the western, southern one."""
        if not len(self._shapes.starts) or not len(positions):
            return {}
        points = self._shapes.flat(shapely.points(positions))
        near = self._shapes.flat_tree.query_nearest(points, max_distance=REACH_M * 1.02)
        found: dict[int, _Place] = {}
        for position, piece in near.T.tolist():
            place = self._nearest(positions[position], points[position], piece)
            best = found.get(position)
            if place.off_m <= REACH_M and (best is None or _rank(place) < _rank(best)):
                found[position] = place
        return found

    def _nearest(self, position: Numbers, point: BaseGeometry, piece: int) -> _Place:
        """The place of a piece of a road that is nearest to a position, a point on the plane."""
        shapes = self._shapes
        part = shapely.line_locate_point(shapes.flat_tree.geometries[piece], point, normalized=True)
        start, end = shapes.starts[piece], shapes.ends[piece]
        lon, lat = start + part * (end - start)
        off, behind, ahead = (_apart(each, (lon, lat)) for each in (position, start, end))
        return _Place(float(lon), float(lat), off, piece, behind, ahead)

    def _enter(self, graph: nx.Graph, places: dict[int, _Place]) -> None:
        """Lead each place to both ends of its road, and to the others on it."""
        along, lines = self._shapes.chainage, self._shapes.line_of
        on: dict[int, list[int]] = {}
        for number, place in places.items():
            line = int(lines[place.piece])
            on.setdefault(line, []).append(number)
            back = along[place.piece] - along[self._first[line]] + place.behind_m
            ahead = along[self._last[line] + 1] - along[place.piece + 1] + place.ahead_m
            start, end = int(self._from[line]), int(self._to[line])
            graph.add_edge(_node(number), start, weight=min(back, ahead) if start == end else back)
            if start != end:
                graph.add_edge(_node(number), end, weight=ahead)
        for numbers in on.values():
            for one, other in combinations(numbers, 2):
                graph.add_edge(_node(one), _node(other),
                               weight=self._between(places[one], places[other]))  # fmt: skip

    def _between(self, one: _Place, other: _Place) -> float:
        """Along the line on which both lie."""
        if one.piece == other.piece:
            return _apart((one.lon, one.lat), (other.lon, other.lat))
        first, last = sorted((one, other), key=lambda place: place.piece)
        along = self._shapes.chainage
        return float(first.ahead_m + along[last.piece] - along[first.piece + 1] + last.behind_m)


def _node(number: int) -> int:
    """Of a position; junctions are 0 and up."""
    return -1 - number


def _rank(place: _Place) -> tuple[float, float, float]:
    return round(place.off_m, 6), place.lon, place.lat


def _apart(one: "tuple[float, float] | Numbers", other: "tuple[float, float] | Numbers") -> float:
    return float(WGS84.inv(*one, *other)[2])


def _runs(line_of: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Of each line, in order, its first and its last piece."""
    changes = np.flatnonzero(np.diff(line_of))
    if not len(line_of):
        return changes, changes
    return np.append(0, changes + 1), np.append(changes, len(line_of) - 1)


def _noded(given: Shapes) -> Geometries:
    """The lines cut wherever they meet; a stretch that is there twice is there once."""
    if not len(given.lines):
        return given.lines
    flat = given.flat(densified(given.lines))
    cut = shapely.union_all(np.concatenate([flat, _links(flat)]), grid_size=_GRID_M)
    return shapely.transform(shapely.get_parts(cut), given.round, interleaved=False)


def _links(lines: Geometries) -> Geometries:
    """On the plane: from each end that lies near another line, or near its own other end, there."""
    starts, ends = shapely.get_point(lines, 0), shapely.get_point(lines, -1)
    points, count = np.concatenate([starts, ends]), len(lines)
    end, line = shapely.STRtree(lines).query(points, predicate="dwithin", distance=JOIN_M)
    other = end % count != line
    links = shapely.shortest_line(points[end[other]], lines[line[other]])
    open_rings = shapely.dwithin(starts, ends, JOIN_M)
    closing = shapely.shortest_line(starts[open_rings], ends[open_rings])
    every = np.concatenate([links, closing])
    return every[shapely.length(every) > 0]
