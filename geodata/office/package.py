"""A GeoPackage (OGC 12-128r19, version 1.3) as a file in memory: its own tables, and blobs."""

import sqlite3
import struct
from collections.abc import Iterable, Sequence
from contextlib import closing
from datetime import datetime
from types import TracebackType
from typing import Any, Self

import shapely
from pyproj import CRS
from shapely.geometry.base import BaseGeometry

from geodata.office.rows import shape_from
from geodata.readers.wkb import Malformed

GEOMETRY = "geom"
"""The geometry column of every table."""

_SRS = 4326
_KIND = 0x47504B47
_VERSION = 10_300
_OWN_TABLES = """
CREATE TABLE gpkg_spatial_ref_sys (
  srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY NOT NULL, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
  table_name TEXT PRIMARY KEY NOT NULL, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL,
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE,
  srs_id INTEGER REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_geometry_columns (
  table_name TEXT NOT NULL UNIQUE REFERENCES gpkg_contents (table_name),
  column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL REFERENCES gpkg_spatial_ref_sys (srs_id),
  z TINYINT NOT NULL, m TINYINT NOT NULL, PRIMARY KEY (table_name, column_name));
"""
_HEADER = struct.Struct("<2sBBi4d")
_FLAGS = 0b11
"""Little-endian, with an envelope of two dimensions."""

_ENVELOPES = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}
_UNDEFINED = (0, -1)


class Package:
    """A GeoPackage that is being written. `changed` (UTC) is the only time that stands in it, so
    that the same content is the same bytes."""

    def __init__(self, changed: datetime) -> None:
        self._changed = f"{changed:%Y-%m-%dT%H:%M:%S}.{changed.microsecond // 1_000:03}Z"
        self._file = sqlite3.connect(":memory:", isolation_level=None)
        self._file.executescript(_OWN_TABLES)
        self._file.execute(f"PRAGMA application_id = {_KIND}")
        self._file.execute(f"PRAGMA user_version = {_VERSION}")
        wkt = CRS(_SRS).to_wkt("WKT1_GDAL")
        self._file.executemany(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, NULL)",
            [
                ("Undefined Cartesian", -1, "NONE", -1, "undefined"),
                ("Undefined geographic", 0, "NONE", 0, "undefined"),
                ("WGS 84 geodetic", _SRS, "EPSG", _SRS, wkt),
            ],
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def attributes(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        """A table without geometry. A column is a name and a type of SQL."""
        self._contents(table, "attributes", None)
        self._table(table, columns, rows)

    def features(
        self,
        table: str,
        columns: Sequence[str],
        shapes: Sequence[BaseGeometry],
        rows: Iterable[Sequence[Any]],
    ) -> None:
        """A layer in EPSG:4326, longitude first: its geometry before the columns."""
        self._contents(table, "features", shapes)
        kinds = {shape.geom_type.upper() for shape in shapes}
        self._file.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, 0, 0)",
            (table, GEOMETRY, kinds.pop() if len(kinds) == 1 else "GEOMETRY", _SRS),
        )
        written = ((_blob(shape), *row) for shape, row in zip(shapes, rows, strict=True))
        self._table(table, (f"{GEOMETRY} BLOB", *columns), written)

    def bytes(self) -> bytes:
        """The file."""
        return self._file.serialize()

    def _contents(self, table: str, kind: str, shapes: Sequence[BaseGeometry] | None) -> None:
        bounds = shapely.total_bounds(shapes).tolist() if shapes else [None] * 4
        srs = _SRS if shapes is not None else None
        self._file.execute(
            "INSERT INTO gpkg_contents VALUES (?, ?, ?, '', ?, ?, ?, ?, ?, ?)",
            (table, kind, table, self._changed, *bounds, srs),
        )

    def _table(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
        declared = ", ".join(("fid INTEGER PRIMARY KEY NOT NULL", *columns))
        self._file.execute(f'CREATE TABLE "{table}" ({declared})')
        places = ", ".join("?" * len(columns))
        names = ", ".join(column.split()[0] for column in columns)
        with closing(self._file.cursor()) as cursor:
            cursor.execute("BEGIN")
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', rows)
            cursor.execute("COMMIT")


def _blob(shape: BaseGeometry) -> bytes:
    west, south, east, north = shape.bounds
    head = _HEADER.pack(b"GP", 0, _FLAGS, _SRS, west, east, south, north)
    return head + shapely.to_wkb(shape, byte_order=1)


def shape_of(blob: Any) -> BaseGeometry | None:
    """The geometry of a blob in EPSG:4326, as it is written; None where there is none that could
    be: its counts, its depth and its kinds are looked at before it is believed."""
    try:
        if not isinstance(blob, bytes) or blob[:3] != b"GP\x00":
            return None
        flags = blob[3]
        (srs,) = struct.unpack_from("<i" if flags & 1 else ">i", blob, 4)
        if srs not in (_SRS, *_UNDEFINED) or flags & 0b1111_0000:
            return None
        return shape_from(blob[8 + _ENVELOPES[flags >> 1 & 7] :])
    except (Malformed, struct.error, IndexError, KeyError, shapely.errors.ShapelyError):
        return None
