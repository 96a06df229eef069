"""The address of the page Screening: what is drawn, the card of the project, the office's numbers.
The bytes of a file are never in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from analysis.parameters import PARAMETERS, Values, with_changes
from analysis.screening import KINDS, PHASES
from dossiers.batch import ORDERS
from geodata.coordinates.spelling import understand
from geodata.settings import BROUGHT_EXTENT
from geodata.training import sets
from i18n import LANGUAGES
from layers.catalogue import collection

WAYS = ("file", "draw")
ROWS = ("one", "options", "each")
"""What the rows of a file are: one project, options of one road, each a project of its own."""
SHAPES = ("line", "area", "point")
MOST_POINTS = 200
LONGEST_PAIR = 80
_WGS84 = "EPSG:4326"
LONGEST = 6000
"""Letters of a drawing in an address."""

LONGEST_WORDS = 300
"""Letters of an addressee or a subject."""

DECIMALS = 3
"""Of a number in an address."""

MOST = {"accuracy": 100_000, "height": 2_000, "width": 1_000}
"""Metres: the greatest numbers of the card."""

_DEGREES = r"(-?\d{1,3}(?:\.\d{1,9})?)"
# Each blank has one place in it, or thousands of them would take seconds.
_PAIR = re.compile(rf"{_DEGREES}(?:\s*,\s*|\s+){_DEGREES}")

Points = tuple[tuple[float, float], ...]
"""Longitude and latitude, degrees."""


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    way: str
    """One of WAYS."""
    shape: str
    """Of a drawing: one of SHAPES."""
    drawn: str
    """Of a drawing, as it is written: 43.27,77.20;43.28,77.24."""
    place: str | None
    """Which place the map begins at."""
    kind: str | None
    """One of KINDS; None: by the geometry."""
    phase: str
    accuracy_m: float | None
    height_m: float | None
    width_m: float
    margin_m: float | None
    """What a way round is to keep from every zone; None: it is not asked for."""
    rows: str
    """One of ROWS."""
    option: int | None
    """Number of the option that is told in full; None: the best."""
    row: int | None
    """Number of the row that is told in full, of rows that are projects of their own; None: the
    gravest."""
    order: str
    """How such rows are listed: one of ORDERS."""
    leaf: int
    """Which leaf of a long list, from 1."""
    leave_out: bool
    """Whether rows that cannot be placed are left out."""
    report: str | None
    """Language of the letter and its report; None: the screen's."""
    addressee: str
    """Of the letter; empty: whom the first step names."""
    subject: str
    values: Values
    training: str
    """The set of invented boundaries that is screened against, and nothing real; empty: none."""


def asked() -> Asked:
    """What the address asks for; what it cannot mean is passed over."""
    shape = next((name for name in SHAPES if st.query_params.get(name)), SHAPES[0])
    drawn = st.query_params.get(shape, "")[:LONGEST]
    return Asked(
        way="draw" if drawn else _one_of("way", WAYS) or WAYS[0],
        shape=shape if drawn else _one_of("shape", SHAPES) or SHAPES[0],
        drawn=drawn,
        place=_one_of("place", collection().table.index),
        kind=_one_of("kind", KINDS),
        phase=_one_of("phase", PHASES) or PHASES[0],
        accuracy_m=_number("accuracy", 0, MOST["accuracy"]),
        height_m=_number("height", 0, MOST["height"]),
        width_m=_number("width", 0, MOST["width"]) or 0.0,
        margin_m=_number("margin", 1, 20_000),
        rows=_one_of("rows", ROWS) or ROWS[0],
        option=_count("option"),
        row=_count("row"),
        order=_one_of("order", ORDERS) or next(iter(ORDERS)),
        leaf=_count("leaf") or 1,
        leave_out=st.query_params.get("leave_out") == "yes",
        report=_one_of("report", LANGUAGES),
        addressee=st.query_params.get("addressee", "")[:LONGEST_WORDS],
        subject=st.query_params.get("subject", "")[:LONGEST_WORDS],
        values=_values(),
        training=_one_of("training", sets()) or "",
    )


def write(name: str, value: object) -> None:
    """Put a value into the address, or take it out."""
    if value not in (None, "") and value is not False:  # 0 is a number like any other
        st.query_params[name] = _written(value)
    elif name in st.query_params:
        del st.query_params[name]


def _written(value: object) -> str:
    if value is True:
        return "yes"
    if isinstance(value, float):
        return f"{value:.{DECIMALS}f}".rstrip("0").rstrip(".")
    return str(value)


def points_of(drawn: str) -> Points | None:
    """The points of a drawing, latitude first in each pair; None where it is none. Those outside
    the working area are kept: they are refused by name."""
    pairs = [pair for pair in re.split(r"[;\n]", drawn) if pair.strip()]
    if not pairs or len(pairs) > MOST_POINTS:
        return None
    found = [_PAIR.fullmatch(pair.strip()) for pair in pairs]
    points = [(float(each[2]), float(each[1])) for each in found if each is not None]
    sound = all(abs(lat) <= 90 and abs(lon) <= 180 for lon, lat in points)
    return tuple(points) if len(points) == len(found) and sound else None


def spelled(points: Points) -> str:
    """A drawing as the address writes it."""
    return ";".join(f"{lat:.6f},{lon:.6f}" for lon, lat in points)


def understood(written: str) -> str:
    """Points in whatever spelling the search of the map understands, as the address writes them:
    degrees are taken for WGS 84. What can be read in more than one way, or in none, stays as it is
    and is refused by name."""
    if points_of(written) is not None:
        return written
    pairs = [pair for pair in re.split(r"[;\n]", written) if pair.strip()]
    readings = [_in_degrees(pair) for pair in pairs[: MOST_POINTS + 1]]
    if not readings or any(len(each) != 1 for each in readings):
        return written
    return spelled(tuple(position for each in readings for position in each))


def _in_degrees(pair: str) -> Points:
    meant = understand(pair[:LONGEST_PAIR])
    return tuple(each.position for each in meant if each.position and each.token.endswith(_WGS84))


def outside(points: Points) -> bool:
    """Whether a point lies outside the working area."""
    west, south, east, north = BROUGHT_EXTENT
    return not all(west <= lon <= east and south <= lat <= north for lon, lat in points)


def _one_of(name: str, allowed: object) -> str | None:
    value = st.query_params.get(name, "")
    return value if value in allowed else None  # type: ignore[operator]


def _count(name: str) -> int | None:
    number = _number(name, 1, 1_000_000)
    return None if number is None else int(number)


def _number(name: str, least: float, most: float) -> float | None:
    written = st.query_params.get(name, "")
    if not re.fullmatch(r"\d{1,7}(\.\d{1,3})?", written):
        return None
    return float(written) if least <= float(written) <= most else None


def _values() -> Values:
    changes: Mapping[str, float] = {}
    for each in PARAMETERS:
        number = _number(each.name, each.least, each.most)
        if number is not None:
            changes = {**changes, each.name: number}
    return with_changes(changes)
