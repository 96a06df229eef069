"""The frame of every page: configuration, language, navigation, the one heading.

app.py serves this script. It stands in ui/ and not at the top, because Streamlit's test harness
takes a folder pages/ beside the script for the old kind of multipage app.
"""

import streamlit as st

from layers.freshness import one_moment
from ui import language, look
from ui.bar import SECTIONS, open_pages

t = language.choose()
OPEN = open_pages()
pages = {
    file: st.Page(
        f"../pages/{file}.py",
        title=t(title),
        url_path=file.replace("_", "-"),
        default=file == OPEN[0][0],
    )
    for file, title, _ in OPEN
}
bar = {
    t(section) if section else "": [pages[file] for file in files if file in pages]
    for section, files in SECTIONS
}
page = st.navigation(bar, position="top")
purpose = next(purpose for file, _, purpose in OPEN if pages[file] == page)
brand = t("Mura")
st.set_page_config(page_title=f"{page.title} · {brand}", page_icon="🧭", layout="wide")
look.apply(t)

with st.container(
    key="heading",
    horizontal=True,
    horizontal_alignment="distribute",
    vertical_alignment="center",
):
    with st.container(width="stretch", gap="xxsmall"):
        st.title(page.title, anchor=False)
        st.caption(t(purpose))
    language.switch(t)
with one_moment():  # whoever loads a boundary meanwhile: this page is ended as it was begun
    page.run()
