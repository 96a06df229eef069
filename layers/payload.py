"""What the browser fetches of a layer: places, outlines, cards; JSON in one language.

Of a layer with very many places it fetches positions alone, as numbers without any text: names and
cards come one by one, when somebody asks (ui/answers.py).
"""

import base64
import json
from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
from shapely.geometry import mapping

from analysis.select import among, on_map
from i18n import LANGUAGES, Translator, translator
from layers.card import DISPUTE_COLUMNS, Row, card, is_disputed, name
from layers.catalogue import collection
from layers.freshness import while_data_stay
from layers.outlines import outline
from layers.vendor import Asset, asset
from layers.zones import Zone, with_place, zones_of

DECIMALS = 6
"""Of a degree: a decimetre, more than any published position is worth."""


DENSE_ABOVE = 1000
"""Places that can be drawn: above this, symbols with texts would be slow in the browser."""


def is_dense(layer: str) -> bool:
    """Whether a layer travels as positions alone."""
    return len(drawable(layer)) > DENSE_ABOVE


@while_data_stay()
def payload(layer: str, lang: str) -> Asset:
    """What can be drawn of a layer, in the order of its file."""
    if is_dense(layer):
        return _positions(layer)
    t = translator(lang)
    places = [place(row, t) for _, row in drawable(layer).iterrows()]
    body = json.dumps(places, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    return asset(f"{layer}-{lang}.json", body)


@while_data_stay()
def _positions(layer: str) -> Asset:
    """uint32 count; float32 longitude of each, then latitude, degrees (to a metre); uint8 of each:
    1 where the sources dispute the place. Little-endian. Read by layers/browser/dense.js."""
    rows = drawable(layer)
    points = rows.geometry.representative_point()
    disputed = [is_disputed(row) for row in rows[list(DISPUTE_COLUMNS)].to_dict("records")]
    numbers = (
        np.array([len(rows)], "<u4"),
        points.x.to_numpy("<f4"),
        points.y.to_numpy("<f4"),
        np.array(disputed, "u1"),
    )
    return asset(f"{layer}.bin", b"".join(each.tobytes() for each in numbers))


@while_data_stay()
def payloads() -> dict[str, Asset]:
    """Every layer in every language, by name."""
    each = [payload(layer, lang) for layer in collection().digests for lang in LANGUAGES]
    return {one.name: one for one in each}


def shown(drawn: gpd.GeoDataFrame) -> dict[str, str]:
    """Which places to show: one bit a place in the order of its payload, base64, by layer.

    At 20,000 places it is still 3.3 KB; a list of ids would be 200.
    """
    shown = among(collection().table, drawn)
    return {layer: packed(shown[_places_of(layer)]) for layer in drawn["layer"].unique()}


def packed(chosen: Iterable[bool]) -> str:
    """One bit each, base64: what mura.show() reads."""
    return base64.b64encode(np.packbits(list(chosen)).tobytes()).decode()


@while_data_stay()
def _places_of(layer: str) -> npt.NDArray[np.intp]:
    """Where the drawable places of a layer stand in the table."""
    return collection().table.index.get_indexer(drawable(layer).index)


@while_data_stay()
def drawable(layer: str) -> gpd.GeoDataFrame:
    """The places of a layer that a map can show, in the order of its payload."""
    table = collection().table
    return table[(table["layer"] == layer) & on_map(table)]


def place(row: Row, t: Translator) -> dict[str, Any]:
    """One place as the browser gets it: words in one language, a position or null, its outline,
    the zones that are drawn with it.

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
    if zones := [_zone(each, t) for each in zones_of(row["id"])]:
        told["zones"] = zones
    drawn = outline(row)
    return told | ({} if drawn is None else {"outline": dict(mapping(drawn))})


def _zone(zone: Zone, t: Translator) -> dict[str, Any]:
    return {
        "zone": zone.zone,
        "name": with_place(zone, t),
        "outline": dict(mapping(zone.geometry)),
    }


def _parts(row: Row) -> gpd.GeoDataFrame:
    table = collection().table
    return table[(table["parent_id"] == row["id"]) & (table["layer"] == row["parts_layer"])]
