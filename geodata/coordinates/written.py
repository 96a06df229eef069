"""A position that somebody wrote where it is said that the latitude comes first."""

from geodata.coordinates.spelling import understand
from geodata.readers.brought import Candidate

_WGS84 = "EPSG:4326"
_LATITUDE_FIRST = f"swapped:{_WGS84}"
LONGEST = 80
"""Letters that two coordinates can have."""


def positions(words: str) -> tuple[Candidate, ...]:
    """What the words can mean, each with its position in WGS 84: degrees are taken for WGS 84, and
    where either could be the latitude, for the first of them. One: it is certain. None: they are no
    coordinates, or lie outside the working area."""
    meant = tuple(each for each in understand(words[:LONGEST]) if each.position is not None)
    degrees = tuple(each for each in meant if each.token.endswith(_WGS84))
    if len(degrees) > 1:
        return tuple(each for each in degrees if each.token == _LATITUDE_FIRST) or degrees
    return degrees or meant
