"""Lines of one file as options of one road: asked, screened one by one, compared, one looked at."""

from dataclasses import replace

import streamlit as st

from analysis.options import MOST, Option, ranked
from dossiers.options import options_section, titled
from geodata.escape import for_markdown
from i18n import Translator
from layers.answer import Answer
from ui.dossier import section
from ui.project import Given
from ui.screening_address import Asked, write

_LINES = ("LineString", "MultiLineString")


def asked_as_options(given: Given | None, asked: Asked, t: Translator) -> list[Given]:
    """The project, or each of its lines by itself where the user says that they are options."""
    if given is None:
        return []
    source, project = given
    lines = [each for each in project.shapes if each.geom_type in _LINES]
    if not 2 <= len(lines) <= MOST or len(lines) != len(project.shapes):
        return [given]
    st.checkbox(
        t.plural(
            "{n} line is an option of one road: compare it",
            "These {n} lines are options of one road: compare them",
            len(lines),
        ),
        asked.options,
        key=f"options-{t.lang}-{asked.options}",
        on_change=write,
        args=("options", not asked.options),
    )
    if not asked.options:
        return [given]
    return [
        (replace(source, rows=(row,), names=(name,)), replace(project, shapes=(line,)))
        for row, name, line in zip(source.rows, source.names, lines, strict=True)
    ]


def best(answers: list[Answer], asked: Asked) -> tuple[tuple[Option, ...], int]:
    """The options by rank, and the number of the one to look at: the best, unless another is
    asked for."""
    options = ranked([each.screening for each in answers])
    numbers = [each.number for each in options]
    return options, asked.option if asked.option in numbers else numbers[0]


def compared(
    options: tuple[Option, ...], answers: list[Answer], chosen: int, t: Translator
) -> None:
    """Show them side by side, and ask which is told in full below."""
    names = [each.source.names[0] for each in answers]
    section(options_section(options, answers, names, t), t)
    key = f"option-{t.lang}"
    st.session_state[key] = chosen
    st.selectbox(
        t("Which option is told in full below"),
        [each.number for each in options],
        format_func=lambda number: for_markdown(titled(number, names[number - 1], t)),
        key=key,
        on_change=lambda: write("option", st.session_state[key]),
    )
