"""How positions of a system come to WGS 84: by one pinned operation, never by PROJ's choice.

What PROJ chooses for Pulkovo 1942 changes with the place (three operations in Kazakhstan, 2.3 to
2.7 m apart), and without a word it chooses none at all for a datum that it does not know.
docs/adr/0011-coordinate-systems.md has the numbers.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from pyproj import CRS, Transformer
from pyproj.aoi import AreaOfInterest
from pyproj.exceptions import CRSError, ProjError
from pyproj.network import set_network_enabled
from pyproj.transformer import TransformerGroup

from geodata.coordinates.register import SYSTEMS, Numbers, System
from geodata.problems import ContractError, Problem
from geodata.settings import BROUGHT_EXTENT

PULKOVO_TO_WGS84 = 5044
"""The pinned operation, EPSG: Pulkovo 1942 to WGS 84 (20), GOST-Rus 2008, stated accuracy 3 m."""

QAZTRF_TO_WGS84 = "QazTRF-23 to WGS 84 (1), EPSG:10965"
"""A null transformation: degrees stay what they are. Newer than the registry that PROJ carries."""

QAZTRF_ACCURACY_M = 1.0
"""Stated by the registry for EPSG:10965."""

WORST_ACCURACY_M = 20.0
"""Where no operation to WGS 84 is known to be as good as this, a system is refused."""

BEYOND_DEGREES = 3.0
"""How far beyond its area of use a system that is not ours is still read."""

Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; west of an area across 180° is greater than east."""

set_network_enabled(False)


@dataclass(frozen=True)
class Way:
    """From the numbers of a system to WGS 84 and back. Degrees, longitude first."""

    plane: Transformer | None
    """From eastings and northings to the degrees of the same datum, or all the way."""
    shift: Transformer | None
    """From that datum to WGS 84; latitude first, as the registry defines it."""
    operation: str
    """Name and code; empty where none is needed."""
    accuracy_m: float
    areas: tuple[Box, ...] = ()
    """Outside of any of them a position is none: the operation or the projection is not for it."""

    def out(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """Longitude and latitude, WGS 84."""
        lon, lat = self.plane.transform(x, y) if self.plane else (x, y)
        if self.shift:
            lat, lon = self.shift.transform(lat, lon)
        return lon, lat

    def back(self, lon: Numbers, lat: Numbers) -> tuple[Numbers, Numbers]:
        """The numbers of the system."""
        if self.shift:
            lon, lat = self._unshifted(lon, lat)
        return self.plane.transform(lon, lat, direction="INVERSE") if self.plane else (lon, lat)

    def _unshifted(self, lon: Numbers, lat: Numbers) -> tuple[Numbers, Numbers]:
        """The inverse, bettered once: without heights PROJ's own is off by half a millimetre."""
        near_lat, near_lon = self.shift.transform(lat, lon, direction="INVERSE")
        again_lat, again_lon = self.shift.transform(near_lat, near_lon)
        return near_lon - (again_lon - lon), near_lat - (again_lat - lat)

    def holds(self, lon: Numbers, lat: Numbers) -> np.ndarray:
        """Which positions on WGS 84 it may be used for."""
        sound = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
        for west, south, east, north in self.areas:
            between = (lon >= west) & (lon <= east)
            over = (lon >= west) | (lon <= east)
            sound &= (between if west <= east else over) & (lat >= south) & (lat <= north)
        return sound


def to_wgs84(x: Numbers, y: Numbers, code: str) -> tuple[Numbers, Numbers]:
    """Longitude and latitude, EPSG:4326. What cannot be a position of the system becomes NaN.

    Error: `operation(code)`; the computation itself stays below 1 mm. Raises ContractError for a
    system from which no operation of known accuracy leads to WGS 84.
    """
    way, system = way_of(code), system_for(code)
    x, y = np.asarray(x, float), np.asarray(y, float)
    lon, lat = _kept(*_alike(way.out, *_kept(x, y, system.can_hold(x, y))))
    return _kept(lon, lat, way.holds(lon, lat))


def from_wgs84(lon: Numbers, lat: Numbers, code: str) -> tuple[Numbers, Numbers]:
    """Easting and northing (or degrees, longitude first): the inverse of `to_wgs84`."""
    way, system = way_of(code), system_for(code)
    lon, lat = np.asarray(lon, float), np.asarray(lat, float)
    sound = way.holds(lon, lat)
    x, y = _kept(*_alike(way.back, *_kept(lon, lat, sound)))
    return _kept(x, y, system.can_hold(x, y))


def operation(code: str) -> tuple[str, float]:
    """Name and code of the operation to WGS 84, and its accuracy in metres; ("", 0.0): none."""
    way = way_of(code)
    return way.operation, way.accuracy_m


@cache
def way_of(code: str) -> Way:
    """The one way from a system to WGS 84. Raises ContractError where there is none."""
    system = SYSTEMS.get(code)
    if system is None:
        return _other(code)
    if system.datum == "sk42":
        return _through_pulkovo(_plane(code, 4284) if system.transverse else None)
    if system.datum == "qaztrf23":
        plane = _qaztrf_plane(system) if system.transverse else None
        return Way(plane, None, QAZTRF_TO_WGS84, QAZTRF_ACCURACY_M)
    return Way(None if system.geographic else _plane(code, 4326), None, "", 0.0)


@cache
def system_for(code: str) -> System:
    """One of ours, or another one that the registry knows. Raises ContractError."""
    if code in SYSTEMS:
        return SYSTEMS[code]
    crs = _registered(code)
    return System(code, crs.geodetic_crs.datum.name, "other", degrees=crs.is_geographic)


def name_of(code: str) -> str:
    """What the registry calls it, in English."""
    return "QazTRF-23" if code == "EPSG:10941" else _registered(code).name


def refused(code: str, value: str) -> ContractError:
    """That a system cannot be used, and why."""
    return ContractError("", [Problem(code, value=value[:100])])


def _registered(code: str) -> CRS:
    """By its code only: PROJ would read other texts too, and some of them name files."""
    if not re.fullmatch(r"EPSG:[0-9]{4,6}", code):
        raise refused("unknown_system", code)
    try:
        crs = CRS.from_epsg(int(code.removeprefix("EPSG:")))
    except CRSError:
        raise refused("unknown_system", code) from None
    if not (crs.is_geographic or crs.is_projected):
        raise refused("unknown_system", crs.name)
    return crs


def _plane(code: str, geographic: int) -> Transformer:
    """Within one datum: no operation between datums takes part in it."""
    return Transformer.from_crs(code, f"EPSG:{geographic}", always_xy=True)


def _qaztrf_plane(system: System) -> Transformer:
    """A Gauss-Krüger zone on GRS 1980, which the registry of today's PROJ does not hold."""
    return Transformer.from_pipeline(
        "+proj=pipeline +step +inv +proj=tmerc"
        f" +lat_0=0 +lon_0={system.meridian} +k=1 +x_0={system.false_easting} +y_0=0"
        " +ellps=GRS80 +step +proj=unitconvert +xy_in=rad +xy_out=deg"
    )


def _through_pulkovo(plane: Transformer | None) -> Way:
    shift = Transformer.from_pipeline(f"urn:ogc:def:coordinateOperation:EPSG::{PULKOVO_TO_WGS84}")
    name = f"{shift.description}, EPSG:{PULKOVO_TO_WGS84}"
    return Way(plane, shift, name, shift.accuracy)


def _other(code: str) -> Way:
    """A system that is not ours: the first operation for the area, if it is known to be good."""
    crs = _registered(code)
    area = (_widened(crs.area_of_use.bounds),) if crs.area_of_use else ()
    if crs.geodetic_crs.to_epsg() == 4284:
        return replace(_through_pulkovo(_plane(code, 4284)), areas=area)
    first = _first_operation(crs)
    if first is None or not 0 <= first.accuracy <= WORST_ACCURACY_M:
        raise refused("no_accuracy", crs.name)
    if first.area_of_use:
        area += (first.area_of_use.bounds,)
    return Way(first, None, _named(first), first.accuracy, area)


def _widened(box: Box) -> Box:
    """The longitudes of an area and some more: farther off, a projection comes round again."""
    west, _, east, _ = box
    if east - west + 2 * BEYOND_DEGREES >= 360:
        return -180.0, -90.0, 180.0, 90.0
    return west - BEYOND_DEGREES, -90.0, east + BEYOND_DEGREES, 90.0


def _first_operation(crs: CRS) -> Transformer | None:
    """None: there is none but a ballpark, or the best one needs a grid that is not here."""
    try:
        group = TransformerGroup(
            crs,
            "EPSG:4326",
            always_xy=True,
            area_of_interest=AreaOfInterest(*BROUGHT_EXTENT),
            allow_ballpark=False,
        )
    except (ProjError, IndexError):  # pyproj 3.7.2 stumbles over systems without any operation
        return None
    return group.transformers[0] if group.best_available and group.transformers else None


def _named(transformer: Transformer) -> str:
    """Of all its steps the one that goes from datum to datum."""
    for step in transformer.operations or ():
        if step.type_name == "Transformation":
            own = step.to_json_dict().get("id") or {}
            return f"{step.name}, {own['authority']}:{own['code']}" if own else step.name
    return ""


def _alike(
    transform: Callable[..., tuple[Numbers, Numbers]], x: Numbers, y: Numbers
) -> tuple[Numbers, Numbers]:
    """The same shape out as in, that of a single number too."""
    out = transform(x.ravel(), y.ravel())
    return np.reshape(out[0], x.shape), np.reshape(out[1], x.shape)


def _kept(x: Numbers, y: Numbers, sound: np.ndarray | None = None) -> tuple[Numbers, Numbers]:
    """Both numbers of a position, or neither."""
    whole = np.isfinite(x) & np.isfinite(y)
    if sound is not None:
        whole &= sound
    return np.where(whole, x, np.nan), np.where(whole, y, np.nan)
