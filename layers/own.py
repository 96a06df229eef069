"""The office's own layers: what each declares of itself, and its features as rows of the table.

They come from a store that another office may have filled: whatever does not keep to the form is
left out whole and named with its problems, as a file is.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Any

import geopandas as gpd
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.columns import COMMON
from geodata.contract import shortened
from geodata.office.records import OwnLayer
from geodata.problems import ContractError, Problem
from geodata.settings import MAX_PROBLEMS, WORKING_EXTENT
from geodata.tables import table_of
from i18n import LANGUAGES
from layers.boundaries import citation
from layers.declaration import Layer

SHAPES = ("plus", "drop", "flag", "arch")
"""Keys of layers.symbols.SHAPES that no layer of ours has; taken in turns."""

_NAME = re.compile("[a-z][a-z0-9_]*")
_COLOUR = re.compile("#[0-9a-fA-F]{6}")
_KINDS = {
    "Point": "point",
    "MultiPoint": "point",
    "LineString": "line",
    "MultiLineString": "line",
    "Polygon": "boundary",
    "MultiPolygon": "boundary",
}


@dataclass(frozen=True)
class OwnTable:
    """A layer of the office's as the collection has it."""

    layer: Layer
    table: gpd.GeoDataFrame
    digest: str
    """SHA-256 of its document."""


def own_tables(
    layers: tuple[OwnLayer, ...], names: set[str], ids: set[str]
) -> tuple[list[OwnTable], list[ContractError]]:
    """The layers, and why others could not be taken. `names` and `ids` are those of ours."""
    read: list[OwnTable] = []
    refused: list[ContractError] = []
    for each in layers:
        problems = [*_of_itself(each, names)]
        try:
            if problems:
                raise ContractError(each.name, problems)
            made = _made(_Kept(each, SHAPES[len(read) % len(SHAPES)]))
            if doubles := ids & set(made.table.index):
                raise ContractError(each.name, [Problem("repeated_id", value=min(doubles))])
        except ContractError as error:
            refused.append(error)
            continue
        read.append(made)
        names, ids = names | {each.name}, ids | set(made.table.index)
    return read, refused


def _of_itself(each: OwnLayer, names: set[str]) -> Iterator[Problem]:
    """What a name, a colour and titles can break: they become addresses, classes and symbols."""
    if not _NAME.fullmatch(each.name) or each.name in names:
        yield Problem("not_allowed", column="name", value=shortened(each.name))
    if not _COLOUR.fullmatch(each.colour):
        yield Problem("wrong_form", column="colour", value=shortened(each.colour))
    for lang in LANGUAGES:
        if not _line(each.titles.get(lang)):
            yield Problem("empty", column=f"title_{lang}")
    if not isinstance(each.document.get("features"), list):
        yield Problem("not_a_collection")


@dataclass(frozen=True, eq=False)
class _Kept:
    """A version never changes, so that what was made of it need not be made again."""

    layer: OwnLayer
    shape: str

    def __hash__(self) -> int:
        return hash((self.layer.version, self.shape))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Kept) and (
            (self.layer.version, self.shape, self.layer.document)
            == (other.layer.version, other.shape, other.layer.document)
        )


@lru_cache(maxsize=16)
def _made(kept: _Kept) -> OwnTable:
    """Raises ContractError with all problems."""
    each = kept.layer
    layer = Layer(
        name=each.name,
        title="",
        counted=("", ""),
        colour=each.colour,
        shape=kept.shape,
        designated=False,
        draw_order=7,
        titles=tuple((lang, _line(each.titles[lang])) for lang in LANGUAGES),
        passport=each.passport,
    )
    body = json.dumps(each.document, ensure_ascii=False, sort_keys=True).encode()
    return OwnTable(layer, _table(each, layer), sha256(body).hexdigest())


def _table(each: OwnLayer, layer: Layer) -> gpd.GeoDataFrame:
    records: list[dict[str, Any]] = []
    geometries: list[BaseGeometry | None] = []
    problems: list[Problem] = []
    for number, feature in enumerate(each.document["features"], 1):
        try:
            properties, geometry = _parts(feature)
        except (TypeError, KeyError, ValueError, AttributeError, ShapelyError):
            problems.append(Problem("wrong_geometry", number))
            continue
        if geometry is not None and not _inside(geometry):
            problems.append(Problem("outside", number, value=shortened(properties.get("name"))))
            continue
        for place, part in _positions(geometry):
            records.append(_record(f"{number}{place}", properties, part, layer))
            geometries.append(part)
    if problems:
        raise ContractError(each.name, problems[:MAX_PROBLEMS])
    return table_of(records, geometries, COMMON).assign(layer=layer.name)


def _parts(feature: Any) -> tuple[dict[str, Any], BaseGeometry | None]:
    """Properties and two-dimensional geometry. Raises what shapely raises, KeyError for a kind
    that no map of ours draws."""
    properties = feature.get("properties") or {}
    if feature["geometry"] is None:
        return dict(properties), None
    geometry = shapely.force_2d(shape(feature["geometry"]))
    if geometry.is_empty:
        return dict(properties), None
    _KINDS[geometry.geom_type]
    return dict(properties), geometry


def _positions(geometry: BaseGeometry | None) -> list[tuple[str, BaseGeometry | None]]:
    """A geometry, and what it adds to the number of its feature: of many points each is a place."""
    if geometry is None or geometry.geom_type != "MultiPoint":
        return [("", geometry)]
    points = list(shapely.get_parts(geometry))
    return [(f"-{place}" if len(points) > 1 else "", each) for place, each in enumerate(points, 1)]


def _inside(geometry: BaseGeometry) -> bool:
    """Within the working extent; of NaN nothing is true."""
    west, south, east, north = WORKING_EXTENT
    left, low, right, high = geometry.bounds
    return west <= left and south <= low and right <= east and high <= north


def _record(
    number: str, properties: dict[str, Any], geometry: BaseGeometry | None, layer: Layer
) -> dict[str, Any]:
    """A feature with every common column. What an office's layer does not say is blank."""
    passport = layer.passport
    accuracy = None if passport is None or geometry is None else passport.total_accuracy_m
    text = _line(properties.get("text")) or None
    plain = _line(properties.get("name"))
    titles = dict(layer.titles)
    names = {
        f"name_{lang}": _line(properties.get(f"name_{lang}")) or plain or f"{titles[lang]} {number}"
        for lang in LANGUAGES
    }
    lists = ("names_other", "countries", "region_2019", "region_now", "districts")
    blanks: dict[str, Any] = {column.name: None for column in COMMON}
    blanks |= {name: [] for name in (*lists, "disputes", "other_positions")}
    return {
        **blanks,
        **names,
        **{f"name_{lang}_status": "sourced" for lang in LANGUAGES},
        **{f"summary_{lang}": text for lang in LANGUAGES},
        "id": f"{layer.name.replace('_', '-')}-{number}",
        "geometry_kind": None if geometry is None else _KINDS[geometry.geom_type],
        "accuracy_m": accuracy,
        "accuracy_basis": None if accuracy is None else "stated",
        "status": "designated",
        "sources": [] if passport is None else [citation(passport)],
        "confidence": "medium",
        "confidence_of": {},
    }


def _line(value: Any) -> str:
    """A value as one line of letters; nothing of what is none."""
    if value is None or isinstance(value, dict | list):
        return ""
    return " ".join(str(value).split())
