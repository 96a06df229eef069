"""The sidebar of the Map page: the legend, which is the switch of the layers, and the filters.

A widget only shows the query and, when it is changed, changes it: by a callback, before the page
runs. So the page can draw the map first and the sidebar after it, and the map answers sooner.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.select import Query
from geodata.escape import for_html, for_markdown
from i18n import Translator, translator
from layers.catalogue import collection
from layers.declaration import Layer
from layers.freshness import while_data_stay
from layers.symbols import KIND_SVG
from layers.vendor import symbol_address
from layers.vocabulary import CATEGORIES, KIND_NAMES, LEGEND_OF_KINDS, REGIONS, country_name
from ui import session, state


def filters(query: Query, t: Translator) -> None:
    """Show the legend and the filters as the query has them."""
    with st.sidebar:
        _legend(query, t)
        st.header(t("Filters"), anchor=False)
        if query.places:
            _only_the_list(query, t)
        _where_and_when(query, t)
        _more(query, t)
        st.button(t("Clear all filters"), on_click=session.reset, width="stretch")


def _legend(query: Query, t: Translator) -> None:
    st.header(t("Layers"), anchor=False)
    here = collection()
    sizes = Counter(here.table["layer"])
    headings = _headings(here.known, t)
    for layer in here.known:
        if layer.name in headings:
            st.caption(headings[layer.name])
        key = session.key(layer.name, t)
        # The style sheet draws the symbol before the label: in the label it would be read out.
        st.checkbox(
            f"{for_markdown(layer.called(t))} ({sizes[layer.name]})",
            value=layer.name in query.layers,
            key=key,
            on_change=_switch,
            args=(layer.name, key),
            disabled=layer.name not in here.digests,
        )
    st.html(kinds(t))


def _headings(layers: tuple[Layer, ...], t: Translator) -> dict[str, str]:
    """What stands before the first of those that UNESCO did not designate, and of the office's."""
    undesignated = [layer.name for layer in layers if not layer.designated and not layer.own]
    own = [layer.name for layer in layers if layer.own]
    said = {
        t("Not designated by UNESCO, for orientation:"): undesignated,
        t("Layers of the office's own:"): own,
    }
    return {names[0]: words for words, names in said.items() if names}


def _switch(name: str, key: str) -> None:
    on = set(session.current().layers) - {name}
    if st.session_state[key]:
        on.add(name)
    session.change(layers=tuple(layer.name for layer in collection().known if layer.name in on))


def kinds(t: Translator, symbol: Callable[[str], str] = symbol_address) -> str:
    """The ways in which a place is drawn. `symbol`: address of a kind's picture."""
    return _kinds(t.lang, symbol)


@while_data_stay()
def _kinds(lang: str, symbol: Callable[[str], str]) -> str:
    t = translator(lang)
    said = {kind: t(words) for kind, words in LEGEND_OF_KINDS.items()}
    here = collection().table
    drawn = set(here["geometry_kind"])
    if "boundary" not in drawn:
        said["boundary"] = t("boundary: a real outline; none is loaded")
    absent = {"line"} - drawn | (set() if here["zones"].notna().any() else {"zone"})
    rows = "".join(
        f'<li><img alt="" src="{symbol(kind)}" width="28" height="24"> '
        f"<span>{for_html(said[kind])}</span></li>"
        for kind in KIND_SVG
        if kind not in absent
    )
    return f'<ul class="mura-kinds">{rows}</ul>'


def _where_and_when(query: Query, t: Translator) -> None:
    countries = {code: country_name(code, t) for code in state.countries()}
    _several("countries", t("Country"), countries, query, t)
    times = {"today": t("today"), "2019": "2019"}
    _one("as_of", t("Regions and designations as of"), times, query.as_of, t)
    regions = {code: t(name) for code, (name, _) in REGIONS.items()}
    _several("regions", t("Region of Kazakhstan"), regions, query, t)
    st.caption(t("Year of inscription or designation"))
    with st.container(horizontal=True):
        _year("year_from", t("from"), query.year_from, t)
        _year("year_to", t("to"), query.year_to, t)


def _only_the_list(query: Query, t: Translator) -> None:
    """The list that a link brought; switched off, it is forgotten."""
    label = t.plural("Only {n} place of the list", "Only {n} places of the list", len(query.places))
    key = session.key("only-the-list", t)
    st.checkbox(label, value=True, key=key, on_change=_changed, args=("places", key, _no_list))


def _no_list(_: bool) -> tuple[str, ...]:
    return ()


def _more(query: Query, t: Translator) -> None:
    """The rarer filters, behind a fold that is open if one of them is set."""
    fold = st.expander(
        t("More filters"),
        expanded=replace(query, **_NO_MORE) != query,
        key=session.key("more", t),
        on_change="rerun",
    )
    if not fold.open:
        return
    with fold:
        categories = {token: t(word) for token, word in CATEGORIES.items()}
        _several("categories", t("Category"), categories, query, t)
        criteria = {numeral: f"({numeral})" for numeral in state.CRITERIA}
        _several("criteria", t("Criteria"), criteria, query, t)
        _flag("in_danger", t("In danger or to be checked"), query.in_danger, t)
        _either("serial", t("Serial"), query.serial, t)
        _either("transboundary", t("Transboundary"), query.transboundary, t)
        kinds = {token: t(word) for token, word in KIND_NAMES.items()}
        _several("kinds", t("On the map as"), kinds, query, t)


_NO_MORE: dict[str, Any] = {
    name: Query.__dataclass_fields__[name].default
    for name in ("categories", "criteria", "in_danger", "serial", "transboundary", "kinds")
}


# One widget a kind of question. `field` is the field of the query that it shows and changes.


def _several(field: str, label: str, words: dict[str, str], query: Query, t: Translator) -> None:
    """Any number of options; they enter the query in the order of the options."""
    key = session.key(field, t)
    st.multiselect(
        label,
        list(words),
        default=getattr(query, field),
        format_func=words.__getitem__,
        key=key,
        on_change=_changed,
        args=(field, key, lambda chosen: tuple(each for each in words if each in chosen)),
        placeholder=t("any"),
        select_all=False,
    )


def _one(field: str, label: str, words: dict[str, str], chosen: str, t: Translator) -> None:
    """Exactly one of a few options."""
    key = session.key(field, t)
    st.segmented_control(
        label,
        list(words),
        default=chosen,
        format_func=words.__getitem__,
        key=key,
        on_change=_changed,
        args=(field, key, _ANSWERS.get),
        required=True,
    )


_ANSWERS: dict[str, Any] = {"today": "today", "2019": "2019", "any": None, "yes": True, "no": False}
"""What an option of `_one` means in the query."""


def _either(field: str, label: str, chosen: bool | None, t: Translator) -> None:
    words = {"any": t("any"), "yes": t("yes"), "no": t("no")}
    _one(field, label, words, {None: "any", True: "yes", False: "no"}[chosen], t)


def _flag(field: str, label: str, chosen: bool, t: Translator) -> None:
    key = session.key(field, t)
    st.checkbox(label, value=chosen, key=key, on_change=_changed, args=(field, key, bool))


def _year(field: str, label: str, chosen: int | None, t: Translator) -> None:
    """One year, or any. A list and not a slider: it keeps up with the arrow keys."""
    key = session.key(field, t)
    st.selectbox(
        label,
        state.years(),
        index=None if chosen is None else state.years().index(chosen),
        key=key,
        on_change=_changed,
        args=(field, key, lambda year: year),
        placeholder=t("any"),
    )


def _changed(field: str, key: str, meaning: Callable[[Any], Any]) -> None:
    session.change(**{field: meaning(st.session_state[key])})
