"""Invented boundaries and routes to learn on. They are no places: nothing real is read from here,
and nothing here is ever read with what is real.

A set is a file SET.geojson (RFC 7946): features whose id begins with `training-`, and that are a
zone, a route, an end of a route or a spot. All geometry is EPSG:4326, longitude first.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata import settings
from geodata.columns import METRES, TEXT, Schema
from geodata.contract import code_of, shortened
from geodata.office.records import ZONES
from geodata.problems import ContractError, Problem
from geodata.settings import BROUGHT_EXTENT, MAX_PROBLEMS

PREFIX = "training-"
"""How every id begins."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_MOST_BYTES = 2_000_000
_COLUMNS: dict[str, Schema] = {
    "id": {"type": "string", "pattern": "^training-[a-z0-9-]{1,60}$"},
    "name_kk": TEXT,
    "name_ru": TEXT,
    "name_en": TEXT,
}
_KINDS: dict[str, tuple[Schema, tuple[str, ...]]] = {
    "zone": ({"enum": list(ZONES)}, ("Polygon", "MultiPolygon")),
    "route": ({"type": "integer", "minimum": 1, "maximum": 99}, ("LineString",)),
    "end": ({"type": "integer", "minimum": 1, "maximum": 2}, ("Point",)),
    "spot": ({"type": "string", "pattern": "^[a-z][a-z0-9_]*$"}, ("Point",)),
}
"""What a feature is, each with what it says and its geometry."""


@dataclass(frozen=True)
class Invented:
    """One thing that nobody will find on the ground."""

    id: str
    names: dict[str, str]
    """By language."""
    kind: str
    """zone, route, end or spot."""
    token: str | int
    """Of a zone its token, of a route its number, of an end 1 or 2, of a spot what it is."""
    geometry: BaseGeometry
    accuracy_m: float
    """Of a zone: what its edge would be off by."""


@dataclass(frozen=True)
class TrainingSet:
    """The things of one file."""

    name: str
    sha256: str
    things: tuple[Invented, ...]

    def of(self, kind: str) -> tuple[Invented, ...]:
        """Those of a kind; routes and ends by their numbers."""
        found = [each for each in self.things if each.kind == kind]
        numbered = kind in {"route", "end"}
        return tuple(sorted(found, key=lambda each: each.token) if numbered else found)

    def route(self, number: str) -> Invented | None:
        """The route of that number."""
        return next((each for each in self.of("route") if str(each.token) == number), None)

    def thing(self, identity: str) -> Invented | None:
        """The thing of that id."""
        return next((each for each in self.things if each.id == identity), None)


def sets() -> dict[str, Path]:
    """The files there are, by name; a trainer's own stand in the place of ours."""
    folders = (settings.TRAINING, settings.EXERCISES)
    found = (path for folder in folders if folder for path in sorted(folder.glob("*.geojson")))
    return {path.stem: path for path in found if _NAME.fullmatch(path.stem)}


def training_set(name: str) -> TrainingSet:
    """The set of that name. Raises ContractError with all problems; KeyError if there is none."""
    path = sets()[name]
    try:
        state = path.stat()
        return _read(path, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise ContractError(path.name, [Problem("not_found")]) from error


@lru_cache(maxsize=50)
def _read(path: Path, changed: int, size: int) -> TrainingSet:
    if size > _MOST_BYTES:
        raise ContractError(path.name, [Problem("too_large", value=str(size))])
    return set_of(path.name, path.read_bytes())


def set_of(name: str, data: bytes) -> TrainingSet:
    """A set out of the bytes of its file. Raises ContractError."""
    try:
        document = json.loads(data)
        features = document["features"]
        if not isinstance(features, list):
            raise TypeError(name)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ContractError(name, [Problem("not_a_collection")]) from error
    problems = [each for row, feature in enumerate(features, 1) for each in _wrong(row, feature)]
    problems += _repeated(features) if not problems else []
    if problems or not features:
        raise ContractError(name, problems[:MAX_PROBLEMS] or [Problem("no_features")])
    digest = hashlib.sha256(data).hexdigest()
    return TrainingSet(Path(name).stem, digest, tuple(map(_made, features)))


def _wrong(row: int, feature: Any) -> Iterator[Problem]:
    told = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(told, dict):
        yield Problem("not_a_feature", row)
        return
    identity = shortened(told.get("id"))
    kinds = [kind for kind in _KINDS if kind in told]
    if len(kinds) != 1:
        yield Problem("missing", row, identity, " / ".join(_KINDS))
        return
    needed = {**_COLUMNS, kinds[0]: _KINDS[kinds[0]][0]}
    if kinds[0] == "zone":
        needed["accuracy_m"] = METRES
    for column, schema in needed.items():
        if column not in told:
            yield Problem("missing", row, identity, column)
            continue
        error = next(iter(Draft202012Validator(schema).iter_errors(told[column])), None)
        if error is not None:
            yield Problem(code_of(error), row, identity, column, shortened(told[column]))
    for column in sorted(told.keys() - needed.keys()):
        yield Problem("unknown_column", row, identity, shortened(column))
    yield from _wrong_geometry(row, identity, feature.get("geometry"), _KINDS[kinds[0]][1])


def _wrong_geometry(
    row: int, identity: str | None, geometry: Any, forms: tuple[str, ...]
) -> Iterator[Problem]:
    if not isinstance(geometry, dict) or geometry.get("type") not in forms:
        yield Problem("wrong_geometry", row, identity, "geometry")
        return
    try:
        made = shape(geometry)
        west, south, east, north = made.bounds
    except (ValueError, TypeError, KeyError, IndexError, AttributeError):
        yield Problem("not_a_position", row, identity, "geometry", shortened(geometry))
        return
    if not made.is_valid:
        yield Problem("invalid_outline", row, identity, "geometry")
    w, s, e, n = BROUGHT_EXTENT
    if not (w <= west <= east <= e and s <= south <= north <= n):
        yield Problem("outside", row, identity, "geometry", f"{west:.5g}, {south:.5g}")


def _repeated(features: list[dict[str, Any]]) -> list[Problem]:
    ids = [feature["properties"]["id"] for feature in features]
    return [
        Problem("repeated_id", row, identity, "id", identity)
        for row, identity in enumerate(ids, 1)
        if ids.index(identity) != row - 1
    ]


def _made(feature: dict[str, Any]) -> Invented:
    told = feature["properties"]
    kind = next(kind for kind in _KINDS if kind in told)
    names = {lang: told[f"name_{lang}"] for lang in ("kk", "ru", "en")}
    accuracy = float(told.get("accuracy_m", 0.0))
    geometry = shape(feature["geometry"])
    return Invented(told["id"], names, kind, told[kind], geometry, accuracy)
