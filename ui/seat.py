"""Whose answers these are: of somebody who learns alone, of a learner in a class, of its trainer."""

import streamlit as st

from workshop.answered import Answered

_ANSWERS = "workshop_answers"


def role() -> str:
    """alone, learner or trainer."""
    return "alone"


def keep(answered: Answered) -> None:
    """Note an answer in the place of an earlier one to the same step."""
    _answers()[answered.exercise, answered.step] = answered


def kept(exercise: str) -> dict[str, Answered]:
    """The answers to an exercise, by the id of the step, in the order in which they were given."""
    return {step: each for (of, step), each in _answers().items() if of == exercise}


def forget(exercise: str) -> None:
    """Begin an exercise anew."""
    for key in [key for key in _answers() if key[0] == exercise]:
        del _answers()[key]


def _answers() -> dict[tuple[str, str], Answered]:
    answers: dict[tuple[str, str], Answered] = st.session_state.setdefault(_ANSWERS, {})
    return answers
