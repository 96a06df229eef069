"""What lies so far from a project that only its distance would be new: told from spheres round
both, without measuring. So hundreds of projects can be screened against hundreds of places.

Distances are bounds in space (WGS 84): never more than the geodesic, or never less.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from analysis.geodesy import WGS84, in_space
from analysis.shapes import Numbers

_LARGEST_RADIUS_M = WGS84.a / np.sqrt(1 - WGS84.es)
"""Of curvature anywhere on the ellipsoid: a degree is nowhere longer than on a sphere so large."""

_SMALLEST_RADIUS_M = WGS84.a * (1 - WGS84.es)
"""Of curvature anywhere: an arc over a chord is nowhere longer than on a sphere so small."""

_MOST_PAIRS = 1_000_000
"""Compared at once."""


def worth_measuring(
    projects: Sequence[BaseGeometry], zones: Sequence[BaseGeometry], within_m: Sequence[float]
) -> Iterator[NDArray[np.bool_]]:
    """Of each project in turn, which zones it must be measured to. Those that may be nearer than
    `within_m`, of each zone its own, and those that may be the nearest of all.

    EPSG:4326, none empty. An office's own layer may hold 100,000 zones: only so many projects are
    compared at once as memory allows.
    """
    if not len(projects) or not len(zones):
        yield from np.zeros((len(projects), len(zones)), dtype=bool)
        return
    here, radius = _spheres(projects)
    there, reach = _spheres(zones)
    within = np.asarray(within_m)
    rows = max(1, _MOST_PAIRS // len(zones))
    for start in range(0, len(projects), rows):
        block = slice(start, start + rows)
        ways = (here[block, None, axis] - there[None, :, axis] for axis in range(3))
        chord = np.sqrt(sum(way * way for way in ways))
        both = radius[block, None] + reach[None, :]
        half = np.minimum(1.0, chord / (2 * _SMALLEST_RADIUS_M))
        at_most = 2 * _SMALLEST_RADIUS_M * np.arcsin(half) + both
        nearest = at_most.min(axis=1, keepdims=True)
        least = chord - both
        yield from (least <= within) | (least <= nearest)


def _spheres(shapes: Sequence[BaseGeometry]) -> tuple[Numbers, Numbers]:
    """The middle of each extent in space, and how far from there the extent may reach: up a
    meridian and along the longest parallel."""
    west, south, east, north = shapely.bounds(np.array(list(shapes), dtype=object)).T
    lat = np.where((south <= 0) & (north >= 0), 0.0, np.minimum(abs(south), abs(north)))
    up, along = np.radians(north - south) / 2, np.radians(east - west) / 2
    radius = _LARGEST_RADIUS_M * (up + along * np.cos(np.radians(lat)))
    middles = np.column_stack([(west + east) / 2, (south + north) / 2])
    return in_space(middles), radius
