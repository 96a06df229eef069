"""Site sheet: everything that is known of one place, whose it is, what was decided, how sure."""

import streamlit as st

from layers.catalogue import collection
from ui import language, session, site
from ui.problems import refusals

t = language.choose()
session.enter("site")

refusals(collection().refused, t)
identity = site.asked()
if identity is None:
    site.finder(t)
    st.stop()

told = site.told(identity, t.lang)
left, right = st.columns([3, 2], gap="medium")
with left:
    site.title(told, t)
    site.contents(told.sections, t)
with right:
    site.where(identity, t)
site.sections(told, t)
