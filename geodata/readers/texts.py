"""Texts of a file as they may be kept: what a value says, what a feature is called."""

import json
import re
from collections.abc import Mapping
from typing import Any

_LONE = re.compile("[\ud800-\udfff]")

_NAMES = (
    "name",
    "title",
    "label",
    "название",
    "наименование",
    "наименован",  # as long as a name of a column can be in a shapefile
    "имя",
    "атауы",
    "аты",
    "name_kk",
    "name_ru",
    "name_en",
)
"""Columns that hold what a feature is called, the likeliest first."""


def name_of(properties: Mapping[str, str]) -> str:
    """What a feature is called, or empty."""
    folded = {key.casefold(): text for key, text in properties.items()}
    called = (folded[name] for name in _NAMES if folded.get(name))
    return next(called, "")


def as_text(value: Any) -> str:
    """A value as plain text; empty if there is none."""
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, str):
        return legible(value)
    if type(value) in (int, float):
        return repr(value)
    return legible(json.dumps(value, ensure_ascii=False))


def legible(text: str) -> str:
    """The text without what no file can keep: lone surrogates and NUL."""
    if "\0" not in text and (text.isascii() or not _LONE.search(text)):
        return text.strip()
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()
