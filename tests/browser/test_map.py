"""The Map page as a user has it: offline, in three languages, by mouse, keyboard and link."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from i18n import LANGUAGES, translator
from tests.running import settled

ALMATY_REGION = {"kk": "Алматы облысы", "ru": "Алматинская область", "en": "Almaty Region"}
CORRIDOR_IN_KAZAKHSTAN = {f"1442-{n:03}" for n in (11, 12, 13, 14, 15, 16, 17, 24)}


def rows(page):
    return page.locator(".mura-table tbody tr")


def choose_language(page, name):
    page.get_by_role("radio", name=name).click()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_opens_offline_in_each_language(page, open_map, lang):
    chart = open_map(f"?lang={lang}#map=5/46.5/70")
    tiles = chart.frame.locator("img.leaflet-tile-loaded")
    expect(tiles.first).to_be_visible()
    assert all(
        chart.evaluate(
            "[...document.querySelectorAll('img.leaflet-tile-loaded')]"
            ".map(tile => tile.naturalWidth === 256)"
        )
    )
    expect(chart.frame.locator(".mura-symbol").first).to_be_visible()
    assert chart.evaluate("document.querySelectorAll('canvas').length") >= 2
    headings = page.locator("h1")
    expect(headings).to_have_count(1)
    expect(headings).to_have_text(translator(lang)("Map"))
    assert page.evaluate("document.documentElement.lang") == lang
    assert chart.frame.locator(".leaflet-control-attribution").inner_text().count("GEBCO")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_regions_are_named_in_each_language(open_map, lang):
    chart = open_map(f"?lang={lang}#map=7/44.2/77")
    expect(chart.frame.locator(".mura-region span", has_text=ALMATY_REGION[lang])).to_be_visible()


def test_the_browser_language_is_the_start(browser, address):
    for locale, lang in (("ru-RU", "ru"), ("kk-KZ", "kk"), ("fr-FR", "kk")):
        context = browser.new_context(locale=locale)
        page = context.new_page()
        page.goto(address)
        expect(page.locator("h1")).to_have_text(translator(lang)("Map"))
        expect(page.get_by_text(translator(lang)("Filters"), exact=True)).to_be_visible()
        context.close()


def test_seven_properties_and_1442_as_its_parts(page, open_map):
    chart = open_map("?lang=en&layer=world_heritage&country=KZ")
    expect(rows(page)).to_have_count(7)
    assert {place for place in chart.shown() if place.startswith("1442")} == CORRIDOR_IN_KAZAKHSTAN
    expect(page.get_by_text("7 World Heritage properties in Kazakhstan")).to_be_visible()


def test_the_corridor_from_luoyang_to_kazakhstan(page, open_map):
    chart = open_map("?lang=en&layer=corridor#map=4/40/95")
    expect(rows(page)).to_have_count(33)
    assert len(chart.shown()) == 33
    chart = open_map("?lang=en&layer=corridor&country=KZ")
    expect(rows(page)).to_have_count(8)
    assert chart.shown() == CORRIDOR_IN_KAZAKHSTAN


def test_a_filter_tells_the_living_map_and_the_address(page, open_map):
    chart = open_map("?lang=en#map=6/43.5/76")
    chart.evaluate("window.same = true")
    before = len(chart.shown())
    page.get_by_text("Biosphere reserves (22)").click()
    expect(page).to_have_url(re.compile("layer=world_heritage&layer=corridor&layer=talgar"))
    chart.wait_for_shown(before - 15)
    assert chart.evaluate("window.same") is True
    expect(page).to_have_url(re.compile(r"#map=6/43\.5000/76\.0000$"))


def test_back_undoes_a_filter(page, open_map):
    chart = open_map("?lang=en")
    before = len(chart.shown())
    page.get_by_text("Biosphere reserves (22)").click()
    chart.wait_for_shown(before - 15)
    page.go_back()
    chart.wait_for_shown(before)
    expect(page.get_by_role("checkbox", name="Biosphere reserves")).to_be_checked()


def test_panning_and_zooming_ask_the_server_nothing(page, open_map):
    chart = open_map("?lang=en")
    page.wait_for_timeout(1000)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.evaluate(
        """() => { window.sent = 0; const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (...args) {
          window.sent++; return send.apply(this, args) }; }"""
    )
    box = page.locator("iframe[title='streamlit_folium.st_folium']").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 150, y - 60, steps=5)
    page.mouse.up()
    hash_before = page.url
    chart.frame.get_by_role("button", name="Zoom in").click()
    expect(page).not_to_have_url(hash_before)
    page.wait_for_timeout(600)
    assert page.evaluate("window.sent") == 0
    assert all("/geo/basemap/" in url for url in asked)


def test_a_click_opens_the_card_and_a_link_restores_it(page, open_map):
    chart = open_map("?lang=en&layer=corridor#map=9/45.9/75.66")
    chart.frame.locator(".mura-symbol").click()
    card = chart.frame.locator(".mura-card")
    expect(card.get_by_role("heading", level=2)).to_have_text("Site of Karamergen")
    expect(card.locator(".mura-warning").first).to_contain_text("51.9 km")
    for fact in ("point: the extent is not known", "transport and defence (inferred)"):
        expect(card).to_contain_text(fact)
    expect(page).to_have_url(re.compile("&id=1442-024$"))
    page.reload()
    expect(card.get_by_role("heading", level=2)).to_have_text("Site of Karamergen")


@pytest.mark.parametrize("position", ["", "map=4/45/70&", "map=7/45/70&", "map=11/43.3/77.2&"])
def test_a_shared_link_opens_its_card_wherever_the_map_stood(page, open_map, position):
    chart = open_map(f"?lang=en#{position}id=1442-012")
    expect(chart.frame.locator(".mura-card h2")).to_have_text("Site of Talgar")
    expect(page).to_have_url(re.compile("&id=1442-012$"))


def test_a_card_stays_when_one_zooms_out_and_goes_when_it_is_closed(page, open_map):
    chart = open_map("?lang=en#id=1442-012")
    card = chart.frame.locator(".mura-card")
    expect(card).to_be_visible()
    for _ in range(4):
        chart.frame.get_by_role("button", name="Zoom out").click()
        page.wait_for_timeout(300)
    expect(card).to_be_visible()
    expect(page).to_have_url(re.compile("&id=1442-012$"))
    chart.frame.get_by_role("button", name="Close", exact=True).click()
    expect(card).to_have_count(0)
    expect(page).not_to_have_url(re.compile("id="))


def test_a_card_is_whole_whatever_size_the_map_takes_meanwhile(page, open_map):
    """The page's style sheet may come after the card: the map was taller when it was opened."""
    page.set_viewport_size({"width": 1366, "height": 1100})
    chart = open_map("?lang=en#id=1442-012")
    card = chart.frame.locator(".mura-popup .mura-card")
    expect(card).to_be_visible()
    page.set_viewport_size({"width": 1366, "height": 560})
    above = "document.querySelector('.mura-star').getBoundingClientRect().top"
    page.wait_for_function("innerHeight === 560")
    chart.inside().wait_for_function(f"innerHeight < 420 && {above} > 0 && {above} < innerHeight")
    chart.frame.locator(".mura-star").click()
    expect(page).to_have_url(re.compile("&list=1442-012$"))


def test_a_row_leads_back_to_its_card(page, open_map):
    chart = open_map("?lang=en&layer=corridor&country=KZ")
    link = page.get_by_role("link", name="Site of Talgar", exact=True)
    link.click()
    expect(chart.frame.locator(".mura-card h2")).to_have_text("Site of Talgar")
    chart.frame.get_by_role("button", name="Home extent").click()
    expect(page).to_have_url(re.compile("#map=4"))
    link.click()
    expect(page).to_have_url(re.compile("#map=9.*&id=1442-012$"))


def test_escape_leads_from_the_card_back_to_the_row(page, open_map):
    chart = open_map("?lang=en&layer=corridor&country=KZ")
    link = page.get_by_role("link", name="Site of Kulan", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(chart.frame.locator(".mura-card")).to_be_focused()
    page.keyboard.press("Escape")
    expect(chart.frame.locator(".mura-card")).to_have_count(0)
    expect(link).to_be_focused()


def test_a_filter_that_changes_nothing_keeps_the_position(page, open_map):
    open_map("?lang=en&layer=corridor#map=7/43.2/76.5")
    page.get_by_text("More filters").click()
    settled(page)  # what a press begins on and a release no longer finds is no click
    transboundary = page.get_by_role("radiogroup", name="Transboundary")
    transboundary.get_by_role("radio", name="yes").click()
    expect(page).to_have_url(re.compile(r"transboundary=yes#map=7/43\.2000/76\.5000$"))


def test_a_serial_property_is_read_in_the_table(page, open_map):
    """It has no symbol of its own: its facts and sources stand behind its name."""
    open_map("?lang=en&layer=world_heritage&country=KZ")
    row = page.locator("tr[data-id='1102']")
    row.locator("summary").first.press("Enter")
    for fact in ("450,344 ha", "(ix), (x)", "https://whc.unesco.org/en/list/1102"):
        expect(row.get_by_text(fact).first).to_be_visible()


def test_a_schematic_says_that_it_is_no_boundary(page, open_map):
    chart = open_map("?lang=en&layer=biosphere_reserves#map=7/42/77")
    expect(chart.frame.locator(".mura-legend")).to_have_text("schematic, not a boundary")
    frame = page.locator("iframe[title='streamlit_folium.st_folium']").bounding_box()
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    page.mouse.click(x + 40, y + 30)  # inside the circle, beside the symbol: not its card
    card = chart.frame.locator(".mura-card:not(.mura-here)")
    expect(chart.frame.locator(".mura-here")).to_be_visible()
    expect(card).to_have_count(0)
    chart.evaluate("[...document.querySelectorAll('.mura-symbol')].at(-1).click()")
    expect(card.locator("dd").first).to_contain_text("not a boundary")


def test_a_screen_reader_hears_names_and_the_language(page, watch, address, open_map):
    open_map("?lang=ru")
    for box in page.get_by_test_id("stCheckbox").get_by_role("checkbox").all():
        name = box.evaluate(
            "box => box.getAttribute('aria-label') || box.closest('label').innerText"
        )
        assert "![" not in name and ".svg" not in name
    page.goto(f"{address}/sources?lang=kk")
    expect(page.locator("html")).to_have_attribute("lang", "kk")
    choose_language(page, "Русский")
    expect(page.locator("html")).to_have_attribute("lang", "ru")


def test_a_row_of_the_table_opens_its_card_by_keyboard(page, open_map):
    chart = open_map("?lang=ru&layer=corridor&country=KZ")
    link = page.get_by_role("link", name="Городище Талгар (Талхиз)", exact=True)
    link.focus()
    page.keyboard.press("Enter")
    expect(chart.frame.locator(".mura-card h2")).to_have_text("Городище Талгар (Талхиз)")
    expect(page).to_have_url(re.compile("&id=1442-012$"))
    expect(page.locator("h1")).to_have_count(1)


def test_the_keyboard_reaches_every_filter_and_reads_every_row(page, open_map):
    open_map("?lang=en&layer=corridor&country=KZ")
    page.locator("summary", has_text="More filters").press("Enter")
    expect(page.get_by_text("Serial", exact=True)).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    reached = set()
    page.locator("body").press("Tab")
    for _ in range(90):
        reached.add(
            page.evaluate(
                """() => { const e = document.activeElement;
                return e.getAttribute('aria-label')
                  || (['A', 'BUTTON', 'SUMMARY'].includes(e.tagName) && e.innerText)
                  || e.closest('label')?.innerText
                  || e.closest('[data-testid=stElementContainer]')?.innerText
                  || e.innerText || e.tagName }"""
            )
        )
        page.keyboard.press("Tab")
    said = {line.strip() for each in reached for line in str(each).splitlines()}
    for name in (
        "World Heritage properties (21)", "Towns, transport, museums (115)", "Country",
        "Regions and designations as of", "Region of Kazakhstan", "Category", "Criteria",
        "from", "to", "In danger or to be checked", "Serial", "Transboundary",
        "On the map as", "Clear all filters", "Download as CSV", "Download as GeoJSON",
    ):  # fmt: skip
        assert name in said, name
    for row in rows(page).all():
        assert row.get_by_role("link").first.inner_text() in said


def test_the_language_switch_keeps_filters_and_position(page, open_map):
    open_map("?lang=en&layer=corridor&country=CN#map=5/44/92")
    for name, lang in (("Русский", "ru"), ("Қазақша", "kk")):
        choose_language(page, name)
        expect(page.locator("h1")).to_have_text(translator(lang)("Map"))
        expect(rows(page)).to_have_count(22)
        expect(page).to_have_url(re.compile(rf"lang={lang}&layer=corridor&country=CN#map=5/44\.00"))


def test_disputed_boraldaitau_is_in_the_table_and_not_on_the_map(page, open_map):
    chart = open_map("?lang=en&layer=component_parts&country=KZ")
    row = page.locator("tr[data-id='1490-005']")
    expect(row).to_contain_text("position disputed")
    expect(row).to_contain_text("105–109 km")
    assert "1490-005" not in chart.shown()
    assert "1490-003" in chart.shown()


def test_the_rows_can_be_downloaded(page, open_map):
    open_map("?lang=en&layer=corridor&country=KZ")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").click()
    text = Path(download.value.path()).read_text("utf-8-sig")
    assert len(text.splitlines()) == 9
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as GeoJSON").click()
    assert "1442-012" in Path(download.value.path()).read_text("utf-8")


def test_a_phone_shows_the_page_without_sideways_scrolling(page, open_map):
    page.set_viewport_size({"width": 390, "height": 844})
    chart = open_map("?lang=kk")
    expect(chart.frame.locator(".mura-symbol").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390


def test_the_sources_are_readable_on_a_phone(page, watch, address):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/sources?lang=kk")
    cells = page.locator(".mura-sources tbody tr").first.locator("th, td")
    expect(cells.first).to_be_visible()
    for cell in cells.all():
        assert cell.bounding_box()["width"] > 300
    assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sources_page(page, watch, address, lang):
    page.goto(f"{address}/sources?lang={lang}")
    expect(page.locator("h1")).to_have_text(translator(lang)("Sources"))
    expect(page.locator(".mura-sources").nth(1)).to_contain_text("GEBCO")
    expect(page.locator("h1")).to_have_count(1)


def test_the_language_follows_to_the_next_page(page, open_map):
    open_map("?lang=ru")
    page.get_by_role("button", name=translator("ru")("About")).click()
    page.get_by_role("menuitem", name=translator("ru")("Sources")).click()
    expect(page.locator("h1")).to_have_text(translator("ru")("Sources"))
    expect(page).to_have_url(re.compile(r"/sources\?lang=ru"))


@pytest.mark.parametrize(
    "query",
    [
        "?layer=nothing&country=../..&region=%00&from=1e309&to=-5&as_of=yesterday&lang=xx",
        "?layer=%7B%7B7*7%7D%7D&lang=%3Cscript%3E",
        "?" + "&".join(f"layer=x{n}" for n in range(500)),
        "?country=" + "K" * 8000,
        "?%80%04%95=%80%04%95",
        "#map=99/1e400/NaN&id=<img src=x onerror=alert(1)>",
        "#map=///&id=constructor",
    ],
)
def test_a_hostile_address_opens_the_page_with_its_defaults(page, open_map, query):
    chart = open_map(query)
    expect(rows(page)).to_have_count(84)
    assert len(chart.shown()) > 100
