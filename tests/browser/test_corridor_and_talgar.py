"""The Corridor and Talgar pages in a real browser, the cable out."""

import pytest
from playwright.sync_api import expect

from tests.running import Map

PHONE = {"width": 390, "height": 844}


@pytest.fixture
def open_page(page, watch, address):
    def opened(query):
        page.goto(f"{address}/{query}")
        return Map(page).ready()

    return opened


def fits(page):
    """Whether nothing scrolls sideways, as soon as the page has taken the width of its window."""
    return page.wait_for_function(
        """() => document.documentElement.scrollWidth <= innerWidth
            && [...document.querySelectorAll(".stMain, .mura-told")].every(
                (block) => block.scrollWidth <= block.clientWidth)""",
        timeout=5000,
    )


def test_the_map_of_the_corridor_follows_the_filter(page, open_page):
    chart = open_page("corridor?lang=en")
    chart.wait_for_shown(33)
    expect(page.locator("[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg")
           .first).to_be_visible()  # fmt: skip
    chart.evaluate("void (window.stayed = true)")
    page.get_by_role("combobox", name="Country").click()
    page.get_by_role("option", name="Kyrgyzstan").click()
    chart.wait_for_shown(3)
    assert chart.shown() == {"1442-008", "1442-009", "1442-010"}
    assert chart.evaluate("window.stayed")  # the frame was not loaded anew
    assert "country=KG" in page.url
    page.set_viewport_size(PHONE)
    assert fits(page)


def test_talgar_opens_at_talgar_and_leads_to_the_story(page, open_page):
    page.set_viewport_size(PHONE)
    chart = open_page("talgar?lang=kk")
    assert {"1442-012", "talgar-site"} <= chart.shown()
    centre = chart.evaluate("[mura.map.getCenter().lat, mura.map.getCenter().lng]")
    assert centre == pytest.approx([43.285, 77.2], abs=0.02)
    assert fits(page)
    page.locator("a[href*='story=talgar/1']").click()
    expect(Map(page).frame.locator(".mura-story")).to_be_visible(timeout=20_000)
