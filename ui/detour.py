"""What would clear a road: asked with a margin, drawn, taken along, screened again."""

from functools import partial

import streamlit as st
from shapely.geometry import LineString

from analysis.detour import Detour, Keep, detour
from analysis.screening import Finding
from dossiers.detour import detour_section
from dossiers.screening import is_near
from geodata.escape import for_html
from geodata.ground import lakes
from i18n import Translator
from layers.answer import Answer
from reports.way import FORMS, file_of
from ui.dossier import section
from ui.screening_address import MOST_POINTS, Asked, Points, spelled, write

MARGIN_M = 50.0
"""What the field begins with."""

_KEPT = "detours"


def way_round(given: Answer, asked: Asked) -> Detour | str | None:
    """The way round that keeps the address's margin, or why there is none. None: it is not asked
    for, or the project is not one line past zones that are loaded."""
    line = _line(given)
    if line is None or asked.margin_m is None:
        return None
    near = [each for each in _loaded(given) if is_near(each, given)]
    if any(each.accuracy_m is None for each in near):
        return "not_exact"
    key = line.wkb, asked.margin_m, given.data_version, given.screening.project.accuracy_m
    kept = st.session_state.setdefault(_KEPT, {})
    if key not in kept:
        kept.clear()
        zones = [
            Keep(each.target.geometry, each.accuracy_m + given.screening.project.width_m / 2)
            for each in _loaded(given)
            if each.accuracy_m is not None and each.target.geometry is not None
        ]
        kept[key] = detour(line, zones, asked.margin_m, avoid=lakes())
    found: Detour | str = kept[key]
    return found


def line_of(found: Detour | str | None) -> LineString | None:
    """What the map draws of it."""
    return found.line if isinstance(found, Detour) else None


def _line(given: Answer) -> LineString | None:
    shapes = given.screening.project.shapes
    near = any(is_near(each, given) for each in _loaded(given))
    return shapes[0] if near and len(shapes) == 1 and shapes[0].geom_type == "LineString" else None


def _loaded(given: Answer) -> list[Finding]:
    return [each for each in given.screening.findings if each.target.boundary_kind == "boundary"]


def asked_and_told(given: Answer, found: Detour | str | None, asked: Asked, t: Translator) -> None:
    """The field for the margin, and what came of it."""
    if _line(given) is None:
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
                f"mura-way-round.{form}",
                media,
                on_click="ignore",
                key=f"way-round-{form}",
            )
        points: Points = tuple(found.line.coords)
        if len(points) <= MOST_POINTS:
            accuracy = given.screening.project.accuracy_m
            href = for_html(
                f"./screening?lang={t.lang}&accuracy={accuracy:g}&line={spelled(points)}"
            )
            said = for_html(t("Screen the way round"))
            st.html(f'<p class="mura-onward"><a href="{href}" target="_self">{said}</a></p>')
