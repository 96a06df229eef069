"""Two regimes round one place, side by side: how far the zone of one reaches beyond the other's."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from analysis.screening import Target
from analysis.shapes import Shapes, densified

UNESCO = ("buffer_zone", "mab_core", "mab_buffer", "mab_transition")
NATIONAL = ("heritage_protection", "building_regulation", "protected_landscape", "park_protective")


@dataclass(frozen=True)
class Regimes:
    """A zone of UNESCO's and one of national law, of the same place."""

    feature_id: str
    unesco: str
    """Tokens of zones."""
    national: str
    unesco_beyond_m: float
    """How far the first reaches beyond the second at most; 0 if it lies within."""
    national_beyond_m: float


def side_by_side(targets: Iterable[Target]) -> Iterator[Regimes]:
    """Every such pair of which both lines are loaded."""
    lines = [each for each in targets if each.boundary_kind == "boundary" and not each.own]
    for first in lines:
        for second in lines:
            if first.feature_id != second.feature_id:
                continue
            if first.zone not in UNESCO or second.zone not in NATIONAL:
                continue
            if first.geometry is None or second.geometry is None:
                continue
            yield Regimes(
                first.feature_id,
                first.zone,
                second.zone,
                beyond_m(first.geometry, second.geometry),
                beyond_m(second.geometry, first.geometry),
            )


def beyond_m(zone: BaseGeometry, other: BaseGeometry) -> float:
    """The greatest distance from a place of a zone to another zone, metres; 0 if it lies within.

    Of an outline whose corners are at most 500 m apart, a corner is nearly the farthest place.
    """
    outside = zone.difference(other)
    if outside.is_empty:
        return 0.0
    shapes = Shapes([zone])
    corners = shapely.get_coordinates(densified(np.array([outside], dtype=object)))
    places = shapely.points(*shapes.plane(*corners.T))
    flat = shapes.flat(densified(np.array([other], dtype=object)))[0]
    shapely.prepare(flat)
    lines = shapely.shortest_line(flat, places)
    return float(shapely.length(lines).max())
