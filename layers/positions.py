"""A position in words: degrees with decimals, and degrees, minutes, seconds."""

from analysis.geodesy import degrees_minutes_seconds
from i18n import Translator


def decimal(lat: float, lon: float) -> str:
    """Latitude and longitude as decimal degrees, to a metre: 43.27778, 77.22222."""
    return f"{lat:.5f}, {lon:.5f}"


def metres(value: float, t: Translator) -> str:
    """A distance as a text: kilometres with one decimal from 1,000 m."""
    if value >= 1000:
        return t("{n} km", n=t.number(value / 1000, 1))
    return t("{n} m", n=t.number(value))


def apart(metres: float, t: Translator) -> str:
    """How far two published positions are from each other: as exact as such points are."""
    if metres < 100:
        return t("{n} m", n=t.number(metres))
    return t("{n} km", n=t.number(metres / 1000, 2 if metres < 10_000 else 1))


def sexagesimal(lat: float, lon: float, t: Translator) -> str:
    """Latitude and longitude as degrees, minutes and seconds, with the sides of the world."""
    # A message of its own: the north arrow of a sheet says only С, a latitude с. ш. or с. е.
    up, along = _angle(lat), _angle(lon)
    north = t("{angle} N", angle=up) if lat >= 0 else t("{angle} S", angle=up)
    east = t("{angle} E", angle=along) if lon >= 0 else t("{angle} W", angle=along)
    return f"{north}, {east}"


def _angle(degrees: float) -> str:
    whole, minutes, seconds = degrees_minutes_seconds(degrees)
    return f"{whole}°{minutes:02d}′{seconds:04.1f}″"
