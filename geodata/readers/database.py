"""A database of SQLite from outside, read from memory: of it tables are read, nothing else is done.

A database can hold code (views, triggers, virtual tables, generated columns); an authorizer lets
nothing through but reading the columns of tables that are real.
"""

import sqlite3
from collections.abc import Iterator
from time import monotonic
from typing import Any

from geodata import settings

_SIGNATURE = b"SQLite format 3\x00"
_JOURNAL = slice(18, 20)
"""Bytes that say whether changes lie in a file beside it (QGIS leaves it so); ours has none."""

_STEPS = 50_000
"""Instructions of the database between two looks at the clock."""

_SCHEMA = ("sqlite_master", "sqlite_schema")


class Database:
    """A database in memory, of which tables are read and nothing else is done."""

    def __init__(self, data: bytes) -> None:
        """Raises sqlite3.Error."""
        if not data.startswith(_SIGNATURE) or len(data) < 100:
            raise sqlite3.DatabaseError("not a database")
        own = bytearray(data)
        own[_JOURNAL] = b"\x01\x01"
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, settings.MAX_BROUGHT_BYTES)
        self._connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        self._connection.deserialize(bytes(own))
        for pragma in ("trusted_schema=OFF", "query_only=ON", "cell_size_check=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        until = monotonic() + settings.MAX_READING_SECONDS
        self._connection.set_progress_handler(lambda: monotonic() > until, _STEPS)
        self._tables: frozenset[str] = frozenset(_SCHEMA)
        self._connection.set_authorizer(self._allowed)
        self._tables |= self._real()

    def close(self) -> None:
        """Give the memory back."""
        self._connection.close()

    def _allowed(self, action: int, first: str | None, second: str | None, *rest: Any) -> int:
        allowed = (
            action == sqlite3.SQLITE_SELECT
            or (action == sqlite3.SQLITE_READ and (first or "").lower() in self._tables)
            or (action == sqlite3.SQLITE_PRAGMA and first == "table_xinfo")
        )
        return sqlite3.SQLITE_OK if allowed else sqlite3.SQLITE_DENY

    def _real(self) -> frozenset[str]:
        """Tables that have pages of their own: a view or a virtual table has none."""
        listed = self._connection.execute("SELECT type, name, rootpage FROM sqlite_master")
        return frozenset(
            name.lower()
            for kind, name, page in listed
            if kind == "table" and isinstance(name, str) and isinstance(page, int) and page > 0
        )

    def has(self, table: str) -> bool:
        """Whether it is a real table."""
        return table.lower() in self._tables and table.lower() not in _SCHEMA

    def rows(self, table: str, keys: bool = False) -> Iterator[dict[str, Any]]:
        """The rows of a table, without columns that compute something; with the numbers that are
        their keys if asked for."""
        if not self.has(table):
            raise sqlite3.DatabaseError(f"no table {table}")
        listed = self._connection.execute(f"PRAGMA table_xinfo({_quoted(table)})").fetchall()
        names = [
            name
            for _, name, kind, _, _, key, hidden in listed
            if not hidden and (keys or not (key and "INT" in kind.upper()))
        ]
        if not names:
            return
        columns = ", ".join(map(_quoted, names))
        for values in self._connection.execute(f"SELECT {columns} FROM {_quoted(table)}"):
            yield dict(zip(names, values, strict=True))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
