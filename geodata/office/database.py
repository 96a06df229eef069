"""The one file of SQLite in which an office's data stand: how it is opened, whether it is ours."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from geodata.problems import ContractError, Problem

NAME = "office.sqlite"
VERSION = 1
"""Of the tables; kept as the file's user_version."""

BUSY_SECONDS = 30.0
"""How long others may write before one gives up."""

_KIND = 0x4D757261
"""The file's application_id: "Mura"."""

_TABLES = {
    "state": "CREATE TABLE state (one INTEGER PRIMARY KEY CHECK (one = 1), "
    "revision INTEGER NOT NULL, mark TEXT NOT NULL) STRICT",
    "boundaries": "CREATE TABLE boundaries (row INTEGER PRIMARY KEY, "
    "version TEXT NOT NULL UNIQUE, feature_id TEXT NOT NULL, zone TEXT NOT NULL, "
    "geometry BLOB NOT NULL, passport TEXT NOT NULL, "
    "added TEXT NOT NULL, removed TEXT NOT NULL) STRICT",
    "layers": "CREATE TABLE layers (row INTEGER PRIMARY KEY, "
    "version TEXT NOT NULL UNIQUE, name TEXT NOT NULL, titles TEXT NOT NULL, "
    "colour TEXT NOT NULL, document TEXT NOT NULL, passport TEXT NOT NULL, "
    "added TEXT NOT NULL, removed TEXT NOT NULL) STRICT",
}
_SCHEMA = "SELECT name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_UNREACHABLE = {
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_READONLY,
}


def connection(path: Path, mode: str) -> sqlite3.Connection:
    """Opened for one operation. `mode`: rw, or rwc to make the file as well.

    A rollback journal, not a write-ahead log: that needs memory shared by all who write, and so
    does not work on a network share. Raises sqlite3.Error.
    """
    name = path.as_posix()
    address = f"file://{'' if name.startswith('/') else '/'}{quote(name, safe='/:')}?mode={mode}"
    file = sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    for pragma in (
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "mmap_size = 0",
        "journal_mode = DELETE",
        "synchronous = FULL",
    ):
        try:
            file.execute(f"PRAGMA {pragma}").close()
        except sqlite3.Error:
            file.close()
            raise
    return file


def is_ours(file: sqlite3.Connection) -> bool:
    """Whether the file has our tables and nothing else; False if it is empty as yet.

    Raises ContractError if it is another program's, a newer Mura's or somebody changed its tables.
    """
    [(kind,)] = file.execute("PRAGMA application_id")
    [(version,)] = file.execute("PRAGMA user_version")
    tables = dict(file.execute(_SCHEMA))
    if (kind, version, tables) == (0, 0, {}):
        return False
    if kind != _KIND:
        raise trouble("office_foreign")
    if version > VERSION:
        raise trouble("office_newer", str(version))
    if tables != _TABLES:
        raise trouble("office_damaged")
    return True


def lay_down(file: sqlite3.Connection) -> None:
    """Make the tables, when an office keeps something for the first time."""
    for table in _TABLES.values():
        file.execute(table)
    file.execute("INSERT INTO state VALUES (1, 0, '')")
    file.execute(f"PRAGMA application_id = {_KIND}")
    file.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def plainly() -> Iterator[None]:
    """What SQLite and the system say, as one plain problem: ContractError."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        said = "busy" if code in _BUSY else "unreachable" if code in _UNREACHABLE else "damaged"
        raise trouble(f"office_{said}") from error
    except OSError as error:
        raise trouble("office_unreachable") from error


def trouble(code: str, value: str | None = None) -> ContractError:
    """The whole file cannot be used."""
    return ContractError(NAME, [Problem(code, value=value)])
