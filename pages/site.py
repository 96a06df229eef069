"""Site sheet: everything that is known of one place, whose it is, what was decided, how sure."""

import streamlit as st

from ui import language, session, site

t = language.choose()
session.enter("site")

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
