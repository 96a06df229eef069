"""A trip on the page: what is wished for, its days beside the map, what to mind, files."""

from functools import partial

import streamlit as st
from shapely.geometry import LineString

from analysis.geodesy import as_it_runs
from analysis.select import Query, drawn
from dossiers.trips import answered, sections, warnings
from geodata.coordinates.written import positions
from geodata.escape import for_html
from i18n import Translator
from layers.brought import Shape, drawing
from layers.card import name
from layers.catalogue import collection, layer
from layers.trips import (
    DAYS,
    FACTOR,
    KM_A_DAY,
    MOST_CAMPS,
    MOST_DAYS,
    MOST_STOPS,
    Trip,
    Wish,
    road_layers,
)
from reports.trips import FORMS, file_of
from ui.dossier import section
from ui.map_panel import map_panel
from ui.papers import guide
from ui.trips_address import FACTORS, KM, camps, spelled, stops, towns, write


def ask(wish: Wish | None, t: Translator) -> None:
    """From where, how long, to which places; all of it stands in the address."""
    _choice("base", t("From which town"), towns(), wish.base if wish else None, t)
    if wish is None:
        st.info(t("Choose the town where each day begins and ends. Mura then chooses designated "
                  "places within reach, or you choose the stops."))  # fmt: skip
        return
    left, right = st.columns([1, 2])
    with left:
        _number("days", t("Days"), wish.days, (1, MOST_DAYS), 1, DAYS, t)
    with right:
        _stops(wish, t)
    with st.expander(t("Roads, camps and car parks")):
        _roads(wish, t)
        _number("km", t("Kilometres a day, by road"), wish.km_a_day, KM, 10.0, KM_A_DAY, t)
        _number("factor", t("A road is longer than the straight line: times (estimate)"),
                wish.factor, FACTORS, 0.05, FACTOR, t)  # fmt: skip
        _camps(wish, t)


def _label(identity: str, t: Translator) -> str:
    row = collection().table.loc[identity]
    return f"{name(row, t)} · {layer(row['layer']).called(t)}"


def _choice(what: str, label: str, ids: tuple[str, ...], now: str | None, t: Translator) -> None:
    key = f"trip-{what}-{t.lang}"
    st.session_state[key] = now
    st.selectbox(
        label, ids, format_func=lambda each: _label(each, t), key=key, placeholder=t("Choose"),
        on_change=lambda: write(what, st.session_state[key]),
    )  # fmt: skip


def _stops(wish: Wish, t: Translator) -> None:
    key = f"trip-stops-{t.lang}"
    st.session_state[key] = list(wish.stops)
    st.multiselect(
        t("Stops"),
        stops(),
        format_func=lambda each: _label(each, t),
        key=key,
        max_selections=MOST_STOPS,
        placeholder=t("Mura chooses"),
        on_change=lambda: write("stops", ",".join(st.session_state[key])),
    )


def _roads(wish: Wish, t: Translator) -> None:
    if not road_layers():
        st.caption(
            t("An office can load its own roads on the page “Boundaries and layers”, as a layer of "
              "lines: distances then follow them.")
        )  # fmt: skip
        return
    key = f"trip-roads-{t.lang}"
    st.session_state[key] = wish.roads
    st.selectbox(
        t("Road network of the office"), ("", *road_layers()), key=key,
        format_func=lambda own: layer(own).called(t) if own else t("None: distances are estimates"),
        on_change=lambda: write("roads", st.session_state[key]),
    )  # fmt: skip


def _number(
    what: str, label: str, now: float, limits: tuple[float, float], step: float, default: float,
    t: Translator,
) -> None:  # fmt: skip
    key = f"trip-{what}-{t.lang}"
    st.session_state[key] = now

    def changed() -> None:
        value = st.session_state[key]
        write(what, None if value == default else f"{value:.2f}".rstrip("0").rstrip("."))

    st.number_input(label, *limits, step=step, key=key, on_change=changed)


def _camps(wish: Wish, t: Translator) -> None:
    key, wrong = f"trip-camps-{t.lang}", "trip-camps-wrong"
    st.session_state[key] = "; ".join(f"{lat:.6f}, {lon:.6f}" for lon, lat in wish.camps)

    def changed() -> None:
        pairs = [each for each in str(st.session_state[key]).split(";") if each.strip()]
        meant = [positions(each.strip()) for each in pairs]
        found = tuple(each[0].position for each in meant if len(each) == 1 and each[0].position)
        whole = len(found) == len(pairs) and camps(spelled(found)) == tuple(
            (round(lon, 6), round(lat, 6)) for lon, lat in found
        )
        st.session_state[wrong] = not whole
        if whole:
            write("camps", spelled(found))

    st.text_input(
        t("Camps and car parks: latitude, longitude; …"),
        key=key,
        placeholder="43.27, 77.20; 43.30, 77.24",
        on_change=changed,
    )
    if st.session_state.pop(wrong, False):
        st.warning(
            t("Write up to {n} positions, latitude and longitude in degrees, a semicolon between "
              "them: {example}", n=MOST_CAMPS, example="`43.27, 77.20; 43.30, 77.24`")
        )  # fmt: skip


def said(trip: Trip, t: Translator) -> None:
    """The trip in one sentence, and what could spoil it."""
    title, first = for_html(t("The trip")), for_html(answered(trip, t))
    every = "".join(f"<li>{for_html(line)}</li>" for line in warnings(trip, t))
    state = " mura-answer-cannot_say" if every else ""
    st.html(
        f'<section class="mura-section mura-answer{state}" role="status">'
        f'<h2 id="answer">{title}</h2><p><strong>{first}</strong></p><ul>{every}</ul></section>'
    )


def told(trip: Trip, t: Translator) -> None:
    """The days, what is not known, how to read it."""
    for each in sections(trip, t):
        section(each, t)


def on_the_map(trip: Trip | None, t: Translator) -> None:
    """The stops by their numbers and the straight lines between them."""
    table = collection().table
    ids = list(dict.fromkeys((trip.wish.base, *trip.stops))) if trip else []
    rows = table.loc[ids]
    query = (
        Query(layers=tuple(dict.fromkeys(rows["layer"])), places=tuple(ids))
        if ids
        else Query(layers=())
    )
    made = drawing(_shapes(trip) if trip else [], t)
    with st.container(key="small-map"):
        map_panel(drawn(table, rows, query), query, t, made and made.extent, False,
                  made and made.payload)  # fmt: skip


def _shapes(trip: Trip) -> list[Shape]:
    points = collection().table.geometry.map(
        lambda each: None if each is None else each.representative_point()
    )
    lines, signs = [], []
    for number, day in enumerate(trip.days, 1):
        way = [points[each] for each in (trip.wish.base, *day.stops, trip.wish.base)]
        lines.append(Shape("trip", LineString(as_it_runs([(each.x, each.y) for each in way])),
                           str(number)))  # fmt: skip
        signs += [Shape("stop", points[each], f"{number}.{place}")
                  for place, each in enumerate(day.stops, 1)]  # fmt: skip
    return [*lines, *signs]


def files(trip: Trip, t: Translator) -> None:
    """The trip to take along, and as one A4 for the guide."""
    st.header(t("Take the trip along"), anchor=False)
    with st.container(horizontal=True):
        for form, (label, media) in FORMS.items():
            st.download_button(
                label, partial(file_of, form, trip, t), f"mura-trip.{form}", media,
                on_click="ignore", key=f"trip-{form}",
            )  # fmt: skip
        st.download_button(
            t("Guide sheet, one A4 (PDF)"),
            partial(guide, trip.wish, t.lang),
            f"mura-trip-{t.lang}.pdf",
            "application/pdf",
            on_click="ignore",
            key="trip-pdf",
        )
