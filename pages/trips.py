"""Trips: days from a town to its designated places, in a good order, with what to mind."""

import streamlit as st

from layers.catalogue import collection
from layers.trips import trip
from ui import language, session
from ui.problems import refusals
from ui.trips import ask, files, on_the_map, said, told
from ui.trips_address import wish

t = language.choose()
session.enter("trips")

refusals(collection().refused, t)
wanted = wish()
made = trip(wanted) if wanted else None

with st.container(key="bring"):
    left, right = st.columns([5, 4], gap="medium")
    with left:
        if made:
            said(made, t)
        ask(wanted, t)
        if made:
            told(made, t)
    with right:
        on_the_map(made, t)

if made and made.days:
    files(made, t)
