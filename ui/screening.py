"""A screening on the page: the answer in five lines, the map, the strip, findings, steps, files."""

from collections.abc import Iterator, Sequence
from functools import partial

import shapely
import streamlit as st

from analysis.screening import Finding
from analysis.select import Query, drawn
from analysis.shapes import Shapes
from dossiers import screening as words
from dossiers.findings import checked_section, findings_section
from dossiers.problems import sentence
from dossiers.project import project_section
from dossiers.report import MARK, file_name
from dossiers.screening import five_lines, named
from dossiers.steps import rules_section, steps_section
from dossiers.strip import strip
from geodata.escape import for_html
from geodata.problems import ContractError
from geodata.training import training_set
from i18n import Translator
from layers.answer import Answer, answer
from layers.brought import Shape, drawing
from layers.catalogue import collection
from layers.freshness import now
from layers.map import Extent
from layers.training import drawn as invented
from reports.take_along import FORMS, file_of
from ui.dossier import section
from ui.map_panel import map_panel
from ui.papers import make_ready
from ui.project import Given
from ui.screening_address import Asked
from ui.strip import strip_chart

NEAREST_DRAWN = 6
"""Places that are drawn though they are clear: the nearest."""

_KEPT = "screened"
_MOST_KEPT = 12
"""Answers that a session remembers: of six options, two rounds."""


def screened(given: Given, asked: Asked, t: Translator) -> Answer | None:
    """The answer; said in plain words where there can be none. What was screened a moment ago is
    remembered, so that a change of language costs nothing."""
    source, project = given
    kept: dict[object, Answer] = st.session_state.setdefault(_KEPT, {})
    shapes = tuple(shapely.to_wkb(each) for each in project.shapes)
    key = (
        source, shapes, project.accuracy_m, project.kind, project.height_m, project.width_m,
        project.phase, tuple(asked.values.items()), now().revision, asked.training,
    )  # fmt: skip
    if key in kept:
        return kept[key]
    make_ready()  # of the letter, which is asked for when the answer has been read
    try:
        with st.spinner(t("Screening the project …")):
            kept[key] = answer(source, project, (), asked.values, asked.training)
    except ContractError as error:
        for problem in error.problems:
            st.error(sentence(problem, t))
        return None
    for oldest in list(kept)[:-_MOST_KEPT]:
        del kept[oldest]
    return kept[key]


def training(asked: Asked, t: Translator) -> None:
    """Say it before all else where the boundaries are invented, and the way out of it."""
    if not asked.training:
        return
    out, words = f"./screening?lang={t.lang}", t("Screen against the real places")
    st.html(
        f'<p class="mura-training">{for_html(t(MARK))} '
        f'<a href="{for_html(out)}" target="_self">{for_html(words)}</a></p>'
    )


def five(given: Answer, title: str, before: str, t: Translator) -> None:
    """The answer in five lines, the gravest word first; a sentence `before` them, of others too."""
    first, *others = (for_html(line) for line in five_lines(given, t))
    lines = "".join(f"<li>{line}</li>" for line in others)
    told = f"<p>{for_html(before)}</p>" if before else ""
    st.html(
        f'{told}<section class="mura-section mura-answer mura-answer-{given.verdict}" '
        f'role="status"><h2 id="answer">{for_html(title)}</h2>'
        f"<p><strong>{first}</strong></p><ul>{lines}</ul></section>"
    )


def on_the_map(
    given: Answer | None,
    meanwhile: list[Shape],
    asked: Asked,
    t: Translator,
    below: Sequence[Shape] = (),
    above: Sequence[Shape] = (),
) -> None:
    """The project over the places that matter to it, between what else is drawn: other options or
    rows, a way round. Where a row is asked for, the map goes to it, else to all."""
    table = collection().table
    here = _places(given, asked)
    rows = table.loc[[each for each in here if each in table.index]]
    layers = tuple(dict.fromkeys(rows["layer"]))
    query = Query(layers=layers, places=tuple(rows.index)) if here else Query(layers=())
    own = meanwhile if given is None else list(_shapes(given, t))
    shapes = [*_invented(asked, t), *below, *own, *above]
    made = drawing(shapes, t)
    row_asked_for = asked.rows == "each" and asked.row is not None
    extent = _extent(own if row_asked_for or asked.training else shapes) if made else _around(asked)
    # The map goes to the project: a zone that it crosses may be as large as a province.
    payload = {**made.payload, "extent": extent} if made else None
    with st.container(key="small-map"):
        map_panel(drawn(table, rows, query), query, t, extent, False, payload)


def _invented(asked: Asked, t: Translator) -> list[Shape]:
    """Of a training what it is screened against, whether or not the project comes near."""
    try:
        return list(invented(training_set(asked.training), t, routes=False))
    except (ContractError, KeyError):  # it is none, or broken, which the answer tells
        return []


def _places(given: Answer | None, asked: Asked) -> list[str]:
    if asked.training:
        return []
    if given is None:
        return [asked.place] if asked.place else []
    found = given.screening
    near = [each for each in found.of_verdict("clear") if each.clearance_m is not None]
    every = (*words.findings_not_clear(given), *near[:NEAREST_DRAWN])
    return list(dict.fromkeys(each.target.feature_id for each in every))


def _extent(shapes: list[Shape]) -> Extent:
    """Of what the user brought."""
    own = [each.geometry for each in shapes if each.role != "zone"]
    west, south, east, north = map(float, shapely.total_bounds(own))
    return (south, west), (north, east)


def _around(asked: Asked) -> Extent | None:
    if asked.place is None:
        return None
    geometry = collection().table.loc[asked.place].geometry
    if geometry is None:
        return None
    west, south, east, north = geometry.bounds
    return (south - 0.05, west - 0.07), (north + 0.05, east + 0.07)


def _shapes(given: Answer, t: Translator) -> Iterator[Shape]:
    """The project, what of it lies inside, the zones near it of places that no layer has."""
    project = given.screening.project
    known = collection().table.index
    for each in project.shapes:
        yield Shape("brought", each)
    shapes = Shapes(project.shapes)
    for each in given.screening.findings:
        target = each.target
        if target.boundary_kind != "boundary":
            continue
        unknown = target.feature_id not in known and target.geometry is not None
        if unknown and words.is_near(each, given) and not given.training:
            yield Shape("zone", target.geometry, named(target, t))
        yield from _inside(each, shapes, t)


def _inside(each: Finding, shapes: Shapes, t: Translator) -> Iterator[Shape]:
    label = words.told(each, t)
    for enter, leave in each.intervals:
        yield Shape("inside", shapes.between(enter, leave), label)
    if each.area_inside_m2 and each.target.geometry is not None:
        yield Shape("inside", shapes.areas.intersection(each.target.geometry), label)


def told(given: Answer, t: Translator) -> None:
    """Everything below the map."""
    made = strip(given, t)
    if made is not None:
        strip_chart(made, t)
    section(findings_section(given, t), t)
    section(steps_section(given, t), t)
    with st.expander(t("The rules behind it")):
        section(rules_section(given, t), t)
    section(checked_section(given, t), t)
    section(project_section(given, t), t)


def files(given: Answer, t: Translator) -> None:
    """The findings to take along."""
    st.header(t("Take the findings along"), anchor=False)
    with st.container(horizontal=True):
        for form, (label, media) in FORMS.items():
            st.download_button(
                label,
                partial(file_of, form, given, t),
                file_name(given, f"mura-screening.{form}"),
                media,
                on_click="ignore",
                key=f"screening-{form}",
            )
