"""Several lines for one road, the best first: by what each crosses, for how long, how sure."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from analysis.screening import Finding, Screening
from geodata.office.records import ZONES

MOST = 6
"""Lines that one glance can compare."""


@dataclass(frozen=True)
class Option:
    """One line and its place among the others."""

    number: int
    """As it came, from 1."""
    screening: Screening
    extra_m: float
    """How much longer it is than the shortest of them."""

    @property
    def crossed(self) -> tuple[Finding, ...]:
        """What it crosses for certain, the gravest first."""
        return self.screening.of_verdict("crosses")

    @property
    def inside_m(self) -> float:
        """Metres inside of all that it crosses; where zones overlap they count each."""
        return sum(each.length_inside_m for each in self.crossed)

    @property
    def property_alone(self) -> bool:
        """Whether a check of the places alone, without their buffer zones, would let it pass."""
        return all(each.target.zone != "property" for each in self.crossed)


def ranked(screenings: Sequence[Screening]) -> tuple[Option, ...]:
    """The lines, the best first; the order in which they came changes nothing but their numbers.

    First whatever crosses nothing; then by the gravest zone that is crossed (a place before its
    buffer zone, that before the others), by how many are, by the metres inside, by how many lie
    too near to be told, by length.
    """
    shortest = min((each.length_m for each in screenings), default=0.0)
    options = [
        Option(number, each, each.length_m - shortest) for number, each in enumerate(screenings, 1)
    ]
    return tuple(sorted(options, key=_order))


def _order(option: Option) -> tuple[int, int, float, int, float, bytes]:
    found = option.screening
    unsure = [
        each for each in found.of_verdict("cannot_say") if each.target.boundary_kind == "boundary"
    ]
    return (
        -_gravest(option),
        len(option.crossed),
        option.inside_m,
        len(unsure),
        found.length_m,
        shapely.to_wkb(found.project.shapes[0]),
    )


def _gravest(option: Option) -> int:
    """The number of the gravest zone that is crossed; of none, beyond the last."""
    return min((ZONES.index(each.target.zone) for each in option.crossed), default=len(ZONES))
