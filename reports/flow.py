"""A report as a flow of pieces: words, tables, pictures, one below the other. Each form draws the
same pieces, so none can say a figure that another does not.

report ──flow──▶ pieces ──▶ .docx, .pdf, .xlsx
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dossiers.parts import Cell, Event, Row, Section, Table
from dossiers.report import Report
from i18n import Translator
from layers.vocabulary import LEVELS
from reports.citing import Register, commonest_level
from reports.composing import lines_of, words


@dataclass(frozen=True)
class Words:
    """A heading, a paragraph, a point of a list, a note in small letters."""

    text: str
    look: str = "plain"
    """heading, plain, strong, point, note"""


@dataclass(frozen=True)
class Grid:
    """Cells in columns; a cell is its lines."""

    heads: tuple[str, ...]
    """None above labels and their values."""
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    numbers: frozenset[int] = frozenset()
    """Columns of figures."""

    @property
    def shares(self) -> tuple[float, ...]:
        """Of the width, by column: what the longest word needs, and of what is left a part by the
        longest line. Labels have the same in every grid."""
        columns = list(zip(*self.rows, strict=True))
        needed = [_longest(column, " ", _WORD) for column in columns]
        wanted = [_longest(column, None, _LINE) for column in columns]
        for place, head in enumerate(self.heads):
            needed[place] = max(needed[place], _longest(((head,),), " ", _WORD) + _STRONGER)
        if not self.heads and len(columns) == 2 and needed[0] > _NUMBERS:
            return _LABELS
        more = [max(0, want - need) for want, need in zip(wanted, needed, strict=True)]
        left = max(0, _PAGE - sum(needed)) / max(1, sum(more))
        weights = [need + left * each for need, each in zip(needed, more, strict=True)]
        return tuple(each / sum(weights) for each in weights)


@dataclass(frozen=True)
class Picture:
    """A picture by its name: map, strip."""

    name: str


@dataclass(frozen=True)
class Chapter:
    """What stands under one heading; in a workbook a sheet."""

    id: str
    pieces: tuple[Words | Grid | Picture, ...]


Piece = Words | Grid | Picture

_WORD, _LINE, _PAGE = 18, 80, 106
"""Letters: what is longer than a word may break; a longer line gets no more room; a page holds so
many."""

_EDGES, _STRONGER, _NUMBERS = 2, 1, 6
"""Letters: the edges of a cell, how much wider a head is, the numbers of sources."""
_LABELS = (0.28, 0.72)


def _longest(column: Sequence[tuple[str, ...]], parted: str | None, most: int) -> int:
    """Letters of the longest part, with the edges of its cell."""
    lines = [line for cell in column for line in cell]
    parts = [part for line in lines for part in (line.split(parted) if parted else [line])]
    return min(max(map(len, parts), default=0), most) + _EDGES


def chapters(report: Report, t: Translator) -> Iterator[Chapter]:
    """The sections of a report, and at last what the numbers at its figures mean."""
    register = Register(t, commonest_level(report.sections))
    for section in report.sections:
        pieces = tuple(_section(section, register, report.pictured))
        if len(pieces) > 1:
            yield Chapter(section.id, pieces)
    if register.sources:
        yield Chapter("sources", tuple(_sources(register)))


def _section(told: Section, register: Register, pictured: str) -> Iterator[Piece]:
    if told.id == pictured:
        yield Picture("map")
    yield Words(told.title, "heading")
    yield from (Words(each, "strong") for each in told.warnings)
    yield from (Words(each, "strong" if told.id == "answer" and not place else "plain")
                for place, each in enumerate(told.said))  # fmt: skip
    if told.id == "strip":
        yield Picture("strip")
    if told.facts:
        yield Grid((), tuple(((each.label,), _lines(each.value, register)) for each in told.facts))
    if told.events:
        yield Grid((), tuple(_event(each, register) for each in told.events))
    for table in (told.table, told.below):
        if table is not None and table.rows:
            yield _grid(table, register)
    yield from (Words(" ".join(_lines(each, register)), "point") for each in told.points)
    yield from (Words(each, "note") for each in told.notes)


def _grid(table: Table, register: Register) -> Grid:
    """With a last column for the sources, if there are any."""
    proven = any(row.proof for row in table.rows)
    heads = (*table.heads, *([register.t("Source")] if proven else []))
    rows = tuple(_row(row, proven, register) for row in table.rows)
    return Grid(heads, rows, table.numbers)


def _row(row: Row, proven: bool, register: Register) -> tuple[tuple[str, ...], ...]:
    cells = tuple(_lines(cell, register) for cell in row.cells)
    return (*cells, (_mark(row, register),)) if proven else cells


def _mark(row: Row | Event, register: Register) -> str:
    """The numbers of its sources; here the spaces may break, or the column would be wide."""
    return "".join(run.words for run in register.proof(row.proof)).replace("\u00a0", " ")


def _lines(cell: Cell, register: Register) -> tuple[str, ...]:
    """The lines of a cell. Paper cannot be clicked: an address is told by its number."""
    return tuple(
        " ".join([words(line), *(run.words for run in _linked(line, register))])
        for line in lines_of(cell)
    )


def _linked(line: object, register: Register) -> list:
    return [] if isinstance(line, str) else register.link(line)


def _event(event: Event, register: Register) -> tuple[tuple[str, ...], ...]:
    said = lines_of(event.what)
    told = tuple(words(line) for line in said if isinstance(line, str))
    mark = _mark(event, register)
    return (event.when,), (event.number or "—",), (*told[:-1], f"{told[-1]} {mark}".strip())


def _sources(register: Register) -> Iterator[Piece]:
    t = register.t
    yield Words(t("Sources"), "heading")
    if register.level:
        said = t(
            "Confidence where no mark says otherwise: {level}.", level=t(LEVELS[register.level])
        )
        yield Words(said, "note")
    yield Grid((), tuple(((f"[{n}]",), (source,)) for source, n in register.sources.items()))
