"""Screening: how far a project lies from every zone, how deep inside, how sure, and what to do."""

import streamlit as st

from layers.catalogue import collection
from ui import detour, language, seat, session
from ui.keeping import adding_up, keeping
from ui.letter import letter
from ui.problems import refusals
from ui.project import card, numbers, project
from ui.rows import looked_at
from ui.screening import files, five, on_the_map, told, training
from ui.screening_address import asked

t = language.choose()
session.enter("screening")

refusals(collection().refused, t)
wanted = asked()
training(wanted, t)

with st.container(key="bring"):
    left, right = st.columns([5, 4], gap="medium")
    with left:
        first = st.container(key="answer")  # before the fields, whenever there is one
        given, shapes = project(wanted, t)
        found = looked_at(given, wanted, t)
        if found:
            with first:
                five(found.answer, found.title, found.before, t)
                adding_up(found.answer, t)
        card(wanted, given, t)
        way = detour.asked_for(found.answer, wanted) if found else None
    with right:
        answer, below = (found.answer, found.below) if found else (None, ())
        on_the_map(answer, shapes, wanted, t, below, detour.drawn(way, t))

if found:
    found.beside()
    detour.asked_and_told(found.answer, way, wanted, t)
    told(found.answer, t)
    letter(found.answer, wanted, t, found.options)
    files(found.answer, t)
    if not seat.is_closed("ledger"):
        keeping(found.answer, t)
numbers(wanted, t)
