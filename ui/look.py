"""The look of our own HTML pieces inside Streamlit's page, and the language it is read in."""

import streamlit as st

from i18n import Translator
from layers.vendor import ADDRESS, legend_sheet, own

_speak = st.components.v2.component(
    "mura_language",
    html="<span hidden></span>",
    js="""export default function ({ data }) {
      document.documentElement.lang = data.lang;
    }
    """,
)


def apply(t: Translator) -> None:
    """Point the page at our style sheets, and tell screen readers its language.

    By address, because Streamlit would send a sheet itself along at every rerun. Streamlit's page
    always says that it is English; the one line of script that mends it is a constant of ours.
    """
    sheets = (own("page.css").name, legend_sheet().name)
    imports = "".join(f'@import url("{ADDRESS}{name}");' for name in sheets)
    st.html(f"<style>{imports}</style>")
    _speak(data={"lang": t.lang}, key="mura_language")
