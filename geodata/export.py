"""A table as a file that others can open: CSV for spreadsheets, GeoJSON for GIS."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
from shapely.geometry import mapping

from geodata.columns import COMMON
from geodata.escape import for_spreadsheet
from geodata.tables import is_blank

_FIRST = ("layer", "id")
_NOT_EXPORTED = ("geometry",)


def to_csv(table: gpd.GeoDataFrame, lang: str = "en") -> bytes:
    """UTF-8 with a byte-order mark and semicolons: what Excel opens rightly in Kazakhstan.

    In Kazakh and Russian numbers have a decimal comma, as Excel expects there; sentences on
    conflicts are those of the language.

    Columns lon and lat are degrees in WGS 84; a position that may not be plotted stays blank.
    No text cell can start a formula.
    """
    names = _columns(table)
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([*names, "lon", "lat"])
    for _, row in table.iterrows():
        place = row.geometry.representative_point() if row.geometry is not None else None
        position = ("", "") if place is None else (place.x, place.y)
        values = [*(row[name] for name in names), *position]
        writer.writerow([_cell(value, lang) for value in values])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def to_geojson(table: gpd.GeoDataFrame) -> bytes:
    """An RFC 7946 FeatureCollection with the same columns. JSON needs no gate."""
    names = _columns(table)
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "geometry": None if row.geometry is None else mapping(row.geometry),
            "properties": {name: _plain(row[name]) for name in names},
        }
        for _, row in table.iterrows()
    ]
    return json.dumps(
        {"type": "FeatureCollection", "features": features}, ensure_ascii=False, indent=1
    ).encode()


def _columns(table: gpd.GeoDataFrame) -> list[str]:
    common = [column.name for column in COMMON]
    order = {name: place for place, name in enumerate([*_FIRST, *common])}
    names = [
        name
        for name in table.columns
        if name not in _NOT_EXPORTED and not all(map(is_blank, table[name]))
    ]
    return sorted(names, key=lambda name: order.get(name, len(order)))


def _plain(value: Any) -> Any:
    if is_blank(value):
        return value if isinstance(value, list | dict) else None
    return value.item() if hasattr(value, "item") else value


def _cell(value: Any, lang: str) -> Any:
    value = _plain(value)
    if is_blank(value):
        return ""
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        number = str(int(value)) if value == int(value) else str(value)
        return number if lang == "en" else number.replace(".", ",")
    return for_spreadsheet(_as_text(value, lang))


def _as_text(value: Any, lang: str) -> str:
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(_as_text(item, lang) for item in value)
    if isinstance(value, dict):
        return str(value[lang]) if lang in value else json.dumps(value, ensure_ascii=False)
    return str(value)
