"""The ledger in one file of SQLite, which several sessions and processes may write at once. It is
apart from the office's data: a screening that is kept changes nothing that is screened against.
"""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import shapely
from shapely.errors import ShapelyError

from geodata.ledger.records import Entry, Hit, Paper, Remark, problems_of_words
from geodata.office.database import Kind, OneFile, trouble
from geodata.office.rows import shape_from
from geodata.problems import ContractError, Problem

NAME = "ledger.sqlite"

_KIND = Kind(
    NAME,
    0x4D75724C,  # "MurL"
    1,
    {
        "screenings": "CREATE TABLE screenings (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, "
        "entry TEXT NOT NULL, hits TEXT NOT NULL, paper TEXT NOT NULL) STRICT",
        "remarks": "CREATE TABLE remarks (row INTEGER PRIMARY KEY, entry TEXT NOT NULL "
        "REFERENCES screenings (id), said TEXT NOT NULL) STRICT",
    },
)
_PLAIN = ("source", "card", "values", "document")
_BROKEN = (ShapelyError, ValueError, TypeError, KeyError, RecursionError)


class Ledger:
    """The ledger of one folder. Every method is safe from any thread and any process.

    Raises ContractError as OneFile does, and where a row is not what was written.
    """

    def __init__(self, folder: Path) -> None:
        self._file = OneFile(folder, _KIND)

    def keep(self, entry: Entry, paper: Paper) -> bool:
        """Keep a screening. False, and nothing is changed, if it is there already.

        Raises ContractError for a name that is empty or too long.
        """
        _refuse(problems_of_words(name=entry.name, by=entry.by))
        said = {**asdict(entry), "day": entry.day.isoformat()}
        hits = said.pop("hits")
        with self._file.writing() as file:
            done = file.execute(
                "INSERT INTO screenings (id, entry, hits, paper) VALUES (?, ?, ?, ?) "
                "ON CONFLICT (id) DO NOTHING",
                (entry.id, _json(said), _json(hits), _json(_written(paper))),
            )
            return done.rowcount == 1

    def entries(self) -> tuple[Entry, ...]:
        """Every screening, in the order in which they were kept."""
        return tuple(
            _understood(_entry, row) for row in self._rows("SELECT entry, hits FROM screenings")
        )

    def paper(self, entry: str) -> Paper:
        """All of one screening. Raises KeyError if it is not there."""
        rows = self._rows("SELECT paper FROM screenings WHERE id = ?", entry)
        if not rows:
            raise KeyError(entry)
        return _understood(_paper, rows[0])

    def remark(self, remark: Remark) -> None:
        """Say something of a screening. Raises KeyError if it is not there, ContractError for words
        that are empty or too long."""
        words = {"by": remark.by}
        if remark.feature_id:
            words["reason"] = remark.reason
        _refuse(problems_of_words(**words))
        if not self._rows("SELECT id FROM screenings WHERE id = ?", remark.entry):
            raise KeyError(remark.entry)
        with self._file.writing() as file:
            file.execute(
                "INSERT INTO remarks (entry, said) VALUES (?, ?)",
                (remark.entry, _json(asdict(remark))),
            )

    def remarks(self) -> tuple[Remark, ...]:
        """Everything that was said, in the order in which it was."""
        rows = self._rows("SELECT said FROM remarks")
        return tuple(_understood(_remark, row) for row in rows)

    def _rows(self, query: str, *values: str) -> list[tuple[Any, ...]]:
        with self._file.reading() as file:
            return [] if file is None else _in_order(file, query, values)


def moment() -> str:
    """Now, as the ledger writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _in_order(file: sqlite3.Connection, query: str, values: Iterable[str]) -> list[tuple[Any, ...]]:
    return file.execute(f"{query} ORDER BY row", tuple(values)).fetchall()


def _refuse(problems: list[Problem]) -> None:
    if problems:
        raise ContractError(NAME, problems)


def _understood(read: Any, row: tuple[Any, ...]) -> Any:
    try:
        return read(*row)
    except _BROKEN as error:
        raise trouble(NAME, "office_damaged") from error


def _entry(entry: str, hits: str) -> Entry:
    said = json.loads(entry)
    of = tuple(Hit(**each) for each in json.loads(hits))
    return Entry(**{**said, "day": date.fromisoformat(said["day"]), "hits": of})


def _remark(said: str) -> Remark:
    return Remark(**json.loads(said))


def _written(paper: Paper) -> dict[str, Any]:
    shapes = [shapely.to_wkb(each, hex=True, byte_order=1) for each in paper.shapes]
    return {**{name: getattr(paper, name) for name in _PLAIN}, "shapes": shapes}


def _paper(paper: str) -> Paper:
    said = json.loads(paper)
    shapes = tuple(shape_from(bytes.fromhex(each)) for each in said.pop("shapes"))
    return Paper(shapes=shapes, **said)


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
