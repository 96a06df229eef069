"""What a new outline changes, against an independent geodesic computation (geographiclib)."""

import math

import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.affinity import scale, translate
from shapely.geometry import LineString, MultiPolygon, Point, Polygon

from geodata.office.difference import area_m2, difference

WGS84 = Geodesic.WGS84
TALGAR = (77.24, 43.303)
LONS, LATS = st.floats(47, 87), st.floats(40, 55)


def moved(position, east=0.0, north=0.0):
    """A position some metres away: first along the meridian, then to the east."""
    lon, lat = position
    there = WGS84.Direct(lat, lon, 0, north)
    there = WGS84.Direct(there["lat2"], there["lon2"], 90, east)
    return there["lon2"], there["lat2"]


def square(corner, metres, east=0.0, north=0.0):
    corner = moved(corner, east, north)
    right, top = moved(corner, metres), moved(corner, 0, metres)
    return MultiPolygon([Polygon([corner, right, moved(top, metres), top])])


def true_area_m2(polygon):
    """Of a polygon whose edges are straight in degrees: all together in 600 geodesics or so."""
    return _ring_m2(polygon.exterior) - sum(map(_ring_m2, polygon.interiors))


def _ring_m2(ring):
    drawn = WGS84.Polygon()
    for lon, lat in ring.segmentize(ring.length / 600).coords[:-1]:
        drawn.AddPoint(lat, lon)
    return abs(drawn.Compute()[2])


@settings(max_examples=8)
@given(LONS, LATS, st.floats(0.001, 1.5), st.floats(0.001, 1.5), st.booleans())
def test_area(lon, lat, width, height, hole):
    corners = [(lon, lat), (lon + width, lat + height / 9), (lon + width / 3, lat + height)]
    inner = scale(Polygon(corners), 0.3, 0.3).exterior.coords if hole else None
    outline = Polygon(corners, [inner] if hole else None)
    assert area_m2(outline) == pytest.approx(true_area_m2(outline), rel=2e-6, abs=1)
    assert area_m2(shapely.reverse(outline)) == pytest.approx(area_m2(outline))


def test_a_large_area_is_that_between_edges_straight_in_degrees():
    """Geodesics between its corners would enclose 1,450 ha less."""
    outline = shapely.box(70, 45, 75, 46)
    geodesics = WGS84.Polygon()
    for lon, lat in outline.exterior.coords[:-1]:
        geodesics.AddPoint(lat, lon)
    assert area_m2(outline) == pytest.approx(true_area_m2(outline), rel=1e-6)
    assert area_m2(outline) - abs(geodesics.Compute()[2]) == pytest.approx(1.4475e7, rel=1e-3)


@pytest.mark.parametrize("position", [TALGAR, (51.0, 47.0), (69.0, 54.9)])
@pytest.mark.parametrize(("east", "north"), [(100, 0), (0, 100), (-100, 0)])
def test_a_square_kilometre_moved_by_100_m(position, east, north):
    found = difference(square(position, 1_000, east, north), square(position, 1_000))
    assert found.area_ha == pytest.approx(100, rel=1e-3)
    assert found.former_area_ha == pytest.approx(100, rel=1e-3)
    assert found.added_m2 == pytest.approx(100_000, rel=5e-3)
    assert found.removed_m2 == pytest.approx(100_000, rel=5e-3)
    assert found.apart_m == pytest.approx(100, rel=5e-3)
    assert area_m2(found.added) == found.added_m2
    assert found.added.intersection(found.removed).area == 0
    assert (found.point_inside, found.point_to_edge_m) == (None, None)


def test_what_was_added_and_removed_adds_up():
    former = square(TALGAR, 3_000)
    new = MultiPolygon([*translate(former, 0.01, 0.005).geoms, *square(TALGAR, 500, 9_000).geoms])
    found = difference(new, former)
    both = area_m2(new.intersection(former))
    assert found.added_m2 + both == pytest.approx(found.area_ha * 10_000, rel=1e-7)
    assert found.removed_m2 + both == pytest.approx(found.former_area_ha * 10_000, rel=1e-7)
    assert found.apart_m == pytest.approx(6_500, rel=1e-2)  # from the far end of the outlier


def test_the_same_outline_changes_nothing():
    found = difference(square(TALGAR, 1_000), square(TALGAR, 1_000))
    assert (found.added_m2, found.removed_m2) == (0, 0)
    assert found.apart_m < 0.01
    assert found.added.is_empty and found.removed.is_empty


def test_a_vertex_more_on_an_edge_changes_nothing():
    """The farthest place is found between vertices too, and a vertex more is no distance."""
    former = square(TALGAR, 1_000)
    found = difference(former.segmentize(0.001), former)
    assert found.apart_m < 0.01
    assert found.added_m2 < 1


def test_the_farthest_place_may_lie_between_vertices():
    """A trench of 400 m from the north: its head is far from both edges beside it."""
    former = square(TALGAR, 1_000)
    trench = Polygon(
        [moved(TALGAR, *at) for at in ((495, 600), (505, 600), (505, 1_010), (495, 1_010))]
    )
    found = difference(MultiPolygon([former.geoms[0].difference(trench)]), former)
    assert found.apart_m == pytest.approx(400, rel=5e-3)
    assert found.added_m2 == pytest.approx(0, abs=1e-3)


@given(LONS, LATS, st.floats(-900, 900), st.floats(-900, 900))
@settings(max_examples=15)
def test_a_former_point(lon, lat, east, north):
    new = square((lon, lat), 1_000)
    at = moved((lon, lat), 500 + east, 500 + north)
    found = difference(new, Point(at))
    assert found.former_area_ha is None
    assert found.added_m2 == pytest.approx(found.area_ha * 10_000)
    assert found.point_inside == new.covers(Point(at))
    beyond = max(abs(east), abs(north)) - 500
    outside = math.hypot(max(abs(east) - 500, 0), max(abs(north) - 500, 0))
    expected = outside if beyond > 0 else -beyond
    assert found.point_to_edge_m == pytest.approx(expected, rel=5e-3, abs=1.5)


def test_nothing_before():
    found = difference(square(TALGAR, 1_000), None)
    assert found.former_area_ha is None
    assert found.removed.is_empty
    assert found.added_m2 == pytest.approx(1e6, rel=1e-3)
    assert found.apart_m is None


def test_outlines_that_only_touch_leave_no_lines_behind():
    found = difference(square(TALGAR, 1_000), square(TALGAR, 1_000, 1_000))
    assert {part.geom_type for part in found.added.geoms} == {"Polygon"}
    assert not any(isinstance(part, LineString) for part in found.removed.geoms)
