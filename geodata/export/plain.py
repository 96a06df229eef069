"""The plain formats: CSV for spreadsheets, GeoJSON for GIS and programs."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

import geopandas as gpd
from shapely.geometry import mapping

from geodata.escape import for_spreadsheet
from geodata.export.cells import as_text, columns, outline, plain, position
from geodata.tables import is_blank


def to_csv(table: gpd.GeoDataFrame, lang: str = "en") -> bytes:
    """UTF-8 with a byte-order mark and semicolons: what Excel opens rightly in Kazakhstan.

    In Kazakh and Russian numbers have a decimal comma, as Excel expects there; sentences on
    conflicts are those of the language.

    Columns lon and lat are degrees in WGS 84; a position that may not be plotted stays blank.
    No text cell can start a formula.
    """
    names = columns(table)
    rows = ([*(row[name] for name in names), *position(row)] for _, row in table.iterrows())
    return rows_to_csv([*names, "lon", "lat"], rows, lang)


def rows_to_csv(heads: Iterable[str], rows: Iterable[Iterable[Any]], lang: str) -> bytes:
    """The same of rows that are no places: each value as a number or a text that is no formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([for_spreadsheet(head) for head in heads])
    for row in rows:
        writer.writerow([_cell(value, lang) for value in row])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def to_geojson(table: gpd.GeoDataFrame) -> bytes:
    """An RFC 7946 FeatureCollection with the same columns. JSON needs no gate."""
    collection = {"type": "FeatureCollection", "features": list(features(table))}
    return json.dumps(collection, ensure_ascii=False, indent=1).encode()


def features(table: gpd.GeoDataFrame) -> Iterator[dict[str, Any]]:
    """The rows as features of GeoJSON."""
    names = columns(table)
    for _, row in table.iterrows():
        shape = outline(row)
        yield {
            "type": "Feature",
            "id": row["id"],
            "geometry": None if shape is None else mapping(shape),
            "properties": {name: plain(row[name]) for name in names},
        }


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
