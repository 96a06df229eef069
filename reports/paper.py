"""The composition of a sheet: title, map, legend, scale, small print, and the room each gets."""

import math
from dataclasses import dataclass, replace

from i18n import Translator, translator
from reports import margin, places, scene
from reports.canvas import QUIET, Box, Canvas, write
from reports.extent import Extent, fit, metres_per_pixel, project, unproject
from reports.letters import balanced, wrap
from reports.margin import Column
from reports.places import Drawn
from reports.relief import ground_ends
from reports.sheet import Sheet

EDGE = 11.0
"""Millimetres around everything: printers do not reach the edge of the paper."""
_TICKS = 4.2
"""Millimetres outside the map for the figures of the degrees."""
_GAP = 5.0
_SIDE = 62.0
"""Width of the legend beside the map, millimetres on A4."""
_SCALE = 24.0
"""Height that the scale needs."""
_DEGREES = (20, 10, 5, 2, 1, 1 / 2, 1 / 3, 1 / 6, 1 / 12, 1 / 30, 1 / 60, 1 / 120)
_TITLE_SIZES = (17.0, 16.0, 15.0, 14.0, 13.0)


@dataclass(frozen=True)
class Layout:
    """Where everything stands on the paper."""

    head: Column
    foot: Column
    columns: tuple[Column, Column, Column]
    """Legend, kinds, scale; beside the map the kinds are part of the legend."""
    map: Box
    extent: Extent
    places: list[Drawn]
    """Those that the legend tells of."""


def draw(sheet: Sheet) -> bytes:
    """The sheet as a file of its form.

    Web Mercator as on the screen; the screen's extent is on the sheet in whole. Raises KeyError for
    an unknown language.
    """
    t = translator(sheet.lang)
    canvas = Canvas(sheet)
    layout = settle(sheet, canvas, t)
    _draw_map(canvas, layout, sheet)
    _draw_margin(canvas, layout, sheet)
    return canvas.file(sheet)


def settle(sheet: Sheet, canvas: Canvas, t: Translator) -> Layout:
    """A layout whose legend tells exactly of what its map shows.

    The room of the map depends on the legend and the legend on the map. So room is left for a
    legend of everything; if that of what is really seen is smaller, the map gets the rest.
    """
    every = places.drawn(sheet.ids, t)
    widest = _arrange(sheet, canvas, every, t)
    seen = places.on_sheet(every, widest.extent)
    closer = _arrange(sheet, canvas, seen, t)
    seen_closer = places.on_sheet(every, closer.extent)
    fits = _arrange(sheet, canvas, seen_closer, t).map.height >= closer.map.height
    if fits:
        return _arrange(sheet, canvas, seen_closer, t, closer.map)
    return _arrange(sheet, canvas, seen, t, widest.map)


def _arrange(
    sheet: Sheet, canvas: Canvas, shown: list[Drawn], t: Translator, given: Box | None = None
) -> Layout:
    """The layout of a sheet that tells of these places, with its map in the box `given` or in all
    the room that is left."""
    larger = canvas.larger
    across = canvas.width - 2 * EDGE
    head = _head(sheet, Column(across, larger))
    foot = Column(across, larger)
    margin.small_print(foot, sheet, shown, t)
    beside = sheet.orientation == "landscape"
    legend, kinds, scale = (
        Column(_SIDE * larger if beside else (across - 2 * _GAP) / 3, larger) for _ in range(3)
    )
    margin.legend(legend, shown, t)
    margin.kinds(legend if beside else kinds, shown, t)
    below = 0.0 if beside else max(legend.height, kinds.height, _SCALE * larger) + _GAP
    top = EDGE + head.height + _TICKS
    width = across - 2 * _TICKS - (legend.width + _GAP if beside else 0)
    height = canvas.height - EDGE - foot.height - _GAP - below - _TICKS - top
    box = given or Box(EDGE + _TICKS, top, width, height)
    view, pixels = (sheet.zoom, sheet.lat, sheet.lon), (sheet.width, sheet.height)
    extent = fit(view, pixels, (box.width, box.height))
    if given is None:
        box = replace(box, height=min(box.height, _height_with_data(sheet, extent)))
        extent = fit(view, pixels, (box.width, box.height))
    margin.scale(scale, extent, t)
    return Layout(head, foot, (legend, kinds, scale), box, extent, shown)


def _height_with_data(sheet: Sheet, extent: Extent) -> float:
    """Millimetres up to which a map may grow beyond the screen's: more would show empty paper."""
    _, middle = project(extent.lon, extent.lat)
    south, north = ground_ends()
    reach = 2 * min(float(middle) - south, north - float(middle)) / extent.metres_per_mm
    return max(reach, sheet.height * metres_per_pixel(sheet.zoom) / extent.metres_per_mm)


def _head(sheet: Sheet, column: Column) -> Column:
    """The title in letters as large as one line allows, and what the filter says."""
    fitting = (
        size
        for size in _TITLE_SIZES
        if len(wrap(sheet.title, column.width, size * column.larger, "bold")) == 1
    )
    size = next(fitting, _TITLE_SIZES[-1])
    for line in balanced(sheet.title, column.width, size * column.larger, "bold"):
        column.text(line, size, "bold")
    column.gap(0.8)
    for sentence in sheet.said:
        column.text(sentence, 8.2, color=QUIET)
    column.gap(1.2)
    return column


def _draw_margin(canvas: Canvas, layout: Layout, sheet: Sheet) -> None:
    layout.head.draw(canvas, EDGE, EDGE)
    layout.foot.draw(canvas, EDGE, canvas.height - EDGE - layout.foot.height)
    box = layout.map
    if sheet.orientation == "landscape":
        legend, _, scale = layout.columns
        legend.draw(canvas, box.right + _TICKS + _GAP, box.top)
        scale.draw(canvas, box.right + _TICKS + _GAP, box.bottom - scale.height)
        return
    left = EDGE
    for column in layout.columns:
        column.draw(canvas, left, box.bottom + _TICKS + _GAP)
        left += column.width + _GAP


def _draw_map(canvas: Canvas, layout: Layout, sheet: Sheet) -> None:
    scene.draw(canvas, layout.map, layout.extent, layout.places, sheet.lang, sheet.place)
    _draw_degrees(canvas, layout)


def _draw_degrees(canvas: Canvas, layout: Layout) -> None:
    """Short lines on the frame at round degrees, with their figures outside."""
    box, extent = layout.map, layout.extent
    west, south, east, north = extent.bounds
    (left, right), (lower, upper) = unproject([west, east], [south, north])
    size = 6.2 * canvas.larger
    look = {"size": size, "color": QUIET, "ha": "center"}
    step = _step(right - left, box.width / (38 * canvas.larger))
    for lon in _multiples(step, left, right):
        x = box.left + float(extent.on_paper(project(lon, 0)[0], 0)[0])
        for edge, inward, at in ((box.top, 1.4, -3.4), (box.bottom, -1.4, 0.5)):
            canvas.stroke([x, x], [edge, edge + inward])
            canvas.lines([_degrees(lon)], x, edge + at * canvas.larger, **look)
    step = _step(upper - lower, box.height / (38 * canvas.larger))
    for lat in _multiples(step, lower, upper):
        y = box.bottom - float(extent.on_paper(0, project(0, lat)[1])[1])
        for edge, inward, at in ((box.left, 1.4, -1.2), (box.right, -1.4, 2.9)):
            canvas.stroke([edge, edge + inward], [y, y])
            turned = {"ha": "center", "va": "center", "rotation": 90, "color": QUIET}
            write(canvas.page, edge + at * canvas.larger, y, _degrees(lat), size, **turned)


def _step(span: float, ticks: float) -> float:
    """A round number of degrees, so that about so many lines stand on the span."""
    return min(_DEGREES, key=lambda step: abs(math.log(span / step / max(ticks, 1))))


def _multiples(step: float, least: float, most: float) -> list[float]:
    """Multiples of a step between two values, far enough from the corners for their figures."""
    inset = (most - least) * 0.02
    first, last = math.ceil((least + inset) / step), math.floor((most - inset) / step)
    return [step * each for each in range(first, last + 1)]


def _degrees(value: float) -> str:
    """Degrees, minutes and seconds, as far as they are not zero."""
    seconds = round(abs(value) * 3600)
    degrees, minutes, seconds = seconds // 3600, seconds // 60 % 60, seconds % 60
    said = f"{'−' if value < 0 else ''}{degrees}°"
    said += f"{minutes:02}′" if minutes or seconds else ""
    return said + (f"{seconds:02}″" if seconds else "")
