"""What a printed sheet is, and how an address asks for one: every value by an allow-list."""

import math
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from layers.printing import LONGEST_TITLE

FORMS = {"pdf": "application/pdf", "png": "image/png"}
"""Kinds of files, with their media types."""
PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
"""Width and height in millimetres, upright (ISO 216)."""
ORIENTATIONS = ("landscape", "portrait")

_HOME = (4.5, 47.0, 68.5)
_ZOOMS = (2.0, 18.0)
_PIXELS = (100, 8000)
_NORTHMOST, _EASTMOST = 85.0, 180.0

Parameters = Mapping[str, Sequence[str]]
"""Parameters of an address: every value of every name."""


class TitleTooLongError(ValueError):
    """The title has more than LONGEST_TITLE letters."""


@dataclass(frozen=True)
class Sheet:
    """A sheet as it was asked for. The same sheet always gives the same file."""

    lang: str
    form: str
    """A key of FORMS."""
    paper: str
    """A key of PAPERS."""
    orientation: str
    zoom: float
    """Of the map on the screen, as in web maps: 256 pixels are the world at zoom 0."""
    lat: float
    lon: float
    """The middle of the map on the screen, degrees."""
    width: int
    height: int
    """Of the map on the screen, CSS pixels."""
    title: str = ""
    place: str = ""
    """Id of the place that the reader has open, or empty."""
    day: date = date.min
    """When it is made; it is printed."""
    said: tuple[str, ...] = ()
    """Sentences below the title: what the filter chose, and what it could not draw."""
    ids: tuple[str, ...] = ()
    """The places to draw."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper as it lies, millimetres."""
        short, long = PAPERS[self.paper]
        return (long, short) if self.orientation == "landscape" else (short, long)


def parse(lang: str, form: str, parameters: Parameters) -> Sheet:
    """The sheet that an address asks for; what it cannot say is passed over.

    Raises TitleTooLongError: to cut a title would print what nobody wrote.
    """
    title = one_line(_last(parameters, "title"))
    if len(title) > LONGEST_TITLE:
        raise TitleTooLongError
    zoom, lat, lon = _view(_last(parameters, "view"))
    width, height = _pixels(_last(parameters, "size"))
    return Sheet(
        lang=lang,
        form=form,
        paper=_one_of(tuple(PAPERS), _last(parameters, "paper")),
        orientation=_one_of(ORIENTATIONS, _last(parameters, "orientation")),
        zoom=zoom,
        lat=lat,
        lon=lon,
        width=width,
        height=height,
        title=title,
        place=_last(parameters, "card"),
    )


def one_line(text: str) -> str:
    """The text without line breaks, and without letters that are not seen but turn others round."""
    seen = (" " if letter.isspace() else letter for letter in text)
    return " ".join("".join(each for each in seen if unicodedata.category(each)[0] != "C").split())


def _last(parameters: Parameters, name: str) -> str:
    return (parameters.get(name) or [""])[-1]


def _one_of(allowed: Sequence[str], asked: str) -> str:
    return asked if asked in allowed else allowed[0]


def _view(text: str) -> tuple[float, float, float]:
    """zoom/lat/lon, as it stands in the address of the map."""
    try:
        zoom, lat, lon = map(float, text.split("/"))
    except ValueError:
        return _HOME
    if not math.isfinite(zoom) or not abs(lat) <= _NORTHMOST or not abs(lon) <= _EASTMOST:
        return _HOME
    return min(max(zoom, _ZOOMS[0]), _ZOOMS[1]), lat, lon


def _pixels(text: str) -> tuple[int, int]:
    """WIDTHxHEIGHT; a size that no screen has is that of a common one."""
    parts = text.split("x")
    if len(parts) == 2 and all(part.isascii() and part.isdecimal() for part in parts):
        width, height = (int(part[:5]) for part in parts)
        if all(_PIXELS[0] <= each <= _PIXELS[1] for each in (width, height)):
            return width, height
    return 1000, 560
