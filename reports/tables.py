"""Tables on paper: in columns where the cells are short, row by row as prose where they are not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from dossiers.parts import Cell, Row, Table
from reports.canvas import QUIET
from reports.composing import HAIRLINE, Composer, first_by, lines_of
from reports.setting import Bar, Block, Run, beside, least, natural, stacked, text

Cells = list[list[list[Run]]]
"""Cells of a row, their lines, the runs of a line."""
_GUTTER = 2.2
"""Millimetres between columns."""
_TIGHT = 1.2
"""Distance of the lines of a table, in sizes of its letters."""
_MUCH = 1.3
"""How much higher than prose columns may be: they are read more easily."""
_MANY_ROWS = 4
_NOTHING = "—"
"""What a cell says that has nothing to say."""
_INDENT = 3.0


def table_blocks(composer: Composer, table: Table | None, most: int) -> list[Block]:
    """A table of at most so many rows: first of each head, which is its first cell, the first row.

    What every row says is said once below.
    """
    if table is None or not table.rows:
        return []
    table, alike = _without_alike(table)
    shown = [table.rows[place] for place in first_by(_ranks(table.rows), most)]
    return [
        *_set(composer, table, shown),
        *composer.left_out(len(table.rows) - len(shown)),
        *(
            composer.note(composer.t("{head}: {said} (in every row)", head=head, said=said))
            for head, said in alike
        ),
    ]


def _ranks(rows: Sequence[Row]) -> Iterator[int]:
    """How many rows of the same head stand before."""
    before: Counter[Cell] = Counter()
    for row in rows:
        yield before[row.cells[0]]
        before[row.cells[0]] += 1


def _set(composer: Composer, table: Table, shown: Sequence[Row]) -> list[Block]:
    """In columns, unless words would break in them, or prose takes much less room."""
    before = composer.register.copy()
    columns = _columns(composer, table, shown)
    if columns is not None:
        prose = _prose(replace(composer, register=before), table, shown)
        if _height(columns[1:]) <= _MUCH * _height(prose):
            return columns
    return _prose(composer, table, shown)


def _height(blocks: Sequence[Block]) -> float:
    return sum(block.above + block.height for block in blocks)


def _prose(composer: Composer, table: Table, shown: Sequence[Row]) -> list[Block]:
    """A paragraph a row. Rows of one head stand below it, indented."""
    blocks: list[Block] = []
    size, last = composer.rule.small, None
    for row in shown:
        head = [replace(run, face="bold") for run in composer.in_a_row(row.cells[0], row.proof)]
        said = [run for runs in _told(composer, table, row) for run in runs]
        said += composer.register.proof(row.proof)
        if row.cells[0] == last:
            told = beside([(_INDENT, text(said, composer.room - _INDENT, size, line=_TIGHT))])
            again = replace(composer.text(head, composer.room, size), binds=True)
            blocks.append(replace(told, above=composer.em(0.15), head=again))
        else:
            told = text([*head, *said], composer.room, size, line=_TIGHT)
            blocks.append(replace(told, above=composer.em(0.3)))
        last = row.cells[0]
    return blocks


def _told(composer: Composer, table: Table, row: Row) -> Iterator[list[Run]]:
    """The cells after the first; one that is a word alone with the head of its column."""
    for place, cell in enumerate(row.cells[1:], 1):
        if cell == _NOTHING:
            continue
        if place > 1:
            alone = isinstance(cell, str) and " " not in cell
            yield [Run(f"· {composer.plain(table.heads[place])}:" if alone else "·", color=QUIET)]
        yield composer.in_a_row(cell, row.proof)


def _columns(composer: Composer, table: Table, shown: Sequence[Row]) -> list[Block] | None:
    """None where a word is wider than its column can be."""
    once = _one_proof(shown)
    rows = [_row(composer, row, not once) for row in shown]
    heads: Cells = [[[Run(composer.plain(head), color=QUIET)]] for head in table.heads]
    if once:
        heads[-1][0] += composer.register.proof(shown[0].proof)
    if any(row.proof for row in shown) and not once:
        heads.append([[]])
    rows = [row[: len(heads)] for row in rows]
    widths = _widths([heads, *rows], composer.room, composer.rule.small)
    if widths is None:
        return None
    head, first, *rest = (_line(composer, row, widths, table.numbers) for row in (heads, *rows))
    line = Bar(0.0, head.height + 0.1, composer.room, 0.15, HAIRLINE)
    room = {"height": head.height + 0.5, "above": composer.em(0.2)}
    head = replace(head, bars=(line,), binds=True, **room)
    return [head, first, *(replace(row, head=head) for row in rest)]


def _row(composer: Composer, row: Row, marked: bool) -> Cells:
    """The cells of a row, each as lines of runs; the last is the mark."""
    cells = [[composer.runs(line, row.proof) for line in lines_of(cell)] for cell in row.cells]
    return [*cells, [composer.register.proof(row.proof) if marked else []]]


def _line(composer: Composer, cells: Cells, widths: list[float], numbers: frozenset[int]) -> Block:
    parts, left = [], 0.0
    for place, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        right = place in numbers
        lines = (text(each, width, composer.rule.small, right, _TIGHT) for each in cell)
        parts.append((left, stacked(lines)))
        left += width + _GUTTER
    return replace(beside(parts), above=composer.em(0.08))


def _one_proof(rows: Sequence[Row]) -> bool:
    """Whether one proof holds for every row: then it stands once, in the head."""
    return len(rows) > 1 and rows[0].proof is not None and len({row.proof for row in rows}) == 1


def _without_alike(table: Table) -> tuple[Table, list[tuple[str, str]]]:
    """A table without the columns that say the same in every row, and what they say: it is said
    once. Its first column stays, and a short table as it is."""
    said = [
        {row.cells[place] for row in table.rows} - {_NOTHING} for place in range(len(table.heads))
    ]
    alike = {
        place: next(iter(values))
        for place, values in enumerate(said)
        if place and len(values) == 1 and len(table.rows) >= _MANY_ROWS
    }
    once = [(table.heads[place], each) for place, each in alike.items() if isinstance(each, str)]
    kept = [place for place, head in enumerate(table.heads) if head not in dict(once)]
    rows = (replace(row, cells=tuple(row.cells[place] for place in kept)) for row in table.rows)
    numbers = frozenset(at for at, place in enumerate(kept) if place in table.numbers)
    heads = tuple(table.heads[place] for place in kept)
    return replace(table, heads=heads, rows=tuple(rows), numbers=numbers), once


def _widths(rows: Sequence[Cells], room: float, size: float) -> list[float] | None:
    """Widths of columns, millimetres: what they hold if there is room; else each its longest word,
    and of what is left a share by what it holds. None if not even the words have room."""
    columns = list(zip(*rows, strict=True))
    wanted, needed = (
        [max(measure(line, size) for cell in column for line in cell) for column in columns]
        for measure in (natural, least)
    )
    room -= _GUTTER * (len(columns) - 1)
    spare = room - sum(wanted)
    if spare >= 0:
        widest = max(range(len(wanted)), key=wanted.__getitem__)
        return [each + spare * (place == widest) for place, each in enumerate(wanted)]
    spare = room - sum(needed)
    if spare < 0:
        return None
    more = [want - need for want, need in zip(wanted, needed, strict=True)]
    return [need + spare * each / sum(more) for need, each in zip(needed, more, strict=True)]
