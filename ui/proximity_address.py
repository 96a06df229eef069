"""The address of the page Proximity: from where, how far, of which layers, in which order. The
bytes of a file are never in it."""

import re
from dataclasses import dataclass

import numpy as np
import streamlit as st

from dossiers.proximity import SORTS
from geodata.coordinates.written import LONGEST
from geodata.settings import BROUGHT_EXTENT
from layers.catalogue import collection

WAYS = ("point", "file")
DEFAULT_KM = (50.0,)
MOST_KM = 1_000.0
MOST_RINGS = 4
LEAST_KM = 0.05

_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,3})?", re.ASCII)
_PAIR = re.compile(r"(-?\d{1,3}(?:\.\d{1,9})?),(-?\d{1,3}(?:\.\d{1,9})?)", re.ASCII)


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    way: str
    """One of WAYS."""
    at: tuple[float, float] | None
    """Longitude and latitude."""
    place: str | None
    """Id of the place that distances are measured from."""
    words: str
    """What was searched for and is not settled."""
    within_km: tuple[float, ...]
    """Radii of the rings, the greatest last: as far as anything is told."""
    layers: tuple[str, ...]
    """None: all; of a file those that UNESCO has designated."""
    sort: str
    page: int


def asked() -> Asked:
    """What the address asks for; what it cannot mean is passed over."""
    table, wanted = collection().table, st.query_params
    known = [layer.name for layer in collection().layers]
    town, place = wanted.get("town", ""), wanted.get("place", "")
    is_town = town in table.index and table.loc[town, "layer"] == "places"
    named = set(wanted.get("layers", "").split(","))
    return Asked(
        way=wanted.get("way", "") if wanted.get("way") in WAYS else WAYS[0],
        at=_position(wanted.get("at", "")),
        place=place if place in table.index else town if is_town else None,
        words=wanted.get("q", "")[:LONGEST],
        within_km=rings(wanted.get("within", "").split(",")) or DEFAULT_KM,
        layers=tuple(each for each in known if each in named),
        sort=wanted.get("sort", "") if wanted.get("sort") in SORTS else "distance",
        page=_page(wanted.get("page", "")),
    )


def write(**values: str | None) -> None:
    """Put values into the address, or take them out."""
    for name, value in values.items():
        if value:
            st.query_params[name] = value
        elif name in st.query_params:
            del st.query_params[name]


def begin_at(**start: str) -> None:
    """Measure from somewhere else: at, place, town or q; whatever was asked besides stays."""
    nothing: dict[str, str | None] = dict.fromkeys(("at", "place", "town", "q", "way", "page"))
    write(**nothing | start)


def begin_at_place(identity: str) -> None:
    """The same of a place; of the gazetteer it is a town."""
    layer = collection().table.loc[identity, "layer"]
    begin_at(**{"town" if layer == "places" else "place": identity})


def rings(words: list[str]) -> tuple[float, ...]:
    """Radii in kilometres, each once, in order; none if any of them is no radius."""
    written = [each.strip() for each in words if each.strip()]
    if not written or not all(_NUMBER.fullmatch(each) for each in written):
        return ()
    radii = sorted({float(each) for each in written})
    sound = radii[0] >= LEAST_KM and radii[-1] <= MOST_KM and len(radii) <= MOST_RINGS
    return tuple(radii) if sound else ()


def spelled(radii: tuple[float, ...], between: str = ",") -> str:
    """Radii as the address writes them."""
    return between.join(np.format_float_positional(each, 3, trim="-") for each in radii)


def _position(written: str) -> tuple[float, float] | None:
    """Latitude comes first."""
    found = _PAIR.fullmatch(written)
    if found is None:
        return None
    lat, lon = float(found[1]), float(found[2])
    west, south, east, north = BROUGHT_EXTENT
    return (lon, lat) if west <= lon <= east and south <= lat <= north else None


def _page(written: str) -> int:
    return int(written) if re.fullmatch(r"[1-9][0-9]{0,3}", written) else 1
