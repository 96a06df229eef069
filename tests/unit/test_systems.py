"""Every system lands where geodesy written by hand puts it, by one operation, or nowhere."""

import json
import os
import subprocess
import sys
import time
from math import isfinite

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import CRS

from geodata.coordinates.register import SYSTEMS
from geodata.coordinates.systems import from_wgs84, operation, system_of, to_wgs84
from geodata.problems import ContractError
from geodata.settings import FILES
from tests.running import ROOT
from tests.unit import geodesy_by_hand as by_hand

TALGAR = (77.222222, 43.277778)
PINNED = ("Pulkovo 1942 to WGS 84 (20), EPSG:5044", 3.0)
SK42 = [code for code, system in SYSTEMS.items() if system.datum == "sk42"]


def parts_in_kazakhstan():
    document = json.loads((FILES / "corridor.geojson").read_text("utf-8"))
    for feature in document["features"]:
        if feature["properties"]["countries"] == ["KZ"]:
            yield tuple(feature["geometry"]["coordinates"])


PARTS = list(parts_in_kazakhstan())


def placed(x, y, code):
    lon, lat = to_wgs84(np.array([x]), np.array([y]), code)
    return float(lon[0]), float(lat[0])


def in_own_zones(lon, lat):
    """Code and numbers of a position in 4284, in its 6° and in its 3° zone, all by hand."""
    old = by_hand.unshifted(lon, lat)
    six, three = int(lon // 6) + 1, round(lon / 3)
    yield "EPSG:4284", old
    yield f"EPSG:{28400 + six}", _zone(old, six, 6 * six - 3)
    yield f"EPSG:{2516 + three}", _zone(old, three, 3 * three)


def _zone(old, zone, meridian):
    easting = zone * 1e6 + 500_000
    return by_hand.transverse_mercator(*old, meridian, by_hand.KRASSOVSKY, false_easting=easting)


def test_eight_parts_of_the_corridor_are_meant():
    assert len(PARTS) == 8
    assert TALGAR in PARTS


@pytest.mark.parametrize("place", PARTS)
def test_a_part_lands_on_itself_and_not_where_no_shift_would_put_it(place):
    unshifted = by_hand.apart(by_hand.unshifted(*place), place)
    assert 50 < unshifted < 100
    for code, (x, y) in in_own_zones(*place):
        at = placed(x, y, code)
        assert by_hand.apart(at, place) < 0.1, code
        assert by_hand.apart(at, by_hand.unshifted(*place)) > 50, code


@pytest.mark.parametrize(("code", "meridian"), [("EPSG:2503", 75), ("EPSG:2602", 78)])
def test_talgar_without_the_zone_in_its_easting(code, meridian):
    old = by_hand.unshifted(*TALGAR)
    x, y = by_hand.transverse_mercator(*old, meridian, by_hand.KRASSOVSKY)
    assert by_hand.apart(placed(x, y, code), TALGAR) < 0.1


def test_the_numbers_of_talgar_are_those_of_zone_13_and_of_zone_26():
    six = by_hand.transverse_mercator(
        *by_hand.unshifted(*TALGAR), 75, by_hand.KRASSOVSKY, false_easting=13_500_000
    )
    assert six == pytest.approx((13_680_434, 4_796_031), abs=1)
    assert from_wgs84(*TALGAR, "EPSG:28413") == pytest.approx(six, abs=0.001)
    assert from_wgs84(*TALGAR, "EPSG:2542")[0] == pytest.approx(26_436_908, abs=1)


def test_utm_by_hand():
    x, y = by_hand.transverse_mercator(*TALGAR, 75, by_hand.WGS84, scale=0.9996)
    assert by_hand.apart(placed(x, y, "EPSG:32643"), TALGAR) < 0.001
    assert operation("EPSG:32643") == ("", 0.0)


def test_qaztrf_is_wgs_84_within_its_metre():
    assert by_hand.apart(placed(*TALGAR, "EPSG:10941"), TALGAR) < 0.01
    assert operation("EPSG:10941") == ("QazTRF-23 to WGS 84 (1), EPSG:10965", 1.0)
    x, y = by_hand.transverse_mercator(*TALGAR, 75, by_hand.GRS80, false_easting=13_500_000)
    assert by_hand.apart(placed(x, y, "EPSG:10947"), TALGAR) < 0.01


def test_the_same_easting_is_another_place_on_the_new_datum():
    """Why zone 13 in an easting is not yet an answer."""
    x, y = from_wgs84(*TALGAR, "EPSG:28413")
    assert 60 < by_hand.apart(placed(x, y, "EPSG:10947"), TALGAR) < 80


@pytest.mark.parametrize("code", SK42)
def test_pulkovo_1942_has_one_operation(code):
    assert operation(code) == PINNED


def test_the_shift_does_not_jump_between_neighbours():
    """What PROJ chooses by itself jumps by 2.7 m on this line, the edge of a box at 41.19° N."""
    lat = np.array([41.18999, 41.19001])
    lon, now = to_wgs84(np.full(2, 68.0), lat, "EPSG:4284")
    south, north = zip(lon, now - lat, strict=True)
    assert by_hand.apart(south, north) < 0.001


@pytest.mark.parametrize("code", [c for c, s in SYSTEMS.items() if s.datum != "qaztrf23"])
def test_the_register_is_that_of_epsg(code):
    system, crs = SYSTEMS[code], CRS.from_user_input(code)
    kinds = {
        "zone6": f"Pulkovo 1942 / Gauss-Kruger zone {system.zone}",
        "zone3": f"Pulkovo 1942 / 3-degree Gauss-Kruger zone {system.zone}",
        "meridian6": f"Pulkovo 1942 / Gauss-Kruger CM {system.meridian or 0:.0f}E",
        "meridian3": f"Pulkovo 1942 / 3-degree Gauss-Kruger CM {system.meridian or 0:.0f}E",
        "cs63": f"Pulkovo 1942 / CS63 zone K{system.zone}",
        "utm": f"WGS 84 / UTM zone {system.zone}N",
        "web": "WGS 84 / Pseudo-Mercator",
        "geographic": {"wgs84": "WGS 84", "sk42": "Pulkovo 1942"}.get(system.datum),
    }
    assert crs.name == kinds[system.kind]
    if system.transverse:
        given = {p.name: p.value for p in crs.coordinate_operation.params}
        assert given["Longitude of natural origin"] == pytest.approx(system.meridian)
        assert given["Latitude of natural origin"] == pytest.approx(system.origin_latitude)
        assert given["Scale factor at natural origin"] == system.scale
        assert given["False easting"] == system.false_easting
        assert given["False northing"] == 0


def test_all_zones_of_kazakhstan_are_there():
    def meridians(kind, datum="sk42"):
        found = [s.meridian for s in SYSTEMS.values() if (s.kind, s.datum) == (kind, datum)]
        assert found == sorted(set(found))
        return found

    for kind in ("zone6", "meridian6"):
        assert meridians(kind) == [45, 51, 57, 63, 69, 75, 81, 87]
    assert meridians("zone6", "qaztrf23") == meridians("utm", "wgs84") == meridians("zone6")
    assert meridians("zone3") == meridians("meridian3") == [3 * zone for zone in range(16, 30)]
    assert len(meridians("cs63")) == 3


@pytest.mark.parametrize("code", SYSTEMS)
def test_there_and_back_is_no_way(code):
    system = SYSTEMS[code]
    west, east = (46.5, 87.4) if system.meridian is None else (-4, 4)
    lon, lat = np.meshgrid(np.linspace(west, east, 9), np.linspace(40.5, 55.5, 9))
    lon = lon + (system.meridian or 0)
    again = to_wgs84(*from_wgs84(lon, lat, code), code)
    assert again[0].shape == lon.shape
    assert np.abs(again[0] - lon).max() * 111_320 < 0.00001
    assert np.abs(again[1] - lat).max() * 111_320 < 0.00001


@pytest.mark.parametrize("code", SYSTEMS)
def test_what_is_no_number_is_no_place(code):
    lon, lat = np.full(4, SYSTEMS[code].meridian or 75.0), np.full(4, 48.0)
    x, y = from_wgs84(lon, lat, code)
    bad = np.array([np.nan, np.inf, -np.inf, 1e30])
    for transform, first, second in ((to_wgs84, x, y), (from_wgs84, lon, lat)):
        for pair in ((bad, second), (first, bad), (bad, bad)):
            assert np.isnan(transform(*pair, code)).all()


@given(
    st.sampled_from(list(SYSTEMS)),
    st.floats(-1e9, 1e9),
    st.floats(-1e9, 1e9),
)
def test_a_position_is_whole_or_none(code, x, y):
    lon, lat = placed(x, y, code)
    assert isfinite(lon) == isfinite(lat)
    if isfinite(lon):
        assert abs(lon) <= 180 and abs(lat) <= 90
        assert from_wgs84(lon, lat, code) == pytest.approx((x, y), abs=0.01)


def test_an_easting_never_comes_round_the_world():
    assert np.isnan(placed(437_500, 4_795_200, "EPSG:28413")).all()
    assert np.isnan(placed(13_681_000, 4_795_200, "EPSG:2503")).all()
    assert np.isnan(placed(437.2, 43.3, "EPSG:4284")).all()
    assert np.isnan(placed(437.2, 43.3, "EPSG:4200")).all()
    assert np.isnan(placed(681_000, 4_795_200, "EPSG:20013")).all()
    assert np.isnan(from_wgs84(90.0, 50.0, "EPSG:20013")).all()


def test_a_hundred_thousand_points_take_no_time():
    x, y = np.linspace(13.3e6, 13.7e6, 100_000), np.linspace(4.5e6, 6.1e6, 100_000)
    to_wgs84(x[:1], y[:1], "EPSG:28413")
    began = time.perf_counter()
    lon, _ = to_wgs84(x, y, "EPSG:28413")
    assert time.perf_counter() - began < 0.5
    assert np.isfinite(lon).all()


def test_proj_asks_nobody_even_if_the_machine_lets_it():
    """In a process of its own, where the environment allows PROJ's network, and in its threads."""
    code = (
        "import threading, pyproj.network as network; assert network.is_network_enabled()\n"
        "import geodata.coordinates.transforming; asked = []\n"
        "thread = threading.Thread(target=lambda: asked.append(network.is_network_enabled()))\n"
        "thread.start(); thread.join(); print(network.is_network_enabled(), *asked)"
    )
    answered = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PROJ_NETWORK": "ON", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert answered.stdout.split() == ["False", "False"]


@pytest.mark.parametrize("code", ["EPSG:20013", "EPSG:32646", "EPSG:7694", "EPSG:28416"])
def test_another_system_is_taken_with_its_operation(code):
    system = system_of(code)
    name, accuracy = operation(code)
    assert (system.code, system.kind) == (code, "other")
    assert 0 <= accuracy <= 20
    assert name == "" if accuracy == 0 else "EPSG:" in name


def test_another_zone_of_pulkovo_goes_the_pinned_way():
    assert operation("EPSG:28416") == operation("EPSG:3388") == PINNED


NO_WAY = "EPSG:2600 EPSG:4490 EPSG:7678 EPSG:999999 EPSG:5773 EPSG:２８４１３ 28413 x +nadgrids=x"


@pytest.mark.parametrize("code", [*NO_WAY.split(), "EPSG: 28413", ""])
def test_no_way_to_wgs_84_is_said_and_not_guessed(code):
    with pytest.raises(ContractError) as raised:
        to_wgs84(np.array([500_000.0]), np.array([6_000_000.0]), code)
    assert raised.value.problems[0].code in {"no_accuracy", "unknown_system"}
