"""The region of a position, within the borders of today and of 2019."""

import pytest
import shapely
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from shapely.geometry import LineString

from analysis.clearance import clearances
from analysis.regions import FORMED_FROM, borders, near, whereabouts
from analysis.shapes import Shapes
from geodata.ground import regions_of_kazakhstan
from layers.catalogue import collection

REGIONS = regions_of_kazakhstan()
BORDERS = borders(REGIONS)


def test_there_are_the_twenty_regions_of_2022():
    assert len(REGIONS) == 20
    assert set(FORMED_FROM) | set(FORMED_FROM.values()) <= set(REGIONS["id"])


def test_every_place_whose_region_the_facts_name_lies_in_it():
    """Independent of the basemap: the facts are typed from acts, GeoNames and UNESCO."""
    checked = unsure = 0
    for _, row in collection().table.iterrows():
        named = [code for code in row["region_now"] if code.startswith("KZ-")]
        if row.geometry is None or row["countries"] != ["KZ"] or len(named) != 1:
            continue
        lies = whereabouts(REGIONS, row.geometry.x, row.geometry.y)
        assert named[0] in lies.today, row["id"]
        assert lies.border_near or lies.today == (named[0],), row["id"]
        checked += 1
        unsure += len(lies.today) > 1
    assert checked >= 140
    assert unsure <= 5


@pytest.mark.parametrize(
    ("lon", "lat", "today", "then"),
    [
        (78.37, 45.02, "KZ-33", "KZ-19"),  # Taldykorgan: Zhetysu, Almaty region in 2019
        (80.25, 50.41, "KZ-10", "KZ-63"),  # Semey: Abai, East Kazakhstan in 2019
        (66.9, 48.0, "KZ-62", "KZ-35"),  # south of Zhezkazgan: Ulytau, Karaganda in 2019
        (77.24, 43.30, "KZ-19", "KZ-19"),
        (51.9, 47.1, "KZ-23", "KZ-23"),
    ],
)
def test_the_reform_of_2022(lon, lat, today, then):
    lies = whereabouts(REGIONS, lon, lat)
    assert lies.today == (today,)
    assert lies.of_2019 == (then,)


@pytest.mark.parametrize(("lon", "lat"), [(74.59, 42.87), (69.24, 41.31), (0, 0), (116.4, 39.9)])
def test_outside_kazakhstan(lon, lat):
    assert whereabouts(REGIONS, lon, lat).today == ()


def test_at_a_border_both_are_named_and_nothing_is_certain():
    border = (
        REGIONS[REGIONS["id"] == "KZ-33"]
        .geometry.iloc[0]
        .boundary.intersection(REGIONS[REGIONS["id"] == "KZ-19"].geometry.iloc[0].boundary)
    )
    point = border.representative_point()
    lies = whereabouts(REGIONS, point.x, point.y)
    assert set(lies.today) >= {"KZ-33", "KZ-19"}
    assert lies.border_near
    assert lies.of_2019 == ("KZ-19",)


@given(
    st.sampled_from([2_000.0, 4_000.0, 50_000.0]),
    st.sampled_from(["KZ-19", "KZ-33", "KZ-61", "KZ-47"]),
    st.integers(0, 10_000),
    st.floats(-0.06, 0.06),
    st.floats(-0.06, 0.06),
)
@examples(max_examples=15)
def test_the_regions_near_a_project_are_those_that_a_plain_measurement_finds(
    margin, code, corner, right, up
):
    """Near a border, where it matters: each whole outline measured, not its nearest pieces."""
    outlines = BORDERS.outlines
    corners = shapely.get_coordinates(outlines[code])
    lon, lat = corners[corner % len(corners)] + (right, up)
    shapes = Shapes([LineString([(lon, lat), (lon + 0.01, lat + 0.005)])])
    metres = [each.clearance_m for each in clearances(shapes, list(outlines.values()))]
    country = BORDERS.country
    [rim] = clearances(shapes, [country.boundary])
    here, abroad = near(BORDERS, shapes, margin)
    assert here == tuple(each for each, far in zip(outlines, metres, strict=True) if far <= margin)
    assert abroad == (not country.covers(shapes.every[0]) or rim.clearance_m <= margin)
