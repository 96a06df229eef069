"""The rows of an exercise as they are written: CSV in UTF-8, or the first sheet of a workbook.

Cells are text; nothing in them is a formula to anybody here.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Any

from geodata.contract import shortened
from geodata.problems import ContractError, Problem
from geodata.readers.archive import members
from geodata.readers.sheets import Book

LANGUAGES = ("kk", "ru", "en")
COLUMNS = (
    "row", "id", "value",
    *(f"{name}_{lang}" for name in ("text", "more") for lang in LANGUAGES),
    "source",
)  # fmt: skip
MOST_BYTES = 1_000_000
MOST_ROWS = 500
LONGEST = 2_000
"""Letters of a cell."""

_SEPARATORS = (";", ",", "\t")


@dataclass(frozen=True)
class Row:
    """One row with its cells, none of them with a blank at its ends."""

    number: int
    """As a spreadsheet counts: the heading is 1."""
    cells: dict[str, str]
    """By every one of COLUMNS."""

    @property
    def kind(self) -> str:
        """What the row is."""
        return self.cells["row"]

    @property
    def id(self) -> str:
        """Its own name."""
        return self.cells["id"]

    @property
    def value(self) -> str:
        """What is asked, or answered."""
        return self.cells["value"]

    @property
    def source(self) -> str:
        """Where it is known from."""
        return self.cells["source"]

    def texts(self, name: str) -> dict[str, str]:
        """By language; name: text, more."""
        return {lang: self.cells[f"{name}_{lang}"] for lang in LANGUAGES}


def rows_of(name: str, data: bytes) -> tuple[Row, ...]:
    """Every row below the heading that holds anything.

    Raises ContractError: too_large, not_utf8, damaged, empty_file, too_many_rows, and all columns
    that are missing or not known.
    """
    if len(data) > MOST_BYTES:
        raise ContractError(name, [Problem("too_large", value=str(len(data)))])
    lines = _of_workbook(name, data) if data.startswith(b"PK") else _of_text(name, data)
    kept = [(number, cells) for number, cells in lines if any(cells)]
    if not kept:
        raise ContractError(name, [Problem("empty_file")])
    if len(kept) > MOST_ROWS:
        raise ContractError(name, [Problem("too_many_rows", value=str(MOST_ROWS))])
    heading = [cell.lower() for cell in kept[0][1]]
    if problems := list(_wrong_columns(heading)):
        raise ContractError(name, problems)
    return tuple(_row(number, heading, cells) for number, cells in kept[1:])


def _of_text(name: str, data: bytes) -> list[tuple[int, list[str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ContractError(name, [Problem("not_utf8")]) from error
    if "\0" in text:
        code = "not_utf8" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "damaged"
        raise ContractError(name, [Problem(code)])
    first = text.lstrip().split("\n", 1)[0].lower()
    separator = max(_SEPARATORS, key=lambda sign: _columns_in(first, sign))
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    found: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, 1):
            found.append((number, [cell.strip() for cell in cells]))
            if number > 2 * MOST_ROWS:
                break
    except csv.Error as error:
        raise ContractError(name, [Problem("damaged", len(found) + 1)]) from error
    return found


def _columns_in(heading: str, separator: str) -> int:
    return sum(cell.strip(' "\r\ufeff') in COLUMNS for cell in heading.split(separator))


def _of_workbook(name: str, data: bytes) -> list[tuple[int, list[str]]]:
    try:
        book = Book(members(data, nested=True))
        for title in book.titles:
            lines = [(number, list(map(_said, cells))) for number, cells in book.lines(title)]
            if lines:
                return lines
    except ContractError as error:
        raise ContractError(name, list(error.problems)) from error
    except Exception as error:  # openpyxl raises whatever a wrong part makes it stumble over
        raise ContractError(name, [Problem("damaged")]) from error
    return []


def _said(cell: Any) -> str:
    """A cell of a workbook as it would stand in a text: 45, 2016-03-21."""
    if isinstance(cell, float):
        return f"{cell:.12g}"
    return str(cell).removesuffix("T00:00:00").strip()


def _wrong_columns(heading: list[str]) -> Iterator[Problem]:
    yield from (Problem("missing", column=each) for each in COLUMNS if each not in heading)
    for each in dict.fromkeys(heading):
        if each and each not in COLUMNS:
            yield Problem("unknown_column", column=shortened(each))
        elif each and heading.count(each) > 1:
            yield Problem("repeated", column=each)


def _row(number: int, heading: Iterable[str], cells: list[str]) -> Row:
    found = dict.fromkeys(COLUMNS, "")
    return Row(number, found | {at: each for at, each in zip(heading, cells, strict=False) if at})
