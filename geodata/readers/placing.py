"""From a file as it is written to places in WGS 84, or to the question that stands in the way.

Nothing is placed while it is open in which system the numbers are; nothing is mended unasked.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import shapely

from geodata.contract import shortened
from geodata.coordinates import systems
from geodata.coordinates.candidates import SWAPPED, candidates, doubts
from geodata.problems import ContractError, Problem
from geodata.readers.brought import Answers, Candidate, Placement, Question, Reading, Written
from geodata.readers.sanity import checked

_OF_AXES = {"swapped", "either_way"}
"""Doubts that the order of the axes would settle."""


class Asked(Exception):
    """A question stands in the way."""

    def __init__(self, question: Question) -> None:
        super().__init__(question.about)
        self.question = question


def place(
    reading: Reading, answers: Answers
) -> tuple[list[Written], list[Problem], Placement | None]:
    """The rows in WGS 84 (EPSG:4326, longitude first), every problem of the others, and how they
    came there. Raises Asked, ContractError."""
    kept, problems = _readable(reading.written)
    if not kept:
        return [], problems, None
    shapes = np.array([each.geometry for each in kept], dtype=object)
    x, y = shapely.get_coordinates(shapes).T
    code, basis = _system(reading, answers, x, y)
    if code.startswith(SWAPPED):
        code, x, y = code.removeprefix(SWAPPED), y, x
    name, accuracy_m = systems.operation(code)
    lon, lat = systems.to_wgs84(x, y, code)
    written = np.column_stack([x, y])
    placed = shapely.set_coordinates(shapes.copy(), np.column_stack([lon, lat]))
    sound, found = checked(kept, placed, written, code, answers.mend)
    return sound, [*problems, *found], Placement(code, basis, name, accuracy_m)


def _readable(written: tuple[Written, ...]) -> tuple[list[Written], list[Problem]]:
    """Rows that have a geometry of finite numbers, and what is wrong with the others."""
    kept: list[Written] = []
    problems: list[Problem] = []
    for each in written:
        if each.geometry is None or each.geometry.is_empty:
            problems.append(Problem("no_geometry", each.row, shortened(each.name)))
        elif not np.isfinite(shapely.get_coordinates(each.geometry)).all():
            problems.append(Problem("not_finite", each.row, shortened(each.name)))
        else:
            kept.append(each)
    return kept, problems


def _system(
    reading: Reading, answers: Answers, x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]
) -> tuple[str, str]:
    """The code of the system, SWAPPED where the axes are, and how it is known. Raises Asked."""
    possible = tuple(candidates(x, y))
    if answers.system.removeprefix(SWAPPED) in systems.SYSTEMS:
        return answers.system, "confirmed"
    if not reading.declared:
        if not possible:  # a question that has no answer would be a dead end
            raise ContractError("", [*reading.problems, _fitting_nothing(x, y)])
        raise Asked(Question("system", possible, "not_said"))
    code = systems.system_of(reading.declared).code
    basis = "format" if reading.defined else "declared"
    doubt = doubts(x, y, code)
    if doubt is None or doubt == "zero_zero":  # which each row tells of itself
        return (SWAPPED + code if answers.swapped else code), basis
    if doubt not in _OF_AXES:
        if not possible:  # no other system would do: each row tells of itself where it lies
            return code, basis
        raise Asked(Question("system", possible, doubt))
    if answers.swapped is None:
        ways = sorted(_either_way(x, y, code, doubt == "swapped"), key=lambda way: not way.likely)
        raise Asked(Question("axes", tuple(ways), doubt))
    return (SWAPPED + code if answers.swapped else code), "confirmed"


def _fitting_nothing(x: npt.NDArray[np.float64], y: npt.NDArray[np.float64]) -> Problem:
    """Numbers that no system puts into the working area, by the first of them."""
    if not (x.any() or y.any()):
        return Problem("zero_zero")
    first = int(np.flatnonzero((x != 0) | (y != 0))[0])
    return Problem("fits_no_system", value=f"{x[first]:.12g}; {y[first]:.12g}")


def _either_way(
    x: npt.NDArray[np.float64], y: npt.NDArray[np.float64], code: str, swapped: bool
) -> Iterator[Candidate]:
    """Changed over, or as it stands in the file: where the first point would lie."""
    for token, first, second in (("yes", y, x), ("no", x, y)):
        lon, lat = systems.to_wgs84(first[:1], second[:1], code)
        there = bool(np.isfinite([lon[0], lat[0]]).all()) and abs(lat[0]) <= 90
        position = (float(lon[0]), float(lat[0])) if there else None
        yield Candidate(token, position=position, likely=(token == "yes") == swapped)
