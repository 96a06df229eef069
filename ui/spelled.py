"""Coordinates as people write them: one field, and everything that they can mean."""

import streamlit as st

from dossiers.parts import Row, Section, Table
from geodata.coordinates.spelling import understand
from geodata.readers.brought import Candidate
from i18n import Translator
from layers.brought import Shape, signs
from layers.positions import decimal, in_sk42, sexagesimal
from layers.systems import system_name
from ui import address
from ui.dossier import section
from ui.whereabouts import region_at

EXAMPLES = (
    "43.30333, 77.24000",
    "43°18'12\" N 77°14'24\" E",
    "43°18′12″ с. ш., 77°14′24″ в. д.",
    "13681000 4795200",
)
"""Spellings that are understood; the first three are one point."""


def spelled(wanted: address.Wanted, t: Translator) -> list[Shape]:
    """The field, what was understood, and where it lies on the map."""
    key = f"coordinates-{t.lang}"
    st.session_state[key] = wanted.text
    st.text_input(
        t("Coordinates, in any way of writing them"),
        key=key,
        max_chars=address.LONGEST_TEXT,
        placeholder=EXAMPLES[0],
        on_change=lambda: address.write("text", str(st.session_state[key]).strip()),
    )
    if not wanted.text:
        st.caption(t("For example: {examples}", examples=_examples()))
        return []
    meant = [each for each in understand(wanted.text) if each.position]
    if not meant:
        st.warning(
            t(
                "These are no coordinates that can be understood here. Write for example: "
                "{examples}",
                examples=_examples(),
            )
        )
        return []
    section(_told(meant, t), t)
    return signs(each.position for each in meant)


def _examples() -> str:
    # In Markdown a backquote makes them letters; none of them holds one.
    return " · ".join(f"`{each}`" for each in EXAMPLES)


def _told(meant: list[Candidate], t: Translator) -> Section:
    said = (
        t("They can mean one position only.")
        if len(meant) == 1
        else t(
            "They can mean {n} positions. Which one is right, the text does not say: look where "
            "each of them lies.",
            n=t.number(len(meant)),
        )
    )
    heads = (
        t("No."),
        t("Read as"),
        t("Latitude, longitude"),
        t("Degrees, minutes, seconds"),
        t("SK-42: easting, northing"),
        t("Region there"),
    )
    rows = tuple(_row(number, each, t) for number, each in enumerate(meant, 1))
    table = Table(t("What the coordinates can mean"), heads, rows)
    return Section("meanings", t("What was understood"), said=(said,), table=table)


def _row(number: int, each: Candidate, t: Translator) -> Row:
    assert each.position is not None
    lon, lat = each.position
    return Row(
        (
            str(number),
            system_name(each.token, t),
            decimal(lat, lon),
            sexagesimal(lat, lon, t),
            in_sk42(lat, lon),
            region_at(lon, lat, t),
        )
    )
