"""The part of the basemap that a file takes along: relief tiles, lines and names of an extent."""

import base64
import json
import math
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Any

import shapely
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from geodata.settings import BASEMAP
from layers.map import relief
from reports.view import Bounds, world

_DECIMALS = 4
"""Of a degree, as in the basemap: 10 m."""

_KEPT = {"rivers": ("km",), "borders": ("part",), "lakes": (), "regions": ()}
"""Lines and areas, with what layers/browser/ground.js asks of each."""


def tiles(bounds: Bounds) -> dict[str, str]:
    """Every relief tile that touches the bounds, at all zooms that there are: WebP in base64 by
    "zoom/column/row"."""
    names = {
        f"{zoom}/{column}/{row}"
        for rectangle in relief()["rectangles"]
        for zoom in range(rectangle["min_zoom"], rectangle["max_native_zoom"] + 1)
        for column, row in _touching(bounds, zoom)
    }
    return {name: tile for name in sorted(names) if (tile := _tile(name)) is not None}


def _touching(bounds: Bounds, zoom: int) -> Iterator[tuple[int, int]]:
    west, south, east, north = bounds
    (left, top), (right, bottom) = world(west, north), world(east, south)
    last = 2**zoom - 1
    columns, rows = (
        range(math.floor(first * 2**zoom), min(last, math.floor(until * 2**zoom)) + 1)
        for first, until in ((left, right), (top, bottom))
    )
    return product(columns, rows)


def _tile(name: str) -> str | None:
    path = BASEMAP / "relief" / f"{name}.webp"
    return base64.b64encode(path.read_bytes()).decode() if path.exists() else None


def ground(bounds: Bounds, lang: str) -> dict[str, Any]:
    """Lakes, rivers, regions, borders and names within the bounds, as GeoJSON in one language.

    Cut and nothing else: to simplify a border would move it. Regions come as lines, so that the
    cut itself is no border.
    """
    return {name: _collection(_cut(name, bounds)) for name in _KEPT} | {
        "labels": _collection(_names(bounds, lang))
    }


def _cut(name: str, bounds: Bounds) -> Iterator[dict[str, Any]]:
    for geometry, properties in _drawn(name):
        part = shapely.clip_by_rect(geometry, *bounds)
        if not part.is_empty:
            rounded = shapely.transform(part, lambda places: places.round(_DECIMALS))
            yield _feature(rounded, {key: properties[key] for key in _KEPT[name]})


@cache
def _drawn(name: str) -> list[tuple[BaseGeometry, dict[str, Any]]]:
    drawn = [(shape(each["geometry"]), each["properties"]) for each in _features(name)]
    if name == "regions":
        return [(geometry.boundary, properties) for geometry, properties in drawn]
    return drawn


def _names(bounds: Bounds, lang: str) -> Iterator[dict[str, Any]]:
    west, south, east, north = bounds
    for label in _features("labels"):
        lon, lat = label["geometry"]["coordinates"]
        if west <= lon <= east and south <= lat <= north:
            kept = ("kind", "rank", "min_zoom", "max_zoom", f"name_{lang}")
            yield label | {"properties": {key: label["properties"][key] for key in kept}}


@cache
def _features(name: str) -> list[dict[str, Any]]:
    document = json.loads((BASEMAP / "vector" / f"{name}.geojson").read_text("utf-8"))
    return list(document["features"])


def _feature(geometry: BaseGeometry, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": mapping(geometry)}


def _collection(features: Iterator[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}
