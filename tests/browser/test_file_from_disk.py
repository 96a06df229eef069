"""The view as one file: downloaded once, then opened from the disk with the cable out."""

import json
import shutil
from urllib.parse import urlencode

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from geodata.settings import FILES
from i18n import LANGUAGES, translator
from layers.catalogue import collection

NAME = "{{7*7}}</script><img onerror=document.title='hacked' src=x>${1}`"
AROUND_TALGAR = {"view": "10/43.3/77.2", "size": "1000x560", "layer": "corridor"}
COUNTRY = {"view": "4.5/48/67", "size": "780x560", "layer": "world_heritage"}


@pytest.fixture
def open_file(browser, playwright, address, tmp_path):
    """open_file("ru", asked) downloads the file and opens it from the disk. Afterwards: it asked
    for nothing besides itself, and nothing went wrong."""
    contexts, asked_for, wrong = [], [], []

    def opened(lang, asked, at=address, width=1366, height=768):
        request = playwright.request.new_context()
        answer = request.get(f"{at}/geo/view/{lang}.html?{urlencode(asked, doseq=True)}")
        assert answer.ok
        path = tmp_path / f"{lang}.html"
        path.write_bytes(answer.body())
        request.dispose()
        context = browser.new_context(
            offline=True,
            viewport={"width": width, "height": height},
            has_touch=width < 500,
            reduced_motion="reduce",
        )
        contexts.append(context)

        def route(route):
            if route.request.url == path.as_uri():
                route.continue_()
            else:
                asked_for.append(route.request.url)
                route.abort()

        context.route("**/*", route)
        context.on("weberror", lambda error: wrong.append(str(error.error)))
        context.on("console", lambda message: wrong.append(message.text))
        page = context.new_page()
        page.goto(path.as_uri())
        for state in ("[data-ground=drawn]", "[data-names=drawn]", "[data-shown]"):
            page.locator(f".leaflet-container{state}").wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not asked_for
    assert not wrong


def no_wider_than_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_opens_from_the_disk_in_each_language(open_file, lang):
    t = translator(lang)
    page = open_file(lang, AROUND_TALGAR)
    assert page.evaluate("document.documentElement.lang") == lang
    expect(page.locator("h1")).to_have_count(1)
    for message in ("Legend", "Places", "Sources"):
        heading = page.get_by_role("heading", name=t(message), exact=True, level=2)
        expect(heading).to_be_visible()
    expect(page.get_by_role("button", name=t("Home extent"))).to_be_visible()
    expect(page.get_by_role("button", name=t("Zoom in"))).to_be_visible()
    place = collection().table.loc["1442-012", f"name_{lang}"]
    page.locator(".mura-symbol").click()
    card = page.locator(".mura-card")
    expect(card.get_by_role("heading", level=2)).to_have_text(place)
    expect(card).to_contain_text(t("Sources"))
    expect(card.get_by_role("button")).to_have_count(0)
    page.keyboard.press("Escape")
    names = {"kk": "Алматы", "ru": "Алматы", "en": "Almaty"}
    expect(page.locator(".mura-name span", has_text=names[lang]).first).to_be_visible()
    assert page.evaluate("mura.shown()") == ["1442-012"]


def test_the_map_shows_what_the_screen_showed(open_file):
    page = open_file("en", COUNTRY)
    tiles = page.locator("img.leaflet-tile-loaded")
    expect(tiles.first).to_be_visible()
    loaded = "[...document.querySelectorAll('img.leaflet-tile')].map(tile => tile.naturalWidth)"
    page.wait_for_function(f"{loaded}.filter(width => width === 256).length > 8")
    middle = page.evaluate("[mura.map.getCenter().lat, mura.map.getCenter().lng]")
    assert middle == pytest.approx([48, 67], abs=0.5)
    assert page.evaluate("mura.map.getZoom()") == 4.5
    assert page.evaluate("document.querySelectorAll('#map_div canvas').length") >= 2


def test_what_needs_the_server_is_not_offered(open_file):
    page = open_file("en", AROUND_TALGAR)
    expect(page.locator(".mura-tool")).to_have_count(1)
    expect(page.get_by_role("search")).to_have_count(0)
    page.locator(".leaflet-container").click(position={"x": 500, "y": 100})
    expect(page.locator(".mura-here")).to_have_count(0)


def test_a_link_of_the_table_opens_the_card_and_brings_the_map_into_view(open_file):
    page = open_file("ru", COUNTRY)
    link = page.locator("tr[data-id='1103'] a")
    link.focus()
    page.keyboard.press("Enter")
    card = page.locator(".mura-card")
    name = collection().table.loc["1103", "name_ru"]
    expect(card.get_by_role("heading", level=2)).to_have_text(name)
    expect(card).to_be_in_viewport()
    expect(card).to_be_focused()
    assert "id=1103" in page.url
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(link).to_be_focused()
    assert "id=" not in page.url


def test_an_address_with_a_place_opens_its_card(open_file):
    page = open_file("kk", COUNTRY)
    page.locator("tr[data-id='1103'] a").click()
    page.locator(".mura-card").wait_for()
    page.reload()
    expect(page.locator(".mura-card h2")).to_have_text(collection().table.loc["1103", "name_kk"])


def test_a_place_without_a_symbol_is_told_in_the_table(open_file):
    page = open_file("en", AROUND_TALGAR)
    row = page.locator("tr[data-id='1442-001']")
    expect(row).to_contain_text("outside this map")
    row.locator("summary").first.click()
    expect(row.locator("dl").first).to_be_visible()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_phone_reads_it_without_scrolling_sideways(open_file, lang):
    page = open_file(lang, COUNTRY, width=390, height=844)
    assert no_wider_than_the_screen(page)
    page.locator("tr[data-id='1103'] a").click()
    expect(page.locator(".mura-sheet .mura-card h2")).to_be_in_viewport()
    assert no_wider_than_the_screen(page)
    for details in page.locator("tbody details").all()[:5]:
        details.locator("summary").first.click()
    assert no_wider_than_the_screen(page)
    assert page.evaluate("mura.map.getBounds().contains(mura.settings.home)") is False
    page.get_by_role("button", name=translator(lang)("Close")).click()
    page.get_by_role("button", name=translator(lang)("Home extent")).click()
    assert page.evaluate("mura.map.getBounds().contains(mura.settings.home)")


@pytest.mark.parametrize("width", [1366, 390])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_sees_badly_or_hears_it_can_use_it(open_file, lang, width):
    page = open_file(lang, COUNTRY, width=width, height=800)
    page.locator("tr[data-id='1103'] a").click()
    expect(page.locator(".mura-card")).to_be_visible()
    page.evaluate(f"{AXE_SCRIPT}; 0")
    found = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    assert [(each["id"], each["nodes"][0]["html"]) for each in found["violations"]] == []


def test_paper_holds_the_whole_map(open_file):
    page = open_file("en", COUNTRY)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 690, "height": 1000})
    box = page.locator("#map_div").bounding_box()
    assert box["width"] <= 690
    assert page.locator("thead th").first.evaluate("e => getComputedStyle(e).position") == "static"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hostile_title_and_a_hostile_name_stay_letters(open_file, serve, tmp_path, lang):
    shutil.copytree(FILES, tmp_path / "files")
    path = tmp_path / "files" / "corridor.geojson"
    document = json.loads(path.read_text("utf-8"))
    properties = next(each for each in document["features"] if each["id"] == "1442-012")
    for each in LANGUAGES:
        properties["properties"][f"name_{each}"] = NAME
        properties["properties"][f"summary_{each}"] = NAME
    properties["properties"]["sources"] = [NAME]
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    hostile = serve(MURA_FILES=str(tmp_path / "files"))
    page = open_file(lang, {**AROUND_TALGAR, "title": NAME}, hostile)
    expect(page.locator("h1")).to_have_text(NAME)
    assert page.title() == NAME
    symbol = page.locator(".mura-symbol")
    symbol.hover()
    expect(page.locator(".leaflet-tooltip")).to_have_text(NAME)
    symbol.click()
    card = page.locator(".mura-card")
    expect(card.get_by_role("heading", level=2)).to_have_text(NAME)
    expect(page.locator("tr[data-id='1442-012'] a")).to_have_text(NAME)
    expect(page.locator("img[src=x]")).to_have_count(0)
    serve.stop(hostile)
