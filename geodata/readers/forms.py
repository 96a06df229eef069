"""Which format a file is of, by what it holds: its name decides nothing.

The table of readers is the only place that knows them all. There is no reader that tries others.
"""

import re
from collections.abc import Callable
from importlib import import_module

from geodata.problems import ContractError, Problem
from geodata.readers.archive import is_archive, members
from geodata.readers.brought import Answers, Candidate, Question, Reading

Reader = Callable[[bytes, Answers], Reading]

READERS = {
    "geojson": "geojson",
    "kml": "kml",
    "gpx": "gpx",
    "shapefile": "shapefile",
    "gpkg": "geopackage",
    "dxf": "dxf",
    "csv": "delimited",
    "xlsx": "spreadsheet",
}
"""The module of each format's reader. A reader is imported when a file asks for it."""

_LOOKED_AT = 65_536
"""Bytes at the beginning that tell the format."""

_SHAPEFILE = b"\x00\x00\x27\x0a"
_PROLOGUE = re.compile(r"\s*(<\?.*?\?>\s*|<!--.*?-->\s*)*", re.DOTALL)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_XML_FORMS = {"kml": "kml", "gpx": "gpx"}
_NAMES_OTHERS = {"OGRVRTDataSource", "VRTDataset", "OGRWFSDataSource", "OGRWMSDataSource"}
"""Roots of documents that tell a program which other files or servers to open."""

_DXF = re.compile(r"(\s*999\r?\n[^\n]*\n)*\s*0\r?\n\s*SECTION\b")


def reader(form: str) -> Reader:
    """The reader of a format. Raises KeyError."""
    read: Reader = import_module(f"geodata.readers.{READERS[form]}").read
    return read


def form_of(data: bytes) -> str:
    """The token of the format. Raises ContractError: empty_file, unknown_format, entities,
    names_other_files, incomplete_shapefile, and what `archive.members` raises."""
    if not data.strip():
        raise _refused("empty_file")
    if is_archive(data):
        return _of_members(members(data, nested=True))
    if data.startswith(b"SQLite format 3\x00"):
        return "gpkg"
    if data.startswith(b"AutoCAD Binary DXF"):
        return "dxf"
    if data.startswith(_SHAPEFILE):
        raise _refused("incomplete_shapefile")
    return _of_text(_text(data[:_LOOKED_AT]))


def unwrapped(data: bytes, answers: Answers) -> bytes | Question:
    """A single file that somebody packed: the file. Of several, which one is asked.

    Archives that are a format themselves (shapefile, KMZ, workbook) are passed on as they are.
    """
    if not is_archive(data) or form_of(data) != "archive":
        return data
    inside = members(data)
    if len(inside) == 1:
        return next(iter(inside.values()))
    if answers.member in inside:
        return inside[answers.member]
    return Question("member", tuple(Candidate(name, sample=name) for name in inside), "several")


def _of_members(inside: dict[str, bytes]) -> str:
    if "[Content_Types].xml" in inside and any(name.startswith("xl/") for name in inside):
        return "xlsx"
    contents = inside.values()
    if any(content.startswith(_SHAPEFILE) for content in contents):
        return "shapefile"
    if any(_is_kml(content) for content in contents):
        return "kml"
    if inside:
        return "archive"
    raise _refused("empty_file")


def _is_kml(content: bytes) -> bool:
    try:
        return content.lstrip(b"\xef\xbb\xbf\xff\xfe\xfe\xff \t\r\n").startswith(b"<") and (
            _of_text(_text(content[:_LOOKED_AT])) == "kml"
        )
    except ContractError:
        return False


def _text(head: bytes) -> str:
    """The beginning as letters: enough to see the signs that tell the format."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    if b"\x00" in head:
        # Letters of two bytes have a 0 in every other one, or, Cyrillic ones, a 4.
        even, odd = (part.count(0) + part.count(4) for part in (head[::2], head[1::2]))
        if max(even, odd) < len(head) // 3:
            raise _refused("unknown_format")
        return head.decode("utf-16-le" if odd > even else "utf-16-be", "replace")
    return head.decode("utf-8-sig", "replace")


def _of_text(text: str) -> str:
    start = text.lstrip()
    if start.startswith(("{", "[")):
        return "geojson"
    if start.startswith("<"):
        return _of_markup(start)
    if _DXF.match(text):
        return "dxf"
    if start.startswith("%PDF") or sum(map(_is_control, text)) > len(text) // 50:
        raise _refused("unknown_format")
    return "csv"


def _is_control(letter: str) -> bool:
    return letter < " " and letter not in "\t\r\n\f"


def _of_markup(text: str) -> str:
    rest = text[_PROLOGUE.match(text).end() :]  # type: ignore[union-attr]
    if rest.startswith("<!"):
        html = rest[:15].lower().startswith("<!doctype html")
        raise _refused("unknown_format" if html else "entities")
    root = _ROOT.match(rest)
    name = root[1] if root else ""
    if name in _NAMES_OTHERS:
        raise _refused("names_other_files")
    if name not in _XML_FORMS:
        raise _refused("unknown_format")
    return _XML_FORMS[name]


def _refused(code: str) -> ContractError:
    return ContractError("", [Problem(code)])
