"""Lengths, areas and distances on the WGS 84 ellipsoid. Degrees in, metres and hectares out."""

import math
from collections.abc import Sequence
from itertools import pairwise

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Proj
from shapely.geometry import Point, Polygon
from shapely.geometry.base import BaseGeometry

WGS84 = Geod(ellps="WGS84")
SQUARE_METRES_PER_HECTARE = 10_000.0

_STEP_M = 20_000.0
"""Longest piece of a geodesic that a map may draw straight: 12 m off at 43 N, under a pixel."""

_STEP_DEGREES = 0.005
"""A boundary's edges are straight in degrees (RFC 7946): pieces this long stay so in metres."""

Position = tuple[float, float]
"""Longitude and latitude, degrees."""


def length_m(points: Sequence[Position]) -> float:
    """Length of the geodesics from point to point, metres."""
    lons, lats = zip(*points, strict=True)
    return float(WGS84.line_length(lons, lats))


def area_ha(points: Sequence[Position]) -> float:
    """Area inside the geodesics from point to point and back, hectares; winding does not matter.

    Of a line that crosses itself the parts cancel each other out.
    """
    lons, lats = zip(*points, strict=True)
    area, _ = WGS84.polygon_area_perimeter(lons, lats)
    return abs(float(area)) / SQUARE_METRES_PER_HECTARE


def as_it_runs(points: Sequence[Position]) -> list[Position]:
    """The same line with points between: so a map draws the geodesics and not its own lines."""
    line = list(points[:1])
    for (lon, lat), (next_lon, next_lat) in pairwise(points):
        _, _, metres = WGS84.inv(lon, lat, next_lon, next_lat)
        pieces = min(500, int(metres // _STEP_M))
        if pieces:
            line += WGS84.npts(lon, lat, next_lon, next_lat, pieces)
        line.append((next_lon, next_lat))
    return line


def nearest(table: gpd.GeoDataFrame, lon: float, lat: float, count: int) -> pd.DataFrame:
    """The rows nearest to a position, with distance_m and azimuth (degrees from north) added.

    To a boundary the distance is 0 inside and else that to its edge, to a line that to its nearest
    point; to a point or a schematic that to the published point: nobody knows where the place ends.
    The azimuth leads to a point inside. Rows without geometry are left out.
    """
    placed = table[table.geometry.notna()]
    if placed.empty:
        return pd.DataFrame(placed).assign(distance_m=[], azimuth=[])
    outlined = placed["geometry_kind"].isin(["boundary", "line"]).to_numpy()
    points = placed.geometry.where(~outlined, placed.geometry.map(inner_point))
    azimuths, _, metres = WGS84.inv(
        np.full(len(placed), lon), np.full(len(placed), lat), points.x, points.y
    )
    for row in np.flatnonzero(outlined):
        metres[row] = boundary_distance_m(placed.geometry.iloc[row], lon, lat)
    measured = pd.DataFrame(placed).assign(distance_m=metres, azimuth=azimuths % 360)
    return measured.nsmallest(count, "distance_m")


def inner_point(geometry: BaseGeometry) -> Point:
    """The point itself; of a boundary a point that surely lies inside."""
    return geometry.representative_point()


def boundary_distance_m(boundary: BaseGeometry, lon: float, lat: float) -> float:
    """Metres from a position to the edge of a boundary (edges straight in degrees), 0 inside."""
    if boundary.covers(Point(lon, lat)):
        return 0.0
    return float(around(boundary.segmentize(_STEP_DEGREES), lon, lat).distance(Point(0, 0)))


def clearance_m(boundary: BaseGeometry, lon: float, lat: float) -> float:
    """Metres from a position to the edge of a boundary (edges straight in degrees), negative
    inside."""
    edge = boundary.boundary.segmentize(_STEP_DEGREES)
    metres = float(around(edge, lon, lat).distance(Point(0, 0)))
    return -metres if boundary.covers(Point(lon, lat)) else metres


def surface_ha(boundary: BaseGeometry) -> float:
    """Area of a boundary (edges straight in degrees) on the ellipsoid, hectares."""
    area, _ = WGS84.geometry_area_perimeter(
        shapely.orient_polygons(boundary.segmentize(_STEP_DEGREES))
    )
    return abs(float(area)) / SQUARE_METRES_PER_HECTARE


def around(shape: BaseGeometry, lon: float, lat: float) -> BaseGeometry:
    """A shape in metres around a position (azimuthal equidistant on WGS 84, the position at 0, 0).

    Distances from the position are true in every direction; between other points they are not.
    """
    # The projection alone: a Transformer between two systems gives the same, fifty times slower.
    local = Proj(proj="aeqd", lat_0=lat, lon_0=lon, ellps="WGS84")
    return shapely.transform(shape, local, interleaved=False)


def in_space(positions: NDArray[np.float64]) -> NDArray[np.float64]:
    """Geocentric coordinates on WGS 84, metres: (n, 3) of longitudes and latitudes (n, 2)."""
    lon, lat = np.radians(positions).T
    squared = WGS84.es
    normal = WGS84.a / np.sqrt(1 - squared * np.sin(lat) ** 2)
    return np.column_stack(
        [
            normal * np.cos(lat) * np.cos(lon),
            normal * np.cos(lat) * np.sin(lon),
            normal * (1 - squared) * np.sin(lat),
        ]
    )


def ring(lon: float, lat: float, radius_m: float, corners: int = 360) -> Polygon:
    """A distance ring: all that lies within so many metres on the ellipsoid. Its corners do; its
    edges, straight in degrees, come nearer by 0.004 %."""
    azimuths = np.linspace(0, 360, corners, endpoint=False)
    along = np.full(corners, 1.0)
    lons, lats, _ = WGS84.fwd(lon * along, lat * along, azimuths, radius_m * along)
    return Polygon(np.column_stack([lons, lats]))


def pixel_m(lat: float, zoom: float) -> float:
    """Metres on the ground of one pixel of a web map (EPSG:3857, tiles of 256) at a latitude."""
    return math.cos(math.radians(lat)) * 2 * math.pi * WGS84.a / (256 * 2**zoom)


def compass(azimuth: float) -> str:
    """The nearest of the eight points of the compass: "n", "ne" … "nw"."""
    return ("n", "ne", "e", "se", "s", "sw", "w", "nw")[round(azimuth / 45) % 8]


def degrees_minutes_seconds(degrees: float) -> tuple[int, int, float]:
    """Whole degrees, whole minutes and seconds with one decimal, of the absolute value."""
    tenths = round(abs(degrees) * 36_000)
    minutes, tenths_of_second = divmod(tenths, 600)
    return minutes // 60, minutes % 60, tenths_of_second / 10
