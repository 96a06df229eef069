"""The exercises there are, and the one that is open. A file that is broken is told, and the others
work."""

import streamlit as st

from geodata.escape import for_html, for_markdown
from geodata.exercises import Exercise, Shelf, shelf
from geodata.problems import ContractError
from i18n import Translator
from ui import seat
from ui.exercise import exercise
from ui.exercise_address import begin, exercise_id
from ui.problems import refusals
from workshop.keys import problems_of
from workshop.outcomes import score

TRAINING = "mura-training"


def exercises(t: Translator) -> None:
    """Show the exercise of the address, else the list."""
    here = shelf()
    made = here.exercises.get(exercise_id())
    if made is None:
        _list(here, t)
        return
    if problems := problems_of(made):
        refusals([ContractError(made.id, problems)], t)
    exercise(made, t)


def _list(here: Shelf, t: Translator) -> None:
    said = for_html(t("The boundaries and roads of the exercises are invented, and say so."))
    st.html(f'<p class="{TRAINING}">{said}</p>')
    if exercise_id():
        st.warning(t("There is no such exercise, or its file is broken."))
    refusals(here.refused, t)
    for made in sorted(here.exercises.values(), key=lambda each: each.minutes):
        _entry(made, t)


def _entry(made: Exercise, t: Translator) -> None:
    with st.container(border=True, key=f"exercise-{made.id}"):
        st.html(
            f'<section class="mura-section"><h2 id="{for_html(made.id)}">'
            f"{for_html(made.title[t.lang])}</h2><p>{for_html(made.introduction[t.lang])}</p>"
            f'<p class="mura-note">{for_html(_measures(made, t))}</p></section>'
        )
        begun = bool(seat.kept(made.id))
        name = for_markdown(made.title[t.lang])
        words = t("Go on with “{name}”", name=name) if begun else t("Begin “{name}”", name=name)
        st.button(words, key=f"begin-{made.id}", on_click=begin, args=(made.id,))


def _measures(made: Exercise, t: Translator) -> str:
    """How long it takes, how much is asked, how far one has come."""
    said = [
        t.plural("{n} minute", "{n} minutes", made.minutes),
        t.plural("{n} step", "{n} steps", len(made.steps)),
    ]
    if seat.kept(made.id):
        right, judged = score(made, seat.kept(made.id))
        said.append(t("right so far: {right} of {judged}", right=right, judged=judged))
    return " · ".join(said)
