"""Two coordinates as people write them, in every reading that their spelling allows.

A text is cut in two at every place where it could end its first number; a cut counts if both halves
are numbers or angles that go together. Nothing is guessed: where two cuts are possible both are
given, where no axis is written and none follows from the numbers it is left open.

A third number is dropped as a height only if it says so (h=, alt, высота, м), or if it cannot be
anything else: from -500 to 9000 behind two numbers of metres, above 180 and up to 9000 behind two
numbers of degrees. Any other three numbers are refused.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from geodata.coordinates.angles import DIRECTIONS, Angle, Value, angle, number, plain, value
from geodata.coordinates.candidates import candidates
from geodata.readers.brought import Candidate

__all__ = ["Angle", "Pair", "angle", "number", "pair", "readings", "understand"]

NORTHINGS = (3_400_000.0, 6_500_000.0)
"""Metres from the equator, latitudes 31 to 58: what only a northing can be in zoned systems,
and what eastings with the numbers 4, 5 and 6 of zones or of CS63 can be too."""

_METRES = (100_000.0, 40_000_000.0)
_HEIGHTS = (-500.0, 9_000.0)
_MANY_CUTS = 40
"""Two coordinates, however wordy, have fewer places at which they could part."""

_CUT = re.compile(
    r"\s*[,;/|\n\t]\s*|\s+"
    r"|(?<=[^\W\d_])(?=[0-9+-])|(?<=[^\W\d_]\.)(?=[0-9+-])|(?<=['\"°])(?=[0-9+-])"
    r"|(?<=[0-9'\"°])(?=[^\W\d_])|(?<=[0-9])(?=\+)"
)
_GEO = re.compile(r"geo:([^,;?]+),([^,;?]+)(?:,[^,;?]+)?(?:;crs=wgs84)?(?:;u=[0-9.]+)?(?:\?.*)?")
_POINT = re.compile(
    r"(?:srid=([0-9]{1,6});)?\s*point\s*(?:zm|z|m)?\s*\(\s*([^\s()]+)\s+([^\s()]+)"
    r"(?:\s+[^\s()]+){0,2}\s*\)"
)


@dataclass(frozen=True)
class Pair:
    """Two coordinates: degrees, or metres of a system that the text does not name."""

    x: float
    """The longitude or easting where the axes are known, else what is written first (with the
    letters x and y: what stands at x)."""
    y: float
    degrees: bool
    known: bool
    """Whether the text says, or the numbers leave no doubt, which of the two is the northing."""
    north_first: bool = False
    """Whether the northing is written first, where the axes are known."""
    system: str = ""
    """The system's code where the spelling itself lays it down: geo: and SRID."""


def pair(text: str) -> Pair | None:
    """The one reading of a text with two coordinates; None if there is none, or more than one."""
    found = readings(text)
    return found[0] if len(found) == 1 else None


def understand(text: str) -> tuple[Candidate, ...]:
    """Everything that a text with two coordinates can mean, each with its position in WGS 84.

    The token is the system's code, with "swapped:" before it where the text has the northing first
    without saying so. Empty if the text is no pair of coordinates, or lies nowhere near.
    """
    meant = [candidate for each in readings(text) for candidate in _meanings(each)]
    return tuple(dict.fromkeys(meant))


def _meanings(found: Pair) -> Iterator[Candidate]:
    for candidate in candidates(np.array([found.x]), np.array([found.y])):
        if found.known and candidate.token.startswith("swapped:"):
            continue
        if not found.system or candidate.token.removeprefix("swapped:") == found.system:
            yield candidate


def readings(text: str) -> tuple[Pair, ...]:
    """Every pair that a text can be read as, in no order of likelihood."""
    bare = plain(text)
    if found := _GEO.fullmatch(bare):
        return tuple(_of_geo(found))
    if found := _POINT.fullmatch(bare):
        return tuple(_of_point(found))
    bare = bare.strip("()[]{} ").rstrip(".,;/ ")
    if (one := value(bare)) is not None and one.style == "marked":
        return ()  # 43° 50 is an angle, not two
    return tuple(dict.fromkeys(_pairs(bare))) or tuple(dict.fromkeys(_before_height(bare)))


def _of_geo(found: re.Match[str]) -> Iterator[Pair]:
    """RFC 5870: latitude first, WGS 84 and nothing else."""
    lat, lon = number(found[1]), number(found[2])
    if lat is not None and lon is not None and abs(lat) <= 90 and abs(lon) <= 180:
        yield Pair(lon, lat, True, True, True, "EPSG:4326")


def _of_point(found: re.Match[str]) -> Iterator[Pair]:
    """Well-known text: x first by its rule, but people write latitudes there: axes left open."""
    x, y = number(found[2]), number(found[3])
    if x is None or y is None or "," in found[0]:
        return
    for each in _joined(Value(x), Value(y)):
        yield Pair(
            each.x,
            each.y,
            each.degrees,
            each.known,
            each.north_first,
            f"EPSG:{found[1]}" if found[1] else "",
        )


def _pairs(text: str) -> Iterator[Pair]:
    for first, second in _cuts(text):
        left, right = value(first), value(second)
        if left is not None and right is not None and _go_together(left, right):
            yield from _joined(left, right)


def _before_height(text: str) -> Iterator[Pair]:
    """The pair before a third number that is a height."""
    for first, last in _cuts(text):
        height = value(last)
        if height is None or height.style != "number" or not _in(height.number, _HEIGHTS):
            continue
        for found in _pairs(first):
            said = height.axis == "height" or height.metres
            clear = not height.axis and (not found.degrees or height.number > 180)
            if said or clear:
                yield found


def _cuts(text: str) -> Iterator[tuple[str, str]]:
    cuts = list(_CUT.finditer(text))
    for cut in cuts if len(cuts) <= _MANY_CUTS else ():
        if cut.start() and cut.end() < len(text):
            yield text[: cut.start()], text[cut.end() :]


def _go_together(left: Value, right: Value) -> bool:
    """Parts without signs belong together only if both halves have as many: 43 16 77 13."""
    styles = {left.style, right.style}
    return len(styles) == 1 or not any(style.startswith("bare") for style in styles)


def _joined(left: Value, right: Value) -> Iterator[Pair]:
    """The pair of two halves, if there can be such a pair."""
    if "height" in {left.axis, right.axis}:
        return
    kinds = {_kind(left), _kind(right)}
    if len(kinds) > 1 or None in kinds:
        return
    degrees = kinds == {"degrees"}
    if "x" in {left.axis, right.axis} or "y" in {left.axis, right.axis}:
        yield from _of_letters(left, right, degrees)
        return
    axes = [DIRECTIONS.get(left.axis), DIRECTIONS.get(right.axis)]
    if degrees and axes == [None, None]:
        axes = ["east" if abs(each.number) > 90 else None for each in (left, right)]
    if not degrees and axes == [None, None]:
        axes = ["north" if _in(each.number, NORTHINGS) else "east" for each in (left, right)]
        axes = axes if len(set(axes)) == 2 else [None, None]
    yield from _along(axes, left.number, right.number, degrees)


def _along(axes: list[str | None], first: float, second: float, degrees: bool) -> Iterator[Pair]:
    if axes == [None, None]:
        yield Pair(first, second, degrees, False)
        return
    if axes[0] == axes[1]:
        return
    north_first = axes[0] == "north" or axes[1] == "east"
    x, y = (second, first) if north_first else (first, second)
    if not degrees or abs(y) <= 90:
        yield Pair(x, y, degrees, True, north_first)


def _of_letters(left: Value, right: Value, degrees: bool) -> Iterator[Pair]:
    """X and Y: in Kazakhstan's zoned systems X is the northing, in degrees it may be either."""
    if {left.axis, right.axis} not in ({"x", "y"}, {"x", ""}, {"y", ""}):
        return
    x_first = left.axis == "x" or right.axis == "y"
    x, y = (left.number, right.number) if x_first else (right.number, left.number)
    if not degrees and _in(x, NORTHINGS) and not _in(y, NORTHINGS):
        yield Pair(y, x, False, True, x_first)
    elif not degrees and _in(y, NORTHINGS) and not _in(x, NORTHINGS):
        yield Pair(x, y, False, True, not x_first)
    elif degrees and abs(y) > 90 >= abs(x):
        yield Pair(y, x, True, True, x_first)
    elif not degrees or abs(y) <= 90:
        yield Pair(x, y, degrees, degrees and abs(x) > 90, not x_first)


def _kind(half: Value) -> str | None:
    """degrees or metres; None for what is neither."""
    if half.style != "number":
        return "degrees"
    if abs(half.number) <= 180 and not half.metres:
        return None if half.axis in {"n metres", "e metres"} else "degrees"
    return "metres" if _in(abs(half.number), _METRES) else None


def _in(amount: float, bounds: Iterable[float]) -> bool:
    least, most = bounds
    return least <= amount <= most
