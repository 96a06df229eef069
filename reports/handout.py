"""A story on one page of A4, to hand out: a picture of each step, its words, and its sources.

Letters and pictures become smaller together until everything fits: nothing is left out.
"""

from dataclasses import dataclass, replace
from datetime import date

from dossiers.parts import Dossier
from geodata.stories import Step, Story
from i18n import Translator, translator
from layers.stories import places_of, story_of
from reports import margin, places, scene
from reports.canvas import ACCENT, QUIET, Box, Canvas
from reports.citing import Register
from reports.composing import Composer, Rule
from reports.extent import Extent, fit
from reports.letters import drawable
from reports.margin import Column
from reports.page import COLUMN, EDGE, HEIGHT, WIDTH, Placed, foot_of, head_of
from reports.places import Drawn
from reports.setting import FLOOR, Block, Run, stacked
from reports.sheet import HandOut
from reports.site_sheet import draw_block

_LARGEST, _STEP = 11.5, 0.25
"""Points."""
_WIDEST, _FLATTEST = 84.0, 1.35
"""Of a picture: millimetres, and width in heights."""
_FOOT = 8.6
"""Points that the sources are set by, at most."""
_BETWEEN, _ASIDE, _BELOW = 4.5, 5.0, 3.6
"""Millimetres between two steps, between picture and words, and of the scale below a picture."""
_PIXELS = (560, 420)
"""What a picture shows at least: so much of the screen around the middle of the step's view."""


class TooLongError(ValueError):
    """A story that does not fit one page in the smallest letters that can be read."""


@dataclass(frozen=True)
class Picture:
    """The map of a step: where it stands on the page, and what it shows."""

    box: Box
    extent: Extent
    shown: list[Drawn]
    marked: str
    """Id of the place that the step tells of, or empty."""


@dataclass(frozen=True)
class Layout:
    """Where everything stands on the page."""

    size: float
    """Of its letters, points."""
    blocks: tuple[Placed, ...]
    pictures: tuple[Picture, ...]
    legend: tuple[Column, Column]
    """What is drawn, and how."""
    legend_top: float


def make(order: HandOut) -> bytes:
    """The page as a PDF: same order, same bytes. Raises KeyError for an unknown story or language,
    TooLongError."""
    t = translator(order.lang)
    story = story_of(order.story)
    order = replace(order, title=drawable(story.title[t.lang]))
    canvas = Canvas(order)
    layout = settle(story, order.day, t)
    for picture in layout.pictures:
        _draw_picture(canvas, picture, t)
    for number, column in enumerate(layout.legend):
        column.draw(canvas, EDGE + number * (WIDTH - COLUMN), layout.legend_top)
    for placed in layout.blocks:
        draw_block(canvas, placed)
    return canvas.file(order)


def settle(story: Story, day: date, t: Translator) -> Layout:
    """The page with the largest letters that hold the story. Raises TooLongError."""
    seen = [places.drawn(places_of(step).index, t) for step in story.steps]
    for step in range(round((_LARGEST - FLOOR) / _STEP) + 1):
        if layout := _page(story, day, t, _LARGEST - step * _STEP, seen):
            return layout
    raise TooLongError(story.id)


def _page(
    story: Story, day: date, t: Translator, size: float, seen: list[list[Drawn]]
) -> Layout | None:
    """The page in letters of that size; None if the words of a step are higher than its row."""
    register = Register(t)
    for step in story.steps:
        register.mark(step.sources)
    told = _told(story, t)
    head = head_of(told, Composer(t, Rule(size, 0.0), register, COLUMN))
    foot = foot_of(told, day, Composer(t, Rule(min(size, _FOOT), 0.0), register, COLUMN))
    top, end = EDGE + head.height + 3.0, EDGE + HEIGHT - foot.height - 1.5
    at_most = _height(_legend([each for places in seen for each in places], t))
    row = (end - at_most - _BETWEEN - top) / len(story.steps) - _BETWEEN
    pictures = _pictures(story, seen, top, row)
    left = EDGE + pictures[0].box.width + _ASIDE
    composer = Composer(t, Rule(size, 0.0), register, EDGE + WIDTH - left)
    words = [_words(*each, composer) for each in enumerate(story.steps, 1)]
    if max(each.height for each in words) > row:
        return None
    legend = _legend([each for picture in pictures for each in picture.shown], t)
    beside = zip(pictures, words, strict=True)
    blocks = [Placed(left, picture.box.top - 1.0, block) for picture, block in beside]
    edges = [Placed(EDGE, EDGE, head), Placed(EDGE, EDGE + HEIGHT - foot.height, foot)]
    return Layout(size, (*edges, *blocks), pictures, legend, end - _height(legend))


def _told(story: Story, t: Translator) -> Dossier:
    """The story as head and foot of a page know what they belong to."""
    about = {"summary": "", "warnings": (), "sections": ()}
    address = f"#story={story.id}/1"
    return Dossier(story.id, story.title[t.lang], t("Hand-out"), address=address, **about)


def _words(number: int, step: Step, composer: Composer) -> Block:
    t, size = composer.t, composer.rule.size
    title = [Run(f"{number}. {composer.plain(step.title[t.lang])}", "bold", ACCENT)]
    said = [Run(composer.plain(step.text[t.lang])), *composer.register.mark(step.sources)]
    return stacked(
        [composer.text(title, composer.room, size * 1.12), composer.text(said, composer.room)]
    )


def _pictures(story: Story, seen: list[list[Drawn]], top: float, row: float) -> tuple[Picture, ...]:
    """One below the other, as large as their rows allow."""
    high = min(row - _BELOW, _WIDEST / _FLATTEST)
    made = []
    for number, (step, drawn) in enumerate(zip(story.steps, seen, strict=True)):
        box = Box(EDGE, top + number * (row + _BETWEEN), high * _FLATTEST, high)
        view = step.view["zoom"], step.view["lat"], step.view["lon"]
        extent = fit(view, _PIXELS, (box.width, box.height))
        made.append(Picture(box, extent, places.on_sheet(drawn, extent), step.place or ""))
    return tuple(made)


def _legend(shown: list[Drawn], t: Translator) -> tuple[Column, Column]:
    """The layers of all pictures, each place counted once, and the ways in which they are drawn."""
    each_once = list({place.id: place for place in shown}.values())
    columns = Column(COLUMN, 1.0), Column(COLUMN, 1.0)
    margin.legend(columns[0], each_once, t)
    margin.kinds(columns[1], each_once, t)
    return columns


def _height(legend: tuple[Column, Column]) -> float:
    return max(column.height for column in legend)


def _draw_picture(canvas: Canvas, picture: Picture, t: Translator) -> None:
    box = picture.box
    scene.draw(canvas, box, picture.extent, picture.shown, t.lang, picture.marked)
    ratio = f"1 : {t.number(picture.extent.denominator)}"
    canvas.lines([ratio], box.left, box.bottom + 0.6, FLOOR, color=QUIET)
