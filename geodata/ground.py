"""The shipped basemap as tables: what lies under the places."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.settings import BASEMAP

if TYPE_CHECKING:
    import geopandas as gpd


@cache
def regions_of_kazakhstan() -> "gpd.GeoDataFrame":
    """The regions within the borders of today: id (ISO 3166-2), name_kk, name_ru, name_en, polygon
    in EPSG:4326. How exact its lines are is not known: geodata/basemap/SOURCES.toml."""
    import geopandas as gpd  # here, because the process that reads a file does without tables

    return gpd.GeoDataFrame.from_features(_regions(), crs="EPSG:4326")


def outlines_of_regions() -> list[BaseGeometry]:
    """The same outlines alone."""
    return [shape(each["geometry"]) for each in _regions()]


@cache
def lakes() -> tuple[BaseGeometry, ...]:
    """Lakes and seas of the basemap, EPSG:4326. How exact their shores are is not known."""
    document = json.loads((BASEMAP / "vector" / "lakes.geojson").read_text("utf-8"))
    return tuple(shape(each["geometry"]) for each in document["features"])


def _regions() -> list[dict[str, Any]]:
    document = json.loads((BASEMAP / "vector" / "regions.geojson").read_text("utf-8"))
    features: list[dict[str, Any]] = document["features"]
    return features
