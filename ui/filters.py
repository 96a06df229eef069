"""The sidebar of the Map page: the legend, which is the switch of the layers, and the filters."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import streamlit as st

from analysis.select import Query
from geodata.escape import for_html
from i18n import N_, Translator
from layers.catalogue import CATALOGUE, collection
from layers.symbols import KIND_SVG
from layers.vendor import symbol_address
from layers.vocabulary import CATEGORIES, KIND_NAMES, REGIONS, country_name
from ui import session, state

_LEGEND_OF_KINDS = {
    "boundary": N_("boundary: a real outline; none is public yet"),
    "schematic": N_("schematic: a circle of the published area, not a boundary"),
    "point": N_("point: the extent is not known"),
    "disputed": N_("disputed: the sources place it more than 100 m apart"),
}


_FIRST_UNDESIGNATED = next(layer for layer in CATALOGUE if not layer.designated)


def ask(query: Query, t: Translator) -> Query:
    """Show the legend and the filters as `query` has them, and return what the user made of it."""
    with st.sidebar:
        query = replace(query, layers=_legend(query, t))
        st.subheader(t("Filters"), anchor=False)
        query = _more(_where_and_when(query, t), t)
        st.button(t("Clear all filters"), on_click=session.reset, width="stretch")
    return query


def _legend(query: Query, t: Translator) -> tuple[str, ...]:
    st.subheader(t("Layers"), anchor=False)
    here = collection()
    sizes = Counter(here.table["layer"])
    chosen = []
    for layer in CATALOGUE:
        if layer == _FIRST_UNDESIGNATED:
            st.caption(t("Not designated by UNESCO, for orientation:"))
        # The style sheet draws the symbol before the label: in the label it would be read out.
        if st.checkbox(
            f"{t(layer.title)} ({sizes[layer.name]})",
            value=layer.name in query.layers,
            key=session.key(layer.name, t),
            disabled=layer.name not in here.digests,
        ):
            chosen.append(layer.name)
    st.html(_kinds(t))
    return tuple(chosen)


def _kinds(t: Translator) -> str:
    rows = "".join(
        f'<li><img alt="" src="{symbol_address(kind)}" width="28" height="24"> '
        f"<span>{for_html(t(_LEGEND_OF_KINDS[kind]))}</span></li>"
        for kind in KIND_SVG
    )
    return f'<ul class="mura-kinds">{rows}</ul>'


def _where_and_when(query: Query, t: Translator) -> Query:
    countries = _several(
        t("Country"),
        state.countries(),
        query.countries,
        lambda code: country_name(code, t),
        "country",
        t,
    )
    as_of = st.segmented_control(
        t("Regions and designations as of"),
        ["today", "2019"],
        default=query.as_of,
        format_func=lambda when: t("today") if when == "today" else when,
        key=session.key("as_of", t),
        required=True,
    )
    regions = _several(
        t("Region of Kazakhstan"),
        tuple(REGIONS),
        query.regions,
        lambda code: t(REGIONS[code][0]),
        "region",
        t,
    )
    st.caption(t("Year of inscription or designation"))
    with st.container(horizontal=True):
        year_from = _year(t("from"), query.year_from, "from", t)
        year_to = _year(t("to"), query.year_to, "to", t)
    return replace(
        query,
        countries=countries,
        as_of="2019" if as_of == "2019" else "today",
        regions=regions,
        year_from=year_from,
        year_to=year_to,
    )


def _more(query: Query, t: Translator) -> Query:
    """The rarer filters, behind a fold. While it is closed they stay as they are."""
    fold = st.expander(
        t("More filters"),
        expanded=replace(query, **_NO_MORE) != query,
        key=session.key("more", t),
        on_change="rerun",
    )
    if not fold.open:
        return query
    with fold:
        return _of_properties(query, t)


_NO_MORE: dict[str, Any] = {
    name: Query.__dataclass_fields__[name].default
    for name in ("categories", "criteria", "in_danger", "serial", "transboundary", "kinds")
}


def _of_properties(query: Query, t: Translator) -> Query:
    return replace(
        query,
        categories=_several(
            t("Category"),
            tuple(CATEGORIES),
            query.categories,
            lambda token: t(CATEGORIES[token]),
            "category",
            t,
        ),
        criteria=_several(
            t("Criteria"), state.CRITERIA, query.criteria, lambda token: f"({token})", "criteria", t
        ),
        in_danger=st.checkbox(
            t("In danger or to be checked"), value=query.in_danger, key=session.key("danger", t)
        ),
        serial=_either(t("Serial"), query.serial, "serial", t),
        transboundary=_either(t("Transboundary"), query.transboundary, "transboundary", t),
        kinds=_several(
            t("On the map as"),
            tuple(KIND_NAMES),
            query.kinds,
            lambda token: t(KIND_NAMES[token]),
            "kind",
            t,
        ),
    )


def _several(
    label: str,
    options: tuple[str, ...],
    chosen: tuple[str, ...],
    named: Callable[[str], str],
    name: str,
    t: Translator,
) -> tuple[str, ...]:
    """A choice of any number of options. What is chosen comes back in the order of the options."""
    values = st.multiselect(
        label,
        options,
        default=chosen,
        format_func=named,
        key=session.key(name, t),
        placeholder=t("any"),
        select_all=False,
    )
    return tuple(option for option in options if option in values)


def _year(label: str, chosen: int | None, name: str, t: Translator) -> int | None:
    """One year, or any. A list and not a slider: it keeps up with the arrow keys."""
    return st.selectbox(
        label,
        state.years(),
        index=None if chosen is None else state.years().index(chosen),
        key=session.key(name, t),
        placeholder=t("any"),
    )


def _either(label: str, chosen: bool | None, name: str, t: Translator) -> bool | None:
    words = {"any": t("any"), "yes": t("yes"), "no": t("no")}
    values = {"any": None, "yes": True, "no": False}
    answer = st.segmented_control(
        label,
        list(words),
        default=next(word for word, value in values.items() if value is chosen),
        format_func=words.__getitem__,
        key=session.key(name, t),
        required=True,
    )
    return values[answer or "any"]
