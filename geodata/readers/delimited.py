"""Tables as text: which sign separates the cells is seen by how evenly it cuts the lines.

A comma may be a decimal comma: where it separates cells too, unquoted, nothing can tell the two
apart, and the file is refused rather than read a hundred kilometres off.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from io import StringIO

from geodata import settings
from geodata.coordinates.spelling import pair
from geodata.readers.brought import Answers, Reading
from geodata.readers.encodings import decoded
from geodata.readers.features import read_table
from geodata.readers.tabular import Line, refused, table_of

SEPARATORS = (";", "\t", "|", ",")
"""The likelier first where two cut the lines equally well: the comma is decimal as well."""

_NONE = "\x1f"
"""No separator: one cell a line."""

_LOOKED_AT = 65_536
_LINES = 50
_ROWS = 1_048_576
_MOST = 0.8
_NAMED = re.compile(r"sep=(.)\r?\n?", re.IGNORECASE)
_DECIMAL_COMMAS = re.compile(
    r"(?<![0-9.])(?:"
    r"(?:[3-9][0-9]|1[01][0-9]),[0-9]{3,},(?:[3-9][0-9]|1[01][0-9]),[0-9]{3,}"
    r"|[0-9]{6,8},[0-9]{1,3},[0-9]{6,8},[0-9]{1,3}"
    r")(?![0-9.])"
)


def read(data: bytes, answers: Answers) -> Reading:
    """Read a delimited text.

    Raises ContractError: damaged (with the row, where a quotation mark is not closed),
    decimal_commas, and what `table_of` and `read_table` raise.
    """
    found = decoded(data, answers.encoding)
    if found.question is not None:
        return Reading("csv", questions=(found.question,))
    if "\0" in found.text:
        raise refused("csv", "damaged")
    separator = _separator(_first_lines(found.text))
    table = table_of(_lines(found.text, separator), strict=True)
    return read_table("csv", table, answers, found.encoding)


def _first_lines(text: str) -> list[str]:
    """The first lines that are not blank, without one that is cut off."""
    lines = text[:_LOOKED_AT].splitlines()
    whole = lines[:-1] if len(text) > _LOOKED_AT and len(lines) > 1 else lines
    return [line for line in whole if line.strip()][:_LINES]


def _separator(lines: Sequence[str]) -> str:
    """The sign that cuts most of the lines into equally many cells.

    Raises ContractError: decimal_commas.
    """
    if lines and (named := _NAMED.fullmatch(lines[0])):
        return named[1]
    shares = {separator: _evenness(lines, separator) for separator in SEPARATORS}
    best = max(SEPARATORS, key=lambda separator: shares[separator])
    if shares[best] == 0:
        return _NONE
    return _of_commas(lines) if best == "," else best


def _of_commas(lines: Sequence[str]) -> str:
    """The comma, unless it is decimal. Raises ContractError: decimal_commas, where it is both."""
    heading, body = lines[0], lines[1:] or lines
    widths = Counter(line.count(",") for line in body)
    titled = not any(letter.isdigit() for letter in heading)
    if titled and widths.most_common(1)[0][0] == heading.count(","):
        return ","
    if _most("." not in line and pair(line) is not None for line in body):
        return _NONE  # 43,303 77,240
    if _most(bool(_DECIMAL_COMMAS.search(line)) for line in body):
        raise refused("csv", "decimal_commas")
    return ","


def _evenness(lines: Sequence[str], separator: str) -> float:
    """Share of the lines that have the commonest number of cells; 0 if that is one."""
    try:
        widths = Counter(map(len, csv.reader(lines, delimiter=separator)))
    except csv.Error:
        return 0.0
    width, count = max(widths.items(), key=lambda each: (each[1], each[0]), default=(1, 0))
    return count / len(lines) if width > 1 else 0.0


def _most(verdicts: Iterator[bool]) -> bool:
    found = list(verdicts)
    return bool(found) and sum(found) >= _MOST * len(found)


def _lines(text: str, separator: str) -> Iterator[Line]:
    """The cells of each line, and its number as a workbook would count it."""
    csv.field_size_limit(settings.MAX_BROUGHT_BYTES)
    quoting = csv.QUOTE_NONE if separator == _NONE else csv.QUOTE_MINIMAL
    source = StringIO(text, newline="")
    reader = csv.reader(source, delimiter=separator, quoting=quoting, strict=True)
    row = 0
    try:
        for row, cells in enumerate(reader, 1):
            if row > _ROWS:
                raise refused("csv", "too_many_features", settings.MAX_FEATURES)
            if row == 1 and _NAMED.fullmatch(separator.join(cells)):
                continue
            yield row, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise refused("csv", "damaged", row=row + 1) from error
