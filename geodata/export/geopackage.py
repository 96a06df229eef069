"""GeoPackage for GIS: a table a layer, two that explain the file, and QGIS's own `layer_styles`."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
from pandas.api.types import is_numeric_dtype

from geodata.export.bundle import Bundle, Part
from geodata.export.cells import columns, letters, plain
from geodata.export.qgis import style
from geodata.tables import is_blank

GEOMETRY = "geom"
"""The geometry column of every table."""

_STYLES = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,
  f_table_catalog TEXT(256), f_table_schema TEXT(256), f_table_name TEXT(256),
  f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30),
  update_time DATETIME DEFAULT CURRENT_TIMESTAMP
)"""
"""As QGIS makes it."""


def to_geopackage(bundle: Bundle) -> bytes:
    """EPSG:4326. A place without a usable position has the geometry NULL; a blank is NULL.

    Lists and objects are JSON. The tables `about` and `columns` say what the file is.
    """
    with TemporaryDirectory(prefix="mura-") as folder:
        path = Path(folder) / "mura.gpkg"
        about = pd.DataFrame(bundle.about(), columns=["layer", "text"])
        explained = pd.DataFrame(bundle.explained(), columns=["column", "layers", "meaning"])
        for name, table in (("about", about), ("columns", explained)):
            _write(path, name, table.map(letters))
        for part in bundle.parts:
            _layer(path, part)
        with closing(sqlite3.connect(path)) as database:
            _style(database, bundle)
            _date(database, bundle)
            fresh = path.with_name("fresh.gpkg")  # the old one counts how often it was written
            database.execute("VACUUM INTO ?", (str(fresh),))
        return fresh.read_bytes()


def _layer(path: Path, part: Part) -> None:
    table = part.table
    written = gpd.GeoDataFrame(
        {name: _column(table[name]) for name in columns(table)},
        geometry=table.geometry,
        crs=table.crs,
    )
    kind = geometry_type(table)
    _write(
        path,
        part.name,
        written,
        geometry_type=kind,
        promote_to_multi=kind.startswith("Multi"),
        layer_options={
            "GEOMETRY_NAME": GEOMETRY,
            "IDENTIFIER": letters(part.title),
            "DESCRIPTION": letters(part.source),
        },
    )


def _write(path: Path, name: str, table: pd.DataFrame, **options: Any) -> None:
    pyogrio.write_dataframe(
        table, path, layer=name, driver="GPKG", append=path.exists(), use_arrow=False, **options
    )


def geometry_type(table: gpd.GeoDataFrame) -> str:
    """What the table declares: one type, the many of it, or Unknown where they are mixed. Point
    where nothing has a position, because a point is all that may still be found."""
    kinds = set(table.geometry.dropna().geom_type)
    simple = {kind.removeprefix("Multi") for kind in kinds}
    if len(simple) > 1 or "GeometryCollection" in simple:
        return "Unknown"
    [kind] = simple or {"Point"}
    return kind if kinds <= {kind} else f"Multi{kind}"


def _column(values: pd.Series) -> pd.Series:
    """Numbers as they are, yes and no as such, everything else as text."""
    if is_numeric_dtype(values):
        return values
    known = [plain(value) for value in values]
    if all(isinstance(value, bool) for value in known if value is not None):
        return pd.Series(known, index=values.index, dtype="boolean")
    return pd.Series([_text(value) for value in known], index=values.index, dtype=object)


def _text(value: Any) -> str | None:
    if is_blank(value):
        return None
    return letters(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))


def _style(database: sqlite3.Connection, bundle: Bundle) -> None:
    """QGIS asks for the style of an empty schema, of this table and this geometry column."""
    database.execute(_STYLES)
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) "
        "VALUES ('layer_styles', 'attributes', 'layer_styles', '', 0)"
    )
    for part in bundle.parts:
        qml = style(part, bundle, geometry_type(part.table))
        if qml is not None:
            database.execute(
                "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, "
                "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, "
                "owner, ui, update_time) VALUES ('', '', ?, ?, ?, ?, '', 1, ?, '', NULL, ?)",
                (part.name, GEOMETRY, part.name, qml, letters(part.title), _moment(bundle)),
            )
    database.commit()


def _date(database: sqlite3.Connection, bundle: Bundle) -> None:
    """GDAL writes the time of now; the figures are of another day."""
    database.execute("UPDATE gpkg_contents SET last_change = ?", (_moment(bundle),))
    database.commit()


def _moment(bundle: Bundle) -> str:
    return f"{bundle.day.isoformat()}T00:00:00.000Z"
