"""The Central Asia page: what it shows, kept in its address, and the timeline of inscriptions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dossiers.cells import STATES, States
from dossiers.central_asia import heritage_sections, reserves_sections, timeline
from dossiers.distances import distances_sections
from dossiers.parts import Section
from dossiers.sacred import capitals_section, sacred_section
from dossiers.states import comparison_section
from dossiers.tentative import tentative_section
from geodata.escape import for_html
from i18n import N_, Translator, translator
from layers.freshness import while_data_stay
from layers.vocabulary import CATEGORIES, country_name
from ui.charts import chart

SUBJECTS = {
    "heritage": N_("World Heritage"),
    "reserves": N_("Biosphere reserves"),
    "tentative": N_("Tentative list"),
    "distances": N_("Crossings and museums"),
    "sacred": N_("Sacred places, SCO capitals"),
}
"""What the page can show; the first is where it begins."""

OF_STATES = ("heritage", "reserves")
"""Subjects that can be narrowed to some of the states; the others are about Kazakhstan."""


@dataclass(frozen=True)
class View:
    """What an address asks of the page."""

    show: str
    states: States
    """Those chosen; all five if none is."""


def read(parameters: Mapping[str, list[str]]) -> View:
    """The view that an address asks for; what it cannot mean is passed over."""
    asked = {part for value in parameters.get("country", [])[:20] for part in value.split(",")}
    show = (parameters.get("show") or [""])[-1]
    return View(
        show=show if show in SUBJECTS else next(iter(SUBJECTS)),
        states=tuple(code for code in STATES if code in asked) or STATES,
    )


def write(view: View) -> dict[str, list[str]]:
    """The address of a view: only what differs from the start."""
    return {
        "show": [] if view.show == next(iter(SUBJECTS)) else [view.show],
        "country": [] if view.states == STATES else list(view.states),
    }


def choices(t: Translator) -> View:
    """The switches, set as the address has them, and the view that it asks for."""
    view = read({name: st.query_params.get_all(name) for name in st.query_params})
    show, states = f"central-asia-show-{t.lang}", f"central-asia-states-{t.lang}"
    st.session_state[show] = view.show
    st.session_state[states] = [] if view.states == STATES else list(view.states)
    st.segmented_control(
        t("What is shown"),
        list(SUBJECTS),
        format_func=lambda subject: t(SUBJECTS[subject]),
        key=show,
        on_change=_changed,
        args=("show", show),
        label_visibility="collapsed",
        required=True,
    )
    if view.show in OF_STATES:
        st.pills(
            t("Only these states"),
            STATES,
            selection_mode="multi",
            format_func=lambda code: country_name(code, t),
            key=states,
            on_change=_changed,
            args=("country", states),
        )
    return view


def _changed(name: str, key: str) -> None:
    """Write what was chosen into the address, in its one form."""
    chosen = st.session_state[key]
    parameters = {each: st.query_params.get_all(each) for each in st.query_params}
    parameters[name] = [chosen] if isinstance(chosen, str) else list(chosen or [])
    for each, values in write(read(parameters)).items():
        if values:
            st.query_params[each] = values
        elif each in st.query_params:
            del st.query_params[each]


@while_data_stay(most=64)
def sections(view: View, lang: str) -> tuple[Section, ...]:
    """What the page tells of a subject. Kept: the same for every session, made in up to 0.1 s."""
    told = _TOLD[view.show](view.states, translator(lang))
    return tuple(section for section in told if section.table or section.said or section.points)


@while_data_stay(most=64)
def comparison(view: View, lang: str) -> Section:
    """The states side by side."""
    return comparison_section(view.states, translator(lang))


_TOLD: dict[str, Callable[[States, Translator], tuple[Section, ...]]] = {
    "heritage": heritage_sections,
    "reserves": reserves_sections,
    "tentative": lambda states, t: (tentative_section(t),),
    "distances": lambda states, t: distances_sections(t),
    "sacred": lambda states, t: (sacred_section(t), capitals_section(t)),
}


_LAYERS = {
    "heritage": "world_heritage",
    "reserves": "biosphere_reserves",
    "distances": "corridor,component_parts,places",
    "sacred": "sacred_places,sco_capitals",
}
"""What the Map page shows of a subject; of the tentative list nothing is drawn."""


def on_the_map(view: View, t: Translator) -> None:
    """A link to the same places on the map."""
    if view.show not in _LAYERS:
        return
    country = f"&country={','.join(view.states)}" if view.show in OF_STATES else ""
    address = for_html(f"./?layer={_LAYERS[view.show]}{country}&lang={t.lang}")
    words = for_html(t("See these places on the map"))
    st.html(f'<p class="mura-section"><a href="{address}" target="_self">{words}</a></p>')


# ---- the timeline -----------------------------------------------------------------------------

_INK, _ACCENT, _GREEN = "#1f1b18", "#8c2d19", "#166534"
_SHAPES = {
    "cultural": ("diamond", _ACCENT),
    "natural": ("circle", _GREEN),
    "mixed": ("square", _INK),
}


def inscriptions(view: View, t: Translator) -> None:
    """The timeline: a mark a property, a row a state; the table of the page says the same."""
    marks = timeline(view.states, t)
    if not marks:
        return
    st.header(t("Timeline of inscriptions"), anchor="timeline")
    described = t(
        "Timeline: a mark for each World Heritage property, by year and state. The table of "
        "properties says the same in words."
    )
    chart(timeline_plan(marks, t), marks, described, key=f"timeline-{t.lang}")
    st.caption(
        t(
            "A mark is a property: its shape is its category, its row the state; one of several "
            "states stands once, in a row of its own. The table of properties says the same."
        )
    )


def timeline_plan(marks: list[dict[str, Any]], t: Translator) -> dict[str, Any]:
    """The chart in Vega-Lite. Only words of ours are in it; those of the data are values."""
    tokens = [token for token in CATEGORIES if t(CATEGORIES[token]) in _categories(marks)]
    domain = [t(CATEGORIES[token]) for token in tokens]
    rows, lanes = len({mark["where"] for mark in marks}), 1 + max(mark["nth"] for mark in marks)
    years = [mark["year"] for mark in marks]
    legend = {"title": t("Category"), "symbolSize": 110}
    return {
        "height": 110 + rows * max(30, 22 * lanes),  # with the axis and the legend
        "mark": {"type": "point", "filled": True, "size": 130, "opacity": 1},
        "encoding": {
            "x": {
                "field": "year",
                "type": "quantitative",
                "title": t("Year of inscription"),
                "scale": {"domain": [min(years) - 1, max(years) + 1], "nice": False},
                "axis": {"format": "d", "tickMinStep": 1, "labelOverlap": True},
            },
            "y": {
                "field": "where",
                "type": "nominal",
                "title": None,
                "sort": {"field": "order", "op": "min"},
                "axis": {"grid": True, "domain": False, "ticks": False},
            },
            "yOffset": {"field": "nth", "type": "ordinal"},
            "shape": {
                "field": "category",
                "type": "nominal",
                "scale": {"domain": domain, "range": [_SHAPES[token][0] for token in tokens]},
                "legend": legend,
            },
            "color": {
                "field": "category",
                "type": "nominal",
                "scale": {"domain": domain, "range": [_SHAPES[token][1] for token in tokens]},
                "legend": legend,
            },
            "tooltip": [
                {"field": "property", "type": "nominal", "title": t("Property")},
                {"field": "states", "type": "nominal", "title": t("States")},
                {"field": "year", "type": "quantitative", "title": t("Year"), "format": "d"},
                {"field": "category", "type": "nominal", "title": t("Category")},
            ],
        },
    }


def _categories(marks: list[dict[str, Any]]) -> set[str]:
    return {mark["category"] for mark in marks}
