"""A trip: the stops of each day in their order, how far apart, and what to mind at each.

Mura has no map of roads: distances are straight, and what a road may take is the straight line
times a factor, an estimate. Where an office has loaded its roads, the way along them is measured.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from analysis.roads import Roads
from analysis.shapes import Numbers
from analysis.trips import best_order, chosen, distances, into_days
from layers.card import is_disputed
from layers.catalogue import collection
from layers.freshness import while_data_stay
from layers.proximity import Starts, proximity

FACTOR = 1.3
"""ASSUMPTION. How much longer than the straight line a road may be."""
DAYS, KM_A_DAY, STOPS_A_DAY = 2, 300.0, 4
"""ASSUMPTIONS: of a trip of which nobody says more."""
MOST_DAYS, MOST_STOPS, MOST_CAMPS = 7, 30, 10

Position = tuple[float, float]
"""Longitude and latitude, degrees."""


@dataclass(frozen=True)
class Wish:
    """What a trip is to be. The same wish and the same data make the same trip."""

    base: str
    """Id of the town where each day begins and ends."""
    days: int = DAYS
    stops: tuple[str, ...] = ()
    """Ids of places; none: they are chosen."""
    factor: float = FACTOR
    km_a_day: float = KM_A_DAY
    """By road: along the roads where they are known, else by the estimate."""
    camps: tuple[Position, ...] = ()
    """Where one camps or parks: looked at, and no stops."""
    roads: str = ""
    """Of `road_layers`: along whose lines distances are measured; none: all are estimates."""


@dataclass(frozen=True)
class Leg:
    """From one stop to the next."""

    straight_m: float
    road_m: float | None


@dataclass(frozen=True)
class Far:
    """How far legs go together: how much of it along known roads, how much by the estimate."""

    straight_m: float
    by_roads_m: float | None
    """Of the legs of which it is known; None: of none."""
    estimate_m: float | None
    """Of all others; None: there are none."""

    @property
    def whole_m(self) -> float:
        """Measured and estimated together."""
        return (self.by_roads_m or 0.0) + (self.estimate_m or 0.0)


@dataclass(frozen=True)
class Day:
    """A round trip from the town."""

    stops: tuple[str, ...]
    """Ids in their order."""
    legs_m: tuple[float, ...]
    """Straight, from the town to the first stop, and so on, and back."""
    roads_m: tuple[float | None, ...]
    """Of each leg along the office's roads; None: no way along them is known."""

    @property
    def legs(self) -> tuple[Leg, ...]:
        """From the town to the first stop, and so on, and back."""
        return tuple(map(Leg, self.legs_m, self.roads_m))


@dataclass(frozen=True)
class Trip:
    """A wish with its days."""

    wish: Wish
    days: tuple[Day, ...]
    without_position: tuple[str, ...]
    """Stops that were wished for and that nobody can find."""
    disputed: tuple[str, ...]
    """Stops on whose position the sources do not agree."""
    zones: pd.DataFrame
    """Loaded zones, other than its own, in which a stop stands, or too near to tell: as
    `Proximity.standing`, point being its number among `stops`."""
    camp_zones: pd.DataFrame
    """The same of the camps, by their number from 1."""
    within_a_day: Mapping[str, int]
    """Of each stop how many other designated places lie within half a day's way, straight."""

    @property
    def stops(self) -> tuple[str, ...]:
        """All stops in their order."""
        return tuple(stop for day in self.days for stop in day.stops)

    @property
    def legs(self) -> tuple[Leg, ...]:
        """All legs in their order."""
        return tuple(leg for day in self.days for leg in day.legs)

    def far(self, legs: Iterable[Leg]) -> Far:
        """How far some of its legs go together."""
        every = tuple(legs)
        known = [leg.road_m for leg in every if leg.road_m is not None]
        guessed = [leg.straight_m for leg in every if leg.road_m is None]
        return Far(
            sum(leg.straight_m for leg in every),
            sum(known) if known else None,
            sum(guessed) * self.wish.factor if guessed else None,
        )


def trip(wish: Wish) -> Trip:
    """The trip of a wish whose town has a position. Roads that are not loaded are as none."""
    if wish.roads not in road_layers():
        wish = replace(wish, roads="")
    table = collection().table
    wished = sorted({*wish.stops} - {wish.base})  # in whatever order they were named
    placed = [each for each in wished if table.geometry[each] is not None]
    ids = np.array([wish.base, *(placed or ([] if wished else _reachable(wish)))])
    straight, along = distances(_positions(ids)), _along(wish.roads, tuple(map(str, ids)))
    metres = np.where(np.isnan(along), straight * wish.factor, along)
    if wished:
        loops = into_days(best_order(range(1, len(ids)), metres), metres, wish.days)
    else:
        loops = chosen(metres, wish.days, wish.km_a_day * 1000, STOPS_A_DAY)
    days = tuple(_day(loop, ids, straight, along) for loop in loops)
    stops = tuple(stop for day in days for stop in day.stops)
    zones = _standing(_positions(np.array(stops))) if stops else _standing(np.empty((0, 2)))
    own = zones["feature_id"] == zones["point"].map(lambda number: stops[number - 1])
    return Trip(
        wish,
        days,
        tuple(each for each in wished if each not in placed),
        tuple(each for each in stops if is_disputed(table.loc[each])),
        zones[~own].reset_index(drop=True),
        _standing(np.array(wish.camps).reshape(-1, 2)),
        _within_a_day(stops, wish),
    )


@while_data_stay()
def road_layers() -> tuple[str, ...]:
    """The layers of the office's own that have lines."""
    table = collection().table
    lined = set(table.loc[table["geometry_kind"] == "line", "layer"])
    return tuple(each.name for each in collection().layers if each.own and each.name in lined)


@while_data_stay(most=16)
def _along(roads: str, ids: tuple[str, ...]) -> Numbers:
    """Metres along the roads of that layer: (n, n); NaN where no way is known."""
    if not roads:
        return np.full((len(ids), len(ids)), np.nan)
    return _network(roads).metres(_positions(ids))


@while_data_stay(most=3)
def _network(roads: str) -> Roads:
    table = collection().table
    return Roads(table.geometry[(table["layer"] == roads) & (table["geometry_kind"] == "line")])


def _day(loop: Sequence[int], ids: Sequence[str], straight: Numbers, along: Numbers) -> Day:
    whole = (0, *loop, 0)
    legs, roads = (metres[whole[:-1], whole[1:]].tolist() for metres in (straight, along))
    known = tuple(None if np.isnan(road) else road for road in roads)
    return Day(tuple(map(str, np.array(ids)[list(loop)])), tuple(legs), known)


def _standing(positions: Numbers) -> pd.DataFrame:
    numbers = tuple(range(1, len(positions) + 1))
    return proximity(Starts(positions, numbers), 0.0).standing


def _reachable(wish: Wish) -> list[str]:
    """Designated places of known and undisputed position that a day's round trip can reach, the
    nearest first: as many as can be chosen from at once. A known road may be as short as the
    straight line."""
    ids, positions = _designated()
    base = _positions(np.array([wish.base]))
    metres = distances(np.concatenate([base, positions]))[0, 1:]
    near = metres <= wish.km_a_day * 1000 / (1.0 if wish.roads else wish.factor) / 2
    order = np.argsort(metres, kind="stable")
    return [ids[each] for each in order if near[each]][:_MOST_CHOSEN_FROM]


_MOST_CHOSEN_FROM = 60


@while_data_stay()
def _designated() -> tuple[tuple[str, ...], Numbers]:
    """Ids and positions; of what is there twice (a part of the corridor that is sacred, or the
    settlement of Talgar) the designated one, once."""
    table = collection().table
    layers = [each.name for each in collection().layers if each.designated]
    here = table["layer"].isin(layers) & (table["layer"] != "talgar") & table.geometry.notna()
    rows = table[here & (table["status"] == "designated")]
    sure = rows[~rows.apply(is_disputed, axis=1).astype(bool)] if len(rows) else rows
    return tuple(sure.index), _positions(sure.index.to_numpy())


def _positions(ids: Sequence[str]) -> Numbers:
    points = collection().table.geometry.loc[list(ids)].representative_point()
    return np.column_stack([points.x, points.y])


def _within_a_day(stops: Sequence[str], wish: Wish) -> dict[str, int]:
    ids, positions = _designated()
    if not stops or not ids:
        return dict.fromkeys(stops, 0)
    whole = distances(np.concatenate([_positions(np.array(stops)), positions]))
    near = whole[: len(stops), len(stops) :] <= wish.km_a_day * 1000 / wish.factor / 2
    others = [near[row] & (np.array(ids) != stop) for row, stop in enumerate(stops)]
    return {stop: int(each.sum()) for stop, each in zip(stops, others, strict=True)}
