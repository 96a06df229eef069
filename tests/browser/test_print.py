"""Asking for a sheet by keyboard, in each language, and looking at what comes."""

import re

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import expect

from i18n import LANGUAGES, NAMES, translator

LONG = 120_000
"""Milliseconds for a sheet on a machine that runs other tests beside this one."""


def open_dialog(chart):
    chart.frame.locator(".mura-print").press("Enter")
    dialog = chart.frame.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def text_of(path):
    with pypdfium2.PdfDocument(path) as document:
        return re.sub(r"\s", "", document[0].get_textpage().get_text_bounded())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sheet_comes_by_keyboard_alone_in_each_language(page, open_map, lang):
    """The screen speaks one language, the sheet another."""
    t, other = translator(lang), LANGUAGES[LANGUAGES.index(lang) - 1]
    chart = open_map(f"?lang={lang}&layer=corridor&country=KZ#map=7/43.4/77.2")
    dialog = open_dialog(chart)
    expect(dialog).to_have_accessible_name(t("Print or save the map"))
    title = dialog.get_by_label(t("Title"))
    expect(title).to_be_focused()
    page.keyboard.type("Қаялық $x^2$")
    dialog.get_by_label(t("Language")).select_option(label=NAMES[other])
    title.focus()
    with page.expect_download(timeout=LONG) as coming:
        page.keyboard.press("Enter")
        expect(dialog.get_by_role("status")).to_have_text(t("Making the sheet…"))
    assert re.fullmatch(r"mura-map-\d{4}-\d\d-\d\d\.pdf", coming.value.suggested_filename)
    expect(dialog.get_by_role("status")).to_have_text(t("The file is downloaded."), timeout=LONG)
    said = text_of(coming.value.path())
    words = translator(other)
    for wanted in ("Қаялық$x^2$", words("On this sheet"), words("Scale")):
        assert re.sub(r"\s", "", wanted) in said
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert chart.evaluate("document.activeElement.classList.contains('mura-print')")


def test_paper_and_form_are_what_was_chosen(page, open_map):
    chart = open_map("?lang=en&layer=talgar#map=11/43.28/77.2")
    dialog = open_dialog(chart)
    dialog.get_by_label("Format").select_option("png")
    dialog.get_by_label("Paper").select_option("A3")
    dialog.get_by_label("Orientation").select_option("portrait")
    with page.expect_download(timeout=LONG) as coming:
        dialog.get_by_role("button", name="Download").click()
    assert coming.value.suggested_filename.endswith(".png")
    with Image.open(coming.value.path()) as picture:
        assert picture.size == pytest.approx((2339, 3307), abs=1)
    dialog.get_by_role("button", name="Close").click()
    again = open_dialog(chart)
    expect(again.get_by_label("Paper")).to_have_value("A3")


def test_the_page_for_the_screen_has_no_paper(open_map):
    dialog = open_dialog(open_map("?lang=ru&layer=talgar"))
    t = translator("ru")
    dialog.get_by_label(t("Format")).select_option("html")
    expect(dialog.get_by_label(t("Paper"))).to_be_hidden()
    expect(dialog.get_by_label(t("Orientation"))).to_be_hidden()
    dialog.get_by_label(t("Format")).select_option("pdf")
    expect(dialog.get_by_label(t("Paper"))).to_be_visible()


def test_what_is_asked_is_what_is_seen(page, open_map):
    chart = open_map("?lang=kk&layer=corridor&country=KZ#map=9/43.3/77.2&id=1442-012")
    dialog = open_dialog(chart)
    with page.expect_request("**/geo/print/**") as asked:
        dialog.get_by_role("button", name=translator("kk")("Download")).click()
    url = asked.value.url
    for part in (
        "/geo/print/kk.pdf?",
        "layer=corridor",
        "country=KZ",
        "view=9%2F",
        "card=1442-012",
    ):
        assert part in url
    assert "lang=" not in url
    done = translator("kk")("The file is downloaded.")
    expect(dialog.get_by_role("status")).to_have_text(done, timeout=LONG)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_failure_is_said_and_can_be_tried_again(page, open_map, lang):
    t = translator(lang)
    dialog = open_dialog(open_map(f"?lang={lang}&layer=talgar"))
    page.route("**/geo/print/**", lambda route: route.fulfill(status=204), times=1)
    button = dialog.get_by_role("button", name=t("Download"))
    button.click()
    failed = "The file could not be made. Check that the server runs and try again."
    expect(dialog.get_by_role("status")).to_have_text(t(failed))
    with page.expect_download(timeout=LONG):
        button.click()


def test_the_dialog_fits_a_phone(page, open_map):
    page.set_viewport_size({"width": 390, "height": 844})
    for lang in LANGUAGES:
        chart = open_map(f"?lang={lang}")
        dialog = open_dialog(chart)
        box = dialog.evaluate(
            "d => [d.scrollWidth - d.clientWidth, d.getBoundingClientRect().left,"
            " innerWidth - d.getBoundingClientRect().right]"
        )
        assert box[0] <= 0
        assert min(box[1:]) >= 0
        for each in dialog.locator("input, select, button").all():
            assert each.bounding_box()["height"] >= 44
        page.keyboard.press("Escape")
