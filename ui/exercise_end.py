"""What came of an exercise: the answers, one's own timeline beside what really happened, what to
take home."""

import streamlit as st

from dossiers.events import linked, when
from dossiers.parts import Cell, Link, Row, Section, Table
from geodata.exercises import Event, Exercise
from i18n import Translator
from ui import seat
from ui.dossier import section
from workshop.outcomes import asked_of, file_name, key_said, outcome, said, score, to_csv
from workshop.timeline import decided


def told(made: Exercise, t: Translator) -> None:
    """Show the end."""
    section(_results(made, t), t)
    st.download_button(
        t("Results as CSV, without a name"),
        to_csv(made, seat.kept(made.id), t),
        file_name(made),
        "text/csv",
        on_click="ignore",
        key="exercise-results",
    )
    if made.events:
        section(_timeline(made, t), t)
    if made.debrief:
        section(_debrief(made, t), t)


def _results(made: Exercise, t: Translator) -> Section:
    answers = seat.kept(made.id)
    right, judged = score(made, answers)
    rows = tuple(
        Row(
            (
                str(made.steps.index(step) + 1),
                step.text[t.lang],
                said(step, answers.get(step.id), t.lang),
                outcome(answers.get(step.id), t),
                key_said(step, answers.get(step.id), t),
            )
        )
        for step in asked_of(made)
    )
    heads = (t("Step"), t("Task"), t("Answer"), t("Result"), t("Right answer"))
    return Section(
        "results",
        t("What came of it"),
        said=(t("Right: {right} of {judged}.", right=right, judged=judged),),
        table=Table(t("Answers"), heads, rows),
    )


def _timeline(made: Exercise, t: Translator) -> Section:
    """One's own dates beside what happened, in the order of time."""
    own = decided(made, seat.kept(made.id))
    mine = [(each.ends, each.choice.text[t.lang], None) for each in own]
    real = [(each.date, "–", each) for each in made.events]
    every = sorted([*mine, *real], key=lambda each: each[0])
    rows = tuple(
        Row((when(date, t), words, _happened(event, t) if event else "–"))
        for date, words, event in every
    )
    heads = (t("When"), t("In your exercise"), t("What really happened"))
    notes = (t("The months of your decisions are an assumption of the exercise."),) if own else ()
    return Section(
        "dates",
        t("Your decisions beside what happened"),
        table=Table(t("Timeline"), heads, rows),
        notes=notes,
    )


def _happened(event: Event, t: Translator) -> Cell:
    return event.text[t.lang], *_sources(event.source)


def _sources(written: str) -> tuple[str | Link, ...]:
    """Addresses among the words become links; the other words stay together."""
    words = written.split()
    others = " ".join(word for word in words if "://" not in word)
    return (*(linked(word) for word in words if "://" in word), *filter(None, (others,)))


def _debrief(made: Exercise, t: Translator) -> Section:
    points = tuple((each.text[t.lang], *_sources(each.source)) for each in made.debrief)
    return Section("debrief", t("To take home"), points=points)
