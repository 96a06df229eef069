"""The Talgar page by Streamlit's own harness, in three languages."""

from html import unescape

import pytest

from i18n import LANGUAGES, translator
from ui.talgar import onward_html


def html_of(page):
    return unescape("".join(block.proto.body for block in page.get("html")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_tells_all_that_it_should(open_page, lang):
    t = translator(lang)
    page = open_page("talgar", lang=lang)
    assert not page.exception
    assert [title.value for title in page.title] == [t("Talgar")]
    html = html_of(page)
    for section in ("identity", "extent", "events", "decisions", "pressure", "lessons"):
        assert html.count(f'<h2 id="{section}">') == 1, section
    for told in ("1442-012", "S 01-KZ", "38 COM 8B.24", "40 COM 7B.34", "41 COM 7B.88",
                 "42 COM 7B.5", "44 COM 7B.22", "45 COM 7B.156", "43.27778, 77.22222",
                 "43.27750, 77.21333", t("not published"), t("not found"), t("text not read"),
                 t("undated")):  # fmt: skip
        assert told in html, told
    assert t.number(0.72, 2) in page.caption[1].value
    assert f"./?lang={lang}#story=talgar/1" in html
    assert f"./site?id=1442-012&lang={lang}" in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_button_leads_to_screening(open_page, lang):
    html = html_of(open_page("talgar", lang=lang))
    assert f"./screening?place=1442-012&lang={lang}" in html
    assert translator(lang)("Open Talgar in Screening") in html


def test_the_button_is_a_link_in_this_window():
    html = onward_html(translator("en"))
    assert html.count('target="_self"') == 3
    assert 'class="mura-button" href="./screening?place=1442-012&amp;lang=en"' in html
