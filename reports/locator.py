"""The small map of a sheet: where the place is, in its country and among its neighbours."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from numpy.typing import NDArray

from analysis.select import Query
from analysis.select import drawn as drawn_of
from i18n import Translator
from layers.catalogue import collection
from reports import ground, places, scene
from reports.canvas import ACCENT, Box, Canvas
from reports.extent import Extent, around, project
from reports.places import Drawn, kinds_of

_CLOSEST = 4e6
"""Denominator of the largest scale: nearer, nobody would know the country around."""
_MARGIN = 1.2
"""How much wider the map is than what it shows."""
_LOWEST = 46.0
"""Least height, millimetres."""
_COUNTRY = (46.0, 40.2, 87.6, 55.7)
"""West, south, east, north of Kazakhstan, degrees."""
_INSET = 25.0
"""Width of the map of the country, millimetres."""
_OFF = 1.2
_LEAST = 1.6
"""Width of the frame in it, millimetres."""
_FINER = 0.5
"""Its lines, in those of the map."""
_WIDEST = 0.4
"""Part of the country's width above which the small map shows it well enough itself."""


@dataclass(frozen=True)
class Locator:
    """Which places a map of that size shows, and of which part of the world."""

    identity: str
    places: list[Drawn]
    extent: Extent

    @property
    def kinds(self) -> set[str]:
        """How the places are drawn: keys of layers.vocabulary.LEGEND_OF_KINDS."""
        return {kind for place in self.places for kind in kinds_of(place)}


def shown(ids: Sequence[str], t: Translator) -> list[Drawn]:
    """What a map draws of places: themselves, or the parts of a serial property. Nothing of what
    has no usable position, or is not in the collection."""
    table = collection().table
    rows = table[table.index.isin(ids)]
    return places.drawn(drawn_of(table, rows, Query()).index, t)


def locator(identity: str, seen: list[Drawn], room: tuple[float, float]) -> Locator:
    """The map for these places, which are not none: as wide as the room, millimetres, and no higher
    than it. Parts that lie far apart from west to east need less height."""
    west, south, east, north = _bounds(seen)
    across, up = (east - west) * (_MARGIN - 1) / 2, (north - south) * (_MARGIN - 1) / 2
    wider = west - across, south - up, east + across, north + up
    extent = around(wider, room, _CLOSEST)
    if extent.denominator > _CLOSEST:
        needed = (wider[3] - wider[1]) / extent.metres_per_mm
        extent = replace(extent, height=min(room[1], max(_LOWEST, needed)))
    return Locator(identity, seen, extent)


def draw(canvas: Canvas, box: Box, given: Locator, lang: str) -> None:
    """Draw the map, with one of the country in a corner if it is closer than that."""
    xs, ys = [place.x for place in given.places], [place.y for place in given.places]
    part = inset(box, given.extent, *given.extent.on_paper(xs, ys))
    kept = [part] if part else []
    scene.draw(canvas, box, given.extent, given.places, lang, given.identity, kept)
    if part:
        draw_inset(canvas, part, given.extent)


def _bounds(seen: Sequence[Drawn]) -> tuple[float, float, float, float]:
    """West, south, east, north of the places and their outlines, EPSG:3857."""
    west, south, east, north = zip(*(place.bounds for place in seen), strict=True)
    return min(west), min(south), max(east), max(north)


def _country(extent: Extent) -> tuple[float, float, float, float]:
    """Kazakhstan and the middle of the map, EPSG:3857."""
    west, south, east, north = _COUNTRY
    (left, right), (lower, upper) = project([west, east], [south, north])
    x, y = project(extent.lon, extent.lat)
    margin = float(right - left) * 0.04
    return (
        min(float(left), float(x) - margin),
        min(float(lower), float(y) - margin),
        max(float(right), float(x) + margin),
        max(float(upper), float(y) + margin),
    )


def inset(box: Box, extent: Extent, x: NDArray, y: NDArray) -> Box | None:
    """Where the map of the country lies: the corner that covers fewest of these points, which are
    millimetres right of and above the map's lower left corner. None where the map is as wide."""
    west, south, east, north = _country(extent)
    here = extent.bounds
    if here[2] - here[0] > (east - west) * _WIDEST:
        return None
    height = _INSET * (north - south) / (east - west)
    corners = [
        Box(left, top, _INSET, height)
        for top in (box.bottom - height - _OFF, box.top + _OFF)
        for left in (box.left + _OFF, box.right - _INSET - _OFF)
    ]

    def covered(corner: Box) -> int:
        left, low = corner.left - box.left, box.bottom - corner.bottom
        inside = (x > left - 2) & (x < left + _INSET + 2) & (y > low - 2) & (y < low + height + 2)
        return int(inside.sum())

    return min(corners, key=covered)


def draw_inset(canvas: Canvas, box: Box, of: Extent, order: float = -1.0) -> None:
    """Draw the map of the country, and in it a frame round the part that the map shows, never so
    small that nobody finds it. `order`: above what it lies."""
    extent = around(_country(of), (box.width, box.height), 1)
    axes = canvas.map(box, extent)
    axes.set_zorder(order)
    ground.draw(axes, extent, _FINER)
    west, south, east, north = of.bounds
    more = max(0.0, _LEAST * extent.metres_per_mm - (east - west)) / 2
    west, south, east, north = west - more, south - more, east + more, north + more
    axes.plot(
        [west, east, east, west, west], [south, south, north, north, south],
        color=ACCENT, linewidth=1.1,
    )  # fmt: skip
    scene.frame(canvas, box)
