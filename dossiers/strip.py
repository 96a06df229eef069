"""The strip chart of a road: what it passes, kilometre by kilometre. Words and numbers of one
language; ui/strip.py draws them on the screen."""

from collections.abc import Iterator
from dataclasses import dataclass

from analysis.screening import Finding, Screening
from analysis.shapes import Shapes
from dossiers.parts import Row, Table
from dossiers.screening import distance, findings_not_clear, is_near, metres, named
from dossiers.screening_words import VERDICTS
from i18n import N_, Translator
from layers.answer import Answer
from layers.positions import chainage, decimal, in_sk42, sexagesimal

MOST_BANDS = 14
"""Zones that get a band of their own: the gravest, then the nearest."""

MARKS = {
    "enter": N_("enters"),
    "leave": N_("leaves"),
    "nearest": N_("nearest point"),
    "deepest": N_("deepest inside"),
}
"""What a mark says. Of a zone that the road meets the deepest place, of another the nearest."""


@dataclass(frozen=True)
class Mark:
    """A place along the road that one can go to."""

    along_m: float
    lon: float
    lat: float
    kind: str
    """A key of MARKS."""


@dataclass(frozen=True)
class Band:
    """One zone along the road."""

    title: str
    verdict: str
    """A token."""
    said: str
    """Verdict and distance in words."""
    intervals: tuple[tuple[float, float], ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Strip:
    """A road from its start to its end."""

    length_m: float
    bands: tuple[Band, ...]


def strip(given: Answer, t: Translator) -> Strip | None:
    """The road and its zones; None where there is no line, or nothing along it."""
    found = given.screening
    if not found.length_m:
        return None
    bands = tuple(_band(each, found, t) for each in _along(given))
    return Strip(found.length_m, bands) if bands else None


def _along(given: Answer) -> list[Finding]:
    """What has a place along the road, and is not farther off than the road is long: whatever is
    not clear, then lines that are."""
    clear = given.screening.of_verdict("clear")
    lines = [each for each in clear if each.target.boundary_kind == "boundary"]
    every = (*findings_not_clear(given), *lines)
    return [each for each in every if is_near(each, given) and _is_along(each)][:MOST_BANDS]


def _is_along(each: Finding) -> bool:
    # Where a plot of the same file lies deeper, the nearest point has no place along the road.
    nearest = each.nearest
    return bool(each.intervals) or (nearest is not None and nearest.chainage_m is not None)


def _band(each: Finding, found: Screening, t: Translator) -> Band:
    verdict = each.verdict.verdict
    return Band(
        named(each.target, t),
        verdict,
        f"{t(VERDICTS[verdict])}, {distance(each, t)}",
        each.intervals,
        tuple(_marks(each, found)),
    )


def _marks(each: Finding, found: Screening) -> Iterator[Mark]:
    shapes = Shapes(found.project.shapes)
    for enter, leave in each.intervals:
        for kind, along in (("enter", enter), ("leave", leave)):
            lon, lat = shapes.where(along)
            yield Mark(along, lon, lat, kind)
    nearest = each.nearest
    if nearest is not None and nearest.chainage_m is not None:
        inside = each.clearance_m is not None and each.clearance_m < 0
        kind = "deepest" if inside else "nearest"
        yield Mark(nearest.chainage_m, nearest.lon, nearest.lat, kind)


def table(made: Strip, t: Translator) -> Table:
    """The same as rows: for the keyboard and the screen reader, and to be copied."""
    rows = [
        Row(
            (
                chainage(mark.along_m),
                t(MARKS[mark.kind]),
                (band.title, band.said),
                decimal(mark.lat, mark.lon),
                sexagesimal(mark.lat, mark.lon, t),
                in_sk42(mark.lat, mark.lon),
            )
        )
        for band in made.bands
        for mark in band.marks
    ]
    heads = (
        t("At"),
        t("What happens"),
        t("Zone and place"),
        t("Latitude, longitude"),
        t("Degrees, minutes, seconds"),
        t("SK-42: easting, northing"),
    )
    caption = t("Along the road, {length} from its start", length=metres(made.length_m, t))
    return Table(caption, heads, tuple(sorted(rows, key=lambda row: _metres_of(row))))


def _metres_of(row: Row) -> float:
    kilometres, rest = str(row.cells[0]).split("+")
    return int(kilometres) * 1000 + int(rest)
