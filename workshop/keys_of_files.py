"""Keys about files: where Mura's own readers put them, once what they ask is answered."""

from functools import lru_cache
from pathlib import Path

import shapely

from analysis.geodesy import WGS84
from geodata.coordinates.candidates import SWAPPED
from geodata.coordinates.systems import SYSTEMS
from geodata.readers.apart import bring
from geodata.readers.brought import Answers, Brought
from geodata.training import practice_file
from workshop.missing import NoKeyError, Position


def position(file: str, row: str) -> Position:
    """Where the reader puts a row of a file once its system and the order of its axes are
    understood; of a line or an area its first corner."""
    return _first_corner(_placed(file), row)


def system(file: str) -> str:
    """Code of the system in which a file is: EPSG:28413."""
    placement = _placed(file).placement
    if placement is None:
        raise NoKeyError(file)
    return placement.system.removeprefix("swapped:")


def axes(file: str) -> str:
    """Whether the axes of a file must be changed over: swapped or as_written."""
    answers = _placed(file).answers
    swapped = answers.swapped or answers.system.startswith(SWAPPED)
    return "swapped" if swapped else "as_written"


def shift_m(file: str, row: str, system: str) -> float:
    """How far a row would be off if its numbers were read in another system: EPSG:10947."""
    if system not in SYSTEMS:
        raise NoKeyError(system)
    misread = _first_corner(_placed(file, system), row)
    return float(WGS84.inv(*position(file, row), *misread)[2])


def _first_corner(made: Brought, row: str) -> Position:
    table = made.table
    rows = table[table["row"] == int(row)] if table is not None else ()
    if not len(rows):
        raise NoKeyError(f"{made.name} {row}")
    lon, lat = shapely.get_coordinates(rows.geometry.iloc[0])[0]
    return float(lon), float(lat)


def _placed(file: str, system: str = "") -> Brought:
    """A file as it is read where every question is answered by what the evidence speaks for.
    `system`: what is answered instead where its system is asked."""
    path = practice_file(file)
    if path is None:
        raise NoKeyError(file)
    return _understood(path, path.stat().st_mtime_ns, system)


_FIELDS = {"member": "member", "encoding": "encoding", "system": "system", "axes": "swapped"}
_MOST_QUESTIONS = 4


@lru_cache(maxsize=20)
def _understood(path: Path, changed: int, system: str) -> Brought:
    told: dict[str, object] = {}
    made = bring(path.name, path.read_bytes(), Answers())
    for _ in range(_MOST_QUESTIONS):
        if not made.questions:
            break
        question = made.questions[0]
        token = sorted(question.candidates, key=lambda each: not each.likely)[0].token
        if question.about == "system" and system:
            token = system
        if question.about == "columns":
            told["columns"] = tuple(token.split("\t"))
        else:
            told[_FIELDS[question.about]] = token == "yes" if question.about == "axes" else token
        made = bring(path.name, path.read_bytes(), Answers(**told))  # type: ignore[arg-type]
    return made
