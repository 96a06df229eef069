"""What two offices share: all that is kept as one GeoPackage, and taking over another's. What would
change is shown before it does."""

import streamlit as st

from dossiers.parts import Row, Section, Table
from geodata.office import Boundary, OwnLayer, store
from geodata.office.exchange import from_geopackage, to_geopackage
from geodata.problems import ContractError
from i18n import Translator
from ui import undoing
from ui.dossier import section
from ui.kept import place_cell, when, zone_words
from ui.problems import refusals

FILE = "mura-office.gpkg"
_CAME, _TURN = "exchange_came", "exchange_turn"

Came = tuple[list[Boundary], list[OwnLayer]] | ContractError


def exchange(t: Translator) -> None:
    """The file to hand on, and the field for another office's."""
    section(
        Section(
            "exchange",
            t("Share with another office"),
            said=(
                t(
                    "Everything that is kept, with its history and passports, as one GeoPackage. "
                    "Another office takes it over here; what both have already is passed over."
                ),
            ),
        ),
        t,
    )
    empty = not (store().history() or store().layer_history())
    st.download_button(
        t("Download all of it (GeoPackage)"),
        lambda: to_geopackage(store()),
        FILE,
        "application/geopackage+sqlite3",
        on_click="ignore",
        disabled=empty,
        key="exchange-download",
    )
    key = f"exchange-file-{st.session_state.get(_TURN, 0)}"
    st.file_uploader(
        t("A GeoPackage that another office downloaded here"),
        key=key,
        on_change=_read,
        args=(key,),
    )
    came: Came | None = st.session_state.get(_CAME)
    if isinstance(came, ContractError):
        refusals([came], t)
    elif came is not None:
        _compare(*came, t)


def _read(key: str) -> None:
    """A callback; the field is made anew, so that Streamlit gives the file up."""
    file = st.session_state[key]
    if file is None:
        return
    st.session_state[_TURN] = st.session_state.get(_TURN, 0) + 1
    try:
        st.session_state[_CAME] = from_geopackage(file.getvalue())
    except ContractError as error:
        st.session_state[_CAME] = ContractError(file.name, list(error.problems))


def _compare(boundaries: list[Boundary], layers: list[OwnLayer], t: Translator) -> None:
    """What the file holds, and what of it is new here."""
    known = {each.version for each in (*store().history(), *store().layer_history())}
    rows = [
        Row((place_cell(each.feature_id, t), zone_words(each.zone, t), *_about(each, known, t)))
        for each in boundaries
    ]
    rows += [
        Row((each.titles[t.lang], t("a layer of its own"), *_about(each, known, t)))
        for each in layers
    ]
    new = len({each.version for each in (*boundaries, *layers)} - known)
    said = t.plural(
        "{n} version of the file is new here.", "{n} versions of the file are new here.", new
    )
    heads = (t("Place"), t("Zone"), t("Act or origin"), t("Added"), t("Would be"))
    table = Table(t("What the file holds"), heads, tuple(rows)) if rows else None
    section(Section("coming", t("What would change"), said=(said,), table=table), t)
    with st.container(horizontal=True):
        st.button(
            t("Take it over"),
            type="primary",
            on_click=_take_over,
            args=(boundaries, layers),
            disabled=not new,
            key="exchange-take",
        )
        st.button(t("Leave it"), on_click=_leave, key="exchange-leave")


def _about(each: Boundary | OwnLayer, known: set[str], t: Translator) -> tuple[str, str, str]:
    state = t("known already") if each.version in known else t("new")
    if each.removed and each.version not in known:
        state = t("new, removed there")
    return each.passport.act, when(each.added), state


def _take_over(boundaries: list[Boundary], layers: list[OwnLayer]) -> None:
    try:
        store().add(*boundaries)
        store().add_layer(*layers)
    except ContractError as error:
        undoing.refused(error)
        return
    _leave()
    undoing.done("taken_over", "")


def _leave() -> None:
    st.session_state.pop(_CAME, None)
