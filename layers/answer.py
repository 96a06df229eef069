"""One screening from the file to the answer: what the page shows and the command line prints."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

import shapely
from shapely.geometry.base import BaseGeometry

from analysis.parameters import Values
from analysis.regimes import Regimes, side_by_side
from analysis.rules import Fired, fire
from analysis.screening import MOST_SPAN_M, Project, Screening, Target, screen, span_m
from geodata import records
from geodata.boundary_file import Line
from geodata.problems import ContractError, Problem
from geodata.readers.brought import Brought
from geodata.settings import BASEMAP
from geodata.tables import digest
from geodata.triggers import rules_by_id, triggers
from layers.boundaries import PLACE
from layers.catalogue import collection
from layers.freshness import now
from layers.screened import UNKNOWN, expected, targets, the_borders

DEFAULT_ACCURACY_M = 1.0
"""ASSUMPTION. Of a project whose accuracy nobody states: printed with every answer."""


@dataclass(frozen=True)
class Source:
    """Where the project came from."""

    name: str
    """Of the file; empty where it was drawn."""
    sha256: str
    """Of its bytes."""
    form: str
    """A token of forms.FORMS; drawn."""
    system: str = "EPSG:4326"
    basis: str = "format"
    operation: str = ""
    operation_accuracy_m: float = 0.0
    left_out: tuple[int, ...] = ()
    """Rows that could not be placed and were left out, as the user asked."""
    rows: tuple[int, ...] = ()
    """Those that are screened; empty of a drawing."""
    names: tuple[str, ...] = ()
    """What they are called in the file, one each. From outside: only ever shown."""
    unread: tuple[str, ...] = ()
    """Kinds of things that the file holds and nobody read: they could be the project."""


@dataclass(frozen=True)
class Answer:
    """A screening with all that is said of it."""

    source: Source
    screening: Screening
    fired: tuple[Fired, ...]
    regimes: tuple[Regimes, ...]
    layers: tuple[str, ...]
    """Layers whose places were checked, tokens."""
    zones: tuple[str, ...]
    """Zones of which lines are loaded, and that were checked; tokens."""
    failed: tuple[str, ...]
    """Files of layers that could not be read: nothing in them was checked."""
    data_version: str

    @property
    def verdict(self) -> str:
        """Of the whole: crosses if anything does, clear if everything is, else cannot_say."""
        said = {each.verdict.verdict for each in self.screening.findings}
        if "crosses" in said:
            return "crosses"
        whole = not (self.failed or self.source.left_out or self.source.unread)
        return "clear" if said == {"clear"} and whole else "cannot_say"

    @property
    def id(self) -> str:
        """The hash of what was screened and of the data it was screened against: the same for the
        page and the command line, in any language, on any day."""
        found, project = self.screening, self.screening.project
        told = (
            self.data_version,
            self.source.sha256,
            self.source.left_out,
            self.source.unread,
            *(shapely.to_wkb(each, byte_order=1) for each in project.shapes),
            project.kind,
            project.phase,
            project.height_m,
            *map(float, (project.accuracy_m, project.width_m)),
            *((name, float(value)) for name, value in sorted(found.values.items())),
        )
        return sha256(repr(told).encode()).hexdigest()[:16]


def source_of(made: Brought) -> Source:
    """What a file that was brought says of itself."""
    placement = made.placement
    if placement is None:
        raise ContractError(made.name, list(made.problems) or [Problem("no_features")])
    return Source(
        made.name,
        made.sha256,
        made.form,
        placement.system,
        placement.basis,
        placement.operation,
        placement.accuracy_m,
        tuple(sorted({each.row for each in made.lost if each.row is not None})),
        tuple(map(int, made.table["row"])) if made.table is not None else (),
        tuple(map(str, made.table["name"])) if made.table is not None else (),
        made.unread,
    )


def kind_of(shapes: Iterable[BaseGeometry]) -> str:
    """What a project is where nobody says: lines are a road, areas plots, points a building."""
    kinds = {each.geom_type.removeprefix("Multi") for each in shapes}
    return {
        frozenset({"LineString"}): "road",
        frozenset({"Polygon"}): "plot",
        frozenset({"Point"}): "building",
    }.get(frozenset(kinds), "other")


def answer(source: Source, project: Project, lines: Iterable[Line], values: Values) -> Answer:
    """Screen a project against the collection as it is now, and against boundaries of this
    screening alone. Raises ContractError (too_long)."""
    if span_m(project) > MOST_SPAN_M:
        raise ContractError(source.name, [Problem("too_long", value=f"{span_m(project):.0f}")])
    brought = tuple(_zone(each) for each in lines)
    every = targets(values, brought)
    found = screen(project, every, expected(every), the_borders(), values)
    corridors = tuple(each for each in records.ecological_corridors() if each.regions)
    unchecked = {each.layer for each in found.not_checked}
    lines = {each.zone for each in every if each.boundary_kind == "boundary" and not each.own}
    return Answer(
        source,
        found,
        fire(found, triggers(), rules_by_id(), corridors),
        tuple(_near(side_by_side(every), found)),
        tuple(sorted({each.layer for each in every})),
        tuple(sorted(lines - unchecked - {PLACE})),
        tuple(sorted(each.file for each in collection().refused)),
        version_of(brought),
    )


def _zone(line: Line) -> Target:
    table = collection().table
    known = line.feature_id in table.index
    return Target(
        line.feature_id,
        table.loc[line.feature_id, "layer"] if known else UNKNOWN,
        line.zone,
        "boundary",
        line.geometry,
        line.accuracy_m,
        source=line.source,
    )


def _near(every: Iterable[Regimes], found: Screening) -> Iterable[Regimes]:
    """Of places that are not clear: of the others nobody asks."""
    close = {each.target.feature_id for each in found.findings if each.verdict.verdict != "clear"}
    return (each for each in every if each.feature_id in close)


def version_of(brought: Iterable[Target]) -> str:
    """Changes with whatever data an answer depends on."""
    snapshot = now()
    parts = [
        *(f"{name} {of}" for name, of in sorted(collection().digests.items())),
        *(digest(records.RECORDS / f"{name}.json") for name in ("rules", "triggers")),
        digest(BASEMAP / "vector" / "regions.geojson"),
        *sorted(each.version for each in snapshot.boundaries),
        *sorted(
            f"{each.feature_id} {each.zone} {each.accuracy_m} "
            f"{sha256(each.geometry.wkb).hexdigest() if each.geometry is not None else ''}"
            for each in brought
        ),
    ]
    return sha256("\n".join(parts).encode()).hexdigest()[:16]
