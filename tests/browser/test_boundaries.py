"""Boundaries and layers in a real browser, the cable out: from a file without a datum to a boundary
on every page, and back again."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_access import faults_of_page_and_map
from tests.running import Map

TALGAR = "1442-012"
CORNERS = ((13680464, 4796032), (13680764, 4796042), (13680754, 4796342), (13680454, 4796332))
SURVEY = "id;x;y\r\n" + "".join(f"1;{x};{y}\r\n" for x, y in CORNERS)
"""Eastings and northings in SK-42, zone 13, around the published point; nothing names the datum."""

FIELD = "[data-testid=stFileUploaderDropzoneInput]"


@pytest.fixture(scope="module")
def office(serve, tmp_path_factory):
    address = serve(MURA_OFFICE=str(tmp_path_factory.mktemp("office")))
    yield address
    serve.stop(address)


def give(page, name, text):
    file = {"name": name, "mimeType": "text/csv", "buffer": text.encode()}
    page.locator(FIELD).first.set_input_files(file)


def answer(page, title, words):
    expect(page.get_by_role("heading", name=title)).to_be_visible(timeout=20_000)
    page.locator("[data-testid=stRadio] label").filter(has_text=words).last.click()


def boundary_on_the_map(page, office):
    """Whether the map draws an outline of Talgar that is said to be a boundary."""
    page.goto(f"{office}/?lang=en&place={TALGAR}#id={TALGAR}")
    card = Map(page).ready().frame.locator(".mura-card")
    expect(card).to_be_visible()
    return "boundary" in card.locator("dd").first.inner_text()


def test_a_survey_without_a_datum_becomes_the_boundary_everywhere_and_goes_again(
    page, watch, office
):
    assert not boundary_on_the_map(page, office)
    page.goto(f"{office}/boundaries?lang=en&bring=boundary&place={TALGAR}")
    give(page, "survey <b>.csv", SURVEY)
    answer(page, "Which columns hold the coordinates", "the rows of an object are one outline")
    expect(page.get_by_role("heading", name="In which coordinate system")).to_be_visible(
        timeout=20_000
    )
    assert page.locator("#outcome").count() == 0  # nothing is placed before it is chosen
    numbers = Map(page).frame.locator(".leaflet-marker-icon.mura-candidate")
    expect(numbers.first).to_have_text("1")
    answer(page, "In which coordinate system", re.compile(r"^1 · SK-42.*28413"))
    expect(page.locator("#difference")).to_be_visible(timeout=20_000)
    assert page.get_by_text("± 3 m").count()
    page.get_by_label("Act: its number and title").fill("Act № 1")
    page.get_by_role("button", name="Keep this boundary").click()
    expect(page.get_by_text("The boundary is kept")).to_be_visible()
    Map(page).ready()  # new data is a new map
    assert faults_of_page_and_map(page) == []
    assert boundary_on_the_map(page, office)
    page.goto(f"{office}/site?lang=en&id={TALGAR}")
    expect(page.locator(".mura-section:has(#passport)")).to_contain_text("Act № 1")
    page.goto(f"{office}/boundaries?lang=en")
    page.get_by_role("combobox", name="A version of the list").click()
    page.get_by_role("option").first.click()
    page.get_by_role("button", name="Remove this boundary").click()
    expect(page.get_by_text("No boundary holds now")).to_be_visible()
    assert not boundary_on_the_map(page, office)


def test_coordinates_in_the_search_and_a_bad_file_in_plain_words(page, watch, office):
    page.goto(f"{office}/?lang=ru")
    chart = Map(page).ready()
    chart.frame.get_by_role("combobox").fill("43°18'12\" с.ш. 77°14'24\" в.д.")
    first = chart.frame.get_by_role("option").first
    expect(first).to_contain_text("43.30333, 77.24000")
    chart.frame.get_by_role("combobox").press("Enter")
    expect(chart.frame.locator(".mura-here")).to_be_visible()
    assert "at=43.303333,77.240000" in page.url
    middle = chart.evaluate("(({lat, lng}) => [lat, lng])(mura.map.getCenter())")
    assert middle == pytest.approx([43.3033, 77.24], abs=0.5)
    page.goto(f"{office}/boundaries?lang=kk&bring=look")
    expect(page.locator("[data-testid=stFileUploaderDropzone] button").first).to_have_text(
        re.compile("Файлды таңдау")
    )
    give(page, "evil <img src=x>.geojson", "<OGRVRTDataSource></OGRVRTDataSource>")
    said = page.locator(".mura-refusal")
    expect(said).to_contain_text(
        "Файл басқа файлдарға немесе мекенжайларға сілтейді", timeout=20_000
    )
    expect(said).to_contain_text("evil <img src=x>.geojson")
    expect(page.locator("#kept")).to_be_visible()
    assert faults_of_page_and_map(page) == []
