"""What became of a file: how much was placed and how, what was not and why, in which row."""

from collections.abc import Iterable

import streamlit as st
from shapely.geometry import Point

from dossiers.parts import Fact, Row, Section, Table
from dossiers.problems import sentence_without_row
from dossiers.questions import ENCODINGS
from geodata.problems import ContractError, Problem
from geodata.readers.brought import NOTICES, Brought, Placement
from geodata.settings import MAX_PROBLEMS
from i18n import Translator
from layers.brought import Shape
from layers.systems import basis_said, operation_said, system_name
from ui import bringing
from ui.dossier import section
from ui.problems import refusals
from ui.questions import ask, given

FORMS = {
    "geojson": "GeoJSON",
    "kml": "KML",
    "gpx": "GPX",
    "shapefile": "Shapefile",
    "gpkg": "GeoPackage",
    "dxf": "DXF",
    "csv": "CSV",
    "xlsx": "XLSX",
    "archive": "ZIP",
}
"""Names of the formats: the same in every language."""

MOST_ROWS = 200
"""Rows of the table of what could not be placed."""


def brought(t: Translator) -> tuple[Brought | None, list[Shape]]:
    """From the file to the places, past the questions: what was placed if all is answered, and what
    the map shows meanwhile."""
    file = bringing.upload(t)
    if file is None:
        return None, []
    given(bringing.answers(), t)
    made = bringing.outcome(file, t)
    if isinstance(made, ContractError):
        refusals([made], t)
        return None, []
    if made.questions:
        return None, ask(made.questions[0], file.sha256, t)
    section(told(made, t), t)
    crossing = [each for each in made.problems if each.code in {"crosses_itself", "mended"}]
    if crossing:
        _mend(t)
    return made, [*_placed(made), *_faults(crossing, t)]


def told(made: Brought, t: Translator) -> Section:
    """One sentence, the passport of the coordinates, and every row that needs a word."""
    on_map = _rows_on_the_map(made)
    n = 0 if made.table is None else len(made.table)
    placed = t.plural("{n} row was placed", "{n} rows were placed", n)
    lost = len({each.row for each in made.problems if each.row and each.row not in on_map})
    lost_said = _lost(lost, len(made.problems) >= MAX_PROBLEMS, t)
    problems = made.problems[:MOST_ROWS]
    return Section(
        "outcome",
        t("What was read and placed"),
        said=(t("{placed}, {lost}", placed=placed, lost=lost_said),),
        facts=tuple(facts(made, t)),
        table=_table(problems, on_map, t) if problems else None,
        notes=(
            (t("Only the first {n} remarks are shown.", n=t.number(MOST_ROWS)),)
            if len(made.problems) >= MOST_ROWS
            else ()
        ),
    )


def _rows_on_the_map(made: Brought) -> frozenset[int]:
    return frozenset() if made.table is None else frozenset(made.table["row"])


def _lost(lost: int, told_in_part: bool, t: Translator) -> str:
    """How many rows are not on the map; where the problems were not all told, how many at least."""
    if not lost:
        return t("none was left out.")
    if told_in_part:
        return t.plural(
            "at least {n} could not be placed.", "at least {n} could not be placed.", lost
        )
    return t.plural("{n} could not be placed.", "{n} could not be placed.", lost)


def facts(made: Brought, t: Translator) -> Iterable[Fact]:
    """The passport line of the coordinates, and how the texts were read."""
    yield Fact(t("Format"), FORMS.get(made.form, made.form))
    if made.placement is not None:
        yield from coordinates(made.placement, t)
    if made.encoding:
        yield Fact(t("Encoding"), ENCODINGS.get(made.encoding, made.encoding))


def coordinates(placement: Placement, t: Translator) -> Iterable[Fact]:
    """System, how it is known, the transformation and what it may be off by."""
    named = system_name(placement.system, t)
    yield Fact(t("Coordinate system"), (named, basis_said(placement, t)))
    yield Fact(t("Conversion"), operation_said(placement, t))


def _is_placed(problem: Problem, on_map: frozenset[int]) -> bool:
    """Whether what a problem is about is on the map: a notice alone does not say so, for it also
    tells of rows that have no position."""
    if problem.code not in NOTICES:
        return False
    return problem.code != "not_read" if problem.row is None else problem.row in on_map


def _table(problems: tuple[Problem, ...], on_map: frozenset[int], t: Translator) -> Table:
    rows = tuple(
        Row(
            (
                "—" if each.row is None else t.number(each.row),
                each.feature_id or "—",
                sentence_without_row(each, t),
                t("placed all the same") if _is_placed(each, on_map) else t("not placed"),
            )
        )
        for each in problems
    )
    heads = (t("Row"), t("Name"), t("Remark"), t("On the map"))
    return Table(t("Rows that need a word"), heads, rows, numbers=frozenset({0}))


def _mend(t: Translator) -> None:
    """Nothing is mended unasked: an outline that crosses itself may be two, or a slip."""
    st.checkbox(
        t("Mend outlines that cross themselves"),
        bringing.answers().mend,
        key=f"mend-{t.lang}-{bringing.answers().mend}",
        on_change=bringing.answer,
        kwargs={"mend": not bringing.answers().mend},
        help=None,
    )
    st.caption(
        t(
            "The crossing is cut, and what lies inside becomes one outline or several. Compare the "
            "map before and after."
        )
    )


def _placed(made: Brought) -> list[Shape]:
    if made.table is None:
        return []
    named = zip(made.table["name"], made.table["row"], made.table.geometry, strict=True)
    return [Shape("brought", geometry, name or str(row)) for name, row, geometry in named]


def _faults(crossing: list[Problem], t: Translator) -> list[Shape]:
    return [
        Shape("fault", Point(each.position), t("Row {row}", row=each.row))
        for each in crossing
        if each.position
    ]
