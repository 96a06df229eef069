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
    sound: list[Written] = []
    problems: list[Problem] = []
    ends = np.cumsum(shapely.get_num_coordinates(placed))
    starts = np.concatenate([[0], ends[:-1]])
    valid = shapely.is_valid(placed)
    for each, geometry, start, end, holds in zip(rows, placed, starts, ends, valid, strict=True):
        problem = _misplaced(each, geometry, written[start:end], code)
        if problem is not None:
            problems.append(problem)
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
    each: Written, geometry: BaseGeometry, written: npt.NDArray[np.float64], code: str
) -> Problem | None:
    """At most one problem a row: a polygon would otherwise repeat it at every vertex."""
    name = shortened(each.name)
    corners = shapely.get_coordinates(geometry)
    null = (np.abs(written) < _NULL).all(axis=1)
    if null.any():
        return Problem("zero_zero", each.row, name)
    if (odd := wrong_zone(*written.T, code)).any():
        at = int(np.flatnonzero(odd)[0])
        return Problem("wrong_zone", each.row, name, value=_said(written[at]))
    if not np.isfinite(corners).all():
        return Problem("outside_area", each.row, name, value=_said(written[0]))
    outside = ~in_area(*corners.T)
    if outside.any():
        at = int(np.flatnonzero(outside)[0])
        west, east = corners[:, 0].min(), corners[:, 0].max()
        code = "antimeridian" if east - west > 180 else "outside_area"
        return Problem(code, each.row, name, value=_said(written[at]))
    return None


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
