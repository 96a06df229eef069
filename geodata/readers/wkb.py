"""Well-known binary, checked before it is read: its counts, its depth, its kinds.

A reader that believes the counts reserves what they say, and one that follows collections of
collections runs out of stack; neither is left to happen.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass

_KINDS = {
    1: "Point",
    2: "LineString",
    3: "Polygon",
    4: "MultiPoint",
    5: "MultiLineString",
    6: "MultiPolygon",
    7: "GeometryCollection",
    8: "CircularString",
    9: "CompoundCurve",
    10: "CurvePolygon",
    11: "MultiCurve",
    12: "MultiSurface",
    15: "PolyhedralSurface",
    16: "TIN",
    17: "Triangle",
}
_SIMPLE = (1, 2, 3)
_PART_OF = {4: 1, 5: 2, 6: 3}


class Malformed(ValueError):
    """Bytes that are no geometry."""


@dataclass(frozen=True)
class Outline:
    """What a geometry is, before anything is made of it."""

    kind: str
    is_read: bool
    has_z: bool = False
    has_m: bool = False
    vertices: int = 0


def outline_of(data: bytes) -> Outline:
    """Walk through a geometry. Raises Malformed."""
    try:
        walk = _Walk(data)
        code, has_z, has_m = walk.head()
        kind = _KINDS.get(code)
        if kind is None:
            raise Malformed(f"type {code}")
        if code not in _SIMPLE and code not in _PART_OF:
            return Outline(kind, False)
        walk.body(code, has_z, has_m)
    except struct.error as error:
        raise Malformed("truncated") from error
    if walk.position != len(data):
        raise Malformed("bytes left")
    return Outline(kind, True, has_z, has_m, walk.vertices)


class _Walk:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.position = 0
        self.vertices = 0
        self._order = "<"

    def head(self) -> tuple[int, bool, bool]:
        """Type and dimensions, as ISO writes them or as PostGIS does."""
        order = self._data[self.position : self.position + 1]
        if order not in (b"\x00", b"\x01"):
            raise Malformed("byte order")
        self._order = "<" if order == b"\x01" else ">"
        (code,) = struct.unpack_from(f"{self._order}I", self._data, self.position + 1)
        self.position += 5
        if code & 0x20000000:
            raise Malformed("SRID")
        dimensions, simple = divmod(code & 0x0FFFFFFF, 1000)
        if dimensions > 3:
            raise Malformed(f"type {code}")
        has_z = bool(code & 0x80000000) or dimensions in (1, 3)
        return simple, has_z, bool(code & 0x40000000) or dimensions in (2, 3)

    def body(self, code: int, has_z: bool, has_m: bool) -> None:
        size = 8 * (2 + has_z + has_m)
        if code == 1:
            self._positions(1, size)
        elif code == 2:
            self._positions(self._count(), size)
        elif code == 3:
            self._each(lambda: self._positions(self._count(), size))
        else:
            self._each(lambda: self._part(_PART_OF[code], has_z, has_m))

    def _part(self, code: int, has_z: bool, has_m: bool) -> None:
        if self.head() != (code, has_z, has_m):
            raise Malformed("part of another type")
        self.body(code, has_z, has_m)

    def _each(self, step: Callable[[], None]) -> None:
        for _ in range(self._count()):
            step()

    def _count(self) -> int:
        (count,) = struct.unpack_from(f"{self._order}I", self._data, self.position)
        self.position += 4
        return int(count)

    def _positions(self, count: int, size: int) -> None:
        self.position += count * size
        self.vertices += count
        if self.position > len(self._data):
            raise Malformed("truncated")
