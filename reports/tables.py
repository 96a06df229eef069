"""What a table on paper shows, and how wide its columns are."""

from collections.abc import Sequence
from dataclasses import replace

from dossiers.parts import Row, Table
from reports.setting import Run, least, natural

Cells = list[list[list[Run]]]
"""Cells of a row, their lines, the runs of a line."""
_MANY_ROWS = 4


def one_proof(rows: Sequence[Row]) -> bool:
    """Whether one proof holds for every row: then it stands once, in the head."""
    return len(rows) > 1 and rows[0].proof is not None and len({row.proof for row in rows}) == 1


def without_alike(table: Table) -> tuple[Table, list[tuple[str, str]]]:
    """A table without the columns that say the same in every row, and what they say: it is said
    once. Its first column stays, and a short table as it is."""
    said = [{row.cells[place] for row in table.rows} for place in range(len(table.heads))]
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


def widths_of(rows: Sequence[Cells], room: float, size: float, gutter: float) -> list[float]:
    """Widths of columns, millimetres: what they hold if there is room; else each its longest word,
    and of what is left a share by what it holds."""
    columns = list(zip(*rows, strict=True))
    wanted, needed = (
        [max(measure(line, size) for cell in column for line in cell) for column in columns]
        for measure in (natural, least)
    )
    room -= gutter * (len(columns) - 1)
    spare = room - sum(wanted)
    if spare >= 0:
        widest = max(range(len(wanted)), key=wanted.__getitem__)
        return [each + spare * (place == widest) for place, each in enumerate(wanted)]
    spare = room - sum(needed)
    if spare < 0:
        return [each * room / sum(needed) for each in needed]
    more = [want - need for want, need in zip(wanted, needed, strict=True)]
    return [need + spare * each / sum(more) for need, each in zip(needed, more, strict=True)]
