"""Which part of the world a map on a screen shows, and how an address asks for it."""

import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from layers.map import MAX_ZOOM
from layers.printing import LONGEST_TITLE

TILE = 256
"""Pixels of a tile: the world is one tile at zoom 0."""

_HOME = (4.5, 47.0, 68.5)
_PIXELS = (100, 8000)
_LOWEST_ZOOM = 2.0
_NORTHMOST, _EASTMOST = 85.0, 180.0

Bounds = tuple[float, float, float, float]
"""West, south, east, north, degrees (EPSG:4326)."""

Parameters = Mapping[str, Sequence[str]]
"""Parameters of an address: every value of every name."""


class TitleTooLongError(ValueError):
    """The title has more than LONGEST_TITLE letters."""


@dataclass(frozen=True)
class View:
    """A map as it stands on a screen."""

    zoom: float
    """Of web maps: 256 CSS pixels are the world at zoom 0."""
    lat: float
    lon: float
    """The middle, degrees."""
    width: int
    height: int
    """CSS pixels."""
    title: str = ""

    def bounds(self, padding: float = 0.0) -> Bounds:
        """What the map shows, widened on each side by that part of its width and height."""
        x, y = world(self.lon, self.lat)
        pixels = TILE * 2**self.zoom
        across = self.width / pixels * (0.5 + padding)
        down = self.height / pixels * (0.5 + padding)
        west, north = lon_lat(x - across, y - down)
        east, south = lon_lat(x + across, y + down)
        return west, south, east, north


def parse(parameters: Parameters) -> View:
    """The view that `view=zoom/lat/lon`, `size=WIDTHxHEIGHT` and `title=` ask for. What makes no
    sense is passed over, and is that of a common screen.

    Raises TitleTooLongError: to cut a title would say what nobody wrote.
    """
    title = one_line(last(parameters, "title"))
    if len(title) > LONGEST_TITLE:
        raise TitleTooLongError
    return View(*_position(last(parameters, "view")), *_size(last(parameters, "size")), title)


def one_line(text: str) -> str:
    """The text without line breaks, and without letters that are not seen but turn others round."""
    seen = (" " if letter.isspace() else letter for letter in text)
    return " ".join("".join(each for each in seen if unicodedata.category(each)[0] != "C").split())


def world(lon: float, lat: float) -> tuple[float, float]:
    """EPSG:4326 to Web Mercator (EPSG:3857) as parts of the world: 0, 0 is its north-west."""
    sine = math.sin(math.radians(max(-_NORTHMOST, min(lat, _NORTHMOST))))
    return lon / 360 + 0.5, 0.5 - math.atanh(sine) / (2 * math.pi)


def lon_lat(x: float, y: float) -> tuple[float, float]:
    """The inverse of `world`; what lies beyond the world is its edge."""
    x, y = (min(max(each, 0.0), 1.0) for each in (x, y))
    return (x - 0.5) * 360, math.degrees(math.asin(math.tanh((0.5 - y) * 2 * math.pi)))


def last(parameters: Parameters, name: str) -> str:
    """The last value of a parameter; empty if it is not there."""
    return (parameters.get(name) or [""])[-1]


def _position(text: str) -> tuple[float, float, float]:
    try:
        zoom, lat, lon = map(float, text.split("/"))
    except ValueError:
        return _HOME
    if not math.isfinite(zoom) or not abs(lat) <= _NORTHMOST or not abs(lon) <= _EASTMOST:
        return _HOME
    return min(max(zoom, _LOWEST_ZOOM), float(MAX_ZOOM)), lat, lon


def _size(text: str) -> tuple[int, int]:
    parts = text.split("x")
    if len(parts) == 2 and all(re.fullmatch("[0-9]{1,5}", part) for part in parts):
        width, height = map(int, parts)
        if all(_PIXELS[0] <= each <= _PIXELS[1] for each in (width, height)):
            return width, height
    return 1000, 560
