"""Talgar: the place, the road that was begun through it, what was decided, what was learnt."""

import streamlit as st

from analysis.select import drawn
from dossiers import talgar
from layers.catalogue import collection
from layers.vocabulary import NOT_STATED
from ui import language, session
from ui.dossier import section
from ui.map_panel import map_panel
from ui.problems import refusals
from ui.talgar import onward

t = language.choose()
session.enter("talgar")

here = collection()
rows = talgar.around()
query = talgar.query(rows)

refusals(here.refused, t)
map_panel(drawn(here.table, rows, query), query, t, home=talgar.HOME, drawer=False)
st.caption(talgar.cannot_say(t))
st.caption(t(NOT_STATED))
onward(t)

section(talgar.identity_section(t), t)
section(talgar.extent_section(t), t)
section(talgar.story_section(t), t)
section(talgar.decisions_section(t), t)
section(talgar.pressure_section(t), t)
section(talgar.lessons_section(t), t)
