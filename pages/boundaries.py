"""Boundaries and layers: what a user brings is read, asked about, placed, compared and kept."""

import streamlit as st

from layers.catalogue import collection
from ui import address, exchange, kept, language, own_layers, session, undoing
from ui.brought import chosen_subject, on_the_map
from ui.problems import refusals
from ui.steps import steps

t = language.choose()
session.enter("boundaries")

refusals(collection().refused, t)
readable = undoing.readable()
undoing.tell(t)
chosen_subject(t)
wanted = address.wanted()

with st.container(key="bring"):
    left, right = st.columns([5, 4], gap="medium")
    with left:
        shapes = steps(wanted, readable, t)
    with right:
        on_the_map(shapes, wanted, t)

if readable:
    kept.boundaries(t)
    own_layers.listed(t)
    exchange.exchange(t)
