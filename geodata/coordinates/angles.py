"""One number or one angle as people write it: 13 681 000 · 43,27778 · 43°16′40″ с.ш. · X=4795200.

Only ASCII digits count: a text with others is refused, never misread. All angles are in degrees,
negative south and west.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_TEXT = 200
"""Characters: a longer text is no coordinate."""

_SPACES = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
)
_LOOKS = str.maketrans(
    {
        **dict.fromkeys(_SPACES, " "),
        **dict.fromkeys("\u200b\u200e\u200f\u2060\ufeff", ""),
        **dict.fromkeys("′’‘ʹʼ´`＇‛", "'"),
        **dict.fromkeys("″“”„˝ʺ＂‟", '"'),
        **dict.fromkeys("º˚∘⁰", "°"),
        **dict.fromkeys("−–‐‑", "-"),
        "ё": "е",
    }
)
_DIGITS = r"[0-9]{1,15}(?:[.,][0-9]{1,20})?"
_NUMBER = re.compile(
    r"""(?P<sign>[+-]?)(?:
        (?P<grouped>[0-9]{1,3}(?:\ [0-9]{3})+(?:[.,][0-9]{1,20})?)
      | (?P<english>[0-9]{1,3}(?:(?:,[0-9]{3}){2,}(?:\.[0-9]{1,20})?|,[0-9]{3}\.[0-9]{1,20}))
      | (?P<plain>[0-9]{1,15}(?:[.,][0-9]{0,20})?|[.,][0-9]{1,20})
        (?:e(?P<power>[+-]?[0-9]{1,2}))?
    )""",
    re.VERBOSE,
)
_DEGREE = r"\s*(?:°|deg(?:rees?)?\.?|d|град(?:уса|усов|ус)?\.?|гр\.?)\s*"
_MINUTE = r"\s*(?:'|min(?:utes?)?\.?|m|мин(?:ута|уты|ут)?\.?)\s*"
_SECOND = r"\s*(?:\"|''|sec(?:onds?)?\.?|s|сек(?:унда|унды|унд)?\.?)"
_MARKED = re.compile(
    rf"([+-]?)({_DIGITS}){_DEGREE}"
    rf"(?:({_DIGITS})(?:{_MINUTE}(?:({_DIGITS})(?:{_SECOND})?)?)?)?"
)
_BARE = re.compile(
    rf"([+-]?)([0-9]{{1,3}})(?:\s+|\s*:\s*)({_DIGITS})(?:(?:\s+|\s*:\s*)({_DIGITS}))?"
    rf"|([+-]?)([0-9]{{1,3}})-([0-9]{{1,2}})-({_DIGITS})"
)

_SECONDS_OR_SOUTH = re.compile(r"[dm]|'\s*[0-9.,]+$")
"""What stands before an s that may mean either: 43d16m40 s, 43°16'40 s."""

_WORDS = {
    "n": r"сев(?:\.|ерная|ерной)\s*широт[аы]|солт[үу]стік(?:\s*ендік)?|[сc]\.?\s*(?:ш|[еe])"
    r"|north|север|сев|[nсc]",
    "s": r"южн(?:\.|ая|ой)\s*широт[аы]|о[ңн]т[үу]стік(?:\s*ендік)?|ю\.?\s*ш|[оo]\.?\s*[еe]"
    r"|south|юг|[sю]",
    "e": r"вост(?:\.|очная|очной)\s*долгот[аы]|шы[ғг]ыс(?:\s*бойлы[қк])?|[вb]\.?\s*д|ш\.?\s*б"
    r"|east|восток|вост|[eв]",
    "w": r"зап(?:\.|адная|адной)\s*долгот[аы]|батыс(?:\s*бойлы[қк])?|з\.?\s*д|б\.?\s*б"
    r"|west|запад|зап|[wз]",
    "lat": r"latitude|lat|широта|ендік",
    "lon": r"longitude|long|lng|lon|долгота|бойлы[қк]",
    "x": r"[xх]",
    "y": r"[yу]",
    "n metres": r"northing",
    "e metres": r"easting",
    "height": r"altitude|alt|elevation|ele|height|высота|отметка|биіктік|[hz]",
}
_BEFORE = {
    axis: re.compile(rf"(?:{words})(?:\.?\s*[:=]\s*|\.\s*|\s+|(?=[+-]?[0-9]))")
    for axis, words in _WORDS.items()
}
_AFTER = {
    axis: re.compile(rf"(.*[^\s])\s*(?:(?<![^\W\d_])|(?<=[0-9][dms]))(?:{words})\.?")
    for axis, words in _WORDS.items()
}
_UNIT = re.compile(r"(.*[0-9])\s*(?:m|м|метр(?:а|ов)?|metres?|meters?)\.?")

DIRECTIONS = {"n": "north", "s": "north", "lat": "north", "n metres": "north", "e": "east"} | {
    "w": "east",
    "lon": "east",
    "e metres": "east",
}
"""Which axis a word means, where it does not depend on the numbers: x and y do."""


@dataclass(frozen=True)
class Angle:
    """A latitude or a longitude, or it is not said which."""

    degrees: float
    """-180 to 180; negative south and west."""
    hemisphere: str = ""
    """n, s, e, w, or empty where it is not written."""
    marked: bool = False
    """Whether the spelling itself shows that it is an angle: by signs, parts or hemisphere."""


@dataclass(frozen=True)
class Value:
    """One half of a pair: what is written, and the word that stands at it."""

    number: float
    axis: str = ""
    """A key of the words: n, s, e, w, lat, lon, x, y, height …; empty where none is written."""
    style: str = "number"
    """number, marked (with degree signs), bare2 and bare3 (parts with nothing but spaces)."""
    metres: bool = False
    """Whether the unit metre is written."""


def plain(text: str) -> str:
    """Small letters, one kind of space, of prime and of minus; empty if it is too long."""
    if len(text) > MAX_TEXT:
        return ""
    return text.casefold().translate(_LOOKS).replace("''", '"').strip()


def number(text: str) -> float | None:
    """A number with point or comma, spaces between thousands, a sign; None if it is none.

    A power of ten is taken only where nothing was rounded away: 1,3681E+07 has lost its metres.
    """
    return _number(plain(text))


def _number(text: str) -> float | None:
    found = _NUMBER.fullmatch(text)
    if found is None:
        return None
    digits = found["grouped"] or found["plain"] or found["english"]
    if found["english"]:
        digits = digits.replace(",", "")
    digits = digits.replace(" ", "").replace(",", ".")
    power = int(found["power"] or 0)
    if power > 0 and power >= len(digits.replace(".", "").lstrip("0")):
        return None
    value = float(f"{digits}e{power}")
    return -value if found["sign"] == "-" else value


def angle(text: str) -> Angle | None:
    """Degrees with decimals, or degrees and minutes, or those and seconds, with any hemisphere.

    None if it is no angle: minutes or seconds from 60, degrees beyond 180, a latitude beyond 90,
    a sign against its hemisphere.
    """
    found = value(text)
    if found is None or found.metres or abs(found.number) > 180:
        return None
    if found.axis in {"x", "y", "height", "n metres", "e metres"}:
        return None
    if DIRECTIONS.get(found.axis) == "north" and abs(found.number) > 90:
        return None
    hemisphere = found.axis if found.axis in {"n", "s", "e", "w"} else ""
    marked = bool(found.axis) or found.style != "number"
    return Angle(found.number, hemisphere, marked)


def value(text: str) -> Value | None:
    """A number or an angle with the word at it, before or after; None if it is neither."""
    rest = plain(text)
    axis, rest = _taken_before(rest)
    found = _bare_value(rest)
    if found is None:
        after, rest = _taken_after(rest)
        axis = _agreed(axis, after)
        found = _bare_value(rest) if axis is not None else None
    if found is None or axis is None:
        return None
    if axis == "s" and _SECONDS_OR_SOUTH.search(rest):
        return None
    if axis in {"s", "w"}:
        if not 0 <= found.number <= 180:
            return None
        found = Value(-found.number, axis, found.style, found.metres)
    elif axis in {"n", "e"} and found.number < 0:
        return None
    return Value(found.number, axis, found.style, found.metres)


def _taken_before(text: str) -> tuple[str, str]:
    """The word before the number and what follows it; the longest word that fits."""
    fits = [(axis, found) for axis, word in _BEFORE.items() if (found := word.match(text))]
    if not fits:
        return "", text
    axis, found = max(fits, key=lambda each: each[1].end())
    return axis, text[found.end() :]


def _taken_after(text: str) -> tuple[str, str]:
    fits = [(axis, found[1]) for axis, word in _AFTER.items() if (found := word.fullmatch(text))]
    return min(fits, key=lambda each: len(each[1])) if fits else ("", text)


def _agreed(before: str, after: str) -> str | None:
    """The more telling word of the two; None if they contradict each other."""
    if not before or not after:
        return before or after
    if {before, after} in ({"lat", "n"}, {"lat", "s"}, {"lon", "e"}, {"lon", "w"}):
        return after if before in {"lat", "lon"} else before
    return None


def _bare_value(text: str) -> Value | None:
    if (found := _number(text)) is not None:
        return Value(found)
    if (found := _degrees(text)) is not None:
        return found
    unit = _UNIT.fullmatch(text)
    metres = _number(unit[1]) if unit else None
    return None if metres is None else Value(metres, metres=True)


def _degrees(text: str) -> Value | None:
    if marked := _MARKED.fullmatch(text):
        if text.endswith("s") and "'" in text:
            return None  # seconds or south: 43°16'40 s
        sign, *parts = marked.groups()
        style = "marked"
    elif bare := _BARE.fullmatch(text):
        sign, *parts = bare.groups()[:4] if bare[2] else bare.groups()[4:]
        style = "bare3" if parts[2] else "bare2"
    else:
        return None
    degrees = _sum(part for part in parts if part is not None)
    if degrees is None or degrees > 180:
        return None
    return Value(-degrees if sign == "-" else degrees, style=style)


def _sum(parts: Iterator[str]) -> float | None:
    """Degrees of degrees, minutes, seconds; only the last of them may have decimals."""
    written = list(parts)
    if any("." in part or "," in part for part in written[:-1]):
        return None
    numbers = [float(part.replace(",", ".")) for part in written]
    if any(part >= 60 for part in numbers[1:]):
        return None
    return sum(part / 60**place for place, part in enumerate(numbers))
