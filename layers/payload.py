"""What the browser fetches of a layer: places, outlines, cards; JSON in one language."""

import base64
import json
from collections.abc import Iterable
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
from shapely.geometry import mapping

from analysis.extent import equal_area_circle
from i18n import LANGUAGES, Translator, translator
from layers.card import Row, card, is_disputed, name
from layers.catalogue import collection
from layers.vendor import Asset, asset

DECIMALS = 6
"""Of a degree: a decimetre, more than any published position is worth."""


@cache
def payload(layer: str, lang: str) -> Asset:
    """What can be drawn of a layer, in the order of its file."""
    t = translator(lang)
    places = [place(row, t) for _, row in _drawable(layer).iterrows()]
    body = json.dumps(places, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return asset(f"{layer}-{lang}.json", body)


@cache
def payloads() -> dict[str, Asset]:
    """Every layer in every language, by name."""
    each = [payload(layer, lang) for layer in collection().digests for lang in LANGUAGES]
    return {one.name: one for one in each}


def shown(drawn: gpd.GeoDataFrame) -> dict[str, str]:
    """Which places to show: one bit a place in the order of its payload, base64, by layer.

    At 20,000 places it is still 3.3 KB; a list of ids would be 200.
    """
    ids = set(drawn.index)
    return {
        layer: packed(identity in ids for identity in _drawable(layer).index)
        for layer in drawn["layer"].unique()
    }


def packed(chosen: Iterable[bool]) -> str:
    """One bit each, base64: what mura.show() reads."""
    return base64.b64encode(np.packbits(list(chosen)).tobytes()).decode()


@cache
def _drawable(layer: str) -> gpd.GeoDataFrame:
    table = collection().table
    return table[(table["layer"] == layer) & table.geometry.notna()]


def place(row: Row, t: Translator) -> dict[str, Any]:
    """One place as the browser gets it: words in one language, a position or null, its outline.

    A serial property names its parts, [id, name] each: they are the places that it has.
    """
    point = None if row.geometry is None else row.geometry.representative_point()
    told = {
        "id": row["id"],
        "layer": row["layer"],
        "name": name(row, t),
        "lon": None if point is None else round(point.x, DECIMALS),
        "lat": None if point is None else round(point.y, DECIMALS),
        "kind": row["geometry_kind"],
        "disputed": bool(is_disputed(row)),
        "card": card(row, t),
    }
    if row["parts_layer"]:
        told["parts"] = [[part["id"], name(part, t)] for _, part in _parts(row).iterrows()]
    return told | ({} if (outline := _outline(row)) is None else {"outline": outline})


def _parts(row: Row) -> gpd.GeoDataFrame:
    table = collection().table
    return table[(table["parent_id"] == row["id"]) & (table["layer"] == row["parts_layer"])]


def _outline(row: Row) -> dict[str, Any] | None:
    """A boundary as it is; of a schematic, the circle of the published area."""
    if row["geometry_kind"] == "boundary":
        return dict(mapping(row.geometry))
    if row["geometry_kind"] == "schematic":
        return dict(mapping(equal_area_circle(row.geometry, row["area_ha"])))
    return None
