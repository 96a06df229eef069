"""What an address may ask of a sheet, and where the map then lies on it."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from layers.symbols import SHAPES
from reports.extent import fit, metres_per_pixel, project, unproject
from reports.margin import bar_length
from reports.paths import svg_path, symbol
from reports.sheet import ORIENTATIONS, PAPERS, parse
from reports.studio import _order, _sheet
from reports.view import LONGEST_TITLE, TitleTooLongError

WGS84 = Geod(ellps="WGS84")
GOOD = {"view": ["8/43.4/77.2"], "size": ["900x560"], "paper": ["A3"], "orientation": ["portrait"]}


def test_an_address_is_read():
    sheet = parse("kk", "pdf", GOOD | {"title": ["  Талғар\nқаласы "], "card": ["1103"]})
    assert (sheet.zoom, sheet.lat, sheet.lon) == (8, 43.4, 77.2)
    assert (sheet.width, sheet.height, sheet.size) == (900, 560, (297, 420))
    assert (sheet.title, sheet.place) == ("Талғар қаласы", "1103")


@pytest.mark.parametrize(
    "view",
    [
        "",
        "8",
        "8/43",
        "nan/1/1",
        "8/inf/1",
        "8/43/1e999",
        "a/b/c",
        "8/86/1",
        "8/43/181",
        "8/43/nan",
        "8/43/77/1",
        "{{7*7}}/1/1",
    ],
)
def test_a_view_that_no_map_has_is_the_whole_country(view):
    assert parse("kk", "pdf", {"view": [view]}) == parse("kk", "pdf", {})


@pytest.mark.parametrize(
    "size", ["", "x", "1x1", "99999999x500", "900", "-900x500", "9e2x500", "٩٠٠x٥٦٠"]
)
def test_a_size_that_no_screen_has_is_a_common_one(size):
    assert parse("kk", "pdf", {"size": [size]}) == parse("kk", "pdf", {})


@pytest.mark.parametrize("value", ["", "A5", "a4", "../A4", "Letter", "<script>", "A4\0"])
def test_paper_and_orientation_are_of_the_list(value):
    sheet = parse("kk", "pdf", {"paper": [value], "orientation": [value]})
    assert (sheet.paper, sheet.orientation) == ("A4", "landscape")


def test_a_title_is_never_cut():
    assert parse("kk", "pdf", {"title": ["ү" * LONGEST_TITLE]}).title == "ү" * LONGEST_TITLE
    with pytest.raises(TitleTooLongError):
        parse("kk", "pdf", {"title": ["ү" * (LONGEST_TITLE + 1)]})


def test_letters_that_are_not_seen_leave_the_title():
    assert parse("kk", "pdf", {"title": ["a\u202eb\0c\u200b\td"]}).title == "abc d"


@given(st.dictionaries(st.sampled_from(["view", "size", "paper", "orientation", "card"]),
                       st.lists(st.text(), max_size=3)))  # fmt: skip
def test_no_address_is_an_error(parameters):
    sheet = parse("ru", "png", parameters)
    assert sheet.paper in PAPERS
    assert sheet.orientation in ORIENTATIONS
    assert 2 <= sheet.zoom <= 18
    assert _sheet(_order(sheet)) == sheet


VIEWS = [(4.5, 47.2, 68.5), (8, 43.4, 77.2), (12, 43.3, 77.24), (13, 53.0, 50.0), (3, 40.0, 100.0)]


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("room", [(198, 140), (178, 190), (300, 60)])
def test_the_whole_screen_is_on_the_sheet_and_little_more(view, room):
    zoom, _, _ = view
    extent = fit(view, (1000, 560), room)
    west, south, east, north = extent.bounds
    metres = metres_per_pixel(zoom)
    assert east - west >= 1000 * metres * (1 - 1e-6)
    assert north - south >= 560 * metres * (1 - 1e-6)
    assert min((east - west) / 1000, (north - south) / 560) <= 1.3 * metres
    assert math.isclose((east - west) / (north - south), room[0] / room[1])
    assert len(f"{extent.denominator:.0f}".rstrip("0")) <= 3


@pytest.mark.parametrize("view", VIEWS)
def test_the_scale_bar_is_as_long_as_it_says(view):
    """Its ends on paper, taken back to the ground, are that far apart along the ellipsoid."""
    extent = fit(view, (1000, 560), (198, 140))
    metres = bar_length(extent, 44)
    half = extent.bar(metres) / 2
    assert 15 < 2 * half <= 44.5
    x, y = project(extent.lon, extent.lat)
    reach = half * extent.metres_per_mm
    (west, east), (lat, _) = unproject([x - reach, x + reach], [y, y])
    _, _, length = WGS84.inv(west, lat, east, lat)
    assert math.isclose(length, metres, rel_tol=1e-4)


@pytest.mark.parametrize("view", VIEWS)
def test_the_stated_scale_is_that_of_the_middle(view):
    extent = fit(view, (1000, 560), (198, 140))
    x, y = project(extent.lon, extent.lat)
    (west, east), (lat, _) = unproject([x, x + extent.metres_per_mm], [y, y])
    _, _, ground = WGS84.inv(west, lat, east, lat)
    assert math.isclose(ground * 1000, extent.denominator, rel_tol=1e-3)


@given(st.floats(-179, 179), st.floats(-84, 84))
def test_projecting_there_and_back(lon, lat):
    back = unproject(*project(lon, lat))
    assert back == pytest.approx((lon, lat), abs=1e-9)


def test_web_mercator_is_that_of_the_screen():
    from pyproj import Transformer

    known = Transformer.from_crs(4326, 3857, always_xy=True).transform(77.2, 43.4)
    assert project(77.2, 43.4) == pytest.approx(known)


@pytest.mark.parametrize("shape", SHAPES)
def test_every_symbol_can_be_drawn_as_wide_as_on_the_screen(shape):
    corners = symbol(shape).vertices
    assert abs(corners).max() <= 0.5
    assert corners.max(axis=0)[0] - corners.min(axis=0)[0] > 0.5


def test_the_triangle_stands_on_its_side_and_the_circle_is_round():
    assert symbol("triangle").vertices[0][1] > 0.3
    distances = (symbol("circle").vertices ** 2).sum(axis=1) ** 0.5
    assert distances == pytest.approx(9 / 24)


@pytest.mark.parametrize(
    "path", ["M1 1C2 2 3 3 4 4Z", "M1 1Q2 2 3 3Z", "M1 1a9 9 0 1 0 3 3Z", "m1 1l2 2z"]
)
def test_a_path_that_cannot_be_drawn_is_refused(path):
    with pytest.raises(ValueError, match=r"path|half circle"):
        svg_path(path)


def test_an_order_survives_its_way_to_the_process():
    from dataclasses import replace

    sheet = replace(
        parse("kk", "pdf", GOOD), said=("a\nb", "{{7*7}}"), ids=("1103",), day=date(2026, 11, 22)
    )
    assert _order(sheet).count(b"\n") == 1
    assert _sheet(_order(sheet)) == sheet
