"""A table out of lines, the same for a delimited text and for a workbook: its header, if it has
one, the names of its columns, and the lines that are as wide as it.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata import settings
from geodata.contract import shortened
from geodata.coordinates.spelling import number
from geodata.problems import ContractError, Problem
from geodata.readers.columns import Cell, kind_of

Line = tuple[int, Sequence[Cell]]
"""Its number in the file, from 1, and its cells."""

_HEADER_WITHIN = 10
"""Lines in which the header is looked for: titles stand above it."""


@dataclass(frozen=True)
class Table:
    """Lines below their header, all of one width."""

    names: tuple[str, ...]
    rows: tuple[tuple[int, tuple[Cell, ...]], ...]
    problems: tuple[Problem, ...] = ()
    """Of lines that were left out."""
    titled: bool = True
    """Whether it has a header; without one its columns are called by letters."""


def table_of(lines: Iterable[Line], strict: bool) -> Table:
    """A table of lines that are not blank. `strict`: whether a line of another width than the
    header is a mistake, as in a delimited text, where a lost cell moves all that follow.

    Raises ContractError: no_features, too_many_columns, too_many_features.
    """
    kept: list[Line] = []
    for row, cells in lines:
        if len(cells) > settings.MAX_COLUMNS:
            raise refused("", "too_many_columns", settings.MAX_COLUMNS, row)
        if any(cell != "" for cell in cells):
            kept.append((row, cells))
        if len(kept) > settings.MAX_VERTICES:
            raise refused("", "too_many_features", settings.MAX_FEATURES)
    if not kept:
        raise refused("", "no_features")
    at = _header_at(kept)
    width = _width(kept, at, strict)
    body = kept if at is None else kept[at + 1 :]
    problems = [_left_out(line) for line in kept[: at or 0]]
    if body and at is not None and _counts(body[0][1]):
        problems.append(_left_out(body[0]))
        body = body[1:]
    least = 0
    if strict:
        least = width if at is None else len(_trimmed(kept[at][1], 0))
    rows: list[tuple[int, tuple[Cell, ...]]] = []
    for row, cells in body:
        trimmed = _trimmed(cells, width)
        if len(trimmed) > width or len(cells) < least:
            problems.append(Problem("ragged", row, value=str(len(cells))))
        else:
            rows.append((row, (*trimmed, *[""] * (width - len(trimmed)))))
    header = () if at is None else kept[at][1]
    return Table(_names(header, width), tuple(rows), tuple(problems), titled=at is not None)


def _left_out(line: Line) -> Problem:
    return Problem("not_read", line[0], value=shortened(" ".join(map(str, line[1])).strip()))


def _width(lines: Sequence[Line], header: int | None, strict: bool) -> int:
    """Of a delimited text as wide as its header, or as most of its lines; else as the widest."""
    widths = Counter(len(cells) for _, cells in lines)
    if not strict:
        return max(widths)
    return widths.most_common(1)[0][0] if header is None else len(lines[header][1])


def _trimmed(cells: Sequence[Cell], width: int) -> Sequence[Cell]:
    """The cells without blank ones at the end, but at least as many as the width, if there are."""
    end = len(cells)
    while end > width and cells[end - 1] == "":
        end -= 1
    return cells[:end]


def _header_at(lines: Sequence[Line]) -> int | None:
    """Where the header stands: the first line of words only, as wide as those below; None if the
    table begins with numbers."""
    filled = [[cell for cell in cells if cell != ""] for _, cells in lines[: _HEADER_WITHIN + 1]]
    width = max(map(len, filled))
    for at, cells in enumerate(filled[:_HEADER_WITHIN]):
        if any(kind_of(cell) != "text" for cell in cells):
            return None
        if len(cells) > 1 or width == 1:
            return at
    return None


def _counts(cells: Sequence[Cell]) -> bool:
    """Whether a line only numbers the columns, as in official tables: 1, 2, 3, 4."""
    return len(cells) > 2 and [number(str(cell)) for cell in cells] == list(
        range(1, len(cells) + 1)
    )


def _names(header: Sequence[Cell], width: int) -> tuple[str, ...]:
    """A name for each column, none twice; a letter, as in a workbook, where there is none."""
    counts: Counter[str] = Counter()
    names = []
    for place in range(width):
        said = " ".join(str(header[place]).split()) if place < len(header) else ""
        name = said.replace("\0", "")[:200] or _letters(place)
        counts[name] += 1
        names.append(name if counts[name] == 1 else f"{name} ({counts[name]})")
    return tuple(names) if len(set(names)) == width else tuple(map(_letters, range(width)))


def _letters(place: int) -> str:
    before, last = divmod(place, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def refused(form: str, code: str, value: object = None, row: int | None = None) -> ContractError:
    """The table as a whole, refused."""
    return ContractError(form, [Problem(code, row, value=None if value is None else str(value))])
