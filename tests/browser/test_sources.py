"""The Sources page in a real browser, the cable out: what it promises to hand over arrives."""

import openpyxl
import pyogrio
import pytest
from playwright.sync_api import expect

from i18n import LANGUAGES, translator
from layers.catalogue import CATALOGUE, collection


def download(page, name):
    with page.expect_download() as waiting:
        page.locator(f"a[download='{name}']").click()
    assert waiting.value.suggested_filename == name
    return waiting.value


def test_the_geopackage_and_the_workbook_arrive_and_can_be_read(page, watch, address, tmp_path):
    page.goto(f"{address}/sources?lang=kk")
    page.locator(".mura-downloads").wait_for()
    for name in ("mura.gpkg", "mura.xlsx"):
        download(page, name).save_as(tmp_path / name)
    book = openpyxl.load_workbook(tmp_path / "mura.xlsx")
    table = collection().table
    for layer in CATALOGUE:
        known = table[table["layer"] == layer.name]
        read = pyogrio.read_dataframe(tmp_path / "mura.gpkg", layer=layer.name, use_arrow=False)
        assert list(read["id"]) == list(known.index)
        assert list(read["name_kk"]) == list(known["name_kk"])
        heads, *rows = book[layer.name].iter_rows(values_only=True)
        assert [row[heads.index("name_kk")] for row in rows] == list(known["name_kk"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_scrolls_sideways_on_a_phone(page, watch, address, lang):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{address}/sources?lang={lang}")
    expect(page.locator("h2#blanks")).to_have_text(translator(lang)("Blanks and disputes"))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for block in page.locator(".stMain, .mura-table").all():
        assert block.evaluate("block => block.scrollWidth <= block.clientWidth")
