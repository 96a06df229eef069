"""The plain formats: CSV for spreadsheets, GeoJSON for GIS and programs."""

import csv
import io
import json
from typing import Any

import geopandas as gpd
from shapely.geometry import mapping

from geodata.escape import for_spreadsheet
from geodata.export.cells import as_text, columns, plain, position
from geodata.tables import is_blank


def to_csv(table: gpd.GeoDataFrame, lang: str = "en") -> bytes:
    """UTF-8 with a byte-order mark and semicolons: what Excel opens rightly in Kazakhstan.

    In Kazakh and Russian numbers have a decimal comma, as Excel expects there; sentences on
    conflicts are those of the language.

    Columns lon and lat are degrees in WGS 84; a position that may not be plotted stays blank.
    No text cell can start a formula.
    """
    names = columns(table)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*names, "lon", "lat"])
    for _, row in table.iterrows():
        values = [*(row[name] for name in names), *position(row)]
        writer.writerow([_cell(value, lang) for value in values])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def to_geojson(table: gpd.GeoDataFrame) -> bytes:
    """An RFC 7946 FeatureCollection with the same columns. JSON needs no gate."""
    names = columns(table)
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "geometry": None if row.geometry is None else mapping(row.geometry),
            "properties": {name: plain(row[name]) for name in names},
        }
        for _, row in table.iterrows()
    ]
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1
    ).encode()


def _cell(value: Any, lang: str) -> Any:
    value = plain(value)
    if is_blank(value):
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        number = str(int(value)) if value == int(value) else str(value)
        return number if lang == "en" else number.replace(".", ",")
    return for_spreadsheet(as_text(value, lang))
