"""Layers of the office's own: from a file to a layer in three languages, and the list."""

import re
from typing import Any

import shapely
import streamlit as st
from shapely.geometry import mapping

from dossiers.parts import Row, Section, Table
from geodata.office import OwnLayer, moment, new_version, store
from geodata.problems import ContractError
from geodata.readers.brought import Brought
from i18n import LANGUAGES, N_, NAMES, Translator
from ui import bringing, passport, undoing
from ui.dossier import section
from ui.kept import day, when

COLOURS = {
    "#0f766e": N_("green-blue"),
    "#a21caf": N_("purple"),
    "#1d4ed8": N_("blue"),
    "#b45309": N_("ochre"),
    "#be123c": N_("crimson"),
    "#4d7c0f": N_("leaf green"),
}
"""Colours that stand out from the relief and have a name; each layer has its shape as well."""

DECIMALS = 7
"""Of a degree, a centimetre: RFC 7946, 11.2."""

_MISSING = "own_layer_missing"
_LONGEST_TEXT = 2_000
_OWN = "own_"


def form(made: Brought, t: Translator) -> None:
    """The form from what was placed to a layer of one's own."""
    if made.table is None:
        st.warning(t("Nothing of the file could be placed, so there is no layer to make of it."))
        return
    st.header(t("Your layer"), anchor=False)
    for lang, field in zip(LANGUAGES, st.columns(len(LANGUAGES)), strict=True):
        with field:
            st.text_input(
                t("Title in {language} (required)", language=NAMES[lang]),
                key=f"own-title-{lang}",
                max_chars=80,
            )
    st.selectbox(
        t("Colour on the map"),
        list(COLOURS),
        format_func=lambda each: t(COLOURS[each]),
        key=f"own-colour-{t.lang}",
    )
    passport.fields(t)
    for sentence in st.session_state.pop(_MISSING, ()):
        st.error(sentence)
    st.button(
        t("Keep this layer"),
        type="primary",
        on_click=_keep,
        args=(made, t),
        key="keep-layer",
    )


def name_of(title: str) -> str:
    """The token of a layer with this English title: own_roads_of_2024."""
    stem = re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")[:40]
    return f"{_OWN}{stem or 'layer'}"


def _titles() -> dict[str, str]:
    return {lang: str(st.session_state.get(f"own-title-{lang}", "")).strip() for lang in LANGUAGES}


def _keep(made: Brought, t: Translator) -> None:
    """A callback: the page that follows knows the layer already."""
    titles = _titles()
    said = passport.missing(t)
    if not all(titles.values()):
        said.insert(0, t("A layer needs its title in all three languages."))
    if said:
        st.session_state[_MISSING] = said
        return
    version = new_version()
    try:
        layer = OwnLayer(
            version=version,
            name=name_of(titles["en"]),
            titles=titles,
            colour=str(st.session_state.get(f"own-colour-{t.lang}") or next(iter(COLOURS))),
            document=document(made),
            passport=passport.passport(made),
            added=moment(store()),
        )
        store().add_layer(layer)
    except ContractError as error:
        undoing.refused(error)
        return
    undoing.done("layer_kept", version)
    passport.clear()
    for lang in LANGUAGES:
        st.session_state.pop(f"own-title-{lang}", None)
    bringing.put_away()


def document(made: Brought) -> dict[str, Any]:
    """What was placed as a FeatureCollection (RFC 7946): of each row its name, and one text of all
    that its columns say."""
    assert made.table is not None
    rows = zip(
        made.table["row"],
        made.table["name"],
        made.table["properties"],
        shapely.set_precision(made.table.geometry.to_numpy(), 10**-DECIMALS, mode="pointwise"),
        strict=True,
    )
    return {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "properties": {"name": name or str(row), "text": _text(properties)},
                "geometry": _plain(mapping(geometry)),
            }
            for row, name, properties, geometry in rows
        ],
    }


def _text(properties: dict[str, str]) -> str:
    said = "; ".join(f"{name}: {value}" for name, value in properties.items() if value)
    return said[:_LONGEST_TEXT]


def _plain(geometry: Any) -> dict[str, Any]:
    """With lists in the place of tuples, as JSON reads it back."""

    def lists(value: Any) -> Any:
        return [lists(each) for each in value] if isinstance(value, tuple | list) else value

    return {"type": geometry["type"], "coordinates": lists(geometry["coordinates"])}


def listed(t: Translator) -> None:
    """The layers that there are, removed ones too, and the buttons."""
    history = store().layer_history()
    if not history:
        section(
            Section(
                "own-layers",
                t("Layers of your own"),
                said=(
                    t(
                        "There is none yet. Choose “a layer of your own” above and bring a file: "
                        "it will stand in the legend of the map."
                    ),
                ),
            ),
            t,
        )
        return
    holding = {each.version for each in store().layers()}
    rows = tuple(
        Row(
            (
                each.titles[t.lang],
                t.number(len(each.document["features"])),
                each.passport.act,
                when(each.added),
                _state(each, holding, t),
            )
        )
        for each in reversed(history)
    )
    heads = (t("Layer"), t("Rows"), t("Act or origin"), t("Added"), t("In force"))
    table = Table(t("Layers of your own"), heads, rows, numbers=frozenset({1}))
    section(Section("own-layers", t("Layers of your own"), table=table), t)
    _actions(history, t)


def _state(each: OwnLayer, holding: set[str], t: Translator) -> str:
    if each.removed:
        return t("removed on {day}", day=day(each.removed))
    return t("holds") if each.version in holding else t("replaced by a later one")


def _actions(history: tuple[OwnLayer, ...], t: Translator) -> None:
    known = {each.version: each for each in reversed(history)}
    chosen = st.selectbox(
        t("A layer of the list"),
        list(known),
        index=None,
        format_func=lambda version: (
            f"{known[version].titles[t.lang]} · {when(known[version].added)}"
        ),
        placeholder=t("Choose one to remove or restore it"),
        key=f"own-chosen-{t.lang}",
    )
    if chosen is None:
        return
    if known[chosen].removed:
        st.button(
            t("Restore this layer"),
            key="own-restore",
            on_click=undoing.act,
            args=("layer_restored", store().restore_layer, chosen),
        )
    else:
        st.button(
            t("Remove this layer"),
            key="own-remove",
            on_click=undoing.act,
            args=("layer_removed", store().remove_layer, chosen),
        )
