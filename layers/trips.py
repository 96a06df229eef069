"""A trip: the stops of each day in their order, how far apart, and what to mind at each.

Nobody here has a map of roads: distances are straight, and what a road may take is the straight
line times a factor, an estimate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

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
    """By the estimate."""
    camps: tuple[Position, ...] = ()
    """Where one camps or parks: looked at, and no stops."""


@dataclass(frozen=True)
class Day:
    """A round trip from the town."""

    stops: tuple[str, ...]
    """Ids in their order."""
    legs_m: tuple[float, ...]
    """Straight, from the town to the first stop, and so on, and back."""

    @property
    def straight_m(self) -> float:
        """All legs together."""
        return sum(self.legs_m)


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

    def estimate_m(self, straight_m: float) -> float:
        """What a road may take."""
        return straight_m * self.wish.factor


def trip(wish: Wish) -> Trip:
    """The trip of a wish whose town has a position."""
    table = collection().table
    wished = sorted({*wish.stops} - {wish.base})  # in whatever order they were named
    placed = [each for each in wished if table.geometry[each] is not None]
    ids = np.array([wish.base, *(placed or ([] if wished else _reachable(wish)))])
    metres = distances(_positions(ids))
    if wished:
        loops = into_days(best_order(range(1, len(ids)), metres), metres, wish.days)
    else:
        loops = chosen(metres, wish.days, wish.km_a_day * 1000 / wish.factor, STOPS_A_DAY)
    days = tuple(_day(loop, ids, metres) for loop in loops)
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


def _day(loop: Sequence[int], ids: Sequence[str], metres: Numbers) -> Day:
    whole = (0, *loop, 0)
    legs = metres[whole[:-1], whole[1:]]
    return Day(tuple(map(str, np.array(ids)[list(loop)])), tuple(map(float, legs)))


def _standing(positions: Numbers) -> pd.DataFrame:
    numbers = tuple(range(1, len(positions) + 1))
    return proximity(Starts(positions, numbers), 0.0).standing


def _reachable(wish: Wish) -> list[str]:
    """Designated places of known and undisputed position that a day's round trip can reach, the
    nearest first: as many as can be chosen from at once."""
    ids, positions = _designated()
    base = _positions(np.array([wish.base]))
    metres = distances(np.concatenate([base, positions]))[0, 1:]
    near = metres <= wish.km_a_day * 1000 / wish.factor / 2
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
