"""A file of SQLite in which an office's data stand: how it is opened, whether it is ours."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from urllib.parse import quote

from geodata.problems import ContractError, Problem

BUSY_SECONDS = 30.0
"""How long others may write before one gives up."""


@dataclass(frozen=True)
class Kind:
    """What a file of SQLite is, by which Mura knows it for its own."""

    name: str
    """Of the file."""
    token: int
    """Its application_id: four letters."""
    version: int
    """Of the tables; kept as the file's user_version."""
    tables: Mapping[str, str]
    """By name, how each is made."""
    first: tuple[str, ...] = ()
    """What stands in them from the beginning."""


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


@contextmanager
def _plainly(name: str) -> Iterator[None]:
    """What SQLite and the system say, as one plain problem: ContractError."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
        said = "busy" if code in _BUSY else "unreachable" if code in _UNREACHABLE else "damaged"
        raise trouble(name, f"office_{said}") from error
    except OSError as error:
        raise trouble(name, "office_unreachable") from error


def trouble(name: str, code: str, value: str | None = None) -> ContractError:
    """The whole file cannot be used."""
    return ContractError(name, [Problem(code, value=value)])


class OneFile:
    """The file of a kind in a folder, which several sessions and processes may write at once.

    Nothing is opened or made before it is asked for. Raises ContractError with one of the codes
    office_damaged, office_foreign (a file of another program), office_newer, office_busy,
    office_unreachable.
    """

    def __init__(self, folder: Path, kind: Kind) -> None:
        self.path = folder.absolute() / kind.name
        self.seen = False
        """Whether it was there. One that was there and is gone is no empty one: the share may have
        dropped out."""
        self._kind = kind
        self._one_writer = Lock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """One state of the file, whatever is written meanwhile; None before the first write."""
        with _plainly(self._kind.name):
            if not self._is_there():
                yield None
                return
            with closing(connection(self.path, "rw")) as file:
                file.execute("BEGIN")
                yield file if self._is_ours(file) else None

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """One change, wholly or not at all."""
        with self._one_writer, _plainly(self._kind.name):
            self._is_there()
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(connection(self.path, "rwc")) as file:
                file.execute("BEGIN IMMEDIATE")
                if not self._is_ours(file):
                    self._lay_down(file)
                yield file
                file.execute("COMMIT")

    def trouble(self, code: str, value: str | None = None) -> ContractError:
        """The whole file cannot be used."""
        return trouble(self._kind.name, code, value)

    def _is_there(self) -> bool:
        if self.path.exists():
            self.seen = True
        elif self.seen:
            raise self.trouble("office_unreachable")
        return self.seen

    def _is_ours(self, file: sqlite3.Connection) -> bool:
        """Whether the file has our tables and nothing else; False if it is empty as yet."""
        [(token,)] = file.execute("PRAGMA application_id")
        [(version,)] = file.execute("PRAGMA user_version")
        tables = dict(file.execute(_SCHEMA))
        if (token, version, tables) == (0, 0, {}):
            return False
        if token != self._kind.token:
            raise self.trouble("office_foreign")
        if version > self._kind.version:
            raise self.trouble("office_newer", str(version))
        if tables != self._kind.tables:
            raise self.trouble("office_damaged")
        return True

    def _lay_down(self, file: sqlite3.Connection) -> None:
        """Make the tables, when an office keeps something for the first time."""
        for statement in (*self._kind.tables.values(), *self._kind.first):
            file.execute(statement)
        file.execute(f"PRAGMA application_id = {self._kind.token}")
        file.execute(f"PRAGMA user_version = {self._kind.version}")
