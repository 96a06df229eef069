"""The parts of the corridor: which of them a question is about, and where else sources put them."""

from collections.abc import Iterator
from dataclasses import dataclass

import geopandas as gpd
import pandas as pd
from shapely.geometry.base import BaseGeometry

from analysis.geodesy import WGS84, Position
from geodata.tables import is_blank

NO_PERIOD = "unknown"
"""Asked for among the centuries: the parts of which no period was found."""


@dataclass(frozen=True)
class Wanted:
    """Which parts are asked for. Empty means any."""

    types: tuple[str, ...] = ()
    centuries: tuple[str, ...] = ()
    """Numbers as texts, negative is BC, or NO_PERIOD; a part of any of them is wanted."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1 alpha-2."""


@dataclass(frozen=True)
class Elsewhere:
    """A position that another source gives for a place, seen from the plotted one."""

    id: str
    here: Position
    """The plotted position, degrees."""
    there: Position
    """That of the other source, degrees."""
    source: str
    metres: float
    """Length of the geodesic between them on WGS 84."""
    azimuth: float
    """From the plotted position to the other, degrees from north."""


def eastward_first(parts: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The parts from east to west by longitude; those without a position last."""
    order = longitudes(parts).sort_values(ascending=False, kind="stable", na_position="last")
    return parts.loc[order.index]


def longitudes(parts: gpd.GeoDataFrame) -> pd.Series:
    """Where the parts lie, degrees east; of an outline, that of a point inside it."""
    return parts.geometry.map(lambda shape: None if shape is None else _point(shape)[0])


def chosen(parts: gpd.GeoDataFrame, wanted: Wanted) -> gpd.GeoDataFrame:
    """The parts that satisfy every question. Which century a part without a period was of nobody
    knows: it satisfies none, and is asked for by NO_PERIOD."""
    keep = _of_type_and_country(parts, wanted)
    if wanted.centuries:
        asked = set(wanted.centuries)
        of_any = [not asked.isdisjoint(_answers(row)) for _, row in parts.iterrows()]
        keep &= pd.Series(of_any, index=parts.index, dtype=bool)
    return parts[keep]


def kept_apart(parts: gpd.GeoDataFrame, wanted: Wanted) -> gpd.GeoDataFrame:
    """The parts that might satisfy a question about centuries, had anybody found their period."""
    if not wanted.centuries or NO_PERIOD in wanted.centuries:
        return parts.iloc[:0]
    return parts[_of_type_and_country(parts, wanted) & ~has_period(parts)]


def has_period(parts: gpd.GeoDataFrame) -> pd.Series:
    """Of which parts the first century is known."""
    return parts["century_from"].notna()


def centuries(row: pd.Series) -> tuple[int, ...]:
    """From the first to the last century of a part; there is no century 0. Empty: not found."""
    if is_blank(row["century_from"]):
        return ()
    first = int(row["century_from"])
    last = first if is_blank(row["century_to"]) else int(row["century_to"])
    return tuple(number for number in range(first, last + 1) if number)


def years(first: int, last: int) -> tuple[int, int]:
    """The year in which a century begins and that in which the other ends, negative is BC.

    The 8th century is 700 to 800, the 2nd BC is -200 to -100: as a chart draws them.
    """
    return (first - 1 if first > 0 else first) * 100, (last if last > 0 else last + 1) * 100


def elsewhere(parts: gpd.GeoDataFrame) -> Iterator[Elsewhere]:
    """Every position that another source gives, with its distance from the plotted one, metres."""
    placed = parts[parts.geometry.notna()]
    for identity, row in placed.iterrows():
        here = _point(row.geometry)
        for other in row["other_positions"]:
            there = (other["lon"], other["lat"])
            metres, azimuth = between(here, there)
            yield Elsewhere(str(identity), here, there, other["source"], metres, azimuth)


def between(here: Position, there: Position) -> tuple[float, float]:
    """Length of the geodesic, metres, and the direction in which it starts, degrees from north."""
    azimuth, _, metres = WGS84.inv(*here, *there)
    return float(metres), float(azimuth % 360)


def _of_type_and_country(parts: gpd.GeoDataFrame, wanted: Wanted) -> pd.Series:
    keep = pd.Series(True, index=parts.index)
    if wanted.types:
        keep &= parts["part_type"].isin(wanted.types)
    if wanted.countries:
        asked = set(wanted.countries)
        keep &= parts["countries"].map(lambda codes: not asked.isdisjoint(codes)).astype(bool)
    return keep


def _answers(row: pd.Series) -> list[str]:
    return [str(number) for number in centuries(row)] or [NO_PERIOD]


def _point(shape: BaseGeometry) -> Position:
    point = shape.representative_point()
    return point.x, point.y
