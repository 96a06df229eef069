"""The passport of what is kept: who drew it, from what, when, how exact, under which licence."""

import re
from datetime import date

import streamlit as st

from geodata.coordinates.spelling import number
from geodata.office.records import Passport
from geodata.readers.brought import Brought
from i18n import Translator

ON_THE_SHEET_MM = 0.5
"""ASSUMPTION: what a line on a paper map is drawn and read to. A hint, never put in for anybody."""

_FIELDS = ("act", "act_date", "drawer", "scale", "accuracy", "licence")
_LONGEST = 500


def fields(t: Translator) -> None:
    """The fields to fill in; only the act is required."""
    st.text_input(
        t("Act: its number and title, or what the lines were taken from (required)"),
        key=_key("act"),
        max_chars=_LONGEST,
    )
    first, second = st.columns(2)
    with first:
        st.text_input(
            t("Date of the act (2024-05-31 or 31.05.2024)"), key=_key("act_date"), max_chars=10
        )
        st.text_input(
            t("Scale of the map it was drawn on, 1:"),
            key=_key("scale"),
            max_chars=12,
            placeholder="10000",
        )
    with second:
        st.text_input(t("Who drew it"), key=_key("drawer"), max_chars=_LONGEST)
        st.text_input(t("Accuracy of the lines, ± m"), key=_key("accuracy"), max_chars=12)
    st.caption(_hint(t))
    st.text_input(t("Licence: who may use it and how"), key=_key("licence"), max_chars=_LONGEST)


def _key(field: str) -> str:
    return f"passport-{field}"


def _text(field: str) -> str:
    return str(st.session_state.get(_key(field), "")).strip()


def _hint(t: Translator) -> str:
    scale = scale_of(_text("scale")) or 10_000
    return t(
        "Half a millimetre on a sheet of 1:{scale} is {n} m on the ground: an assumption of ours, "
        "not a figure for the accuracy. Left blank, the accuracy is “not known”, and whether "
        "something lies inside or outside can then not be said for sure.",
        scale=t.number(scale),
        n=t.number(scale * ON_THE_SHEET_MM / 1000, 1),
    )


def scale_of(text: str) -> int | None:
    """The denominator: of 10000, 10 000 and 1:10 000 alike; None if it is none."""
    digits = re.sub(r"^1\s*:\s*|[\s\u00a0.,]", "", text.strip())
    known = digits.isascii() and digits.isdecimal() and 1 <= len(digits) <= 9
    return int(digits) or None if known else None


def day_of(text: str) -> str | None:
    """An ISO date of a day written year first or day first; None if there is no such day."""
    year_first = re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text)
    day_first = re.fullmatch(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})", text)
    if not (year_first or day_first):
        return None
    parts = year_first.groups() if year_first else day_first.groups()[::-1]  # type: ignore[union-attr]
    try:
        return date(*map(int, parts)).isoformat()
    except ValueError:
        return None


def missing(t: Translator) -> list[str]:
    """What must be mended before anything can be kept: every sentence at once."""
    said = []
    if not _text("act"):
        said.append(t("Say which act, or what the lines were taken from."))
    if _text("act_date") and day_of(_text("act_date")) is None:
        said.append(t("The date is no day of the calendar. Write it as 2024-05-31."))
    if _text("scale") and scale_of(_text("scale")) is None:
        said.append(t("The scale is a whole number: 10000 for 1:10 000."))
    accuracy = number(_text("accuracy")) if _text("accuracy") else 0.0
    if accuracy is None or accuracy < 0:
        said.append(t("The accuracy is a number of metres. Leave it blank if nobody knows it."))
    return said


def passport(made: Brought) -> Passport:
    """What the fields say, with what is known of the file."""
    placement = made.placement
    return Passport(
        act=_text("act"),
        act_date=day_of(_text("act_date")) or "",
        drawer=_text("drawer"),
        scale=scale_of(_text("scale")),
        accuracy_m=number(_text("accuracy")) if _text("accuracy") else None,
        licence=_text("licence"),
        file=made.name,
        sha256=made.sha256,
        system="" if placement is None else placement.system.removeprefix("swapped:"),
        operation="" if placement is None else placement.operation,
        operation_accuracy_m=0.0 if placement is None else placement.accuracy_m,
    )


def clear() -> None:
    """Empty the fields. A callback: it runs before they are drawn."""
    for field in _FIELDS:
        st.session_state.pop(_key(field), None)
