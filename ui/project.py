"""What somebody plans: brought as a file or drawn on the map, and the card of the project."""

from dataclasses import replace
from hashlib import sha256

import shapely
import streamlit as st
from shapely.geometry import LineString, Point, Polygon
from shapely.geometry.base import BaseGeometry

from analysis.parameters import PARAMETERS
from analysis.screening import KINDS, PHASES, Project
from dossiers.screening_words import KINDS as KIND_WORDS
from dossiers.screening_words import PARAMETERS as PARAMETER_WORDS
from dossiers.screening_words import PHASES as PHASE_WORDS
from dossiers.screening_words import STATUS
from geodata.problems import ContractError
from geodata.readers.brought import Brought
from i18n import N_, Translator
from layers.answer import DEFAULT_ACCURACY_M, Source, kind_of, source_of
from layers.brought import Shape
from ui.outcome import brought
from ui.problems import refusals
from ui.screening_address import (
    MOST,
    Asked,
    Points,
    outside,
    points_of,
    spelled,
    understood,
    write,
)

WAYS = {"file": N_("from a file"), "draw": N_("drawn on the map")}
SHAPES = {"line": N_("a line"), "area": N_("an area"), "point": N_("points")}
_LEAST = {"line": 2, "area": 3, "point": 1}

DRAWN_ACCURACY_M = 10.0
"""ASSUMPTION. What a click on the map is off by where the map does not say it."""

Given = tuple[Source, Project]


def project(asked: Asked, t: Translator) -> tuple[Given | None, list[Shape]]:
    """Ask for the project. What is known of it, and what the map shows meanwhile."""
    _way(asked, t)
    if asked.way == "draw":
        return _drawn(asked, t)
    made, shapes = brought(t)
    if made is None:
        return None, shapes
    return _of_file(made, asked, t), shapes


def _way(asked: Asked, t: Translator) -> None:
    key = f"way-{t.lang}"
    st.session_state[key] = asked.way

    def changed() -> None:
        chosen = st.session_state[key]
        if chosen == "file":
            for name in SHAPES:
                write(name, None)
        write("way", chosen)

    st.segmented_control(
        t("The project comes"),
        list(WAYS),
        format_func=lambda way: t(WAYS[way]),
        key=key,
        on_change=changed,
        required=True,
    )


def _of_file(made: Brought, asked: Asked, t: Translator) -> Given | None:
    if made.table is None or made.table.empty:
        return None
    try:
        source = source_of(made)
    except ContractError as error:
        refusals([error], t)
        return None
    if source.left_out:
        st.checkbox(
            t("Screen without the rows that could not be placed (the answer is then never clear)"),
            asked.leave_out,
            key=f"leave-out-{t.lang}-{asked.leave_out}",
            on_change=write,
            args=("leave_out", not asked.leave_out),
        )
        if not asked.leave_out:
            st.warning(
                t("Some rows could not be placed. Mend them, or say that they may be left out.")
            )
            return None
    accuracy = DEFAULT_ACCURACY_M if asked.accuracy_m is None else asked.accuracy_m
    shapes = tuple(made.table.geometry)
    return source, _carded(shapes, accuracy + source.operation_accuracy_m, asked)


def _drawn(asked: Asked, t: Translator) -> tuple[Given | None, list[Shape]]:
    _field(asked, t)
    points = points_of(asked.drawn) if asked.drawn else None
    if not asked.drawn:
        st.info(
            t(
                "Press the ruler on the map and click along the road or round the plot, then press "
                "“Screen this line” or “Screen this area”. Or write the points into the field."
            )
        )
        return None, []
    if points is None or len(set(points)) < _LEAST[asked.shape]:
        st.warning(
            t(
                "These are no points of {shape}. Write latitude and longitude in degrees, a "
                "semicolon between the points: {example}",
                shape=t(SHAPES[asked.shape]),
                example="`43.27,77.20; 43.28,77.24`",
            )
        )
        return None, []
    if outside(points):
        st.warning(t("A point lies outside the area from 44 to 120 E, 32 to 57 N."))
        return None, []
    shapes = _shapes(points, asked.shape)
    if not all(shapely.is_valid(each) for each in shapes):
        st.warning(t("The outline crosses itself. Draw it anew, or in two parts."))
        return None, []
    written = f"{asked.shape}={spelled(points)}"
    source = Source("", sha256(written.encode()).hexdigest(), "drawn")
    accuracy = DRAWN_ACCURACY_M if asked.accuracy_m is None else asked.accuracy_m
    drawn = [Shape("brought", each) for each in shapes]
    return (source, _carded(shapes, accuracy, asked)), drawn


def _field(asked: Asked, t: Translator) -> None:
    """What is drawn as text: for the keyboard, and to mend a point."""
    key, shape = f"drawn-{t.lang}", f"drawn-shape-{t.lang}"
    st.session_state[key], st.session_state[shape] = asked.drawn, asked.shape

    def changed() -> None:
        for name in SHAPES:
            write(name, None)
        write("shape", st.session_state[shape])
        write(str(st.session_state[shape]), understood(str(st.session_state[key]).strip()))
        write("way", "draw")

    left, right = st.columns([1, 2])
    with left:
        st.selectbox(
            t("Drawn is"),
            list(SHAPES),
            format_func=lambda each: t(SHAPES[each]),
            key=shape,
            on_change=changed,
        )
    with right:
        st.text_input(
            t("Points: latitude, longitude; …"),
            key=key,
            placeholder="43.27,77.20; 43.28,77.24",
            on_change=changed,
        )


def _shapes(points: Points, shape: str) -> tuple[BaseGeometry, ...]:
    if shape == "point":
        return tuple(Point(each) for each in points)
    return (LineString(points) if shape == "line" else Polygon(points),)


def _carded(shapes: tuple[BaseGeometry, ...], accuracy_m: float, asked: Asked) -> Project:
    bare = Project(shapes, accuracy_m, asked.kind or kind_of(shapes), phase=asked.phase)
    return replace(bare, height_m=asked.height_m, width_m=asked.width_m)


# ---- the card ------------------------------------------------------------------------------------


def card(asked: Asked, known: Given | None, t: Translator) -> None:
    """The card of the project: kind, height, width, phase, accuracy. It stands in the address."""
    kind = asked.kind or (known[1].kind if known else None)
    default = DRAWN_ACCURACY_M if asked.way == "draw" else DEFAULT_ACCURACY_M
    with st.expander(t("Card of the project"), expanded=bool(known)):
        first, second = st.columns(2)
        with first:
            _choice("kind", t("What is planned"), KINDS, KIND_WORDS, kind, t)
            _number("height", t("Height above the ground, m"), asked.height_m, t)
        with second:
            _choice("phase", t("How far it is"), PHASES, PHASE_WORDS, asked.phase, t)
            _number("width", t("Width of the road, m"), asked.width_m or None, t)
        _number(
            "accuracy", t("Accuracy of its positions, ± m"), asked.accuracy_m, t, f"{default:g}"
        )
        st.caption(
            t(
                "Left blank, the accuracy is taken for ± {n} m: an assumption. What a conversion "
                "may be off by is added.",
                n=t.number(default),
            )
        )


def _choice(
    name: str, label: str, tokens: tuple[str, ...], words: dict[str, str], now: str | None,
    t: Translator,
) -> None:  # fmt: skip
    key = f"{name}-{t.lang}"
    st.session_state[key] = now
    st.selectbox(
        label,
        tokens,
        format_func=lambda token: t(words[token]),
        key=key,
        placeholder=t("Choose"),
        on_change=lambda: write(name, st.session_state[key]),
    )


def _number(
    name: str, label: str, now: float | None, t: Translator, placeholder: str | None = None
) -> None:
    """A number, or nothing where it is left blank."""
    key = f"{name}-{t.lang}"
    st.session_state[key] = now
    st.number_input(
        label,
        value=None,
        min_value=0.0,
        max_value=float(MOST[name]),
        key=key,
        step=1.0,
        format="%g",
        placeholder=placeholder or "—",
        on_change=lambda: write(name, st.session_state[key]),
    )


def numbers(asked: Asked, t: Translator) -> None:
    """The numbers that no act gives, each with what it is worth, to be changed."""
    with st.expander(t("Assumptions and unverified numbers: your office can change them")):
        for each in PARAMETERS:
            key = f"{each.name}-{t.lang}"
            st.session_state[key] = float(asked.values[each.name])
            badge = t(STATUS[each.status])
            st.number_input(
                f"{t(PARAMETER_WORDS[each.name])} · {badge}",
                min_value=float(each.least),
                max_value=float(each.most),
                step=1.0,
                format="%g",
                key=key,
                on_change=_changed,
                args=(each.name, each.default, key),
            )
        st.button(t("Back to the numbers that ship"), on_click=_reset, key="numbers-back")


def _changed(name: str, default: float, key: str) -> None:
    value = st.session_state[key]
    write(name, None if value in (None, default) else float(value))


def _reset() -> None:
    for each in PARAMETERS:
        write(each.name, None)
