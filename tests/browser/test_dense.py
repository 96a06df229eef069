"""A layer of thousands: dots of numbers, whose names and cards come when somebody points."""

import json
import os
import re
import urllib.request

import pytest
from playwright.sync_api import expect

from bench.measuring import Server
from tests.running import ROOT

FEATURES = 1500


@pytest.fixture(scope="module")
def crowded():
    environment = {"BENCH_FEATURES": str(FEATURES), "PYTHONPATH": os.fspath(ROOT)}
    with Server(os.fspath(ROOT / "bench" / "scale_app.py"), environment) as server:
        yield server.address


def nth(address, number):
    where = f"{address}/geo/answers/places/en?layer=corridor&nth={number}"
    with urllib.request.urlopen(where) as answer:
        return json.load(answer)[0]


def test_a_filter_chooses_among_the_dots_of_the_same_map(page, open_map, crowded):
    chart = open_map("?lang=en&layer=corridor", at=crowded)
    chart.wait_for_shown(FEATURES)
    chart.evaluate("window.same = true")
    expect(chart.frame.locator(".leaflet-dense-pane canvas")).to_have_count(1)
    page.get_by_role("radio", name="2019").click()
    expect(chart.frame.locator(f".leaflet-container[data-shown='{FEATURES}']")).to_have_count(0)
    shown = int(chart.frame.locator(".leaflet-container").get_attribute("data-shown"))
    assert FEATURES / 3 < shown < FEATURES * 2 / 3
    assert chart.evaluate("window.same") is True
    page.get_by_text(re.compile("Parts of the Chang'an-Tianshan")).click()
    chart.wait_for_shown(0)
    expect(chart.frame.locator(".leaflet-dense-pane canvas")).to_have_count(0)


def middle(page, chart):
    """The middle of the map as Leaflet has it, pixels of the page."""
    frame = page.locator("iframe[title='streamlit_folium.st_folium']").bounding_box()
    size = chart.evaluate("[mura.map.getSize().x, mura.map.getSize().y]")
    left = chart.evaluate("document.querySelector('.leaflet-container').getBoundingClientRect().x")
    return frame["x"] + left + size[0] / 2, frame["y"] + size[1] / 2


def painted(chart):
    """How many pixels of the dots are not empty."""
    return chart.evaluate(
        """(() => { const canvas = document.querySelector('.leaflet-dense-pane canvas');
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, i) => i % 4 === 3 && value > 0).length })()"""
    )


def test_a_dot_tells_its_name_and_opens_its_card(page, open_map, crowded):
    place = nth(crowded, 700)
    view = f"#map=12/{place['lat']}/{place['lon']}"
    chart = open_map(f"?lang=en&layer=corridor{view}", at=crowded)
    chart.wait_for_shown(FEATURES)
    assert painted(chart) > 40
    x, y = middle(page, chart)
    page.mouse.move(x, y)
    expect(chart.frame.locator(".leaflet-tooltip")).to_have_text(place["name"])
    page.mouse.click(x, y)
    expect(chart.frame.locator(".mura-card h2")).to_have_text(place["name"])
    expect(page).to_have_url(re.compile(f"id={place['id']}$"))
    expect(chart.frame.locator(".leaflet-tooltip")).to_have_count(0)


def test_beside_the_dots_a_click_asks_what_is_here(page, open_map, crowded):
    chart = open_map("?lang=en&layer=corridor#map=8/56/60", at=crowded)
    page.mouse.click(*middle(page, chart))
    expect(chart.frame.get_by_text("What is here").first).to_be_visible()


def test_a_link_finds_a_place_among_thousands(page, open_map, crowded):
    chart = open_map("?lang=en&layer=corridor#id=s000321", at=crowded)
    expect(chart.frame.locator(".mura-card h2")).to_have_text(re.compile(r"\w"))
    expect(page).to_have_url(re.compile("id=s000321$"))


def test_the_table_of_thousands_is_paged(page, open_map, crowded):
    open_map("?lang=en&layer=corridor", at=crowded)
    rows = page.locator(".mura-table tbody tr")
    expect(rows).to_have_count(50)
    expect(rows.first).to_have_attribute("data-id", "1442-001")
    page.get_by_role("radio", name="15", exact=True).click()
    expect(rows.first).to_have_attribute("data-id", "s000667")
