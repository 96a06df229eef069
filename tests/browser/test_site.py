"""The sheet of a place in a real browser, the cable out."""

import pytest
from playwright.sync_api import expect

from i18n import LANGUAGES, translator
from tests.browser.test_access import PHONE, faults_of_page_and_map
from tests.running import Map


@pytest.mark.parametrize("lang", LANGUAGES)
def test_from_the_dot_to_the_sheet_and_back(page, open_map, lang):
    """In its language, without loading the page anew; its map shows the place; Back leads back."""
    chart = open_map(f"?lang={lang}#id=1442-012")
    page.evaluate("window.kept = true")
    chart.frame.locator(".mura-card .mura-to-sheet").click()
    expect(page.locator("h1")).to_have_text(translator(lang)("Site sheet"))
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator(".mura-place h2")).to_be_visible()
    assert "/site?id=1442-012" in page.url
    assert page.evaluate("window.kept")
    assert Map(page).ready().shown() == {"1442-012"}
    page.locator("#facts").wait_for()
    assert faults_of_page_and_map(page) == []
    page.go_back()
    expect(page.locator("h1")).to_have_text(translator(lang)("Map"))


def test_a_figure_leads_to_its_source_in_one_click(page, watch, address):
    page.goto(f"{address}/site?id=br-kz-zhongar&lang=en")
    row = page.locator(".mura-told tr", has_text="142,927 ha")
    expect(row.locator("li a")).to_be_hidden()
    row.locator("summary").click()
    expect(row.get_by_text("confidence: high")).to_be_visible()
    expect(row.locator("li a")).to_have_attribute(
        "href", "https://en.unesco.org/biosphere-reserves/kazakhstan/zhongar"
    )


def test_a_link_opens_the_section_that_it_names(page, watch, address):
    page.goto(f"{address}/site?id=1442-012&lang=en#events")
    expect(page.locator("h2#events")).to_be_in_viewport()
    page.goto(f"{address}/help?lang=en#limits")
    expect(page.locator("h2#limits")).to_be_in_viewport()


def test_a_sheet_fits_a_phone(page, watch, address):
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/site?id=1442&lang=kk")
    chart = Map(page).ready()
    expect(chart.frame.locator(".mura-phone")).to_be_hidden()  # there are no filters to open
    page.locator("#sources").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for block in page.locator(".stMain, .mura-told, .mura-section").all():
        assert block.evaluate("block => block.scrollWidth <= block.clientWidth")
    assert faults_of_page_and_map(page) == []
