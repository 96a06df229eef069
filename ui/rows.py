"""What the rows of a file are: one project, options of one road, each a project of its own. Nothing
in a file tells, so it is asked."""

from collections.abc import Callable

import streamlit as st

from analysis.options import MOST
from i18n import N_, Translator
from ui import batch, options
from ui.looked import THE_ANSWER, Looked
from ui.project import Given
from ui.screening import screened
from ui.screening_address import Asked, write

MEANT = {
    "one": N_("one project together"),
    "options": N_("options of one road"),
    "each": N_("each a project of its own"),
}
"""By the tokens of the address."""

_LINES = ("LineString", "MultiLineString")


def looked_at(given: Given | None, asked: Asked, t: Translator) -> Looked | None:
    """What is screened and what of it is looked at; None where there is nothing yet."""
    return None if given is None else _SCREENED[_meant(given, asked, t)](given, asked, t)


def _as_one(given: Given, asked: Asked, t: Translator) -> Looked | None:
    answer = screened(given, asked, t)
    return None if answer is None else Looked(answer=answer, title=t(THE_ANSWER))


_SCREENED: dict[str, Callable[[Given, Asked, Translator], Looked | None]] = {
    "one": _as_one,
    "options": options.looked_at,
    "each": batch.looked_at,
}


def _meant(given: Given, asked: Asked, t: Translator) -> str:
    """One of MEANT; asked where there is more than one row."""
    n = len(given[1].shapes)
    if n < 2:
        return "one"
    possible = ["one", *(["options"] if _may_be_options(given) else []), "each"]
    now = asked.rows if asked.rows in possible else "one"
    key = f"rows-{t.lang}"
    st.session_state[key] = now

    def changed() -> None:
        rows = st.session_state[key]
        write("rows", None if rows == "one" else rows)

    st.segmented_control(
        t.plural("The {n} row of the file is", "The {n} rows of the file are", n),
        possible,
        format_func=lambda rows: t(MEANT[rows]),
        key=key,
        on_change=changed,
        required=True,
    )
    return now


def _may_be_options(given: Given) -> bool:
    shapes = given[1].shapes
    return len(shapes) <= MOST and all(each.geom_type in _LINES for each in shapes)
