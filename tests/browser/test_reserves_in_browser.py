"""The page of the biosphere reserves in a real browser, the cable out."""

import re

import pytest
from playwright.sync_api import expect

from tests.running import Map

CHART = "[data-testid='stVegaLiteChart'] svg"


def figures_of_the_chart(page):
    """What the parts of the first chart's bars say to a screen reader."""
    parts = page.locator(CHART).first.locator("path[aria-roledescription='bar']")
    expect(parts.first).to_be_attached()
    return [plain(part.get_attribute("aria-label")) for part in parts.all()]


def plain(text):
    """With common spaces: Kazakh and Russian numbers have spaces that do not break."""
    return " ".join(text.split())


def test_the_chart_is_drawn_offline_and_its_figures_are_in_the_table(page, watch, address):
    page.goto(f"{address}/reserves?lang=kk&country=KZ")
    chart = Map(page).ready()
    assert "br-kz-zhongar" in chart.shown()
    assert not any(id.startswith(("br-kg", "br-tm")) for id in chart.shown())
    expect(page.locator(CHART)).to_have_count(2)
    told = figures_of_the_chart(page)
    assert len(told) == 8 * 3
    assert "Жоңғар. Негізгі аймақ (ядро): 142 927 га" in told
    table = page.locator(".mura-told table", has=page.locator("td", has_text="қосындысы"))
    rows = [plain(row) for row in table.first.locator("tbody tr").all_inner_texts()]
    for each in told:
        name, figure = re.fullmatch(r"(.+)\. .+: (.+) га", each).groups()
        assert any(row.startswith(name) and figure in row for row in rows), each


@pytest.mark.parametrize("lang", ["kk", "ru"])
def test_nothing_scrolls_sideways_on_a_phone_and_the_map_is_first(page, watch, address, lang):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/reserves?lang={lang}")
    Map(page).ready()
    expect(page.locator(CHART)).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for block in page.locator(".stMain, .mura-table").all():
        assert block.evaluate("block => block.scrollWidth <= block.clientWidth")
    assert page.locator("iframe").bounding_box()["y"] < page.locator("#regions").bounding_box()["y"]
