"""The look of our own HTML pieces inside Streamlit's page."""

from pathlib import Path

import streamlit as st

_SHEET = Path(__file__).parent / "page.css"


def apply() -> None:
    """Put our style sheet into the page. It is a constant: no text of data ever enters it."""
    st.html(_SHEET)
