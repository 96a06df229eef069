"""What must be known before a file can be placed: why it is asked, what the answers would mean on
the map and in a table, and how an answer is taken back. Nothing is placed before it is chosen."""

import streamlit as st

from analysis.geodesy import length_m
from dossiers.parts import Row, Section, Table
from dossiers.questions import ASKED, ENCODINGS, EVIDENCE, SHAPES, columns, sample, words
from geodata.escape import for_html
from geodata.readers.brought import Answers, Question
from i18n import N_, Translator
from layers.brought import Shape, signs
from layers.positions import metres
from layers.systems import system_name
from ui import bringing
from ui.dossier import section
from ui.whereabouts import region_at

GIVEN = {
    "member": N_("Part of the file"),
    "encoding": N_("Encoding"),
    "columns": N_("Columns of the coordinates"),
    "system": N_("Coordinate system"),
    "swapped": N_("Latitude and longitude"),
}
"""What was answered, in the order in which it is asked: who takes one back takes the later too."""

_EMPTY = Answers()


def given(answers: Answers, t: Translator) -> None:
    """What was answered so far, each with a button that takes it back."""
    for name in GIVEN:
        value = getattr(answers, name)
        if value in ("", (), None):
            continue
        with st.container(horizontal=True, vertical_alignment="center", key=f"given-{name}"):
            label, said = for_html(t(GIVEN[name])), for_html(_said(name, value, t))
            st.html(f'<p class="mura-file">{label}: <strong>{said}</strong></p>')
            st.button(
                t("Take back"),
                key=f"take-back-{name}",
                on_click=bringing.answer,
                kwargs=_without(name),
            )


def _without(name: str) -> dict[str, object]:
    later = list(GIVEN)[list(GIVEN).index(name) :]
    return {each: getattr(_EMPTY, each) for each in later}


def _said(name: str, value: object, t: Translator) -> str:
    if name == "system":
        return system_name(str(value), t)
    if name == "swapped":
        return t("changed over") if value else t("as the file has them")
    if name == "columns" and isinstance(value, tuple):
        names, shape = columns(value)
        return f"{', '.join(names)} · {t(SHAPES[shape])}"
    return ENCODINGS.get(str(value), str(value)) if name == "encoding" else str(value)


def ask(question: Question, file: str, t: Translator) -> list[Shape]:
    """Ask, and give what the map shows of it: each candidate's number where it would lie."""
    title, why = ASKED[question.about]
    because = (t(EVIDENCE[question.evidence]),) if question.evidence in EVIDENCE else ()
    told = Section(
        "question",
        t(title),
        said=(*because, t(why)),
        table=_table(question, t),
    )
    section(told, t)
    key = f"question-{question.about}-{file[:12]}-{hash(question)}-{t.lang}"
    st.radio(
        t("Your answer"),
        range(len(question.candidates)),
        index=None,
        format_func=lambda place: _label(place, question, t),
        key=key,
        on_change=_answered,
        args=(question, key),
    )
    return signs(each.position for each in question.candidates)


def _answered(question: Question, key: str) -> None:
    place = st.session_state[key]
    if place is not None:
        bringing.answer(**answer_of(question.about, question.candidates[place].token))


def answer_of(about: str, token: str) -> dict[str, object]:
    """The field of `Answers` that a candidate fills."""
    if about == "axes":
        return {"swapped": token == "yes"}
    return {about: tuple(token.split("\t")) if about == "columns" else token}


def _label(place: int, question: Question, t: Translator) -> str:
    """A number and words of ours: a radio reads Markdown, and what a file says must stay letters,
    so it stands in the table."""
    candidate = question.candidates[place]
    said = f"{place + 1}"
    if told := words(question.about, candidate.token, t):
        said = f"{said} · {told}"
    return t("{answer} (likely)", answer=said) if candidate.likely else said


def _table(question: Question, t: Translator) -> Table:
    """The candidates by number: how the file reads with each, or where its first place lies."""
    if any(candidate.position for candidate in question.candidates):
        return _where(question, t)
    rows = tuple(
        Row(
            (
                str(place),
                words(question.about, each.token, t) or "—",
                sample(question.about, each),
            )
        )
        for place, each in enumerate(question.candidates, 1)
    )
    return Table(t("Possible answers"), (t("No."), t("Answer"), t("How it reads")), rows)


def _where(question: Question, t: Translator) -> Table:
    first = next(each.position for each in question.candidates if each.position)
    rows = []
    for place, each in enumerate(question.candidates, 1):
        told = words(question.about, each.token, t)
        if each.position is None:
            rows.append(Row((str(place), told, "—", "—", t("nowhere on the Earth"), "—")))
            continue
        lon, lat = each.position
        apart = "—" if each.position == first else metres(length_m([first, each.position]), t)
        where = region_at(lon, lat, t)
        rows.append(Row((str(place), told, f"{lat:.5f}", f"{lon:.5f}", where, apart)))
    heads = (
        t("No."),
        t("Answer"),
        t("Latitude"),
        t("Longitude"),
        t("Region there"),
        t("From the first"),
    )
    caption = t("Where the first place of the file would lie")
    return Table(caption, heads, tuple(rows), numbers=frozenset({2, 3, 5}))
