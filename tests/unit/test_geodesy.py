"""Lengths, areas and distances against an independent geodesic computation (geographiclib)."""

import math
from itertools import pairwise

import geopandas as gpd
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point, Polygon

from analysis import geodesy

WGS84 = Geodesic.WGS84
LONS = st.floats(50, 115)
LATS = st.floats(33, 55)
POSITIONS = st.tuples(LONS, LATS)


def truth(start, end):
    return WGS84.Inverse(start[1], start[0], end[1], end[0])


@given(st.lists(POSITIONS, min_size=2, max_size=8))
def test_length(points):
    expected = sum(truth(*pair)["s12"] for pair in pairwise(points))
    assert geodesy.length_m(points) == pytest.approx(expected, rel=1e-9, abs=1e-6)


@given(st.lists(POSITIONS, min_size=3, max_size=3, unique=True))
def test_area_of_a_triangle(points):
    polygon = WGS84.Polygon()
    for lon, lat in points:
        polygon.AddPoint(lat, lon)
    _, _, area = polygon.Compute()
    # geographiclib rounds an area to a square metre or so
    assert geodesy.area_ha(points) == pytest.approx(abs(area) / 10_000, rel=1e-7, abs=1e-3)


@given(POSITIONS, POSITIONS)
def test_the_drawn_line_lies_on_the_geodesic(start, end):
    line = geodesy.as_it_runs([start, end])
    assert line[0] == start
    assert line[-1] == end
    whole = truth(start, end)["s12"]
    for between in line[1:-1]:
        detour = truth(start, between)["s12"] + truth(between, end)["s12"]
        assert detour == pytest.approx(whole, abs=0.01)
    for piece in pairwise(line):
        assert truth(*piece)["s12"] <= 20_001


def table(*rows):
    return gpd.GeoDataFrame(
        [
            {"id": i, "geometry_kind": kind, "geometry": shape}
            for i, (kind, shape) in enumerate(rows)
        ],
        crs=4326,
    )


@given(POSITIONS, st.lists(POSITIONS, min_size=1, max_size=6))
def test_the_nearest_points(here, places):
    found = geodesy.nearest(table(*(("point", Point(place)) for place in places)), *here, 3)
    expected = sorted(truth(here, place)["s12"] for place in places)[:3]
    assert list(found["distance_m"]) == pytest.approx(expected, abs=1e-6)


def rectangle(lon, lat, dlon, dlat):
    return Polygon([(lon, lat), (lon + dlon, lat), (lon + dlon, lat + dlat), (lon, lat + dlat)])


@settings(max_examples=10)  # each compares with four thousand points of the edge
@given(st.floats(-0.4, 0.9), st.floats(-0.4, 0.9))
def test_the_distance_to_a_boundary_is_that_to_its_nearest_edge(dx, dy):
    shape = rectangle(77, 43, 0.5, 0.5)
    lon, lat = 77 + dx, 43 + dy
    found = geodesy.nearest(table(("boundary", shape)), lon, lat, 1)["distance_m"].iloc[0]
    if shape.covers(Point(lon, lat)):
        assert found == 0
        return
    ring = shape.exterior.segmentize(0.0005)
    expected = min(truth((lon, lat), vertex)["s12"] for vertex in ring.coords)
    # The truth is known at points of the edge up to 28 m from the nearest one.
    assert found - 0.05 <= expected <= math.hypot(found, 29) * 1.001 + 0.05


def test_a_boundary_nearer_than_its_middle_comes_first():
    """By their points the small one would be nearer; a wrong order would hide the large one."""
    places = table(("boundary", rectangle(77, 43, 3, 3)), ("point", Point(76.5, 44)))
    found = geodesy.nearest(places, 76.99, 44, 2)
    assert list(found["id"]) == [0, 1]
    assert found["distance_m"].iloc[0] == pytest.approx(802, abs=2)


def test_without_places_nothing_is_near():
    assert geodesy.nearest(table(("point", None)), 77, 43, 5).empty


@pytest.mark.parametrize(
    ("azimuth", "said"),
    [(0, "n"), (22, "n"), (23, "ne"), (90, "e"), (180, "s"), (338, "n"), (314, "nw")],
)
def test_the_points_of_the_compass(azimuth, said):
    assert geodesy.compass(azimuth) == said


@given(st.floats(-180, 180))
def test_degrees_minutes_seconds_lead_back(degrees):
    whole, minutes, seconds = geodesy.degrees_minutes_seconds(degrees)
    assert 0 <= minutes < 60
    assert 0 <= seconds < 60
    assert whole + minutes / 60 + seconds / 3600 == pytest.approx(abs(degrees), abs=1.5e-5)


def test_a_pixel_of_the_web_map():
    """Published by OpenStreetMap for tiles of 256: 156,543.03 m at the equator, zoom 0."""
    assert geodesy.pixel_m(0, 0) == pytest.approx(156_543.03, abs=0.01)
    assert geodesy.pixel_m(60, 3) == pytest.approx(156_543.03 / 16, rel=1e-6)
    assert math.isclose(geodesy.pixel_m(43, 8.5), geodesy.pixel_m(43, 8) / math.sqrt(2))
