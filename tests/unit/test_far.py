"""What is told without measuring: never of a zone that may matter, and never of the nearest."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString, Point, box

from analysis import far
from analysis.clearance import clearances
from analysis.far import worth_measuring
from analysis.geodesy import in_space
from analysis.shapes import Shapes

GEOD = Geod(ellps="WGS84")
LONS, LATS = st.floats(44, 119), st.floats(32, 56)
SIZES = st.sampled_from([0.0, 0.001, 0.1, 1.0])


@st.composite
def shapes(draw):
    lon, lat, size = draw(LONS), draw(LATS), draw(SIZES)
    if not size:
        return Point(lon, lat)
    if draw(st.booleans()):
        return LineString([(lon, lat), (lon + size, lat + size / 3)])
    return box(lon, lat, lon + size, lat + size / 2)


@given(st.lists(shapes(), min_size=1, max_size=3), st.lists(shapes(), min_size=1, max_size=12),
       st.sampled_from([0.0, 2_000.0, 100_000.0, 1_000_000.0]))  # fmt: skip
def test_what_is_not_measured_is_farther_than_was_asked_and_not_the_nearest(
    projects, zones, within
):
    worth = worth_measuring(projects, zones, [within] * len(zones))
    for project, row in zip(projects, worth, strict=True):
        metres = np.array([each.clearance_m for each in clearances(Shapes([project]), zones)])
        assert row.any()
        assert (metres[~row] > within).all()
        assert row[np.argmin(metres)]


def test_each_zone_has_a_distance_of_its_own():
    zones = [Point(77.0, 43.0), Point(78.0, 43.0), Point(78.1, 43.0)]
    [row] = worth_measuring([Point(77.01, 43.0)], zones, [0.0, 0.0, 100_000.0])
    assert row.tolist() == [True, False, True]


def test_a_zone_of_which_nothing_can_be_said_is_always_measured():
    [row] = worth_measuring([Point(52, 45)], [Point(52, 45), Point(112, 34)], [0.0, np.inf])
    assert row.all()


@pytest.mark.parametrize("shape", [(0, 3), (2, 0)])
def test_nothing_against_nothing(shape):
    projects, zones = ([Point(77, 43)] * n for n in shape)
    rows = list(worth_measuring(projects, zones, [0.0] * shape[1]))
    assert [len(row) for row in rows] == [shape[1]] * shape[0]


def test_few_at_once_are_told_what_all_at_once_are(monkeypatch):
    """An office's own layer may hold 100,000 zones: not every pair is in memory at once."""
    projects = [Point(77 + step / 10, 43) for step in range(20)]
    zones = [box(77 + step / 5, 43.1, 77.05 + step / 5, 43.2) for step in range(15)]
    whole = list(worth_measuring(projects, zones, [15_000.0] * 15))
    assert 0 < np.sum(whole) < 300
    monkeypatch.setattr(far, "_MOST_PAIRS", 40)
    assert np.array_equal(list(worth_measuring(projects, zones, [15_000.0] * 15)), whole)


@given(LONS, LATS, LONS, LATS)
def test_a_chord_is_shorter_than_the_geodesic(lon, lat, other_lon, other_lat):
    ends = in_space(np.array([[lon, lat], [other_lon, other_lat]]))
    _, _, metres = GEOD.inv(lon, lat, other_lon, other_lat)
    assert np.linalg.norm(ends[0] - ends[1]) <= metres + 1e-6
