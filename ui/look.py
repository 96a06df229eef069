"""The look of our own HTML pieces inside Streamlit's page."""

import streamlit as st

from layers.vendor import ADDRESS, own


def apply() -> None:
    """Point the page at our style sheet. By address, because Streamlit would send the sheet itself
    along at every rerun."""
    st.html(f'<style>@import url("{ADDRESS}{own("page.css").name}");</style>')
