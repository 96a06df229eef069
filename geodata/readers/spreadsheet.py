"""Workbooks (XLSX): the values that are stored, never what a formula or a link would make of them.

Numbers stay numbers. Workbooks with macros and the older formats are refused by name.
"""

import warnings
from collections.abc import Sequence
from itertools import islice

from geodata.contract import shortened
from geodata.problems import ContractError
from geodata.readers.archive import members
from geodata.readers.brought import Answers, Candidate, Question, Reading
from geodata.readers.columns import columns_of, question_of
from geodata.readers.features import read_table, said
from geodata.readers.sheets import Book
from geodata.readers.tabular import Line, refused, table_of

_PEEKED = 50
"""Rows of a sheet that are looked at to tell whether it holds coordinates."""


def read(data: bytes, answers: Answers) -> Reading:
    """Read one sheet of a workbook; of several that hold anything, the user says which.

    Raises ContractError: unknown_format, damaged, entities, and what `archive.members`, `table_of`
    and `read_table` raise.
    """
    inside = members(data, nested=True)
    if "xl/workbook.xml" not in inside:
        raise refused("xlsx", "unknown_format")
    if any(name.endswith("vbaProject.bin") for name in inside):
        raise refused("xlsx", "unknown_format", "xlsm")
    if any(b"<!DOCTYPE" in content or b"<!ENTITY" in content for content in inside.values()):
        raise refused("xlsx", "entities")  # no program writes any
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are not read: styles, links, charts
            return _read(inside, answers)
    except ContractError:
        raise
    except Exception as error:  # openpyxl raises whatever a wrong part makes it stumble over
        raise refused("xlsx", "damaged") from error


def _read(inside: dict[str, bytes], answers: Answers) -> Reading:
    book = Book(inside)
    filled = {title: first for title in book.titles if (first := _first(book, title))}
    if not filled:
        raise refused("xlsx", "no_features")
    if answers.member in filled:
        title = answers.member
    elif len(filled) == 1:
        title = next(iter(filled))
    else:
        return Reading("xlsx", questions=(_which(filled),))
    return read_table("xlsx", table_of(book.lines(title), strict=False), answers)


def _first(book: Book, title: str) -> list[Line]:
    return list(islice(book.lines(title), _PEEKED))


def _which(filled: dict[str, list[Line]]) -> Question:
    """Which sheet is meant: each with its first line."""
    candidates = (
        Candidate(title, sample=_sample(lines), likely=_has_coordinates(lines))
        for title, lines in filled.items()
    )
    return Question("member", tuple(candidates), "several")


def _sample(lines: Sequence[Line]) -> str:
    return str(shortened(" · ".join(said(cell) for cell in lines[0][1] if cell != "")))


def _has_coordinates(lines: Sequence[Line]) -> bool:
    try:
        table = table_of(lines, strict=False)
    except ContractError:
        return False
    question = question_of(columns_of(table.names, table.rows), {}, table.titled)
    return any(candidate.likely for candidate in question.candidates)
