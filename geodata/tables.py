"""From a layer file to the one type that travels: a GeoDataFrame whose contract is known.

CRS is EPSG:4326, longitude first. Numbers are float64 (NaN where blank), years nullable Int64,
everything else object with None where blank. Index is the id; row order is the file's.
"""

import hashlib
import json
import math
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry

from geodata.columns import COMMON, Column
from geodata.contract import problems_of
from geodata.problems import ContractError, Problem
from geodata.settings import MAX_FILE_BYTES

CRS = "EPSG:4326"
_YEARS = {"designated_year", "year_from", "year_to", "century_from", "century_to"}
_COUNTS = {"parts_total", "population"}
_NUMBERS = {"area_ha", "buffer_ha", "core_ha", "transition_ha", "accuracy_m"}


def read_table(path: Path, columns: tuple[Column, ...]) -> gpd.GeoDataFrame:
    """Read one layer file. `columns` are the layer's own, beyond the common ones.

    GDAL is not involved: it would open whatever a file claims to be and mend it silently.

    Raises ContractError with all problems, OSError if the file cannot be opened.
    """
    document = parsed(path)
    problems = problems_of(document, columns)
    if problems:
        raise ContractError(path.name, problems)
    return _table(document["features"], (*COMMON, *columns))


def digest(path: Path) -> str:
    """SHA-256 of a file, hexadecimal."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def is_blank(value: Any) -> bool:
    """None, NaN, NA, an empty list or an empty object: nobody found the figure."""
    if isinstance(value, list | dict):
        return not value
    return bool(pd.isna(value))


def parsed(path: Path) -> Any:
    """A JSON document as Python values, strictly: no NaN, no infinity, no half letters.

    Raises ContractError if it is too large or no JSON, OSError if the file cannot be opened.
    """
    if path.stat().st_size > MAX_FILE_BYTES:
        raise ContractError(path.name, [Problem("too_large", value=str(path.stat().st_size))])
    try:
        document = json.loads(
            path.read_text("utf-8-sig"),
            parse_constant=_refuse_constant,
            parse_float=_finite,
            parse_int=_bounded,
        )
        json.dumps(document, ensure_ascii=False).encode()  # half a surrogate pair is no letter
        return document
    except (RecursionError, ValueError) as error:
        line = getattr(error, "lineno", None)
        value = None if line is None else str(line)
        raise ContractError(path.name, [Problem("unreadable", value=value)]) from error


def _refuse_constant(name: str) -> None:
    """RFC 7946 is I-JSON: NaN and Infinity are no numbers."""
    raise ValueError(name)


def _finite(digits: str) -> float:
    """1e999 is a number in JSON and infinity in Python."""
    number = float(digits)
    if not math.isfinite(number):
        raise ValueError(digits)
    return number


def _bounded(digits: str) -> int:
    if len(digits) > 16:
        raise ValueError(digits)
    return int(digits)


def _table(features: list[dict[str, Any]], columns: tuple[Column, ...]) -> gpd.GeoDataFrame:
    records = [feature["properties"] for feature in features]
    geometry = [
        shape(feature["geometry"]) if feature["geometry"] is not None else None
        for feature in features
    ]
    return table_of(records, geometry, columns)


def table_of(
    records: list[dict[str, Any]],
    geometry: list[BaseGeometry | None],
    columns: tuple[Column, ...],
) -> gpd.GeoDataFrame:
    """Properties and geometry (EPSG:4326), a feature each, as the table that travels. Every record
    has every one of the columns."""
    names = [column.name for column in columns]
    # dtype=object keeps a blank None; pandas would make it NaN, which is truthy.
    values = [[record[name] for name in names] for record in records]
    table = pd.DataFrame(values, columns=names, dtype=object)
    for name in _NUMBERS & set(names):
        table[name] = pd.to_numeric(table[name]).astype("float64")
    for name in (_YEARS | _COUNTS) & set(names):
        table[name] = pd.to_numeric(table[name]).astype("Int64")
    frame = gpd.GeoDataFrame(table, geometry=geometry, crs=CRS)
    return frame.set_index("id", drop=False).rename_axis(None)
