"""What stands around the map: legend, kinds, scale, north, and the small print."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from babel.dates import format_date
from matplotlib.path import Path

from geodata.sources import basemap_attribution, layer_sources
from i18n import Translator
from layers.boundaries import citation
from layers.catalogue import collection
from layers.symbols import KIND_SVG
from layers.vocabulary import CAVEATS, LEGEND_OF_KINDS, LICENCES, NOT_STATED
from layers.zones import loaded_of
from reports.canvas import INK, QUIET, Canvas
from reports.extent import Extent
from reports.letters import line_height, wrap
from reports.paths import symbol
from reports.places import AMBER, Drawn, kinds_of
from reports.sheet import Sheet

_TEXT, _HEADING, _SMALL = 7.4, 8.2, 5.9
_DARK = "#334155"

Ink = Callable[[Canvas, float, float], None]
"""Draws something with its upper left corner at these millimetres."""


@dataclass
class Column:
    """Things below each other, as wide as the column. They are measured first and drawn later,
    because the map gets the room that they leave."""

    width: float
    larger: float
    height: float = 0.0
    _inks: list[tuple[float, Ink]] = field(default_factory=list)

    def add(self, height: float, ink: Ink) -> None:
        """Something of this height."""
        self._inks.append((self.height, ink))
        self.height += height

    def gap(self, height: float) -> None:
        """Nothing, of this height."""
        self.height += height * self.larger

    def text(
        self, text: str, size: float, name: str = "regular", indent: float = 0.0, color: str = INK
    ) -> None:
        """A text in as many lines as it needs."""
        size *= self.larger
        lines = wrap(text, self.width - indent, size, name)
        self.add(
            line_height(size) * len(lines),
            lambda on, x, y: on.lines(lines, x + indent, y, size, name, color=color),
        )

    def entry(self, picture: Ink, text: str) -> None:
        """A picture, and beside it what it means."""
        self.add(0, picture)
        self.text(text, _TEXT, indent=7.5 * self.larger)
        self.gap(1.1)

    def draw(self, canvas: Canvas, left: float, top: float) -> None:
        """Draw all of it."""
        for below, ink in self._inks:
            ink(canvas, left, top + below)


def legend(column: Column, places: list[Drawn], t: Translator) -> None:
    """The layers that are on the sheet, with how many of their places are."""
    counts = Counter(place.layer.name for place in places)
    if not counts:
        return
    column.text(t("On this sheet"), _HEADING, "bold")
    column.gap(0.8)
    for layer in collection().known:
        if layer.name in counts:
            column.entry(
                _symbol(layer.shape, layer.colour, column.larger),
                f"{layer.called(t)} ({t.number(counts[layer.name])})",
            )
    column.gap(1.5)


def kinds(column: Column, places: list[Drawn], t: Translator) -> None:
    """How the places of the sheet are drawn, and what that says of their extent."""
    present = {kind for place in places for kind in kinds_of(place)}
    if not present:
        return
    column.text(t("How places are drawn"), _HEADING, "bold")
    column.gap(0.8)
    for kind in KIND_SVG:
        if kind in present:
            column.entry(_kind(kind, column.larger), t(LEGEND_OF_KINDS[kind]))
    column.gap(1.5)


def scale(column: Column, extent: Extent, t: Translator) -> None:
    """North, a bar of a round length, and the scale of the middle."""
    larger = column.larger
    column.text(t("Scale"), _HEADING, "bold")
    column.gap(0.6)
    column.add(0, lambda on, x, y: north(on, x + column.width - 5 * larger, y, larger, t))
    column.text(f"1 : {t.number(extent.denominator)}", _TEXT + 1)
    column.gap(1.6)
    room = column.width - 16 * larger
    column.add(7 * larger, lambda on, x, y: scale_bar(on, x, y, extent, room, larger, t))
    column.text(
        t("Web Mercator (EPSG:3857). The scale holds in the middle of the map."),
        _SMALL,
        color=QUIET,
    )


def small_print(column: Column, sheet: Sheet, places: list[Drawn], t: Translator) -> None:
    """What is not stated, where the data come from, and the day."""
    column.text(t(NOT_STATED), _SMALL + 0.6, "bold")
    column.gap(0.7)
    written = "d MMMM y" if t.lang == "en" else "long"
    printed = t("Printed from Mura, {day}", day=format_date(sheet.day, written, t.locale))
    column.text(f"{printed} · {_sources(places, t)}", _SMALL, color=QUIET)


def _sources(places: list[Drawn], t: Translator) -> str:
    """Each publisher once, with what came from him, under which licence."""
    present = {place.layer.name: place.layer for place in places}
    published: dict[str, list[str]] = {}
    for source in layer_sources():
        if source.key in present:
            licence = t(LICENCES.get(source.licence, source.licence))
            doubt = f" ({t(CAVEATS[source.caveat])})" if source.caveat else ""
            said = f"{source.publisher}, {licence}{doubt}, {source.read}"
            published.setdefault(said, []).append(present[source.key].called(t))
    parts = [f"{', '.join(titles)}: {said}" for said, titles in published.items()]
    parts += _of_the_office(places, t)
    ground = t("base map: {names}", names=basemap_attribution())
    return t("Sources: {sources}.", sources="; ".join([*parts, ground]))


def _of_the_office(places: list[Drawn], t: Translator) -> list[str]:
    """What the office itself has loaded of all that is drawn, each act once."""
    lines = [zone.passport for place in places for zone in loaded_of(place.id)]
    layers = {place.layer.name: place.layer for place in places}
    own = [layer.passport for layer in layers.values() if layer.passport is not None]
    cited = dict.fromkeys(map(citation, [*lines, *own]))
    return [t("loaded by the office: {act}", act="; ".join(cited))] if cited else []


def _symbol(shape: str, colour: str, larger: float) -> Ink:
    def ink(on: Canvas, x: float, y: float) -> None:
        look = {"facecolor": colour, "edgecolor": "white", "linewidth": 0.5}
        on.shape(symbol(shape), x + 2.6 * larger, y + 1.75 * larger, 3.5 * larger, **look)

    return ink


def _kind(kind: str, larger: float) -> Ink:
    """The same pictures as layers.symbols.KIND_SVG."""

    def ink(on: Canvas, x: float, y: float) -> None:
        middle = x + 2.6 * larger, y + 1.75 * larger
        circle, size = symbol("circle"), 3.8 * larger
        line = {"facecolor": "none", "edgecolor": _DARK, "linewidth": 1.0 * larger}
        if kind == "boundary":
            on.shape(_BOX, *middle, size * 1.2, **line | {"facecolor": "#33415528"})
        if kind == "zone":
            dashed = {"linewidth": 0.8 * larger, "linestyle": (0, (6, 1.8, 1.2, 1.8))}
            on.shape(_BOX, *middle, size * 1.3, **line | {"facecolor": "#3341550f"} | dashed)
            on.shape(_BOX, *middle, size * 0.6, **line | {"facecolor": "#33415528"})
        if kind == "line":
            on.shape(_BENT, *middle, size * 1.2, **line | {"linewidth": 2.0 * larger})
        if kind == "schematic":
            on.shape(circle, *middle, size * 1.2, **line, linestyle=(0, (2.2, 1.6)))
        if kind in {"point", "disputed"}:
            on.shape(circle, *middle, size * 0.5, facecolor=_DARK, edgecolor="none")
        if kind == "disputed":
            on.shape(circle, *middle, size, **line | {"edgecolor": AMBER, "linewidth": 1.5})

    return ink


_BENT = Path([(-0.5, -0.3), (-0.15, 0.25), (0.15, -0.15), (0.5, 0.35)])
_BOX = Path([(-0.5, -0.3), (0.5, -0.3), (0.5, 0.3), (-0.5, 0.3), (-0.5, -0.3)], closed=True)


def north(on: Canvas, x: float, y: float, larger: float, t: Translator) -> None:
    """An arrow with its letter, its middle five millimetres below y."""
    on.shape(_UP, x, y + 5 * larger, 7.5 * larger, facecolor=INK, edgecolor="none")
    size = 8.5 * larger
    on.lines([t("N")], x, y - 3.1 * larger, size, "bold", ha="center")


_UP = Path([(0, 0.5), (0.3, -0.5), (0, -0.3), (-0.3, -0.5), (0, 0.5)], closed=True)


def bar_length(extent: Extent, room: float) -> float:
    """The longest round length, metres, whose bar is at most `room` millimetres."""
    most = room * extent.denominator / 1000
    power = 10.0 ** math.floor(math.log10(most))
    return max(step * power for step in (1, 2, 5) if step * power <= most)


def scale_bar(
    on: Canvas, x: float, y: float, extent: Extent, room: float, larger: float, t: Translator
) -> None:
    """A bar of a round length of at most `room` millimetres, its upper left corner at (x, y). Half
    of it is filled, so that half its length can be read too."""
    metres = bar_length(extent, room)
    across, tall = extent.bar(metres), 1.4 * larger
    for start, fill in ((0, INK), (0.5, "white")):
        left, right = x + across * start, x + across * (start + 0.5)
        look = {"facecolor": fill, "edgecolor": INK, "linewidth": 0.5}
        on.page.fill([left, right, right, left], [y, y, y + tall, y + tall], **look)
    unit, metres_each = (t("km"), 1000) if metres >= 1000 else (t("m"), 1)
    said = [t.number(metres * part / metres_each, 1) for part in (0, 0.5, 1)]
    size, below = 6.4 * larger, y + tall + 0.4
    on.lines([said[0]], x, below, size, ha="left")
    on.lines([said[1]], x + across / 2, below, size, ha="center")
    on.lines([f"{said[2]} {unit}"], x + across - 2 * larger, below, size, ha="left")
