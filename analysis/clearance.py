"""How far a project lies from a zone, how deep inside, over what length, and where along the road.

Geodesic on WGS 84; edges are straight in degrees (RFC 7946). Off by at most the larger of 1 m and
0.1 % (tests/unit/test_clearance.py, bench/screening.py). Whether two shapes meet is decided in
degrees, where it is exact.
"""

from collections.abc import Sequence

import numpy as np
from shapely.geometry.base import BaseGeometry

from analysis.apart import apart
from analysis.measured import Clearance, Nearest
from analysis.meeting import meeting
from analysis.shapes import Shapes

__all__ = ["Clearance", "Nearest", "clearances"]


def clearances(project: Shapes, zones: Sequence[BaseGeometry]) -> list[Clearance]:
    """Each zone measured, in their order: points, lines or areas, EPSG:4326, none empty."""
    every = np.array(list(zones), dtype=object)
    if not len(every):
        return []
    touching = project.touching(every)
    found: list[Clearance | None] = [None] * len(every)
    for place in np.flatnonzero(touching):
        found[place] = meeting(project, every[place])
    others = np.flatnonzero(~touching)
    for place, clearance in zip(others, apart(project, every[others]), strict=True):
        found[place] = clearance
    return [each for each in found if each is not None]
