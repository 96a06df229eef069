"""In which region of Kazakhstan a position lies, within the borders of today and of 2019."""

from dataclasses import dataclass

import geopandas as gpd
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from analysis.clearance import clearances
from analysis.geodesy import around
from analysis.shapes import Shapes

NEAR_BORDER_M = 2_000.0
"""ASSUMPTION. Nobody has proven how exact the basemap's borders are; nearer than this to one, the
region is not told for certain. A test holds it against every place whose region the facts name."""

FORMED_FROM = {"KZ-10": "KZ-63", "KZ-33": "KZ-19", "KZ-62": "KZ-35"}
"""Region of the reform of June 2022: the region of 2019 that it was taken from."""

_LOOK_AROUND_DEGREES = 0.05


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


@dataclass(frozen=True)
class Borders:
    """The regions of today, and the country that they make, EPSG:4326."""

    outlines: dict[str, BaseGeometry]
    """By ISO 3166-2."""
    country: BaseGeometry


def borders(regions: gpd.GeoDataFrame) -> Borders:
    """Of a table as `whereabouts` takes it."""
    return Borders(
        dict(zip(regions["id"], regions.geometry, strict=True)),
        shapely.union_all(regions.geometry.to_numpy()),
    )


def near(borders: Borders, shapes: Shapes, margin_m: float) -> tuple[tuple[str, ...], bool]:
    """Regions that a project lies in, or nearer to than the margin; and whether any of it may lie
    outside of the country, by the same margin."""
    outlines = borders.outlines
    metres = clearances(shapes, list(outlines.values()))
    here = tuple(
        code for code, each in zip(outlines, metres, strict=True) if each.clearance_m <= margin_m
    )
    edge = borders.country.boundary
    [border] = clearances(shapes, [edge])
    inside = all(borders.country.covers(each) for each in shapes.every)
    return here, not inside or border.clearance_m <= margin_m


def _metres(shape: BaseGeometry, lon: float, lat: float) -> float:
    close = shape.intersection(Point(lon, lat).buffer(2 * _LOOK_AROUND_DEGREES))
    return float(around(close, lon, lat).distance(Point(0, 0)))
