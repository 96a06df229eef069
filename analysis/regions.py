"""In which region of Kazakhstan a position lies, within the borders of today and of 2019."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from analysis.clearance import clearances
from analysis.geodesy import around
from analysis.shapes import Geometries, Shapes

NEAR_BORDER_M = 2_000.0
"""ASSUMPTION. Nobody has proven how exact the basemap's borders are; nearer than this to one, the
region is not told for certain. A test holds it against every place whose region the facts name."""

FORMED_FROM = {"KZ-10": "KZ-63", "KZ-33": "KZ-19", "KZ-62": "KZ-35"}
"""Region of the reform of June 2022: the region of 2019 that it was taken from."""

_LOOK_AROUND_DEGREES = 0.05

_LEAST_DEGREE_M = 110_500.0
"""Shorter than a degree of latitude anywhere, and of longitude at the equator."""


@dataclass(frozen=True)
class Whereabouts:
    """The regions that a position may lie in: one, or several if a border is too near to tell."""

    today: tuple[str, ...]
    """ISO 3166-2; empty outside Kazakhstan."""
    of_2019: tuple[str, ...]
    border_near: bool
    """Whether a border of today is nearer than NEAR_BORDER_M."""


def whereabouts(regions: gpd.GeoDataFrame, lon: float, lat: float) -> Whereabouts:
    """Where a position lies. `regions`: EPSG:4326, column id is ISO 3166-2, borders of 2022."""
    point = Point(lon, lat)
    close = regions[regions.intersects(point.buffer(_LOOK_AROUND_DEGREES))]
    metres = [_metres(each, lon, lat) for each in close.geometry]
    near = [code for code, far in zip(close["id"], metres, strict=True) if far <= NEAR_BORDER_M]
    inside = [code for code, far in zip(close["id"], metres, strict=True) if far == 0]
    today = tuple(dict.fromkeys([*inside, *near]))
    then = tuple(dict.fromkeys(FORMED_FROM.get(code, code) for code in today))
    edge = any(_metres(each.boundary, lon, lat) <= NEAR_BORDER_M for each in close.geometry)
    return Whereabouts(today, then, edge)


class Borders:
    """The regions of today, and the country that they make, EPSG:4326, made ready to be asked
    often: their edges in pieces, of which a project meets few."""

    def __init__(self, outlines: Mapping[str, BaseGeometry]) -> None:
        self.outlines = dict(outlines)
        """By ISO 3166-2."""
        self.country = shapely.union_all(list(self.outlines.values()))
        shapely.prepare([*self.outlines.values(), self.country])
        every = [*self.outlines.values(), self.country]
        pieces = [_pieces(each) for each in every]
        self._edges = shapely.STRtree(np.concatenate(pieces))
        self._of = np.repeat(np.arange(len(every)), list(map(len, pieces)))

    def meeting(self, shapes: Shapes) -> NDArray[np.bool_]:
        """Which outlines a project meets, in their order."""
        every = np.array(list(self.outlines.values()), dtype=object)
        return np.any([shapely.intersects(every, whole) for whole in shapes.wholes], axis=0)

    def edges_within(self, shapes: Shapes, metres: float) -> NDArray[np.bool_]:
        """Whether an edge of each outline, and at the end of the country, is so near."""
        pieces = self._edges.query(_box(shapes, metres))
        of = self._of[pieces]
        close = np.unique(of)
        lines = [shapely.multilinestrings(self._edges.geometries[pieces[of == place]])
                 for place in close]  # fmt: skip
        found = np.zeros(len(self.outlines) + 1, dtype=bool)
        found[close] = [each.clearance_m <= metres for each in clearances(shapes, lines)]
        return found


def borders(regions: gpd.GeoDataFrame) -> Borders:
    """Of a table as `whereabouts` takes it."""
    return Borders(dict(zip(regions["id"], regions.geometry, strict=True)))


def near(borders: Borders, shapes: Shapes, margin_m: float) -> tuple[tuple[str, ...], bool]:
    """Regions that a project lies in, or nearer to than the margin; and whether any of it may lie
    outside of the country, by the same margin."""
    *edges, rim = borders.edges_within(shapes, margin_m)
    close = borders.meeting(shapes) | np.array(edges, dtype=bool)
    here = tuple(code for code, is_near in zip(borders.outlines, close, strict=True) if is_near)
    inside = all(borders.country.covers(each) for each in shapes.every)
    return here, bool(not inside or rim)


def _pieces(outline: BaseGeometry) -> Geometries:
    """Its edges, each by itself, straight in degrees."""
    corners, ring = shapely.get_coordinates(
        shapely.get_parts(shapely.get_rings(shapely.get_parts(outline))), return_index=True
    )
    same = ring[:-1] == ring[1:]
    return shapely.linestrings(np.stack([corners[:-1][same], corners[1:][same]], axis=1))


def _box(shapes: Shapes, metres: float) -> BaseGeometry:
    """Whatever is so near to a project lies in it, and more."""
    west, south, east, north = shapely.total_bounds(shapes.every)
    lat = metres / _LEAST_DEGREE_M
    lon = lat / math.cos(math.radians(min(89.0, max(abs(south), abs(north)) + lat)))
    return shapely.box(west - lon, south - lat, east + lon, north + lat)


def _metres(shape: BaseGeometry, lon: float, lat: float) -> float:
    close = shape.intersection(Point(lon, lat).buffer(2 * _LOOK_AROUND_DEGREES))
    return float(around(close, lon, lat).distance(Point(0, 0)))
