"""The sheet of one place, set on one page of A4 under one rule. Nothing is drawn here."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from babel.dates import format_date

from dossiers.parts import Dossier, Link, Section
from geodata.sources import basemap_attribution
from i18n import Translator
from layers.vocabulary import LEGEND_OF_KINDS, LEVELS, NOT_STATED
from reports.canvas import ACCENT, INK, QUIET, Box
from reports.citing import Register, cited, commonest_level
from reports.composing import HAIRLINE, Composer, Rule
from reports.letters import balanced
from reports.locator import Locator, locator
from reports.places import Drawn
from reports.sections import section_blocks
from reports.setting import Bar, Block, Run, beside, in_two, natural, stacked, text
from reports.sheet import PAPERS

EDGE = 11.0
"""Millimetres around everything: printers do not reach the edge of the paper."""
WIDTH, HEIGHT = (each - 2 * EDGE for each in PAPERS["A4"])
_BETWEEN = 6.0
COLUMN = (WIDTH - _BETWEEN) / 2
_RIGHT = EDGE + COLUMN + _BETWEEN
_TITLES = (22.0, 20.0, 18.0, 16.0, 14.0)
"""Sizes of the title, points: the first that gives one line, or else the last."""
_SOURCES = "sources"
"""Id of the section that stands at the foot, with the numbers of the sources."""
_FEW = 4
"""So many sources stand below each other over the whole width."""
SCALE = 7.0
"""Height of the scale below the map, millimetres."""


@dataclass(frozen=True)
class Placed:
    """A block with its upper left corner, millimetres from that of the paper."""

    left: float
    top: float
    block: Block


@dataclass(frozen=True)
class Layout:
    """Where everything stands on the page."""

    rule: Rule
    blocks: tuple[Placed, ...]
    map: Box | None
    locator: Locator | None

    @property
    def said(self) -> str:
        """All words of the page, for a search."""
        return " ".join(placed.block.said for placed in self.blocks)


def page(told: Dossier, day: date, t: Translator, rule: Rule, seen: list[Drawn]) -> Layout | None:
    """The page under this rule with a map of the places that were `seen`; None if it is full."""
    composer = Composer(t, rule, Register(t, commonest_level(told.sections)), COLUMN)
    head = head_of(told, composer)
    top = EDGE + head.height + 3.0
    given = locator(told.id, seen, (COLUMN, rule.map_height)) if seen else None
    box = Box(_RIGHT, top, COLUMN, given.extent.height) if given else None
    caption = _caption(given, composer)
    body = [*_lead(told, given, composer), *_body(told, composer)]
    foot = foot_of(told, day, composer)
    taken = box.height + caption.height if box else 0.0
    columns = in_two(body, HEIGHT + EDGE - foot.height - 3.0 - top, taken)
    if columns is None:
        return None
    left, right = columns
    placed = [
        Placed(EDGE, EDGE, head),
        *_column(left, EDGE, top),
        *_column(right, _RIGHT, top + taken, bool(taken)),
        Placed(EDGE, EDGE + HEIGHT - foot.height, foot),
    ]
    if box:
        placed.append(Placed(_RIGHT, box.bottom, caption))
    return Layout(rule, tuple(placed), box, given)


def head_of(told: Dossier, composer: Composer) -> Block:
    """What it is, its name, and a strong line."""
    kind = text([Run(composer.plain(told.kind), "bold", ACCENT)], WIDTH - 25, 8.6)
    mura = text([Run(composer.t("Mura"), "bold", QUIET)], 25, 8.6, right=True)
    title = composer.plain(told.title)
    fitting = (size for size in _TITLES if natural([Run(title, "bold")], size) <= WIDTH)
    size = next(fitting, _TITLES[-1])
    lines = balanced(title, WIDTH, size, "bold")
    named = stacked(text([Run(line, "bold")], WIDTH + 1, size, line=1.15) for line in lines)
    line = Block(1.6, bars=(Bar(0.0, 1.1, WIDTH, 0.5, INK),))
    return stacked([beside([(0.0, kind), (WIDTH - 25, mura)]), Block(0.6), named, line])


def _lead(told: Dossier, given: Locator | None, composer: Composer) -> list[Block]:
    """The summary, the warnings, and that there is no map where there is none."""
    size = composer.rule.size
    said = [composer.paragraph(told.summary, size * 1.12, INK)] if told.summary else []
    said += [composer.warning(each) for each in told.warnings]
    if given is None:
        none = composer.t(
            "No usable position was found, so it is not on the map. What is known stands below."
        )
        said.append(composer.paragraph(none, size, QUIET))
    return said


def _body(told: Dossier, composer: Composer) -> Iterable[Block]:
    for section in told.sections:
        if section.id != _SOURCES:
            yield from section_blocks(composer, section, told.warnings)


def _caption(given: Locator | None, composer: Composer) -> Block:
    """The scale, and what the ways say in which the places are drawn."""
    if given is None:
        return Block(0.0)
    t, size = composer.t, composer.rule.least
    ratio = text([Run(f"1 : {t.number(given.extent.denominator)}")], COLUMN, size, right=True)
    kinds = "; ".join(t(said) for kind, said in LEGEND_OF_KINDS.items() if kind in given.kinds)
    legend = composer.text([Run(kinds, color=QUIET)], COLUMN, size)
    return stacked(
        [Block(1.6), beside([(0.0, ratio), (0.0, Block(SCALE - 1.6))]), legend, Block(2.0)]
    )


def foot_of(told: Dossier, day: date, composer: Composer) -> Block:
    """The sources by their numbers, what is not stated, and where the sheet is to be found."""
    t, size = composer.t, composer.rule.least
    line = Block(1.8, bars=(Bar(0.0, 0.6, WIDTH, 0.15, HAIRLINE),))
    written = "d MMMM y" if t.lang == "en" else "long"
    printed = t("Printed from Mura, {day}", day=format_date(day, written, t.locale))
    ground = t("base map: {names}", names=basemap_attribution())
    address = Run(told.address or f"site?id={told.id}", "bold")
    return stacked(
        [
            *_sources(told, composer),
            line,
            composer.text([Run(t(NOT_STATED))], WIDTH, size),
            text(
                [Run(f"{printed} · {told.id} ·"), address, Run(f"· {ground}", color=QUIET)],
                WIDTH,
                size,
            ),
        ]
    )


def _sources(told: Dossier, composer: Composer) -> list[Block]:
    register = composer.register
    sections = [section for section in told.sections if section.id == _SOURCES]
    for point in (point for section in sections for point in section.points):
        for each in point if isinstance(point, tuple) else (point,):
            register.add(each.url or each.words if isinstance(each, Link) else each)
    if not register.sources and not sections:
        return []
    entries = [(Run(f"[{n}]", "bold"), cited(source)) for source, n in register.sources.items()]
    return [_sources_head(sections, composer), *_listed(entries, composer)]


def _sources_head(sections: list[Section], composer: Composer) -> Block:
    """The heading, and how sure the figures are."""
    t, size = composer.t, composer.rule.least
    title = sections[0].title if sections else t("Sources")
    runs = [Run(title, "bold", ACCENT, composer.rule.size / size)]
    if level := composer.register.level:
        said = t(
            "Confidence where no mark says otherwise: {level}.",
            level=t(LEVELS[level]),
        )
        runs.append(Run(f"· {said}", color=QUIET))
    facts = (fact for section in sections for fact in section.facts)
    runs += (
        Run(f"{fact.label}: {fact.value}.", color=QUIET)
        for fact in facts
        if isinstance(fact.value, str)
    )
    return composer.text(runs, WIDTH, size)


def _listed(entries: list[tuple[Run, list[Run]]], composer: Composer) -> list[Block]:
    """In two columns if there are many, or where room is short as one paragraph."""
    size = composer.rule.least
    if not entries:
        return []
    if composer.rule.dense:
        return [
            composer.text((run for number, said in entries for run in (number, *said)), WIDTH, size)
        ]
    wide = WIDTH if len(entries) <= _FEW else COLUMN
    indent = max(natural([number], size) for number, _ in entries) + 1.2
    blocks = [
        beside(
            [
                (0.0, composer.text([number], indent, size)),
                (indent, composer.text(said, wide - indent, size)),
            ]
        )
        for number, said in entries
    ]
    if wide == WIDTH:
        return blocks
    columns = in_two([replace(each, begins=True) for each in blocks], float("inf"))
    left, right = columns if columns else (blocks, [])
    return [beside([(0.0, stacked(left)), (COLUMN + _BETWEEN, stacked(right))])]


def _column(blocks: list[Block], left: float, top: float, below: bool = False) -> Iterable[Placed]:
    """The blocks below each other; the first keeps its room above only `below` something."""
    for place, block in enumerate(blocks):
        top += block.above if place or below else 0.0
        yield Placed(left, top, block)
        top += block.height
