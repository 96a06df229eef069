"""A dossier as blocks of type: facts, events, tables and lists in the width of a column.

How large the letters are and how much is told is one `Rule`; what it leaves out, the block says.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from dossiers.parts import Cell, Event, Fact, Link, Row, Section, Table
from i18n import Translator
from reports.canvas import ACCENT, INK, QUIET
from reports.citing import Register
from reports.letters import MM_PER_POINT
from reports.setting import FLOOR, Bar, Block, Run, beside, natural, stacked, text
from reports.tables import Cells, one_proof, widths_of, without_alike

_ALL = 10**9
_TIGHT = 1.2
"""Distance of the lines of a table, in sizes of its letters."""
_LABEL = 0.34
"""Part of a column that labels may take."""
_ASIDE, _GUTTER = 2.6, 2.2
"""Millimetres between a label and its value, and between the columns of a table."""
HAIRLINE = "#b9afa2"
_UNIT = re.compile(r"(?<=\d) (?=(?:ha|km|m|га|км|м)\b)|(?<=″) |(?<=\b\w\.) (?=\w\.)")
"""Spaces between a figure and its unit, seconds and their direction, с. and ш."""


@dataclass(frozen=True)
class Rule:
    """How large the letters are, points, and how much is told."""

    size: float
    map_height: float
    """Millimetres."""
    rows: int = _ALL
    """Most rows of a table and points of a list; the first ones stay."""
    events: int = _ALL
    """Most events; the last ones stay, because the first are told longest."""
    facts: int = _ALL
    """Most facts of a section, and sentences of a kind."""
    letters: int = _ALL
    """Most letters of one text; it ends after a whole word."""
    listed: bool = True
    """Sources as a list, each on a line of its own."""

    @property
    def small(self) -> float:
        """Size of tables."""
        return max(FLOOR, self.size * 0.9)

    @property
    def least(self) -> float:
        """Size of notes and of the small print."""
        return max(FLOOR, self.size * 0.8)


@dataclass(frozen=True)
class Composer:
    """Sets the parts of one dossier. It cites in the order in which it is asked."""

    t: Translator
    rule: Rule
    register: Register
    room: float
    """Width of a column, millimetres."""

    def section(self, told: Section, said: Sequence[str] = ()) -> list[Block]:
        """A section under its heading; nothing of one that says nothing. Warnings that are `said`
        already are not said twice."""
        warnings = [each for each in told.warnings if each not in said]
        blocks = [
            *self._sentences(warnings, self.warning),
            *self._sentences(told.said, self._paragraph),
            *self._facts(told.facts),
            *self._events(told.events),
            *self._table(told.table),
            *self._points(told.points),
            *self._sentences(told.notes, self._note),
        ]
        return [self.heading(told.title), *_kept_together(blocks)] if blocks else []

    def heading(self, title: str) -> Block:
        """The heading of a section, over a fine line."""
        size = self.rule.size * 1.08
        words = text([Run(self.plain(title), "bold", ACCENT)], self.room, size)
        line = Bar(0.0, words.height + 0.15, self.room, 0.15, HAIRLINE)
        height = words.height + 0.9
        return replace(
            words, bars=(line,), height=height, above=self._em(0.95), binds=True, begins=True
        )

    def paragraph(self, words: str, size: float, color: str) -> Block:
        """A paragraph."""
        return replace(
            text([Run(self.plain(words), color=color)], self.room, size), above=self._em()
        )

    def _paragraph(self, words: str) -> Block:
        return self.paragraph(words, self.rule.size, INK)

    def _sentences(self, every: Sequence[str], setting: Callable[[str], Block]) -> list[Block]:
        shown = every[: self.rule.facts]
        return [setting(each) for each in shown] + self._left_out(len(every) - len(shown))

    def _note(self, words: str) -> Block:
        return replace(self.paragraph(words, self.rule.least, QUIET), above=self._em(0.3))

    def warning(self, words: str) -> Block:
        """A sentence that must be read, set off by a bar at its side."""
        said = text([Run(self.plain(words))], self.room - 3.2, self.rule.size)
        bar = Bar(0.0, 0.3, 1.1, said.height - 0.6, ACCENT)
        return replace(beside([(3.2, said)]), bars=(bar,), above=self._em(0.4))

    @property
    def more(self) -> str:
        """What is said where a text is cut."""
        return self.t("more: see the sheet in Mura")

    def plain(self, words: str) -> str:
        """A text of at most the rule's letters, which says when it is cut; no word is, and no
        figure is parted from its unit."""
        words = _UNIT.sub("\u00a0", words)
        if len(words) <= self.rule.letters:
            return words
        whole = words[: self.rule.letters + 1].rpartition(" ")[0]
        return f"{whole} … ({self.more})".strip()

    def _facts(self, facts: Sequence[Fact]) -> list[Block]:
        shown = facts[: self.rule.facts]
        return [self._fact(fact) for fact in shown] + self._left_out(len(facts) - len(shown))

    def _fact(self, fact: Fact) -> Block:
        left = self.room * _LABEL
        label = text([Run(self.plain(fact.label), color=QUIET)], left, self.rule.size)
        at = left + _ASIDE
        value = self._cell(fact.value, self.room - at, self.register.proof(fact.proof))
        return replace(beside([(0.0, label), (at, value)]), above=self._em())

    def _events(self, events: Sequence[Event]) -> list[Block]:
        shown = events[-self.rule.events :]
        days = [[Run(self.plain(event.when), color=QUIET)] for event in shown]
        widest = max((natural(day, self.rule.size) for day in days), default=0.0)
        left = min(widest, self.room * _LABEL)
        blocks = [
            self._event(text(day, left, self.rule.size), left, event)
            for day, event in zip(days, shown, strict=True)
        ]
        return self._left_out(len(events) - len(shown), earlier=True) + blocks

    def _event(self, day: Block, left: float, event: Event) -> Block:
        """The day, and beside it the number and the line."""
        lines = [self._runs(line) for line in _lines(event.what)]
        if event.number:
            lines[0].insert(0, Run(_whole(self.plain(event.number)), "bold"))
        lines[-1] += self.register.proof(event.proof)
        at = left + _ASIDE
        told = stacked(text(line, self.room - at, self.rule.size) for line in lines)
        return replace(beside([(0.0, day), (at, told)]), above=self._em(0.28))

    def _points(self, points: Sequence[Cell]) -> list[Block]:
        shown = points[: self.rule.rows]
        dot = text([Run("•", color=ACCENT)], 3.0, self.rule.size)
        blocks = [
            replace(
                beside([(0.0, dot), (3.0, self._cell(point, self.room - 3.0))]),
                above=self._em(),
            )
            for point in shown
        ]
        return blocks + self._left_out(len(points) - len(shown))

    def _table(self, table: Table | None) -> list[Block]:
        if table is None or not table.rows:
            return []
        table, alike = without_alike(table)
        shown = table.rows[: self.rule.rows]
        return [
            *self._rows(table, shown),
            *self._left_out(len(table.rows) - len(shown)),
            *(
                self._note(self.t("{head}: {said} (in every row)", head=head, said=said))
                for head, said in alike
            ),
        ]

    def _rows(self, table: Table, shown: Sequence[Row]) -> list[Block]:
        once = one_proof(shown)
        rows = [self._row(row, not once) for row in shown]
        heads: Cells = [[[Run(self.plain(head), color=QUIET)]] for head in table.heads]
        if once:
            heads[-1][0] += self.register.proof(shown[0].proof)
        if any(row.proof for row in shown) and not once:
            heads.append([[]])
        rows = [row[: len(heads)] for row in rows]
        widths = widths_of([heads, *rows], self.room, self.rule.small, _GUTTER)
        head, *others = (self._line(row, widths, table.numbers) for row in (heads, *rows))
        line = Bar(0.0, head.height + 0.1, self.room, 0.15, HAIRLINE)
        height, above = head.height + 0.5, self._em(0.2)
        head = replace(head, bars=(line,), height=height, above=above, binds=True)
        return [head, others[0], *(replace(row, head=head) for row in others[1:])]

    def _row(self, row: Row, marked: bool) -> Cells:
        """The cells of a row, each as lines of runs; the last is the mark."""
        cells = [[self._runs(line) for line in _lines(cell)] for cell in row.cells]
        return [*cells, [self.register.proof(row.proof) if marked else []]]

    def _line(self, cells: Cells, widths: list[float], numbers: frozenset[int]) -> Block:
        parts, left = [], 0.0
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            right = place in numbers
            lines = (text(each, width, self.rule.small, right, _TIGHT) for each in cell)
            parts.append((left, stacked(lines)))
            left += width + _GUTTER
        return replace(beside(parts), above=self._em(0.08))

    def _left_out(self, count: int, earlier: bool = False) -> list[Block]:
        """What the rule does not show is said where it would stand."""
        if count <= 0:
            return []
        t, n = self.t, self.t.number(count)
        said = (
            t("{n} earlier: see the sheet in Mura", n=n)
            if earlier
            else t("and {n} more: see the sheet in Mura", n=n)
        )
        words = [Run(said, "italic", QUIET)]
        return [replace(text(words, self.room, self.rule.small), above=self._em())]

    def _cell(self, cell: Cell, room: float, mark: Iterable[Run] = ()) -> Block:
        """The lines of a cell; the mark stands after the last."""
        *lines, last = (self._runs(each) for each in _lines(cell))
        return stacked(text(each, room, self.rule.size) for each in [*lines, [*last, *mark]])

    def _runs(self, said: str | Link) -> list[Run]:
        if isinstance(said, str):
            return [Run(self.plain(said))]
        return [Run(self.plain(said.words)), *self.register.link(said)]

    def _em(self, part: float = 0.12) -> float:
        """Room above a block, in sizes of the letters."""
        return self.rule.size * part * MM_PER_POINT


def _kept_together(blocks: list[Block]) -> list[Block]:
    """No column begins or ends with one line of a section alone."""
    held = {0, len(blocks) - 2} if len(blocks) > 3 else set(range(len(blocks) - 1))
    return [replace(each, binds=each.binds or n in held) for n, each in enumerate(blocks)]


def _lines(cell: Cell) -> tuple[str | Link, ...]:
    return cell or ("",) if isinstance(cell, tuple) else (cell,)


def _whole(number: str) -> str:
    """The number of a decision, which no line parts."""
    return number.replace(" ", "\u00a0")
