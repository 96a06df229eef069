"""The strip chart of a road as a picture: a band a zone, what lies inside hatched, so that grey
says the same."""

from matplotlib.patches import Rectangle

from dossiers.strip import MARKS, Band, Mark, Strip
from i18n import Translator
from layers.positions import chainage
from reports.canvas import INK, QUIET, Canvas, Pictured
from reports.letters import width, wrap
from reports.paths import symbol

WIDTH = 170.0
"""Millimetres."""
_LEFT, _ROAD = 6.0, 158.0
_BAND, _BAR, _FOOT = 12.0, 4.0, 8.0
_TEXT, _SMALL = 7.4, 6.4
_TICKS = 8
_STEPS = (50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
"""Metres between the ticks."""
_FILLS = {"crosses": "#d4d4d4", "cannot_say": "#ededed", "clear": "#ffffff"}


def strip_picture(made: Strip, t: Translator) -> bytes:
    """A PNG, 170 mm wide. Same strip, same bytes."""
    paper = Pictured(t("Along the road"), (WIDTH, 3 + _BAND * len(made.bands) + _FOOT))
    canvas = Canvas(paper)
    for place, band in enumerate(made.bands):
        _band(canvas, band, 1.0 + _BAND * place, made.length_m, t)
    _scale(canvas, 1.5 + _BAND * len(made.bands), made.length_m)
    return canvas.file(paper)


def said(made: Strip, t: Translator) -> str:
    """What is to be seen, for whoever cannot see it."""
    return "; ".join(f"{band.title}: {band.said}" for band in made.bands)


def _band(canvas: Canvas, band: Band, top: float, length_m: float, t: Translator) -> None:
    title = f"{band.title}: {band.said}"
    canvas.lines(wrap(title, _ROAD, _TEXT)[:1], _LEFT, top, _TEXT)
    bar = top + 4.2
    look = {"facecolor": _FILLS[band.verdict], "edgecolor": INK, "linewidth": 0.6}
    canvas.page.add_patch(Rectangle((_LEFT, bar), _ROAD, _BAR, **look))
    for enter, leave in band.intervals:
        left, right = (_LEFT + _ROAD * each / length_m for each in (enter, leave))
        inside = {"facecolor": "white", "edgecolor": INK, "linewidth": 1.0, "hatch": "//////"}
        canvas.page.add_patch(Rectangle((left, bar), max(right - left, 0.6), _BAR, **inside))
    for mark in band.marks:
        if mark.kind in {"nearest", "deepest"}:
            ends = [leave for enter, leave in band.intervals if enter <= mark.along_m <= leave]
            beside = _LEFT + _ROAD * max([mark.along_m, *ends]) / length_m
            _mark(canvas, mark, bar, beside, length_m, t)


def _mark(
    canvas: Canvas, mark: Mark, bar: float, beside: float, length_m: float, t: Translator
) -> None:
    """A dot on the band, and its words on the side that has room, off what is hatched."""
    x = _LEFT + _ROAD * mark.along_m / length_m
    look = {"facecolor": INK, "edgecolor": "white", "linewidth": 0.6}
    canvas.shape(symbol("diamond"), x, bar + _BAR / 2, 3.2, **look)
    words = f"{t(MARKS[mark.kind])} {chainage(mark.along_m)}"
    across = width(words, _SMALL)
    left = beside + 2.4 if beside + 2.4 + across < _LEFT + _ROAD else x - 2.4 - across
    backing = {"facecolor": "white", "edgecolor": "none"}
    canvas.page.add_patch(Rectangle((left - 0.5, bar + 0.4), across + 1, _BAR - 0.8, **backing))
    canvas.lines([words], left, bar + 0.5, _SMALL)


def _scale(canvas: Canvas, top: float, length_m: float) -> None:
    """Round kilometres, and the end of the road where there is room for it."""
    canvas.stroke([_LEFT, _LEFT + _ROAD], [top, top], linewidth=0.8)
    step = next((each for each in _STEPS if length_m / each <= _TICKS), _STEPS[-1])
    stops = [step * each for each in range(int(length_m / step) + 1)]
    stops = [each for each in stops if each < length_m * 0.93] + [length_m]
    for stop in stops:
        x = _LEFT + _ROAD * stop / length_m
        canvas.stroke([x, x], [top, top + 1.2])
        align = "left" if not stop else "right" if stop == length_m else "center"
        canvas.lines([chainage(stop)], x, top + 1.8, _SMALL, color=QUIET, ha=align)
