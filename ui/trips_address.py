"""The address of the page Trips: from which town, how many days, which stops, by which roads
and estimate."""

import re

import streamlit as st

from geodata.settings import BROUGHT_EXTENT
from layers.catalogue import collection
from layers.freshness import while_data_stay
from layers.trips import (
    DAYS,
    FACTOR,
    KM_A_DAY,
    MOST_CAMPS,
    MOST_DAYS,
    MOST_STOPS,
    Position,
    Wish,
    road_layers,
)

FACTORS = (1.0, 3.0)
KM = (20.0, 1_000.0)
_NUMBER = re.compile(r"\d{1,4}(?:\.\d{1,2})?", re.ASCII)
_PAIR = re.compile(r"(\d{1,2}(?:\.\d{1,9})?),(\d{1,3}(?:\.\d{1,9})?)", re.ASCII)
MOST_CHOICES = 2_000
"""Rows of a layer of the office's own that can be chosen as stops."""


def wish() -> Wish | None:
    """What the address asks for; what it cannot mean is passed over. None: no town is named."""
    base = st.query_params.get("base", "")
    if base not in towns():
        return None
    named = st.query_params.get("stops", "").split(",")[:MOST_STOPS]
    return Wish(
        base=base,
        days=int(_number("days", 1, MOST_DAYS) or DAYS),
        stops=tuple(each for each in dict.fromkeys(named) if each in stops()),
        factor=_number("factor", *FACTORS) or FACTOR,
        km_a_day=_number("km", *KM) or KM_A_DAY,
        camps=camps(st.query_params.get("camps", "")),
        roads=_roads(),
    )


def write(name: str, value: str | None) -> None:
    """Put a value into the address, or take it out."""
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


@while_data_stay()
def towns() -> tuple[str, ...]:
    """Where a trip can begin: the gazetteer, as far as it has positions."""
    table = collection().table
    return tuple(table.index[(table["layer"] == "places") & table.geometry.notna()])


@while_data_stay()
def stops() -> tuple[str, ...]:
    """What can be a stop: every place but the whole of a serial property."""
    table = collection().table
    few = [each.name for each in collection().layers
           if not each.own or (table["layer"] == each.name).sum() <= MOST_CHOICES]  # fmt: skip
    return tuple(table.index[table["layer"].isin(few) & table["parts_layer"].isna()])


def camps(written: str) -> tuple[Position, ...]:
    """Latitude first in each; none if any of them is no position of the working area."""
    pairs = [_PAIR.fullmatch(each.strip()) for each in written.split(";") if each.strip()]
    if len(pairs) > MOST_CAMPS or not all(pairs):
        return ()
    found = [(float(each[2]), float(each[1])) for each in pairs if each]
    west, south, east, north = BROUGHT_EXTENT
    sound = all(west <= lon <= east and south <= lat <= north for lon, lat in found)
    return tuple(found) if sound else ()


def spelled(positions: tuple[Position, ...]) -> str:
    """As the address writes them."""
    return ";".join(f"{lat:.6f},{lon:.6f}" for lon, lat in positions)


def _roads() -> str:
    named = st.query_params.get("roads", "")
    return named if named in road_layers() else ""


def _number(name: str, least: float, most: float) -> float | None:
    written = st.query_params.get(name, "")
    if not _NUMBER.fullmatch(written):
        return None
    return float(written) if least <= float(written) <= most else None
