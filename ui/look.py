"""The look of our own HTML pieces inside Streamlit's page, and the language it is read in."""

import streamlit as st

from i18n import Translator
from layers.vendor import ADDRESS, legend_sheet, own

LANGUAGE_MARK = "mura-language"
"""Class of the piece whose `lang` is the page's: see ui/front.py."""


def apply(t: Translator) -> None:
    """Point the page at our style sheets, and mark the language for screen readers.

    By address, because Streamlit would send a sheet itself along at every rerun.
    """
    sheets = (own("page.css").name, legend_sheet().name)
    imports = "".join(f'@import url("{ADDRESS}{name}");' for name in sheets)
    st.html(f"<style>{imports}</style>")
    st.html(f'<span hidden class="{LANGUAGE_MARK}" lang="{t.lang}"></span>')
