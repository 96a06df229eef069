"""The Corridor page by Streamlit's own harness, in three languages."""

import re

import pytest

from i18n import LANGUAGES, translator


def html_of(page):
    return "".join(block.proto.body for block in page.get("html"))


def listed(page):
    """Ids of the table of parts."""
    [parts] = [each.proto.body for each in page.get("html") if 'id="parts"' in each.proto.body]
    return re.findall(r'<tr data-id="([^"]+)"', parts)


def choice(page, label):
    [found] = [each for each in page.multiselect if each.label == label]
    return found


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_tells_all_that_it_should(open_page, lang):
    t = translator(lang)
    page = open_page("corridor", lang=lang)
    assert not page.exception
    assert [title.value for title in page.title] == [t("Corridor")]
    html = html_of(page)
    for section in ("parts", "timeline", "periods", "types", "second-source", "karamergen",
                    "affected"):  # fmt: skip
        assert html.count(f'<h2 id="{section}">') == 1, section
    assert len(listed(page)) == 33
    assert "33" in page.header[0].value
    assert len(page.get("vega_lite_chart")) == 1
    assert any("жарияланбаған" in each.value or "не опубликован" in each.value
               or "not published" in each.value for each in page.caption)  # fmt: skip
    assert t("not published") in html
    assert f'href="./site?id=1442-012&amp;lang={lang}"' in html


def test_a_choice_is_written_into_the_address_and_read_from_it(open_page):
    page = open_page("corridor", lang="en")
    page = choice(page, "Country").select("Kazakhstan").run()
    of_kazakhstan = ["011", "012", "024", "013", "014", "015", "016", "017"]
    assert listed(page) == [f"1442-{number}" for number in of_kazakhstan]
    assert page.query_params["country"] in ("KZ", ["KZ"])
    page = choice(page, "Type (inferred)").select("transport and defence").run()
    assert listed(page) == ["1442-024"]
    again = open_page("corridor", lang="ru", country="KZ", type="transport_defence")
    assert listed(again) == ["1442-024"]
    page = choice(page, "Country").set_value([]).run()
    assert "country" not in page.query_params
    assert len(listed(page)) == 7


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_has_no_period_is_counted_apart(open_page, lang):
    page = open_page("corridor", lang=lang, century="8", country="KZ")
    assert len(listed(page)) == 6
    assert "1" in page.info[0].value
    assert translator(lang)("period not found") in page.info[0].value
    page = open_page("corridor", lang=lang, century="8,unknown", country="KZ")
    assert len(listed(page)) == 7
    assert not page.info


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_left_says_what_to_do(open_page, lang):
    t = translator(lang)
    page = open_page("corridor", lang=lang, type="associated_site", country="KZ")
    assert not page.exception
    assert page.header[0].value == t("Nothing matches these filters.")
    assert page.info[0].value == t(
        "Choose fewer types, centuries or countries, or clear the filters."
    )
    assert not page.get("vega_lite_chart")
    [clear] = [button for button in page.button if button.label == t("Clear all filters")]
    page = clear.click().run()
    assert len(listed(page)) == 33
    assert set(page.query_params) == {"lang"}


def test_parts_without_any_period_have_no_chart(open_page):
    page = open_page("corridor", lang="en", century="unknown")
    assert len(listed(page)) == 25
    assert not page.get("vega_lite_chart")
    assert "No period was found" in html_of(page)


def test_a_hostile_address_opens_the_whole(open_page):
    page = open_page("corridor", lang="en", type="<script>", century="1e9", country="../..")
    assert not page.exception
    assert len(listed(page)) == 33
