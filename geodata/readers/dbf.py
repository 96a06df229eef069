"""The table of a shapefile: its texts stay bytes until their encoding is known.

Numbers are kept as they are written, dates as ISO 8601.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_HEADER = struct.Struct("<4xIHH")
_FIELD = struct.Struct("<11sc4xB")
_LANGUAGE = 29
"""Where the header says in which language the table was written (LDID)."""

_OF_LANGUAGE = {0xC9: "cp1251", 0x65: "cp866", 0x26: "cp866"}
"""Only those that are right when they are given; 0x57 and 0x03 are what programs write unasked."""

_READ = (b"C", b"N", b"F", b"D", b"L")
_TRUTH = {b"T": b"true", b"Y": b"true", b"F": b"false", b"N": b"false"}


class Damaged(ValueError):
    """Not a table, or not all of it."""


@dataclass(frozen=True)
class Column:
    """One field of the table."""

    name: bytes
    kind: bytes
    start: int
    stop: int

    @property
    def is_read(self) -> bool:
        """Whether its values stand in the table as letters."""
        return self.kind in _READ


@dataclass(frozen=True)
class Table:
    """A table of bytes."""

    columns: tuple[Column, ...]
    named: str
    """Token of the encoding that the header names, or empty."""
    _records: tuple[bytes, ...]

    def __len__(self) -> int:
        return len(self._records)

    def rows(self) -> Iterator[dict[bytes, bytes] | None]:
        """Of each record the values by name; None of one that was deleted."""
        for record in self._records:
            deleted = record[:1] == b"*"
            yield (
                None
                if deleted
                else {
                    column.name: _value(column.kind, record[column.start : column.stop])
                    for column in self.columns
                    if column.is_read
                }
            )

    def texts(self) -> Iterator[bytes]:
        """Every text of the table, and the names of its columns."""
        yield from (column.name for column in self.columns)
        written = [column for column in self.columns if column.kind == b"C"]
        for record in self._records:
            for column in written:
                yield _value(b"C", record[column.start : column.stop])


def table_of(data: bytes) -> Table:
    """Read a DBF. Raises Damaged."""
    try:
        count, first, length = _HEADER.unpack_from(data)
        columns = tuple(_columns(data, first))
        named = _OF_LANGUAGE.get(data[_LANGUAGE], "")
    except (struct.error, IndexError) as error:
        raise Damaged("header") from error
    if not length or first + count * length > len(data):
        raise Damaged("records")
    if columns and columns[-1].stop > length:
        raise Damaged("fields")
    starts = range(first, first + count * length, length)
    return Table(columns, named, tuple(data[start : start + length] for start in starts))


def _columns(data: bytes, end: int) -> Iterator[Column]:
    start = 1  # after the flag of deletion
    for offset in range(32, end - 1, 32):
        if data[offset] == 0x0D:
            return
        name, kind, size = _FIELD.unpack_from(data, offset)
        yield Column(name.split(b"\0")[0].strip(), kind, start, start + size)
        start += size


def _value(kind: bytes, written: bytes) -> bytes:
    value = written.replace(b"\0", b" ").strip()
    if kind == b"D" and not value.strip(b"0"):
        return b""
    if kind == b"D" and len(value) == 8 and value.isdigit():
        return b"-".join([value[:4], value[4:6], value[6:]])
    if kind == b"L":
        return _TRUTH.get(value.upper(), b"")
    return b"" if value.startswith(b"*" * 3) and kind in (b"N", b"F") else value
