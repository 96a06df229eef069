"""What the ledger holds: screenings as they were answered, and what was said of them afterwards.

Nothing is ever changed or taken out: a mistake is a remark.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shapely.geometry.base import BaseGeometry

from geodata.problems import Problem

STATUSES = ("planned", "approved", "built", "refused", "withdrawn")
"""What became of a project; the last two do not add up."""

WRONG, RIGHT = "wrong", "right"
"""Of a hit: somebody says that it is mistaken; somebody says that it holds after all."""

LONGEST_NAME = 200
LONGEST_REASON = 2_000


@dataclass(frozen=True)
class Hit:
    """One finding as it was answered; metres on the ellipsoid."""

    feature_id: str
    zone: str
    verdict: str
    clearance_m: float | None
    accuracy_m: float | None
    length_inside_m: float
    area_inside_m2: float
    boundary_kind: str


@dataclass(frozen=True)
class Entry:
    """One screening that the office keeps."""

    id: str
    """Of the screening: the hash of what was screened and of the data."""
    name: str
    """What the office calls the project."""
    by: str
    """Who kept it."""
    day: date
    """On which it was answered."""
    added: str
    """UTC, ISO 8601."""
    kind: str
    phase: str
    verdict: str
    data_version: str
    valid_days: float
    length_m: float
    hits: tuple[Hit, ...]
    """All that was not clear."""


@dataclass(frozen=True)
class Paper:
    """All by which a screening can be answered again, and what was answered then."""

    source: Mapping[str, Any]
    """Fields of layers.answer.Source."""
    card: Mapping[str, Any]
    """Fields of analysis.screening.Project but its shapes."""
    shapes: tuple[BaseGeometry, ...]
    """EPSG:4326."""
    values: Mapping[str, float]
    """The numbers of the office's own, by name."""
    document: Mapping[str, Any]
    """The findings as reports.findings wrote them."""


@dataclass(frozen=True)
class Remark:
    """What somebody said of a screening, or of one of its hits."""

    entry: str
    """Id of the screening."""
    what: str
    """One of STATUSES, or WRONG, RIGHT of a hit."""
    by: str
    added: str
    """UTC, ISO 8601."""
    reason: str = ""
    feature_id: str = ""
    zone: str = ""


def hits_of(document: Mapping[str, Any]) -> tuple[Hit, ...]:
    """Of a document of findings all that is not clear. Raises KeyError for another document."""
    names = tuple(Hit.__dataclass_fields__)
    return tuple(
        Hit(**{name: each[name] for name in names})
        for each in document["findings"]
        if each["verdict"] != "clear"
    )


def problems_of_words(**words: str) -> list[Problem]:
    """What is wrong with names and reasons that somebody wrote, by column."""
    found = []
    for column, said in words.items():
        most = LONGEST_REASON if column == "reason" else LONGEST_NAME
        if not said.strip():
            found.append(Problem("empty", column=column))
        elif len(said) > most:
            found.append(Problem("out_of_range", column=column, value=str(len(said))))
        elif any(0xD800 <= ord(sign) <= 0xDFFF or sign == "\0" for sign in said):
            found.append(Problem("wrong_form", column=column))
    return found


def status_of(entry: Entry, remarks: Iterable[Remark]) -> str:
    """The last that was said of it; planned where nobody has."""
    said = [each.what for each in remarks if each.entry == entry.id and each.what in STATUSES]
    return said[-1] if said else STATUSES[0]


def wrong_hits(remarks: Iterable[Remark]) -> dict[tuple[str, str, str], Remark]:
    """By screening, place and zone: hits that the last remark calls wrong."""
    last = {
        (each.entry, each.feature_id, each.zone): each
        for each in remarks
        if each.what in {WRONG, RIGHT}
    }
    return {key: each for key, each in last.items() if each.what == WRONG}
