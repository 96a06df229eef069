"""The evidence in the numbers: what is offered, what is doubted, and that nothing is assumed."""

import time

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from geodata.coordinates.candidates import (
    candidates,
    doubts,
    in_area,
    in_kazakhstan,
    wrong_zone,
    zone_of,
)
from geodata.coordinates.systems import SYSTEMS, from_wgs84, to_wgs84
from geodata.ground import regions_of_kazakhstan

TALGAR = (77.222222, 43.277778)
ROAD = np.linspace(77.0, 77.4, 20), np.linspace(43.2, 43.4, 20)
KAZAKHSTAN = shapely.union_all(regions_of_kazakhstan().geometry.to_numpy())
shapely.prepare(KAZAKHSTAN)


def tokens(x, y, likely=None):
    found = candidates(np.asarray(x, float), np.asarray(y, float))
    return [c.token for c in found if likely is None or c.likely == likely]


def written(code, swapped=False):
    x, y = from_wgs84(*ROAD, code)
    return (y, x) if swapped else (x, y)


@pytest.mark.parametrize(
    ("code", "others"),
    [("EPSG:28413", ["EPSG:10947"]), ("EPSG:2542", []), ("EPSG:28410", ["EPSG:10944"])],
)
def test_a_zone_in_the_easting_leaves_only_the_datum_open(code, others):
    middle = SYSTEMS[code].meridian + np.linspace(-1, 1, 5)
    x, y = from_wgs84(middle, np.full(5, 50.0), code)
    assert tokens(x, y) == [code, *others]
    assert tokens(x, y, likely=True) == [code, *others]
    assert tokens(y, x) == ["swapped:" + token for token in (code, *others)]


def test_a_candidate_says_where_the_first_place_would_lie():
    x, y = written("EPSG:28413")
    old, new = candidates(x, y)
    assert old.position == pytest.approx((77.0, 43.2), abs=1e-6)
    assert new.position != pytest.approx((77.0, 43.2), abs=1e-4)


@pytest.mark.parametrize("code", ["EPSG:2503", "EPSG:2602", "EPSG:32643"])
def test_an_easting_without_zone_has_a_place_on_every_meridian(code):
    x, y = written(code)
    likely = tokens(x, y, likely=True)
    assert code in likely and len(likely) > 1
    assert all(in_area(*c.position) for c in candidates(x, y))
    assert not any(token.startswith("swapped") for token in tokens(x, y))
    assert "swapped:" + code in tokens(y, x, likely=True)
    assert "EPSG:3857" not in tokens(x, y)


def test_one_grid_is_offered_once():
    """On 75° E the 3° and the 6° zone are the same."""
    found = tokens(*written("EPSG:2503"))
    assert "EPSG:2601" not in found and len(found) == len(set(found))


def test_an_easting_far_from_the_meridian_is_in_no_3_degree_zone():
    x, y = from_wgs84(np.array([77.9]), np.array([46.0]), "EPSG:2503")
    likely = tokens(x, y, likely=True)
    assert "EPSG:2503" in likely and "EPSG:2602" not in likely


def test_a_zone_that_the_easting_has_left_is_not_likely():
    x, y = from_wgs84(np.array([79.5]), np.array([46.0]), "EPSG:28413")
    assert tokens(x, y) == ["EPSG:28413", "EPSG:10947"]
    assert not tokens(x, y, likely=True)


@pytest.mark.parametrize("zone", [2, 3, 4])
def test_the_zones_of_1963(zone):
    system = SYSTEMS[f"EPSG:{2937 + zone}"]
    x, y = from_wgs84(np.array([system.meridian]), np.array([47.5]), system.code)
    assert zone_of(x) == zone
    assert tokens(x, y, likely=True) == [system.code]


def test_degrees_can_be_of_three_datums():
    three = ["EPSG:4326", "EPSG:10941", "EPSG:4284"]
    assert tokens([TALGAR[0]], [TALGAR[1]], likely=True) == tokens([77.2], [43.2]) == three
    assert tokens([TALGAR[1]], [TALGAR[0]]) == ["swapped:" + code for code in three]


def test_where_both_orders_are_in_the_country_both_are_offered():
    likely = tokens([51.4], [51.2], likely=True)
    assert {"EPSG:4326", "swapped:EPSG:4326"} <= set(likely)


@given(st.floats(57.001, 87.3), st.floats(40.6, 55.4))
def test_east_of_57_a_swapped_point_is_never_placed_as_it_stands(lon, lat):
    assume(KAZAKHSTAN.contains(shapely.Point(lon, lat)))
    x, y = np.array([lat]), np.array([lon])
    found = tokens(x, y)
    assert found and all(token.startswith("swapped:") for token in found)
    for code in ("EPSG:4326", "EPSG:10941", "EPSG:4284"):
        assert doubts(x, y, code) == "swapped"
        assert not in_area(*to_wgs84(x, y, code)).any()


@given(st.sampled_from(list(SYSTEMS)), st.floats(46.5, 87.3), st.floats(40.6, 55.4))
def test_northing_first_is_never_placed_as_it_stands(code, lon, lat):
    assume(not SYSTEMS[code].geographic and SYSTEMS[code].kind != "web")
    x, y = from_wgs84(np.array([lon]), np.array([lat]), code)
    assume(np.isfinite(x[0]))
    assert not in_area(*to_wgs84(y, x, code)).any()
    assert doubts(y, x, code) == "swapped"


@pytest.mark.parametrize("code", SYSTEMS)
def test_nothing_at_nought_is_ever_in_the_area(code):
    nought = np.zeros(3)
    assert not in_area(*to_wgs84(nought, nought, code)).any()
    assert doubts(nought, nought, code) == "zero_zero"
    assert candidates(nought, nought) == ()


@pytest.mark.parametrize("code", [c for c, s in SYSTEMS.items() if s.kind != "web"])
def test_what_is_in_order_is_not_doubted(code):
    system = SYSTEMS[code]
    lon = 0.2 + (max(system.meridian, 48) if system.meridian else 75.0)
    x, y = from_wgs84(lon + np.linspace(0, 0.5, 50), np.linspace(48, 49, 50), code)
    assert doubts(x, y, code) is None


@pytest.mark.parametrize(
    ("x", "y", "code", "token"),
    [
        (13_681_000, 4_795_200, "EPSG:4326", "metres_in_degrees"),
        (77.2, 43.2, "EPSG:28413", "degrees_in_metres"),
        (77.2, 43.2, "EPSG:3857", "degrees_in_metres"),
        (77.2, 43.2, "EPSG:7694", "degrees_in_metres"),
        (13_681_000, 4_795_200, "EPSG:28412", "wrong_zone"),
        (13_681_000, 4_795_200, "EPSG:28409", "wrong_zone"),
        (26_437_500, 4_795_200, "EPSG:28413", "wrong_zone"),
        (13_681_000, 4_795_200, "EPSG:2503", "wrong_zone"),
        (681_000, 4_795_200, "EPSG:28413", "wrong_zone"),
        (13_950_000, 5_100_000, "EPSG:28413", "wrong_zone"),
        (4_795_200, 13_681_000, "EPSG:28413", "swapped"),
        (43.2, 77.2, "EPSG:4326", "swapped"),
        (47.1, 52.0, "EPSG:4326", "swapped"),
        (51.4, 51.2, "EPSG:4326", "either_way"),
        (277.2, 43.2, "EPSG:4326", "outside"),
        (2.35, 48.85, "EPSG:4326", "outside"),
        (13_500_000, 1_000_000, "EPSG:28413", "outside"),
        (np.nan, 43.2, "EPSG:4326", None),
    ],
)
def test_a_declared_system_is_doubted(x, y, code, token):
    assert doubts(np.array([x, x]), np.array([y, y]), code) == token


def test_a_single_odd_row_does_not_put_the_system_in_doubt():
    x, y = written("EPSG:28413")
    x, y = x.copy(), y.copy()
    x[3], y[4], x[5], y[5] = 12_681_000, np.nan, 0, 0
    assert doubts(x, y, "EPSG:28413") is None
    assert list(np.flatnonzero(wrong_zone(x, y, "EPSG:28413"))) == [3, 5]


def test_mixed_zones_are_offered_by_their_number():
    x, y = written("EPSG:28413")
    x = np.where(np.arange(20) % 4 == 0, x - 1_000_000, x)
    assert list(np.unique(zone_of(x))) == [12, 13]
    assert tokens(x, y, likely=True) == ["EPSG:28413", "EPSG:10947"]
    assert tokens(x, y, likely=False) == ["EPSG:28412", "EPSG:10946"]
    assert list(wrong_zone(x, y, "EPSG:28413")) == [n % 4 == 0 for n in range(20)]


def test_zones_are_read_off_the_millions():
    x = [8.4e6, 15.6e6, 16.4e6, 29.6e6, 2.3e6, 4.4e6, 681_000, 5.1e6, 30.5e6, -13e6, np.nan, np.inf]
    assert list(zone_of(np.array(x))) == [8, 15, 16, 29, 2, 4, 0, 0, 0, 0, 0, 0]


def test_a_system_without_zones_in_its_eastings_has_no_wrong_zone():
    for code in ("EPSG:2503", "EPSG:32643", "EPSG:4326"):
        x, y = written(code)
        assert not wrong_zone(x + 3, y, code).any()


def test_a_grid_of_a_town_fits_nothing():
    assert candidates(np.array([10_250.0, 11_300.0]), np.array([8_400.0, 9_100.0])) == ()
    assert candidates(np.array([np.nan]), np.array([np.inf])) == ()
    assert candidates(np.array([]), np.array([])) == ()


def test_the_border_is_taken_generously():
    assert in_kazakhstan(np.array([TALGAR[0]]), np.array([TALGAR[1]])).all()
    tokmok = np.array([75.203333]), np.array([42.801944])
    assert not in_kazakhstan(*tokmok).any() and in_area(*tokmok).all()


def test_a_large_file_is_asked_by_a_sample():
    rng = np.random.default_rng(1)
    x, y = rng.uniform(3e5, 7e5, 100_000), rng.uniform(4.7e6, 5.5e6, 100_000)
    candidates(x[:5], y[:5])
    began = time.perf_counter()
    assert candidates(x, y)
    assert time.perf_counter() - began < 0.5
