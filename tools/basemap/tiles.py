"""Web Mercator tile arithmetic (EPSG:3857, 256 px tiles, y grows southwards)."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

TILE = 256
EQUATOR_M = 40_075_016.686


@dataclass(frozen=True)
class Rectangle:
    """A box in degrees with complete relief tiles from `min_zoom` to `max_native_zoom`."""

    min_zoom: int
    max_native_zoom: int
    west: float
    south: float
    east: float
    north: float

    def tile_range(self, zoom: int) -> tuple[range, range]:
        """Columns and rows of all tiles that touch the box."""
        left, top = (math.floor(value) for value in tile_of(self.west, self.north, zoom))
        right, bottom = (math.ceil(value) for value in tile_of(self.east, self.south, zoom))
        return range(left, right), range(top, bottom)

    def covered_bounds(self) -> list[list[float]]:
        """[[south, west], [north, east]] of the tiles of the deepest zoom, 10 m inside them.

        The parents of those tiles exist too, so a tile asked for inside these bounds is there.
        On the very edge a map would ask for the next row of tiles.
        """
        columns, rows = self.tile_range(self.max_native_zoom)
        west, north = lon_lat_of(columns.start, rows.start, self.max_native_zoom)
        east, south = lon_lat_of(columns.stop, rows.stop, self.max_native_zoom)
        inside = 1e-4
        return [
            [round(south + inside, 4), round(west + inside, 4)],
            [round(north - inside, 4), round(east - inside, 4)],
        ]


@dataclass(frozen=True)
class Block:
    """A rectangle of whole tiles that is drawn in one go."""

    zoom: int
    columns: range
    rows: range

    def axes(self, scale: int, margin: int) -> tuple[np.ndarray, np.ndarray]:
        """Longitudes and latitudes of pixel centres, `scale` pixels to a map pixel.

        `margin` is in map pixels: slopes at the edge of a block need the neighbours' heights.
        """
        step = 1 / (TILE * scale)
        pad = margin / TILE
        x = np.arange(self.columns.start - pad, self.columns.stop + pad - step / 2, step) + step / 2
        y = np.arange(self.rows.start - pad, self.rows.stop + pad - step / 2, step) + step / 2
        n = 2**self.zoom
        return x / n * 360 - 180, np.degrees(np.arctan(np.sinh(math.pi * (1 - 2 * y / n))))

    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in degrees."""
        west, north = lon_lat_of(self.columns.start, self.rows.start, self.zoom)
        east, south = lon_lat_of(self.columns.stop, self.rows.stop, self.zoom)
        return west, south, east, north


def blocks(rectangle: Rectangle, zoom: int, size: int) -> Iterator[Block]:
    """The tiles of a rectangle at one zoom, in blocks of at most `size` x `size`."""
    columns, rows = rectangle.tile_range(zoom)
    for i in range(0, len(columns), size):
        for j in range(0, len(rows), size):
            yield Block(zoom, columns[i : i + size], rows[j : j + size])


def tile_of(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Fractional tile column and row of a point."""
    y = (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2
    return (lon + 180) / 360 * 2**zoom, y * 2**zoom


def lon_lat_of(column: float, row: float, zoom: int) -> tuple[float, float]:
    """Longitude and latitude of a tile's north-west corner."""
    lat = math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * row / 2**zoom))))
    return column / 2**zoom * 360 - 180, lat


def pixel_metres(zoom: int, latitudes: np.ndarray) -> np.ndarray:
    """Ground size of a map pixel in metres, by latitude."""
    return EQUATOR_M / (TILE * 2**zoom) * np.cos(np.radians(latitudes))
