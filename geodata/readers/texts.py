"""Texts of a file as they may be kept: what a value says, what a feature is called."""

import json
from collections.abc import Mapping
from typing import Any

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
    return next((folded[name] for name in _NAMES if folded.get(name)), "")


def as_text(value: Any) -> str:
    """A value as plain text; empty if there is none."""
    if value is None or isinstance(value, bytes):
        return ""
    if isinstance(value, str):
        return legible(value)
    return legible(json.dumps(value, ensure_ascii=False))


def legible(text: str) -> str:
    """The text without what no file can keep: lone surrogates and NUL."""
    if text.isascii() and "\0" not in text:
        return text.strip()
    return text.replace("\0", "").encode("utf-8", "replace").decode("utf-8").strip()
