"""What positions say themselves of the system that they are written in.

Evidence, never a decision: the user is shown where the places would lie and chooses.
"""

from collections.abc import Iterator
from functools import cache

import numpy as np
import shapely
from numpy.typing import NDArray

from geodata.coordinates.register import SYSTEMS, Numbers, System
from geodata.coordinates.transforming import system_for, to_wgs84
from geodata.ground import outlines_of_regions
from geodata.readers.brought import Candidate
from geodata.settings import BROUGHT_EXTENT

Mask = NDArray[np.bool_]

SWAPPED = "swapped:"
"""Before the code of a system whose axes must be changed over."""

MARGIN_DEGREES = 1.0
"""How far a survey may go on in the zone it began in, beyond the zone's edge."""

BORDER_DEGREES = 0.05
"""How far the drawn border may be off, generously."""

SAMPLE = 400
"""Positions that are asked, evenly spread over the file."""


def candidates(x: Numbers, y: Numbers) -> tuple[Candidate, ...]:
    """The systems in which positions may be written, the likeliest first; none if none fits.

    The token is a system's code, after "swapped:" if northing or latitude come first. Each puts
    more than half of the positions into settings.BROUGHT_EXTENT; a likely one, into Kazakhstan and
    into its own zone.
    """
    x, y = _sample(x, y)
    found = [*_readings(x, y, ""), *_readings(y, x, SWAPPED)]
    return tuple(sorted(found, key=lambda candidate: not candidate.likely))


def doubts(x: Numbers, y: Numbers, code: str) -> str | None:
    """Why a declared system must still be confirmed; None if nothing speaks against it.

    A token: zero_zero, metres_in_degrees, degrees_in_metres, wrong_zone, swapped, outside, or
    either_way (degrees that lie in Kazakhstan in both orders). Of a file as a whole: single rows
    are for `in_area` and `wrong_zone`.
    """
    if len(_finite(x, y)[0]) and not len(_sample(x, y)[0]):
        return "zero_zero"
    x, y = _sample(x, y)
    if not len(x):
        return None
    system = system_for(code)
    return _wrong_unit(x, y, system) or _wrong_place(x, y, system)


def in_area(lon: Numbers, lat: Numbers) -> Mask:
    """Which positions lie in settings.BROUGHT_EXTENT; NaN never does."""
    west, south, east, north = BROUGHT_EXTENT
    return (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)


def zone_of(x: Numbers) -> NDArray[np.int_]:
    """The zone in the millions of an easting: 8-15 of 6°, 16-29 of 3°, 2-4 of CS63; else 0."""
    x = np.asarray(x, float)
    zone = np.floor(np.where(np.isfinite(x), x, 0) / 1_000_000).astype(int)
    return np.where(((zone >= 8) & (zone <= 29)) | ((zone >= 2) & (zone <= 4)), zone, 0)


def wrong_zone(x: Numbers, y: Numbers, code: str) -> Mask:
    """Rows whose easting belongs to another zone than the file's, or to none; (0, 0) too.

    Only where the zone is part of the easting: without it every row belongs to the one system.
    """
    system = SYSTEMS.get(code)
    if system is None or not system.prefixed:
        return np.zeros(np.shape(x), bool)
    lon, _ = to_wgs84(x, y, code)
    left = np.isfinite(lon) & ~_in_zone(lon, system)
    return np.isfinite(x) & np.isfinite(y) & ((zone_of(x) != system.zone) | left)


def in_kazakhstan(lon: Numbers, lat: Numbers) -> Mask:
    """Which positions lie in Kazakhstan, or so near that the drawn border cannot tell."""
    return shapely.contains_xy(_kazakhstan(), lon, lat)


@cache
def _kazakhstan() -> shapely.Geometry:
    whole = shapely.union_all(outlines_of_regions())
    whole = whole.simplify(BORDER_DEGREES / 10).buffer(BORDER_DEGREES, quad_segs=2)
    shapely.prepare(whole)
    return whole


def _finite(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    x, y = np.ravel(np.asarray(x, float)), np.ravel(np.asarray(y, float))
    whole = np.isfinite(x) & np.isfinite(y)
    return x[whole], y[whole]


def _sample(x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
    """Some of the positions; (0, 0) is none."""
    x, y = _finite(x, y)
    placed = (x != 0) | (y != 0)
    step = max(1, int(placed.sum()) // SAMPLE)
    return x[placed][::step], y[placed][::step]


def _most(mask: Mask) -> bool:
    return bool(len(mask)) and float(np.mean(mask)) > 0.5


def _readings(x: Numbers, y: Numbers, prefix: str) -> Iterator[Candidate]:
    """In the order of the register, those that put most of their positions into the area."""
    zones = zone_of(x)
    for system in SYSTEMS.values():
        rows = _written_alike(x, y, zones, system)
        if not rows.any():
            continue
        lon, lat = to_wgs84(x[rows], y[rows], system.code)
        inside = in_area(lon, lat)
        if _most(inside):
            first = int(np.argmax(inside))
            yield Candidate(
                token=prefix + system.code,
                position=(float(lon[first]), float(lat[first])),
                likely=_most(rows) and _most(in_kazakhstan(lon, lat) & _in_zone(lon, system)),
            )


def _written_alike(x: Numbers, y: Numbers, zones: NDArray[np.int_], system: System) -> Mask:
    """Which positions look like numbers of this system: degrees, a zone, a plain easting."""
    if system.geographic:
        return (np.abs(x) <= 180) & (np.abs(y) <= 90)
    if system.prefixed:
        return zones == system.zone
    if system.kind == "meridian3" and system.meridian % 6 == 3:
        return np.zeros(len(x), bool)  # the same grid as that of the 6° zone
    return (system.kind != "web") & (x > 1000) & (x < 1_000_000)


def _in_zone(lon: Numbers, system: System) -> Mask:
    if system.meridian is None:
        return np.ones(np.shape(lon), bool)
    return np.abs(lon - system.meridian) <= system.half_width + MARGIN_DEGREES


def _wrong_unit(x: Numbers, y: Numbers, system: System) -> str | None:
    if system.geographic and _most((np.abs(x) > 1000) | (np.abs(y) > 1000)):
        return "metres_in_degrees"
    if not system.geographic and _most((np.abs(x) <= 180) & (np.abs(y) <= 180)):
        return "degrees_in_metres"
    return None


def _wrong_place(x: Numbers, y: Numbers, system: System) -> str | None:
    lon, lat = to_wgs84(x, y, system.code)
    if not _most(in_area(lon, lat)):
        return _why_outside(x, y, system)
    if not _most(_in_zone(lon, system)):
        return "wrong_zone"
    over = to_wgs84(y, x, system.code)
    if not _most(in_kazakhstan(*over)):
        return None
    if not _most(in_kazakhstan(lon, lat)):
        return "swapped"
    return "either_way"


def _why_outside(x: Numbers, y: Numbers, system: System) -> str:
    if _most(in_area(*to_wgs84(y, x, system.code))):
        return "swapped"
    own = system.zone if system.prefixed else 0
    return "wrong_zone" if system.transverse and _most(zone_of(x) != own) else "outside"
