"""Proximity: what lies near a place, a position or the points of a file, how far, how sure."""

import streamlit as st

from layers.catalogue import collection
from ui import language, session
from ui.problems import refusals
from ui.proximity import files, near, on_the_map, said, tabled, told
from ui.proximity_address import asked
from ui.proximity_start import how_far, start

t = language.choose()
session.enter("proximity")

refusals(collection().refused, t)
wanted = asked()

with st.container(key="bring"):
    left, right = st.columns([5, 4], gap="medium")
    with left:
        first = st.container(key="answer")  # before the fields, whenever there is one
        starts, shapes = start(wanted, t)
        how_far(wanted, t)
        found = near(starts, wanted, t) if starts else None
        if found:
            with first:
                said(found, t)
            tabled(found, wanted, t)
    with right:
        on_the_map(found, shapes, wanted, t)

if found:
    told(found, t)
    files(found, wanted, t)
