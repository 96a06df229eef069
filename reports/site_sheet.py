"""The sheet of one place on one page of A4: what a guide or a journalist keeps.

First the page is settled, without paper: letters become smaller step by step down to what is still
legible, then long tables are cut, and say so. The result fits one page, always.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from matplotlib.patches import Rectangle

from dossiers.parts import Dossier
from dossiers.place import dossier
from i18n import Translator, translator
from reports import locator, margin
from reports.canvas import Canvas, write
from reports.composing import Rule
from reports.letters import drawable
from reports.page import Layout, Placed, page
from reports.setting import FLOOR
from reports.sheet import OnePage, SiteSheet

_TALLEST, _LOWEST = 96.0, 50.0
"""Height of the map, millimetres, with the largest and with the smallest letters."""
_LARGEST, _STEP = 10.0, 0.2
"""Points."""


def _rules() -> Iterator[Rule]:
    """From the most beautiful page to the tightest. Each holds more than the one before."""
    steps = round((_LARGEST - FLOOR) / _STEP)
    for step in range(steps + 1):
        part = step / steps
        yield Rule(_LARGEST - (_LARGEST - FLOOR) * part, _TALLEST - (_TALLEST - _LOWEST) * part)
    tight = Rule(FLOOR, _LOWEST, dense=True, leading=1.22)
    yield tight
    for notes in (1, 0):
        tight = replace(tight, notes=notes, short=True)
        yield tight
    while tight.highest > 15:
        tight = replace(tight, highest=min(190.0, tight.highest * 0.95))
        yield tight
    for letters, most in ((1200, 16), (800, 12), (500, 9), (300, 7), (200, 5), (120, 3), (60, 1)):
        tight = replace(tight, letters=letters, sentences=most, highest=tight.highest * 0.8)
        yield tight


RULES = tuple(_rules())
_WHOLE = next(place for place, rule in enumerate(RULES) if rule.dense)
"""The last rule that leaves nothing out."""


class TooLongError(ValueError):
    """A dossier that no rule brings onto one page."""


def make(order: SiteSheet) -> bytes:
    """The page that was ordered, as a PDF. Raises KeyError for an unknown place or language."""
    return draw(order, dossier(order.identity, translator(order.lang)))


def draw(order: OnePage, told: Dossier) -> bytes:
    """The page of a dossier as a PDF: same order, same dossier, same bytes. Raises TooLongError."""
    t = translator(order.lang)
    order = replace(order, title=drawable(told.title))
    canvas = Canvas(order)
    layout = settle(told, order.day, t)
    _draw_map(canvas, layout, t)
    for placed in layout.blocks:
        draw_block(canvas, placed)
    return canvas.file(order)


def settle(told: Dossier, day: date, t: Translator) -> Layout:
    """The page with the largest letters, and the least left out, that holds the dossier.

    Raises TooLongError.
    """
    seen = locator.shown(told.places or (told.id,), t)
    tried: dict[int, Layout | None] = {}

    def fits(place: int) -> bool:
        if place not in tried:
            tried[place] = page(told, day, t, RULES[place], seen)
        return tried[place] is not None

    if not fits(0):
        whole = fits(_WHOLE)  # what is left out takes longer to find: only where it must be
        bounds = (1, _WHOLE) if whole else (_WHOLE + 1, len(RULES))
        bisect_left(range(len(RULES)), True, *bounds, key=fits)
    fitting = [place for place, layout in tried.items() if layout]
    layout = tried[min(fitting)] if fitting else None
    if layout is None:
        raise TooLongError(told.id)
    return layout


def _draw_map(canvas: Canvas, layout: Layout, t: Translator) -> None:
    if layout.map is None or layout.locator is None:
        return
    box = layout.map
    locator.draw(canvas, box, layout.locator, t.lang)
    room = box.width / 2
    margin.scale_bar(canvas, box.left, box.bottom + 1.8, layout.locator.extent, room, 1.0, t)


def draw_block(canvas: Canvas, placed: Placed) -> None:
    """Draw the rectangles and the words of a block where it stands."""
    for bar in placed.block.bars:
        corner = placed.left + bar.left, placed.top + bar.top
        look = {"facecolor": bar.color, "edgecolor": "none"}
        canvas.page.add_patch(Rectangle(corner, bar.width, bar.height, **look))
    for piece in placed.block.pieces:
        x, y = placed.left + piece.left, placed.top + piece.baseline
        look = {"color": piece.color, "url": piece.url or None}
        write(canvas.page, x, y, piece.words, piece.size, piece.face, **look)
