"""The address of the page Workshop: which exercise, which step, in whose role, what is drawn. Of
one who learns alone the answers too, so that a page that is loaded anew is the same page."""

from dataclasses import dataclass

import streamlit as st

from geodata.exercises import Exercise
from ui import seat
from ui.screening_address import LONGEST, points_of
from workshop.answered import Answered
from workshop.judging import judge
from workshop.missing import NoKeyError

_ANSWERS = "a"
_MOST_ANSWERS = 60


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    step: int
    """From 1; one more than there are steps: what came of it."""
    role: str
    """Id of a role of the exercise; empty: none is chosen."""
    drawn: str
    """A line or a point that was drawn on the map: 43.27,77.20;43.28,77.24; else empty."""


def exercise_id() -> str:
    """The id that the address names; whether there is such an exercise is another matter."""
    return str(st.query_params.get("exercise", ""))


def asked(made: Exercise) -> Asked:
    """What the address asks of this exercise; what it cannot mean is passed over."""
    written = str(st.query_params.get("step", "1"))
    number = int(written) if written.isdecimal() and len(written) < 4 else 1
    role = str(st.query_params.get("role", ""))
    return Asked(
        step=min(max(number, 1), len(made.steps) + 1),
        role=role if role in {each.id for each in made.roles} else "",
        drawn=_drawn(),
    )


def _drawn() -> str:
    drawn = str(st.query_params.get("line") or st.query_params.get("point") or "")
    return drawn if len(drawn) <= LONGEST and points_of(drawn) else ""


def begin(identity: str) -> None:
    """Open an exercise at its first step; empty: the list of them. A callback."""
    lang = st.query_params.get_all("lang")
    st.query_params.from_dict({"lang": lang} if lang else {})
    if identity:
        st.query_params["exercise"] = identity


def go_to(step: int) -> None:
    """To another step; what was drawn belongs to the one before. A callback."""
    for name in ("line", "point"):
        st.query_params.pop(name, None)
    st.query_params["step"] = str(step)


def keep(answered: Answered) -> None:
    """Keep an answer, and in the address if nobody else keeps it."""
    seat.keep(answered)
    _write(answered.exercise)


def forget(exercise: str) -> tuple[Answered, ...]:
    """Remove the answers; which they were, to take it back."""
    before = tuple(seat.kept(exercise).values())
    seat.forget(exercise)
    st.query_params.pop(_ANSWERS, None)
    return before


def restore(made: Exercise) -> None:
    """Take over the answers of the address where none are known, each judged anew."""
    if seat.role() != "alone" or seat.kept(made.id):
        return
    for written in st.query_params.get_all(_ANSWERS)[:_MOST_ANSWERS]:
        identity, _, said = written.partition(":")
        step = made.step(identity)
        if step is None or step.asked.way == "read" or len(said) > LONGEST:
            continue
        try:
            found = judge(step, said)
        except NoKeyError:
            continue
        if not found.unclear:
            seat.keep(Answered(made.id, step.id, said, found.right))


def _write(exercise: str) -> None:
    if seat.role() == "alone":
        answers = seat.kept(exercise).values()
        st.query_params[_ANSWERS] = [f"{each.step}:{each.said}" for each in answers]
