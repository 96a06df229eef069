"""The chain of responsibility where a page has no room for all of it: who, and by which acts. What
each act says, and where its text was read, stands on the sheet in Mura."""

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from dossiers.parts import Row, Section
from reports.composing import lines_of, words


def in_short(chain: Section) -> Section:
    """The section "responsible" with a row for each body: every act once, and whether it was read.

    The acts are what proves a row, so it needs no mark.
    """
    if chain.table is None:
        return chain
    who, _, act, verified = chain.table.heads
    by_body = groupby(chain.table.rows, key=lambda row: row.cells[0])
    table = replace(
        chain.table,
        heads=(who, f"{act} · {verified}"),
        rows=tuple(Row((body, _acts(rows))) for body, rows in by_body),
    )
    return replace(chain, table=table)


def _acts(rows: Iterable[Row]) -> str:
    return "; ".join(dict.fromkeys(map(_act, rows)))


def _act(row: Row) -> str:
    """The act and whether it was read; of a body that no text names, that."""
    _, power, act, verified = row.cells
    if row.proof is None:
        return words(lines_of(power)[0])
    return f"{words(lines_of(act)[0])} · {words(lines_of(verified)[0])}"
