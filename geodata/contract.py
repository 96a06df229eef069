"""The contract of a layer file: every column once, with its unit and what it may hold.

A layer is an RFC 7946 FeatureCollection in WGS 84 (EPSG:4326, longitude first). All layers have
the columns of COMMON; a layer's declaration adds its own. `problems_of` finds everything that is
wrong with a document and stops at nothing, so that a person mends a file once.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jsonschema import Draft202012Validator

from geodata.problems import Problem
from geodata.settings import MAX_PROBLEMS, WORKING_EXTENT

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
FLAG: Schema = {"type": "boolean"}
HECTARES: Schema = {"type": "number", "exclusiveMinimum": 0}
BUFFER_HECTARES: Schema = {"type": "number", "minimum": 0}  # 0: published as having none
METRES: Schema = {"type": "number", "minimum": 0}
YEAR: Schema = {"type": "integer", "minimum": 1900, "maximum": 2100}
COUNT: Schema = {"type": "integer", "minimum": 1}
CENTURY: Schema = {"type": "integer", "minimum": -30, "maximum": 21, "not": {"const": 0}}
TOKEN: Schema = {"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}
POSITION: Schema = {
    "type": "array",
    "prefixItems": [
        {"type": "number", "minimum": -180, "maximum": 180},
        {"type": "number", "minimum": -90, "maximum": 90},
    ],
    "minItems": 2,
    "maxItems": 2,
}
IN_THREE_LANGUAGES: Schema = {
    "type": "object",
    "required": ["kk", "ru", "en"],
    "properties": {"kk": TEXT, "ru": TEXT, "en": TEXT},
    "additionalProperties": False,
}


def one_of(*tokens: str) -> Schema:
    """One token out of a closed list."""
    return {"enum": list(tokens)}


def blank_or(schema: Schema) -> Schema:
    """The same, or null where nobody found the figure."""
    return {"anyOf": [{"type": "null"}, schema]}


def list_of(schema: Schema) -> Schema:
    """A list, possibly empty, without repetitions."""
    return {"type": "array", "items": schema, "uniqueItems": True}


CONFIDENCE = one_of("high", "medium", "low")
NAME_STATUS = one_of("sourced", "unofficial")


@dataclass(frozen=True)
class Column:
    """A property of a feature: its name, what it may hold (JSON Schema), what it means."""

    name: str
    schema: Schema
    doc: str


COMMON = (
    Column("id", {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"}, "unique over all layers"),
    Column("name_kk", TEXT, "name in Kazakh"),
    Column("name_ru", TEXT, "name in Russian"),
    Column("name_en", TEXT, "name in English"),
    Column("name_kk_status", NAME_STATUS, "sourced, or unofficial: written by us"),
    Column("name_ru_status", NAME_STATUS, "sourced, or unofficial: written by us"),
    Column("name_en_status", NAME_STATUS, "sourced, or unofficial: written by us"),
    Column("names_other", list_of(TEXT), "other and former spellings, any language"),
    Column(
        "geometry_kind",
        blank_or(one_of("boundary", "schematic", "point")),
        "boundary: a real outline; schematic: a point with a published area, drawn as a circle of "
        "that area; point: area unknown; null: no usable position",
    ),
    Column("accuracy_m", blank_or(METRES), "how far the position may be from the place, metres"),
    Column(
        "accuracy_basis",
        blank_or(one_of("sources_differ", "rounding", "stated")),
        "where accuracy_m comes from",
    ),
    Column("countries", list_of({"type": "string", "pattern": "^[A-Z]{2}$"}), "ISO 3166-1 alpha-2"),
    Column(
        "region_2019",
        list_of({"type": "string", "pattern": "^[A-Z]{2}-[A-Z0-9]{1,3}$"}),
        "ISO 3166-2 codes within the borders of 2019",
    ),
    Column(
        "region_now",
        list_of({"type": "string", "pattern": "^[A-Z]{2}-[A-Z0-9]{1,3}$"}),
        "ISO 3166-2 codes within today's borders (reform of June 2022)",
    ),
    Column("region_note", blank_or(TOKEN), "token of a caveat about the regions"),
    Column("designated_year", blank_or(YEAR), "year of inscription or designation"),
    Column("status", one_of("designated", "candidate"), "a candidate is shown and not counted"),
    Column("parent_id", blank_or(TEXT), "id of the property that this is a part of"),
    Column("area_ha", blank_or(HECTARES), "published area, hectares, without the buffer"),
    Column("buffer_ha", blank_or(BUFFER_HECTARES), "published area of the buffer zone, hectares"),
    Column("sources", list_of(TEXT), "URLs or citations, the most official one first"),
    Column("confidence", CONFIDENCE, "high: official export or act; medium: secondary; low: weak"),
    Column(
        "confidence_of",
        {"type": "object", "additionalProperties": CONFIDENCE},
        "confidence of single columns where it differs",
    ),
    Column("disputes", list_of(IN_THREE_LANGUAGES), "one sentence a known conflict"),
    Column("disputed_position", blank_or(POSITION), "a published position that is not plotted"),
    Column(
        "other_positions",
        list_of(
            {
                "type": "object",
                "required": ["lon", "lat", "source"],
                "properties": {
                    "lon": {"type": "number"},
                    "lat": {"type": "number"},
                    "source": TEXT,
                },
            }
        ),
        "positions that other sources give",
    ),
    Column("summary_kk", blank_or(TEXT), "one line in Kazakh"),
    Column("summary_ru", blank_or(TEXT), "one line in Russian"),
    Column("summary_en", blank_or(TEXT), "one line in English"),
)

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
    name = _shortened(properties.get("id"))
    yield from _of_properties(row, name, properties, columns)
    if feature.get("id") != properties.get("id"):
        yield Problem("ids_differ", row, name, "id", _shortened(feature.get("id")))
    yield from _of_geometry(row, name, feature.get("geometry"), properties)


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
            yield Problem(_code(error), row, name, column.name, _shortened(value))
    for unknown in properties.keys() - {column.name for column in columns}:
        yield Problem("unknown_column", row, name, _shortened(unknown))


_VALIDATORS: dict[tuple[str, int], Draft202012Validator] = {}


def _validator(column: Column) -> Draft202012Validator:
    key = column.name, id(column.schema)
    return _VALIDATORS.setdefault(key, Draft202012Validator(column.schema))


def _code(error: Any) -> str:
    """The most telling code: of `null or X`, what is wrong with X."""
    if error.validator == "anyOf" and error.context:
        return _code(error.context[-1])
    return _CODE_OF.get(error.validator, "wrong_form")


def _of_geometry(
    row: int, name: str | None, geometry: Any, properties: dict[str, Any]
) -> Iterator[Problem]:
    kind = properties.get("geometry_kind")
    if geometry is None:
        if kind is not None:
            yield Problem("kind_without_geometry", row, name, "geometry_kind", _shortened(kind))
        return
    if properties.get("disputed_position") is not None:
        yield Problem("disputed_but_plotted", row, name, "disputed_position")
    wanted = {"Polygon", "MultiPolygon"} if kind == "boundary" else {"Point"}
    if not isinstance(geometry, dict) or geometry.get("type") not in wanted:
        yield Problem("wrong_geometry", row, name, "geometry", _shortened(geometry))
        return
    if kind == "schematic" and not properties.get("area_ha"):
        yield Problem("schematic_without_area", row, name, "area_ha")
    yield from _of_positions(row, name, geometry.get("coordinates"))


def _of_positions(row: int, name: str | None, coordinates: Any) -> Iterator[Problem]:
    """At most one problem a geometry: a swapped polygon would otherwise repeat it a vertex."""
    try:
        positions = list(_positions(coordinates))
    except (TypeError, RecursionError):
        positions = []
    if not positions or not all(map(_is_position, positions)):
        yield Problem("not_a_position", row, name, "geometry", _shortened(coordinates))
        return
    outside = next((position for position in positions if not _inside(*position[:2])), None)
    if outside is not None:
        code = "swapped" if _inside(outside[1], outside[0]) else "outside"
        yield Problem(code, row, name, "geometry", _shortened(outside))


def _positions(coordinates: Any) -> Iterator[list[Any]]:
    if coordinates and isinstance(coordinates[0], list):
        for inner in coordinates:
            yield from _positions(inner)
    else:
        yield coordinates


def _is_position(position: Any) -> bool:
    return (
        isinstance(position, list)
        and len(position) == 2
        and all(
            isinstance(number, int | float) and not isinstance(number, bool) for number in position
        )
        and all(math.isfinite(number) for number in position)
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


def _shortened(value: Any) -> str | None:
    """A value as a person may see it in a sentence: at most 60 characters."""
    if value is None:
        return None
    text = value if isinstance(value, str) else repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
