"""The contract of a layer file, checked: everything that is wrong with a document, at once.

A layer is an RFC 7946 FeatureCollection in WGS 84 (EPSG:4326, longitude first) with the columns of
`geodata.columns`. `problems_of` stops at nothing, so that a person mends a file once.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from jsonschema import Draft202012Validator
from shapely.geometry import shape

from geodata.columns import COMMON, Column
from geodata.problems import Problem
from geodata.settings import MAX_PROBLEMS, WORKING_EXTENT

_CODE_OF = {
    "type": "wrong_type",
    "enum": "not_allowed",
    "minLength": "empty",
    "pattern": "wrong_form",
    "minimum": "out_of_range",
    "maximum": "out_of_range",
    "exclusiveMinimum": "out_of_range",
    "required": "incomplete",
    "uniqueItems": "repeated",
}


def problems_of(document: Any, columns: tuple[Column, ...]) -> list[Problem]:
    """All problems of a parsed GeoJSON document, at most MAX_PROBLEMS.

    `columns` are the layer's own ones, beyond COMMON. An empty list means that the contract holds.
    """
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        return [Problem("not_a_collection")]
    features = document.get("features")
    if not isinstance(features, list):
        return [Problem("not_a_collection")]
    if "crs" in document:
        return [Problem("has_crs")]
    found = [
        *(
            problem
            for row, feature in enumerate(features, 1)
            for problem in _of_feature(row, feature, (*COMMON, *columns))
        ),
        *_repeated_ids(features),
    ]
    return sorted(found, key=lambda problem: problem.row or 0)[:MAX_PROBLEMS]


def _of_feature(row: int, feature: Any, columns: tuple[Column, ...]) -> Iterator[Problem]:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        yield Problem("not_a_feature", row)
        return
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        yield Problem("not_a_feature", row)
        return
    name = shortened(properties.get("id"))
    yield from _of_properties(row, name, properties, columns)
    if feature.get("id") != properties.get("id"):
        yield Problem("ids_differ", row, name, "id", shortened(feature.get("id")))
    if "geometry" not in feature:
        yield Problem("missing", row, name, "geometry")
    else:
        yield from _of_geometry(row, name, feature["geometry"], properties)


def _of_properties(
    row: int, name: str | None, properties: dict[str, Any], columns: tuple[Column, ...]
) -> Iterator[Problem]:
    for column in columns:
        if column.name not in properties:
            yield Problem("missing", row, name, column.name)
            continue
        value = properties[column.name]
        error = next(iter(_validator(column).iter_errors(value)), None)
        if error is not None:
            yield Problem(code_of(error), row, name, column.name, shortened(value))
    for unknown in sorted(properties.keys() - {column.name for column in columns}):
        yield Problem("unknown_column", row, name, shortened(unknown))


_VALIDATORS: dict[tuple[str, int], Draft202012Validator] = {}


def _validator(column: Column) -> Draft202012Validator:
    key = column.name, id(column.schema)
    return _VALIDATORS.setdefault(key, Draft202012Validator(column.schema))


def code_of(error: Any) -> str:
    """The most telling code: of `null or X`, what is wrong with X."""
    if error.validator == "anyOf" and error.context:
        return code_of(error.context[-1])
    return _CODE_OF.get(error.validator, "wrong_form")


def _of_geometry(
    row: int, name: str | None, geometry: Any, properties: dict[str, Any]
) -> Iterator[Problem]:
    kind = properties.get("geometry_kind")
    if geometry is None:
        if kind is not None:
            yield Problem("kind_without_geometry", row, name, "geometry_kind", shortened(kind))
        return
    if kind is None:
        yield Problem("geometry_without_kind", row, name, "geometry_kind")
        return
    if properties.get("disputed_position") is not None:
        yield Problem("disputed_but_plotted", row, name, "disputed_position")
    wanted = {"Polygon", "MultiPolygon"} if kind == "boundary" else {"Point"}
    if not isinstance(geometry, dict) or geometry.get("type") not in wanted:
        yield Problem("wrong_geometry", row, name, "geometry", shortened(geometry))
        return
    if kind == "schematic" and not properties.get("area_ha"):
        yield Problem("schematic_without_area", row, name, "area_ha")
    yield from _of_positions(row, name, geometry)


def _of_positions(row: int, name: str | None, geometry: dict[str, Any]) -> Iterator[Problem]:
    """At most one problem a geometry: a swapped polygon would otherwise repeat it a vertex."""
    coordinates = geometry.get("coordinates")
    try:
        rings = _rings(geometry["type"], coordinates)
        positions = [position for ring in rings for position in ring]
    except TypeError:
        rings, positions = [], []
    if not positions or not all(map(_is_position, positions)):
        yield Problem("not_a_position", row, name, "geometry", shortened(coordinates))
        return
    outside = next((position for position in positions if not _inside(*position)), None)
    if outside is not None:
        code = "swapped" if _inside(outside[1], outside[0]) else "outside"
        yield Problem(code, row, name, "geometry", shortened(outside))
    elif geometry["type"] != "Point" and not _is_outline(geometry, rings):
        yield Problem("invalid_outline", row, name, "geometry")


def _rings(kind: str, coordinates: Any) -> list[list[Any]]:
    """The lists of positions of a geometry, at exactly the depth that its type has.

    Raises TypeError at another depth.
    """
    if kind == "Point":
        return [[coordinates]]
    polygons = [coordinates] if kind == "Polygon" else coordinates
    lists = [polygons, *polygons, *(ring for polygon in polygons for ring in polygon)]
    if not all(isinstance(each, list) for each in lists):
        raise TypeError(kind)
    return [ring for polygon in polygons for ring in polygon]


def _is_outline(geometry: dict[str, Any], rings: list[list[Any]]) -> bool:
    """Closed rings of at least four positions that do not cross themselves (RFC 7946, 3.1.6)."""
    closed = all(len(ring) >= 4 and ring[0] == ring[-1] for ring in rings)
    return closed and bool(shape(geometry).is_valid)


def _is_position(position: Any) -> bool:
    return (
        isinstance(position, list)
        and len(position) == 2
        and all(
            isinstance(number, int | float) and not isinstance(number, bool) for number in position
        )
        and all(abs(number) < 1e9 for number in position)
    )


def _inside(lon: float, lat: float) -> bool:
    west, south, east, north = WORKING_EXTENT
    return west <= lon <= east and south <= lat <= north


def _repeated_ids(features: Iterable[Any]) -> Iterator[Problem]:
    ids = [
        feature["properties"].get("id")
        if isinstance(feature, dict) and isinstance(feature.get("properties"), dict)
        else None
        for feature in features
    ]
    counts = Counter(identity for identity in ids if isinstance(identity, str))
    for row, identity in enumerate(ids, 1):
        if isinstance(identity, str) and counts[identity] > 1:
            yield Problem("repeated_id", row, identity, "id", identity)


def shortened(value: Any) -> str | None:
    """A value as a person may see it in a sentence: at most 60 characters."""
    if value is None:
        return None
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
