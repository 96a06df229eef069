"""The order of stops: against every order there is, and against orders that are known."""

from itertools import permutations

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.trips import EXACT, best_order, chosen, distances, into_days, length

PLACES = st.tuples(st.floats(66, 82), st.floats(41, 47))


def along_a_circle(count, dice):
    """Stops of a convex round: the shortest trip goes round it."""
    turns = np.sort(dice.uniform(0, 2 * np.pi, count))
    round_ = np.column_stack([75 + 0.4 * np.cos(turns), 43 + 0.3 * np.sin(turns)])
    mixed = dice.permutation(count)
    return round_, mixed


def test_distances_are_those_of_geographiclib():
    positions = np.array([(71.36, 42.9), (51.2, 43.65), (69.15, 54.87), (112.45, 34.62)])
    metres = distances(positions)
    for first, here in enumerate(positions):
        for second, there in enumerate(positions):
            true = Geodesic.WGS84.Inverse(here[1], here[0], there[1], there[0])["s12"]
            assert metres[first, second] == pytest.approx(true, abs=1e-3)


@settings(max_examples=40, deadline=None)
@given(st.lists(PLACES, min_size=2, max_size=7, unique=True))
def test_of_few_stops_no_order_is_shorter(positions):
    metres = distances(np.array(positions))
    stops = range(1, len(positions))
    best = best_order(stops, metres)
    assert sorted(best) == list(stops)
    shortest = min(length(each, metres) for each in permutations(stops))
    assert length(best, metres) == pytest.approx(shortest, abs=1e-6)


@pytest.mark.parametrize("count", [EXACT + 1, 20, 30])
def test_round_a_circle_the_shortest_trip_goes_round(count):
    around, mixed = along_a_circle(count, np.random.default_rng(count))
    metres = distances(around[mixed])
    true = distances(around)[np.arange(count), np.roll(np.arange(count), -1)].sum()
    best = best_order(range(1, count), metres)
    assert sorted(best) == list(range(1, count))
    assert length(best, metres) == pytest.approx(true, rel=1e-9)


def test_of_twelve_stops_the_order_is_exact():
    around, mixed = along_a_circle(EXACT + 1, np.random.default_rng(3))
    metres = distances(around[mixed])
    true = distances(around)[np.arange(EXACT + 1), np.roll(np.arange(EXACT + 1), -1)].sum()
    assert length(best_order(range(1, EXACT + 1), metres), metres) == pytest.approx(true)


@settings(max_examples=20, deadline=None)
@given(st.lists(PLACES, min_size=2, max_size=7, unique=True), st.integers(1, 4))
def test_days_hold_every_stop_once_and_the_longest_is_no_longer_than_one_day(positions, days):
    metres = distances(np.array(positions))
    order = best_order(range(1, len(positions)), metres)
    found = into_days(order, metres, days)
    assert len(found) <= days and all(found)
    assert sorted(stop for day in found for stop in day) == sorted(order)
    assert max(length(day, metres) for day in found) <= length(order, metres) + 1e-6


def test_two_groups_are_two_days():
    west = [(70.0, 43.0), (70.1, 43.1), (70.05, 43.05)]
    east = [(74.0, 43.0), (74.1, 43.1)]
    metres = distances(np.array([(72.0, 43.0), *west, *east]))
    found = into_days(best_order(range(1, 6), metres), metres, 2)
    assert {frozenset(day) for day in found} == {frozenset({1, 2, 3}), frozenset({4, 5})}


def test_no_stops_are_no_days():
    metres = distances(np.array([(72.0, 43.0)]))
    assert into_days((), metres, 3) == ()
    assert chosen(metres, 3, 1e6, 4) == ()


def test_what_is_chosen_fits_the_day():
    dice = np.random.default_rng(1)
    positions = np.column_stack([dice.uniform(70, 73, 40), dice.uniform(42, 44, 40)])
    metres = distances(positions)
    found = chosen(metres, 3, 200_000, 4)
    assert found and all(length(day, metres) <= 200_000 and len(day) <= 4 for day in found)
    stops = [stop for day in found for stop in day]
    assert len(set(stops)) == len(stops)
    nearest = 1 + int(metres[0, 1:].argmin())
    assert nearest in found[0]
    assert chosen(metres, 3, 10, 4) == ()


def test_two_places_at_one_spot_are_two_stops():
    metres = distances(np.array([(72.0, 43.0), (72.5, 43.0), (72.5, 43.0)]))
    assert sorted(best_order((1, 2), metres)) == [1, 2]
