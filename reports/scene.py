"""A map in its frame: ground, places, and names where there is room."""

from collections.abc import Sequence

import numpy as np

from reports import ground, places
from reports.canvas import Box, Canvas
from reports.extent import Extent
from reports.places import Drawn
from reports.room import Field, Room


def draw(
    canvas: Canvas, box: Box, extent: Extent, shown: list[Drawn], lang: str, marked: str = "",
    kept: Sequence[Box] = (),
) -> None:  # fmt: skip
    """Draw the places of an extent in a box of the paper, the one whose id is `marked` in a ring.

    No name is written into the boxes of `kept`, which are parts of the paper too.
    """
    axes = canvas.map(box, extent)
    ground.draw(axes, extent)
    places.draw(axes, shown, canvas.larger)
    field = Field(axes, extent, Room(extent.width, extent.height), canvas.larger)
    for part in kept:
        left, low = part.left - box.left, box.bottom - part.bottom
        field.room.take(np.array([[left, low, left + part.width, low + part.height]]))
    _write_names(field, shown, lang, marked)
    frame(canvas, box)


def frame(canvas: Canvas, box: Box) -> None:
    """A line around a box of the paper."""
    canvas.stroke(
        [box.left, box.right, box.right, box.left, box.left],
        [box.top, box.top, box.bottom, box.bottom, box.top],
        linewidth=0.8,
    )


def _write_names(field: Field, shown: list[Drawn], lang: str, marked: str) -> None:
    """The marked place first; then countries and cities, because they say where one is; then the
    other places; then the rest."""
    places.take_symbols(field, shown)
    sought = [place for place in shown if place.id == marked]
    for place in sought:
        places.mark(field.axes, place, places.symbol_size(shown, field.larger))
    said = places.draw_names(field, sought, marked)
    ground.draw_names(field, lang, ground.GREAT_NAMES, said)
    said |= places.draw_names(field, [place for place in shown if place.name not in said], marked)
    ground.draw_names(field, lang, ground.OTHER_NAMES, said)
