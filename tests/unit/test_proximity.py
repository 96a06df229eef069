"""What lies near points, against geographiclib and against a search along the edges."""

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

from analysis.geodesy import ring
from analysis.proximity import BLOCK, Places, near
from layers.catalogue import collection
from tests.unit import distances_by_search as search

TABLE = collection().table
EIGHT = {
    "Aktau": (51.2, 43.65),
    "Petropavl": (69.15, 54.87),
    "Shymkent": (69.6, 42.32),
    "Taraz": (71.36, 42.9),
    "on the border of two zones of UTM": (78.0, 43.3),
    "Talgar": (77.2222, 43.2778),
    "Zhetysu": (80.25, 45.4),
    "Luoyang": (112.45, 34.62),
}
LON, LAT = st.floats(47.0, 88.0), st.floats(40.0, 55.5)


def truth(here, there):
    """Metres and degrees from north."""
    line = Geodesic.WGS84.Inverse(here[1], here[0], there[1], there[0])
    return line["s12"], line["azi1"] % 360


def away(here, azimuth, metres):
    line = Geodesic.WGS84.Direct(here[1], here[0], azimuth, metres)
    return line["lon2"], line["lat2"]


def places(**rows):
    """id=(layer, kind of geometry, geometry)"""
    members = [
        {"id": name, "layer": layer, "geometry_kind": kind, "geometry": shape}
        for name, (layer, kind, shape) in rows.items()
    ]
    return Places(gpd.GeoDataFrame(members, crs=4326).set_index("id", drop=False))


def dots(*positions):
    return places(**{f"p{i}": ("a", "point", Point(each)) for i, each in enumerate(positions)})


def found(points, those, within_m):
    return near(np.array(points, dtype=float).reshape(-1, 2), those, within_m)


def within(points, those, within_m):
    pairs = found(points, those, within_m)
    pairs = pairs[pairs["distance_m"] <= within_m]
    return sorted(zip(pairs["point"], those.ids[pairs["place"]], strict=True))


@pytest.mark.parametrize("here", EIGHT.values(), ids=EIGHT)
def test_every_place_is_as_far_and_in_the_direction_that_geographiclib_says(here):
    those = Places(TABLE)
    pairs = found([here], those, 2e7)
    assert sorted(those.ids[pairs["place"]]) == sorted(TABLE.index[TABLE.geometry.notna()])
    for pair in pairs.itertuples():
        place = TABLE.geometry[those.ids[pair.place]]
        metres, azimuth = truth(here, (place.x, place.y))
        assert pair.distance_m == pytest.approx(metres, abs=0.001)
        assert pair.bearing_deg == pytest.approx(azimuth, abs=1e-6)


@pytest.mark.parametrize("here", EIGHT.values(), ids=EIGHT)
def test_999_metres_are_within_a_kilometre_and_1001_are_not(here):
    near_by = [away(here, azimuth, 999) for azimuth in range(0, 360, 45)]
    beyond = [away(here, azimuth, 1001) for azimuth in range(0, 360, 45)]
    said = within([here], dots(*near_by, *beyond), 1_000)
    assert [identity for _, identity in said] == [f"p{i}" for i in range(8)]


def test_both_sides_of_a_border_of_utm_are_measured_alike():
    west, east = (77.995, 43.3), (78.005, 43.3)
    there, back = (found([a], dots(b), 5_000).iloc[0] for a, b in ((west, east), (east, west)))
    assert there["distance_m"] == pytest.approx(back["distance_m"], abs=1e-6)
    assert there["distance_m"] == pytest.approx(truth(west, east)[0], abs=0.001)


def blob(middle, reach_m, corners=90):
    """An outline with bays, from geodesics alone."""
    turns = np.linspace(0, 360, corners, endpoint=False)
    return Polygon(
        [away(middle, turn, reach_m * (1 + 0.4 * np.sin(np.radians(turn) * 5))) for turn in turns]
    )


@pytest.mark.parametrize("reach_m", [300, 20_000, 150_000])
@pytest.mark.parametrize("here", EIGHT.values(), ids=EIGHT)
def test_the_distance_to_a_boundary_is_that_to_its_edge_near_and_far(here, reach_m):
    outline = blob(here, reach_m)
    points = np.array(
        [away(here, turn, reach_m * far) for turn in (10, 130, 250) for far in (0.3, 1.7, 6, 30)]
    )
    points = points[np.abs(points[:, 1]) < 80]
    pairs = found(points, places(a=("a", "boundary", outline)), 5e6).set_index("point")
    true = search.to_edges(points, outline)
    for number, metres in enumerate(true):
        pair = pairs.loc[number]
        sign = -1 if outline.covers(Point(points[number])) else 1
        assert pair["clearance_m"] == pytest.approx(sign * metres, abs=max(1.0, 0.001 * metres))
        assert pair["distance_m"] == max(0.0, pair["clearance_m"])
        assert np.isnan(pair["bearing_deg"]) == (sign < 0)


def test_a_schematic_is_measured_like_a_point_and_never_as_a_boundary():
    outline = box(77.0, 43.0, 77.4, 43.4)
    inside = (77.05, 43.05)
    said = found([inside], places(a=("a", "schematic", outline)), 1e5).iloc[0]
    point = outline.representative_point()
    assert said["distance_m"] == pytest.approx(truth(inside, (point.x, point.y))[0], abs=0.001)
    assert np.isnan(said["clearance_m"])


def test_on_a_boundary_is_inside_and_a_hole_is_outside():
    ring_of = Polygon(box(77, 43, 77.4, 43.4).exterior, [box(77.1, 43.1, 77.3, 43.3).exterior])
    those = places(a=("a", "boundary", ring_of))
    corner, edge, hole = (77, 43), (77, 43.2), (77.2, 43.2)
    pairs = found([corner, edge, hole], those, 1e5)
    assert list(pairs["distance_m"][:2]) == [0.0, 0.0]
    assert pairs["distance_m"][2] == pytest.approx(search.to_edges(np.array([hole]), ring_of)[0])


def test_a_line_is_measured_to_its_nearest_place_and_has_no_inside():
    line = LineString([(77, 43), (77.5, 43), (77.5, 43.5)])
    points = np.array([(77.2, 43.01), (77.6, 43.2)])
    pairs = found(points, places(a=("a", "line", line)), 1e5)
    assert list(pairs["distance_m"]) == pytest.approx(search.to_edges(points, line), abs=0.01)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(LON, LAT), min_size=1, max_size=12), st.floats(100, 2e6))
def test_what_is_found_is_what_comparing_every_pair_finds(points, within_m):
    those = Places(TABLE)
    pairs = found(points, those, within_m)
    shown = {
        (pair.point, those.ids[pair.place]): pair.distance_m
        for pair in pairs.itertuples()
        if pair.distance_m <= within_m
    }
    placed = TABLE[TABLE.geometry.notna()]
    expected = {}
    for number, (lon, lat) in enumerate(points):
        here = np.broadcast_to((lon, lat), (len(placed), 2))
        metres = search.metres(here, np.column_stack([placed.geometry.x, placed.geometry.y]))
        expected |= {
            (number, identity): far
            for identity, far in zip(placed.index, metres, strict=True)
            if far <= within_m
        }
        nearest = pd.Series(metres, placed.index).groupby(placed["layer"]).min()
        ours = pairs[(pairs["point"] == number) & pairs["nearest"]]
        layers = those.layers[those.layer[ours["place"]]]
        assert dict(zip(layers, ours["distance_m"], strict=True)) == pytest.approx(dict(nearest))
    assert shown == pytest.approx(expected)


def test_many_points_are_answered_as_each_alone():
    dice = np.random.default_rng(7)
    points = np.column_stack([dice.uniform(70, 80, 3 * BLOCK), dice.uniform(42, 46, 3 * BLOCK)])
    square = box(77, 43, 77.4, 43.4)
    those = places(
        far=("a", "boundary", square),
        dot=("a", "point", Point(71, 44)),
        other=("b", "point", Point(79, 45)),
    )
    heard = []
    together = near(points, those, 30_000, heard.append)
    assert heard == pytest.approx([1 / 3, 2 / 3, 1.0])
    for number in range(0, len(points), 97):
        alone = near(points[number : number + 1], those, 30_000).drop(columns="point")
        rows = together[together["point"] == number].drop(columns="point")
        pd.testing.assert_frame_equal(rows.reset_index(drop=True), alone)


def test_points_that_are_there_twice_are_answered_twice():
    here = EIGHT["Taraz"]
    assert within([here, here], dots(here), 10) == [(0, "p0"), (1, "p0")]


def test_no_points_and_no_places_are_no_pairs():
    assert found([], dots(EIGHT["Taraz"]), 1e6).empty
    assert found([EIGHT["Taraz"]], places(a=("a", None, None)), 1e6).empty


def test_a_place_without_a_position_is_in_no_pair():
    those = places(a=("a", None, None), b=("a", "point", Point(77, 43)))
    assert list(those.ids) == ["b"]


@pytest.mark.parametrize("here", EIGHT.values(), ids=EIGHT)
def test_a_ring_of_1000_metres_is_round_on_the_ground(here):
    """Scenario 40: half a percent; and what is drawn is what is computed."""
    drawn = ring(*here, 1_000)
    metres = [truth(here, corner)[0] for corner in drawn.exterior.coords]
    metres += [truth(here, drawn.exterior.interpolate(part, normalized=True).coords[0])[0]
               for part in np.linspace(0, 1, 500)]  # fmt: skip
    assert min(metres) >= 995 and max(metres) <= 1_005
    for azimuth in range(0, 360, 7):
        assert drawn.covers(Point(away(here, azimuth, 999)))
        assert not drawn.covers(Point(away(here, azimuth, 1001)))
