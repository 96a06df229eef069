"""The places on paper: symbols and outlines as on the screen, and names where there is room."""

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

from i18n import Translator
from layers.card import is_disputed, name
from layers.catalogue import collection, layer
from layers.declaration import Layer
from layers.outlines import outline
from reports.canvas import write
from reports.extent import Extent, project
from reports.letters import MM_PER_POINT, width, wrap
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
_DASHES = (0, (4.5, 3.2))

_COLUMNS = (
    "id", "layer", "geometry", "geometry_kind", "area_ha", "accuracy_m", "accuracy_basis",
    "disputed_position",
)  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """A place as it can be drawn."""

    id: str
    name: str
    layer: Layer
    kind: str
    """"point", "schematic" or "boundary"."""
    disputed: bool
    x: float
    y: float
    """EPSG:3857."""
    outline: shapely.Geometry | None
    """EPSG:3857."""


def drawn(ids: Iterable[str], t: Translator) -> list[Drawn]:
    """The places of these ids that have a position, in the order of drawing: the last lies on top.

    An id that no file brings is passed over.
    """
    table = collection().table
    named = f"name_{t.lang}"
    known = table[table.index.isin(list(ids)) & table.geometry.notna()]
    rows = known[[*_COLUMNS, named]].to_dict("records")
    places = [_drawn(row, t) for row in rows]
    return sorted(places, key=lambda place: place.layer.draw_order)


def _drawn(row: dict[str, Any], t: Translator) -> Drawn:
    point = row["geometry"].representative_point()
    x, y = project(point.x, point.y)
    around = outline(row)
    return Drawn(
        id=row["id"],
        name=name(row, t),
        layer=layer(row["layer"]),
        kind=row["geometry_kind"],
        disputed=is_disputed(row),
        x=float(x),
        y=float(y),
        outline=None if around is None else _flat(around),
    )


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
        or (place.outline is not None and shapely.intersects(window, place.outline))
    ]


def draw(axes: Axes, places: list[Drawn], larger: float) -> None:
    """Outlines first, then the rings of the disputed, then the symbols, layer over layer."""
    size = symbol_size(places, larger)
    picture = len(places) > 10 * MANY
    for place in places:
        if place.outline is not None:
            _draw_outline(axes, place, larger, picture)
    for each, group in groupby(places, lambda place: place.layer):
        members = list(group)
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


def _draw_outline(axes: Axes, place: Drawn, larger: float, picture: bool) -> None:
    """A boundary is solid with a light fill, a schematic dashed without: it is not a boundary."""
    real = place.kind == "boundary"
    path = Path.make_compound_path(
        *(Path(ring, closed=True) for ring in map(shapely.get_coordinates, _rings(place.outline)))
    )
    look = {"linestyles": "solid" if real else [_DASHES], "rasterized": picture, "zorder": 4}
    edge = PathCollection(
        [path], facecolors="none", edgecolors=place.layer.colour, linewidths=larger, **look
    )
    if real:
        inside = {"facecolors": place.layer.colour, "edgecolors": "none", "alpha": 0.16}
        axes.add_collection(
            PathCollection([path], **inside, rasterized=picture, zorder=4), autolim=False
        )
    axes.add_collection(edge, autolim=False)


def _rings(shape: shapely.Geometry | None) -> Iterator[shapely.Geometry]:
    for part in shapely.get_parts(shape):
        yield from shapely.get_rings(part)


def take_symbols(field: Field, places: list[Drawn]) -> None:
    """No name is written over a symbol."""
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
        places[-_NAMED_AT_MOST:],
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
