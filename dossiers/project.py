"""The project as it was understood: file, coordinates, card, and how to make its answer again."""

from collections.abc import Iterator
from shlex import quote

import shapely
from shapely.geometry.base import BaseGeometry

from analysis.parameters import DEFAULTS
from dossiers.parts import Fact, Section
from dossiers.screening import facts, metres
from dossiers.screening_words import KINDS, PARAMETERS, PHASES
from geodata.coordinates.candidates import SWAPPED
from i18n import Translator
from layers.answer import DEFAULT_ACCURACY_M, Answer, kind_of
from layers.positions import decimal
from layers.systems import BASES, system_name

_DRAWN = {"LineString": "line", "Polygon": "area", "Point": "point"}
"""What the address of the page Screening calls a drawing of that geometry."""


def project_section(given: Answer, t: Translator) -> Section:
    """The project as it was understood: by which this answer can be made again."""
    return Section(
        "project",
        t("The project as it was understood"),
        facts=tuple(_facts(given, t)),
        notes=(
            t(
                "The chainage runs through the lines in the order of the file; gaps between them "
                "are not counted. The same file and the same data give the same findings, here and "
                "on the command line: python cli.py screen."
            ),
        ),
    )


def _facts(given: Answer, t: Translator) -> Iterator[Fact]:
    project, source = given.screening.project, given.source
    yield Fact(t("File"), source.name or t("drawn on the map"))
    yield Fact("SHA-256", source.sha256)
    yield Fact(t("Coordinate system"), (system_name(source.system, t), t(BASES[source.basis])))
    if source.operation:
        error = metres(source.operation_accuracy_m, t)
        yield Fact(t("Error of the conversion"), (f"± {error}", source.operation))
    yield Fact(t("Accuracy of the project"), f"± {metres(project.accuracy_m, t)}")
    yield Fact(t("What is planned"), t(KINDS[project.kind]))
    yield Fact(t("How far it is"), t(PHASES[project.phase]))
    yield from _sizes(given, t)
    yield from facts(given, t)
    yield Fact(t("Begins at"), decimal(*_start(given)))
    yield from _changed_numbers(given, t)
    yield Fact(t("Version of the data"), given.data_version)
    yield Fact(t("Id of this screening"), given.id)


def _sizes(given: Answer, t: Translator) -> Iterator[Fact]:
    """Height and width, where somebody stated them."""
    project = given.screening.project
    if project.height_m is not None:
        yield Fact(t("Height above the ground, m"), t.number(project.height_m, 1))
    if project.width_m:
        yield Fact(t("Width of the road, m"), t.number(project.width_m, 1))


def _changed_numbers(given: Answer, t: Translator) -> Iterator[Fact]:
    """The office's own numbers: whoever reads the answer must see that they are not those that
    ship."""
    for name, value in given.screening.values.items():
        if value != DEFAULTS[name]:
            said = t(
                "{value}, instead of {default}",
                value=t.number(value, 3),
                default=t.number(DEFAULTS[name]),
            )
            yield Fact(t(PARAMETERS[name]), said)


def _start(given: Answer) -> tuple[float, float]:
    lon, lat = shapely.get_coordinates(given.screening.project.shapes[0])[0]
    return float(lat), float(lon)


def project_name(given: Answer) -> str:
    """What a letter calls it: its file; of a drawing the beginning of the answer's id."""
    return given.source.name or given.id[:8]


# ---- how to make it again --------------------------------------------------------------------


def again(given: Answer) -> str:
    """The command that gives the same answer; of a drawing the address of the page."""
    if given.source.form == "drawn":
        return _address(given)
    words = ["python", "cli.py", "screen", quote(given.source.name), *_options(given)]
    return " ".join(words)


def _options(given: Answer) -> Iterator[str]:
    """Only those that differ from what the command line takes by itself."""
    project, source = given.screening.project, given.source
    yield from _against(given)
    stated = project.accuracy_m - source.operation_accuracy_m
    if stated != DEFAULT_ACCURACY_M:
        yield f"--accuracy {stated:.10g}"
    if source.basis == "confirmed":
        yield f"--crs {source.system.removeprefix(SWAPPED)}"
    if source.system.startswith(SWAPPED):
        yield "--swap"
    if project.kind != kind_of(project.shapes):
        yield f"--kind {project.kind}"
    if project.phase != "plan":
        yield f"--phase {project.phase}"
    if project.height_m is not None:
        yield f"--height {project.height_m:.10g}"
    if project.width_m:
        yield f"--width {project.width_m:.10g}"
    if source.left_out:
        yield "--leave-out"
    yield from (f"--set {name}={value:.10g}" for name, value in _changed(given))


def _against(given: Answer) -> Iterator[str]:
    if given.training:
        yield f"--training {given.training}"
    if given.brought:
        yield "--boundaries FILE"


def _changed(given: Answer) -> Iterator[tuple[str, float]]:
    for name, value in given.screening.values.items():
        if value != DEFAULTS[name]:
            yield name, value


def _address(given: Answer) -> str:
    project = given.screening.project
    shape = _DRAWN[project.shapes[0].geom_type]
    points = ";".join(f"{lat:.6f},{lon:.6f}" for lon, lat in _corners(project.shapes))
    asked = {"accuracy": f"{project.accuracy_m:.10g}", "kind": project.kind, "phase": project.phase}
    asked |= {} if project.height_m is None else {"height": f"{project.height_m:.10g}"}
    asked |= {"width": f"{project.width_m:.10g}"} if project.width_m else {}
    asked |= {name: f"{value:.10g}" for name, value in _changed(given)}
    asked |= {"training": given.training} if given.training else {}
    return f"/screening?{shape}={points}" + "".join(f"&{key}={asked[key]}" for key in asked)


def _corners(shapes: tuple[BaseGeometry, ...]) -> Iterator[tuple[float, float]]:
    for each in shapes:
        corners = shapely.get_coordinates(each)
        yield from map(tuple, corners[:-1] if each.geom_type == "Polygon" else corners)
