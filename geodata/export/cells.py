"""What stands in the cells of every format: which columns, and each value as text or number."""

import json
import re
from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from geodata.columns import COMMON
from geodata.tables import is_blank

_FIRST = ("layer", "id")
_NOT_EXPORTED = ("geometry",)
_NO_LETTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")


def columns(table: gpd.GeoDataFrame) -> list[str]:
    """The columns in which somebody found something, in the order of the contract."""
    common = [column.name for column in COMMON]
    order = {name: place for place, name in enumerate([*_FIRST, *common])}
    names = [
        name
        for name in table.columns
        if name not in _NOT_EXPORTED and not all(map(is_blank, table[name]))
    ]
    return sorted(names, key=lambda name: order.get(name, len(order)))


def outline(row: pd.Series) -> BaseGeometry | None:
    """The geometry of a row. Of a table in which no row has one, pandas makes NaN of None."""
    return row.geometry if isinstance(row.geometry, BaseGeometry) else None


def position(row: pd.Series) -> tuple[float | None, float | None]:
    """Longitude and latitude in degrees (WGS 84); of an outline, a point inside it."""
    shape = outline(row)
    if shape is None:
        return None, None
    place = shape.representative_point()
    return place.x, place.y


def plain(value: Any) -> Any:
    """The same as a value of Python: None where it is blank, lists and objects as they are."""
    if is_blank(value):
        return value if isinstance(value, list | dict) else None
    return value.item() if hasattr(value, "item") else value


def as_text(value: Any, lang: str) -> str:
    """A value to read: a list with commas, a sentence in the language, other objects as JSON."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ", ".join(as_text(item, lang) for item in value)
    if isinstance(value, dict):
        return str(value[lang]) if lang in value else json.dumps(value, ensure_ascii=False)
    return str(value)


def letters(text: str) -> str:
    """The same without what XML, XLSX and SQLite cannot hold (control characters, half letters);
    the replacement character stands for each, so that nothing is lost unseen."""
    return _NO_LETTERS.sub("\ufffd", _LINE_ENDS.sub("\n", text))
