"""What lies near, on the page: the answer, the map with its rings, tables, zones, files."""

from collections.abc import Sequence
from functools import partial

import streamlit as st
from shapely.geometry import Point

from analysis.geodesy import ring
from analysis.select import Query, drawn
from dossiers.proximity import (
    SORTS,
    doubts_said,
    near_section,
    nearest_section,
    standing_section,
    start_name,
    without_section,
)
from dossiers.proximity_of_many import ROWS_A_PAGE, points_section, summary
from geodata.escape import for_html
from i18n import Translator
from layers.brought import Shape, drawing
from layers.catalogue import collection
from layers.freshness import now
from layers.positions import metres
from layers.proximity import Proximity, Starts, proximity
from reports.proximity import FORMS, MOST_IN_A_BOOK, file_of, forms_of
from ui import bringing
from ui.brought import left_away
from ui.dossier import section
from ui.map_panel import map_panel
from ui.proximity_address import Asked, write

MOST_DRAWN = 500
"""Places that the map of a page marks; of more, the nearest."""

_KEPT = "near-found"


def is_many(found: Proximity) -> bool:
    """Whether it is of the points of a file."""
    return bool(found.starts.names)


def near(starts: Starts, asked: Asked, t: Translator) -> Proximity:
    """The answer. That of a file is remembered, so that a change of language or order is at once;
    while one waits its progress is shown."""
    within_m = asked.within_km[-1] * 1000
    if asked.way == "point":
        return proximity(starts, within_m, asked.layers)
    file = bringing.held()
    key = file and file.sha256, bringing.answers(), within_m, asked.layers, now().revision
    kept: tuple[object, Proximity] | None = st.session_state.get(_KEPT)
    if kept is None or kept[0] != key:
        bar = st.progress(0.0, t("Measuring …"))
        of = asked.layers or tuple(each.name for each in collection().layers if each.designated)
        kept = key, proximity(starts, within_m, of, bar.progress)
        bar.empty()
        st.session_state[_KEPT] = kept
    return kept[1]


def said(found: Proximity, t: Translator) -> None:
    """The answer in one sentence, and what could turn it."""
    title, first = for_html(t("The answer")), for_html(summary(found, t))
    others = "".join(f"<li>{for_html(line)}</li>" for line in doubts_said(found, t))
    st.html(
        '<section class="mura-section mura-answer" role="status">'
        f'<h2 id="answer">{title}</h2><p><strong>{first}</strong></p><ul>{others}</ul></section>'
    )


def on_the_map(
    found: Proximity | None, meanwhile: Sequence[Shape], asked: Asked, t: Translator
) -> None:
    """The start, the rings as they are computed, and the places of the table."""
    table = collection().table
    shapes = list(meanwhile)
    ids: list[str] = []
    if found is not None:
        rows = found.nearest if is_many(found) else found.rows
        ids = [each for each in dict.fromkeys(rows.sort_values("distance_m")["feature_id"])
               if each in table.index][:MOST_DRAWN]  # fmt: skip
        shapes += [] if is_many(found) else _rings(found, asked, t)
    rows = table.loc[ids]
    layers = tuple(dict.fromkeys(rows["layer"]))
    query = Query(layers=layers, places=tuple(ids)) if ids else Query(layers=())
    made = drawing(shapes, t)
    with st.container(key="small-map"):
        map_panel(
            drawn(table, rows, query),
            query,
            t,
            made and made.extent,
            False,
            made and made.payload,
        )
    if made is not None:
        left_away(made, t)


def _rings(found: Proximity, asked: Asked, t: Translator) -> list[Shape]:
    lon, lat = found.starts.positions[0]
    rings = [Shape("ring", ring(lon, lat, km * 1000), metres(km * 1000, t))
             for km in reversed(asked.within_km)]  # fmt: skip
    return [*rings, Shape("start", Point(lon, lat), start_name(found, t))]


def tabled(found: Proximity, asked: Asked, t: Translator) -> None:
    """The table beside the map."""
    if is_many(found):
        _points(found, asked, t)
        return
    key = f"near-sort-{t.lang}"
    st.session_state[key] = asked.sort
    st.segmented_control(
        t("Order of the table"),
        list(SORTS),
        format_func=lambda each: t(SORTS[each]),
        key=key,
        on_change=lambda: write(sort=st.session_state[key]),
        required=True,
    )
    section(near_section(found, asked.sort, t), t)


def _points(found: Proximity, asked: Asked, t: Translator) -> None:
    pages = -(-len(found.starts.numbers) // ROWS_A_PAGE)
    page = min(asked.page, pages)
    if pages > 1:
        key = f"near-page-{t.lang}"
        st.session_state[key] = page
        st.number_input(
            t("Page of the table"), 1, pages, key=key,
            on_change=lambda: write(page=str(st.session_state[key])),
        )  # fmt: skip
    section(points_section(found, _rings_m(asked), page, t), t)


def _rings_m(asked: Asked) -> tuple[float, ...]:
    return tuple(km * 1000 for km in asked.within_km)


def told(found: Proximity, t: Translator) -> None:
    """Everything below the map."""
    if not is_many(found):
        section(standing_section(found, t), t)
        section(nearest_section(found, t), t)
    if found.without_position:
        section(without_section(found, t), t)


def files(found: Proximity, asked: Asked, t: Translator) -> None:
    """The rows to take along, in the order of the table."""
    st.header(t("Take the list along"), anchor=False)
    with st.container(horizontal=True):
        for form in forms_of(found):
            label, media = FORMS[form]
            st.download_button(
                label,
                partial(file_of, form, found, t, _rings_m(asked), asked.sort),
                f"mura-proximity.{form}",
                media,
                on_click="ignore",
                key=f"near-{form}",
            )
    if len(forms_of(found)) < len(FORMS):
        st.caption(
            t(
                "Of more than {n} points there is no workbook and no map to take along: bring them "
                "in parts.",
                n=t.number(MOST_IN_A_BOOK),
            )
        )
