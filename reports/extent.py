"""Which part of the world stands on the sheet, and at which scale.

Web Mercator (EPSG:3857), as on the screen. Its scale changes with latitude, so the scale of a
sheet is that of its middle, measured along a geodesic of WGS 84.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from analysis.extent import WGS84

WORLD = 2 * math.pi * 6378137.0
"""Width of the world in EPSG:3857, metres of the map."""
TILE = 256
_ROUND = (1.0, 1.2, 1.5, 1.75, 2.0, 2.5, 3.0, 3.5, 4.0, 4.5, 5.0, 6.0, 7.0, 7.5, 8.0, 9.0, 10.0)
_BASELINE = 1000.0


@dataclass(frozen=True)
class Extent:
    """What a map of `width` x `height` millimetres shows."""

    lon: float
    lat: float
    """The middle, degrees."""
    width: float
    height: float
    """Millimetres on paper."""
    denominator: float
    """Of the scale in the middle: 2,500,000 for 1 : 2,500,000."""

    @property
    def metres_per_mm(self) -> float:
        """Metres of EPSG:3857 a millimetre of paper."""
        return self.denominator / 1000 / ground_per_map(self.lat)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north in EPSG:3857."""
        x, y = project(self.lon, self.lat)
        across, up = self.width * self.metres_per_mm / 2, self.height * self.metres_per_mm / 2
        return float(x - across), float(y - up), float(x + across), float(y + up)

    def on_paper(self, x: ArrayLike, y: ArrayLike) -> tuple[NDArray, NDArray]:
        """Millimetres right of and above the map's lower left corner, of EPSG:3857."""
        west, south, _, _ = self.bounds
        return (
            (np.asarray(x) - west) / self.metres_per_mm,
            (np.asarray(y) - south) / self.metres_per_mm,
        )

    def bar(self, metres: float) -> float:
        """Millimetres on paper between two points of the middle's parallel that are so many metres
        apart along the geodesic."""
        return span(self.lat, metres) / 360 * WORLD / self.metres_per_mm

    def zoom(self, pixel: float) -> float:
        """The zoom of a web map whose pixels are so many millimetres wide."""
        return math.log2(WORLD / TILE / (self.metres_per_mm * pixel))


def project(lon: ArrayLike, lat: ArrayLike) -> tuple[NDArray, NDArray]:
    """EPSG:4326 degrees to EPSG:3857 metres."""
    radius = WORLD / 2 / math.pi
    x = np.radians(lon) * radius
    return x, np.arctanh(np.sin(np.radians(np.clip(lat, -89.9, 89.9)))) * radius


def unproject(x: ArrayLike, y: ArrayLike) -> tuple[NDArray, NDArray]:
    """EPSG:3857 metres to EPSG:4326 degrees."""
    radius = WORLD / 2 / math.pi
    lat = np.degrees(np.arcsin(np.tanh(np.asarray(y) / radius)))
    return np.degrees(np.asarray(x) / radius), lat


def ground_per_map(lat: float) -> float:
    """Metres on the ground a metre of EPSG:3857, west to east at this latitude."""
    return _BASELINE / (span(lat, _BASELINE) / 360 * WORLD)


def span(lat: float, metres: float) -> float:
    """Degrees of longitude between two points of a parallel that are so many metres apart along
    the geodesic of WGS 84. The latitude is below 89 degrees."""
    degrees = metres / (WORLD * math.cos(math.radians(lat))) * 360
    for _ in range(4):
        _, _, length = WGS84.inv(-degrees / 2, lat, degrees / 2, lat)
        degrees *= metres / length
    return degrees


def metres_per_pixel(zoom: float) -> float:
    """Metres of EPSG:3857 a pixel of a web map."""
    return WORLD / TILE / 2.0**zoom


def fit(
    view: tuple[float, float, float], pixels: tuple[int, int], room: tuple[float, float]
) -> Extent:
    """The extent of a map of `room` millimetres that holds a whole screen map: zoom, lat, lon of
    `view` and its size in `pixels`. The scale is the next round one, so a little more is seen."""
    zoom, lat, lon = view
    metres = metres_per_pixel(zoom)
    needed = max(pixel * metres / mm for pixel, mm in zip(pixels, room, strict=True))
    exact = needed * ground_per_map(lat) * 1000
    return Extent(lon, lat, *room, _next_round(exact))


def around(
    bounds: tuple[float, float, float, float], room: tuple[float, float], least: float
) -> Extent:
    """The extent of a map of `room` millimetres with all of `bounds` in its middle (EPSG:3857), at
    the next round scale whose denominator is not below `least`."""
    west, south, east, north = bounds
    lon, lat = (float(each) for each in unproject((west + east) / 2, (south + north) / 2))
    needed = max((east - west) / room[0], (north - south) / room[1])
    exact = needed * ground_per_map(lat) * 1000
    return Extent(lon, lat, *room, _next_round(max(exact, least)))


def _next_round(denominator: float) -> float:
    power = 10.0 ** math.floor(math.log10(denominator))
    # A hair of tolerance: 2,000,000.0000001 is round.
    return next(step * power for step in _ROUND if step * power >= denominator * (1 - 1e-9))
