"""Map: every designated place, filtered, drawn, listed, to download and to link to."""

import streamlit as st

from analysis.select import drawn, select
from geodata.escape import for_markdown
from layers.catalogue import collection
from layers.vocabulary import NOT_STATED
from ui import language, session
from ui.downloads import take_along
from ui.filters import filters
from ui.map_panel import map_panel
from ui.problems import refusals
from ui.table import table
from ui.words import on_the_map, reform_note, sentence

t = language.choose()

query = session.asked(returning=session.enter("map"))
here = collection()
rows = select(here.table, query) if query.layers else here.table.iloc[:0]
places = drawn(here.table, rows, query)

refusals(here.refused, t)
st.header(sentence(query, rows, t, for_markdown), anchor=False)
st.caption(on_the_map(query, rows, places, t))
with st.container():  # always there: whatever stands before the map must not move it, or it reloads
    if rows.empty:
        st.info(t("Switch on a layer in the legend, or clear the filters."))
    if note := reform_note(query, t):
        st.info(note)

with st.container(key="map-and-table"):
    left, right = st.columns([4, 3], gap="small")
    with left:
        map_panel(places, query, t)
    filters(query, t)  # in the sidebar, and after the map: what is sent first is painted first
    with right:
        table(rows, query, t)

with st.container(horizontal=True):
    take_along(rows, t, chosen=sentence(query, rows, t))
st.caption(t(NOT_STATED))
