"""The coordinate systems that are met in Kazakhstan, as the EPSG registry defines them.

Easting and longitude come first everywhere, whatever order the registry gives: northings that come
first are an answer of the user ("swapped"), never an assumption.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

REACH_M = 1_500_000.0
"""How far from its meridian a transverse Mercator is read at all: 18 degrees at 43° N. Numbers
beyond belong to another system, and what the projection makes of them is no place."""

WEB_REACH_M = 20_037_508.35
"""Half the circumference of the sphere of web Mercator."""


@dataclass(frozen=True)
class System:
    """A coordinate system. Metres or degrees, easting or longitude first."""

    code: str
    """EPSG:28413."""
    datum: str
    """wgs84, qaztrf23 (GRS 1980), sk42 (Pulkovo 1942, Krassovsky); of others the datum's name."""
    kind: str
    """geographic, web; utm; Gauss-Krüger with the zone in its eastings: zone6, zone3, cs63, or
    without: meridian6, meridian3; other."""
    zone: int | None = None
    meridian: float | None = None
    """Central meridian, degrees east of Greenwich."""
    degrees: bool = False
    """Of others: whether their numbers are degrees."""

    @property
    def geographic(self) -> bool:
        """Whether its numbers are degrees."""
        return self.kind == "geographic" or self.degrees

    @property
    def prefixed(self) -> bool:
        """Whether the millions of an easting are the number of the zone."""
        return self.kind in {"zone6", "zone3", "cs63"}

    @property
    def transverse(self) -> bool:
        """Whether it is one of the transverse Mercators."""
        return self.meridian is not None

    @property
    def half_width(self) -> float:
        """How far its zone reaches to either side of the meridian, degrees."""
        return 1.5 if self.kind in {"zone3", "meridian3", "cs63"} else 3.0

    @property
    def scale(self) -> float:
        """Along the central meridian."""
        return 0.9996 if self.kind == "utm" else 1.0

    @property
    def false_easting(self) -> float:
        """Metres."""
        if not self.prefixed:
            return 500_000.0 if self.transverse else 0.0
        return (self.zone or 0) * 1_000_000.0 + (300_000.0 if self.kind == "cs63" else 500_000.0)

    @property
    def origin_latitude(self) -> float:
        """Degrees north, where northings are 0."""
        return 8 / 60 if self.kind == "cs63" else 0.0

    def can_hold(self, x: Numbers, y: Numbers) -> NDArray[np.bool_]:
        """Which numbers can be positions of this system at all; never NaN or infinity."""
        if self.geographic:
            return (np.abs(x) <= 180) & (np.abs(y) <= 90)
        if self.kind == "web":
            return (np.abs(x) <= WEB_REACH_M) & (np.abs(y) <= WEB_REACH_M)
        if self.transverse:
            return (np.abs(x - self.false_easting) <= REACH_M) & (np.abs(y) <= 10_000_000)
        return np.isfinite(x) & np.isfinite(y)


def _six_degrees(code: int, datum: str, kind: str) -> list[System]:
    """Zones 8 to 15, whose codes follow each other from that of zone 8."""
    return [System(f"EPSG:{code + n}", datum, kind, 8 + n, 45.0 + 6 * n) for n in range(8)]


def _three_degrees() -> list[System]:
    """Zones 16 to 29; 2600, in the midst of the codes without zone, is a grid of Lithuania."""
    zones = [(zone, 3.0 * zone) for zone in range(16, 30)]
    return [
        *(System(f"EPSG:{2516 + zone}", "sk42", "zone3", zone, east) for zone, east in zones),
        *(
            System(f"EPSG:{2575 + zone + (zone > 24)}", "sk42", "meridian3", zone, east)
            for zone, east in zones
        ),
    ]


def _utm() -> list[System]:
    return [
        System(f"EPSG:{32600 + zone}", "wgs84", "utm", zone, 6.0 * zone - 183)
        for zone in range(38, 46)
    ]


_ALL = [
    System("EPSG:4326", "wgs84", "geographic"),
    System("EPSG:10941", "qaztrf23", "geographic"),
    System("EPSG:4284", "sk42", "geographic"),
    *_six_degrees(28408, "sk42", "zone6"),
    *_six_degrees(10942, "qaztrf23", "zone6"),
    *_six_degrees(2498, "sk42", "meridian6"),
    *_three_degrees(),
    *(
        System(f"EPSG:{2937 + zone}", "sk42", "cs63", zone, 44 + 46 / 60 + 3 * zone)
        for zone in (2, 3, 4)
    ),
    *_utm(),
    System("EPSG:3857", "wgs84", "web"),
]

SYSTEMS: dict[str, System] = {system.code: system for system in _ALL}
"""By code, in the order in which they are offered where the evidence is the same."""
