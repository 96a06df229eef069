"""A detour never comes nearer than it may, by the search of distances_by_search; it is as short as
one worked out by hand; and where there is none, the reason is told."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pyproj import Proj
from shapely.geometry import LineString, MultiPolygon, Point, Polygon, box

from analysis.clearance import clearances
from analysis.detour import ROOM_M, Detour, Keep, detour
from analysis.obstacles import Obstacles
from analysis.shapes import Shapes
from tests.unit import distances_by_search as search

FEWER = settings(max_examples=30)
PLANE = Proj(proj="aeqd", lon_0=77, lat_0=43, ellps="WGS84")
"""Metres round 77 E 43 N, in which the cases by hand are drawn."""


def degrees(shape):
    return shapely.transform(
        shape.segmentize(400), lambda x, y: PLANE(x, y, inverse=True), interleaved=False
    )


def metres(shape):
    return shapely.transform(shape, PLANE, interleaved=False)


def keeps(*shapes, accuracy_m=0.0):
    return [Keep(MultiPolygon(shapely.get_parts(degrees(each))), accuracy_m) for each in shapes]


def road(*corners):
    return degrees(LineString(corners))


def sound(line, zones, margin_m, found):
    """What holds of every detour."""
    assert isinstance(found, Detour), found
    assert (found.line.coords[0], found.line.coords[-1]) == (line.coords[0], line.coords[-1])
    assert_keeps_off(found, zones, margin_m)
    assert_keeps_its_course(line, found)
    project = Shapes([found.line])
    measured = [each.clearance_m for each in clearances(project, [zone.geometry for zone in zones])]
    assert found.clearance_m == min(measured)
    assert found.length_m == project.length_m
    assert found.extra_m == pytest.approx(project.length_m - Shapes([line]).length_m)
    return found


def assert_keeps_off(found, zones, margin_m):
    for zone in zones:
        assert not found.line.intersects(zone.geometry)
        assert apart(found.line, zone.geometry) >= margin_m + zone.accuracy_m - 0.02


def apart(line, zone):
    """In the plane round the zone: within 50 km off by a centimetre a kilometre at most."""
    lon, lat = zone.centroid.coords[0]
    local = Proj(proj="aeqd", lon_0=lon, lat_0=lat, ellps="WGS84")
    return shapely.distance(
        *(
            shapely.transform(each.segmentize(0.003), local, interleaved=False)
            for each in (line, zone)
        )
    )


def assert_keeps_its_course(line, found):
    """Between the turns every vertex stays, and whatever lies between."""
    before = Shapes([line])
    stops = np.array([0.0, *np.ravel(found.turns), before.length_m]).reshape(-1, 2)
    assert (np.diff(stops.ravel()) > 0).all()
    for start, end in stops:
        course = before.between(start, end)
        assert course.hausdorff_distance(course.intersection(found.line.buffer(1e-9))) < 1e-8
        corners = {tuple(each) for each in np.array(line.coords)[:, :2]}
        inner = {each for each in course.coords[1:-1] if each in corners}
        assert inner <= set(found.line.coords)


# ---- any road, any zones -------------------------------------------------------------------------

ROUND = st.lists(st.floats(0.3, 1), min_size=3, max_size=9)


@st.composite
def zones(draw, spread_m=15_000):
    """A ragged outline of 300 m to 8 km, sometimes with a hole in it."""
    radii = np.array(draw(ROUND))
    turns = 2 * np.pi * np.arange(len(radii)) / len(radii)
    ways = np.column_stack([np.cos(turns), np.sin(turns)]) * radii[:, None]
    middle = draw(st.tuples(st.floats(-spread_m, spread_m), st.floats(-6_000, 6_000)))
    size = 10 ** draw(st.floats(2.5, 3.9))
    hole = [ways * size * 0.6 + middle] if draw(st.booleans()) else []
    return keeps(Polygon(ways * size + middle, hole), accuracy_m=draw(st.floats(0, 300)))[0]


@st.composite
def roads(draw):
    """Sixty kilometres eastward in bends."""
    bends = draw(st.lists(st.floats(-5_000, 5_000), min_size=2, max_size=9))
    return road(*zip(np.linspace(-30_000, 30_000, len(bends)), bends, strict=True))


@FEWER
@given(roads(), st.lists(zones(), min_size=1, max_size=6), st.floats(0, 2_000))
def test_a_detour_never_comes_nearer_than_the_margin(line, around, margin_m):
    found = detour(line, around, margin_m, limit=20)
    spare = min(apart(line, each.geometry) - each.accuracy_m for each in around) - margin_m
    if abs(spare) > 0.1:
        assert (found == "clear_already") == (spare > 0)
    assume(isinstance(found, Detour))
    sound(line, around, margin_m, found)
    assert all(start < end for start, end in found.turns)


@FEWER
@given(roads(), st.lists(zones(), min_size=2, max_size=6), st.floats(0, 2_000))
def test_neither_the_order_of_zones_nor_the_direction_makes_a_difference(line, around, margin_m):
    found = detour(line, around, margin_m)
    assert detour(line, around[::-1], margin_m) == found
    back = detour(line.reverse(), around, margin_m)
    if isinstance(found, str):
        assert back == found
    else:
        assert back.length_m == pytest.approx(found.length_m, abs=0.1)
        whole = Shapes([line]).length_m
        turned = [whole - along for turn in back.turns for along in turn][::-1]
        assert turned == pytest.approx(np.ravel(found.turns), abs=0.05)


@FEWER
@given(zones(0), st.floats(100, 2_000))
def test_round_a_zone_without_bays_it_is_the_shorter_arc(zone, margin_m):
    """Worked out in the plane round the zone, by the length of either side."""
    hull = Keep(zone.geometry.convex_hull, zone.accuracy_m)
    line = road((-30_000, 0), (30_000, 0))
    found = detour(line, [hull], margin_m, limit=9)
    assume(isinstance(found, Detour))
    wide = metres(hull.geometry).buffer(margin_m + zone.accuracy_m, quad_segs=200)
    sides = shapely.ops.split(wide, metres(line))
    assume(len(sides.geoms) == 2)
    chord = metres(line).intersection(wide).length
    shorter = min(side.length - chord for side in sides.geoms)
    way = chord + found.extra_m
    assert shorter - 1 <= way <= shorter * 1.01 + 40


@FEWER
@given(st.lists(zones(5_000), min_size=1, max_size=4), st.data())
def test_what_the_search_leaves_out_would_not_be_shorter(around, data):
    """Against the ways over all pairs of corners that see each other, whatever lies about them."""
    area = shapely.union_all([metres(each.geometry).buffer(50, 4) for each in around])
    place = st.tuples(st.floats(-15_000, 15_000), st.floats(-15_000, 15_000))
    start, end = data.draw(place), data.draw(place)
    assume(not area.buffer(1).intersects(shapely.MultiPoint([start, end])))
    found = Obstacles(area).way(start, end, 1e9)
    shortest = over_all_corners(area, start, end)
    if found is None:
        assert shortest == np.inf
    else:
        assert LineString(found).length == pytest.approx(shortest, abs=0.5)


def over_all_corners(area, start, end):
    corners = shapely.get_coordinates(area.buffer(0.05, join_style="mitre"))
    places = np.concatenate([[start, end], corners])
    one, other = np.triu_indices(len(places), 1)
    ways = shapely.linestrings(np.stack([places[one], places[other]], axis=1))
    shapely.prepare(area)
    free = ~shapely.intersects(area, ways)
    steps = np.full((len(places), len(places)), np.inf)
    steps[one[free], other[free]] = steps[other[free], one[free]] = shapely.length(ways[free])
    gone = steps[0]
    for _ in places:
        further = np.minimum(gone, (gone[:, None] + steps).min(axis=0))
        if (further == gone).all():
            break
        gone = further
    return gone[1]


# ---- by hand -------------------------------------------------------------------------------------

STRAIGHT = road((-20_000, 0), (20_000, 0))
SQUARE = box(-2_000, -2_000, 2_000, 2_000)


def by_hand(margin_m):
    """Round the square: up, over and down, and two quarters of a circle."""
    return 8_000 + np.pi * margin_m - (4_000 + 2 * margin_m)


@pytest.mark.parametrize("margin_m", [1, 30, 500, 2_000])
def test_round_a_square(margin_m):
    found = sound(STRAIGHT, keeps(SQUARE), margin_m, detour(STRAIGHT, keeps(SQUARE), margin_m))
    assert found.extra_m == pytest.approx(by_hand(margin_m), rel=0.01)
    assert search.shortest(found.line, keeps(SQUARE)[0].geometry)[0] >= margin_m
    assert margin_m <= found.clearance_m <= margin_m * 1.03 + 2
    middle = Shapes([STRAIGHT]).length_m / 2
    reach = 2_000 + margin_m
    assert found.turns == (pytest.approx((middle - reach, middle + reach), abs=margin_m / 30 + 5),)


def test_the_accuracy_is_kept_beside_the_margin():
    exact = detour(STRAIGHT, keeps(SQUARE), 700)
    rough = keeps(SQUARE, accuracy_m=200)
    assert detour(STRAIGHT, rough, 500) == exact
    both = [*rough, *keeps(box(-2_000, -2_000, -1_900, 2_400))]
    sound(STRAIGHT, both, 500, detour(STRAIGHT, both, 500))


def test_the_shorter_side_is_taken():
    found = detour(STRAIGHT, keeps(box(-2_000, -5_000, 2_000, 1_000)), 500)
    assert metres(found.line).bounds[3] == pytest.approx(1_500, abs=20)
    assert metres(found.line).bounds[1] > -50


def test_zones_that_overlap_are_one():
    parts = keeps(box(-2_000, -2_000, 500, 2_000), box(-500, -2_000, 2_000, 2_000))
    found = sound(STRAIGHT, parts, 500, detour(STRAIGHT, parts, 500))
    assert found.extra_m == pytest.approx(by_hand(500), rel=0.01)
    assert len(found.turns) == 1


def test_between_two_zones_a_way_leads_where_both_margins_leave_one():
    wall = box(-500, 800, 500, 9_000), box(-500, -9_000, 500, 600)
    wide, narrow = detour(STRAIGHT, keeps(*wall), 90), detour(STRAIGHT, keeps(*wall), 110, 20)
    sound(STRAIGHT, keeps(*wall), 90, wide)
    assert metres(wide.line).bounds[3] < 720
    assert metres(wide.line).bounds[1] > -1
    sound(STRAIGHT, keeps(*wall), 110, narrow)
    south, north = metres(narrow.line).bounds[1::2]
    assert max(-south, north) > 9_000
    assert len(narrow.turns) == 1


def test_what_the_way_round_would_meet_is_gone_round_too():
    """Beside the square lies another, which the road itself is far from."""
    both = keeps(SQUARE, box(-1_000, 2_300, 1_000, 3_500), box(-3_000, -4_000, 3_000, -2_100))
    found = sound(STRAIGHT, both, 500, detour(STRAIGHT, both, 500))
    assert metres(found.line).bounds[3] == pytest.approx(4_000, abs=20)


def test_a_zone_with_a_hole_is_gone_round():
    ring = Polygon(SQUARE.exterior.coords, [box(-1_500, -1_500, 1_500, 1_500).exterior.coords])
    found = sound(STRAIGHT, keeps(ring), 100, detour(STRAIGHT, keeps(ring), 100))
    assert found.extra_m == pytest.approx(by_hand(100), rel=0.01)
    assert len(found.turns) == 1


def test_within_the_hole_of_a_zone_the_way_stays_there():
    ring = Polygon(SQUARE.exterior.coords, [box(-1_500, -1_500, 1_500, 1_500).exterior.coords])
    line = road((-1_000, 0), (-1_000, 1_800), (1_000, 1_800), (1_000, 0))
    found = sound(line, keeps(ring), 100, detour(line, keeps(ring), 100))
    assert found.extra_m == pytest.approx(-800, abs=40)
    out = road((-1_000, 0), (9_000, 0))
    assert detour(out, keeps(ring), 100, 99) == "none_within"


def test_a_course_between_two_turns_is_kept_if_it_is_worth_it():
    """The road passes the square twice: with thirty kilometres between, and with three."""
    far = road((-20_000, 1_000), (16_000, 1_000), (16_000, -1_000), (-20_000, -1_000))
    found = sound(far, keeps(SQUARE), 500, detour(far, keeps(SQUARE), 500))
    assert len(found.turns) == 2
    near = road((-20_000, 1_000), (3_000, 1_000), (3_000, -1_000), (-20_000, -1_000))
    found = sound(near, keeps(SQUARE), 500, detour(near, keeps(SQUARE), 500))
    assert len(found.turns) == 1
    assert found.extra_m < -8_000


def test_into_a_bay_and_out_again_is_no_way():
    horseshoe = SQUARE.difference(box(-500, -1_500, 500, 2_000))
    found = detour(STRAIGHT, keeps(horseshoe), 100)
    assert len(sound(STRAIGHT, keeps(horseshoe), 100, found).turns) == 1


def test_a_road_that_crosses_itself():
    line = road((-9_000, 0), (9_000, 0), (9_000, 5_000), (5_000, 5_000), (5_000, -5_000))
    found = sound(line, keeps(SQUARE), 500, detour(line, keeps(SQUARE), 500))
    assert found.extra_m == pytest.approx(by_hand(500), rel=0.01)


def test_heights_and_vertices_twice_make_no_difference():
    twice = [(*corner, 800) for corner in STRAIGHT.coords for _ in range(2)]
    assert detour(LineString(twice), keeps(SQUARE), 500) == detour(STRAIGHT, keeps(SQUARE), 500)


@pytest.mark.parametrize("lat", [41, 55])
def test_far_from_the_middle_of_a_road_of_400_km(lat):
    line = LineString([(72, lat), (74, lat + 0.5), (77, lat)])
    ends = [box(72.2, lat - 0.5, 72.4, lat + 0.3), box(76.7, lat - 0.2, 76.8, lat + 0.4)]
    zones = [Keep(each, 100) for each in ends]
    found = sound(line, zones, 5_000, detour(line, zones, 5_000, 5))
    assert found.clearance_m < 5_260
    assert all(search.shortest(found.line, each.geometry)[0] >= 5_100 for each in zones)
    assert len(found.turns) == 2


def test_the_line_is_the_same_read_as_straight_in_metres():
    found = metres(detour(STRAIGHT, keeps(SQUARE), 500).line)
    fine = metres(shapely.segmentize(detour(STRAIGHT, keeps(SQUARE), 500).line, 0.0005))
    assert found.hausdorff_distance(fine) < 0.1


# ---- water ---------------------------------------------------------------------------------------


def test_water_is_not_crossed_and_needs_no_margin():
    zone, lake = keeps(box(-2_000, -3_000, 2_000, 2_000)), degrees(box(-500, 2_100, 500, 9_000))
    dry = sound(STRAIGHT, zone, 500, detour(STRAIGHT, zone, 500))
    found = sound(STRAIGHT, zone, 500, detour(STRAIGHT, zone, 500, avoid=[lake]))
    assert dry.line.intersects(lake)
    assert not found.line.intersects(lake)
    assert metres(found.line).bounds[1] == pytest.approx(-3_500, abs=20)
    shore = degrees(box(-500, 2_600, 500, 9_000))
    past = detour(STRAIGHT, zone, 500, avoid=[shore])
    assert past == dry


@FEWER
@given(roads(), st.lists(zones(), min_size=1, max_size=3), st.lists(zones(), max_size=4))
def test_no_way_round_leads_through_water(line, around, lakes):
    water = [each.geometry for each in lakes]
    found = detour(line, around, 300, limit=20, avoid=water)
    dry = detour(line, around, 300, limit=20)
    assume(isinstance(found, Detour))
    sound(line, around, 300, found)
    new = found.line.difference(line.buffer(1e-8))
    assert not any(new.intersects(each) for each in water)
    assert found == dry or found.turns != dry.turns or found.length_m > dry.length_m


def test_a_way_leads_along_a_shore():
    lake = degrees(box(-500, 2_200, 500, 3_000))
    found = detour(STRAIGHT, keeps(SQUARE), 500, avoid=[lake, degrees(box(-5e3, -9e3, 5e3, -2e3))])
    sound(STRAIGHT, keeps(SQUARE), 500, found)
    assert 0.5 < search.shortest(found.line, lake)[0] < 10


def test_a_road_that_crosses_water_keeps_its_bridge_unless_it_is_in_the_way():
    far, near = box(8_000, -300, 9_000, 300), box(2_300, -300, 3_500, 300)
    lakes = [degrees(far), degrees(near)]
    found = sound(STRAIGHT, keeps(SQUARE), 500, detour(STRAIGHT, keeps(SQUARE), 500, avoid=lakes))
    assert found.line.intersects(lakes[0])
    assert not found.line.intersects(lakes[1])
    assert found.turns[0][1] == pytest.approx(23_501, abs=20)


# ---- why there is none ---------------------------------------------------------------------------


def test_a_road_that_is_clear_is_let_alone():
    assert detour(STRAIGHT, [], 500) == "clear_already"
    assert detour(STRAIGHT, keeps(box(-100, 502, 100, 900)), 500) == "clear_already"
    assert isinstance(detour(STRAIGHT, keeps(box(-100, 498, 100, 900)), 500), Detour)


@pytest.mark.parametrize("turned", [False, True])
def test_a_road_that_begins_or_ends_within_a_margin(turned):
    line = road((-2_400, 0), (9_000, 0))
    line = line.reverse() if turned else line
    assert detour(line, keeps(SQUARE), 500) == "end_inside"
    inside = road((0, 0), (9_000, 0))
    assert detour(inside, keeps(SQUARE), 0) == "end_inside"


def test_a_road_that_begins_a_metre_outside_of_the_margin_has_its_way():
    """Also at a corner, where the margin is drawn too wide."""
    slant = 2_000 + 501 / np.sqrt(2)
    for start in [(-2_501, 0), (-slant, slant)]:
        line = road(start, (0, 0), (9_000, 0))
        sound(line, keeps(SQUARE), 500, detour(line, keeps(SQUARE), 500))


def test_no_way_is_longer_than_the_limit():
    wall = keeps(box(-100, -40_000, 100, 40_000))
    assert detour(STRAIGHT, wall, 100) == "none_within"
    way, stretch = 80_000 + 200 + 100 * np.pi, 400
    enough = (way - ROOM_M) / stretch
    sound(STRAIGHT, wall, 100, detour(STRAIGHT, wall, 100, enough * 1.05))
    assert detour(STRAIGHT, wall, 100, enough * 0.9) == "none_within"


def test_a_road_that_begins_in_water_before_a_margin_has_none():
    lake = degrees(box(-21_000, -300, -2_000, 300))
    assert detour(STRAIGHT, keeps(SQUARE), 500, avoid=[lake]) == "end_inside"


def test_a_road_without_length():
    here, far = Point(77, 43), Point(78, 43)
    for place, reason in ((here, "end_inside"), (far, "clear_already")):
        assert detour(LineString([place, place]), keeps(SQUARE), 500) == reason


def test_each_zone_of_the_answer_is_clear_of_the_rest():
    """Several zones at once, each with its own accuracy."""
    places = [(-12_000, 500), (-4_000, -900), (3_000, 0), (11_000, 300)]
    zones = [
        keeps(Point(place).buffer(1_500), accuracy_m=100 * number)[0]
        for number, place in enumerate(places)
    ]
    found = sound(STRAIGHT, zones, 400, detour(STRAIGHT, zones, 400))
    assert len(found.turns) == 4
    assert all(one[1] < other[0] for one, other in pairwise(found.turns))
