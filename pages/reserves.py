"""Biosphere reserves: zones in hectares, regions then and now, corridors, protective zones."""

import streamlit as st

from analysis.select import drawn, select
from dossiers.nature import corridors, nature_law, protective_zone, related_areas
from dossiers.reserves import (
    candidates,
    conflicts,
    regions_then_and_now,
    zones,
    zones_by_region,
)
from geodata.records import ecological_corridors, rules
from layers.catalogue import collection
from layers.vocabulary import NOT_STATED
from ui import language, session
from ui.map_panel import map_panel
from ui.problems import refusals
from ui.reserves import KAZAKHSTAN, asked, contents, filters, regions_chart, tell, zones_chart
from ui.words import on_the_map, reform_note, sentence

t = language.choose()
session.enter("reserves")

query = asked()
here = collection()
rows = select(here.table, query)
places = drawn(here.table, rows, query)

then_and_now = regions_then_and_now(rows, t)
in_hectares = zones(rows, t)
by_region = zones_by_region(rows, query.as_of, t)
others = (
    conflicts(rows, t),
    candidates(rows, t),
    corridors(ecological_corridors(), t),
    related_areas(ecological_corridors(), t),
    protective_zone(rules(), t),
    nature_law(rules(), t),
)

refusals(here.refused, t)
st.header(sentence(query, rows, t), anchor=False)
st.caption(on_the_map(query, rows, places, t))
with st.container():  # always there: whatever stands before the map must not move it, or it reloads
    if rows.empty:
        st.info(t("No reserve matches. Choose another region or country, or clear the filters."))
        if note := reform_note(query, t):  # else it stands below the table of regions
            st.info(note)
contents((then_and_now, in_hectares, by_region, *others), t)

with st.container(key="map-and-table"):
    left, right = st.columns([4, 3], gap="small")
    with left:
        map_panel(places, query, t, home=KAZAKHSTAN)
    filters(query, t)  # in the sidebar, and after the map: what is sent first is painted first
    with right:
        tell(then_and_now, t)
st.caption(t(NOT_STATED))

tell(in_hectares, t, lambda: zones_chart(rows, t))
tell(by_region, t, lambda: regions_chart(rows, query.as_of, t))
for each in others:
    tell(each, t)
