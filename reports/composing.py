"""What the parts of a dossier have in common on paper: headings, paragraphs, cells, marks.

How large the letters are and how much is told is one `Rule`; what it leaves out, the page says.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dossiers.parts import Cell, Link, Proof
from i18n import Translator
from reports.canvas import ACCENT, INK, QUIET
from reports.citing import Register
from reports.letters import LINE, MM_PER_POINT
from reports.setting import FLOOR, Bar, Block, Run, beside, stacked, text

ALL = 10**9
HAIRLINE = "#b9afa2"
_UNIT = re.compile(r"(?<=\d) (?=(?:ha|km|m|га|км|м)\b)|(?<=″) |(?<=\b\w\.) (?=\w\.)")
"""Spaces between a figure and its unit, seconds and their direction, с. and ш."""


@dataclass(frozen=True)
class Rule:
    """How large the letters are, points, and how much is told."""

    size: float
    map_height: float
    """Millimetres."""
    dense: bool = False
    """Facts and sources each in one paragraph, and not on lines of their own."""
    leading: float = LINE
    """Distance of lines, in sizes of their letters."""
    highest: float = float("inf")
    """Millimetres that a section may take, as far as fewer rows, facts or events can do it."""
    sentences: int = ALL
    """Most sentences of a kind in a section."""
    notes: int = ALL
    """Most sentences in small print in a section."""
    short: bool = False
    """Of the chain of responsibility only who, and by which acts."""
    letters: int = ALL
    """Most letters of one text; it ends after a whole word."""

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
    """Sets the words of one dossier in columns. It cites in the order in which it is asked."""

    t: Translator
    rule: Rule
    register: Register
    room: float
    """Width of a column, millimetres."""

    def heading(self, title: str) -> Block:
        """The heading of a section, over a fine line."""
        words = self.text(
            [Run(self.plain(title), "bold", ACCENT)], self.room, self.rule.size * 1.08
        )
        line = Bar(0.0, words.height + 0.15, self.room, 0.15, HAIRLINE)
        room = {"height": words.height + 0.9, "above": self.em(0.95)}
        return replace(words, bars=(line,), binds=True, begins=True, **room)

    def paragraph(self, words: str, size: float = 0.0, color: str = INK) -> Block:
        """A paragraph, in the size of the rule if no other is given."""
        said = self.text([Run(self.plain(words), color=color)], self.room, size)
        return replace(said, above=self.em())

    def note(self, words: str) -> Block:
        """A paragraph of small print."""
        return replace(self.paragraph(words, self.rule.least, QUIET), above=self.em(0.3))

    def warning(self, words: str) -> Block:
        """A sentence that must be read, set off by a bar at its side."""
        said = self.text([Run(self.plain(words))], self.room - 3.2)
        bar = Bar(0.0, 0.3, 1.1, said.height - 0.6, ACCENT)
        return replace(beside([(3.2, said)]), bars=(bar,), above=self.em(0.4))

    def left_out(self, count: int) -> list[Block]:
        """What the rule does not show is said where it would stand."""
        if count <= 0:
            return []
        said = self.t("and {n} more: see the sheet in Mura", n=self.t.number(count))
        words = [Run(said, "italic", QUIET)]
        return [replace(self.text(words, self.room, self.rule.small), above=self.em())]

    def plain(self, words: str) -> str:
        """A text of at most the rule's letters, which says when it is cut; no word is, and no
        figure is parted from its unit."""
        words = _UNIT.sub("\u00a0", words)
        if len(words) <= self.rule.letters:
            return words
        whole = words[: self.rule.letters + 1].rpartition(" ")[0]
        more = self.t("more: see the sheet in Mura")
        return f"{whole} … ({more})".strip()

    def cell(self, cell: Cell, room: float, proof: Proof | None = None) -> Block:
        """The lines of a cell; the mark stands after the last."""
        *lines, last = (self.runs(each, proof) for each in lines_of(cell))
        marked = [*lines, [*last, *self.register.proof(proof)]]
        return stacked(self.text(each, room) for each in marked)

    def in_a_row(self, cell: Cell, proof: Proof | None, color: str = INK) -> list[Run]:
        """The lines of a cell as one line, without the mark of their proof. Where words stand with
        it, a link that the mark leads to as well says nothing more."""
        said: list[Run] = []
        lines = lines_of(cell)
        more = [line for line in lines if not _leads_to(line, proof)]
        for line in more or lines:
            said += [Run("·", color=QUIET)] if said else []
            said += self.runs(line, proof, color)
        return said

    def runs(self, said: str | Link, proof: Proof | None = None, color: str = INK) -> list[Run]:
        """A line of a cell; a link is marked unless the proof beside it leads there as well."""
        if isinstance(said, str):
            return [Run(self.plain(said), color=color)]
        marks = [] if _leads_to(said, proof) else self.register.link(said)
        return [Run(self.plain(said.words), color=color), *marks]

    def text(self, runs: Iterable[Run], room: float, size: float = 0.0) -> Block:
        """Runs in lines as far apart as the rule says, in its size if no other is given."""
        return text(runs, room, size or self.rule.size, line=self.rule.leading)

    def em(self, part: float = 0.12) -> float:
        """Room above a block, in sizes of the letters."""
        return self.rule.size * part * MM_PER_POINT


def lines_of(cell: Cell) -> tuple[str | Link, ...]:
    """What stands in a cell, at least one line."""
    return cell or ("",) if isinstance(cell, tuple) else (cell,)


def words(line: str | Link) -> str:
    """What is read of a line."""
    return line if isinstance(line, str) else line.words


def _leads_to(line: str | Link, proof: Proof | None) -> bool:
    return isinstance(line, Link) and proof is not None and line.url in proof.sources


def first_by(ranks: Iterable[Any], most: int) -> list[int]:
    """Which members stay where `most` may: those of the lowest rank, in their order."""
    ranked = sorted((rank, place) for place, rank in enumerate(ranks))
    return sorted(place for _, place in ranked[:most])


def kept_together(blocks: Sequence[Block]) -> list[Block]:
    """No column begins or ends with one line of a section alone."""
    held = {0, len(blocks) - 2} if len(blocks) > 3 else set(range(len(blocks) - 1))
    return [replace(each, binds=each.binds or n in held) for n, each in enumerate(blocks)]
