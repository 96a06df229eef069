"""Sources: who published each figure, when, under which licence, and how sure it is."""

import streamlit as st

from geodata.sources import basemap_sources, layer_sources
from layers.catalogue import collection
from ui import language, session
from ui.sources import source_table

t = language.choose()
session.enter("sources")

st.header(t("Layers"), anchor=False)
source_table(layer_sources(), collection().table, t)
st.header(t("Basemap"), anchor=False)
source_table(basemap_sources(), None, t)
