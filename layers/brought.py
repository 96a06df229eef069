"""What a user brought, as the running map draws it over the relief: shapes by role, in words of one
language. It travels with `layers.map.show`, and is kept nowhere.

All geometry is EPSG:4326, longitude first.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Point, mapping
from shapely.geometry.base import BaseGeometry

from i18n import N_, Translator

MOST_SHAPES = 2_000
"""Shapes that are drawn; of more, so many from all over the file."""

MOST_VERTICES = 20_000
"""Vertices of all of them together; lines of more are simplified, for drawing only."""

DECIMALS = 6
"""Of a degree: a decimetre."""

_FINEST = 4_000
"""Of the extent: the first tolerance that simplifies, about half a pixel of a large map."""

ROLES = {
    "ring": N_("distance ring"),
    "zone": N_("a zone of a place that no layer has"),
    "training": N_("training, not a boundary"),
    "route": N_("an invented route"),
    "row_clear": N_("a row that is clear"),
    "row_cannot_say": N_("a row of which it cannot be said"),
    "row_crosses": N_("a row that crosses a zone"),
    "brought": N_("what you brought"),
    "start": N_("from here"),
    "trip": N_("straight lines of a day, not roads"),
    "stop": N_("day and number of a stop"),
    "detour": N_("a way round"),
    "option": N_("another option"),
    "number": N_("number of an option"),
    "end": N_("an invented place"),
    "inside": N_("what lies inside a zone"),
    "holds": N_("as it holds now"),
    "former": N_("as it was until now"),
    "added": N_("would be added"),
    "removed": N_("would be taken away"),
    "candidate": N_("a possible position"),
    "fault": N_("an outline crosses itself here"),
}
"""What the legend of the map says of each role. They differ in stroke and filling, because not
everyone tells the colours apart; dashes stay with schematics and with what is invented."""


_MANY = {"brought", "row_clear", "row_cannot_say"}
"""Roles of which a file may hold more than can be drawn."""


@dataclass(frozen=True)
class Shape:
    """One thing to draw, and what is said of it: plain text, from data."""

    role: str
    """A key of ROLES."""
    geometry: BaseGeometry
    label: str = ""
    """Read when one points at it; of a candidate its number, always seen."""
    word: str = ""
    """Always seen, at its northern end."""


@dataclass(frozen=True)
class Drawing:
    """What the map draws, where it lies, and what was left away for drawing."""

    payload: dict[str, Any]
    """For layers/browser/brought.js."""
    extent: tuple[tuple[float, float], tuple[float, float]]
    """South-west and north-east, latitude and longitude."""
    left_out: int
    """Shapes beyond MOST_SHAPES."""
    simplified: bool


def drawing(shapes: Sequence[Shape], t: Translator) -> Drawing | None:
    """The shapes as the map draws them; None if there are none."""
    there = [each for each in shapes if not each.geometry.is_empty]
    kept = _spread(there)
    if not kept:
        return None
    lines, simplified = _thinned(np.array([each.geometry for each in kept], dtype=object))
    west, south, east, north = shapely.total_bounds(lines)
    drawn = [_shape(each, line) for each, line in zip(kept, lines, strict=True)]
    roles = [role for role in ROLES if any(each.role == role for each in kept)]
    payload = {
        "shapes": drawn,
        "legend": [[role, t(ROLES[role])] for role in roles],
        "extent": [[south, west], [north, east]],
    }
    return Drawing(
        {**payload, "key": sha256(repr(drawn).encode()).hexdigest()[:12]},
        ((south, west), (north, east)),
        len(there) - len(kept),
        simplified,
    )


def signs(positions: Iterable[tuple[float, float] | None]) -> list[Shape]:
    """The numbers of possible positions (longitude, latitude), from 1 in their order; those of the
    same position share a sign."""
    numbers: dict[tuple[float, float], list[str]] = {}
    for number, position in enumerate(positions, 1):
        if position is not None:
            place = round(position[0], DECIMALS), round(position[1], DECIMALS)
            numbers.setdefault(place, []).append(str(number))
    return [Shape("candidate", Point(place), " ".join(each)) for place, each in numbers.items()]


def _spread(shapes: list[Shape]) -> list[Shape]:
    """As many as a map can draw: of the file from all over it, since its first rows may lie in one
    corner; what is said about it (faults, the former state) before all."""
    if len(shapes) <= MOST_SHAPES:
        return shapes
    said = [each for each in shapes if each.role not in _MANY][: MOST_SHAPES // 2]
    rows = [each for each in shapes if each.role in _MANY]
    room = min(len(rows), MOST_SHAPES - len(said))
    return [*(rows[at] for at in np.linspace(0, len(rows) - 1, room).astype(int)), *said]


def _shape(each: Shape, line: BaseGeometry) -> dict[str, Any]:
    rounded = shapely.transform(line, lambda numbers: np.round(numbers, DECIMALS))
    drawn: dict[str, Any] = {
        "role": each.role,
        "label": each.label,
        "geometry": dict(mapping(rounded)),
    }
    if each.role in {"added", "removed"} or each.word:  # not told by colour alone
        point = _north_end(line) if each.word else line.representative_point()
        drawn["at"] = [round(point.y, DECIMALS), round(point.x, DECIMALS)]
    if each.word:
        drawn["word"] = each.word
    return drawn


def _north_end(line: BaseGeometry) -> Point:
    """At the edge, because zones of training lie one in the other."""
    return Point(max(shapely.get_coordinates(line), key=lambda corner: corner[1]))


def _thinned(lines: Any) -> tuple[Any, bool]:
    """The same lines with as few vertices as a map can draw at once."""
    if shapely.get_num_coordinates(lines).sum() <= MOST_VERTICES:
        return lines, False
    west, south, east, north = shapely.total_bounds(lines)
    tolerance = max(east - west, north - south, 1e-6) / _FINEST
    thinner = lines
    for _ in range(12):
        thinner = shapely.simplify(lines, tolerance, preserve_topology=False)
        gone = shapely.is_empty(thinner)
        thinner[gone] = shapely.centroid(lines[gone])  # too small to be seen as an area
        if shapely.get_num_coordinates(thinner).sum() <= MOST_VERTICES:
            break
        tolerance *= 2
    return thinner, True
