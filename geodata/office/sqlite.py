"""An office's data in one file of SQLite, which several sessions and processes may write at once.

Versions are only ever added; taking one back stamps it. Why so: docs/adr/0012-office-store.md.
"""

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from shapely.errors import ShapelyError

from geodata.office.checks import problems_of_boundary, problems_of_layer
from geodata.office.database import Kind, OneFile, trouble
from geodata.office.records import Boundary, OwnLayer
from geodata.office.rows import Row, boundary_of, layer_of, row_of_boundary, row_of_layer
from geodata.office.watch import Signature, Watch
from geodata.problems import ContractError, Problem
from geodata.settings import MAX_PROBLEMS

NAME = "office.sqlite"

OFFICE = Kind(
    NAME,
    0x4D757261,  # "Mura"
    1,
    {
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
    },
    ("INSERT INTO state VALUES (1, 0, '')",),
)

NOTHING = "0"
"""The revision of an office that has loaded nothing yet."""

Kept = TypeVar("Kept", Boundary, OwnLayer)


@dataclass(frozen=True)
class _Table(Generic[Kept]):
    """How versions of one kind are kept; of the columns the first is the version, the last two
    are when it was added and removed."""

    name: str
    columns: tuple[str, ...]
    key: slice
    """Columns of what a version is one of."""
    row_of: Callable[[Kept], Row]
    read: Callable[[Row], Kept]
    problems_of: Callable[[Kept], list[Problem]]

    @property
    def all_rows(self) -> str:
        """In the order in which they came."""
        return f"SELECT {', '.join(self.columns)} FROM {self.name} ORDER BY row"

    @property
    def one_row(self) -> str:
        """Of a version."""
        return f"SELECT {', '.join(self.columns)} FROM {self.name} WHERE version = ?"

    @property
    def new_row(self) -> str:
        """To keep one."""
        places = ", ".join("?" * len(self.columns))
        return f"INSERT INTO {self.name} ({', '.join(self.columns)}) VALUES ({places})"


_BOUNDARIES = _Table(
    "boundaries",
    ("version", "feature_id", "zone", "geometry", "passport", "added", "removed"),
    slice(1, 3),
    row_of_boundary,
    boundary_of,
    problems_of_boundary,
)
_LAYERS = _Table(
    "layers",
    ("version", "name", "titles", "colour", "document", "passport", "added", "removed"),
    slice(1, 2),
    row_of_layer,
    layer_of,
    problems_of_layer,
)


class SqliteStore:
    """The Store of one folder. Nothing is opened or made before it is asked for.

    Raises ContractError with one of the codes office_damaged, office_foreign (a file of another
    program), office_newer, office_busy, office_unreachable; a row that does not keep its contract
    (`checks`) is named with all that is wrong with it.
    """

    def __init__(self, folder: Path) -> None:
        self._file = OneFile(folder, OFFICE)
        self._watch = Watch(self._file.path)
        self._known: tuple[Signature, str] | None = None

    def revision(self) -> str:
        """See Store."""
        try:
            seen = self._watch.signature()
            if seen is None:
                return "gone" if self._file.seen else NOTHING
            known = self._known
            if known is not None and known[0] == seen:
                return known[1]
            told = self._told_revision()
            if self._watch.signature() == seen:  # else somebody is writing
                self._known = seen, told
            return told
        except OSError:
            return "unreachable"
        except ContractError:
            return f"unreadable-{seen}"

    def boundaries(self) -> tuple[Boundary, ...]:
        """See Store."""
        return self._holding(_BOUNDARIES)

    def history(self, feature_id: str | None = None) -> tuple[Boundary, ...]:
        """See Store."""
        return self._history(_BOUNDARIES, feature_id)

    def add(self, *boundaries: Boundary) -> None:
        """See Store."""
        self._keep(_BOUNDARIES, boundaries)

    def remove(self, version: str) -> None:
        """See Store."""
        self._stamp(_BOUNDARIES, version, _now())

    def restore(self, version: str) -> None:
        """See Store."""
        self._stamp(_BOUNDARIES, version, "")

    def layers(self) -> tuple[OwnLayer, ...]:
        """See Store."""
        return self._holding(_LAYERS)

    def layer_history(self, name: str | None = None) -> tuple[OwnLayer, ...]:
        """See Store."""
        return self._history(_LAYERS, name)

    def add_layer(self, *layers: OwnLayer) -> None:
        """See Store."""
        self._keep(_LAYERS, layers)

    def remove_layer(self, version: str) -> None:
        """See Store."""
        self._stamp(_LAYERS, version, _now())

    def restore_layer(self, version: str) -> None:
        """See Store."""
        self._stamp(_LAYERS, version, "")

    def _told_revision(self) -> str:
        with self._file.reading() as file:
            if file is None:
                return NOTHING
            state = file.execute("SELECT revision, mark FROM state").fetchone()
            if state is None:
                raise trouble(NAME, "office_damaged")
            revision, mark = state
            return f"{revision}-{mark}"

    def _rows(self, table: _Table[Kept]) -> list[Row]:
        """In the order in which they were added; of the same moment, in which they came."""
        with self._file.reading() as file:
            rows = [] if file is None else file.execute(table.all_rows).fetchall()
        try:
            return sorted(rows, key=lambda row: datetime.fromisoformat(row[-2]))
        except (TypeError, ValueError) as error:
            raise trouble(NAME, "office_damaged") from error

    def _holding(self, table: _Table[Kept]) -> tuple[Kept, ...]:
        last = {row[table.key]: row for row in self._rows(table) if not row[-1]}
        return _understood(table, last.values())

    def _history(self, table: _Table[Kept], of: str | None) -> tuple[Kept, ...]:
        return _understood(table, [row for row in self._rows(table) if of in (None, row[1])])

    def _keep(self, table: _Table[Kept], versions: Iterable[Kept]) -> None:
        """What is new. Of a version that is there already the removal is what differs, at most."""
        new = tuple(versions)
        _refuse(problem for each in new for problem in table.problems_of(each))
        with self._writing() as file:
            for each in new:
                was = file.execute(table.one_row, (each.version,)).fetchone()
                if was is None:
                    file.execute(table.new_row, table.row_of(each))
                elif replace(*_understood(table, [was]), removed="") != replace(each, removed=""):
                    raise trouble(NAME, "version_differs", each.version)

    def _stamp(self, table: _Table[Kept], version: str, removed: str) -> None:
        """A stamp that is there already stays; a version that is not there raises KeyError."""
        with self._file.reading() as file:
            if file is None:
                raise KeyError(version)
        with self._writing() as file:
            was = file.execute(table.one_row, (version,)).fetchone()
            if was is None:
                raise KeyError(version)
            if bool(was[-1]) != bool(removed):
                file.execute(
                    f"UPDATE {table.name} SET removed = ? WHERE version = ?", (removed, version)
                )

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One change, and a new revision with it if anything changed."""
        with self._file.writing() as file:
            before = file.total_changes
            yield file
            if file.total_changes > before:
                file.execute(
                    "UPDATE state SET revision = revision + 1, mark = ?", (secrets.token_hex(8),)
                )


def _refuse(problems: Iterable[Problem]) -> None:
    found = list(problems)[:MAX_PROBLEMS]
    if found:
        raise ContractError(NAME, found)


def _understood(table: _Table[Kept], rows: Iterable[Row]) -> tuple[Kept, ...]:
    try:
        kept = tuple(map(table.read, rows))
    except (ShapelyError, ValueError, TypeError, RecursionError) as error:
        raise trouble(NAME, "office_damaged") from error
    _refuse(problem for each in kept for problem in table.problems_of(each))
    return kept


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
