"""What the browser fetches of a layer: places, outlines, cards; JSON in one language."""

import base64
import json
from functools import cache
from typing import Any

import geopandas as gpd
import numpy as np
from shapely.geometry import mapping

from i18n import LANGUAGES, Translator, translator
from layers.card import Row, card, is_disputed, name
from layers.catalogue import collection
from layers.outlines import outline
from layers.vendor import Asset, asset

DECIMALS = 6
"""Of a degree: a decimetre, more than any published position is worth."""


@cache
def payload(layer: str, lang: str) -> Asset:
    """What can be drawn of a layer, in the order of its file."""
    t = translator(lang)
    places = [_place(row, t) for _, row in _drawable(layer).iterrows()]
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
        layer: base64.b64encode(
            np.packbits([identity in ids for identity in _drawable(layer).index]).tobytes()
        ).decode()
        for layer in drawn["layer"].unique()
    }


@cache
def _drawable(layer: str) -> gpd.GeoDataFrame:
    table = collection().table
    return table[(table["layer"] == layer) & table.geometry.notna()]


def _place(row: Row, t: Translator) -> dict[str, Any]:
    point = row.geometry.representative_point()
    place = {
        "id": row["id"],
        "name": name(row, t),
        "lon": round(point.x, DECIMALS),
        "lat": round(point.y, DECIMALS),
        "kind": row["geometry_kind"],
        "disputed": is_disputed(row),
        "card": card(row, t),
    }
    drawn = outline(row)
    return place | ({} if drawn is None else {"outline": dict(mapping(drawn))})
