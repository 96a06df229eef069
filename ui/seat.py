"""Whose answers these are: of one who learns alone, of a learner in a class, of its trainer.

Who learns alone has them in his session; in a class they lie in its seats, where the trainer sees
them, and a page that is loaded anew finds them.
"""

import streamlit as st

from workshop.answered import Answered
from workshop.classroom import here

COOKIE = "mura_seat"
"""What a browser shows of its seat: see ui/door.py."""

CLOSED = ("boundaries", "ledger")
"""Pages, by their files, that are no part of a class: they are about what an office keeps."""

_ANSWERS = "workshop_answers"


def role() -> str:
    """alone, learner or trainer."""
    room = here()
    if room is None:
        return "alone"
    seat = room.seat(_token())
    return "trainer" if seat and seat.is_trainer else "learner"


def is_closed(page: str) -> bool:
    """Whether a page, by its file, is closed here."""
    return here() is not None and page in CLOSED


def keep(answered: Answered) -> None:
    """Note an answer in the place of an earlier one to the same step."""
    if room := here():
        room.keep(_token(), answered)
    else:
        _answers()[answered.exercise, answered.step] = answered


def kept(exercise: str) -> dict[str, Answered]:
    """The answers to an exercise, by the id of the step, in the order in which they were given."""
    if room := here():
        return room.kept(_token(), exercise)
    return {step: each for (of, step), each in _answers().items() if of == exercise}


def forget(exercise: str) -> None:
    """Begin an exercise anew."""
    if room := here():
        room.forget(_token(), exercise)
        return
    for key in [key for key in _answers() if key[0] == exercise]:
        del _answers()[key]


def _token() -> str:
    return str(st.context.cookies.get(COOKIE, ""))


def _answers() -> dict[tuple[str, str], Answered]:
    answers: dict[tuple[str, str], Answered] = st.session_state.setdefault(_ANSWERS, {})
    return answers
