"""Screening: how far a project lies from every zone, how deep inside, how sure, and what to do."""

import streamlit as st

from layers.catalogue import collection
from ui import language, session
from ui.detour import asked_and_told, line_of, way_round
from ui.letter import letter
from ui.options import asked_as_options, best, compared
from ui.problems import refusals
from ui.project import card, numbers, project
from ui.screening import files, five, on_the_map, screened, told
from ui.screening_address import asked

t = language.choose()
session.enter("screening")

refusals(collection().refused, t)
wanted = asked()

with st.container(key="bring"):
    left, right = st.columns([5, 4], gap="medium")
    with left:
        first = st.container(key="answer")  # before the fields, whenever there is one
        given, shapes = project(wanted, t)
        every = asked_as_options(given, wanted, t)
        answers = [answer for each in every if (answer := screened(each, wanted, t))]
        options, chosen = best(answers, wanted) if answers else ((), 1)
        answer = answers[chosen - 1] if answers else None
        if answer:
            with first:
                five(answer, t)
        card(wanted, given, t)
        way = way_round(answer, wanted) if answer else None
    with right:
        others = options if len(answers) > 1 else ()
        on_the_map(answer, shapes, wanted, t, others, line_of(way))

if answer:
    if len(answers) > 1:
        compared(options, answers, chosen, t)
    asked_and_told(answer, way, wanted, t)
    told(answer, t)
    letter(answer, wanted, t, answers if len(answers) > 1 else ())
    files(answer, t)
numbers(wanted, t)
