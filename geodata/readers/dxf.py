"""DXF as text: lines, polylines and points of the model space; what else there is, is counted.

A drawing never says in which system its numbers are. A binary one is refused.
"""

import re
from collections.abc import Callable
from itertools import pairwise

import numpy as np
from shapely.geometry.base import BaseGeometry

from geodata.readers.brought import Answers, Reading
from geodata.readers.drawing import (
    BULGE,
    ELEVATION,
    EXTRUSION,
    PAPER,
    Damaged,
    Drawing,
    Entity,
    number_of,
)
from geodata.readers.gathering import Gathering, Positions, Row, Unreadable, check_finite
from geodata.readers.legacy import encoding_of

_BINARY = b"AutoCAD Binary DXF"
_ESCAPED = re.compile(r"\\U\+([0-9A-Fa-f]{4})")
_ARC_STEP = np.radians(2)
"""Of arc for one straight piece: the chord is off by 0.02 % of the radius."""

_READ = {b"LINE", b"POINT", b"LWPOLYLINE", b"POLYLINE"}

_CLOSED, _IN_SPACE, _FRAME, _MESH = 1, 8, 16, 16 | 64
"""Flags: of a polyline, whether it is closed, whether its vertices stand in the world's own axes,
whether it is a surface; of a vertex, whether it only frames a curve."""


def read(data: bytes, answers: Answers) -> Reading:
    """Read a drawing. Raises ContractError if it is none, or past a limit."""
    gathering = Gathering("dxf")
    if data.startswith(_BINARY):
        raise gathering.refused("unknown_format", "AutoCAD Binary DXF")
    drawing = Drawing(data.removeprefix(b"\xef\xbb\xbf"), gathering)
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
        if entity.number(PAPER):
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
            vertices.append([number_of(value), np.nan, 0.0])
        elif code in (20, BULGE) and vertices:
            vertices[-1][1 if code == 20 else 2] = number_of(value)
    height = entity.number(ELEVATION)
    closed = bool(entity.flags() & _CLOSED)
    return _course(row, entity, np.array(vertices).reshape(-1, 3), height, closed)


def _polyline(row: Row, entity: Entity) -> BaseGeometry:
    flags = entity.flags()
    vertices = [vertex for vertex in entity.vertices if not vertex.flags() & _FRAME]
    closed = bool(flags & _CLOSED)
    if flags & _IN_SPACE:
        positions = np.array([vertex.position(10) for vertex in vertices]).reshape(-1, 3)
        return _outline(row, _flat(row, positions), closed)
    numbers = [(*vertex.position(10)[:2], vertex.number(BULGE)) for vertex in vertices]
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
    check_finite(vertices)
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
    towards = tuple(entity.number(code, b"1" if code == 230 else b"0") for code in EXTRUSION)
    if np.allclose(towards[:2], 0, atol=1e-12) and towards[2] > 0:
        return positions
    if not np.isfinite(towards).all() or not np.any(towards):
        raise Unreadable("not_numbers", towards)
    from ezdxf.math import OCS, Vec3  # takes longer to import than most drawings to read

    axes = OCS(Vec3(np.divide(towards, np.abs(towards).max())))
    return np.array([axes.to_wcs(Vec3(position)).xyz for position in positions.tolist()])


def _flat(row: Row, positions: Positions) -> Positions:
    """Without the heights; that there were any is remembered."""
    row.height = row.height or bool(positions[:, 2].any())
    return positions[:, :2]


def _text(value: bytes, encoding: str) -> str:
    text = value.decode(encoding, "replace")
    return _ESCAPED.sub(lambda escaped: chr(int(escaped[1], 16)), text)
