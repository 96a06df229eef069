"""The Help page in a real browser, the cable out."""

import pytest
from playwright.sync_api import expect

from i18n import LANGUAGES, translator
from tests.running import Map
from ui.help import SECTIONS


@pytest.fixture
def open_help(page, watch, address):
    def opened(lang):
        page.goto(f"{address}/help?lang={lang}")
        page.locator(".mura-limits").wait_for()

    return opened


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_opens_offline_in_its_language(page, open_help, lang):
    open_help(lang)
    expect(page.locator("h1")).to_have_text(translator(lang)("Help"))
    expect(page.locator("html")).to_have_attribute("lang", lang)
    for word in page.locator(".mura-glossary th[scope=row]").all():
        assert word.get_attribute("lang") == lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_scrolls_sideways_on_a_phone(page, open_help, lang):
    page.set_viewport_size({"width": 390, "height": 844})
    open_help(lang)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for block in page.locator(".stMain, .mura-table, .mura-roles section").all():
        assert block.evaluate("block => block.scrollWidth <= block.clientWidth")
    row = page.locator("tr[data-term=buffer_zone]")
    tops = [cell.bounding_box()["y"] for cell in row.locator("th, td").all()]
    assert tops == sorted(set(tops))  # a block of lines, one under the other


def test_the_contents_lead_to_their_sections(page, open_help):
    open_help("kk")
    for anchor in SECTIONS:
        page.locator(f".mura-contents a[href='#{anchor}']").click()
        expect(page.locator(f"h2#{anchor}")).to_be_in_viewport()
        assert page.url.endswith(f"#{anchor}")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_of_the_first_steps_opens_its_view(page, open_help, lang):
    open_help(lang)
    page.get_by_role("link", name=translator(lang)("Two points of one place")).click()
    chart = Map(page).ready()
    chart.wait_for_shown(34)
    assert "map=13/43.2776/77.2178" in page.url
    expect(page.locator("h1")).to_have_text(translator(lang)("Map"))
    assert {"1442-012", "talgar-site"} <= chart.shown()
