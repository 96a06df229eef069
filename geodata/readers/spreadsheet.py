"""Workbooks (XLSX): the values that are stored, never what a formula or a link would make of them.

Numbers stay numbers. Workbooks with macros and the older formats are refused by name.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from itertools import islice
from typing import Any

from openpyxl import load_workbook

from geodata import settings
from geodata.contract import shortened
from geodata.problems import ContractError
from geodata.readers.archive import members
from geodata.readers.brought import Answers, Candidate, Question, Reading
from geodata.readers.columns import Cell, columns_of, question_of
from geodata.readers.features import read_table, said
from geodata.readers.tabular import Line, refused, table_of

_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
"""Entities: no program writes them into a workbook. What is spelled otherwise stops openpyxl, which
reads with defusedxml."""

_ROWS = 1_048_576
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
    if any(_DOCTYPE.search(content) for content in inside.values()):
        raise refused("xlsx", "entities")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of parts that are not read: styles, links, charts
            return _read(data, answers)
    except ContractError:
        raise
    except Exception as error:  # openpyxl raises whatever a wrong part makes it stumble over
        raise refused("xlsx", "damaged") from error


def _read(data: bytes, answers: Answers) -> Reading:
    book = load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    sheets = {sheet.title: sheet for sheet in book.worksheets}
    filled = {title: peeked for title in sheets if (peeked := _peek(sheets[title]))}
    if not filled:
        raise refused("xlsx", "no_features")
    if answers.member in filled:
        title = answers.member
    elif len(filled) == 1:
        title = next(iter(filled))
    else:
        return Reading("xlsx", questions=(_which(filled),))
    return read_table("xlsx", table_of(_lines(sheets[title]), strict=False), answers)


def _peek(sheet: Any) -> list[Line]:
    filled = (line for line in _lines(sheet) if any(cell != "" for cell in line[1]))
    return list(islice(filled, _PEEKED))


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


def _lines(sheet: Any) -> Iterator[Line]:
    """The rows of a sheet as far as they are filled. What it says of its size is not believed."""
    sheet.reset_dimensions()
    for row, values in enumerate(sheet.iter_rows(values_only=True), 1):
        if row > _ROWS:
            raise refused("xlsx", "too_many_features", settings.MAX_FEATURES)
        cells = [_cell(value) for value in values]
        while cells and cells[-1] == "":
            cells.pop()
        yield row, cells


def _cell(value: Any) -> Cell:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return str(value).strip()
