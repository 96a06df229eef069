"""Zones that a project meets: where its lines enter and leave, how long and how deep it is inside.

Where lines and edges meet is computed in degrees, where both are straight.
"""

from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from analysis.depth import Deepest, Edge, deepest_in_area, deepest_on_lines
from analysis.geodesy import SQUARE_METRES_PER_HECTARE, WGS84, surface_ha
from analysis.measured import Clearance, Nearest
from analysis.shapes import Numbers, Shapes, Where, densified, edges_of

_EVEN = 1e-12
_SAME_POSITION = 1e-6
"""Of a piece, at most half a millimetre: stops so near are one."""

_ON_EDGE_DEGREES = 1e-9
"""A tenth of a millimetre: so near a position lies on the edge."""


def meeting(project: Shapes, zone: BaseGeometry) -> Clearance:
    """Depth, length and area inside, where along the lines."""
    if zone.geom_type not in {"Polygon", "MultiPolygon"}:
        return _on(project, zone)
    edge = Edge(project.flat(densified(edges_of(np.array([zone], dtype=object))))[0])
    runs = _runs_inside(project, zone)
    inside = project.areas.intersection(zone)
    area_m2 = surface_ha(inside) * SQUARE_METRES_PER_HECTARE if inside.area else 0.0
    found = [
        _deepest_run(project, edge, runs),
        _deepest_plot(project, edge, inside),
        _deepest_point(project, edge, zone),
    ]
    deepest = max(filter(None, found), key=lambda each: each.depth_m, default=None)
    intervals = tuple((project.metres(start), project.metres(end)) for start, end in runs)
    return Clearance(
        clearance_m=0.0 - _depth_m(project, edge, deepest) if deepest else 0.0,
        touches=True,
        length_inside_m=sum((end - start for start, end in intervals), 0.0),
        area_inside_m2=area_m2,
        share=area_m2 / (surface_ha(zone) * SQUARE_METRES_PER_HECTARE) if area_m2 else None,
        intervals=intervals,
        nearest=_nearest_inside(project, deepest) if deepest else _on(project, zone).nearest,
    )


def _on(project: Shapes, zone: BaseGeometry) -> Clearance:
    """What it crosses or touches without an inside: a line, a point, an edge from without."""
    lon, lat = project.meets_at(zone)
    where = project.on_line(*project.plane(lon, lat)) or Where(lon, lat)
    nearest = Nearest(where.lon, where.lat, where.chainage_m, None)
    return Clearance(0.0, True, 0.0, 0.0, None, (), nearest)


def _depth_m(project: Shapes, edge: Edge, deepest: Deepest) -> float:
    """A depth along the geodesic: on the plane it is off by what the plane is."""
    foot = edge.foot(deepest.x, deepest.y)
    lon, lat = project.round(deepest.x, deepest.y)
    _, _, metres = WGS84.inv(lon, lat, *project.round(*foot))
    return float(metres)


def _nearest_inside(project: Shapes, deepest: Deepest) -> Nearest:
    if deepest.position is not None:
        where = project.at(deepest.position)
        return Nearest(where.lon, where.lat, where.chainage_m, None)
    lon, lat = project.round(deepest.x, deepest.y)
    return Nearest(float(lon), float(lat), None, None)


def _runs_inside(project: Shapes, zone: BaseGeometry) -> list[tuple[float, float]]:
    """From where to where the lines lie inside, as positions counted in pieces."""
    if not len(project.lines):
        return []
    crossings = _crossings(project, zone)
    edge = shapely.boundary(zone)
    shapely.prepare([zone, edge])
    met = np.flatnonzero(shapely.intersects(project.lines, zone))
    of_crossing = project.line_of[np.minimum(crossings.astype(int), len(project.line_of) - 1)]
    runs: list[tuple[float, float]] = []
    for line in met:
        pieces = np.flatnonzero(project.line_of == line)
        first, last = float(pieces[0]), float(pieces[-1] + 1)
        # A crossing at the very end of a line is counted on the piece after it.
        own = crossings[(of_crossing == line) | (crossings == last)]
        stops = np.unique(np.concatenate([[first], own, [last]]))
        stops = stops[np.diff(stops, prepend=-1.0) > _SAME_POSITION]
        for start, end in pairwise(stops):
            if not _inside(zone, edge, project.at((start + end) / 2)):
                continue
            if runs and runs[-1][1] == start and start != first:
                runs[-1] = runs[-1][0], float(end)
            else:
                runs.append((float(start), float(end)))
    return runs


def _inside(zone: BaseGeometry, edge: BaseGeometry, where: Where) -> bool:
    """Along the edge is outside, whichever way the numbers are rounded there."""
    if not shapely.contains_xy(zone, where.lon, where.lat):
        return False
    return not shapely.dwithin(edge, Point(where.lon, where.lat), _ON_EDGE_DEGREES)


def _crossings(project: Shapes, zone: BaseGeometry) -> Numbers:
    """Where the lines meet the edge of a zone, as positions counted in pieces."""
    corners, ring = shapely.get_coordinates(shapely.get_parts(zone.boundary), return_index=True)
    same = ring[:-1] == ring[1:]
    c, d = corners[:-1][same], corners[1:][same]
    edge, piece = project.tree.query(
        shapely.linestrings(np.stack([c, d], axis=1)),
        predicate="dwithin",
        distance=_ON_EDGE_DEGREES,
    )
    if not len(piece):
        return np.array([])
    a, b, c, d = project.starts[piece], project.ends[piece], c[edge], d[edge]
    across = _cross(b - a, d - c)
    lengths = np.hypot(*(b - a).T) * np.hypot(*(d - c).T)
    even = np.abs(across) <= _EVEN * lengths
    with np.errstate(divide="ignore", invalid="ignore"):
        parts = np.where(even, 0.0, _cross(c - a, d - c) / across)
    found = piece + np.clip(parts, 0.0, 1.0)
    # A piece that runs along the edge meets it from one end of it to the other.
    along = np.concatenate([_along(a, b, c), _along(a, b, d)]).reshape(2, -1)[:, even]
    return np.unique(np.concatenate([found, (piece[even] + along).ravel()]))


def _cross(first: Numbers, second: Numbers) -> Numbers:
    return first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]


def _along(a: Numbers, b: Numbers, place: Numbers) -> Numbers:
    """Which part of the way from a to b the foot of a place is."""
    way = b - a
    squared: NDArray[np.float64] = (way**2).sum(axis=1)
    return np.clip(((place - a) * way).sum(axis=1) / np.where(squared > 0, squared, 1.0), 0.0, 1.0)


def _deepest_run(project: Shapes, edge: Edge, runs: list[tuple[float, float]]) -> Deepest | None:
    if not runs:
        return None
    ways = []
    for start, end in runs:
        along = np.concatenate([[start], np.arange(np.floor(start) + 1, np.ceil(end)), [end]])
        ways.append((_flat_along(project, along), along))
    return deepest_on_lines(edge, ways)


def _flat_along(project: Shapes, positions: Numbers) -> Numbers:
    """Places on the plane of a run; the last is the end of a piece, not the next one's start."""
    piece = np.floor(positions).astype(int)
    piece[-1] = max(np.ceil(positions[-1]) - 1, 0)
    part = (positions - piece)[:, None]
    degrees = project.starts[piece] + part * (project.ends[piece] - project.starts[piece])
    return np.column_stack(project.plane(*degrees.T))


def _deepest_plot(project: Shapes, edge: Edge, inside: BaseGeometry) -> Deepest | None:
    areas = [each for each in shapely.get_parts(inside) if each.geom_type.endswith("Polygon")]
    flat = project.flat(densified(np.array(areas, dtype=object))) if areas else []
    found = [deepest_in_area(edge, each) for each in flat if each.area]
    return max(found, key=lambda each: each.depth_m, default=None)


def _deepest_point(project: Shapes, edge: Edge, zone: BaseGeometry) -> Deepest | None:
    inside = project.points[shapely.intersects(project.points, zone)]
    if not len(inside):
        return None
    places = shapely.get_coordinates(project.flat(inside))
    depths = edge.metres(*places.T)
    top = int(np.argmax(depths))
    return Deepest(float(depths[top]), *map(float, places[top]))
