"""What lies under the places: relief, waters, borders, and names, as layers/browser/ground.js
draws it on the screen. Keep the two alike."""

import json
from functools import cache
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.path import Path

from geodata.settings import BASEMAP
from reports.canvas import write
from reports.extent import Extent, project
from reports.letters import MM_PER_POINT, drawable, width
from reports.relief import relief
from reports.room import Field

_RIVERS_FROM = ((3, 600), (5, 250), (6, 120), (7, 0))
_LOOKS: dict[str, tuple[float, str, str]] = {
    "country": (8.5, "bold", "#5b5470"),
    "region": (6.5, "italic", "#5a4a72"),
    "capital": (7.5, "bold", "#26221f"),
    "city": (7.0, "regular", "#26221f"),
    "town": (6.2, "regular", "#3a3531"),
    "village": (5.8, "regular", "#3a3531"),
    "sea": (6.5, "italic", "#24587f"),
    "lake": (6.0, "italic", "#24587f"),
    "reservoir": (6.0, "italic", "#24587f"),
    "river": (6.0, "italic", "#24587f"),
    "range": (6.2, "italic", "#6d4f34"),
    "desert": (6.2, "italic", "#6d4f34"),
    "plateau": (6.2, "italic", "#6d4f34"),
}
"""Size in points, face and colour of the names of each kind."""
_PIXEL = 0.2
"""Millimetres of paper that hold as much as a pixel of the screen: print is finer."""
_SETTLEMENTS = {"capital", "city", "town", "village"}


def draw(axes: Axes, extent: Extent, weight: float = 1.0) -> None:
    """Relief, lakes, rivers, regions and borders; `weight` makes all lines finer or stronger."""
    west, south, east, north = extent.bounds
    picture = relief(extent).convert("RGB")
    axes.imshow(picture, extent=(west, east, south, north), aspect="auto", interpolation="none")
    zoom = _screen_zoom(extent)
    shortest = next((km for least, km in reversed(_RIVERS_FROM) if zoom >= least), np.inf)
    rivers = [line for line, about in _lines("rivers") if about["km"] >= shortest]
    _draw_lines(axes, extent, rivers, "#7fa8c9", 0.5 * weight)
    _draw_lakes(axes, extent, weight)
    _draw_lines(axes, extent, [line for line, _ in _lines("regions")], "#8a79a3", 0.45 * weight)
    for part, wide in (("shore", 0.4), ("land", 0.9)):
        lines = [line for line, about in _lines("borders") if about["part"] == part]
        _draw_lines(axes, extent, lines, "#5b5470", wide * weight)


def _draw_lines(axes: Axes, extent: Extent, lines: list[Any], color: str, weight: float) -> None:
    seen = [line for line in lines if _touches(line, extent)]
    axes.add_collection(
        LineCollection(seen, colors=color, linewidths=weight, capstyle="round"), autolim=False
    )


def _draw_lakes(axes: Axes, extent: Extent, weight: float) -> None:
    seen = [lake for lake in _lakes() if _touches(lake.vertices, extent)]
    look = {"facecolors": "#c9dce8", "edgecolors": "#6f9fc4", "linewidths": 0.4 * weight}
    axes.add_collection(PathCollection(seen, **look), autolim=False)


def _touches(line: np.ndarray, extent: Extent) -> bool:
    west, south, east, north = extent.bounds
    (left, lower), (right, upper) = line.min(axis=0), line.max(axis=0)
    return bool(left < east and right > west and lower < north and upper > south)


def draw_names(field: Field, lang: str, kinds: set[str], said: set[str]) -> None:
    """Names of these kinds, the more important first, as far as there is room. What is `said`
    already, as the name of a place, is not said twice."""
    zoom = round(_screen_zoom(field.extent))
    for name in sorted(_features("labels"), key=lambda each: each["properties"]["rank"]):
        about = name["properties"]
        text = drawable(about[f"name_{lang}"])
        if about["kind"] not in kinds or text in said:
            continue
        if about["min_zoom"] <= zoom <= about["max_zoom"]:
            x, y = project(*name["geometry"]["coordinates"])
            _draw_name(field, float(x), float(y), text, about["kind"])


def _draw_name(field: Field, x: float, y: float, text: str, kind: str) -> None:
    """One name at a point of EPSG:3857: in its middle, or beside the dot of a settlement."""
    size, name, color = _LOOKS[kind]
    size *= field.larger
    if kind == "country":
        text = text.upper()
    half, tall = width(text, size, name) / 2, size * MM_PER_POINT
    aside, off = half + 1.2 * field.larger, tall * 0.62 + 0.9 * field.larger
    settled = kind in _SETTLEMENTS
    spots = [(right * aside, up * off) for right, up in _AROUND] if settled else [(0.0, 0.0)]
    left, low = map(float, field.extent.on_paper(x, y))
    dot = (left - 0.5, low - 0.5, left + 0.5, low + 0.5)
    for right, up in spots:
        middle, level = left + right, low + up
        reach, rise = half + 0.3, tall * 0.5
        box = (middle - reach, level - rise, middle + reach, level + rise)
        if field.room.claim(box, dot if settled else None):
            break
    else:
        return
    per_mm = field.extent.metres_per_mm
    # The middle of a line of letters is a third of their size above its baseline.
    at = x + right * per_mm, y + (up - tall * 0.36) * per_mm
    write(field.axes, *at, text, size, name, color, 1.6 * field.larger, ha="center", clip_on=True)
    if settled:
        capital = kind == "capital"
        look = {"mfc": "#26221f" if capital else "white", "mec": "#26221f", "mew": 0.7}
        field.axes.plot(x, y, "s" if capital else "o", ms=2.6 * field.larger, **look)


_AROUND = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
"""Where the name of a settlement may stand: right of its dot, left, above, below, at a corner."""

GREAT_NAMES = {"country", "capital", "city"}
"""Kinds of names that say where one is: written before those of places."""
OTHER_NAMES = set(_LOOKS) - GREAT_NAMES


def _screen_zoom(extent: Extent) -> float:
    """The zoom at which the screen shows as much."""
    return extent.zoom(_PIXEL)


@cache
def _features(name: str) -> list[dict[str, Any]]:
    path = BASEMAP / "vector" / f"{name}.geojson"
    return list(json.loads(path.read_text("utf-8"))["features"])


@cache
def _lines(name: str) -> list[tuple[np.ndarray, dict[str, Any]]]:
    """Every line or ring of a file in EPSG:3857, with the properties of its feature."""
    found = []
    for each in _features(name):
        shape = _shape(each)
        lines = shapely.boundary(shape) if shape.area else shape
        for part in shapely.get_parts(lines):
            found.append((_flat(shapely.get_coordinates(part)), each["properties"]))
    return found


@cache
def _lakes() -> list[Path]:
    """Every lake in EPSG:3857, with its islands as holes."""
    found = []
    for each in _features("lakes"):
        rings = [shapely.get_coordinates(r) for r in shapely.get_rings(_shape(each))]
        found.append(Path.make_compound_path(*(Path(_flat(ring), closed=True) for ring in rings)))
    return found


def _flat(corners: np.ndarray) -> np.ndarray:
    return np.column_stack(project(*corners.T))


def _shape(feature: dict[str, Any]) -> shapely.Geometry:
    return shapely.from_geojson(json.dumps(feature["geometry"]))
