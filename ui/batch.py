"""Rows of a file that are projects of their own: screened one by one, listed, one told in full."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import streamlit as st

from dossiers.batch import (
    ORDERS,
    ROWS_A_LEAF,
    batch_section,
    batch_table,
    counted,
    ordered,
    row_of,
    titled,
)
from dossiers.problems import sentence
from dossiers.report import file_name
from geodata.problems import ContractError
from i18n import Translator
from layers.answer import Answer, answers, each_by_itself
from layers.brought import Shape
from layers.freshness import now
from reports.batch import FORMS, file_of
from ui.dossier import section, table_html
from ui.looked import Looked
from ui.project import Given
from ui.screening import screened
from ui.screening_address import Asked, write

MOST_ROWS = 5_000
"""Rows that are screened at once: a quarter of a minute."""

_A_STEP = 25
"""Rows between two words of progress."""

_KEPT = "batch"


def looked_at(given: Given, asked: Asked, t: Translator) -> Looked | None:
    """The row that is asked for, else the gravest."""
    projects = each_by_itself(*given)
    every = _screened(projects, asked, t)
    if not every:
        return None
    by_number = {row_of(each): each for each in every}
    chosen = by_number.get(asked.row or 0) or ordered(every, "verdict")[0]
    answer = screened(projects[every.index(chosen)], asked, t)
    if answer is None:
        return None
    return Looked(
        answer=answer,
        title=t("The answer for {what}", what=titled(answer, t)),
        before=counted(every, t),
        below=tuple(_drawn(every, chosen, t)),
        beside=partial(_listed, every, row_of(chosen), given, asked, t),
    )


def _screened(rows: list[Given], asked: Asked, t: Translator) -> tuple[Answer, ...]:
    """Every row by itself; none, and why, where that cannot be. What was screened a moment ago is
    remembered."""
    if len(rows) > MOST_ROWS:
        most, n = t.number(MOST_ROWS), t.number(len(rows))
        st.error(t("At most {most} rows can be screened at once, and the file has {n}. Divide it.",
                   most=most, n=n))  # fmt: skip
        return ()
    key = tuple(rows), tuple(asked.values.items()), asked.training, now().revision
    kept: tuple[object, tuple[Answer, ...]] = st.session_state.get(_KEPT, (None, ()))
    if kept[0] != key:
        try:
            kept = key, tuple(_with_progress(rows, asked, t))
        except ContractError as error:
            for problem in error.problems:
                st.error(sentence(problem, t))
            return ()
        st.session_state[_KEPT] = kept
    return kept[1]


def _with_progress(rows: list[Given], asked: Asked, t: Translator) -> Iterator[Answer]:
    place = st.empty()
    try:
        for done, each in enumerate(answers(rows, (), asked.values, asked.training)):
            if done % _A_STEP == 0:
                told = t("Screened {n} of {total}", n=t.number(done), total=t.number(len(rows)))
                place.progress(done / len(rows), text=told)
            yield each
    finally:
        place.empty()


def _drawn(every: Sequence[Answer], chosen: Answer, t: Translator) -> Iterator[Shape]:
    """All rows by their verdict, the gravest on top; the one that is told in full has its own
    sign."""
    for each in reversed(ordered(every, "verdict")):
        if each is not chosen:
            yield Shape(f"row_{each.verdict}", each.screening.project.shapes[0], titled(each, t))


def _listed(
    every: Sequence[Answer], chosen: int, given: Given, asked: Asked, t: Translator
) -> None:
    """The rows, as many as a leaf holds; files of them all; which of them is told below."""
    rows = ordered(every, asked.order)
    leaves = -(-len(rows) // ROWS_A_LEAF)
    leaf = min(asked.leaf, leaves)
    shown = rows[(leaf - 1) * ROWS_A_LEAF : leaf * ROWS_A_LEAF]
    section(batch_section(every, given[0].left_out, t), t)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        orders = {order: t(words) for order, (words, _) in ORDERS.items()}
        _choice("order", t("Order of the rows"), orders, asked.order, t)
        if leaves > 1:
            total = t.number(leaves)
            numbers = {
                n: t("{n} of {total}", n=t.number(n), total=total) for n in range(1, leaves + 1)
            }
            _choice("leaf", t("Leaf of the list"), numbers, leaf, t)
    st.html(table_html(batch_table(shown, t), t))
    _files(every, given, t)
    names = {row_of(each): titled(each, t) for each in rows}
    _choice("row", t("Which row is told in full below"), names, chosen, t)


def _choice(name: str, label: str, said: dict[Any, str], now: str | int, t: Translator) -> None:
    """A choice that stands in the address: its values, and what each is called."""
    key = f"batch-{name}-{t.lang}"
    st.session_state[key] = now
    st.selectbox(
        label,
        list(said),
        format_func=said.__getitem__,
        key=key,
        on_change=lambda: write(name, st.session_state[key]),
    )


def _files(every: Sequence[Answer], given: Given, t: Translator) -> None:
    with st.container(horizontal=True):
        for form, (label, media) in FORMS.items():
            st.download_button(
                t("All rows as {form}", form=label),
                partial(file_of, form, every, given[0], t),
                file_name(every[0], f"mura-rows.{form}"),
                media,
                on_click="ignore",
                key=f"batch-{form}",
            )
