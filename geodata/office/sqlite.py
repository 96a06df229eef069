"""An office's data in one file of SQLite, which several sessions and processes may write at once.

Versions are only ever added; taking one back stamps it. Why so: docs/adr/0012-office-store.md.
"""

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import TypeVar

from shapely.errors import ShapelyError

from geodata.office.checks import problems_of_boundary, problems_of_layer
from geodata.office.database import NAME, connection, is_ours, lay_down, plainly, trouble
from geodata.office.records import Boundary, OwnLayer
from geodata.office.rows import Row, boundary_of, layer_of, row_of_boundary, row_of_layer
from geodata.office.watch import Signature, Watch
from geodata.problems import ContractError, Problem
from geodata.settings import MAX_PROBLEMS

NOTHING = "0"
"""The revision of an office that has loaded nothing yet."""

_ALL = {
    "boundaries": "SELECT version, feature_id, zone, geometry, passport, added, removed "
    "FROM boundaries ORDER BY row",
    "layers": "SELECT version, name, titles, colour, document, passport, added, removed "
    "FROM layers ORDER BY row",
}
_KEEP = {
    "boundaries": "INSERT INTO boundaries (version, feature_id, zone, geometry, passport, added, "
    "removed) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (version) DO NOTHING",
    "layers": "INSERT INTO layers (version, name, titles, colour, document, passport, added, "
    "removed) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (version) DO NOTHING",
}
Kept = TypeVar("Kept", Boundary, OwnLayer)


class SqliteStore:
    """The Store of one folder. Nothing is opened or made before it is asked for.

    Raises ContractError with one of the codes office_damaged, office_foreign (a file of another
    program), office_newer, office_busy, office_unreachable; a row that does not keep its contract
    (`checks`) is named with all that is wrong with it.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder.absolute() / NAME
        self._watch = Watch(self._path)
        self._known: tuple[Signature, str] | None = None
        self._seen = False
        self._one_writer = Lock()

    def revision(self) -> str:
        """See Store."""
        try:
            seen = self._watch.signature()
            if seen is None:
                return "gone" if self._seen else NOTHING
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
        return _understood(_holding(self._rows("boundaries"), 3), boundary_of, problems_of_boundary)

    def history(self, feature_id: str | None = None) -> tuple[Boundary, ...]:
        """See Store."""
        rows = [row for row in self._rows("boundaries") if feature_id in (None, row[1])]
        return _understood(rows, boundary_of, problems_of_boundary)

    def add(self, *boundaries: Boundary) -> None:
        """See Store."""
        _refuse(problem for each in boundaries for problem in problems_of_boundary(each))
        self._keep("boundaries", map(row_of_boundary, boundaries))

    def remove(self, version: str) -> None:
        """See Store."""
        self._stamp("boundaries", version, _now())

    def restore(self, version: str) -> None:
        """See Store."""
        self._stamp("boundaries", version, "")

    def layers(self) -> tuple[OwnLayer, ...]:
        """See Store."""
        return _understood(_holding(self._rows("layers"), 2), layer_of, problems_of_layer)

    def layer_history(self, name: str | None = None) -> tuple[OwnLayer, ...]:
        """See Store."""
        rows = [row for row in self._rows("layers") if name in (None, row[1])]
        return _understood(rows, layer_of, problems_of_layer)

    def add_layer(self, *layers: OwnLayer) -> None:
        """See Store."""
        _refuse(problem for each in layers for problem in problems_of_layer(each))
        self._keep("layers", map(row_of_layer, layers))

    def remove_layer(self, version: str) -> None:
        """See Store."""
        self._stamp("layers", version, _now())

    def restore_layer(self, version: str) -> None:
        """See Store."""
        self._stamp("layers", version, "")

    def _told_revision(self) -> str:
        with self._reading() as file:
            if file is None:
                return NOTHING
            state = file.execute("SELECT revision, mark FROM state").fetchone()
            if state is None:
                raise trouble("office_damaged")
            revision, mark = state
            return f"{revision}-{mark}"

    def _rows(self, table: str) -> list[Row]:
        """In the order in which they were added; of the same moment, in which they came."""
        with self._reading() as file:
            rows = [] if file is None else file.execute(_ALL[table]).fetchall()
        try:
            return sorted(rows, key=lambda row: datetime.fromisoformat(row[-2]))
        except (TypeError, ValueError) as error:
            raise trouble("office_damaged") from error

    def _keep(self, table: str, rows: Iterable[Row]) -> None:
        with self._writing() as file:
            file.executemany(_KEEP[table], rows)

    def _stamp(self, table: str, version: str, removed: str) -> None:
        """A stamp that is there already stays; a version that is not there raises KeyError."""
        with self._reading() as file:
            if file is None:
                raise KeyError(version)
        with self._writing() as file:
            known = file.execute(f"SELECT removed FROM {table} WHERE version = ?", (version,))
            was = known.fetchone()
            if was is None:
                raise KeyError(version)
            if bool(was[0]) != bool(removed):
                file.execute(
                    f"UPDATE {table} SET removed = ? WHERE version = ?", (removed, version)
                )

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection | None]:
        """One state of the file, whatever is written meanwhile; None before the first write."""
        with plainly():
            if not self._is_there():
                yield None
                return
            with closing(connection(self._path, "rw")) as file:
                file.execute("BEGIN")
                yield file if is_ours(file) else None

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        """One change, wholly or not at all, and a new revision with it if anything changed."""
        with self._one_writer, plainly():
            self._is_there()
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with closing(connection(self._path, "rwc")) as file:
                file.execute("BEGIN IMMEDIATE")
                if not is_ours(file):
                    lay_down(file)
                before = file.total_changes
                yield file
                if file.total_changes > before:
                    file.execute(
                        "UPDATE state SET revision = revision + 1, mark = ?",
                        (secrets.token_hex(8),),
                    )
                file.execute("COMMIT")

    def _is_there(self) -> bool:
        """A file that was there and is gone is no empty office: the share may have dropped out."""
        if self._path.exists():
            self._seen = True
        elif self._seen:
            raise trouble("office_unreachable")
        return self._seen


def _refuse(problems: Iterable[Problem]) -> None:
    found = list(problems)[:MAX_PROBLEMS]
    if found:
        raise ContractError(NAME, found)


def _holding(rows: list[Row], key: int) -> list[Row]:
    """Of each key, in the columns before this one, the last row that was not removed."""
    return list({row[1:key]: row for row in rows if not row[-1]}.values())


def _understood(
    rows: Iterable[Row],
    read: Callable[[Row], Kept],
    problems_of: Callable[[Kept], list[Problem]],
) -> tuple[Kept, ...]:
    try:
        kept = tuple(map(read, rows))
    except (ShapelyError, ValueError, TypeError, RecursionError) as error:
        raise trouble("office_damaged") from error
    _refuse(problem for each in kept for problem in problems_of(each))
    return kept


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")
