"""Trips in a real browser, the cable out: from a town to a plan, its files, the guide's sheet."""

import re
from xml.etree import ElementTree

import pypdfium2
import pytest
from playwright.sync_api import expect

from geodata import settings
from geodata.office import store
from i18n import LANGUAGES, translator
from layers.catalogue import collection
from layers.trips import Wish, trip
from tests.browser.test_access import PHONE, WIDE, faults_of_page_and_map
from tests.browser.test_screening_in_browser import downloaded
from tests.running import Map
from tests.unit.test_trip_by_roads import FAR, NEAR, road_by

TARAZ = "kz-taraz"
GPX = "{http://www.topografix.com/GPX/1/1}"


@pytest.fixture(scope="module")
def office(serve, tmp_path_factory):
    """A server whose office has loaded one road, from Taraz to the nearest stop."""
    folder = tmp_path_factory.mktemp("office")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(settings, "OFFICE", folder)
        store().add_layer(road_by(TARAZ, NEAR))
    address = serve(MURA_OFFICE=str(folder))
    yield address
    serve.stop(address)


def opened(page, address, query):
    page.goto(f"{address}/trips?{query}")
    return Map(page).ready()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_days_from_taraz_are_a_plan_a_map_a_gpx_and_a_sheet(page, watch, address, lang):
    """Scenarios 22, 24 and 26."""
    t, made = translator(lang), trip(Wish(TARAZ, 2))
    chart = opened(page, address, f"lang={lang}&base={TARAZ}&days=2")
    for number, day in enumerate(made.days, 1):
        rows = page.locator(f"section:has(#day-{number}) tbody tr[data-id]")
        expect(rows).to_have_count(len(day.stops))
        assert rows.evaluate_all("all => all.map(row => row.dataset.id)") == list(day.stops)
    signs = chart.frame.locator(".leaflet-marker-icon.mura-stop")
    expect(signs).to_have_count(len(made.stops))
    chart.wait_for_shown(len(made.stops) + 1)
    root = ElementTree.fromstring(downloaded(page, "GPX"))
    names = collection().table[f"name_{lang}"]
    for route, day in zip(root.iter(f"{GPX}rte"), made.days, strict=True):
        found = [each.find(f"{GPX}name").text for each in route.iter(f"{GPX}rtept")]
        assert found == [names[each] for each in (TARAZ, *day.stops, TARAZ)]
    sheet = downloaded(page, re.escape(t("Guide sheet, one A4 (PDF)")))
    assert len(pypdfium2.PdfDocument(sheet)) == 1


def test_by_keyboard_from_an_empty_page_to_a_plan_that_is_a_link(page, watch, address):
    opened(page, address, "lang=en")
    town = page.get_by_role("combobox", name="From which town")
    town.focus()
    page.keyboard.type("Taraz")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("base=(kz|mu)-taraz"))
    expect(page.locator("#day-1")).to_be_visible()
    page.reload()
    expect(page.locator("#day-1")).to_be_visible()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_plan_passes_axe_and_fits_the_window(page, watch, address, lang):
    opened(page, address, f"lang={lang}&base={TARAZ}&stops=1442-013,1442-015&camps=43.1,71.1")
    expect(page.locator("#how-to-read")).to_be_attached()
    fits_and_passes_axe(page)


def fits_and_passes_axe(page):
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert not faults_of_page_and_map(page)


@pytest.mark.parametrize(("lang", "size"), [("kk", WIDE), ("ru", PHONE), ("en", WIDE)])
def test_the_roads_of_the_office_are_chosen_and_told_of_each_leg(page, watch, office, lang, size):
    t = translator(lang)
    page.set_viewport_size(size)
    opened(page, office, f"lang={lang}&base={TARAZ}&days=1&stops={NEAR},{FAR}")
    legs = page.locator("section:has(#day-1) tbody tr")
    expect(legs).to_have_count(3)
    expect(legs.filter(has_text=t("by your roads"))).to_have_count(0)
    page.get_by_text(t("Roads, camps and car parks")).click()
    page.get_by_role("combobox", name=t("Road network of the office")).click()
    page.get_by_role("option", name=f"Roads of the office {lang}").click()
    expect(page).to_have_url(re.compile("roads=own_roads"))
    expect(legs.filter(has_text=t("by your roads"))).to_have_count(1)
    expect(legs.filter(has_text=t("estimate"))).to_have_count(2)
    root = ElementTree.fromstring(downloaded(page, "GPX"))
    told = [each.text for each in root.iter(f"{GPX}desc")]
    assert any(t("{road} by your roads", road="").strip() in each for each in told)
    text = pypdfium2.PdfDocument(downloaded(page, re.escape(t("Guide sheet, one A4 (PDF)"))))
    assert t("by your roads").split()[-1] in text[0].get_textpage().get_text_bounded()
    fits_and_passes_axe(page)
