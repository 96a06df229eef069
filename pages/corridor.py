"""Corridor: the 33 parts from Chang'an to the Tianshan, from east to west."""

import streamlit as st

from analysis.corridor import chosen, kept_apart
from analysis.select import drawn
from dossiers import corridor, positions
from layers.catalogue import collection
from layers.vocabulary import NOT_STATED
from ui import corridor as page
from ui import language, session
from ui.dossier import section
from ui.map_panel import map_panel
from ui.problems import refusals

t = language.choose()
session.enter("corridor")

here = collection()
parts = corridor.parts()
wanted = page.asked(parts, page.parameters())
rows = chosen(parts, wanted)
query = page.query(rows, len(parts))

refusals(here.refused, t)
st.header(corridor.sentence(rows, len(parts), t), anchor=False)
page.filters(parts, wanted, t)
with st.container():  # always there: whatever stands before the map must not move it, or it reloads
    if rows.empty:
        st.info(t("Choose fewer types, centuries or countries, or clear the filters."))
        page.clear(t)
    if unknown := corridor.apart(kept_apart(parts, wanted), t):
        st.info(unknown)

map_panel(drawn(here.table, rows, query), query, t, home=page.home(parts), drawer=False)
st.caption(corridor.no_line(t))
st.caption(t(NOT_STATED))

if not rows.empty:
    section(corridor.parts_section(rows, t), t)
    section(corridor.timeline_section(rows, t), t)
    page.timeline(rows, t)
    if periods := corridor.periods_section(rows, t):
        section(periods, t)
if not parts.empty:
    section(corridor.types_section(parts, t), t)
    section(positions.second_sources_section(t), t)
    if dispute := positions.karamergen_section(t):
        section(dispute, t)
    section(corridor.affected_section(t), t)
