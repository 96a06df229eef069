"""Distances along roads against GeographicLib along the known way, and another shortest way."""

from itertools import pairwise

import numpy as np
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiLineString

from analysis.roads import JOIN_M, REACH_M, Roads

STEP = 0.01
"""Degrees between the corners of the invented networks: 800 m and 1,100 m."""
SOUTH_WEST = (71.0, 43.0)


def geodesic(one, other):
    return Geodesic.WGS84.Inverse(one[1], one[0], other[1], other[0])["s12"]


def moved(place, azimuth, metres):
    there = Geodesic.WGS84.Direct(place[1], place[0], azimuth, metres)
    return there["lon2"], there["lat2"]


def at(corner):
    return SOUTH_WEST[0] + corner[0] * STEP, SOUTH_WEST[1] + corner[1] * STEP


def along(*corners):
    return sum(geodesic(at(one), at(other)) for one, other in pairwise(corners))


def line(*corners):
    return LineString([at(corner) for corner in corners])


def metres(lines, *positions):
    return Roads(lines).metres(np.array(positions))


@pytest.mark.parametrize("lat", [38.0, 43.0, 55.0])
def test_a_way_round_three_corners_is_as_long_as_its_parts(lat):
    way = [(71.0, lat), (71.4, lat + 0.1), (71.5, lat + 0.6), (71.9, lat + 0.5)]
    found = metres([LineString(way)], way[0], way[-1])
    assert found[0, 1] == pytest.approx(sum(geodesic(*pair) for pair in pairwise(way)), rel=1e-4)


def test_the_pieces_to_and_from_the_road_are_in_it():
    road = line((0, 0), (4, 0))
    far = [moved(at((1, 0)), 0, 300), moved(at((3, 0)), 180, 400)]
    found = metres([road], *far)
    assert found[0, 1] == pytest.approx(300 + along((1, 0), (3, 0)) + 400, abs=0.5)
    assert found.diagonal().tolist() == [0, 0]


def test_a_place_is_reached_within_the_limit_and_not_beyond_it():
    for off, known in ((REACH_M - 1, True), (REACH_M + 1, False)):
        found = metres([line((0, 0), (4, 0))], moved(at((2, 0)), 0, off), at((4, 0)))
        assert np.isnan(found[0, 1]) != known and np.isnan(found[0, 0]) != known
        assert found[1, 1] == 0


def test_roads_that_cross_meet_and_two_parts_do_not():
    cross = [line((0, 1), (2, 1)), line((1, 0), (1, 2)), line((9, 0), (9, 2))]
    found = metres(cross, at((0, 1)), at((1, 2)), at((9, 2)))
    assert found[0, 1] == pytest.approx(along((0, 1), (1, 1), (1, 2)), rel=1e-6)
    assert np.isnan(found[:2, 2]).all() and np.isnan(found[2, :2]).all()


@pytest.mark.parametrize("gap, joined", [(JOIN_M - 0.5, True), (JOIN_M + 0.5, False)])
def test_an_end_that_nearly_meets_another_road_is_joined_to_it(gap, joined):
    start = moved(at((1, 0)), 0, gap)
    branch = LineString([start, at((1, 2))])
    for lines in ([line((0, 0), (2, 0)), branch], [branch.reverse(), line((2, 0), (0, 0))]):
        found = metres(lines, at((0, 0)), at((1, 2)))[0, 1]
        assert np.isnan(found) != joined
        if joined:
            assert found == pytest.approx(along((0, 0), (1, 0), (1, 2)), abs=0.05)


@pytest.mark.parametrize("gap, joined", [(JOIN_M - 0.5, True), (JOIN_M + 0.5, False)])
def test_a_ring_road_that_was_not_quite_closed_is_one(gap, joined):
    end = moved(at((0, 0)), 0, gap)
    ring = LineString([at((0, 0)), at((3, 0)), at((3, 3)), at((0, 3)), end])
    found = metres([ring], at((0, 3)), at((1, 0)))[0, 1]
    short, long = along((0, 3), (0, 0), (1, 0)), along((0, 3), (3, 3), (3, 0), (1, 0))
    assert found == pytest.approx(short if joined else long, abs=1)


def test_of_two_roads_between_the_same_places_the_shorter_counts_and_both_are_reached():
    straight, round_it = line((0, 0), (4, 0)), line((0, 0), (0, 3), (4, 3), (4, 0))
    found = metres([round_it, straight], at((0, 0)), at((4, 0)), at((2, 3)))
    assert found[0, 1] == pytest.approx(along((0, 0), (4, 0)), rel=1e-6)
    assert found[0, 2] == pytest.approx(along((0, 0), (0, 3), (2, 3)), rel=1e-6)


def test_places_on_one_piece_of_road_and_on_a_closed_ring():
    ring = line((0, 0), (3, 0), (3, 3), (0, 3), (0, 0))
    found = metres([ring], at((1, 0)), at((1.2, 0)), at((0, 1)))
    assert found[0, 1] == pytest.approx(along((1, 0), (1.2, 0)), abs=0.002)
    assert found[0, 2] == pytest.approx(along((1, 0), (0, 0), (0, 1)), rel=1e-6)


def test_of_nothing_there_is_no_way():
    dot = LineString([at((0, 0)), at((0, 0))])
    for lines in ([], [dot]):
        assert np.isnan(metres(lines, at((0, 0)), at((1, 0)))).all()
    assert Roads([line((0, 0), (1, 0))]).metres(np.empty((0, 2))).shape == (0, 0)


def test_asking_leaves_the_network_as_it_was():
    roads = Roads([line((0, 0), (4, 0))])
    asked = np.array([at((1, 0.1)), at((3, 0.2))])
    first = roads.metres(asked)
    roads.metres(np.array([at((0, 0.1)), at((4, 0)), at((2, 0))]))
    assert (roads.metres(asked) == first).all()


corners = st.tuples(st.integers(0, 5), st.integers(0, 5))


@st.composite
def walks(draw):
    """A road from corner to corner, a step at a time."""
    way = [draw(corners)]
    for axis, by in draw(st.lists(st.tuples(st.booleans(), st.sampled_from([-1, 1])), max_size=8)):
        x, y = way[-1]
        way.append((x + by, y) if axis else (x, y + by))
    return way


networks = st.lists(walks().filter(lambda way: len(way) > 1), min_size=1, max_size=6)
around = st.tuples(st.floats(-0.5, 5.5), st.floats(-0.5, 5.5))


def floyd_warshall(network):
    """From each corner to each, by the plainest of all ways to find it."""
    every = sorted({corner for way in network for corner in way})
    number = {corner: place for place, corner in enumerate(every)}
    far = np.full((len(every), len(every)), np.inf)
    np.fill_diagonal(far, 0)
    for way in network:
        for one, other in pairwise(way):
            here, there = number[one], number[other]
            far[here, there] = far[there, here] = along(one, other)
    for middle in range(len(every)):
        far = np.minimum(far, far[:, [middle]] + far[[middle], :])
    return every, far


@given(networks)
@settings(max_examples=60, deadline=None)
def test_from_corner_to_corner_as_another_shortest_way_finds_it(network):
    every, true = floyd_warshall(network)
    found = metres([line(*way) for way in network], *map(at, every))
    assert (np.isnan(found) == np.isinf(true)).all()
    known = np.isfinite(true)
    assert found[known] == pytest.approx(true[known], rel=1e-3, abs=0.01)


@given(networks, st.lists(around, min_size=1, max_size=6))
@settings(max_examples=60, deadline=None)
def test_it_is_a_distance_and_never_shorter_than_the_straight_line(network, places):
    positions = [at(place) for place in places]
    found = metres([line(*way) for way in network], *positions)
    assert np.array_equal(found, found.T, equal_nan=True)
    for one, here in enumerate(positions):
        for two, there in enumerate(positions):
            assert not found[one, two] < geodesic(here, there) - 1e-6
            through = found[one] + found[:, two]
            assert not (through < found[one, two] - 1e-6).any()


@given(networks, st.lists(around, min_size=1, max_size=5), st.randoms())
@settings(max_examples=60, deadline=None)
def test_neither_the_order_of_the_lines_nor_their_direction_changes_anything(network, places, dice):
    lines = [line(*way) for way in network]
    other = [each.reverse() if dice.random() < 0.5 else each for each in lines]
    dice.shuffle(other)
    positions = [at(place) for place in places]
    first, second = metres(lines, *positions), metres(other, *positions)
    third = metres([MultiLineString(lines)], *positions)
    assert second == pytest.approx(first, abs=1e-3, nan_ok=True)
    assert third == pytest.approx(first, abs=1e-3, nan_ok=True)
