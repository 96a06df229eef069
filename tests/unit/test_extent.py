"""The schematic's circle, held against geographiclib: another implementation of the geodesic."""

import pytest
from geographiclib.geodesic import Geodesic
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import Point

from analysis.extent import equal_area_circle

LON = st.floats(44, 120)
LAT = st.floats(32, 57)
HECTARES = st.floats(0.1, 5_000_000)


@given(LON, LAT, HECTARES)
def test_its_area_is_the_published_one(lon, lat, area_ha):
    ring = equal_area_circle(Point(lon, lat), area_ha).exterior.coords
    polygon = Geodesic.WGS84.Polygon()
    for x, y in list(ring)[:-1]:
        polygon.AddPoint(y, x)
    area = polygon.Compute(reverse=False, sign=True)[2]
    assert area / 10_000 == pytest.approx(area_ha, rel=2e-4)


@given(LON, LAT, HECTARES)
def test_it_is_round_on_the_ground(lon, lat, area_ha):
    ring = equal_area_circle(Point(lon, lat), area_ha).exterior.coords
    radii = [Geodesic.WGS84.Inverse(lat, lon, y, x)["s12"] for x, y in ring]
    assert max(radii) == pytest.approx(min(radii), rel=1e-6)


def test_it_runs_counter_clockwise_as_rfc_7946_asks():
    assert equal_area_circle(Point(77, 43), 1000).exterior.is_ccw


def test_issyk_kul_reserve_is_as_wide_as_known():
    """4,311,588 ha: an equal-area radius of 117 km."""
    ring = equal_area_circle(Point(77, 42), 4_311_588).exterior.coords
    lon, lat = ring[0]
    assert Geodesic.WGS84.Inverse(42, 77, lat, lon)["s12"] == pytest.approx(117_150, rel=2e-3)
