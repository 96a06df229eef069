"""The columns of a layer file: each once, with its meaning, its unit and what it may hold.

All layers have the columns of COMMON; a layer's declaration adds its own.
"""

from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

TEXT: Schema = {"type": "string", "minLength": 1}
FLAG: Schema = {"type": "boolean"}
HECTARES: Schema = {"type": "number", "exclusiveMinimum": 0, "maximum": 1e9}
BUFFER_HECTARES: Schema = {
    "type": "number",
    "minimum": 0,
    "maximum": 1e9,
}  # 0: published as having none
METRES: Schema = {"type": "number", "minimum": 0, "maximum": 2e7}
YEAR: Schema = {"type": "integer", "minimum": 1900, "maximum": 2100}
COUNT: Schema = {"type": "integer", "minimum": 1, "maximum": 10_000_000_000}
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
    Column(
        "districts",
        list_of(TOKEN),
        "districts of Kazakhstan as the sources name them: geodata/records/districts.json",
    ),
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
