"""The places on paper: symbols and outlines as on the screen, and names where there is room."""

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path
from matplotlib.transforms import IdentityTransform

from analysis.select import on_map
from i18n import Translator
from layers.card import is_disputed, name
from layers.catalogue import collection, layer
from layers.declaration import Layer
from layers.outlines import outline
from layers.zones import LOOKS, Look, zones_of
from reports.canvas import write
from reports.extent import Extent, project
from reports.letters import MM_PER_POINT, width, wrap
from reports.outlines import OUTLINES, draw_line
from reports.paths import symbol
from reports.room import Box, Field

AMBER = "#d97706"
SYMBOL = 8.5
"""Width of a symbol, points."""
_RING, _MARK = 1.6, 2.1
"""Width of the ring of the disputed, and of that around the open place, in symbols."""
MANY = 150
"""Above so many places on a sheet the symbols are smaller, above ten times as many they are a
picture: thousands of shapes would make a file that printers choke on."""
_NAMED_AT_MOST = 400
_NAME_SIZE, _NAME_WIDTH, _NAME_LINES = 6.3, 36.0, 4

_COLUMNS = (
    "id", "layer", "geometry", "geometry_kind", "area_ha", "accuracy_m", "accuracy_basis",
    "disputed_position", "zones",
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """A place as it can be drawn."""

    id: str
    name: str
    layer: Layer
    kind: str
    """A token of geometry_kind; "none": of a serial property only zones are drawn."""
    disputed: bool
    x: float
    y: float
    """EPSG:3857."""
    outline: shapely.Geometry | None
    """EPSG:3857."""
    zones: tuple[tuple[Look, shapely.Geometry], ...] = ()
    """How each is drawn, and its line, EPSG:3857."""

    @property
    def lines(self) -> list[shapely.Geometry]:
        """All that is drawn of it but its symbol."""
        return [
            *([] if self.outline is None else [self.outline]),
            *(line for _, line in self.zones),
        ]

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north of all that is drawn of it, EPSG:3857."""
        if not self.lines:
            return self.x, self.y, self.x, self.y
        west, south, east, north = shapely.total_bounds(self.lines)
        return float(west), float(south), float(east), float(north)


def drawn(ids: Iterable[str], t: Translator) -> list[Drawn]:
    """The places of these ids that a map can show, in the order of drawing: the last lies on top.

    An id that no file brings is passed over.
    """
    table = collection().table
    named = f"name_{t.lang}"
    known = table[table.index.isin(list(ids)) & on_map(table)]
    rows = known[[*_COLUMNS, named]].to_dict("records")
    places = [_drawn(row, t) for row in rows]
    return sorted(places, key=lambda place: place.layer.draw_order)


def _drawn(row: dict[str, Any], t: Translator) -> Drawn:
    x, y = _position(row["geometry"])
    around = outline(row)
    return Drawn(
        id=row["id"],
        name=name(row, t),
        layer=layer(row["layer"]),
        kind=row["geometry_kind"] or "none",
        disputed=is_disputed(row),
        x=x,
        y=y,
        outline=None if around is None else _flat(around),
        zones=tuple((LOOKS[each.zone], _flat(each.geometry)) for each in zones_of(row["id"])),
    )


def _position(shape: shapely.Geometry | None) -> tuple[float, float]:
    """EPSG:3857; NaN where only zones are drawn, which matplotlib passes over."""
    if shape is None:
        return math.nan, math.nan
    point = shape.representative_point()
    x, y = project(point.x, point.y)
    return float(x), float(y)


def kinds_of(place: Drawn) -> set[str]:
    """The ways in which it is drawn: keys of layers.vocabulary.LEGEND_OF_KINDS."""
    ways = {"zone"} if place.zones else set()
    ways |= {"disputed"} if place.disputed else set()
    return ways | ({place.kind} - {"none"})


def _flat(shape: shapely.Geometry) -> shapely.Geometry:
    return shapely.transform(shape, lambda corners: np.column_stack(project(*corners.T)))


def on_sheet(places: Iterable[Drawn], extent: Extent) -> list[Drawn]:
    """The places of which a symbol or an outline is to be seen in the extent."""
    west, south, east, north = extent.bounds
    window = shapely.box(west, south, east, north)
    return [
        place
        for place in places
        if (west <= place.x <= east and south <= place.y <= north)
        or any(shapely.intersects(window, line) for line in place.lines)
    ]


def draw(axes: Axes, places: list[Drawn], larger: float) -> None:
    """Outlines first, then the rings of the disputed, then the symbols, layer over layer."""
    size = symbol_size(places, larger)
    picture = len(places) > 10 * MANY
    for place in places:
        for look, zone in place.zones:
            draw_line(axes, zone, look, place.layer.colour, larger, picture)
    for place in places:
        if place.outline is not None:
            look = OUTLINES[place.kind]
            draw_line(axes, place.outline, look, place.layer.colour, larger, picture)
    for each, group in groupby(places, lambda place: place.layer):
        members = [place for place in group if place.kind != "none"]
        disputed = [place for place in members if place.disputed]
        ring = {"facecolors": "none", "rasterized": picture}
        for color, weight in (("white", 2.6), (AMBER, 1.4)):
            look = {**ring, "edgecolors": color, "linewidths": weight * larger}
            _draw_all(axes, symbol("circle"), disputed, size * _RING, look)
        # All edges beneath all fills: where many places crowd, no edge covers a neighbour.
        edges = {"facecolors": "white", "edgecolors": "white", "linewidths": 1.7 * larger}
        fills = {"facecolors": each.colour, "edgecolors": "white", "linewidths": 0.2 * larger}
        for look in (edges, fills):
            _draw_all(axes, symbol(each.shape), members, size, look | {"rasterized": picture})


def symbol_size(places: list[Drawn], larger: float) -> float:
    """Width of the symbols, points."""
    return (SYMBOL if len(places) <= MANY else SYMBOL * 0.7) * larger


def mark(axes: Axes, place: Drawn, size: float) -> None:
    """A dark ring around the place that the reader has open."""
    look = {"facecolors": "none", "edgecolors": "#1f1b18", "linewidths": 1.0}
    _draw_all(axes, symbol("circle"), [place], size * _MARK, look)


def _draw_all(
    axes: Axes, path: Path, places: list[Drawn], size: float, look: dict[str, Any]
) -> None:
    if not places:
        return
    symbols = PathCollection(
        [path],
        sizes=[size**2],
        offsets=[(place.x, place.y) for place in places],
        offset_transform=axes.transData,
        transform=IdentityTransform(),
        joinstyle="round",
        zorder=5,
        **look,
    )
    axes.add_collection(symbols, autolim=False)


def take_symbols(field: Field, places: list[Drawn]) -> None:
    """No name is written over a symbol."""
    places = [place for place in places if place.kind != "none"]
    if not places:
        return
    half = np.array([_half(place, symbol_size(places, field.larger)) for place in places])
    x, y = field.extent.on_paper([place.x for place in places], [place.y for place in places])
    field.room.take(np.column_stack([x - half, y - half, x + half, y + half]))


def draw_names(field: Field, places: list[Drawn], first: str) -> set[str]:
    """Names beside their symbols where there is room; that of place `first` before all others.

    Returns the names that were written.
    """
    size = symbol_size(places, field.larger)
    wanted = sorted(
        [place for place in places if place.kind != "none"][-_NAMED_AT_MOST:],
        key=lambda place: (place.id != first, -place.layer.draw_order, len(place.name)),
    )
    said: set[str] = set()
    for place in wanted:
        marked = size * MM_PER_POINT * _MARK / 2
        half = marked if place.id == first else _half(place, size)
        if place.name not in said and _draw_name(field, place, half):
            said.add(place.name)
    return said


def _half(place: Drawn, size: float) -> float:
    """Millimetres from the middle of a symbol of so many points, or of its ring, to the edge."""
    return size * MM_PER_POINT * (_RING / 2 if place.disputed else 0.5)


def _draw_name(field: Field, place: Drawn, half: float) -> bool:
    size = _NAME_SIZE * field.larger
    lines = wrap(place.name, _NAME_WIDTH * field.larger, size, "bold")
    if len(lines) > _NAME_LINES:
        return False
    across = max(width(line, size, "bold") for line in lines)
    step = size * 1.12 * MM_PER_POINT
    down = step * len(lines)
    x, y = map(float, field.extent.on_paper(place.x, place.y))
    for box, align in _beside(x, y, half + 0.5, across, down):
        if field.room.claim((box[0] - 0.4, box[1] - 0.2, box[2] + 0.4, box[3] + 0.2)):
            _write_lines(field, lines, box, align, size, step, place.layer.colour)
            return True
    return False


def _beside(
    x: float, y: float, gap: float, across: float, down: float
) -> Iterator[tuple[Box, str]]:
    """Boxes right of, left of, above and below a point, with how their lines are aligned."""
    middle, centred = y - down / 2, x - across / 2
    yield (x + gap, middle, x + gap + across, middle + down), "left"
    yield (x - gap - across, middle, x - gap, middle + down), "right"
    yield (centred, y + gap, centred + across, y + gap + down), "center"
    yield (centred, y - gap - down, centred + across, y - gap), "center"


_ANCHOR: dict[str, Callable[[Box], float]] = {
    "left": lambda box: box[0],
    "right": lambda box: box[2],
    "center": lambda box: (box[0] + box[2]) / 2,
}


def _write_lines(
    field: Field, lines: list[str], box: Box, align: str, size: float, step: float, color: str
) -> None:
    west, south, _, _ = field.extent.bounds
    per_mm = field.extent.metres_per_mm
    x = west + _ANCHOR[align](box) * per_mm
    look = {"halo": 1.6 * field.larger, "ha": align, "zorder": 6, "clip_on": True}
    for place, line in enumerate(lines):
        y = south + (box[3] - step * (place + 0.8)) * per_mm
        write(field.axes, x, y, line, size, "bold", color, **look)
