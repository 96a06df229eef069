"""What a boundary and a layer of the office's own must be before they are kept or believed.

The same holds for what is written, what is read back and what another office sends.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import shapely
from shapely.geometry import MultiPolygon

from geodata.contract import shortened
from geodata.office.records import ZONES, Boundary, OwnLayer, Passport
from geodata.problems import Problem
from geodata.settings import WORKING_EXTENT

LANGUAGES = ("kk", "ru", "en")

_VERSION = re.compile("[0-9a-f]{32}")
_PLACE = re.compile("[a-z0-9][a-z0-9-]*")
_TOKEN = re.compile("[a-z][a-z0-9_]*")
_COLOUR = re.compile("#[0-9a-f]{6}", re.IGNORECASE)
_DIGEST = re.compile("([0-9a-f]{64})?")
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")
_LONGEST_TEXT = 10_000

_TEXTS = ("act", "act_date", "drawer", "licence", "file", "sha256", "system", "operation")
_NUMBERS = ("scale", "accuracy_m", "operation_accuracy_m")
_SHAPES = {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon"}


def problems_of_boundary(kept: Boundary, row: int | None = None) -> list[Problem]:
    """All that is wrong with a boundary; `row` is its number where it stands."""
    place = shortened(kept.feature_id)
    found = [
        *_form("version", kept.version, _VERSION),
        *_form("feature_id", kept.feature_id, _PLACE),
        *_passport(kept.passport),
        *_moment("added", kept.added),
        *(_moment("removed", kept.removed) if kept.removed else ()),
        *_outline(kept.geometry),
    ]
    if kept.zone not in ZONES:
        found.append(("not_allowed", "zone", kept.zone))
    return [Problem(code, row, place, column, shortened(value)) for code, column, value in found]


def problems_of_layer(kept: OwnLayer) -> list[Problem]:
    """All that is wrong with a layer; a row is the number of the feature, none: the layer."""
    name = shortened(kept.name)
    found = [
        *_form("version", kept.version, _VERSION),
        *_form("name", kept.name, _TOKEN),
        *_form("colour", kept.colour, _COLOUR),
        *_titles(kept.titles),
        *_passport(kept.passport),
        *_moment("added", kept.added),
        *(_moment("removed", kept.removed) if kept.removed else ()),
    ]
    return [
        *(Problem(code, None, name, column, shortened(value)) for code, column, value in found),
        *(
            Problem(code, row, name, column, shortened(value))
            for row, code, column, value in _document(kept.document)
        ),
    ]


Found = tuple[str, str, Any]
"""Code, column and value of a problem."""


def _form(column: str, value: Any, pattern: re.Pattern[str]) -> Iterator[Found]:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        yield "wrong_form", column, value


def _moment(column: str, value: Any) -> Iterator[Found]:
    try:
        known = datetime.fromisoformat(value).utcoffset() == timedelta(0)
    except (TypeError, ValueError):
        known = False
    if not known:
        yield "wrong_form", column, value


def _passport(passport: Passport) -> Iterator[Found]:
    for column in _TEXTS:
        yield from _text(column, getattr(passport, column))
    if isinstance(passport.act, str) and not passport.act.strip():
        yield "empty", "act", passport.act
    yield from _form("sha256", passport.sha256, _DIGEST)
    for column in _NUMBERS:
        yield from _number(column, getattr(passport, column))
    if isinstance(passport.act_date, str) and not _is_day(passport.act_date):
        yield "wrong_form", "act_date", passport.act_date


def _text(column: str, value: Any) -> Iterator[Found]:
    if not isinstance(value, str):
        yield "wrong_type", column, value
    elif _UNWRITABLE.search(value):
        yield "wrong_form", column, value
    elif len(value) > _LONGEST_TEXT:
        yield "out_of_range", column, value


def _number(column: str, value: Any) -> Iterator[Found]:
    if value is None and column != "operation_accuracy_m":
        return
    wanted = int if column == "scale" else int | float
    if isinstance(value, bool) or not isinstance(value, wanted):
        yield "wrong_type", column, value
    elif not math.isfinite(value) or value < 0 or (column == "scale" and value == 0):
        yield "out_of_range", column, value


def _is_day(text: str) -> bool:
    """An ISO date, or nothing."""
    try:
        return not text or date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _titles(titles: Any) -> Iterator[Found]:
    if not isinstance(titles, Mapping) or set(titles) != set(LANGUAGES):
        yield "incomplete", "titles", titles
        return
    for lang, title in titles.items():
        yield from _text(f"titles.{lang}", title)
        if isinstance(title, str) and not title.strip():
            yield "empty", f"titles.{lang}", title


def _outline(geometry: Any) -> Iterator[Found]:
    if not isinstance(geometry, MultiPolygon) or geometry.is_empty:
        yield "wrong_geometry", "geometry", geometry if geometry is None else str(geometry)
        return
    [code] = _of_shapes(np.array([geometry]))
    if code:
        yield code, "geometry", shapely.is_valid_reason(geometry)


def _document(document: Any) -> Iterator[tuple[int | None, str, str, Any]]:
    """What is wrong with a FeatureCollection of a layer: row, code, column, value."""
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or document.get("type") != "FeatureCollection":
        yield None, "not_a_collection", "document", None
        return
    for unknown in document.keys() - {"type", "features"}:
        yield None, "unknown_column", "document", unknown
    for row, feature in enumerate(features, 1):
        yield from ((row, *found) for found in _feature(feature))
    yield from _shapes(features)


def _feature(feature: Any) -> Iterator[Found]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict) or feature.get("type") != "Feature":
        yield "not_a_feature", "", None
        return
    for unknown in feature.keys() - {"type", "id", "geometry", "properties"}:
        yield "unknown_column", "feature", unknown
    for unknown in properties.keys() - {"name", "text"}:
        yield "unknown_column", "properties", unknown
    for column in ("name", "text"):
        yield from _text(column, properties.get(column))
    if "id" in feature:
        yield from _text("id", feature["id"])


def _shapes(features: list[Any]) -> Iterator[tuple[int, str, str, Any]]:
    written = [
        feature.get("geometry") if isinstance(feature, dict) else None for feature in features
    ]
    read = shapely.from_geojson([json.dumps(each) for each in written], on_invalid="ignore")
    for row, (code, geometry) in enumerate(zip(_of_shapes(read), written, strict=True), 1):
        if code:
            yield row, code, "geometry", geometry
        elif geometry["type"] not in _SHAPES:
            yield row, "wrong_geometry", "geometry", geometry["type"]


def _of_shapes(shapes: np.ndarray) -> Iterable[str | None]:
    """The code of what is wrong with each geometry, None for a good one."""
    west, south, east, north = WORKING_EXTENT
    positions, of = shapely.get_coordinates(shapes, return_index=True)
    with np.errstate(invalid="ignore"):
        bounds = shapely.bounds(shapes)
        inside = (bounds >= (west, south, west, south)) & (bounds <= (east, north, east, north))
        wrong = {
            "wrong_geometry": shapely.is_missing(shapes)
            | shapely.is_empty(shapes)
            | shapely.has_z(shapes),
            "not_finite": np.isin(np.arange(len(shapes)), of[~np.isfinite(positions).all(axis=1)]),
            "outside_area": ~inside.all(axis=1),
            "crosses_itself": ~shapely.is_valid(shapes),
        }
    for row in range(len(shapes)):
        yield next((code for code, found in wrong.items() if found[row]), None)
