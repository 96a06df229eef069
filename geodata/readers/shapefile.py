"""A shapefile in a ZIP: positions, table, projection and encoding, each from its own member.

Nothing is written to disk, and no index (.shx) is believed: the records are walked one by one, so
that a length that lies ends the reading instead of leading it in a circle.
"""

import struct
import warnings
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import shapefile
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.readers import archive, dbf
from geodata.readers.brought import Answers, Candidate, Question, Reading
from geodata.readers.gathering import Gathering, Positions, Row, Unreadable, together
from geodata.readers.legacy import encoding_of, token_of, whole
from geodata.readers.texts import name_of

_SIGNATURE = b"\x00\x00\x27\x0a"
_HEADER = 100
_POINTS_AT = {3: 36, 5: 36, 8: 32, 13: 36, 15: 36, 18: 32, 23: 36, 25: 36, 28: 32, 31: 36}
"""Where a record of a type says how many positions it has, after the type."""

_SINGLE = {1, 11, 21}
_LINES = {3, 13, 23}
_POLYGONS = {5, 15, 25}
_MULTIPOINTS = {8, 18, 28}
_WITH_HEIGHT = {11, 13, 15, 18}
_NULL = 0

Properties = dict[str, str]


def read(data: bytes, answers: Answers) -> Reading:
    """Read the one shapefile of a ZIP, or ask which. Raises ContractError past a limit, or if it
    is damaged or incomplete."""
    gathering = Gathering("shapefile")
    members = archive.members(data)
    shapes = sorted(name for name in members if name.lower().endswith(".shp"))
    if not shapes:
        raise gathering.refused("incomplete_shapefile", ".shp")
    if len(shapes) > 1 and answers.member not in shapes:
        candidates = tuple(Candidate(name, name) for name in shapes)
        return Reading("shapefile", questions=(Question("member", candidates, "several"),))
    chosen = answers.member if answers.member in shapes else shapes[0]
    beside = _beside(chosen, members)
    table = _table(beside.get(".dbf"), gathering)
    encoding, question = _encoding(table, beside, answers.encoding)
    if question is not None:
        return Reading("shapefile", questions=(question,))
    _gather(gathering, members[chosen], table, encoding)
    return gathering.reading(declared=_declared(beside), encoding=encoding)


def _beside(chosen: str, members: dict[str, bytes]) -> dict[str, bytes]:
    """The members of the same name, by their endings: .dbf, .prj, .cpg."""
    stem = PurePosixPath(chosen).with_suffix("").as_posix().casefold()
    paths = {PurePosixPath(name): held for name, held in members.items()}
    return {
        path.suffix.lower(): held
        for path, held in paths.items()
        if path.with_suffix("").as_posix().casefold() == stem
    }


def _declared(beside: dict[str, bytes]) -> str:
    """The projection as it is written; a mark at its beginning says nothing."""
    return beside.get(".prj", b"").decode("utf-8-sig", "replace").replace("\0", "").strip()


def _table(data: bytes | None, gathering: Gathering) -> dbf.Table | None:
    if data is None:
        return None
    try:
        table = dbf.table_of(data)
    except dbf.Damaged:
        raise gathering.refused("damaged", ".dbf") from None
    gathering.count_columns(column.name.decode("latin-1") for column in table.columns)
    return table


def _encoding(
    table: dbf.Table | None, beside: dict[str, bytes], answer: str
) -> tuple[str, Question | None]:
    """The .cpg, then the table's own header, then the letters; all against the letters."""
    if table is None:
        return "", None
    named = token_of(beside.get(".cpg", b"").decode("utf-8-sig", "replace")) or table.named
    return encoding_of(table.texts(), named, answer)


def _gather(gathering: Gathering, data: bytes, table: dbf.Table | None, encoding: str) -> None:
    count = sum(1 for _ in _walked(data, gathering))
    if table is not None and len(table) != count:
        raise gathering.refused("damaged", f".shp: {count}, .dbf: {len(table)}")
    for column in table.columns if table is not None else ():
        if not column.is_read:
            gathering.unread(f".dbf {column.kind.decode('latin-1')}")
    rows: Iterator[dict[bytes, bytes] | None] = iter([{}] * count)
    rows = table.rows() if table is not None else rows
    for shape, values in zip(_shapes(data, gathering), rows, strict=True):
        row = gathering.row()
        if values is None:
            gathering.refuse(row, "not_read", "deleted")
            continue
        _row(
            gathering,
            row,
            shape,
            {_text(k, encoding): _text(v, encoding) for k, v in values.items()},
        )


def _text(value: bytes, encoding: str) -> str:
    return value.decode() if value.isascii() else whole(value).decode(encoding, "replace")


def _walked(data: bytes, gathering: Gathering) -> Iterator[int]:
    """The type of each record; what it says of itself must fit into the file."""
    if not data.startswith(_SIGNATURE) or len(data) < _HEADER:
        raise gathering.refused("damaged", ".shp")
    position = _HEADER
    while position < len(data):
        try:
            (words,) = struct.unpack_from(">i", data, position + 4)
            (kind,) = struct.unpack_from("<i", data, position + 8)
            end = position + 8 + 2 * words
            if words < 2 or end > len(data):
                raise gathering.refused("damaged", ".shp")
            if kind in _POINTS_AT:
                at = position + 12 + _POINTS_AT[kind]
                (points,) = struct.unpack_from("<i", data, at)
                if points < 0 or at + 4 + 16 * points > end:
                    raise gathering.refused("damaged", ".shp")
        except struct.error:
            raise gathering.refused("damaged", ".shp") from None
        yield kind
        position = end


def _shapes(data: bytes, gathering: Gathering) -> Iterator[Any]:
    """The shapes as pyshp reads them, from memory, in the order of the file."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", shapefile.PossiblyCorruptFileHeader)
            yield from shapefile.Reader(shp=BytesIO(data)).iterShapes()
    except (shapefile.ShapefileException, struct.error, ArithmeticError, LookupError, ValueError):
        raise gathering.refused("damaged", ".shp") from None


def _row(gathering: Gathering, row: Row, shape: Any, properties: Properties) -> None:
    try:
        geometry = _geometry(row, shape)
    except Unreadable as error:
        gathering.refuse(row, error.code, error.value, name_of(properties))
        return
    kind = shape.shapeType
    row.height = kind in _WITH_HEIGHT
    row.measure = any(measure is not None for measure in getattr(shape, "m", ()) or ())
    gathering.add(row, geometry, properties)


def _geometry(row: Row, shape: Any) -> BaseGeometry | None:
    kind = shape.shapeType
    if kind == _NULL or not shape.points:
        return None
    positions = np.array([point[:2] for point in shape.points], float)
    if kind in _SINGLE:
        return row.point(positions)
    if kind in _MULTIPOINTS:
        return row.points(positions)
    parts = _parts(positions, shape.parts)
    if kind in _LINES:
        return together([row.line(part) for part in parts])
    if kind in _POLYGONS:
        return together(_polygons([row.ring(part) for part in parts]))
    raise Unreadable("not_read", shape.shapeTypeName)


def _parts(positions: Positions, starts: Any) -> list[Positions]:
    starts = [*starts, len(positions)]
    if starts[0] != 0 or any(a > b for a, b in pairwise(starts)):
        raise Unreadable("not_numbers", starts[:5])
    return [positions[a:b] for a, b in pairwise(starts)]


def _polygons(rings: list[Positions]) -> list[BaseGeometry]:
    """Rings that run clockwise are outlines, the others holes of the smallest outline around them.

    A hole that lies in none is an outline that somebody drew the other way round.
    """
    shapes = np.array([shapely.Polygon(ring) for ring in rings])
    hole = shapely.is_ccw(shapely.get_exterior_ring(shapes))
    if hole.all():
        hole[:] = False
    outlines, holes = shapes[~hole], shapes[hole]
    around: list[list[Any]] = [[] for _ in outlines]
    loose = list(range(len(holes)))
    if len(holes):
        owner = _owners(outlines, holes)
        loose = [index for index in loose if index not in owner]
        for index, outline in owner.items():
            around[outline].append(shapely.get_exterior_ring(holes[index]))
    whole_ones = [
        shapely.polygons(shapely.get_exterior_ring(outline), inside) if inside else outline
        for outline, inside in zip(outlines, around, strict=True)
    ]
    return [*whole_ones, *holes[loose]]


def _owners(outlines: Any, holes: Any) -> dict[int, int]:
    """Of each hole that lies in an outline, the smallest such."""
    try:
        inner, outer = shapely.STRtree(outlines).query(holes, predicate="within")
    except shapely.errors.GEOSException:
        raise Unreadable("crosses_itself") from None
    by_size = np.argsort(-shapely.area(outlines[outer]), kind="stable")
    return {int(inner[i]): int(outer[i]) for i in by_size}
