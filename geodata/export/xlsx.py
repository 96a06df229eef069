"""XLSX for spreadsheets: a sheet a layer, and two before them that explain the file."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from geodata.escape import for_spreadsheet
from geodata.export.bundle import Bundle, Part
from geodata.export.cells import as_text, columns, letters, plain, position
from geodata.tables import is_blank

MOST_LETTERS = 32_767
"""What a cell of Excel holds, counted in UTF-16. A longer text ends in CUT."""

CUT = " … [cut]"

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_NARROWEST, _WIDEST = 8, 48
_MATTER = (44, 44, 32, 24, 24, 32, 20, 16)
"""Widths of the columns of a sheet of words."""
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def to_xlsx(bundle: Bundle) -> bytes:
    """A workbook: `about`, `columns`, the matters, then each layer with its columns, lon and lat.

    Texts are cells of the type string and start no formula; numbers are numbers; a blank is an
    empty cell.
    """
    book = Workbook(write_only=True)
    day = datetime.combine(bundle.day, time())
    book.properties.creator, book.properties.title = "Mura", letters(bundle.title)
    book.properties.created = book.properties.modified = day
    _explain(book, "about", bundle.about(), (22, 110))
    _explain(book, "columns", [("column", "layers", "meaning"), *bundle.explained()], (24, 44, 90))
    for matter in bundle.matters:
        _explain(book, matter.name, list(matter.rows), _MATTER)
    for part in bundle.parts:
        _layer(book, part, bundle.lang)
    return _packed(book)


def _explain(
    book: Workbook, title: str, rows: list[tuple[str, ...]], widths: tuple[int, ...]
) -> None:
    """A sheet of sentences; its first row is its heading."""
    sheet = book.create_sheet(title)
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    for place, row in enumerate(rows):
        cells = [_text(sheet, text, bold=place == 0) for text in row]
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(cells)


def _layer(book: Workbook, part: Part, lang: str) -> None:
    sheet = book.create_sheet(part.name)
    heads = [*columns(part.table), "lon", "lat"]
    rows = [list(_values(row, heads[:-2], lang)) for _, row in part.table.iterrows()]
    for place, (head, *values) in enumerate(zip(heads, *rows, strict=True), 1):
        longest = max(len(str(value)) for value in (head, *values) if value is not None)
        width = min(max(longest + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"
    sheet.append([_text(sheet, head, bold=True) for head in heads])
    for row in rows:
        sheet.append([_text(sheet, value) if isinstance(value, str) else value for value in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(heads))}{len(rows) + 1}"


def _values(row: Any, names: list[str], lang: str) -> Iterator[Any]:
    """The cells of a row: text, number, yes or no, or None."""
    for name in names:
        value = plain(row[name])
        blank = is_blank(value)
        number = isinstance(value, bool | int | float)
        yield None if blank else value if number else as_text(value, lang)
    yield from position(row)


def _text(sheet: Any, text: str, bold: bool = False) -> WriteOnlyCell:
    """A cell of the type string, whatever the text looks like."""
    cell = WriteOnlyCell(sheet)
    cell.value = _fitting(for_spreadsheet(letters(text)))
    cell.data_type = "s"  # openpyxl takes =1+1 for a formula and #N/A for an error
    if bold:
        cell.font = Font(bold=True)
    return cell


def _fitting(text: str) -> str:
    """A text that a cell holds. Excel reads _x0041_ as A, so such letters are written its way."""
    text = _ESCAPE.sub("_x005F_", text)
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MOST_LETTERS:
        return text
    return units[: 2 * (MOST_LETTERS - len(CUT))].decode("utf-16-le", "ignore") + CUT


def _packed(book: Workbook) -> bytes:
    """The workbook as bytes, in which no date tells when it was written.

    By the writer that `Workbook.save` uses, without its line that sets the date of now.
    """
    made, fixed = io.BytesIO(), io.BytesIO()
    ExcelWriter(book, zipfile.ZipFile(made, "w")).save()
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return fixed.getvalue()
