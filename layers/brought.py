"""What a user brought, as the running map draws it over the relief: shapes by role, in words of one
language. It travels with `layers.map.show`, and is kept nowhere.

All geometry is EPSG:4326, longitude first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import numpy as np
import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from i18n import N_, Translator

MOST_SHAPES = 2_000
"""Shapes that are drawn; of more, the first ones."""

MOST_VERTICES = 20_000
"""Vertices of all of them together; lines of more are simplified, for drawing only."""

DECIMALS = 6
"""Of a degree: a decimetre."""

_FINEST = 4_000
"""Of the extent: the first tolerance that simplifies, about half a pixel of a large map."""

ROLES = {
    "brought": N_("what you brought"),
    "former": N_("as it was until now"),
    "added": N_("would be added"),
    "removed": N_("would be taken away"),
    "candidate": N_("a possible position"),
    "fault": N_("an outline crosses itself here"),
}
"""What the legend of the map says of each role. They differ in stroke and filling, because not
everyone tells the colours apart; dashes stay with schematics."""


@dataclass(frozen=True)
class Shape:
    """One thing to draw, and what is said of it: plain text, from data."""

    role: str
    """A key of ROLES."""
    geometry: BaseGeometry
    label: str = ""
    """Read when one points at it; of a candidate its number, always seen."""


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
    kept = [each for each in shapes if not each.geometry.is_empty][:MOST_SHAPES]
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
        len([each for each in shapes if not each.geometry.is_empty]) - len(kept),
        simplified,
    )


def _shape(each: Shape, line: BaseGeometry) -> dict[str, Any]:
    rounded = shapely.transform(line, lambda numbers: np.round(numbers, DECIMALS))
    drawn: dict[str, Any] = {
        "role": each.role,
        "label": each.label,
        "geometry": dict(mapping(rounded)),
    }
    if each.role in {"added", "removed"}:  # what must not be told by colour alone has its words
        point = line.representative_point()
        drawn["at"] = [round(point.y, DECIMALS), round(point.x, DECIMALS)]
    return drawn


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
