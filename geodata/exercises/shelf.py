"""The exercises there are: ours, and a trainer's own, which may stand in their place. A file that
is changed is read anew when it is next asked for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from geodata import settings
from geodata.exercises.asking import Asked, asked
from geodata.exercises.checks import date_of, problems_of
from geodata.exercises.records import Choice, Event, Exercise, Home, Role, Show, Step
from geodata.exercises.rows import MOST_BYTES, Row, rows_of
from geodata.problems import ContractError, Problem
from geodata.settings import MAX_PROBLEMS

ENDINGS = (".csv", ".xlsx")


@dataclass(frozen=True)
class Shelf:
    """Every exercise that could be read, by id, and why the others could not."""

    exercises: dict[str, Exercise]
    refused: tuple[ContractError, ...] = field(default=())


def shelf() -> Shelf:
    """Ours, and those of the folder that MURA_EXERCISES names; one of the same id stands in the
    place of ours, even where it cannot be read: nobody is given another than he wrote."""
    found: dict[str, Exercise] = {}
    refused: list[ContractError] = []
    for path in _files().values():
        try:
            made = read_exercise(path)
            found[made.id] = made
        except ContractError as error:
            refused.append(error)
    return Shelf(found, tuple(refused))


def read_exercise(path: Path) -> Exercise:
    """Read one file. Raises ContractError with all problems."""
    try:
        state = path.stat()
        if state.st_size > MOST_BYTES:
            raise ContractError(path.name, [Problem("too_large", value=str(state.st_size))])
        return _read(path, state.st_mtime_ns, state.st_size)
    except OSError as error:
        raise ContractError(path.name, [Problem("not_found")]) from error


def exercise_of(name: str, data: bytes) -> Exercise:
    """An exercise out of the bytes of its file; `name` gives its id. Raises ContractError."""
    rows = rows_of(name, data)
    if problems := problems_of(rows, Path(name).stem):
        raise ContractError(name, problems[:MAX_PROBLEMS])
    return _made(rows)


def _files() -> dict[str, Path]:
    folders = (settings.TRAINING / "exercises", settings.EXERCISES)
    return {path.stem: path for folder in folders if folder for path in _in(folder)}


def _in(folder: Path) -> list[Path]:
    """Its exercises; of two forms of one the workbook. What a spreadsheet leaves beside an open
    file is none."""
    if not folder.is_dir():
        return []
    here = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS)
    return [path for path in here if not path.name.startswith((".", "~"))]


@lru_cache(maxsize=100)
def _read(path: Path, changed: int, size: int) -> Exercise:
    return exercise_of(path.name, path.read_bytes())


def _made(rows: tuple[Row, ...]) -> Exercise:
    """Of rows without a fault."""
    head = rows[0]
    events = [
        Event(row.id, date_of(row.value) or "", row.texts("text"), row.source)
        for row in rows
        if row.kind == "event"
    ]
    return Exercise(
        head.id,
        int(head.value),
        head.texts("text"),
        head.texts("more"),
        tuple(Role(row.id, row.texts("text"), row.texts("more")) for row in _of("role", rows)),
        tuple(_steps(rows)),
        tuple(sorted(events, key=lambda each: each.date)),
        tuple(Home(row.id, row.texts("text"), row.source) for row in _of("debrief", rows)),
    )


def _of(kind: str, rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.kind == kind]


def _steps(rows: tuple[Row, ...]) -> Iterator[Step]:
    starts = [at for at, row in enumerate(rows) if row.kind == "step"]
    for at, end in zip(starts, [*starts[1:], len(rows)], strict=True):
        below = rows[at + 1 : end]
        head, task = rows[at], asked(rows[at].value)
        assert isinstance(task, Asked)
        yield Step(
            head.id,
            head.number,
            task,
            head.texts("text"),
            head.texts("more"),
            tuple(
                Choice(row.id, row.value, row.texts("text"), row.texts("more"))
                for row in _of("choice", below)
            ),
            tuple(row.texts("text") for row in _of("hint", below)),
            tuple(Show(row.value, row.texts("text")) for row in _of("show", below)),
        )
