"""From where distances are measured: a place, a town, coordinates in any spelling, points of a
file."""

import re

import numpy as np
import pandas as pd
import streamlit as st

from dossiers.nearest import seats_of
from dossiers.parts import Link
from geodata.coordinates.written import LONGEST, positions
from geodata.escape import for_markdown
from i18n import N_, Translator
from layers.brought import Shape
from layers.card import is_disputed, name
from layers.catalogue import collection, layer
from layers.positions import decimal
from layers.proximity import Starts
from layers.systems import system_name
from reports.near_command import lines_left_out, starts_of
from ui import answers
from ui.outcome import brought
from ui.proximity_address import (
    LEAST_KM,
    MOST_KM,
    MOST_RINGS,
    Asked,
    begin_at,
    begin_at_place,
    rings,
    spelled,
    write,
)

WAYS = {"point": N_("a place or coordinates"), "file": N_("the points of a file")}
EXAMPLES = "`Turkistan` · `43.30333, 77.24000` · `43°18'12\" N 77°14'24\" E`"


def start(asked: Asked, t: Translator) -> tuple[Starts | None, list[Shape]]:
    """Ask from where. What is known of it, and what the map shows meanwhile."""
    _way(asked, t)
    if asked.way == "file":
        return _of_file(t)
    _field(asked, t)
    if asked.at is not None:
        return Starts(np.array([asked.at]), (1,)), []
    if asked.place is not None:
        return _of_place(asked.place, t), []
    if asked.words:
        _choose(asked.words, t)
        return None, []
    st.info(
        t(
            "Write a place, a town or coordinates into the field, for example {examples}; or click "
            "the map and choose “What lies near” there; or bring a file of points.",
            examples=EXAMPLES,
        )
    )
    return None, []


def _way(asked: Asked, t: Translator) -> None:
    key = f"near-way-{t.lang}"
    st.session_state[key] = asked.way

    def changed() -> None:
        chosen = st.session_state[key]
        write(way=None if chosen == "point" else chosen, page=None)

    st.segmented_control(
        t("Distances are measured from"),
        list(WAYS),
        format_func=lambda way: t(WAYS[way]),
        key=key,
        on_change=changed,
        required=True,
    )


def _field(asked: Asked, t: Translator) -> None:
    key = f"near-from-{t.lang}"
    st.session_state[key] = _written(asked, t)
    st.text_input(
        t("Place, town, or coordinates: latitude, longitude"),
        key=key,
        max_chars=LONGEST,
        placeholder="43.30333, 77.24000",
        on_change=lambda: _settle(str(st.session_state[key]).strip(), t),
    )


def _written(asked: Asked, t: Translator) -> str:
    if asked.at is not None:
        return decimal(asked.at[1], asked.at[0])
    if asked.place is not None:
        return name(collection().table.loc[asked.place], t)
    return asked.words


def _settle(words: str, t: Translator) -> None:
    """A callback: what was written is a position, a place, or a question."""
    meant = positions(words)
    if len(meant) == 1 and meant[0].position is not None:
        lon, lat = meant[0].position
        begin_at(at=f"{lat:.6f},{lon:.6f}")
        return
    hits = [] if meant else answers.found({"q": words}, t)
    if len(hits) == 1 and "id" in hits[0]:
        begin_at_place(hits[0]["id"])
    else:
        begin_at(q=words)


def _choose(words: str, t: Translator) -> None:
    """What the words can mean, a button each."""
    meant = [each for each in positions(words) if each.position is not None]
    hits = [] if meant else answers.found({"q": words}, t)
    if not meant and not hits:
        st.warning(
            t(
                "No place of that name is known here, and these are no coordinates between 44 and "
                "120 E, 32 and 57 N. Write for example {examples}.",
                examples=EXAMPLES,
            )
        )
        return
    st.write(t("Which one is meant?"))
    for number, each in enumerate(meant):
        assert each.position is not None
        lon, lat = each.position
        label = f"{system_name(each.token, t)} · {decimal(lat, lon)}"
        st.button(for_markdown(label), key=f"near-meant-{number}",
                  on_click=begin_at, kwargs={"at": f"{lat:.6f},{lon:.6f}"})  # fmt: skip
    for hit in hits:
        _button(hit["id"], f"{hit['name']} · {hit['about']}")


def _button(identity: str, label: str) -> None:
    st.button(for_markdown(label), key=f"near-hit-{identity}",
              on_click=begin_at_place, args=(identity,))  # fmt: skip


def _of_place(identity: str, t: Translator) -> Starts | None:
    """From a place: its published point, or a point inside its boundary. Of one without a position,
    what may stand for it."""
    row = collection().table.loc[identity]
    if row.geometry is None:
        _without_position(row, t)
        return None
    if row["geometry_kind"] in {"boundary", "line"}:
        st.caption(t("Measured from a point inside its boundary, not from the edge."))
    if is_disputed(row):
        st.warning(t("The sources do not agree where this place is: see its sheet."))
    point = row.geometry.representative_point()
    return Starts(np.array([[point.x, point.y]]), (1,), (), float(row["accuracy_m"]), identity)


def _without_position(row: pd.Series, t: Translator) -> None:
    table = collection().table
    if row["parts_layer"]:
        st.info(t("A serial property has no position of its own; its parts have."))
        here = (table["parent_id"] == row["id"]) & (table["layer"] == row["parts_layer"])
        parts = list(table.index[here & table.geometry.notna()])
        key = f"near-part-{row['id']}-{t.lang}"
        st.selectbox(
            t("Measure from a part"),
            parts,
            index=None,
            format_func=lambda each: name(table.loc[each], t),
            placeholder=t("Choose"),
            key=key,
            on_change=lambda: begin_at_place(st.session_state[key]),
        )
        return
    st.warning(t("No usable position is known of this place, so no distance can be told."))
    seats = [each for each in seats_of(row, t) if isinstance(each, Link)]
    if seats:
        st.write(t("Measure from the seat of its akimat instead:"))
    for seat in seats:
        _button(seat.place, f"{seat.words} · {layer('places').called(t)}")


def _of_file(t: Translator) -> tuple[Starts | None, list[Shape]]:
    made, shapes = brought(t)
    if made is None or made.table is None or made.table.empty:
        return None, shapes
    starts = starts_of(made)
    left_out = len(made.table) - len(starts.numbers)
    if left_out:
        st.warning(lines_left_out(left_out, t))
    if not len(starts.numbers):
        return None, shapes
    if lost := len({each.row for each in made.lost if each.row is not None}):
        st.warning(
            t.plural(
                "{n} row could not be placed; nothing is measured from it.",
                "{n} rows could not be placed; nothing is measured from them.",
                lost,
            )
        )
    return starts, shapes


# ---- how far, of what ----------------------------------------------------------------------------


def how_far(asked: Asked, t: Translator) -> None:
    """The rings and the layers; both stand in the address."""
    left, right = st.columns([1, 2])
    with left:
        _radius(asked, t)
    with right:
        _layers(asked, t)


def _radius(asked: Asked, t: Translator) -> None:
    key, wrong = f"near-within-{t.lang}", "near-within-wrong"
    st.session_state[key] = spelled(asked.within_km, "; ")

    def changed() -> None:
        words = str(st.session_state[key])
        found = rings([each.replace(",", ".") for each in re.split(r"[;\s]+|,\s+", words)])
        st.session_state[wrong] = not found
        if found:
            write(within=spelled(found), page=None)

    st.text_input(t("Within, km"), key=key, max_chars=40, placeholder="10; 50", on_change=changed)
    if st.session_state.pop(wrong, False):
        st.warning(
            t(
                "Write up to {n} distances in kilometres, from {least} to {most}, a semicolon "
                "between them.",
                n=MOST_RINGS,
                least=t.number(LEAST_KM, 2),
                most=t.number(MOST_KM),
            )
        )


def _layers(asked: Asked, t: Translator) -> None:
    key = f"near-layers-{t.lang}"
    st.session_state[key] = list(asked.layers)
    every = t("all") if asked.way == "point" else t("those that UNESCO has designated")
    st.multiselect(
        t("Layers"),
        [each.name for each in collection().layers],
        format_func=lambda each: layer(each).called(t),
        key=key,
        placeholder=every,
        on_change=lambda: write(layers=",".join(st.session_state[key]), page=None),
    )
