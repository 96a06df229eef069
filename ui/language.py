"""Which language this session reads, and the switch that changes it."""

import streamlit as st

from i18n import LANGUAGES, NAMES, Translator, translator

_CHOSEN = "language"
_SWITCH = "language_switch"


def choose() -> Translator:
    """The language of the address, else the one chosen before, else the browser's, else Kazakh.

    A chosen language stays in the address of every page, so that a link restores it.
    """
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        st.session_state[_CHOSEN] = asked
    chosen = st.session_state.get(_CHOSEN)
    if chosen is None:
        return translator(_of_browser())
    if asked != chosen:
        st.query_params["lang"] = chosen
    return translator(chosen)


def switch(t: Translator) -> None:
    """The switch between the languages. Page, filters and map position stay as they are."""
    st.session_state[_SWITCH] = t.lang
    st.segmented_control(
        t("Language"),
        LANGUAGES,
        format_func=NAMES.__getitem__,
        key=_SWITCH,
        on_change=_switched,
        label_visibility="collapsed",
        required=True,
    )


def _switched() -> None:
    st.session_state[_CHOSEN] = st.session_state[_SWITCH]
    st.query_params["lang"] = st.session_state[_SWITCH]


def _of_browser() -> str:
    wanted = (st.context.locale or "").split("-")[0].lower()
    return wanted if wanted in LANGUAGES else LANGUAGES[0]
