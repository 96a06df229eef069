"""A GeoPackage, read as what it is: an SQLite file from memory, of which only tables are read.

GDAL has no part in it. A database can hold code (views, triggers, virtual tables, generated
columns); an authorizer lets nothing through but reading the columns of tables that are real.
"""

import sqlite3
import struct
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.readers.brought import Answers, Candidate, Question, Reading
from geodata.readers.database import Database
from geodata.readers.gathering import Gathering, Row, Unreadable, check_finite, together
from geodata.readers.texts import name_of
from geodata.readers.wkb import Malformed, outline_of

_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_UNDEFINED = (0, -1)


@dataclass(frozen=True)
class _Layer:
    table: str
    column: str
    srs: int

    def is_geometry(self, name: str) -> bool:
        """Whether a column holds the layer's geometry; SQLite minds no capitals."""
        return name.casefold() == self.column.casefold()


def read(data: bytes, answers: Answers) -> Reading:
    """Read the one layer of a GeoPackage, or ask which. Raises ContractError if it is none, or
    past a limit."""
    gathering = Gathering("gpkg")
    try:
        with closing(Database(data)) as database:
            return _read(database, answers, gathering)
    except sqlite3.Error as error:
        slow = getattr(error, "sqlite_errorname", "") == "SQLITE_INTERRUPT"
        raise gathering.refused("too_slow" if slow else "damaged") from None
    except (OverflowError, UnicodeError):
        raise gathering.refused("damaged") from None


def _read(database: Database, answers: Answers, gathering: Gathering) -> Reading:
    layers = _layers(database, gathering)
    named = {layer.table: layer for layer in layers}
    if not layers:
        return gathering.reading()
    if len(named) > 1 and answers.member not in named:
        candidates = tuple(Candidate(name, name) for name in named)
        return Reading("gpkg", questions=(Question("member", candidates, "several"),))
    layer = named.get(answers.member) or layers[0]
    for row in database.rows(layer.table):
        _row(gathering, layer, row)
    return gathering.reading(declared=_declared(database, layer.srs))


def _layers(database: Database, gathering: Gathering) -> list[_Layer]:
    """The layers of features that are real tables; one that is a view is not read."""
    if not (database.has("gpkg_contents") and database.has("gpkg_geometry_columns")):
        raise gathering.refused("damaged")
    kinds = {_text(row, "table_name"): row for row in _plain(database, "gpkg_contents")}
    layers = []
    for row in _plain(database, "gpkg_geometry_columns"):
        table, srs = _text(row, "table_name"), row.get("srs_id")
        if kinds.get(table, {}).get("data_type") != "features":
            continue
        if database.has(table) and isinstance(srs, int):
            layers.append(_Layer(table, _text(row, "column_name"), srs))
        else:
            gathering.unread(table)
    return layers


def _plain(database: Database, table: str) -> Iterator[dict[str, Any]]:
    """The rows of one of GeoPackage's own tables, by small names."""
    for row in database.rows(table, keys=True):
        yield {name.lower(): value for name, value in row.items()}


def _text(row: Mapping[str, Any], name: str) -> str:
    value = row.get(name)
    return value if isinstance(value, str) else ""


def _declared(database: Database, srs: int) -> str:
    """The layer's system as the file names it; empty for what it calls undefined (0, -1)."""
    if srs in _UNDEFINED or not database.has("gpkg_spatial_ref_sys"):
        return ""
    for row in _plain(database, "gpkg_spatial_ref_sys"):
        if row.get("srs_id") == srs:
            code = row.get("organization_coordsys_id")
            if _text(row, "organization").upper() == "EPSG" and isinstance(code, int):
                return f"EPSG:{code}"
            definition = _text(row, "definition").strip()
            return "" if definition.lower() == "undefined" else definition
    return ""


def _row(gathering: Gathering, layer: _Layer, values: Mapping[str, Any]) -> None:
    row = gathering.row()
    blob = next((held for name, held in values.items() if layer.is_geometry(name)), None)
    properties = {name: held for name, held in values.items() if not layer.is_geometry(name)}
    try:
        geometry = None if blob is None else _geometry(gathering, row, blob, layer.srs)
    except Unreadable as error:
        texts = {name: held for name, held in properties.items() if isinstance(held, str)}
        gathering.refuse(row, error.code, error.value, name_of(texts))
        return
    gathering.add(row, geometry, properties)


def _geometry(gathering: Gathering, row: Row, blob: Any, srs: int) -> BaseGeometry | None:
    """The geometry of a blob: GeoPackage's header, then well-known binary."""
    try:
        wkb = _wkb(blob, srs)
        outline = outline_of(wkb)
    except (Malformed, struct.error) as error:
        raise Unreadable("damaged", error) from None
    if not outline.is_read:
        code = "collection" if outline.kind == "GeometryCollection" else "not_read"
        raise Unreadable(code, outline.kind)
    gathering.count_vertices(outline.vertices)
    row.height, row.measure = outline.has_z, outline.has_m
    geometry = _built(row, wkb)
    if row.height or row.measure:
        geometry = shapely.force_2d(geometry)
    if geometry.is_empty:
        return None
    check_finite(shapely.get_coordinates(geometry))
    return together([geometry])


def _wkb(blob: Any, srs: int) -> bytes:
    if not isinstance(blob, bytes) or blob[:3] != b"GP\x00":
        raise Malformed("header")
    flags = blob[3]
    envelope = _ENVELOPES.get(flags >> 1 & 7)
    if envelope is None or flags >> 6:
        raise Malformed("flags")
    if flags & 0x20:
        raise Unreadable("not_read", "ExtendedGeoPackageBinary")
    (own,) = struct.unpack_from("<i" if flags & 1 else ">i", blob, 4)
    if own != srs and own not in _UNDEFINED:
        raise Unreadable("unknown_system", f"{own}, {srs}")
    return blob[8 + envelope :]


def _built(row: Row, wkb: bytes) -> BaseGeometry:
    """A ring that is not closed is closed, as in every other format."""
    try:
        with np.errstate(invalid="ignore"):  # what is no number is looked for afterwards
            return shapely.from_wkb(wkb)
    except shapely.errors.GEOSException:
        mended = shapely.from_wkb(wkb, on_invalid="fix")
        if mended is None:
            raise Unreadable("too_few_points") from None
        row.closed = True
        return mended
