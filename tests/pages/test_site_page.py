"""The sheet of a place by Streamlit's own harness, in three languages."""

from html import unescape

import pytest

from i18n import LANGUAGES, translator
from layers.card import name
from layers.catalogue import collection


def html_of(page):
    return "".join(block.proto.body for block in page.get("html"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("identity", ["1442-012", "1442", "br-kz-charyn", "1490-005", "ap-uaaa"])
def test_a_sheet_opens_in_each_language(open_page, lang, identity):
    page = open_page("site", lang=lang, id=identity)
    assert not page.exception
    html = html_of(page)
    t = translator(lang)
    assert name(collection().table.loc[identity], t).split("(")[0].strip() in unescape(html)
    for title in ("Names", "Facts", "Passport of the boundary", "Sources"):
        assert f">{t(title)}</h2>" in html
    assert "<h1" not in html


@pytest.mark.parametrize(
    "identity", ["", "nowhere", "<script>alert(1)</script>", "{{7*7}}", "x" * 9000]
)
def test_an_unknown_place_gets_a_plain_page_and_a_search(open_page, identity):
    page = open_page("site", lang="en", id=identity) if identity else open_page("site", lang="en")
    assert not page.exception
    assert [each.value for each in page.warning] == (
        ["No place of this id is known here."] if identity else []
    )
    page = page.text_input[0].set_value("Тальхир").run()
    assert "./site?id=1442-012&amp;lang=en" in html_of(page)
    page = page.text_input[0].set_value("zzzzqqqq").run()
    assert not page.exception
    assert "No place of that name is known here." in [each.value for each in page.info]


def test_a_place_without_a_position_says_so(open_page):
    page = open_page("site", lang="en", id="1490-005")
    assert "No usable position was found, so it is not on the map." in [
        each.value for each in page.info
    ]


def test_going_back_to_a_sheet_finds_it_again(open_page):
    """Streamlit empties the address on the way from one page to another, back included."""
    page = open_page("site", lang="en", id="1442-024")
    page.query_params.clear()
    page.switch_page("../pages/sources.py").run()
    page.query_params.clear()
    page.switch_page("../pages/site.py").run()
    assert "1442-024" in page.query_params["id"]
    assert "Karamergen" in html_of(page)
    page.query_params.clear()  # its own line in the navigation leads to the search again
    assert page.run().text_input
