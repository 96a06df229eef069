"""A position in words: degrees with decimals, and degrees, minutes, seconds."""

from math import isnan

import numpy as np

from analysis.geodesy import degrees_minutes_seconds
from geodata.coordinates.systems import from_wgs84
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


def in_sk42(lat: float, lon: float) -> str:
    """Easting and northing in the 6° zone of SK-42 (Gauss-Krüger) that a position on WGS 84 lies
    in, to a metre; a dash outside the zones that are known here."""
    zone = int(lon // 6) + 1
    if not 8 <= zone <= 15:
        return "—"
    (easting,), (northing,) = from_wgs84(np.array([lon]), np.array([lat]), f"EPSG:{28400 + zone}")
    return "—" if isnan(easting) else f"{easting:.0f}, {northing:.0f}"


def chainage(along_m: float) -> str:
    """Kilometres and metres along a road, as it is staked: 3+120."""
    kilometres, metres = divmod(round(along_m), 1000)
    return f"{kilometres}+{metres:03d}"
