"""Clearance, depth, lengths and areas inside against searched geodesics (distances_by_search) and
geographiclib: off by at most the larger of 1 m and 0.1 %."""

from itertools import pairwise

import numpy as np
import pytest
import shapely
from geographiclib.geodesic import Geodesic
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from shapely.affinity import translate
from shapely.geometry import (
    LinearRing,
    LineString,
    MultiLineString,
    MultiPoint,
    MultiPolygon,
    Point,
    Polygon,
    box,
)

from analysis.clearance import clearances
from analysis.shapes import Shapes
from tests.unit import distances_by_search as search

AKTAU, LUOYANG, PETROPAVL = (51.2, 43.6), (112.4, 34.7), (69.1, 54.9)
ALMATY, TURKISTAN = (76.9, 43.24), (68.25, 43.3)
WGS84 = Geodesic.WGS84
FEWER = settings(max_examples=30)
"""Where each example takes tens of milliseconds."""

BLOCK = box(77, 43, 77.1, 43.1)
RING = Polygon(BLOCK.exterior.coords, [box(77.04, 43.04, 77.06, 43.06).exterior.coords])
SKEW = Polygon([(77, 43), (77.137, 43.0413), (77.03, 43.191)])


def measured(shapes, zone):
    return clearances(Shapes(shapes if isinstance(shapes, list) else [shapes]), [zone])[0]


def exact(true, least=1.0):
    return pytest.approx(true, rel=1e-3, abs=least)


def metres(start, end):
    return WGS84.Inverse(start[1], start[0], end[1], end[0])["s12"]


def along(*points):
    """Metres along a line straight in degrees, by geographiclib."""
    whole = 0.0
    for start, end in pairwise(np.array(points, dtype=float)):
        stops = np.linspace(start, end, 41)
        whole += sum(metres(*pair) for pair in pairwise(stops))
    return whole


def area_m2(shape):
    """By geographiclib, edges straight in degrees."""
    return sum(_ring_m2(part) for part in shapely.get_parts(shape) if part.area)


def _ring_m2(polygon):
    found = []
    for ring in (polygon.exterior, *polygon.interiors):
        sums = WGS84.Polygon()
        for lon, lat in search.cut(search.edges(ring), 12)[:, 0]:
            sums.AddPoint(lat, lon)
        found.append(abs(sums.Compute()[2]))
    return found[0] - sum(found[1:])


# ---- shapes anywhere from Aktau to Luoyang and Petropavl -----------------------------------------

MIDDLES = st.tuples(st.floats(51.2, 112.4), st.floats(34.7, 54.9))
ROUND = st.lists(st.floats(0.3, 1), min_size=3, max_size=9)
STEPS = st.lists(
    st.tuples(st.floats(-1, 1), st.floats(-1, 1)).filter(lambda step: np.hypot(*step) > 0.1),
    min_size=1,
    max_size=5,
)


def power(low, high):
    """Sizes from small to large, each order as often."""
    return st.floats(low, high).map(lambda each: 10**each)


def outline(middle, size, radii):
    turns = 2 * np.pi * np.arange(len(radii)) / len(radii)
    ways = np.column_stack([np.cos(turns), np.sin(turns)]) * np.array(radii)[:, None]
    return Polygon(middle + size * ways)


def broken_line(start, size, steps):
    return LineString(np.array(start) + size * np.cumsum([(0.0, 0.0), *steps], axis=0))


@st.composite
def zones(draw, largest=5.0):
    return outline(draw(MIDDLES), draw(power(-3.5, np.log10(largest))), draw(ROUND))


def shape_of(draw, kind, start, size):
    """A line, a plot or a point that begins at a position."""
    if kind == "point":
        return Point(start)
    return (
        broken_line(start, size, draw(STEPS))
        if kind == "line"
        else outline(start, size, draw(ROUND))
    )


@st.composite
def apart(draw, kinds=("line", "plot", "point")):
    """A project and a zone, from ten metres to 2,000 km apart."""
    zone = draw(zones())
    corner = np.array(draw(st.sampled_from(list(zone.exterior.coords))))
    turn, gap = draw(st.floats(0, 2 * np.pi)), draw(power(-4, 1.3))
    lon, lat = corner + gap * np.array([np.cos(turn), 0.5 * np.sin(turn)])
    assume(51 < lon < 113 and 34 < lat < 55)
    project = shape_of(draw, draw(st.sampled_from(kinds)), (lon, lat), draw(power(-3.5, 0.5)))
    assume(not project.intersects(zone))
    return project, zone


@st.composite
def meeting(draw, kinds=("line", "plot", "point"), largest=2.0):
    """A project that lies in a zone or reaches into it."""
    zone = draw(zones(largest))
    size = np.sqrt(zone.area)
    away = np.array(draw(st.tuples(st.floats(-0.5, 0.5), st.floats(-0.5, 0.5))))
    start = np.array(zone.centroid.coords[0]) + size * away
    reach = size * draw(power(-1.5, 0.2))
    project = shape_of(draw, draw(st.sampled_from(kinds)), start, reach)
    assume(project.intersects(zone))
    return project, zone


# ---- how far -------------------------------------------------------------------------------------


@given(apart())
def test_the_clearance_is_the_shortest_geodesic(case):
    project, zone = case
    found = measured(project, zone)
    true, *_ = search.shortest(project, zone)
    assert not found.touches
    assert found.clearance_m == exact(true)
    here = Point(found.nearest.lon, found.nearest.lat)
    assert project.distance(here) < 1e-6
    assert search.shortest(here, zone)[0] == exact(true)


@pytest.mark.parametrize(
    ("start", "end"),
    [(AKTAU, PETROPAVL), (PETROPAVL, LUOYANG), (ALMATY, LUOYANG), (AKTAU, TURKISTAN)],
)
def test_between_two_places_it_is_the_geodesic(start, end):
    found = measured(Point(start), Point(end))
    assert found.clearance_m == pytest.approx(metres(start, end), rel=1e-9)
    assert (found.nearest.lon, found.nearest.lat) == pytest.approx(start, abs=1e-6)
    assert found.nearest.chainage_m is None


@pytest.mark.parametrize("gap", [0.00003, 0.001, 0.05, 1.5])
@pytest.mark.parametrize("lat", [35, 44, 54])
def test_an_edge_of_eight_degrees_is_straight_in_degrees(lat, gap):
    """As a geodesic it would lie up to 20 km elsewhere."""
    zone = Polygon([(70, lat), (78, lat + 1.5), (78, lat - 3)])
    middle = np.array([74, lat + 0.75 + gap])
    for project in (Point(middle), LineString([middle, middle + np.array([0.03, 0.2])])):
        assert measured(project, zone).clearance_m == exact(search.shortest(project, zone)[0])


@pytest.mark.parametrize("gap", [0.002, 0.3, 0.55, 0.9, 2.5])
def test_a_zone_may_reach_far_beyond_the_plane(gap):
    """From beside the project to 900 km from it."""
    zone = Polygon([(77 + gap, 43.0), (88, 46), (87, 48), (77 + gap, 43.4)])
    project = LineString([(76.6, 43.3), (77, 43.31), (76.9, 43.6)])
    assert measured(project, zone).clearance_m == exact(search.shortest(project, zone)[0])


LONG = LineString(
    [(68 + i * 0.17, 43 + 0.3 * np.sin(i) + 0.05 * i) for i in range(37)]  # 500 km, by and large
)


@pytest.mark.parametrize("end", [0, 18, 36])
@pytest.mark.parametrize("gap", [0.001, 0.02, 0.4, 1.2, 4])
def test_a_project_of_500_km(end, gap):
    lon, lat = LONG.coords[end]
    zone = outline((lon + (end - 18) / 36 * gap, lat + 0.4 + gap), 0.1, [1, 0.5, 0.8, 0.4, 0.9])
    assert measured(LONG, zone).clearance_m == exact(search.shortest(LONG, zone)[0])


def test_a_zone_at_an_even_distance_along_500_km():
    """Whatever the plane is off somewhere, another place would be taken for the nearest one."""
    zone = LONG.offset_curve(0.03)
    assert measured(LONG, zone).clearance_m == exact(search.shortest(LONG, zone)[0])


def crowd(middle, size, count):
    turn = np.linspace(0, 2 * np.pi, count, endpoint=False)
    reach = 1 + 0.2 * np.sin(7 * turn) + 0.07 * np.sin(61 * turn) + 0.01 * np.sin(401 * turn)
    ways = np.column_stack([np.cos(turn), np.sin(turn)]) * reach[:, None]
    return Polygon(middle + size * ways)


@pytest.mark.parametrize("away", [6, 9, 24])
def test_crowds_of_vertices_far_from_each_other(away):
    zone, plot = crowd((70 + away, 45), 1.1, 1500), crowd((70, 44), 0.9, 3000)
    road = LineString(plot.exterior.coords[:-5])
    true, *_ = search.shortest(road, zone)
    assert measured(road, zone).clearance_m == exact(true)
    assert measured(plot, zone).clearance_m == exact(true)


def test_the_nearest_of_lines_plots_and_points_counts():
    line, plot, point = LineString([(76, 43), (76.5, 43)]), box(76, 43.5, 76.8, 43.6), Point(77, 43)
    near = {"line": (76.4, 42.9), "plot": (76.9, 43.55), "point": (77.01, 43.01)}
    for zone in near.values():
        each = [search.shortest(shape, Point(zone))[0] for shape in (line, plot, point)]
        assert measured([line, plot, point], Point(zone)).clearance_m == exact(min(each))
    assert measured([line, plot, point], Point(near["line"])).nearest.chainage_m is not None
    assert measured([line, plot, point], Point(near["plot"])).nearest.chainage_m is None


# ---- how deep, how long, how much ----------------------------------------------------------------


@FEWER
@given(meeting())
def test_the_depth_is_the_way_to_the_edge_from_the_deepest_place(case):
    """It is that of the place that is told, and no other place lies deeper."""
    project, zone = case
    found = measured(project, zone)
    assert found.touches
    here = np.array([[found.nearest.lon, found.nearest.lat]])
    assert project.distance(Point(here[0])) < 1e-6
    assert -found.clearance_m == exact(search.to_edges(here, zone)[0], least=0.05)
    assert none_is_deeper(places_inside(project, zone), zone, -found.clearance_m)


def none_is_deeper(places, zone, depth):
    likely = places[search.at_most_to_edges(places, zone) > depth]
    depths = search.to_edges(likely, zone) if len(likely) else np.zeros(1)
    return depth >= depths.max() - max(1.0, depths.max() / 1000)


def places_inside(project, zone):
    common = shapely.segmentize(project.intersection(zone), np.sqrt(zone.area) / 60)
    found = [shapely.get_coordinates(common)]
    if common.area:
        west, south, east, north = common.bounds
        grid = np.stack(np.meshgrid(np.linspace(west, east, 12), np.linspace(south, north, 12)))
        grid = grid.reshape(2, -1).T
        found.append(grid[shapely.intersects_xy(common, *grid.T)])
    return np.concatenate(found)


@given(meeting(["line"]))
def test_the_length_inside_and_the_chainage_of_each_way_through(case):
    line, zone = case
    assume(line.is_simple)
    found = measured(line, zone)
    common = shapely.line_merge(line.intersection(zone))
    parts = [part for part in shapely.get_parts(common) if part.length > 1e-7]
    assert found.length_inside_m == exact(sum(map(search.length, parts)))
    true = sorted(sorted(chainages(line, part)) for part in parts)
    assert np.array(found.intervals) == exact(np.array(true))
    assert found.length_inside_m == pytest.approx(sum(end - start for start, end in true), rel=1e-3)
    assert found.area_inside_m2 == 0
    assert found.share is None


def chainages(line, part):
    """Where along a simple line a part of it begins and ends."""
    for place in (part.coords[0], part.coords[-1]):
        way = shapely.line_locate_point(line, Point(place))
        before = [
            corner
            for corner in line.coords
            if shapely.line_locate_point(line, Point(corner)) < way - 1e-12
        ]
        yield search.length(LineString([*before, place])) if before else 0.0


@FEWER
@given(meeting(["plot"]))
def test_the_area_inside_and_its_share(case):
    plot, zone = case
    common = plot.intersection(zone)
    assume(common.area > 1e-12)
    found = measured(plot, zone)
    assert found.area_inside_m2 == exact(area_m2(common), least=0.1)
    assert found.share == exact(area_m2(common) / area_m2(zone), least=1e-6)
    assert found.length_inside_m == 0
    assert found.intervals == ()


def test_plots_that_overlap_count_once():
    plots = [box(77.02, 43.02, 77.06, 43.06), box(77.04, 43.02, 77.08, 43.06)]
    found = measured(plots, BLOCK)
    assert found.area_inside_m2 == exact(area_m2(box(77.02, 43.02, 77.08, 43.06)))


# ---- what must hold of any -----------------------------------------------------------------------


@given(apart(), st.floats(0, 5))
def test_a_project_moved_east_of_a_zone_in_its_west_is_never_nearer(case, shift):
    """A theorem on the ellipsoid: the distance of two positions grows with the longitude between
    them. Off by what the clearance may be off."""
    project, zone = case
    beside = zone.bounds[2] - project.bounds[0] + 0.001
    assume(project.bounds[2] + beside + shift < 130)
    still, moved = (
        measured(translate(project, by), zone).clearance_m for by in (beside, beside + shift)
    )
    assert moved >= still * (1 - 1e-3) - 0.1


@FEWER
@given(apart())
def test_the_hull_of_a_zone_is_never_further_than_the_zone(case):
    project, zone = case
    ways = [measured(project, each).clearance_m for each in (zone, zone.convex_hull)]
    assert ways[1] <= ways[0] * (1 + 1e-3) + 0.1


@FEWER
@given(meeting(["line"]), st.lists(st.floats(0, 1), min_size=1, max_size=4))
def test_a_line_in_parts_has_the_same_length_inside(case, cuts):
    """Cut at vertices and within edges, inside the zone and outside."""
    line, zone = case
    found = measured(line, zone)
    pieces = search.edges(line)
    at = sorted({0.0, float(len(pieces)), 1.0, *(part * len(pieces) for part in cuts)})
    parts = [LineString(stretch(pieces, *pair)) for pair in pairwise(at)]
    assume(all(part.length > 1e-9 for part in parts))
    together = measured(parts, zone)
    assert together.length_inside_m == pytest.approx(found.length_inside_m, rel=1e-6, abs=0.01)
    assert together.clearance_m == pytest.approx(found.clearance_m, rel=1e-3, abs=0.5)
    each = sum(measured(part, zone).length_inside_m for part in parts)
    assert each == pytest.approx(found.length_inside_m, rel=1e-6, abs=0.01)


def stretch(pieces, start, end):
    inner = range(int(np.floor(start)) + 1, int(np.ceil(end)))
    for position in (start, *inner, end):
        piece = min(int(position), len(pieces) - 1)
        yield pieces[piece, 0] + (position - piece) * (pieces[piece, 1] - pieces[piece, 0])


@FEWER
@given(meeting(["line"]))
def test_a_line_the_other_way_round_has_its_chainage_mirrored(case):
    line, zone = case
    there, back = measured(line, zone), measured(line.reverse(), zone)
    whole = Shapes([line]).length_m
    mirrored = sorted((whole - end, whole - start) for start, end in back.intervals)
    assert np.array(mirrored) == pytest.approx(np.array(there.intervals), rel=1e-6, abs=0.01)
    assert back.clearance_m == pytest.approx(there.clearance_m, rel=1e-3, abs=0.5)


@given(apart(["line"]))
def test_a_line_the_other_way_round_has_the_zone_on_its_other_side(case):
    line, zone = case
    assume(line.is_simple)
    there, back = measured(line, zone), measured(line.reverse(), zone)
    assert back.clearance_m == pytest.approx(there.clearance_m, rel=1e-6, abs=0.01)
    assert {there.nearest.side, back.nearest.side} in ({"left", "right"}, {None})


@FEWER
@given(st.lists(zones(), min_size=2, max_size=5), MIDDLES)
def test_the_order_of_zones_makes_no_difference(places, start):
    shapes = Shapes([LineString([start, np.array(start) + 0.3]), Point(start)])
    assert clearances(shapes, places) == clearances(shapes, places[::-1])[::-1]
    assert clearances(shapes, places) == [clearances(shapes, [each])[0] for each in places]


# ---- left and right ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "zone", "side"),
    [
        ([(77, 43), (78, 43)], (77.5, 43.1), "left"),
        ([(77, 43), (78, 43)], (77.5, 42.9), "right"),
        ([(78, 43), (77, 43)], (77.5, 43.1), "right"),
        ([(77, 43), (77, 44)], (76, 43.5), "left"),
        ([(76, 43), (76, 43), (77, 43), (77, 43)], (76.5, 43.2), "left"),
        # A hairpin to the left: all beyond it lies on the right, on whichever piece it is nearest.
        ([(76, 43), (77, 43), (76, 43.1)], (77.1, 42.99), "right"),
        ([(76, 43), (77, 43), (76, 43.1)], (77.1, 43.004), "right"),
        ([(76, 43), (77, 43), (76, 43.1)], (77.1, 43.02), "right"),
        ([(76, 43), (77, 43), (76, 42.9)], (77.1, 42.996), "left"),
        ([(77, 43), (77, 43.5)], (77, 44), None),
    ],
)
def test_the_side(line, zone, side):
    assert measured(LineString(line), Point(zone)).nearest.side == side


# ---- cases at the edge ---------------------------------------------------------------------------


def touching_only(found, lon, lat):
    assert (found.clearance_m, found.touches) == (0, True)
    assert (found.length_inside_m, found.area_inside_m2) == (0, 0)
    assert (found.share, found.intervals, found.nearest.side) == (None, (), None)
    assert (found.nearest.lon, found.nearest.lat) == pytest.approx((lon, lat), abs=1e-7)


def test_a_line_that_touches_the_edge_from_outside():
    line = LineString([(76.9, 43.0), (77, 43.05), (76.9, 43.1)])
    found = measured(line, BLOCK)
    touching_only(found, 77, 43.05)
    assert found.nearest.chainage_m == exact(along((76.9, 43.0), (77, 43.05)), least=0.01)


def test_a_line_that_touches_the_middle_of_an_edge_of_ten_degrees():
    """On a plane that edge would lie 3 km away."""
    found = measured(LineString([(76.9, 44), (77, 43)]), Polygon([(72, 43), (82, 43), (82, 38)]))
    touching_only(found, 77, 43)
    assert found.nearest.chainage_m == exact(along((76.9, 44), (77, 43)), least=0.01)


@pytest.mark.parametrize("count", [2, 38])
def test_a_line_along_an_edge_is_not_inside(count):
    start, end = np.array(SKEW.exterior.coords[0]), np.array(SKEW.exterior.coords[1])
    for reach in (0, 0.4):
        line = LineString(np.linspace(start - reach * (end - start), end, count))
        found = measured(line, SKEW)
        assert (found.touches, found.clearance_m, found.length_inside_m) == (True, 0, 0)


@pytest.mark.parametrize("shape", [SKEW.exterior, LineString(SKEW.exterior.coords)])
def test_the_edge_itself_is_not_inside(shape):
    found = measured(shape, SKEW)
    assert (found.touches, found.clearance_m, found.length_inside_m) == (True, 0, 0)


def test_a_line_that_follows_an_edge_and_then_goes_in():
    corners = np.array(SKEW.exterior.coords)
    bend, inner = corners[0] + 0.6 * (corners[1] - corners[0]), (77.06, 43.08)
    found = measured(LineString([corners[0], bend, inner]), SKEW)
    assert found.length_inside_m == exact(along(bend, inner), least=0.1)
    assert np.array(found.intervals) == exact(
        np.array([[along(corners[0], bend), along(corners[0], bend, inner)]]), least=0.1
    )


def test_a_line_through_two_vertices():
    found = measured(LineString([(76.95, 42.95), (77.15, 43.15)]), BLOCK)
    assert found.length_inside_m == exact(along((77, 43), (77.1, 43.1)), least=0.01)
    assert len(found.intervals) == 1


def test_a_line_past_a_vertex_touches_it():
    touching_only(measured(LineString([(76.95, 43.05), (77.05, 42.95)]), BLOCK), 77, 43)


def test_a_line_that_touches_the_edge_from_inside_stays_inside():
    line = LineString([(76.9, 43.05), (77.05, 43.1), (77.2, 43.05)])
    assert len(measured(line, BLOCK).intervals) == 1


def test_a_line_that_crosses_itself_and_passes_a_zone_twice():
    corners = [(76.9, 43.05), (77.2, 43.05), (77.2, 43.2), (77.05, 43.2), (77.05, 42.9)]
    found = measured(LineString(corners), BLOCK)
    first = along(corners[0], (77, 43.05)), along(corners[0], (77.1, 43.05))
    second = along(*corners[:4], (77.05, 43.1)), along(*corners[:4], (77.05, 43))
    assert np.array(found.intervals) == exact(np.array([first, second]), least=0.1)


def test_in_the_hole_of_a_zone_one_is_outside():
    line = LineString([(77.045, 43.05), (77.053, 43.05)])
    found = measured(line, RING)
    assert not found.touches
    assert found.clearance_m == exact(search.shortest(line, RING)[0])
    assert found.clearance_m > 0


def test_across_a_hole_a_line_is_inside_twice():
    found = measured(LineString([(76.9, 43.05), (77.2, 43.05)]), RING)
    assert len(found.intervals) == 2
    whole = along((77, 43.05), (77.04, 43.05)) + along((77.06, 43.05), (77.1, 43.05))
    assert found.length_inside_m == exact(whole, least=0.1)


def test_a_zone_of_two_parts():
    zone = MultiPolygon([BLOCK, box(77.2, 43, 77.3, 43.1)])
    found = measured(LineString([(76.9, 43.05), (77.4, 43.05)]), zone)
    assert len(found.intervals) == 2
    plot = measured(box(77.2, 43, 77.3, 43.1), zone)
    assert plot.share == pytest.approx(0.5)
    between = measured(Point(77.16, 43.05), zone)
    assert between.clearance_m == exact(search.shortest(Point(77.16, 43.05), zone)[0])


@pytest.mark.parametrize("zone", [BLOCK, RING, SKEW])
def test_a_plot_with_the_whole_zone_in_it(zone):
    found = measured(zone.buffer(0.3), zone)
    assert found.share == pytest.approx(1)
    assert found.area_inside_m2 == exact(area_m2(zone))
    assert none_is_deeper(places_inside(zone, zone), zone, -found.clearance_m)


def test_a_plot_that_meets_a_zone_along_an_edge_and_another_that_overlaps():
    found = measured([box(77.05, 43.02, 77.2, 43.04), box(77.1, 43.05, 77.2, 43.1)], BLOCK)
    assert found.area_inside_m2 == exact(area_m2(box(77.05, 43.02, 77.1, 43.04)))
    alone = measured(box(77.1, 43.05, 77.2, 43.1), BLOCK)
    assert (alone.touches, alone.clearance_m, alone.share) == (True, 0, None)
    assert BLOCK.distance(Point(alone.nearest.lon, alone.nearest.lat)) < 1e-9


def test_a_zone_that_is_a_line():
    """Where the road crosses it, however long its edges are."""
    line = LineString([(76.9, 43.05), (77.3, 43.05)])
    for zone in ([(77, 42.9), (77, 43.2)], [(72, 41.05), (82, 45.05)]):
        found = measured(line, LineString(zone))
        touching_only(found, 77, 43.05)
        assert found.nearest.chainage_m == exact(along((76.9, 43.05), (77, 43.05)), least=0.01)
    beside = LineString([(76, 43.1), (79, 43.2)])
    assert measured(line, beside).clearance_m == exact(search.shortest(line, beside)[0])


def test_a_zone_that_is_a_point():
    line = LineString([(76.9, 43.05), (77.3, 43.05)])
    touching_only(measured(line, Point(77, 43.05)), 77, 43.05)
    assert measured(line, Point(77, 43.2)).clearance_m == exact(
        search.shortest(line, Point(77, 43.2))[0]
    )


def test_a_line_or_a_point_within_a_plot_is_met_where_it_lies():
    plot = box(76, 42, 78, 44)
    touching_only(measured(plot, Point(77, 43.3)), 77, 43.3)
    inner = LineString([(77, 43), (77.1, 43)])
    touching_only(measured(plot, inner), 77, 43)


def test_zones_of_several_points_and_lines():
    line = LineString([(76, 43), (76.5, 43)])
    for zone in (
        MultiPoint([(77, 43), (76.2, 43.1)]),
        MultiLineString([[(77, 43), (76.6, 43.1)], [(79, 44), (80, 44)]]),
    ):
        assert measured(line, zone).clearance_m == exact(search.shortest(line, zone)[0])


def test_the_chainage_runs_on_from_line_to_line_and_counts_no_gap():
    lines = [
        LineString([(76.9, 43.05), (77.05, 43.05)]),
        LineString([(77.06, 43.05), (77.2, 43.05)]),
    ]
    first = along((76.9, 43.05), (77.05, 43.05))
    found = measured(lines, BLOCK)
    assert np.array(found.intervals) == exact(
        np.array(
            [
                [along((76.9, 43.05), (77, 43.05)), first],
                [first, first + along((77.06, 43.05), (77.1, 43.05))],
            ]
        ),
        least=0.1,
    )
    beyond = measured(lines, Point(77.25, 43.05)).nearest
    assert beyond.chainage_m == exact(first + along((77.06, 43.05), (77.2, 43.05)), least=0.1)


def test_a_vertex_twice_makes_no_difference():
    corners = [(76.9, 43.05), (77.05, 43.05), (77.2, 43.06)]
    twice = LineString([corner for corner in corners for _ in range(2)])
    for zone in (BLOCK, box(77.3, 43, 77.4, 43.04), Point(77.05, 43.2)):
        assert measured(twice, zone) == measured(LineString(corners), zone)


def test_pieces_of_two_centimetres():
    step = 2.5e-7
    line = LineString([(77.05 + each * step, 43.05) for each in range(50)])
    inside = measured(line, BLOCK)
    assert inside.intervals == ((0, pytest.approx(along(*line.coords[::49]), rel=1e-6)),)
    small = box(77.05 + 2 * step, 43.04, 77.05 + 6 * step, 43.06)
    true = [along((77.05, 43.05), (77.05 + each * step, 43.05)) for each in (2, 6)]
    assert measured(line, small).intervals == (pytest.approx(tuple(true), abs=1e-6),)


@pytest.mark.parametrize(
    ("project", "zone"),
    [
        (LineString([(76.9, 43.05), (76.9, 43.05)]), BLOCK),
        (Point(76.9, 43.05), LineString([(77, 43.05), (77, 43.05)])),
        (Point(76.9, 43.05), MultiLineString([[(77, 43.05)] * 2, [(79, 43), (80, 43)]])),
        (LineString([(76.8, 43.05), (76.9, 43.05)]), LinearRing([(77, 43.05)] * 4)),
    ],
)
def test_a_line_without_length_is_a_point(project, zone):
    """GEOS ends the whole process when it is asked for the nearest place of one."""
    true = metres((76.9, 43.05), (77, 43.05))
    assert measured(project, zone).clearance_m == exact(true)


def test_a_point_on_the_edge():
    found = measured(Point(77, 43.05), BLOCK)
    assert (found.clearance_m, found.touches) == (0, True)
    assert str(found.clearance_m) == "0.0"


def test_heights_make_no_difference():
    corners = [(76, 43), (77.05, 43.05)]
    flat, high = LineString(corners), LineString([(*corner, 800) for corner in corners])
    assert measured(high, shapely.force_3d(BLOCK, 1500)) == measured(flat, BLOCK)


def test_without_zones_nothing_is_found():
    assert clearances(Shapes([Point(77, 43)]), []) == []
