"""The objects of a drawing (DXF as text), tag by tag in one pass: to build it whole takes longer
than a user waits.
"""

import re
from collections.abc import Iterator
from io import BytesIO

import numpy as np

from geodata import settings
from geodata.readers.gathering import Gathering, Unreadable
from geodata.readers.legacy import token_of

Tag = tuple[int, bytes]
"""A group code and its value."""

LAYER, ELEVATION, BULGE, PAPER, FLAGS = 8, 38, 42, 67, 70
EXTRUSION = (210, 220, 230)
_KEPT = {LAYER, 10, 20, 30, 11, 21, 31, ELEVATION, BULGE, PAPER, FLAGS, *EXTRUSION}

_UNICODE_SINCE = b"AC1021"
"""From this version on (2007) all texts are UTF-8."""

_NUMBER = re.compile(rb"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?")

_TAGS = 4
"""Of a vertex at most: three numbers and a bulge."""


class Damaged(ValueError):
    """Not a drawing, or not all of it."""


class Entity:
    """One object of the drawing: its tags, and the vertices that belong to it."""

    def __init__(self, kind: bytes) -> None:
        self.kind = kind
        self.tags: list[Tag] = []
        self._first: dict[int, bytes] = {}
        self.vertices: list[Entity] = []

    def add(self, code: int, value: bytes) -> None:
        """Take in one tag more."""
        self.tags.append((code, value))
        self._first.setdefault(code, value)

    def number(self, code: int, otherwise: bytes = b"0") -> float:
        """The first value of a group code. Raises Unreadable if it is no number."""
        return number_of(self._first.get(code, otherwise))

    def position(self, first: int) -> tuple[float, float, float]:
        """Three numbers, of which the height may be missing. Raises Unreadable."""
        return self.number(first, b""), self.number(first + 10, b""), self.number(first + 20)

    def flags(self) -> int:
        """The bits of group 70."""
        return int(np.clip(self.number(FLAGS), 0, 1 << 16))

    @property
    def layer(self) -> bytes:
        """Its name as it is written; empty where there is none."""
        return self._first.get(LAYER, b"")


class Drawing:
    """The sections of a drawing that are of use."""

    def __init__(self, data: bytes, gathering: Gathering) -> None:
        self._gathering = gathering
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
                    part.add(code, value)
                    self._check_room(len(part.tags) // _TAGS)
                continue
            part = Entity(value)
            if value == b"VERTEX" and entity is not None and entity.kind == b"POLYLINE":
                entity.vertices.append(part)
                self._check_room(len(entity.vertices))
                continue
            if entity is not None:
                yield entity
            if value == b"ENDSEC":
                return
            entity = None if value == b"SEQEND" else part
        raise Damaged("breaks off")

    def _check_room(self, vertices: int) -> None:
        if vertices > settings.MAX_VERTICES:
            raise self._gathering.refused("too_many_vertices", settings.MAX_VERTICES)

    def encoding(self) -> str:
        """The token of the encoding that the header names."""
        if self.header.get(b"$ACADVER", b"") >= _UNICODE_SINCE:
            return "utf-8"
        return token_of(self.header.get(b"$DWGCODEPAGE", b"").decode("latin-1"))


def number_of(value: bytes) -> float:
    """A number as it is written. Raises Unreadable if it is none."""
    if not _NUMBER.fullmatch(value):
        raise Unreadable("not_numbers", value.decode("latin-1"))
    return float(value)
