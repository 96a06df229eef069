"""Whether a place that was brought can be where it says, and can be what it says."""

import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import shapely
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from geodata.contract import shortened
from geodata.coordinates.candidates import in_area, wrong_zone
from geodata.problems import Problem
from geodata.readers.brought import Written

_WHERE = re.compile(r"\[([-+\d.eE]+) ([-+\d.eE]+)\]")
_AREAL = {"Polygon", "MultiPolygon"}
_NULL = 1e-9
"""Degrees or metres: nearer to (0, 0) than any place that was measured."""


def checked(
    rows: Sequence[Written],
    placed: npt.NDArray[np.object_],
    written: npt.NDArray[np.float64],
    code: str,
    mend: bool,
) -> tuple[list[Written], list[Problem]]:
    """The rows whose places hold, in EPSG:4326, and every problem of the others.

    `placed`: their geometries in EPSG:4326; `written`: all their coordinates as x, y of the system
    `code`, in order; `mend`: whether outlines that cross themselves are to be mended.
    """
    misplaced = _misplaced(rows, placed, written, code)
    sound: list[Written] = []
    problems: list[Problem] = []
    valid = shapely.is_valid(placed)
    for place, (each, geometry, holds) in enumerate(zip(rows, placed, valid, strict=True)):
        if place in misplaced:
            problems.append(misplaced[place])
            continue
        if not holds and geometry.geom_type in _AREAL:
            mended = _mended(geometry) if mend else None
            problems.append(_crossing(each, geometry, mended is not None))
            if mended is None:
                continue
            geometry = mended
        elif not holds:
            problems.append(Problem("too_few_points", each.row, shortened(each.name)))
            continue
        sound.append(Written(each.row, each.name, _turned(geometry), each.properties))
    return sound, problems


def _misplaced(
    rows: Sequence[Written],
    placed: npt.NDArray[np.object_],
    written: npt.NDArray[np.float64],
    code: str,
) -> dict[int, Problem]:
    """What is wrong with a row's place, by its number among the rows. At most one problem a row:
    a polygon would otherwise repeat it at every vertex."""
    corners, row_of = shapely.get_coordinates(placed, return_index=True)
    null = (np.abs(written) < _NULL).all(axis=1)
    odd = wrong_zone(*written.T, code)
    outside = ~in_area(*corners.T)
    found: dict[int, Problem] = {}
    for name, faulty in (("zero_zero", null), ("wrong_zone", odd), ("outside_area", outside)):
        for row, at in zip(*np.unique(row_of[faulty], return_index=True), strict=True):
            each = rows[row]
            round_the_world = name == "outside_area" and _is_band(placed[row])
            found.setdefault(
                int(row),
                Problem(
                    "antimeridian" if round_the_world else name,
                    each.row,
                    shortened(each.name),
                    value=_said(written[np.flatnonzero(faulty)[at]]),
                ),
            )
    return found


def _is_band(geometry: BaseGeometry) -> bool:
    """Whether it reaches round more than half of the world: it crosses the antimeridian."""
    west, _, east, _ = geometry.bounds
    return bool(east - west > 180)


def _said(position: npt.NDArray[np.float64]) -> str:
    return ", ".join(f"{number:.6f}".rstrip("0").rstrip(".") for number in position)


def _crossing(each: Written, geometry: BaseGeometry, mended: bool) -> Problem:
    """Where an outline crosses itself."""
    where = _WHERE.search(explain_validity(geometry))
    position = (float(where[1]), float(where[2])) if where else None
    value = None if position is None else f"{position[1]:.5f}, {position[0]:.5f}"
    code = "mended" if mended else "crosses_itself"
    return Problem(code, each.row, shortened(each.name), value=value, position=position)


def _mended(geometry: BaseGeometry) -> BaseGeometry | None:
    """The same outline without the crossing: its areal parts, or None if none is left."""
    parts = shapely.get_parts(shapely.make_valid(geometry, method="structure"))
    areal = [part for part in parts if part.geom_type in _AREAL]
    whole = shapely.union_all(areal)
    return whole if areal and whole.geom_type in _AREAL and not whole.is_empty else None


def _turned(geometry: BaseGeometry) -> BaseGeometry:
    """Outer rings counter-clockwise, as RFC 7946 asks of what is handed on."""
    return shapely.orient_polygons(geometry)
