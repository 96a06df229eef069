"""What one does on the map: search, ask what is here, measure, keep a list; by mouse and keys."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from i18n import LANGUAGES, translator

TALGAR = {
    "kk": "Талғар (Талхиз) қалашығы",
    "ru": "Городище Талгар (Талхиз)",
    "en": "Site of Talgar",
}
PHONE = {"width": 390, "height": 844}


def search_field(chart):
    return chart.frame.get_by_role("combobox")


def heading(chart):
    return chart.frame.locator(".mura-card h2").last  # the one before it fades away


def centre(page):
    frame = page.locator("iframe[title='streamlit_folium.st_folium']").bounding_box()
    return frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2


# ---- search ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_is_found_by_an_old_spelling_with_the_keyboard_alone(page, open_map, lang):
    chart = open_map(f"?lang={lang}")
    page.locator("body").press("/")
    expect(search_field(chart)).to_be_focused()
    page.keyboard.type("тальхи")
    expect(chart.frame.get_by_role("option").first).to_contain_text(TALGAR[lang])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(search_field(chart)).to_have_attribute("aria-activedescendant", "mura-found-0")
    page.keyboard.press("Enter")
    expect(heading(chart)).to_have_text(TALGAR[lang])
    expect(page).to_have_url(re.compile(r"#map=9/43\.\d+/77\.\d+&id=1442-012$"))
    expect(chart.frame.locator(".mura-card")).to_be_focused()
    page.keyboard.press("Escape")
    expect(heading(chart)).to_have_count(0)


def test_each_spelling_of_talgar_is_suggested(open_map):
    chart = open_map("?lang=en")
    option = chart.frame.get_by_role("option", name="Site of Talgar")
    for words in ("Талгар", "Талғар", "Talkhiz", "talgar", "Тальхир", "Талгр"):
        search_field(chart).fill(words)
        expect(option).to_be_visible()
        search_field(chart).fill("xyzzy")
        expect(option).to_have_count(0)


def test_a_place_that_the_filter_hides_is_found_and_shown(page, open_map):
    chart = open_map("?lang=en&layer=biosphere_reserves")
    before = chart.shown()
    search_field(chart).fill("talkhiz")
    chart.frame.get_by_role("option", name="Site of Talgar").click()
    expect(heading(chart)).to_have_text("Site of Talgar")
    assert chart.shown() == before
    page.reload()
    expect(heading(chart)).to_have_text("Site of Talgar")


def test_a_place_without_a_position_says_so(page, open_map):
    chart = open_map("?lang=en")
    search_field(chart).fill("Boraldai")
    option = chart.frame.get_by_role("option", name="Boraldaitau")
    expect(option).to_contain_text("no usable position")
    option.click()
    card = chart.frame.locator(".mura-card")
    expect(card.locator(".mura-warning").first).to_contain_text("No usable position was found")
    expect(card).to_contain_text("105–109 km")
    expect(page).to_have_url(re.compile("&id=1490-005$"))


def test_a_serial_property_offers_its_parts(open_map):
    chart = open_map("?lang=en")
    search_field(chart).fill("Tien-Shan")
    chart.frame.get_by_role("option", name="Western Tien-Shan").first.click()
    expect(heading(chart)).to_have_text("Western Tien-Shan")
    chart.frame.locator(".mura-parts button").first.click()
    expect(heading(chart)).not_to_have_text("Western Tien-Shan")
    expect(chart.frame.locator(".mura-popup .mura-card")).to_be_visible()


def test_what_is_not_known_is_said(open_map):
    chart = open_map("?lang=ru")
    search_field(chart).fill("xyzzy")
    expect(chart.frame.locator(".mura-nothing")).to_have_text(
        translator("ru")("No place of that name is known here.")
    )


def test_hostile_words_stay_letters(page, open_map):
    chart = open_map("?lang=en")
    search_field(chart).fill("<img src=x onerror=alert(1)>{{7*7}}")
    expect(chart.frame.locator(".mura-nothing")).to_be_visible()
    assert chart.evaluate("document.querySelectorAll('img[src=x]').length") == 0


# ---- what is here ----------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_click_tells_what_is_here(page, open_map, lang):
    t = translator(lang)
    chart = open_map(f"?lang={lang}&layer=none#map=8/45/78.4")
    page.mouse.click(*centre(page))
    here = chart.frame.locator(".mura-here")
    expect(here).to_contain_text(t("Zhetysu Region"))
    expect(here).to_contain_text(t("Almaty Region"))
    expect(here.locator(".mura-parts li")).to_have_count(5)
    expect(page).to_have_url(re.compile(r"&at=4[45]\.\d{6},78\.\d{6}$"))
    page.reload()
    expect(here).to_contain_text(t("Zhetysu Region"))


def test_coordinates_are_copied_by_a_click(page, open_map, context):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    chart = open_map("?lang=en#map=8/43/77&at=43.3,77.24")
    for button, words in zip(
        chart.frame.locator(".mura-copy").all(),
        (r"43\.30000, 77\.24000", "43°18′00.0″ N, 77°14′24.0″ E", r"SK-42: 1368\d{4}, 479\d{4}"),
        strict=True,
    ):
        button.click()
        expect(chart.frame.get_by_role("status").last).to_have_text("Copied.")
        assert re.fullmatch(words, page.evaluate("navigator.clipboard.readText()"))


def test_from_here_one_goes_to_the_nearest_place(page, open_map):
    chart = open_map("?lang=en#map=8/43/77&at=43.3,77.24")
    chart.frame.get_by_role("button", name="Site of Talgar").click()
    expect(heading(chart)).to_have_text("Site of Talgar")
    expect(page).not_to_have_url(re.compile("at="))


# ---- measure ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_is_measured_by_clicks_and_its_link_restores_it(page, open_map, lang):
    t = translator(lang)
    chart = open_map(f"?lang={lang}&layer=none#map=8/43/77")
    chart.frame.get_by_role("button", name=t("Measure distance and area")).click()
    x, y = centre(page)
    page.mouse.click(x - 100, y)
    page.mouse.click(x + 100, y)
    result = chart.frame.locator(".mura-bar p")
    # 200 pixels of zoom 8 at 43 N: 200 * 611.5 m * cos(43) = 89.4 km, on the ellipsoid 89.6
    expect(result).to_contain_text(re.compile(r"89[.,]\d"))
    expect(chart.frame.locator(".mura-here")).to_have_count(0)
    page.mouse.click(x, y - 80)
    expect(result).to_contain_text(re.compile(r"1\D?5\d\d[.,]\d"))  # km2 or ha, half of 89 x 36
    said = result.inner_text()
    page.reload()
    expect(result).to_have_text(said)
    chart.frame.get_by_role("button", name=t("End measuring")).click()
    expect(page).not_to_have_url(re.compile("measure="))


def test_a_line_is_measured_by_keyboard(page, open_map):
    chart = open_map("?lang=en&layer=none#map=8/43/77")
    chart.frame.get_by_role("button", name="Measure distance and area").press("Enter")
    point = chart.frame.get_by_role("button", name="Point at the cross")
    expect(point).to_be_focused()
    page.keyboard.press("Enter")
    chart.evaluate("void mura.map.panBy([150, 0], { animate: false })")
    page.keyboard.press("Enter")
    result = chart.frame.locator(".mura-bar p")
    expect(result).to_contain_text(re.compile(r"Length: 6[67](\.\d)? km"))
    chart.frame.get_by_role("button", name="Undo").press("Enter")
    expect(result).to_have_text("Click the next point.")
    page.keyboard.press("Escape")
    expect(chart.frame.locator(".mura-bar")).to_have_count(0)


# ---- my list ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_is_put_together_and_its_link_restores_it(page, open_map, lang):
    t = translator(lang)
    chart = open_map(f"?lang={lang}#id=1442-012")
    star = chart.frame.locator(".mura-star")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile("&id=1442-012&list=1442-012$"))
    page.reload()
    chart.ready()
    chart.frame.locator(".mura-list-tool").click()
    mine = chart.frame.locator(".mura-mine")
    expect(mine.get_by_role("button", name=TALGAR[lang], exact=True)).to_be_visible()
    mine.get_by_role("button", name=t("Show only these")).click()
    expect(page.locator(".mura-table tbody tr")).to_have_count(1)
    expect(page).to_have_url(re.compile("place=1442-012"))
    assert chart.ready().shown() == {"1442-012"}


def test_a_list_goes_into_a_file_and_comes_back(page, open_map, tmp_path):
    chart = open_map("?lang=en#list=1442-012,1490-005")
    chart.frame.locator(".mura-list-tool").click()
    with page.expect_download() as download:
        chart.frame.get_by_role("button", name="Save as a file").click()
    saved = tmp_path / "mura-list.geojson"
    download.value.save_as(saved)
    features = json.loads(saved.read_text("utf-8"))["features"]
    assert [(each["id"], each["geometry"] is None) for each in features] == [
        ("1442-012", False), ("1490-005", True),
    ]  # fmt: skip
    chart.frame.get_by_role("button", name="Clear").click()
    expect(page).not_to_have_url(re.compile("list="))
    chart.frame.locator(".mura-open input").set_input_files(saved)
    expect(page).to_have_url(re.compile("list=1442-012,1490-005$"))
    expect(chart.frame.locator(".mura-said")).to_contain_text("Places read: 2.")


@pytest.mark.parametrize(
    "content", ["not json", '{"features": 5}', '{"features": [{"id": "../../x"}]}']
)
def test_a_file_that_is_no_list_is_refused_plainly(open_map, tmp_path, content):
    chart = open_map("?lang=en#list=1442-012")
    chart.frame.locator(".mura-list-tool").click()
    wrong = Path(tmp_path, "wrong.geojson")
    wrong.write_text(content, "utf-8")
    chart.frame.locator(".mura-open input").set_input_files(wrong)
    expect(chart.frame.locator(".mura-said")).to_contain_text("holds no list")
    expect(chart.frame.locator(".mura-list-tool")).to_have_attribute("data-count", "1")


# ---- a phone ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_phone_the_map_comes_first_and_the_card_from_below(page, open_map, lang):
    page.set_viewport_size(PHONE)
    chart = open_map(f"?lang={lang}")
    frame = page.locator("iframe[title='streamlit_folium.st_folium']").bounding_box()
    assert frame["y"] < 200
    assert frame["y"] < page.locator(".stMain h2").first.bounding_box()["y"]
    for button in chart.frame.locator(".mura-tool").all():
        box = button.bounding_box()
        assert min(box["width"], box["height"]) >= 44
    search_field(chart).fill("talgar")
    chart.frame.get_by_role("option", name=TALGAR[lang]).first.click()
    sheet = chart.frame.locator(".mura-sheet")
    expect(sheet).to_contain_text(TALGAR[lang])
    box = sheet.bounding_box()
    assert box["width"] >= frame["width"] - 1
    assert abs(box["y"] + box["height"] - frame["y"] - frame["height"]) <= 1
    for part in ("document.documentElement", "document.querySelector('.stMain')"):
        assert page.evaluate(f"{part}.scrollWidth") <= 390
    assert chart.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_phone_the_filters_are_a_drawer_behind_a_button_of_the_map(page, open_map, lang):
    t = translator(lang)
    page.set_viewport_size(PHONE)
    chart = open_map(f"?lang={lang}")
    expect(page.get_by_text(t("Layers"), exact=True)).not_to_be_in_viewport()
    chart.frame.get_by_role("button", name=t("Layers and filters")).click()
    expect(page.get_by_text(t("Layers"), exact=True)).to_be_in_viewport()
