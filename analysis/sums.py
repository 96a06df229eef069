"""What small projects add up to at one place in a year: each harms little, all together much.

Guidance and Toolkit for Impact Assessments (2022): several small actions are checked together.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geodata.ledger.records import Entry, Hit, Remark, status_of, wrong_hits

ADDING_UP = ("planned", "approved", "built")
"""What became of the projects that add up."""


@dataclass(frozen=True)
class Sum:
    """The projects of one year that concern one zone of one place."""

    feature_id: str
    zone: str
    year: int
    crossing: tuple[str, ...]
    """Ids of the screenings that cross it, in the order in which they were kept."""
    unsure: tuple[str, ...]
    """Ids of those that lie so near to its line that it cannot be said."""
    length_m: float
    area_m2: float
    statuses: Mapping[str, int]
    """How many of those that cross are planned, approved, built."""


def sums(entries: Iterable[Entry], remarks: Iterable[Remark]) -> tuple[Sum, ...]:
    """By place, zone and year, the latest year and the most projects first. What was refused or
    withdrawn, and hits that somebody has marked wrong, do not add up."""
    said = tuple(remarks)
    wrong = wrong_hits(said)
    found: dict[tuple[str, str, int], list[tuple[Entry, Hit, str]]] = {}
    for entry in entries:
        status = status_of(entry, said)
        for hit in entry.hits:
            counts = hit.boundary_kind == "boundary" and status in ADDING_UP
            if counts and (entry.id, hit.feature_id, hit.zone) not in wrong:
                key = hit.feature_id, hit.zone, entry.day.year
                found.setdefault(key, []).append((entry, hit, status))
    every = [_sum(*key, hits) for key, hits in found.items()]
    return tuple(sorted(every, key=_order))


def _sum(place: str, zone: str, year: int, hits: list[tuple[Entry, Hit, str]]) -> Sum:
    crossing = [each for each in hits if each[1].verdict == "crosses"]
    return Sum(
        place,
        zone,
        year,
        tuple(entry.id for entry, _, _ in crossing),
        tuple(entry.id for entry, hit, _ in hits if hit.verdict != "crosses"),
        sum(hit.length_inside_m for _, hit, _ in crossing),
        sum(hit.area_inside_m2 for _, hit, _ in crossing),
        {each: n for each in ADDING_UP if (n := sum(status == each for _, _, status in crossing))},
    )


def _order(each: Sum) -> tuple[int, int, str, str]:
    return -each.year, -len(each.crossing), each.feature_id, each.zone


def together(every: Iterable[Sum], pieces: float) -> tuple[Sum, ...]:
    """Those that must be looked at together: so many projects cross one zone in a year."""
    return tuple(each for each in every if len(each.crossing) >= pieces)
