"""The address of the page Boundaries and layers: what is brought, for which place and zone, and the
coordinates that were written. The bytes of a file are never in it."""

from dataclasses import dataclass

import streamlit as st

from layers.catalogue import collection
from layers.screened import possible_zones

SUBJECTS = ("boundary", "layer", "look", "coordinates")
LONGEST_TEXT = 80


@dataclass(frozen=True)
class Wanted:
    """What the address asks for."""

    bring: str
    """One of SUBJECTS."""
    place: str | None
    zone: str | None
    text: str


def wanted() -> Wanted:
    """What the address asks for; what it cannot mean is passed over."""
    asked = {name: st.query_params.get(name, "") for name in ("bring", "place", "zone", "text")}
    place = asked["place"] if asked["place"] in collection().table.index else None
    zone = asked["zone"] if place and asked["zone"] in zones_of(place) else None
    bring = asked["bring"] if asked["bring"] in SUBJECTS else SUBJECTS[0]
    return Wanted(bring, place, zone, asked["text"][:LONGEST_TEXT])


def write(name: str, value: str | None) -> None:
    """Put a value into the address, or take it out."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def unknown_place() -> bool:
    """Whether the address names a place that is not known here."""
    named = st.query_params.get("place", "")
    return bool(named) and named not in collection().table.index


def zones_of(place: str) -> tuple[str, ...]:
    """The zones that a place of its layer can have, in the order of ZONES."""
    return possible_zones(collection().table.loc[place])
