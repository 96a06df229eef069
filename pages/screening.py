"""Screening: how far a project lies from every zone, how deep inside, how sure, and what to do."""

import streamlit as st

from layers.catalogue import collection
from ui import language, session
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
        answer = screened(given, wanted, t) if given else None
        if answer:
            with first:
                five(answer, t)
        card(wanted, given, t)
    with right:
        on_the_map(answer, shapes, wanted, t)

if answer:
    told(answer, t)
    files(answer, t)
numbers(wanted, t)
