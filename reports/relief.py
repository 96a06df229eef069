"""The relief beneath the map as one picture, put together from the tiles of the basemap."""

import json
from functools import cache
from typing import Any

import numpy as np
from PIL import Image

from geodata.settings import BASEMAP
from reports.extent import TILE, WORLD, Extent, project

DOTS_PER_MM = 150 / 25.4
"""Of the relief: finer dots would only make the file larger."""
_BEYOND = "#e8e4d0"
_PALER = 0.18
"""How much of the relief is white paper: ink on paper is darker than light on a screen."""
_SOFT = 8 * DOTS_PER_MM
"""Dots over which the relief fades where its data end."""
_COLOURS = 224
"""Of the relief: a picture of so few colours takes a third of the bytes, and nobody sees it."""


def relief(extent: Extent) -> Image.Image:
    """The relief of an extent as a picture of few colours."""
    size = (round(extent.width * DOTS_PER_MM), round(extent.height * DOTS_PER_MM))
    picture = Image.new("RGB", size, _BEYOND)
    wanted = max(2, round(extent.zoom(1 / DOTS_PER_MM)))
    for rectangle in _rectangles():
        if wanted >= rectangle["min_zoom"]:
            _paste(picture, extent, min(wanted, rectangle["max_native_zoom"]), rectangle)
    pale = Image.blend(picture, Image.new("RGB", size, "white"), _PALER)
    return pale.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def _paste(picture: Image.Image, extent: Extent, zoom: int, rectangle: dict[str, Any]) -> None:
    """Put the tiles of one zoom, as far as the rectangle reaches, where they belong."""
    (south, west), (north, east) = rectangle["bounds"]
    bounds = np.array([*project([west, east], [south, north])]).T.ravel()
    here = np.array(extent.bounds)
    lower, upper = np.maximum(bounds[:2], here[:2]), np.minimum(bounds[2:], here[2:])
    if (lower >= upper).any():
        return
    dot = (here[2] - here[0]) / picture.width
    left, right = (round(float(x - here[0]) / dot) for x in (lower[0], upper[0]))
    top, bottom = (round(float(here[3] - y) / dot) for y in (upper[1], lower[1]))
    if left >= right or top >= bottom:
        return
    scale = TILE * 2**zoom / WORLD
    # In pixels of the whole world at this zoom, downwards from its upper left corner.
    box = (
        (here[0] + left * dot + WORLD / 2) * scale,
        (WORLD / 2 - here[3] + top * dot) * scale,
        (here[0] + right * dot + WORLD / 2) * scale,
        (WORLD / 2 - here[3] + bottom * dot) * scale,
    )
    tiles, corner = _mosaic(zoom, box)
    inside = (
        max(box[0] - corner[0], 0),
        max(box[1] - corner[1], 0),
        min(box[2] - corner[0], tiles.width),
        min(box[3] - corner[1], tiles.height),
    )
    part = tiles.resize((right - left, bottom - top), Image.Resampling.BICUBIC, inside)
    picture.paste(
        part,
        (left, top),
        _soft_edges(part.size, (lower - bounds[:2]) / dot, (bounds[2:] - upper) / dot),
    )


def _soft_edges(size: tuple[int, int], before: np.ndarray, after: np.ndarray) -> Image.Image:
    """A mask that lets a rectangle fade out towards its edges. `before` and `after`: how many dots
    of the rectangle lie outside the picture, to the west and south, and to the east and north."""
    ramps = [
        np.clip(np.minimum(np.arange(dots) + low, dots - 1 - np.arange(dots) + high) / _SOFT, 0, 1)
        for dots, low, high in zip(size, before, after, strict=True)
    ]
    mask = np.outer(ramps[1][::-1], ramps[0])
    return Image.fromarray(np.uint8(mask * 255))


def _mosaic(zoom: int, box: tuple[float, ...]) -> tuple[Image.Image, tuple[int, int]]:
    """The tiles that a box of world pixels touches, and the world pixel of their corner."""
    first, last = (
        (int(box[0] // TILE), int(box[1] // TILE)),
        (int(box[2] / TILE), int(box[3] / TILE)),
    )
    size = ((last[0] - first[0] + 1) * TILE, (last[1] - first[1] + 1) * TILE)
    joined = Image.new("RGB", size, _BEYOND)
    for column in range(first[0], last[0] + 1):
        for row in range(first[1], last[1] + 1):
            path = BASEMAP / "relief" / str(zoom) / str(column) / f"{row}.webp"
            if path.exists():
                with Image.open(path) as tile:
                    joined.paste(tile, ((column - first[0]) * TILE, (row - first[1]) * TILE))
    return joined, (first[0] * TILE, first[1] * TILE)


def ground_ends() -> tuple[float, float]:
    """South and north of all relief, metres of EPSG:3857."""
    (south, _), (north, _) = _rectangles()[0]["bounds"]
    _, ends = project([0, 0], [south, north])
    return float(ends[0]), float(ends[1])


@cache
def _rectangles() -> list[dict[str, Any]]:
    index = json.loads((BASEMAP / "relief" / "index.json").read_text("utf-8"))
    return list(index["rectangles"])
