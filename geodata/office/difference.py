"""What a new outline changes against the former one. Edges are straight in degrees (RFC 7946);
areas and distances are those of the WGS 84 ellipsoid."""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from pyproj import Geod, Transformer
from shapely import STRtree
from shapely.geometry import LinearRing, MultiPoint, MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry

WGS84 = Geod(ellps="WGS84")
SQUARE_METRES_PER_HECTARE = 10_000.0

_STEP_DEGREES = 0.005
"""So long a piece of an edge is the same line in degrees and in metres: 3 mm apart at 43 N."""

_PIECES = 2_000
"""Of an edge at most, when the edges' distance is looked for."""


@dataclass(frozen=True)
class Difference:
    """The geometries are EPSG:4326 and may be empty."""

    area_ha: float
    former_area_ha: float | None
    """None where there was no outline."""
    added_m2: float
    removed_m2: float
    added: MultiPolygon
    removed: MultiPolygon
    apart_m: float | None = None
    """How far the edges are apart where they are farthest apart: from every place of either edge
    to the nearest of the other, to a centimetre. None where there was no outline."""
    point_inside: bool | None = None
    """Whether a former point lies inside, None where there was none."""
    point_to_edge_m: float | None = None
    """How far it lies from the edge, inside or outside."""


def difference(new: MultiPolygon, former: BaseGeometry | None) -> Difference:
    """A new outline against an outline, a point or nothing, all valid and in EPSG:4326."""
    if isinstance(former, Polygon | MultiPolygon) and not former.is_empty:
        return _against_outline(new, former)
    against_nothing = Difference(
        area_ha=area_m2(new) / SQUARE_METRES_PER_HECTARE,
        former_area_ha=None,
        added_m2=area_m2(new),
        removed_m2=0.0,
        added=new,
        removed=MultiPolygon(),
    )
    if former is None or former.is_empty:
        return against_nothing
    return _of_point(against_nothing, new, former.representative_point())


def area_m2(outline: BaseGeometry) -> float:
    """Square metres on the ellipsoid; holes are left out, winding does not matter."""
    return sum(
        _ring_m2(polygon.exterior) - sum(map(_ring_m2, polygon.interiors))
        for polygon in _polygons(outline).geoms
    )


def edge_distance_m(outline: BaseGeometry, lon: float, lat: float) -> float:
    """Metres from a position to the nearest edge of an outline, from inside or outside."""
    edge = _in_metres(outline.segmentize(_STEP_DEGREES).boundary, lon, lat)
    return float(edge.distance(Point(0, 0)))


def _against_outline(new: MultiPolygon, former: Polygon | MultiPolygon) -> Difference:
    added, removed = _polygons(new.difference(former)), _polygons(former.difference(new))
    return Difference(
        area_ha=area_m2(new) / SQUARE_METRES_PER_HECTARE,
        former_area_ha=area_m2(former) / SQUARE_METRES_PER_HECTARE,
        added_m2=area_m2(added),
        removed_m2=area_m2(removed),
        added=added,
        removed=removed,
        apart_m=max(_farthest_m(new, former), _farthest_m(former, new)),
    )


def _of_point(found: Difference, new: MultiPolygon, point: Point) -> Difference:
    inside, metres = new.covers(point), edge_distance_m(new, point.x, point.y)
    return replace(found, point_inside=bool(inside), point_to_edge_m=metres)


def _polygons(shape: BaseGeometry) -> MultiPolygon:
    """What of a shape has an area: where outlines touch, lines and points are left over."""
    parts = shapely.get_parts(shapely.get_parts(shape))
    return MultiPolygon([part for part in parts if isinstance(part, Polygon) and not part.is_empty])


def _ring_m2(ring: LinearRing) -> float:
    area, _ = WGS84.geometry_area_perimeter(ring.segmentize(_STEP_DEGREES))
    return abs(float(area))


def _farthest_m(outline: BaseGeometry, other: BaseGeometry) -> float:
    """From that place on the edge of an outline which is farthest from the other's edge. The place
    is looked for in one plane around both, the distance then taken around the place."""
    edge = outline.boundary
    places = shapely.points(
        shapely.get_coordinates(edge.segmentize(min(_STEP_DEGREES, edge.length / _PIECES)))
    )
    middle = other.envelope.union(outline.envelope).centroid
    tree = STRtree(_pieces(_in_metres(other.boundary.segmentize(_STEP_DEGREES), *middle.coords[0])))
    local = shapely.get_coordinates(_in_metres(MultiPoint(places), *middle.coords[0]))
    _, metres = tree.query_nearest(shapely.points(local), return_distance=True, all_matches=False)
    farthest = places[int(np.argmax(metres))]
    return edge_distance_m(other, farthest.x, farthest.y)


def _pieces(edge: BaseGeometry) -> np.ndarray:
    """Every straight piece of an edge."""
    positions, line = shapely.get_coordinates(shapely.get_parts(edge), return_index=True)
    starts = np.flatnonzero(line[:-1] == line[1:])
    return shapely.linestrings(np.stack([positions[starts], positions[starts + 1]], axis=1))


def _in_metres(shape: BaseGeometry, lon: float, lat: float) -> BaseGeometry:
    """In metres around a position, from which distances are true in every direction."""
    local = Transformer.from_crs(
        "EPSG:4326", f"+proj=aeqd +lat_0={lat} +lon_0={lon} +datum=WGS84", always_xy=True
    )
    return shapely.transform(shape, local.transform, interleaved=False)
