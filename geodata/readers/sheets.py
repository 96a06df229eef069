"""The cells of a workbook's parts, read as they stream by: a sheet of 100,000 rows in a second.

openpyxl knows the structure of a workbook (which sheet lies where, which formats are dates), and
takes three times as long for its cells. A document type is refused, so there are no entities.
"""

import re
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.parsers import expat

from openpyxl import load_workbook
from openpyxl.utils.datetime import from_excel
from openpyxl.xml.constants import SHEET_MAIN_NS

from geodata import settings
from geodata.readers.columns import Cell
from geodata.readers.tabular import Line, refused

_CHUNK = 1 << 16
_ROWS = 1_048_576
_NAME = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")
_STUBS = (
    (
        re.compile(r"xl/worksheets/[^/]+\.xml"),
        f'<worksheet xmlns="{SHEET_MAIN_NS}"><sheetData/></worksheet>',
    ),
    (re.compile(r"xl/sharedStrings\.xml", re.I), f'<sst xmlns="{SHEET_MAIN_NS}"/>'),
)
"""What openpyxl is shown instead of the parts that are read here."""


class Book:
    """A workbook in memory: its sheets by title, in their order."""

    def __init__(self, inside: dict[str, bytes]) -> None:
        """`inside`: its parts by name. Raises whatever openpyxl stumbles over."""
        book = load_workbook(_outline(inside), read_only=True, keep_links=False)
        self._inside = inside
        self._epoch = book.epoch
        self._dates: set[int] = set(book._date_formats)
        self._paths = {sheet.title: sheet._worksheet_path for sheet in book.worksheets}
        shared = next((name for name in inside if _STUBS[1][0].fullmatch(name)), None)
        self._shared = _Strings().of(inside[shared]) if shared else []
        self.titles = tuple(self._paths)

    def lines(self, title: str) -> Iterator[Line]:
        """The rows of a sheet that hold anything, with their numbers."""
        return _Rows(self._shared, self._date).of(self._inside[self._paths[title]])

    def _date(self, style: str, number: float) -> str | None:
        """The date that a number stands for; None if its format is that of a number."""
        if int(style) not in self._dates:
            return None
        moment = from_excel(number, self._epoch)
        # With its T a time is none of the angles that are written with colons.
        return moment.isoformat() if isinstance(moment, datetime) else f"T{moment}"


def _outline(inside: dict[str, bytes]) -> BytesIO:
    """The parts that hold no cells, as an archive."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in inside.items():
            if name.endswith((".xml", ".rels")):
                stub = next((text for part, text in _STUBS if part.fullmatch(name)), None)
                archive.writestr(name, content if stub is None else stub)
    return stream


class _Streamed:
    """A part of a workbook, element by element; prefixes of names are left out."""

    def __init__(self) -> None:
        self._parser = expat.ParserCreate()
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._texts: list[str] = []
        self._takes = False
        self._phonetic = 0

    def parts(self, content: bytes) -> Iterator[None]:
        """Goes on from chunk to chunk."""
        for at in range(0, len(content), _CHUNK):
            self._parser.Parse(content[at : at + _CHUNK], False)
            yield
        self._parser.Parse(b"", True)
        yield

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def closed(self, name: str) -> None:
        """An element ends."""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        self._phonetic += name == "rPh"
        self._takes = name in {"v", "t"} and not self._phonetic
        self.opened(name, attributes)

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        self._phonetic -= name == "rPh"
        self._takes = False
        self.closed(name)

    def _text(self, text: str) -> None:
        if self._takes:
            self._texts.append(text)

    def _taken(self) -> str:
        text = "".join(self._texts)
        self._texts.clear()
        return text

    def _doctype(self, *_: Any) -> None:
        raise refused("xlsx", "entities")


class _Strings(_Streamed):
    """The texts that cells refer to by number."""

    def of(self, content: bytes) -> list[str]:
        """All of them, in order."""
        self._found: list[str] = []
        for _ in self.parts(content):
            pass
        return self._found

    def closed(self, name: str) -> None:
        """A text ends; it may have been written in several fonts."""
        if name == "si":
            self._found.append(self._taken().strip())


class _Rows(_Streamed):
    """The rows of a sheet."""

    def __init__(self, shared: list[str], date: Callable[[str, float], str | None]) -> None:
        super().__init__()
        self._shared = shared
        self._date = date
        self._row = 0
        self._column = 0
        self._kind = self._style = ""
        self._cells: list[Cell] = []
        self._done: list[Line] = []

    def of(self, content: bytes) -> Iterator[Line]:
        """The rows that hold anything. Raises ContractError: too_many_features,
        too_many_columns, entities, damaged."""
        for _ in self.parts(content):
            yield from self._done
            self._done.clear()

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        """A row or a cell begins; either may say its number."""
        if name == "c":
            said = _NAME.fullmatch(attributes.get("r", ""))
            self._column = _place(said[1]) if said else self._column + 1
            self._kind = attributes.get("t", "n")
            self._style = attributes.get("s", "")
            self._texts.clear()
        elif name == "row":
            before, self._row = self._row, int(attributes.get("r", self._row + 1))
            if self._row > _ROWS:
                raise refused("xlsx", "too_many_features", settings.MAX_FEATURES)
            if self._row <= before:
                raise refused("xlsx", "damaged", row=before)
            self._column = -1
            self._cells = []

    def closed(self, name: str) -> None:
        """A row or a cell ends."""
        if name == "c":
            cell = self._cell(self._taken())
            if cell == "":
                return
            if self._column >= settings.MAX_COLUMNS:
                raise refused("xlsx", "too_many_columns", settings.MAX_COLUMNS, self._row)
            self._cells.extend([""] * (self._column + 1 - len(self._cells)))
            self._cells[self._column] = cell
        elif name == "row" and self._cells:
            self._done.append((self._row, self._cells))

    def _cell(self, text: str) -> Cell:
        if text == "" or self._kind in {"str", "inlineStr", "e", "d"}:
            return text.strip()
        if self._kind == "s":
            return self._shared[int(text)]
        if self._kind == "b":
            return "TRUE" if text.strip() == "1" else "FALSE"
        number = float(text)
        said = self._date(self._style, number) if self._style else None
        return number if said is None else said


def _place(letters: str) -> int:
    """Of AB 27: columns are counted from 0."""
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
