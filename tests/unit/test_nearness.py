"""Distances between places against an independent geodesic computation (geographiclib)."""

import math

import geopandas as gpd
import pandas as pd
import pytest
from geographiclib.geodesic import Geodesic
from shapely.geometry import Point, box

from analysis.nearness import nearest, pairs
from layers.catalogue import collection

TABLE = collection().table


def truth(start, end):
    return Geodesic.WGS84.Inverse(start.y, start.x, end.y, end.x)


def places(**rows):
    """name=(kind of geometry, geometry, accuracy)"""
    members = [
        {"id": name, "geometry_kind": kind, "geometry": shape, "accuracy_m": accuracy}
        for name, (kind, shape, accuracy) in rows.items()
    ]
    return gpd.GeoDataFrame(members, crs=4326).set_index("id", drop=False)


def kinds(**kind_of):
    return pd.Series(kind_of)


def test_every_pair_is_measured_as_geographiclib_measures_it():
    starts = TABLE[TABLE["layer"] == "corridor"]
    museums = TABLE[TABLE["place_type"] == "museum"]
    measured = pairs(starts, museums, museums["place_type"])
    assert len(measured) == 33 * 7
    for pair in measured.itertuples():
        expected = truth(TABLE.geometry[pair.start], TABLE.geometry[pair.place])
        assert pair.distance_m == pytest.approx(expected["s12"], abs=1)
        turned = abs(pair.azimuth - expected["azi1"] % 360)
        assert min(turned, 360 - turned) < 1e-6


def test_the_nearest_of_each_kind_over_all_starts_and_of_each_start():
    starts = places(a=("point", Point(70, 43), 10), b=("point", Point(75, 43), 10))
    there = places(
        near=("point", Point(70.1, 43), 10),
        far=("point", Point(76, 43), 10),
        gate=("point", Point(80, 43), 10),
    )
    measured = pairs(starts, there, kinds(near="museum", far="museum", gate="crossing"))
    over_all = nearest(measured, "kind").set_index("kind")
    assert over_all.loc["museum", ["start", "place"]].tolist() == ["a", "near"]
    assert over_all.loc["crossing", ["start", "place"]].tolist() == ["b", "gate"]
    of_each = nearest(measured, "start", "kind").set_index(["start", "kind"])["place"]
    assert of_each["b", "museum"] == "far"
    assert len(of_each) == 4


def test_accuracies_are_added_and_what_is_not_known_is_not_made_up():
    starts = places(a=("point", Point(70, 43), 30), b=("point", Point(71, 43), math.nan))
    there = places(c=("point", Point(72, 43), 12), d=("point", Point(73, 43), math.nan))
    measured = pairs(starts, there, kinds(c="x", d="x")).set_index(["start", "place"])
    assert measured.loc[("a", "c"), ["accuracy_m", "accuracy_whole"]].tolist() == [42, True]
    assert measured.loc[("a", "d"), ["accuracy_m", "accuracy_whole"]].tolist() == [30, False]
    assert measured.loc[("b", "c"), ["accuracy_m", "accuracy_whole"]].tolist() == [12, False]
    assert math.isnan(measured.loc[("b", "d"), "accuracy_m"])


def test_from_a_boundary_it_is_measured_from_the_edge():
    starts = places(a=("boundary", box(70, 43, 71, 44), 5))
    there = places(inside=("point", Point(70.2, 43.2), 5), east=("point", Point(72, 43.5), 5))
    measured = pairs(starts, there, kinds(inside="x", east="x")).set_index("place")["distance_m"]
    assert measured["inside"] == 0
    assert measured["east"] == pytest.approx(truth(Point(71, 43.5), Point(72, 43.5))["s12"], abs=5)


def test_what_has_no_position_or_no_kind_is_left_out():
    starts = places(a=("point", Point(70, 43), 5), nowhere=(None, None, 5))
    there = places(b=("point", Point(72, 43), 5), nowhere_too=(None, None, 5))
    assert list(pairs(starts, there, kinds(b="x", nowhere_too="x"))["start"]) == ["a"]
    nothing = pairs(starts, there, kinds(nowhere_too="x"))
    assert nothing.empty
    assert nearest(nothing, "kind").empty
