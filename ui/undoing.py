"""What was just done to what an office keeps: one sentence, the way to see it, and Undo."""

from collections.abc import Callable

import streamlit as st

from geodata.escape import for_html
from geodata.office import store
from geodata.problems import ContractError
from i18n import N_, Translator
from layers.card import name
from layers.catalogue import collection
from ui.dossier import sheet_address
from ui.problems import refusals

_DONE, _REFUSED = "office_done", "office_refused"

SENTENCES = {
    "kept": N_("The boundary is kept. From now on every page uses it."),
    "removed": N_("The boundary is removed. What held before it holds again."),
    "restored": N_("The boundary holds again."),
    "layer_kept": N_("The layer is kept. From now on it stands in the legend of the map."),
    "layer_removed": N_("The layer is removed. What held before it holds again."),
    "layer_restored": N_("The layer holds again."),
    "taken_over": N_("What the other office sent is kept."),
}

_BACK: dict[str, Callable[[str], None]] = {
    "kept": lambda version: store().remove(version),
    "removed": lambda version: store().restore(version),
    "restored": lambda version: store().remove(version),
    "layer_kept": lambda version: store().remove_layer(version),
    "layer_removed": lambda version: store().restore_layer(version),
    "layer_restored": lambda version: store().remove_layer(version),
}
"""What undoes each of them."""


def kept(version: str, place: str) -> None:
    """A boundary was kept."""
    done("kept", version, place)


def done(what: str, version: str, place: str = "") -> None:
    """Note what was done; the page says it once more, with Undo, until something else is done."""
    st.session_state[_DONE] = (what, version, place)


def refused(error: ContractError) -> None:
    """Note that the data could not be written, and why."""
    st.session_state[_REFUSED] = error


def act(what: str, change: Callable[[str], None], version: str, place: str = "") -> None:
    """Do something to a version, in a callback, and note it."""
    try:
        change(version)
    except ContractError as error:
        refused(error)
    except KeyError:  # somebody else has changed the data meanwhile: the list tells how they are
        st.session_state.pop(_DONE, None)
    else:
        done(what, version, place)


def readable() -> bool:
    """Whether what the office keeps can be read. Why not, the collection tells on every page."""
    try:
        store().boundaries()
    except ContractError:
        return False
    return True


def tell(t: Translator) -> None:
    """The sentence, where to see it, and Undo."""
    error: ContractError | None = st.session_state.pop(_REFUSED, None)
    if error is not None:
        refusals([error], t)
    said: tuple[str, str, str] | None = st.session_state.get(_DONE)
    if said is None:
        return
    what, version, place = said
    with st.container(key="done", horizontal=True, vertical_alignment="center"):
        sentence = for_html(t(SENTENCES[what]))
        st.html(f'<p class="mura-done" role="status">{sentence}{_ways(place, t)}</p>')
        if what in _BACK:
            st.button(t("Undo"), key="undo", on_click=_undo, args=(what, version))


def _ways(place: str, t: Translator) -> str:
    if place not in collection().table.index:
        return ""
    named = for_html(name(collection().table.loc[place], t))
    sheet = for_html(sheet_address(place, t.lang))
    chart = for_html(f"./?lang={t.lang}#id={place}")
    seen = for_html(t("On the map"))
    return (
        f' <a href="{sheet}" target="_self">{named}</a>'
        f' · <a href="{chart}" target="_self">{seen}</a>'
    )


def _undo(what: str, version: str) -> None:
    try:
        _BACK[what](version)
    except ContractError as error:
        refused(error)
    except KeyError:
        pass  # it is not there any more: there is nothing to undo
    st.session_state.pop(_DONE, None)
