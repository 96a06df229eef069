"""DXF as text: lines, polylines and points of the model space; what else there is, is counted.

A drawing is read tag by tag in one pass: to build it whole takes longer than a user waits. It never
says in which system its numbers are. A binary drawing is refused.
"""

import re
from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import pairwise

import numpy as np
from shapely.geometry.base import BaseGeometry

from geodata.readers.brought import Answers, Reading
from geodata.readers.gathering import Gathering, Positions, Row, Unreadable
from geodata.readers.legacy import encoding_of, token_of

Tag = tuple[int, bytes]
"""A group code and its value."""

_BINARY = b"AutoCAD Binary DXF"
_UNICODE_SINCE = b"AC1021"
"""From this version on (2007) all texts are UTF-8."""

_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")
_ESCAPED = re.compile(r"\\U\+([0-9A-Fa-f]{4})")
_ARC_STEP = np.radians(2)
"""Of arc for one straight piece: the chord is off by 0.02 % of the radius."""

_LAYER, _ELEVATION, _BULGE, _PAPER, _FLAGS = 8, 38, 42, 67, 70
_EXTRUSION = (210, 220, 230)
_KEPT = {_LAYER, 10, 20, 30, 11, 21, 31, _ELEVATION, _BULGE, _PAPER, _FLAGS, *_EXTRUSION}
_READ = {b"LINE", b"POINT", b"LWPOLYLINE", b"POLYLINE"}

_CLOSED, _IN_SPACE, _FRAME, _MESH = 1, 8, 16, 16 | 64
"""Flags: of a polyline, whether it is closed, whether its vertices stand in the world's own axes,
whether it is a surface; of a vertex, whether it only frames a curve."""


class Damaged(ValueError):
    """Not a drawing, or not all of it."""


class Entity:
    """One object of the drawing: its tags, and the vertices that belong to it."""

    def __init__(self, kind: bytes) -> None:
        self.kind = kind
        self.tags: list[Tag] = []
        self.vertices: list[Entity] = []

    def number(self, code: int, otherwise: bytes = b"0") -> float:
        """The first value of a group code. Raises Unreadable if it is no number."""
        return _number(next((value for each, value in self.tags if each == code), otherwise))

    def position(self, first: int) -> tuple[float, float, float]:
        """Three numbers, of which the height may be missing. Raises Unreadable."""
        return self.number(first, b""), self.number(first + 10, b""), self.number(first + 20)

    def flags(self) -> int:
        """The bits of group 70."""
        return int(np.clip(self.number(_FLAGS), 0, 1 << 16))

    @property
    def layer(self) -> bytes:
        """Its name as it is written; empty where there is none."""
        return next((value for each, value in self.tags if each == _LAYER), b"")


class Drawing:
    """The sections of a drawing that are of use."""

    def __init__(self, data: bytes) -> None:
        self._lines = iter(BytesIO(data))
        self.header: dict[bytes, bytes] = {}

    def entities(self) -> Iterator[Entity]:
        """The objects of the model space and of paper, each with its vertices. Raises Damaged."""
        for section in self._sections():
            if section == b"HEADER":
                self._read_header()
            elif section == b"ENTITIES":
                yield from self._read_entities()
                return
        raise Damaged("no entities")

    def _tags(self) -> Iterator[Tag]:
        for code, value in zip(self._lines, self._lines, strict=False):
            try:
                yield int(code), value.strip()
            except ValueError as error:
                raise Damaged("group code") from error

    def _sections(self) -> Iterator[bytes]:
        before = b""
        for code, value in self._tags():
            if code == 2 and before == b"SECTION":
                yield value
            before = value if code == 0 else b""

    def _read_header(self) -> None:
        variable = b""
        for code, value in self._tags():
            if code == 0:
                return
            if code == 9:
                variable = value
            else:
                self.header.setdefault(variable, value)

    def _read_entities(self) -> Iterator[Entity]:
        """A drawing that breaks off here has lost objects: nobody would see which."""
        entity: Entity | None = None
        part = Entity(b"")
        for code, value in self._tags():
            if code != 0:
                if code in _KEPT:
                    part.tags.append((code, value))
                continue
            part = Entity(value)
            if value == b"VERTEX" and entity is not None and entity.kind == b"POLYLINE":
                entity.vertices.append(part)
                continue
            if entity is not None:
                yield entity
            if value == b"ENDSEC":
                return
            entity = None if value == b"SEQEND" else part
        raise Damaged("breaks off")

    def encoding(self) -> str:
        """The token of the encoding that the header names."""
        if self.header.get(b"$ACADVER", b"") >= _UNICODE_SINCE:
            return "utf-8"
        return token_of(self.header.get(b"$DWGCODEPAGE", b"").decode("latin-1"))


def read(data: bytes, answers: Answers) -> Reading:
    """Read a drawing. Raises ContractError if it is none, or past a limit."""
    gathering = Gathering("dxf")
    if data.startswith(_BINARY):
        raise gathering.refused("unknown_format", "AutoCAD Binary DXF")
    drawing = Drawing(data.removeprefix(b"\xef\xbb\xbf"))
    drawn: list[tuple[Row, bytes, BaseGeometry | Unreadable]] = []
    try:
        for entity in drawing.entities():
            if _is_read(entity, gathering):
                row = gathering.row()
                drawn.append((row, entity.layer, _drawn(row, entity)))
    except Damaged:
        raise gathering.refused("damaged") from None
    layers = [layer for _, layer, _ in drawn]
    encoding, question = encoding_of(layers, drawing.encoding(), answers.encoding)
    if question is not None:
        return Reading("dxf", questions=(question,))
    for row, layer, made in drawn:
        name = _text(layer, encoding)
        if isinstance(made, Unreadable):
            gathering.refuse(row, made.code, made.value, name)
        else:
            gathering.add(row, made, {"layer": name}, name)
    return gathering.reading(encoding=encoding)


def _is_read(entity: Entity, gathering: Gathering) -> bool:
    kind = entity.kind.decode("latin-1")
    try:
        if entity.number(_PAPER):
            kind = f"{kind} (paper space)"
        elif entity.kind in _READ and not (entity.kind == b"POLYLINE" and entity.flags() & _MESH):
            return True
    except Unreadable:
        kind = f"{kind}?"
    gathering.unread(kind)
    return False


def _drawn(row: Row, entity: Entity) -> BaseGeometry | Unreadable:
    try:
        return _GEOMETRIES[entity.kind](row, entity)
    except Unreadable as error:
        return error


def _point(row: Row, entity: Entity) -> BaseGeometry:
    return row.point(_flat(row, np.array([entity.position(10)])))


def _line(row: Row, entity: Entity) -> BaseGeometry:
    return row.line(_flat(row, np.array([entity.position(10), entity.position(11)])))


def _light_polyline(row: Row, entity: Entity) -> BaseGeometry:
    """Its vertices stand one after the other among its tags: x, y and what bends the way on."""
    vertices: list[list[float]] = []
    for code, value in entity.tags:
        if code == 10:
            vertices.append([_number(value), np.nan, 0.0])
        elif code in (20, _BULGE) and vertices:
            vertices[-1][1 if code == 20 else 2] = _number(value)
    height = entity.number(_ELEVATION)
    closed = bool(entity.flags() & _CLOSED)
    return _course(row, entity, np.array(vertices).reshape(-1, 3), height, closed)


def _polyline(row: Row, entity: Entity) -> BaseGeometry:
    flags = entity.flags()
    vertices = [vertex for vertex in entity.vertices if not vertex.flags() & _FRAME]
    closed = bool(flags & _CLOSED)
    if flags & _IN_SPACE:
        positions = np.array([vertex.position(10) for vertex in vertices]).reshape(-1, 3)
        return _outline(row, _flat(row, positions), closed)
    numbers = [(*vertex.position(10)[:2], vertex.number(_BULGE)) for vertex in vertices]
    height = entity.number(30)
    return _course(row, entity, np.array(numbers).reshape(-1, 3), height, closed)


_GEOMETRIES: dict[bytes, Callable[[Row, Entity], BaseGeometry]] = {
    b"POINT": _point,
    b"LINE": _line,
    b"LWPOLYLINE": _light_polyline,
    b"POLYLINE": _polyline,
}


def _course(
    row: Row, entity: Entity, vertices: Positions, height: float, closed: bool
) -> BaseGeometry:
    """A polyline of x, y and bulge in the plane of the object."""
    if closed and len(vertices):
        vertices = np.concatenate([vertices, vertices[:1]])
    plane = _bent(row, vertices)
    positions = np.column_stack([plane, np.full(len(plane), height)])
    return _outline(row, _flat(row, _in_world(entity, positions)), closed)


def _outline(row: Row, positions: Positions, closed: bool) -> BaseGeometry:
    """An area where the line is closed, be it by its flag or by ending where it began."""
    if closed and len(positions) and (positions[0] != positions[-1]).any():
        positions = np.concatenate([positions, positions[:1]])
    returns = len(positions) > 3 and bool((positions[0] == positions[-1]).all())
    return row.polygon([positions]) if returns else row.line(positions)


def _bent(row: Row, vertices: Positions) -> Positions:
    """Arcs as short straight pieces. A bulge is the tangent of a quarter of the arc's angle, to
    the left of the way if it is positive."""
    if not np.isfinite(vertices).all():
        raise Unreadable("not_finite")
    places = vertices[:, 0] + 1j * vertices[:, 1]
    angles = 4 * np.arctan(vertices[:, 2])
    pieces = np.maximum(1, np.ceil(np.abs(angles) / _ARC_STEP)).astype(int)
    row.make_room(int(pieces.sum()))
    bent = [places[:1]]
    for index, (start, end) in enumerate(pairwise(places)):
        if pieces[index] > 1 and start != end:
            bulge = vertices[index, 2]
            centre = (start + end) / 2 + 1j * (end - start) * (1 - bulge**2) / (4 * bulge)
            part = np.arange(1, pieces[index]) / pieces[index]
            bent.append(centre + (start - centre) * np.exp(1j * angles[index] * part))
        bent.append(np.array([end]))
    way = np.concatenate(bent)
    return np.column_stack([way.real, way.imag])


def _in_world(entity: Entity, positions: Positions) -> Positions:
    """From the axes of the object to those of the world: they differ where it was mirrored."""
    towards = tuple(entity.number(code, b"1" if code == 230 else b"0") for code in _EXTRUSION)
    if np.allclose(towards[:2], 0, atol=1e-12) and towards[2] > 0:
        return positions
    if not np.isfinite(towards).all() or not np.any(towards):
        raise Unreadable("not_numbers", towards)
    from ezdxf.math import OCS, Vec3  # takes longer to import than most drawings to read

    axes = OCS(Vec3(towards))
    return np.array([axes.to_wcs(Vec3(position)).xyz for position in positions.tolist()])


def _flat(row: Row, positions: Positions) -> Positions:
    """Without the heights; that there were any is remembered."""
    row.height = row.height or bool(positions[:, 2].any())
    return positions[:, :2]


def _number(value: bytes) -> float:
    if not _NUMBER.fullmatch(value):
        raise Unreadable("not_numbers", value.decode("latin-1"))
    return float(value)


def _text(value: bytes, encoding: str) -> str:
    text = value.decode(encoding, "replace")
    return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text)
