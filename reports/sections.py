"""Sections of a dossier on paper, each no higher than the rule allows."""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from dossiers.parts import Cell, Event, Fact, Section
from reports.abridging import in_short
from reports.canvas import ACCENT, QUIET
from reports.composing import ALL, Composer, first_by, kept_together
from reports.setting import Block, Run, beside, natural
from reports.tables import table_blocks

_LABEL = 0.34
"""Part of a column that labels may take."""
_ASIDE = 2.6
"""Millimetres between a label and its value."""
_INDENT = 3.0
_WEIGHTS = {
    "responsible": 2.0,
    "events": 2.5,
    "nearest": 2.0,
    "zones": 1.6,
    "affected": 1.5,
    "parts": 1.4,
}
"""Of what is left out: whom to ask and what was decided go last."""


def section_blocks(composer: Composer, told: Section, said: Sequence[str] = ()) -> list[Block]:
    """A section under its heading; nothing of one that says nothing. Warnings that are `said`
    already are not said twice."""
    told = replace(told, warnings=tuple(each for each in told.warnings if each not in said))
    if composer.rule.short and told.id == "responsible":
        told = in_short(told)
    most = _most(composer, told)
    blocks = _blocks(composer, told, most)
    return [composer.heading(told.title), *kept_together(blocks)] if blocks else []


def _most(composer: Composer, told: Section) -> int:
    """How many rows, facts, events and points of a section fit the height that it may have; at
    least one of each."""
    highest = composer.rule.highest * _WEIGHTS.get(told.id, 1.0)
    if highest == float("inf"):
        return ALL
    series = (told.facts, told.events, told.table.rows if told.table else (), told.points)

    def too_high(most: int) -> bool:
        trial = replace(composer, register=composer.register.copy())
        blocks = _blocks(trial, told, most)
        return sum(block.above + block.height for block in blocks) > highest

    longest = max(map(len, series))
    if not too_high(longest):
        return ALL
    return max(1, bisect_left(range(longest + 1), True, lo=1, key=too_high) - 1)


def _blocks(composer: Composer, told: Section, most: int) -> list[Block]:
    return [
        *_sentences(composer, told.warnings, composer.warning),
        *_sentences(composer, told.said, composer.paragraph, 1 if composer.rule.short else ALL),
        *_facts(composer, told.facts, most),
        *_events(composer, told.events, most),
        *table_blocks(composer, told.table, most),
        *_below(composer, told),
        *_points(composer, told.points, most),
        *_sentences(composer, told.notes, composer.note, composer.rule.notes),
    ]


def _sentences(
    composer: Composer, every: Sequence[str], setting: Callable[[str], Block], most: int = ALL
) -> list[Block]:
    shown = every[: min(composer.rule.sentences, most)]
    return [setting(each) for each in shown] + composer.left_out(len(every) - len(shown))


def _facts(composer: Composer, facts: Sequence[Fact], most: int) -> list[Block]:
    shown = facts[:most]
    if composer.rule.dense and shown:
        runs = [run for place, fact in enumerate(shown) for run in _run_in(composer, place, fact)]
        blocks = [replace(composer.text(runs, composer.room), above=composer.em())]
    else:
        blocks = [_fact(composer, fact) for fact in shown]
    return blocks + composer.left_out(len(facts) - len(shown))


def _run_in(composer: Composer, place: int, fact: Fact) -> list[Run]:
    """A fact in a paragraph of facts."""
    label = Run(f"{composer.plain(fact.label)}:", "italic", QUIET)
    said = [label, *composer.in_a_row(fact.value, fact.proof), *composer.register.proof(fact.proof)]
    return [Run("·", "bold", QUIET), *said] if place else said


def _fact(composer: Composer, fact: Fact) -> Block:
    left = composer.room * _LABEL
    words = [Run(composer.plain(fact.label), color=QUIET)]
    label = composer.text(words, left)
    value = composer.cell(fact.value, composer.room - left - _ASIDE, fact.proof)
    return replace(beside([(0.0, label), (left + _ASIDE, value)]), above=composer.em())


def _events(composer: Composer, events: Sequence[Event], most: int) -> list[Block]:
    """Decisions that have a number stay before others, the latest before earlier ones."""
    ranks = ((not event.number, -place) for place, event in enumerate(events))
    shown = [events[place] for place in first_by(ranks, most)]
    days = [[Run(composer.plain(event.when), color=QUIET)] for event in shown]
    widest = max((natural(day, composer.rule.size) for day in days), default=0.0)
    left = min(widest, composer.room * _LABEL)
    blocks = [
        _event(composer, composer.text(day, left), left, event)
        for day, event in zip(days, shown, strict=True)
    ]
    return blocks + composer.left_out(len(events) - len(shown))


def _event(composer: Composer, day: Block, left: float, event: Event) -> Block:
    """The day, and beside it the number and the line."""
    number = composer.plain(event.number).replace(" ", "\u00a0")  # no line parts it
    said = [
        *([Run(number, "bold")] if number else []),
        *composer.in_a_row(event.what, event.proof),
        *composer.register.proof(event.proof),
    ]
    told = composer.text(said, composer.room - left - _ASIDE)
    return replace(beside([(0.0, day), (left + _ASIDE, told)]), above=composer.em(0.28))


def _below(composer: Composer, told: Section) -> list[Block]:
    """Of a second table only that it is there: a page has no room for two."""
    if told.below is None or not told.below.rows:
        return []
    t, count = composer.t, composer.t.number(len(told.below.rows))
    title = told.below.caption
    said = (
        t("What the acts say, {title} ({n}): see the sheet in Mura", title=title, n=count)
        if composer.rule.short
        else t("{title} ({n}): see the sheet in Mura", title=title, n=count)
    )
    words = [Run(composer.plain(said), "italic", QUIET)]
    return [
        replace(composer.text(words, composer.room, composer.rule.small), above=composer.em(0.3))
    ]


def _points(composer: Composer, points: Sequence[Cell], most: int) -> list[Block]:
    dot = composer.text([Run("•", color=ACCENT)], _INDENT)
    cells = [composer.cell(point, composer.room - _INDENT) for point in points[:most]]
    shown = [replace(beside([(0.0, dot), (_INDENT, cell)]), above=composer.em()) for cell in cells]
    return shown + composer.left_out(len(points) - len(shown))
