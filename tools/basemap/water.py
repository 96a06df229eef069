"""Lakes and seas, used both for the vector layer and for the water in the relief tiles."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from shapely.geometry import Polygon, box

from . import packages

# Everything that a z2 tile of our relief can show.
EXTENT = (0.0, -1.0, 180.0, 68.0)
ARAL = box(58.0, 43.2, 62.0, 47.0)
CASPIAN = box(46.0, 36.0, 55.5, 48.0)
SMALLEST_LAKE_KM2 = 3.0
EQUAL_AREA = "EPSG:6933"


def inland_waters(regions: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Lakes, reservoirs and the Caspian (columns geometry, area_km2), largest first."""
    shores = gshhg_lakes()
    today = packages.natural_earth("lakes")[["geometry"]]
    today = today[today.intersects(box(*EXTENT))]
    # GSHHG still has the Aral Sea of 1960 (67,000 km2); Natural Earth has today's (under 8,000).
    shores = shores[~shores.intersects(ARAL)]
    newer = today[~covered_by_half(today, shores)]
    # A reservoir filled after the GSHHG survey: its old pools go, the new shore comes.
    shores = shores[~covered_by_half(shores, newer)]
    lakes = pd.concat([shores, newer], ignore_index=True)
    lakes = lakes.set_geometry(retreat_from_land(lakes.geometry, regions.union_all()))
    lakes["area_km2"] = areas_km2(lakes)
    return lakes.sort_values("area_km2", ascending=False, ignore_index=True)


def gshhg_lakes() -> gpd.GeoDataFrame:
    """GSHHG level 2 (lakes) without level 3 (their islands)."""
    rings = [
        (level, Polygon(points).buffer(0))
        for level, area, points in packages.gshhg("gshhs", EXTENT)
        if level in (2, 3) and area >= SMALLEST_LAKE_KM2
    ]
    islands = shapely.union_all([ring for level, ring in rings if level == 3])
    lakes = shapely.difference([ring for level, ring in rings if level == 2], islands)
    return gpd.GeoDataFrame(geometry=lakes, crs="EPSG:4326")


def covered_by_half(lakes: gpd.GeoDataFrame, others: gpd.GeoDataFrame) -> np.ndarray:
    """True for each of `lakes` that has at least half of its area within `others`."""
    shapes = lakes.geometry.values
    common = shapely.intersection(shapes, others.union_all())
    return shapely.area(common) >= 0.5 * shapely.area(shapes)


def retreat_from_land(lakes: gpd.GeoSeries, kazakhstan: shapely.Geometry) -> gpd.GeoSeries:
    """Take Kazakhstan's land out of the Caspian: its north-east shore has moved since GSHHG."""
    is_caspian = lakes.intersects(CASPIAN) & (shapely.area(lakes.values) > 10)
    return lakes.where(~is_caspian, lakes.difference(kazakhstan))


def ocean() -> shapely.Geometry:
    """The seas of the world in our extent, without the Caspian (GSHHG has it in more detail)."""
    sea = shapely.clip_by_rect(packages.natural_earth("ocean").union_all(), *EXTENT)
    return sea.difference(CASPIAN)


def areas_km2(frame: gpd.GeoDataFrame) -> pd.Series:
    """Areas in an equal-area projection."""
    return frame.to_crs(EQUAL_AREA).area / 1e6
