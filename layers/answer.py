"""One screening from the file to the answer: what the page shows and the command line prints."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from itertools import compress

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from analysis.far import worth_measuring
from analysis.parameters import Values
from analysis.regimes import Regimes, side_by_side
from analysis.rules import Fired, fire
from analysis.screening import (
    MOST_SPAN_M,
    Project,
    Screening,
    Target,
    clear_beyond_m,
    screen,
    span_m,
)
from geodata import records
from geodata.boundary_file import Line
from geodata.problems import ContractError, Problem
from geodata.readers.brought import Brought
from geodata.triggers import rules_by_id, triggers
from layers import training as invented
from layers.boundaries import PLACE
from layers.catalogue import collection
from layers.screened import UNKNOWN, expected, targets, the_borders
from layers.versions import version_of, version_of_training

LEAST_REACH_M = 10_000.0
"""So near a zone concerns the shortest road."""

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
    brought: int = 0
    """Boundaries that stood in the place of the office's for this screening alone."""
    training: str = ""
    """The set of invented boundaries that it was screened against, and against nothing real; empty:
    it is no training."""

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


def as_options(source: Source, project: Project) -> list[tuple[Source, Project]]:
    """Every row of a file as an option of one project. What else is in the file, and could not be
    placed or read, may belong to any of them: so none is clear."""
    numbers = source.rows or tuple(range(1, len(project.shapes) + 1))
    names = source.names or ("",) * len(numbers)
    return [
        (replace(source, rows=(row,), names=(name,)), replace(project, shapes=(shape,)))
        for row, name, shape in zip(numbers, names, project.shapes, strict=True)
    ]


def each_by_itself(source: Source, project: Project) -> list[tuple[Source, Project]]:
    """Every row of a file as a project of its own. What else is in the file is no part of it, and
    does not make it uncertain."""
    return [
        (replace(of_row, left_out=(), unread=()), row)
        for of_row, row in as_options(source, project)
    ]


def answer(
    source: Source, project: Project, lines: Iterable[Line], values: Values, training: str = ""
) -> Answer:
    """Screen a project against the collection as it is now, and against boundaries of this
    screening alone; or, for training, against a set of invented boundaries and nothing else.

    Raises ContractError (too_long), and KeyError where there is no such set.
    """
    return _Against(lines, values, training).answer(source, project)


def answers(
    given: Sequence[tuple[Source, Project]],
    lines: Iterable[Line],
    values: Values,
    training: str = "",
) -> Iterator[Answer]:
    """Screen many projects, each by itself. Of each the findings that `answer` has for whatever
    may not be clear, for all that is near, and for the nearest; the others are clear, and left out.
    Raises ContractError (too_long)."""
    against = _Against(lines, values, training)
    worth = against.worth_measuring([project for _, project in given])
    for (source, project), measured in zip(given, worth, strict=True):
        yield against.answer(source, project, measured)


class _Against:
    """The data as they stand, made ready once for all that is screened against them."""

    def __init__(self, lines: Iterable[Line], values: Values, training: str = "") -> None:
        self._values, self._training = values, training
        if training:
            self._invented(training)
        else:
            self._known(lines, values)

    def _invented(self, training: str) -> None:
        """Nothing real, and nothing of an office."""
        self._brought, self._placed = 0, invented.targets(training)
        self._placeless, self._expected, self._corridors, self._regimes = (), (), (), ()
        self._version, self._failed = version_of_training(training), ()

    def _known(self, lines: Iterable[Line], values: Values) -> None:
        brought = tuple(_zone(each) for each in lines)
        self._brought = len(brought)
        self._placed, self._placeless = _by_position(targets(values, brought))
        self._expected = expected(self._placed)
        self._corridors = tuple(each for each in records.ecological_corridors() if each.regions)
        self._regimes = tuple(side_by_side(self._placed))
        self._version = version_of(brought)
        self._failed = tuple(sorted(each.file for each in collection().refused))

    @property
    def _every(self) -> tuple[Target, ...]:
        return (*self._placed, *self._placeless)

    def worth_measuring(self, projects: Sequence[Project]) -> Iterator[NDArray[np.bool_]]:
        """Of each project which targets with a position it must be measured to: see `far`."""
        if not projects:
            return iter(())
        vaguest = replace(
            projects[0],
            accuracy_m=max(each.accuracy_m for each in projects),
            width_m=max(each.width_m for each in projects),
            height_m=max(each.height_m or 0.0 for each in projects),
        )
        rules = [self._values[each.parameter] for each in triggers() if each.parameter]
        seen = self._values["setting_factor"] * (vaguest.height_m or 0.0)
        told = max(LEAST_REACH_M, seen, *rules) + vaguest.width_m / 2
        return worth_measuring(
            [shapely.geometrycollections(list(each.shapes)) for each in projects],
            [each.geometry for each in self._placed if each.geometry is not None],
            [clear_beyond_m(vaguest, each, self._values) + told for each in self._placed],
        )

    def answer(
        self, source: Source, project: Project, measured: NDArray[np.bool_] | None = None
    ) -> Answer:
        """`measured`: which of those with a position; None: all."""
        if span_m(project) > MOST_SPAN_M:
            raise ContractError(source.name, [Problem("too_long", value=f"{span_m(project):.0f}")])
        placed = self._placed if measured is None else compress(self._placed, measured)
        found = screen(
            project, (*placed, *self._placeless), self._expected, the_borders(), self._values
        )
        unchecked = {each.layer for each in found.not_checked}
        return Answer(
            source,
            found,
            fire(found, triggers(), rules_by_id(), self._corridors),
            tuple(_near(self._regimes, found)),
            tuple(sorted({each.layer for each in self._every})),
            tuple(sorted(self._zones - unchecked - {PLACE})),
            self._failed,
            self._version,
            self._brought,
            self._training,
        )

    @cached_property
    def _zones(self) -> set[str]:
        real = () if self._training else self._placed
        return {each.zone for each in real if each.boundary_kind == "boundary" and not each.own}


def _by_position(every: Iterable[Target]) -> tuple[tuple[Target, ...], tuple[Target, ...]]:
    """Those with a position, and those without."""
    known = tuple(every)
    return (
        tuple(each for each in known if each.geometry is not None),
        tuple(each for each in known if each.geometry is None),
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
