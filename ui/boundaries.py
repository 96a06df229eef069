"""The form for a boundary: of which place and zone it is, what it changes, its passport, and how it
is kept."""

import geopandas as gpd
import shapely
import streamlit as st
from shapely.geometry import MultiPolygon
from shapely.geometry.base import BaseGeometry

from geodata.office import moment, new_version, store
from geodata.office.difference import Difference, difference
from geodata.office.records import Boundary
from geodata.problems import ContractError
from geodata.readers.brought import Brought
from i18n import Translator
from layers import card
from layers.brought import Shape
from layers.catalogue import collection, layer
from ui import address, bringing, passport, undoing
from ui.comparing import comparison
from ui.dossier import section
from ui.kept import zone_words

_AREAL = {"Polygon", "MultiPolygon"}
_MISSING = "boundary_missing"


def choose_place(wanted: address.Wanted, t: Translator) -> None:
    """Which place it is the boundary of, and which of its zones; both stand in the address."""
    if address.unknown_place():
        st.warning(t("No place of this id is known here. Choose one from the list."))
    table = collection().table
    names = {row["id"]: _named(row, t) for _, row in table.iterrows()}
    place, zone = f"boundary-place-{t.lang}", f"boundary-zone-{t.lang}"
    st.session_state[place] = wanted.place
    left, right = st.columns(2)
    with left:
        st.selectbox(
            t("Place (type a part of its name)"),
            sorted(names, key=names.__getitem__),
            index=None,
            format_func=names.__getitem__,
            key=place,
            placeholder=t("Choose a place"),
            on_change=_chosen,
            args=("place", place),
        )
    if wanted.place is None:
        return
    zones = address.zones_of(wanted.place)
    st.session_state[zone] = wanted.zone or zones[0]
    with right:
        st.selectbox(
            t("Zone"),
            zones,
            format_func=lambda each: zone_words(each, t),
            key=zone,
            on_change=_chosen,
            args=("zone", zone),
        )


def _named(row: card.Row, t: Translator) -> str:
    return f"{card.name(row, t)} · {t(layer(row['layer']).title)} · {row['id']}"


def _chosen(name: str, key: str) -> None:
    if name == "place":
        address.write("zone", None)
    address.write(name, st.session_state[key])


def holding(place: str, zone: str) -> Boundary | None:
    """The boundary that holds now."""
    kept = (each for each in store().boundaries() if (each.feature_id, each.zone) == (place, zone))
    return next(kept, None)


def former_state(place: str, zone: str) -> BaseGeometry | None:
    """What stood for it until now: the boundary that holds, or the point of the place."""
    holds = holding(place, zone)
    if holds is not None:
        return holds.geometry
    row = collection().table.loc[place]
    if zone != "property" or row.geometry is None:
        return None
    if row["geometry_kind"] == "boundary":
        return row.geometry
    return row.geometry.representative_point()


def form(made: Brought, wanted: address.Wanted, t: Translator) -> list[Shape]:
    """The form from the outlines of a file to a boundary that is kept; what the map shows of it."""
    outline = _outline(made, t)
    if outline is None:
        return []
    if wanted.place is None:
        st.info(t("Choose the place whose boundary this is."))
        return []
    zone = wanted.zone or address.zones_of(wanted.place)[0]
    former = former_state(wanted.place, zone)
    changed = difference(outline, former)
    section(comparison(changed, former, wanted.place, zone, t), t)
    st.header(t("Passport of the boundary"), anchor=False)
    passport.fields(t)
    for sentence in st.session_state.pop(_MISSING, ()):
        st.error(sentence)
    st.button(
        t("Keep this boundary"),
        type="primary",
        on_click=_keep,
        args=(outline, made, wanted.place, zone, t),
        key="keep-boundary",
    )
    return _compared(outline, former, changed, t)


def _compared(
    outline: MultiPolygon, former: BaseGeometry | None, changed: Difference, t: Translator
) -> list[Shape]:
    """The former state, the new one, and what differs: words beside the hatching, because colour
    alone says nothing to some."""
    shapes = [Shape("brought", outline, t("the new outline"))]
    if former is None or former.geom_type not in _AREAL:
        return shapes
    added = t("added: {n} m²", n=t.number(changed.added_m2))
    removed = t("taken away: {n} m²", n=t.number(changed.removed_m2))
    return [
        Shape("added", changed.added, added),
        Shape("removed", changed.removed, removed),
        Shape("former", former, t("as it was until now")),
        *shapes,
    ]


def _outline(made: Brought, t: Translator) -> MultiPolygon | None:
    """The outline of which a boundary is made: of several, those that are chosen."""
    table = made.table
    areal = None if table is None else table[table.geometry.geom_type.isin(_AREAL)]
    if areal is None or areal.empty:
        st.warning(
            t(
                "A boundary is an area, and the file holds none. Close the line into an outline; "
                "of points, take the answer about the columns back and choose the outline."
            )
        )
        return None
    if len(areal) > 1:
        areal = _of_several(areal, t)
        if areal.empty:
            return None
    return as_multipolygon(shapely.union_all(areal.geometry.to_numpy()))


def _of_several(areal: gpd.GeoDataFrame, t: Translator) -> gpd.GeoDataFrame:
    """Nothing tells which of several outlines is the boundary, so it is asked."""
    names = {
        int(row): t("Row {row}: {name}", row=row, name=name or "—")
        for row, name in zip(areal["row"], areal["name"], strict=True)
    }
    every = st.checkbox(
        t("All {n} outlines of the file together", n=t.number(len(areal))), key=f"every-{t.lang}"
    )
    if every:
        return areal
    rows = st.multiselect(
        t("Which outlines of the file are this boundary?"),
        list(names),
        format_func=names.__getitem__,
        placeholder=t("Choose one or more"),
        key=f"outlines-{t.lang}",
    )
    return areal[areal["row"].isin(rows)]


def as_multipolygon(shape: BaseGeometry) -> MultiPolygon:
    """Areas as one type; what is no area is left out."""
    parts = [part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"]
    return MultiPolygon(parts)


def _keep(outline: MultiPolygon, made: Brought, place: str, zone: str, t: Translator) -> None:
    """Keep it, for every page from now on. A callback: the page that follows knows it already."""
    said = passport.missing(t)
    if said:
        st.session_state[_MISSING] = said
        return
    version = new_version()
    try:
        about = passport.passport(made)
        store().add(Boundary(version, place, zone, outline, about, moment(store())))
    except ContractError as error:
        undoing.refused(error)
        return
    undoing.kept(version, place)
    passport.clear()
    bringing.put_away()


def standing(wanted: address.Wanted, t: Translator) -> list[Shape]:
    """What holds now for the place of the address, before anything is brought."""
    if wanted.place is None:
        return []
    zone = wanted.zone or address.zones_of(wanted.place)[0]
    holds = holding(wanted.place, zone)
    if holds is not None:
        return [Shape("holds", holds.geometry, t("as it holds now"))]
    return []
