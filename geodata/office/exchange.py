"""All that an office has loaded as one GeoPackage, which QGIS opens and another office takes over.

`boundaries` holds every version, removed ones too; `layers` says what each layer of the office's
own is that holds, and `own_NAME` are its features. A version is the same in every office.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import astuple, fields
from datetime import UTC, datetime
from itertools import chain
from typing import Any

from shapely.geometry import mapping, shape

from geodata.office.checks import LANGUAGES, problems_of_boundary, problems_of_layer
from geodata.office.package import GEOMETRY, Package, shape_of
from geodata.office.records import Boundary, OwnLayer, Passport, Store
from geodata.problems import ContractError, Problem
from geodata.readers.database import Database
from geodata.settings import MAX_BROUGHT_BYTES, MAX_FEATURES, MAX_PROBLEMS

NAME = "mura-office.gpkg"
_FORMAT = 1
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)

_TYPES = {"scale": "INTEGER", "accuracy_m": "REAL", "operation_accuracy_m": "REAL"}
_PASSPORT = tuple(field.name for field in fields(Passport))
_NULLABLE = ("scale", "accuracy_m")
_BOUNDARY = ("version", "feature_id", "zone", *_PASSPORT, "added", "removed")
_LAYER = (
    "version",
    "name",
    *(f"title_{lang}" for lang in LANGUAGES),
    "colour",
    *_PASSPORT,
    "added",
    "removed",
)
_FEATURE = ("id", "name", "text")
_ABOUT = (
    ("kind", "mura-office"),
    ("format", str(_FORMAT)),
    ("crs", "EPSG:4326, longitude first; edges are straight in degrees"),
    ("boundaries", "Every version of every boundary. The last one not removed holds, of each zone"),
    ("layers", "The office's own layers; the features of each stand in own_NAME"),
    ("version", "The id of a version is the same in every office and never changes"),
    ("accuracy_m", "As stated by who drew it, metres; NULL: not known"),
    ("scale", "The denominator: 10000 is 1:10 000"),
    ("operation_accuracy_m", "What the transformation to WGS 84 may be off by, metres"),
)


def to_geopackage(store: Store) -> bytes:
    """EPSG:4326. The same data are the same bytes. Raises ContractError as the store does."""
    boundaries, layers = store.history(), store.layers()
    with Package(_last_change(boundaries, layers)) as package:
        package.attributes("about", ("about TEXT", "text TEXT"), _ABOUT)
        package.features(
            "boundaries",
            _declared(_BOUNDARY),
            [each.geometry for each in boundaries],
            map(_row_of_boundary, boundaries),
        )
        package.attributes("layers", _declared(_LAYER), map(_row_of_layer, layers))
        for each in layers:
            features = each.document["features"]
            package.features(
                f"own_{each.name}",
                _declared(_FEATURE),
                [shape(feature["geometry"]) for feature in features],
                [
                    (
                        feature.get("id"),
                        feature["properties"]["name"],
                        feature["properties"]["text"],
                    )
                    for feature in features
                ],
            )
        return package.bytes()


def from_geopackage(data: bytes) -> tuple[list[Boundary], list[OwnLayer]]:
    """What another office has handed on, the oldest first. Nothing is kept yet, no file is opened.

    Raises ContractError with all problems: of a boundary the row is that of its table, of a
    layer's feature that of the layer's.
    """
    if len(data) > MAX_BROUGHT_BYTES:
        raise _refused("too_large")
    try:
        with closing(Database(data)) as database:
            _must_be_an_exchange(database)
            boundaries = [_boundary(row) for row in _rows(database, "boundaries")]
            layers = [_layer(database, row) for row in _rows(database, "layers")]
    except sqlite3.Error as error:
        slow = getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_INTERRUPT
        raise _refused("too_slow" if slow else "damaged") from None
    except (OverflowError, UnicodeError):
        raise _refused("damaged") from None
    problems = [*_problems(boundaries, layers)][:MAX_PROBLEMS]
    if problems:
        raise ContractError(NAME, problems)
    return boundaries, layers


def _last_change(*kept: Iterable[Boundary | OwnLayer]) -> datetime:
    stamps = [stamp for each in chain(*kept) for stamp in (each.added, each.removed) if stamp]
    return max(map(datetime.fromisoformat, stamps), default=_NEVER)


def _declared(columns: tuple[str, ...]) -> list[str]:
    return [f"{name} {_TYPES.get(name, 'TEXT')}" for name in columns]


def _row_of_boundary(kept: Boundary) -> tuple[Any, ...]:
    head = (kept.version, kept.feature_id, kept.zone)
    return *head, *astuple(kept.passport), kept.added, kept.removed


def _row_of_layer(layer: OwnLayer) -> tuple[Any, ...]:
    titles = (layer.titles[lang] for lang in LANGUAGES)
    head = (layer.version, layer.name, *titles, layer.colour)
    return *head, *astuple(layer.passport), layer.added, layer.removed


def _row_of_feature(feature: dict[str, Any]) -> tuple[Any, ...]:
    properties = feature["properties"]
    return feature.get("id"), properties["name"], properties["text"]


def _must_be_an_exchange(database: Database) -> None:
    said = {}
    if all(map(database.has, ("about", "boundaries", "layers"))):
        said = {row.get("about"): row.get("text") for row in database.rows("about")}
    if said.get("kind") != "mura-office":
        raise _refused("not_an_exchange")
    if said.get("format") != str(_FORMAT):
        raise _refused("office_newer", str(said.get("format")))


def _rows(database: Database, table: str) -> Iterator[dict[str, Any]]:
    for count, row in enumerate(database.rows(table)):
        if count == MAX_FEATURES:
            raise _refused("too_many_features")
        yield row


def _text(row: dict[str, Any], name: str) -> Any:
    """As it stands; a GIS that saves the file may write nothing for an empty text."""
    value = row.get(name)
    return "" if value is None else value


def _passport(row: dict[str, Any]) -> Passport:
    return Passport(
        **{name: row.get(name) if name in _NULLABLE else _text(row, name) for name in _PASSPORT}
    )


def _boundary(row: dict[str, Any]) -> Boundary:
    version, feature_id, zone, added, removed = (
        _text(row, name) for name in ("version", "feature_id", "zone", "added", "removed")
    )
    geometry: Any = shape_of(row.get(GEOMETRY))
    return Boundary(version, feature_id, zone, geometry, _passport(row), added, removed)


def _layer(database: Database, row: dict[str, Any]) -> OwnLayer:
    name = _text(row, "name")
    table = f"own_{name}"
    features = [_feature(each) for each in _rows(database, table)] if database.has(table) else None
    return OwnLayer(
        version=_text(row, "version"),
        name=name,
        titles={lang: _text(row, f"title_{lang}") for lang in LANGUAGES},
        colour=_text(row, "colour"),
        document={"type": "FeatureCollection", "features": features},
        passport=_passport(row),
        added=_text(row, "added"),
        removed=_text(row, "removed"),
    )


def _feature(row: dict[str, Any]) -> dict[str, Any]:
    geometry = shape_of(row.get(GEOMETRY))
    identity = {} if row.get("id") is None else {"id": row["id"]}
    return {
        "type": "Feature",
        **identity,
        "geometry": None if geometry is None else json.loads(json.dumps(mapping(geometry))),
        "properties": {name: _text(row, name) for name in ("name", "text")},
    }


def _problems(boundaries: list[Boundary], layers: list[OwnLayer]) -> Iterator[Problem]:
    for row, boundary in enumerate(boundaries, 1):
        yield from problems_of_boundary(boundary, row)
    for layer in layers:
        yield from problems_of_layer(layer)
    seen: set[Any] = set()
    for row, version in enumerate((each.version for each in (*boundaries, *layers)), 1):
        if version in seen:
            yield Problem("repeated_id", row, None, "version", str(version))
        seen.add(version)


def _refused(code: str, value: str | None = None) -> ContractError:
    return ContractError(NAME, [Problem(code, value=value)])
