"""Holds the address and the widgets together: whoever changed last wins.

A widget belongs to one `generation` of the page. When the address changes by itself (a link, the
back button, a reset) a new generation of widgets is made, with the address as their defaults. The
language is in the key as well, because Streamlit keeps a choice as the text that was chosen.
"""

import secrets
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.select import Query
from i18n import Translator
from ui import state

_WRITTEN = "map_written"
_GENERATION = "map_generation"
_PAGE = "page"
_ADDRESSES = "addresses"


def enter(page: str) -> bool:
    """Note which page runs. True if the user came from another page of this session."""
    before = st.session_state.get(_PAGE)
    st.session_state[_PAGE] = page
    returning = before not in (None, page)
    if page != "map":  # which compares what comes back with its query: see `asked`
        _recall(page, returning)
    return returning


def page() -> str:
    """The page that runs; empty before any has."""
    return str(st.session_state.get(_PAGE, ""))


def _recall(page: str, returning: bool) -> None:
    """Give a page its address back: Streamlit empties it on the way from another page, and the
    back button of a browser would lose the sheet or the filter that it goes back to."""
    addresses: dict[str, dict[str, list[str]]] = st.session_state.setdefault(_ADDRESSES, {})
    asked = {name: st.query_params.get_all(name) for name in st.query_params if name != "lang"}
    if returning and not asked:
        asked = addresses.get(page, {})
        for name, values in asked.items():
            st.query_params[name] = values
    addresses[page] = asked


def asked(returning: bool) -> Query:
    """The query to start from: the address, or, coming back from another page, the last one."""
    written: Query | None = st.session_state.get(_WRITTEN)
    query = state.read({name: st.query_params.get_all(name) for name in st.query_params})
    if returning and written is not None and query == state.DEFAULT:
        query = written
        _write(query)
    if query != written:
        _next_generation()
    st.session_state[_WRITTEN] = query
    return query


def current() -> Query:
    """The query as it stands."""
    query: Query = st.session_state[_WRITTEN]
    return query


def change(**fields: Any) -> None:
    """Change fields of the query, here and in the address. For callbacks: they run before the page.

    The address is written only here and when one comes back: rewriting it drops the map position
    after #, and the map has to put it back.
    """
    st.session_state[_WRITTEN] = replace(current(), **fields)
    _write(current())


def reset() -> None:
    """Forget every filter. A callback: it runs before the page does."""
    _next_generation()
    st.session_state[_WRITTEN] = state.DEFAULT
    _write(state.DEFAULT)


def key(name: str, t: Translator) -> str:
    """The key of a widget of this generation, in this language."""
    return f"{name}-{t.lang}-{st.session_state[_GENERATION]}"


def _next_generation() -> None:
    # At random, because a browser that outlives the server comes back with the widgets it had: what
    # was clicked meanwhile never reached the query, and must not look as if it had.
    st.session_state[_GENERATION] = secrets.token_hex(3)


def _write(query: Query) -> None:
    language = st.query_params.get_all("lang")
    parameters = ({"lang": language} if language else {}) | state.write(query)
    st.query_params.from_dict(parameters)
