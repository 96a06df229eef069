"""What is measured between a project and one zone."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Nearest:
    """Where a project comes nearest to a zone, or lies deepest in it."""

    lon: float
    lat: float
    chainage_m: float | None
    """Metres from the start of the lines; None on a plot or a point."""
    side: str | None
    """Where the zone lies as one goes along the road: left, right; None inside, and off a road."""


@dataclass(frozen=True)
class Clearance:
    """A project and one zone, measured."""

    clearance_m: float
    """Shortest distance to the zone; inside minus the greatest depth."""
    touches: bool
    """Whether they meet at all."""
    length_inside_m: float
    area_inside_m2: float
    share: float | None
    """Of the zone's area that the plots take; None where nothing of them lies inside."""
    intervals: tuple[tuple[float, float], ...]
    """Chainage of each entry and exit, metres, in order."""
    nearest: Nearest
