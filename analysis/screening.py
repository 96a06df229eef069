"""A project against every zone that is known, and against those that nobody has loaded.

project + targets ──clearances──▶ metres ──verdict──▶ findings, and the layers that were not checked
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import inf, isnan

import shapely
from shapely.geometry.base import BaseGeometry

from analysis import verdict
from analysis.clearance import Clearance, Nearest, clearances
from analysis.extent import equal_area_radius
from analysis.geodesy import WGS84
from analysis.parameters import Values
from analysis.regions import NEAR_BORDER_M, Borders, near
from analysis.shapes import Shapes
from analysis.verdict import VERDICTS, Verdict
from geodata.office.records import ZONES

KINDS = ("road", "plot", "building", "other")
"""What is planned."""

PHASES = ("plan", "design", "works", "find")
"""How far it is; find: something was found in the ground."""

MOST_SPAN_M = 700_000.0
"""From end to end of its extent; a longer project is screened in parts."""


@dataclass(frozen=True)
class Project:
    """What somebody plans, placed in WGS 84."""

    shapes: tuple[BaseGeometry, ...]
    """EPSG:4326; points, lines, areas, in the order of the file."""
    accuracy_m: float
    """What its positions may be off by, conversion included."""
    kind: str = "other"
    """One of KINDS."""
    height_m: float | None = None
    width_m: float = 0.0
    """Of a road from edge to edge; its lines are taken for its middle."""
    phase: str = "plan"
    """One of PHASES."""


@dataclass(frozen=True)
class Target:
    """One zone of one place, as far as it is known."""

    feature_id: str
    layer: str
    """Token of the layer that the place stands in; boundaries: no layer has it."""
    zone: str
    boundary_kind: str
    """boundary; of a place whose line nobody loaded: schematic, point, none; line: of an own
    layer."""
    geometry: BaseGeometry | None
    """What is measured to, EPSG:4326; of a schematic its point."""
    accuracy_m: float | None
    reach_m: float = 0.0
    """As far as the place may go from there; 0 of a boundary."""
    regions: tuple[str, ...] = ()
    """ISO 3166-2, today's: where it must lie if it has no position; empty: not known either."""
    source: str = ""
    zone_known: bool = True
    """False: measured to another zone of the place, because the line of this one is missing."""
    own: bool = False
    """Whether it is a row of a layer of the office's own, of which the gravest alone is told."""


@dataclass(frozen=True)
class Finding:
    """What is said of one zone."""

    target: Target
    verdict: Verdict
    clearance_m: float | None
    """None where there is nothing to measure to."""
    accuracy_m: float | None
    """Of both sides together."""
    length_inside_m: float = 0.0
    area_inside_m2: float = 0.0
    share: float | None = None
    intervals: tuple[tuple[float, float], ...] = ()
    nearest: Nearest | None = None
    least_m: float | None = None
    """Where the extent is not known: farther than this it would be clear by assumption."""


@dataclass(frozen=True)
class Unchecked:
    """A layer of which it cannot be said that it was checked."""

    layer: str
    """A token of zones."""
    reason: str
    """none_here: nothing of it is loaded in the region; not_all: not of every place near."""
    places: tuple[str, ...] = ()
    """Ids of those of which it is not loaded."""


@dataclass(frozen=True)
class Screening:
    """The answer."""

    project: Project
    length_m: float
    regions: tuple[str, ...]
    """Regions of Kazakhstan that the project lies in or near to, ISO 3166-2."""
    abroad: bool
    """Whether any of it may lie outside Kazakhstan."""
    findings: tuple[Finding, ...]
    """The gravest first; among equals what the office has loaded, then the nearest."""
    not_checked: tuple[Unchecked, ...]
    values: Values

    def of_verdict(self, token: str) -> tuple[Finding, ...]:
        """The findings of one verdict."""
        return tuple(each for each in self.findings if each.verdict.verdict == token)


@dataclass(frozen=True)
class Expected:
    """A zone that a place can have by law, whether or not it is loaded."""

    layer: str
    """A token of zones."""
    places: tuple[str, ...]
    loaded: tuple[Target, ...]


def screen(
    project: Project,
    targets: Sequence[Target],
    expected: Iterable[Expected],
    borders: Borders,
    values: Values,
) -> Screening:
    """Screen a project that is at most MOST_SPAN_M long: see `span_m`."""
    shapes = Shapes(project.shapes)
    here, abroad = near(borders, shapes, values["precaution_m"] + NEAR_BORDER_M)
    measured = [each for each in targets if each.geometry is not None]
    metres = clearances(shapes, [each.geometry for each in measured if each.geometry is not None])
    findings = [
        _finding(project, target, _with_width(clearance, project), values)
        for target, clearance in zip(measured, metres, strict=True)
    ]
    findings += [_without_position(each, here, abroad) for each in targets if each.geometry is None]
    findings = sorted(_worst_of_own(findings), key=_order)
    unchecked = tuple(_unchecked(expected, findings, borders, here))
    return Screening(project, shapes.length_m, here, abroad, tuple(findings), unchecked, values)


def span_m(project: Project) -> float:
    """From corner to corner of its extent, metres."""
    west, south, east, north = shapely.total_bounds(project.shapes)
    return float(WGS84.inv(west, south, east, north)[2])


def expiry(day: date, values: Values) -> date:
    """The last day on which an answer of that day may be relied on: boundaries, roads and rules
    change. ASSUMPTION: no act gives a term."""
    return day + timedelta(days=values["valid_days"])


def reach_m(
    area_ha: float, buffer_ha: float, total_ha: float, total_buffer_ha: float, values: Values
) -> float:
    """As far as a place may go from its point: so many radii of a circle of its published area with
    its buffer zone. NaN is not published; `total_…`: those of what it belongs to.

    ASSUMPTION: a long place reaches farther from its point than a circle does.
    """
    area = total_ha if isnan(area_ha) else area_ha
    if isnan(area):
        return values["unknown_extent_m"]
    around = total_buffer_ha if isnan(buffer_ha) else buffer_ha
    whole = area + (0.0 if isnan(around) else around)
    return values["extent_factor"] * equal_area_radius(whole)


def _finding(project: Project, target: Target, measured: Clearance, values: Values) -> Finding:
    both = _together(project.accuracy_m, target.accuracy_m)
    least = None
    if target.boundary_kind == "boundary":
        said = verdict.of_boundary(measured.clearance_m, measured.touches, both)
    elif target.boundary_kind == "line":
        said = verdict.of_line_or_point(measured.clearance_m, measured.touches, both)
    else:
        assumed = _assumed(project, target, values)
        least = clear_beyond_m(project, target, values)
        said = verdict.of_unknown_extent(
            measured.clearance_m, assumed, target.reach_m, values, target.zone_known
        )
    found = Finding(
        target, said, measured.clearance_m, both, nearest=measured.nearest, least_m=least
    )
    if target.boundary_kind != "boundary":
        return found  # what lies inside another zone, or inside a circle, says nothing of this one
    return replace(
        found,
        length_inside_m=measured.length_inside_m,
        area_inside_m2=measured.area_inside_m2,
        share=measured.share,
        intervals=measured.intervals,
    )


def clear_beyond_m(project: Project, target: Target, values: Values) -> float:
    """Farther away than this a target that has a position is clear; infinite where a line is not
    known so well that it could ever be said."""
    if target.boundary_kind in {"boundary", "line"}:
        both = _together(project.accuracy_m, target.accuracy_m)
        return inf if both is None else both
    return values["precaution_m"] + _assumed(project, target, values) + target.reach_m


def _assumed(project: Project, target: Target, values: Values) -> float:
    """What both sides may be off by, where nobody knows it of a published point."""
    both = _together(project.accuracy_m, target.accuracy_m)
    return project.accuracy_m + values["unknown_accuracy_m"] if both is None else both


def _together(first: float | None, second: float | None) -> float | None:
    if first is None or second is None or isnan(second):
        return None
    return first + second


def _with_width(measured: Clearance, project: Project) -> Clearance:
    """From the edge of the road: its lines are its middle. Inside, the depth stays the middle's."""
    if measured.clearance_m <= 0 or not project.width_m:
        return measured
    metres = measured.clearance_m - project.width_m / 2
    return replace(measured, clearance_m=metres, touches=metres <= 0)


def _without_position(target: Target, here: tuple[str, ...], abroad: bool) -> Finding:
    at_home = any(code in here for code in target.regions)
    beyond = not target.regions or any(not code.startswith("KZ-") for code in target.regions)
    said = verdict.of_no_position(at_home or (beyond and abroad))
    return Finding(target, said, None, None)


def _worst_of_own(findings: list[Finding]) -> list[Finding]:
    """Of a layer of the office's own, which may have 100,000 rows, the gravest and nearest alone;
    of everything else every finding."""
    kept: dict[tuple[str, ...], Finding] = {}
    for each in sorted(findings, key=_order):
        target = each.target
        key = (target.layer,) if target.own else (target.feature_id, target.zone)
        kept.setdefault(key, each)
    return list(kept.values())


def _order(each: Finding) -> tuple[int, bool, int, float, str, str]:
    """The gravest verdict first; what the office has loaded; of what is crossed, the place before
    its buffer zone and that before the others; the nearest or the deepest; then by name."""
    target = each.target
    crossed = each.verdict.verdict == "crosses"
    return (
        VERDICTS.index(each.verdict.verdict),
        target.boundary_kind != "boundary",
        ZONES.index(target.zone) if crossed else 0,
        float("inf") if each.clearance_m is None else each.clearance_m,
        target.feature_id,
        target.zone,
    )


def _unchecked(
    expected: Iterable[Expected],
    findings: list[Finding],
    borders: Borders,
    here: tuple[str, ...],
) -> Iterable[Unchecked]:
    """A layer is checked where the office has loaded something of it in the region, and of every
    place that is not clear."""
    close = {each.target.feature_id for each in findings if each.verdict.verdict != "clear"}
    around = [borders.outlines[code] for code in here]
    for each in expected:
        loaded = {target.feature_id for target in each.loaded}
        lines = [target.geometry for target in each.loaded if target.geometry is not None]
        if not any(region.intersects(line) for region in around for line in lines):
            yield Unchecked(each.layer, "none_here")
        elif missing := sorted((close & set(each.places)) - loaded):
            yield Unchecked(each.layer, "not_all", tuple(missing))
