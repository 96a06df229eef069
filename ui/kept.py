"""What the office keeps: the boundaries that hold, every version, remove and restore."""

from datetime import date

import streamlit as st

from dossiers.parts import Cell, Link, Row, Section, Table
from dossiers.zones import zone_name
from geodata.office import Boundary, store
from geodata.office.difference import SQUARE_METRES_PER_HECTARE, area_m2
from i18n import Translator
from layers.card import name
from layers.catalogue import collection
from layers.positions import metres
from ui import undoing
from ui.dossier import section


def boundaries(t: Translator) -> None:
    """The boundaries that hold and their history."""
    history = store().history()
    if not history:
        section(
            Section(
                "kept",
                t("What is kept"),
                said=(
                    t(
                        "No boundary is kept yet. Choose “the boundary of a place” above and bring "
                        "a file, or take over what another office has sent."
                    ),
                ),
            ),
            t,
        )
        return
    holds = store().boundaries()
    section(
        Section(
            "kept",
            t("What is kept"),
            said=(_sentence(holds, t), *_strangers(history, t)),
            table=_holding(holds, t) if holds else None,
            below=_history(history, {each.version for each in holds}, t),
        ),
        t,
    )
    _actions(history, t)


def _sentence(holds: tuple[Boundary, ...], t: Translator) -> str:
    if not holds:
        return t("No boundary holds now: all were removed. Each can be restored below.")
    return t.plural(
        "{n} boundary holds, on every page of Mura.",
        "{n} boundaries hold, on every page of Mura.",
        len(holds),
    )


def _strangers(history: tuple[Boundary, ...], t: Translator) -> tuple[str, ...]:
    """Boundaries of places that Mura does not know: kept, and shown nowhere else."""
    known = collection().table.index
    strange = sorted({each.feature_id for each in history if each.feature_id not in known})
    if not strange:
        return ()
    return (
        t(
            "No layer has these places, so only Screening uses their boundaries: {ids}.",
            ids=", ".join(strange),
        ),
    )


def zone_words(zone: str, t: Translator) -> str:
    """What a zone is called here."""
    return t("the place itself (its boundary)") if zone == "property" else zone_name(zone, t)


def place_cell(identity: str, t: Translator) -> Cell:
    """The name of a place, leading to its sheet; the id of one that is not known here."""
    table = collection().table
    return (
        Link(name(table.loc[identity], t), place=identity) if identity in table.index else identity
    )


def _holding(holds: tuple[Boundary, ...], t: Translator) -> Table:
    rows = tuple(
        Row(
            (
                place_cell(each.feature_id, t),
                zone_words(each.zone, t),
                t("{n} ha", n=t.number(area_m2(each.geometry) / SQUARE_METRES_PER_HECTARE, 2)),
                _act(each),
                _accuracy(each, t),
            )
        )
        for each in holds
    )
    heads = (t("Place"), t("Zone"), t("Area"), t("Act or origin"), t("Accuracy"))
    return Table(t("Boundaries that hold"), heads, rows, numbers=frozenset({2}))


def _act(each: Boundary) -> str:
    said = each.passport
    return f"{said.act} ({said.act_date})" if said.act_date else said.act


def _accuracy(each: Boundary, t: Translator) -> str:
    total = each.passport.total_accuracy_m
    return t("not known") if total is None else f"± {metres(total, t)}"


def _history(history: tuple[Boundary, ...], holding: set[str], t: Translator) -> Table:
    rows = tuple(
        Row(
            (
                place_cell(each.feature_id, t),
                zone_words(each.zone, t),
                _act(each),
                each.passport.drawer or t("not known"),
                each.passport.file or "—",
                when(each.added),
                _state(each, holding, t),
            )
        )
        for each in reversed(history)
    )
    heads = (
        t("Place"),
        t("Zone"),
        t("Act or origin"),
        t("Who drew it"),
        t("File"),
        t("Added"),
        t("In force"),
    )
    return Table(t("Every version, the latest first"), heads, rows)


def _state(each: Boundary, holding: set[str], t: Translator) -> str:
    if each.removed:
        return t("removed on {day}", day=day(each.removed))
    return t("holds") if each.version in holding else t("replaced by a later one")


def day(moment: str) -> str:
    """The day of a moment in UTC, as ISO writes it: the same in every language."""
    return date.fromisoformat(moment[:10]).isoformat()


def when(moment: str) -> str:
    """Day and minute of a moment in UTC."""
    return f"{day(moment)} {moment[11:16]} UTC"


def _actions(history: tuple[Boundary, ...], t: Translator) -> None:
    known = {each.version: each for each in reversed(history)}
    chosen = st.selectbox(
        t("A version of the list"),
        list(known),
        index=None,
        format_func=lambda version: version_words(known[version], t),
        placeholder=t("Choose one to remove or restore it"),
        key=f"kept-chosen-{t.lang}",
    )
    if chosen is None:
        return
    each = known[chosen]
    if each.removed:
        st.button(
            t("Restore this boundary"),
            key="kept-restore",
            on_click=undoing.act,
            args=("restored", store().restore, chosen, each.feature_id),
        )
    else:
        st.button(
            t("Remove this boundary"),
            key="kept-remove",
            on_click=undoing.act,
            args=("removed", store().remove, chosen, each.feature_id),
        )


def version_words(each: Boundary, t: Translator) -> str:
    """A version in one line of plain text."""
    table = collection().table
    known = each.feature_id in table.index
    named = name(table.loc[each.feature_id], t) if known else each.feature_id
    return f"{named} · {zone_words(each.zone, t)} · {when(each.added)}"
