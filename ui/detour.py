"""What would clear a road: asked with a margin, drawn, taken along, screened again."""

from functools import partial

import streamlit as st

from analysis.detour import Detour
from dossiers.detour import detour_section
from dossiers.report import file_name
from geodata.escape import for_html
from i18n import Translator
from layers.answer import Answer
from layers.brought import Shape
from reports.way import FORMS, MARGIN_M, file_of, road_of, way_round
from ui.dossier import section
from ui.screening_address import MOST_POINTS, Asked, Points, spelled, write

_KEPT = "detours"


def asked_for(given: Answer, asked: Asked) -> Detour | str | None:
    """The way round with the address's margin, or why there is none; None where it is not asked
    for. What was found a moment ago is remembered."""
    if asked.margin_m is None:
        return None
    key = given.id, asked.margin_m
    kept: dict[object, Detour | str | None] = st.session_state.setdefault(_KEPT, {})
    if key not in kept:
        kept.clear()
        kept[key] = way_round(given, asked.margin_m)
    return kept[key]


def drawn(found: Detour | str | None, t: Translator) -> list[Shape]:
    """What the map shows of it."""
    return [Shape("detour", found.line, t("a way round"))] if isinstance(found, Detour) else []


def asked_and_told(given: Answer, found: Detour | str | None, asked: Asked, t: Translator) -> None:
    """The field for the margin, and what came of it."""
    if road_of(given) is None:
        return
    key = f"margin-{t.lang}"
    st.session_state[key] = asked.margin_m
    st.number_input(
        t("What would clear it? A way round that keeps so many metres from every zone"),
        min_value=1.0,
        max_value=20_000.0,
        value=None,
        step=10.0,
        format="%g",
        key=key,
        placeholder=f"{MARGIN_M:g}",
        on_change=lambda: write("margin", st.session_state[key]),
    )
    if found is None or asked.margin_m is None:
        return
    section(detour_section(found, asked.margin_m, t), t)
    if isinstance(found, Detour):
        _take_along(found, given, t)


def _take_along(found: Detour, given: Answer, t: Translator) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        for form, (label, media) in FORMS.items():
            st.download_button(
                label,
                partial(file_of, form, found.line, t("Way round")),
                file_name(given, f"mura-way-round.{form}"),
                media,
                on_click="ignore",
                key=f"way-round-{form}",
            )
        points: Points = tuple(found.line.coords)
        if len(points) <= MOST_POINTS:
            accuracy = given.screening.project.accuracy_m
            href = for_html(
                f"./screening?lang={t.lang}&accuracy={accuracy:g}&line={spelled(points)}"
                + (f"&training={given.training}" if given.training else "")
            )
            said = for_html(t("Screen the way round"))
            st.html(f'<p class="mura-onward"><a href="{href}" target="_self">{said}</a></p>')
