"""Lines of one file as options of one road: screened, ranked, compared, drawn, one looked at."""

from collections.abc import Iterator, Sequence
from functools import partial

import streamlit as st

from analysis.options import Option, ranked
from dossiers.options import options_section, titled
from dossiers.report import file_name
from i18n import Translator
from layers.answer import Answer, Source, as_options
from layers.brought import Shape
from reports.options import as_json
from ui.dossier import section
from ui.looked import Looked
from ui.project import Given
from ui.screening import screened
from ui.screening_address import Asked, write


def looked_at(given: Given, asked: Asked, t: Translator) -> Looked | None:
    """The best of them, unless another is asked for."""
    rows = as_options(*given)
    answers = [found for each in rows if (found := screened(each, asked, t))]
    if len(answers) < len(rows):
        return None
    options = ranked([each.screening for each in answers])
    numbers = [each.number for each in options]
    chosen = asked.option if asked.option in numbers else numbers[0]
    answer = answers[chosen - 1]
    title = titled(chosen, answer.source.names[0], t)
    return Looked(
        answer=answer,
        title=t("The answer for {what}", what=title),
        options=tuple(answers),
        below=tuple(_drawn(options, answer)),
        beside=partial(_compared, options, answers, chosen, given[0], t),
    )


def _compared(
    options: tuple[Option, ...],
    answers: list[Answer],
    chosen: int,
    source: Source,
    t: Translator,
) -> None:
    """Show them side by side, and ask which is told in full below."""
    names = [each.source.names[0] for each in answers]
    section(options_section(options, answers, names, t), t)
    st.download_button(
        t("All options as {form}", form="JSON"),
        partial(as_json, options, answers, source),
        file_name(answers[0], "mura-options.json"),
        "application/json",
        on_click="ignore",
        key="options-json",
    )
    key = f"option-{t.lang}"
    st.session_state[key] = chosen
    st.selectbox(
        t("Which option is told in full below"),
        [each.number for each in options],
        format_func=lambda number: titled(number, names[number - 1], t),
        key=key,
        on_change=lambda: write("option", st.session_state[key]),
    )


def _drawn(options: Sequence[Option], chosen: Answer) -> Iterator[Shape]:
    """The other options, and the number of each in its middle."""
    for each in options:
        line = each.screening.project.shapes[0]
        if each.screening is not chosen.screening:
            yield Shape("option", line)
        yield Shape("number", line.interpolate(0.5, normalized=True), str(each.number))
