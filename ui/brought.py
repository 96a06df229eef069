"""What is brought, and the map of it: the living map with the file's shapes over the relief."""

from collections.abc import Sequence

import streamlit as st

from analysis.select import Query, drawn
from i18n import N_, Translator
from layers.brought import Drawing, Shape, drawing
from layers.catalogue import collection
from ui import address
from ui.map_panel import map_panel

WORDS = {
    "boundary": N_("the boundary of a place"),
    "layer": N_("a layer of your own"),
    "look": N_("a file, only to look at it"),
    "coordinates": N_("coordinates as text"),
}


def chosen_subject(t: Translator) -> None:
    """What is brought; it stands in the address."""
    key = f"bring-{t.lang}"
    st.session_state[key] = address.wanted().bring
    st.segmented_control(
        t("What do you bring?"),
        address.SUBJECTS,
        format_func=lambda subject: t(WORDS[subject]),
        key=key,
        on_change=lambda: address.write("bring", st.session_state[key]),
        required=True,
    )


def on_the_map(shapes: Sequence[Shape], wanted: address.Wanted, t: Translator) -> None:
    """The map of what was brought and of the place that it is for; nothing where there is none."""
    made = drawing(shapes, t)
    if made is None:
        return
    table = collection().table
    place = wanted.place if wanted.bring == "boundary" else None
    rows = table.loc[[place]] if place else table.iloc[:0]
    layers = tuple(rows["layer"]) if place else ()
    query = Query(layers=layers, places=tuple(rows.index))
    with st.container(key="small-map"):
        map_panel(drawn(table, rows, query), query, t, made.extent, False, made.payload)
    left_away(made, t)


def left_away(made: Drawing, t: Translator) -> None:
    """What the map does not show, so that nobody takes the drawing for the file."""
    if made.simplified:
        st.caption(
            t("The lines are simplified for drawing only; what is kept is as exact as the file.")
        )
    if made.left_out:
        st.caption(
            t.plural(
                "{n} more row is not drawn; it is in the file all the same.",
                "{n} more rows are not drawn; they are in the file all the same.",
                made.left_out,
            )
        )
