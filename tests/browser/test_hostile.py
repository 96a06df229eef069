"""Hostile data against the running app: letters stay letters, every fault is named."""

import json
import shutil

import pytest
from playwright.sync_api import expect

from geodata.settings import FILES
from i18n import LANGUAGES, translator
from tests.running import Map

NAME = "{{7*7}}</script><img onerror=document.title='hacked' src=x>${1}"


def edited(folder, layer, change):
    """A copy of all layer files with one of them changed."""
    shutil.copytree(FILES, folder)
    path = folder / f"{layer}.geojson"
    document = json.loads(path.read_text("utf-8"))
    change(document["features"])
    path.write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    return str(folder)


@pytest.fixture(scope="module")
def hostile_address(serve, tmp_path_factory):
    def rename(features):
        properties = next(f["properties"] for f in features if f["id"] == "1442-024")
        for lang in LANGUAGES:
            properties[f"name_{lang}"] = NAME
            properties[f"summary_{lang}"] = NAME
        properties["sources"] = [NAME, "javascript:alert(1)"]
        properties["disputes"] = [dict.fromkeys(LANGUAGES, NAME)]

    folder = tmp_path_factory.mktemp("hostile") / "files"
    return serve(MURA_FILES=edited(folder, "corridor", rename))


@pytest.fixture(scope="module")
def faulty_address(serve, tmp_path_factory):
    def spoil(features):
        features[1]["properties"]["confidence"] = "**sure**"
        features[4]["geometry"]["coordinates"].reverse()
        features[8]["properties"]["name_kk"] = ""

    folder = tmp_path_factory.mktemp("faulty") / "files"
    return serve(MURA_FILES=edited(folder, "corridor", spoil))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hostile_name_stays_letters_on_map_card_and_table(page, open_map, hostile_address, lang):
    chart = open_map(f"?lang={lang}&layer=corridor&country=KZ#map=9/45.9/75.66", hostile_address)
    symbol = chart.frame.locator(".mura-symbol")
    symbol.hover()
    expect(chart.frame.locator(".leaflet-tooltip")).to_have_text(NAME)
    symbol.click()
    card = chart.frame.locator(".mura-card")
    expect(card.get_by_role("heading", level=2)).to_have_text(NAME)
    expect(card.locator(".mura-warning").first).to_have_text(NAME)
    expect(card.locator("li").first).to_have_text(NAME)
    row = page.locator("tr[data-id='1442-024']")
    expect(row.get_by_role("link").first).to_have_text(NAME)
    assert card.locator("img, script, a:not(.mura-to-sheet)").count() == 0
    assert row.locator("img[src=x], script").count() == 0
    assert "hacked" not in page.title()
    assert chart.evaluate("document.title") != "hacked"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_with_three_faults_is_refused_with_all_three(page, open_map, faulty_address, lang):
    open_map(f"?lang={lang}", faulty_address)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("corridor.geojson")
    faults = alert.locator("li")
    expect(faults).to_have_count(3)
    for fault, (row, told) in enumerate(((2, "**sure**"), (5, "42.8"), (9, "name_kk"))):
        expect(faults.nth(fault)).to_contain_text(str(row))
        expect(faults.nth(fault)).to_contain_text(told)
    said = translator(lang)("Longitude and latitude seem to be swapped: {value}.").split(":")[0]
    expect(faults.nth(1)).to_contain_text(said)


def test_the_other_layers_still_open_when_one_is_refused(page, open_map, faulty_address):
    chart = open_map("?lang=en", faulty_address)
    expect(page.get_by_role("checkbox", name="Biosphere reserves")).to_be_checked()
    expect(page.locator("[data-testid=stCheckbox] input[disabled]")).to_have_count(1)
    assert "1103" in chart.shown()


def test_no_files_at_all_is_a_page_that_says_so(page, open_map, serve, tmp_path):
    chart = open_map("?lang=en", serve(MURA_FILES=str(tmp_path)))
    expect(page.get_by_role("alert")).to_have_count(8)
    expect(page.locator("h1")).to_have_text("Map")
    assert chart.shown() == set()


def test_a_map_left_open_over_a_restart_shows_the_new_data(page, serve, tmp_path):
    """The bits of a filter count the places of a file: of another file they would name others.

    Without `watch`: the browser rightly complains while the server is away.
    """
    first = serve()
    page.goto(f"{first}/?lang=en&layer=corridor&country=KZ")
    assert "1442-011" in Map(page).ready().shown()

    def shorten(features):
        features[:] = [each for each in features if each["id"] != "1442-011"]

    serve.stop(first)
    port = int(first.rsplit(":", 1)[1])
    serve(port=port, MURA_FILES=edited(tmp_path / "files", "corridor", shorten))
    rows = page.locator(".mura-places tbody tr")
    # While one page takes the place of the other, its fields stand there twice.
    talgar = page.get_by_text("Settlement of Talgar").last
    for _ in range(30):  # the first click that reaches the new server brings the new page
        talgar.click()
        page.wait_for_timeout(1000)
        if rows.count() == 7:
            break
    talgar.click()
    expect(rows).to_have_count(15)
    chart = Map(page).ready()
    chart.wait_for_shown(8)
    assert chart.shown() == {f"1442-{n:03}" for n in (12, 13, 14, 15, 16, 17, 24)} | {"talgar-site"}
