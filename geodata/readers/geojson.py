"""GeoJSON, RFC 7946, read strictly: I-JSON numbers, WGS 84, no collections.

A `crs` member, which the RFC took away, is believed and told. A bare feature or geometry is one
row.
"""

import json
import re
from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np
from shapely.geometry.base import BaseGeometry

from geodata import settings
from geodata.contract import shortened
from geodata.readers.brought import Answers, Reading
from geodata.readers.encodings import decoded
from geodata.readers.gathering import Gathering, Positions, Row, Unreadable, together
from geodata.readers.texts import name_of

_GEOMETRIES = (
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
)
_NUMBERS = 4
"""Of a position at most: a fifth belongs to another position, whose brackets were forgotten."""

_EPSG = re.compile(r"(?:urn:(?:x-)?ogc:def:crs:)?EPSG:(?:[\d.]*:)?(\d{4,6})", re.I | re.A)
_CRS84 = re.compile(r"(?:urn:ogc:def:crs:)?OGC:(?:[\d.]*:)?CRS84", re.IGNORECASE)


class _Doubled(dict[str, Any]):
    """An object with two members of one name: nobody can say which of them holds."""


def read(data: bytes, answers: Answers) -> Reading:
    """Read a GeoJSON document. Raises ContractError if it is none, or past a limit."""
    gathering = Gathering("geojson")
    text = decoded(data, answers.encoding)
    if text.question is not None:
        return Reading("geojson", questions=(text.question,))
    document = _parsed(text.text, gathering)
    features = _features(document, gathering)
    twice = _repeated(features)
    for feature in features:
        _feature(gathering, feature, twice)
    declared, defined = _system(document, gathering)
    return gathering.reading(declared=declared, defined=defined, encoding=text.encoding)


def _parsed(text: str, gathering: Gathering) -> dict[str, Any]:
    """The document. What would take too much memory as objects is refused as text."""
    if text.count("[") > 2 * settings.MAX_VERTICES + 3 * settings.MAX_FEATURES:
        raise gathering.refused("too_many_vertices", settings.MAX_VERTICES)
    if text.count("{") > 10 * settings.MAX_FEATURES:
        raise gathering.refused("too_many_features", settings.MAX_FEATURES)
    try:
        document = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_members)
    except (ValueError, RecursionError):
        raise gathering.refused("damaged") from None
    if not isinstance(document, dict) or isinstance(document, _Doubled):
        raise gathering.refused("damaged")
    return document


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    return members if len(members) == len(pairs) else _Doubled(members)


def _features(document: dict[str, Any], gathering: Gathering) -> list[Any]:
    kind = document.get("type")
    if kind == "Feature":
        return [document]
    if kind in _GEOMETRIES:
        return [{"type": "Feature", "geometry": document, "properties": None}]
    features = document.get("features")
    if kind != "FeatureCollection" or not isinstance(features, list):
        raise gathering.refused("damaged", kind if isinstance(kind, str) else None)
    if len(features) > settings.MAX_FEATURES:
        raise gathering.refused("too_many_features", settings.MAX_FEATURES)
    return features


def _repeated(features: list[Any]) -> set[str]:
    """Ids that more than one feature bears, as they are written."""
    ids = Counter(_identity(feature) for feature in features)
    return {identity for identity, count in ids.items() if identity and count > 1}


def _identity(feature: Any) -> str:
    """The id of a feature: 1 and "1" are the same to whoever reads the file next."""
    identity = feature.get("id") if isinstance(feature, dict) else None
    return str(identity) if isinstance(identity, str | int | float) else ""


def _feature(gathering: Gathering, feature: Any, twice: set[str]) -> None:
    row = gathering.row()
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        gathering.refuse(row, "not_read", shortened(feature))
        return
    properties = feature.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    identity = _identity(feature)
    try:
        _check_members(feature)
        if identity in twice:
            raise Unreadable("repeated_id", identity)
        geometry = _geometry(row, feature.get("geometry"))
    except Unreadable as error:
        gathering.refuse(row, error.code, error.value, _called(properties) or identity)
        return
    wrong = next((key for key, value in properties.items() if not _is_json(value)), None)
    if wrong is not None:
        name = _called(properties) or identity
        gathering.refuse(row, "not_finite", properties[wrong], name, shortened(wrong))
        return
    gathering.add(row, geometry, properties, otherwise=identity)


def _called(properties: dict[str, Any]) -> str:
    return name_of({key: text for key, text in properties.items() if isinstance(text, str)})


def _check_members(feature: dict[str, Any]) -> None:
    for part in (feature, feature.get("geometry"), feature.get("properties")):
        if isinstance(part, _Doubled):
            raise Unreadable("repeated_member")


def _is_json(value: Any) -> bool:
    """Python takes NaN, Infinity and 1e999 for numbers; JSON does not."""
    if isinstance(value, str | int) or value is None:
        return True
    try:
        json.dumps(value, allow_nan=False)
    except (ValueError, RecursionError):
        return False
    return True


def _geometry(row: Row, geometry: Any) -> BaseGeometry | None:
    if geometry is None:
        return None
    if not isinstance(geometry, dict):
        raise Unreadable("not_read", geometry)
    kind = geometry.get("type")
    if kind == "GeometryCollection":
        raise Unreadable("collection", kind)
    if kind not in _GEOMETRIES:
        raise Unreadable("not_read", kind)
    coordinates = geometry.get("coordinates")
    if coordinates == [] and kind != "Point":
        return None
    if kind == "MultiPoint":
        return row.points(_positions(row, coordinates))
    many = str(kind).removeprefix("Multi")
    if many == kind:
        return _SINGLE[many](row, coordinates)
    return together([_SINGLE[many](row, each) for each in _listed(coordinates)])


def _point(row: Row, position: Any) -> BaseGeometry:
    return row.point(_positions(row, [position]))


def _line(row: Row, positions: Any) -> BaseGeometry:
    return row.line(_positions(row, positions))


def _polygon(row: Row, rings: Any) -> BaseGeometry:
    return row.polygon([_positions(row, ring) for ring in _listed(rings)])


_SINGLE: dict[str, Callable[[Row, Any], BaseGeometry]] = {
    "Point": _point,
    "LineString": _line,
    "Polygon": _polygon,
}


def _listed(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Unreadable("not_numbers", value)
    return value


def _positions(row: Row, positions: Any) -> Positions:
    """Positions as numbers. Text that looks like a number is none: "77,2" would be lost."""
    for position in _listed(positions):
        if not isinstance(position, list) or not 2 <= len(position) <= _NUMBERS:
            raise Unreadable("not_numbers", position)
        if not {type(number) for number in position} <= {int, float}:
            raise Unreadable("not_numbers", position)
    longest = max(map(len, positions), default=2)
    row.height = row.height or longest > 2
    row.measure = row.measure or longest > 3
    try:
        return np.array([position[:2] for position in positions], float).reshape(-1, 2)
    except OverflowError:
        raise Unreadable("not_finite", positions) from None


def _system(document: dict[str, Any], gathering: Gathering) -> tuple[str, bool]:
    """The system that is declared, and whether it is the one that the RFC lays down."""
    if "crs" not in document:
        return "EPSG:4326", True
    crs = document["crs"]
    if isinstance(crs, dict) and crs.get("type") == "link":
        raise gathering.refused("names_other_files", _named(crs, "href"))
    name = _named(crs, "name") if isinstance(crs, dict) else ""
    gathering.tell("crs_named", None, value=name or "null")
    if _CRS84.fullmatch(name):
        return "EPSG:4326", False
    epsg = _EPSG.fullmatch(name)
    return (f"EPSG:{epsg[1]}" if epsg else name), False


def _named(crs: dict[str, Any], member: str) -> str:
    properties = crs.get("properties")
    value = properties.get(member) if isinstance(properties, dict) else None
    return value if isinstance(value, str) else str(shortened(crs))
