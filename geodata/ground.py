"""The shipped basemap as tables: what lies under the places."""

import json
from functools import cache

import geopandas as gpd

from geodata.settings import BASEMAP
from geodata.tables import CRS


@cache
def regions_of_kazakhstan() -> gpd.GeoDataFrame:
    """The regions within the borders of today: id (ISO 3166-2), name_kk, name_ru, name_en, polygon
    in EPSG:4326. How exact its lines are is not known: geodata/basemap/SOURCES.toml."""
    document = json.loads((BASEMAP / "vector" / "regions.geojson").read_text("utf-8"))
    return gpd.GeoDataFrame.from_features(document["features"], crs=CRS)
