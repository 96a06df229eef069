"""Proximity in a real browser, the cable out: from the town of Turkistan, a click, a file."""

import csv
import io
import re
from xml.etree import ElementTree

import pytest
from geographiclib.geodesic import Geodesic
from playwright.sync_api import expect

from geodata import settings
from geodata.office import store
from geodata.readers.brought import Answers
from geodata.readers.kml import read as read_kml
from i18n import LANGUAGES, translator
from layers.catalogue import collection
from tests.browser.test_access import PHONE, WIDE, faults_of_page_and_map
from tests.browser.test_boundaries import answer
from tests.browser.test_screening_in_browser import downloaded, give
from tests.office import TALGAR, boundary, square
from tests.running import Map

TOWN = "kz-turkistan"
CORNERS = """(() => {
    const rings = [];
    mura.map.eachLayer((each) => {
        if (each.options?.className === "mura-is-ring" && each.getLatLngs) rings.push(each);
    });
    return rings.at(-1).getLatLngs().flat().map(({ lat, lng }) => [lng, lat]);
})()"""


@pytest.fixture(scope="module")
def office(serve, tmp_path_factory):
    """A server with an invented place and its buffer zone round the point of Talgar."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(settings, "OFFICE", folder)
        store().add(boundary(geometry=square(half=0.004)),
                    boundary("buffer_zone", geometry=square(half=0.008)))  # fmt: skip
    address = serve(MURA_OFFICE=str(folder))
    yield address
    serve.stop(address)


def opened(page, address, query):
    page.goto(f"{address}/proximity?{query}")
    return Map(page).ready()


def metres(here, there):
    return Geodesic.WGS84.Inverse(here.y, here.x, there.y, there.x)["s12"]


def true_within(limit_m):
    """Ids and metres from the town, nearest first; by geographiclib, of all that has a position."""
    table = collection().table
    here = table.geometry[TOWN]
    placed = table[table.geometry.notna()].drop(index=TOWN)
    far = {identity: metres(here, place) for identity, place in placed.geometry.items()}
    return dict(sorted(((each, m) for each, m in far.items() if m <= limit_m), key=lambda e: e[1]))


def ids_of(page):
    rows = page.locator("section:has(#near) tbody tr")
    return rows.evaluate_all("rows => rows.map(row => row.dataset.id)")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_within_50_km_of_turkistan_table_map_and_csv_agree(page, watch, address, lang):
    """Scenario 25."""
    chart = opened(page, address, f"lang={lang}&town={TOWN}&within=50")
    true = true_within(50_000)
    expect(page.locator("section:has(#near) tbody tr")).to_have_count(len(true))
    chart.wait_for_shown(len(true))
    assert sorted(ids_of(page)) == sorted(true) == sorted(chart.shown())
    lines = csv.DictReader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig")), delimiter=";")
    rows = {row["feature_id"]: float(row["distance_m"].replace(",", ".")) for row in lines}
    assert list(rows) == ids_of(page)
    assert rows == pytest.approx(true, abs=0.006)
    said = page.locator(".mura-answer strong").inner_text()
    assert re.search(rf"\b{len(true)}\b", said)
    names = list(collection().table.loc[list(rows), f"name_{lang}"])
    kml = read_kml(downloaded(page, "KML"), Answers())
    assert [each.name for each in kml.written] == names
    root = ElementTree.fromstring(downloaded(page, "GPX"))
    space = "{http://www.topografix.com/GPX/1/1}"
    assert [each.text for each in root.iter(f"{space}name")][1:] == names


def test_the_drawn_ring_is_the_distance_that_is_computed(page, watch, address):
    chart = opened(page, address, f"lang=en&town={TOWN}&within=1")
    chart.frame.locator("path.mura-is-ring").last.wait_for(state="attached")
    corners = chart.evaluate(CORNERS)
    here = collection().table.geometry[TOWN]
    far = [Geodesic.WGS84.Inverse(here.y, here.x, lat, lon)["s12"] for lon, lat in corners]
    assert len(far) >= 180
    assert min(far) > 995 and max(far) < 1_005


def test_from_a_click_on_the_map_one_comes_to_what_lies_near(page, open_map):
    chart = open_map("?lang=kk&layer=none#map=9/43.3/68.3&at=43.3,68.3")
    t = translator("kk")
    chart.frame.locator(".mura-here").get_by_role("link", name=t("What lies near")).click()
    expect(page).to_have_url(re.compile(r"/proximity\?.*at=43\.300000(,|%2C)68\.300000"))
    expect(page.locator("#near")).to_be_visible()
    expect(page.locator("h1")).to_have_text(t("Proximity"))
    expect(page.locator("section:has(#near)")).to_contain_text("Түркістан")


def test_by_keyboard_from_a_name_to_the_answer(page, watch, address):
    opened(page, address, "lang=en")
    field = page.get_by_label("Place, town, or coordinates")
    field.fill("Turkestan")
    field.press("Enter")
    choice = page.get_by_role("button", name=re.compile("^Turkistan · "))
    choice.first.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("town=kz-turkistan"))
    expect(page.locator("#near")).to_be_visible()
    page.reload()
    expect(page.locator(".mura-answer strong")).to_contain_text("of Turkistan")


def test_a_camp_inside_a_zone_is_warned_of_and_300_m_away_it_is_not(page, watch, office):
    """Scenario 23: of a list of camps one lies inside, one 300 m outside the buffer zone."""
    lon, lat = TALGAR
    edge = Geodesic.WGS84.Direct(lat, lon + 0.008, 90, 300)
    text = f"name,lat,lon\nin,{lat},{lon + 0.006}\nout,{lat},{edge['lon2']}\n"
    opened(page, office, "lang=en&way=file&within=1,10")
    give(page, "camps.csv", text.encode())
    answer(page, "In which coordinate system", re.compile("WGS 84, in degrees"))
    rows = page.locator("section:has(#points) tbody tr")
    expect(rows).to_have_count(2, timeout=20_000)
    expect(rows.nth(0)).to_contain_text("Buffer zone (World Heritage) · Site of Talgar: inside")
    expect(rows.nth(1)).not_to_contain_text("Buffer zone")
    lines = list(csv.DictReader(io.StringIO(downloaded(page, "CSV").decode("utf-8-sig")),
                                delimiter=";"))  # fmt: skip
    assert [line["stands_in"] for line in lines] == ["1442-012 buffer_zone", ""]
    assert float(lines[1]["distance_m"]) > 300


@pytest.mark.parametrize("size", [WIDE, PHONE])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_answer_passes_axe_and_fits_the_window(page, watch, address, lang, size):
    page.set_viewport_size(size)
    opened(page, address, f"lang={lang}&town={TOWN}&within=10,50")
    expect(page.locator("#without-position")).to_be_attached()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert not faults_of_page_and_map(page)
    if size == WIDE:  # nothing of the bar hides behind an English word
        expect(page.get_by_text(re.compile(r"^\d+ more$"))).to_have_count(0)
