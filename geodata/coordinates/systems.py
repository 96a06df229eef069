"""Coordinate systems: which there are, which one a file declares, the way to WGS 84 and back."""

from geodata.coordinates.declared import system_of
from geodata.coordinates.register import SYSTEMS, System
from geodata.coordinates.transforming import from_wgs84, name_of, operation, system_for, to_wgs84

__all__ = [
    "SYSTEMS",
    "System",
    "from_wgs84",
    "name_of",
    "operation",
    "system_for",
    "system_of",
    "to_wgs84",
]
