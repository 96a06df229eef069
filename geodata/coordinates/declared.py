"""Which coordinate system a file declares: by an EPSG code, or by the text of a .prj.

A text is compared number by number: names lie (a local grid is called "Pulkovo 1942"), and nothing
of it ever becomes part of a transformation (its TOWGS84, its grids, its files).
"""

import re
from functools import cache

from pyproj import CRS
from pyproj.exceptions import CRSError

from geodata.coordinates.register import SYSTEMS, System
from geodata.coordinates.transforming import refused, system_for, way_of

MAX_WKT = 20_000
"""Letters of a text that is read at all. A .prj has a few hundred."""

SAME = {"EPSG:4979": "EPSG:4326", "EPSG:10940": "EPSG:10941"}
"""With heights, which are not kept, and without."""

_CODE = re.compile(r"(?:^|[:/])EPSG(?:\.xml#|[:/]+(?:[0-9.]*[:/])?)([0-9]{4,6})$", re.IGNORECASE)
_CRS84 = re.compile(r"(?:^|[:/])CRS84h?$", re.IGNORECASE)
_WKT = re.compile(r"[A-Z]\w+\s*[\[(]", re.IGNORECASE)

_DATUMS = {
    "worldgeodeticsystem1984": "wgs84",
    "worldgeodeticsystem1984ensemble": "wgs84",
    "wgs1984": "wgs84",
    "wgs84": "wgs84",
    "pulkovo1942": "sk42",
    "sk42": "sk42",
    "kazakhstanterrestrialreferenceframe2023": "qaztrf23",
    "qaztrf23": "qaztrf23",
}
_ELLIPSOIDS = {
    "wgs84": (6378137.0, 298.257223563),
    "sk42": (6378245.0, 298.3),
    "qaztrf23": (6378137.0, 298.257222101),
}
KRASSOVSKY_M = 6378245.0
"""Semi-major axis of the ellipsoid of Pulkovo 1942, and of the grids of many towns."""

_ON_KRASSOVSKY = {"pulkovo1942", "pulkovo194258", "pulkovo194283", "pulkovo1995", "beijing1954"}
_NAMELESS = ("unknown", "notspecified", "unspecified", "undefined", "userdefined")
"""What a datum is called that nobody has named: from it there is no more than a ballpark."""

_USUAL = (
    ("Latitude of natural origin", 0.0),
    ("Longitude of natural origin", 0.0),
    ("Scale factor at natural origin", 1.0),
    ("False easting", 0.0),
    ("False northing", 0.0),
)
"""The numbers of a transverse Mercator, and what one is where a text leaves it out."""

Features = tuple[object, ...]


def system_of(declared: str) -> System:
    """The system that a file declares; ours if it is one of ours, whatever it calls it.

    Raises ContractError with the name as the file gives it: `local_grid` (the datum is not known,
    so nobody can say where it lies), `no_accuracy` (no operation to WGS 84 is known to be good),
    `unknown_system`.
    """
    text = declared.lstrip("\ufeff").strip().rstrip("\0")
    code = _code(text)
    if code in SYSTEMS:
        return SYSTEMS[code]
    crs = _level(_read(text, code))
    system = _known(crs)
    if system is None:
        raise refused(_why(crs), _name(text) or crs.name)
    way_of(system.code)
    return system


def _code(text: str) -> str:
    if _CRS84.search(text):
        return "EPSG:4326"
    found = re.fullmatch(r"([0-9]{4,6})", text) or _CODE.search(text)
    code = f"EPSG:{found[1]}" if found else ""
    return SAME.get(code, code)


def _read(text: str, code: str) -> CRS:
    """Only a code or a WKT: PROJ would also read its own strings, which can name files."""
    try:
        if code:
            return CRS.from_epsg(int(code.removeprefix("EPSG:")))
        if len(text) <= MAX_WKT and _WKT.match(text):
            return CRS.from_wkt(text)
    except CRSError:
        pass
    raise refused("unknown_system", code or text)


def _level(crs: CRS) -> CRS:
    """Without heights and without the operation that a file brings along."""
    while crs.is_bound or crs.is_compound:
        crs = crs.source_crs if crs.is_bound else crs.sub_crs_list[0]
    return crs


def _known(crs: CRS) -> System | None:
    """The system with the same datum, ellipsoid, projection and numbers: ours, or another one that
    the registry has. A text that carries the code of a different one contradicts itself."""
    features = _features(crs)
    if features is None:
        return None
    own = crs.to_json_dict().get("id") or {}
    named = SYSTEMS.get(f"{own.get('authority')}:{own.get('code')}")
    if named is not None:
        return named if _features_of(named) == features else None
    if features in _ours():
        return _ours()[features]
    number = None if _nameless(crs) else crs.to_epsg(min_confidence=25)
    alike = number is not None and _features(CRS.from_epsg(number)) == features
    return system_for(f"EPSG:{number}") if alike else None


@cache
def _ours() -> dict[Features, System]:
    """By their features; of two that are one grid, the first."""
    found: dict[Features, System] = {}
    for system in SYSTEMS.values():
        found.setdefault(_features_of(system), system)
    return found


def _features(crs: CRS) -> Features | None:
    """What makes a system, in degrees and metres; None for what is no system of positions."""
    if not (crs.is_geographic or crs.is_projected) or crs.ellipsoid is None:
        return None
    datum = _plain(crs.geodetic_crs.datum.name)
    size = (crs.ellipsoid.semi_major_metre, crs.ellipsoid.inverse_flattening)
    return (
        _DATUMS.get(datum, datum),
        *(round(number, 6) for number in size),
        round(crs.prime_meridian.longitude, 6),
        *_units(crs),
        *_projection(crs),
    )


def _units(crs: CRS) -> tuple[float, ...]:
    return tuple(round(axis.unit_conversion_factor, 9) for axis in crs.axis_info[:2])


def _projection(crs: CRS) -> Features:
    if crs.coordinate_operation is None:
        return ()
    given = {
        parameter.name: parameter.value * parameter.unit_conversion_factor / _unit(parameter.name)
        for parameter in crs.coordinate_operation.params
    }
    named = [given.pop(name, usual) for name, usual in _USUAL]
    others = sorted((name, round(number, 7)) for name, number in given.items())
    return crs.coordinate_operation.method_name, *(round(n, 7) for n in named), *others


def _unit(parameter: str) -> float:
    """Degrees for angles, else the unit itself."""
    angular = parameter.startswith(("Latitude", "Longitude")) or "parallel" in parameter
    return 0.017453292519943295 if angular else 1.0


def _features_of(system: System) -> Features:
    common = (
        system.datum,
        *(round(number, 6) for number in _ELLIPSOIDS[system.datum]),
        0.0,
    )
    if system.geographic:
        return (*common, 0.017453293, 0.017453293)
    method = "Transverse Mercator"
    if system.kind == "web":
        method = "Popular Visualisation Pseudo Mercator"
    numbers = (system.origin_latitude, system.meridian or 0.0, system.scale)
    rounded = (round(n, 7) for n in (*numbers, system.false_easting, 0.0))
    return (*common, 1.0, 1.0, method, *rounded)


def _why(crs: CRS) -> str:
    """Why a system that nobody knows is refused."""
    if crs.is_engineering:
        return "local_grid"
    if crs.ellipsoid is None or crs.geodetic_crs is None:
        return "unknown_system"
    datum = _plain(crs.geodetic_crs.datum.name)
    if abs(crs.ellipsoid.semi_major_metre - KRASSOVSKY_M) < 0.5 and datum not in _ON_KRASSOVSKY:
        return "local_grid"
    return "no_accuracy" if _nameless(crs) else "unknown_system"


def _nameless(crs: CRS) -> bool:
    datum = _plain(crs.geodetic_crs.datum.name)
    return any(word in datum for word in _NAMELESS)


def _name(text: str) -> str:
    """What a text calls its system; PROJ may put a better known name in its place."""
    found = re.search(r'"([^"]*)"', text)
    return found[1] if found else ""


def _plain(name: str) -> str:
    """Pulkovo_1942, D_Pulkovo_1942 and Pulkovo 1942 are one name."""
    return re.sub(r"[^a-z0-9]", "", re.sub(r"^D_", "", name).lower())
