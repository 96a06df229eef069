"""The Map page by Streamlit's own harness, in three languages."""

import re

import pytest

from i18n import LANGUAGES, translator

PAGES = ("map", "sources", "help")


def table_of(page):
    """The HTML of the page's one table of places."""
    [table] = [each.proto.body for each in page.get("html") if "mura-places" in each.proto.body]
    return table


def table_rows(page):
    return re.findall(r'data-id="([^"]+)"', table_of(page))


def language_switch(page, lang):
    [switch] = [group for group in page.segmented_control if group.key == "language_switch"]
    return switch.set_value(lang).run()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_opens_with_one_heading_in_its_language(open_page, name, lang):
    page = open_page(name, lang=lang)
    assert not page.exception
    assert [title.value for title in page.title] == [translator(lang)(name.capitalize())]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_seven_properties_of_kazakhstan(open_page, lang):
    page = open_page(lang=lang, layer="world_heritage", country="KZ")
    assert table_rows(page) == ["1103", "1145", "1102", "1442", "1490", "1693", "1760"]
    assert page.main.header[0].value.count("7") == 1


def test_corridor_in_33_rows_and_8(open_page):
    assert len(table_rows(open_page(layer="corridor"))) == 33
    assert len(table_rows(open_page(layer="corridor", country="KZ"))) == 8


def test_reserves_of_almaty_region_then_and_now_and_why(open_page):
    then = open_page(lang="en", layer="biosphere_reserves", region="KZ-19", as_of="2019")
    now = open_page(lang="en", layer="biosphere_reserves", region="KZ-19")
    assert set(table_rows(then)) == {
        "br-kz-alakol", "br-kz-altynemel", "br-kz-charyn", "br-kz-zhongar",
    }  # fmt: skip
    assert set(table_rows(now)) == {
        "br-kz-charyn", "br-kz-almaty", "br-kz-kolsai", "br-kz-altynemel",
    }  # fmt: skip
    assert "Zhetysu Region was formed" in then.info[0].value
    assert "split to be verified" in table_of(now)
    assert "Almaty Region" in table_of(then)
    assert "<small>Zhetysu Region" not in table_of(then)


def test_a_switch_in_the_legend_changes_the_table(open_page):
    page = open_page(lang="en")
    before = table_rows(page)
    [corridor] = [box for box in page.checkbox if "corridor" in box.label]
    page = corridor.uncheck().run()
    assert {row for row in before if not row.startswith("1442-")} == set(table_rows(page))
    assert page.query_params["layer"] == ["world_heritage", "biosphere_reserves", "talgar"]


def test_every_layer_off_is_an_empty_state_that_says_what_to_do(open_page):
    page = open_page(lang="en", layer="none")
    assert table_rows(page) == []
    assert page.main.header[0].value == "Nothing matches these filters."
    assert "Switch on a layer" in page.info[0].value


def test_the_language_switch_keeps_the_filters(open_page):
    page = open_page(lang="en", layer="corridor")
    [country] = [choice for choice in page.multiselect if choice.label == "Country"]
    page = country.select("China").run()
    rows = table_rows(page)
    assert len(rows) == 22
    for lang in ("ru", "kk"):
        page = language_switch(page, lang)
        assert table_rows(page) == rows
        assert page.title[0].value == translator(lang)("Map")
        assert page.query_params["country"] in ("CN", ["CN"])
        assert page.query_params["lang"] in (lang, [lang])


def test_clearing_the_filters_is_one_click(open_page):
    page = open_page(lang="en", layer="corridor", country="CN")
    [clear] = [button for button in page.button if button.label == "Clear all filters"]
    page = clear.click().run()
    assert len(table_rows(page)) == 84
    assert set(page.query_params) == {"lang"}


def test_sessions_do_not_share_a_language(open_page):
    kazakh, russian = open_page(lang="kk"), open_page(lang="ru")
    kazakh.run()
    russian.run()
    assert kazakh.caption[0].value != russian.caption[0].value


def test_filters_survive_a_visit_to_another_page(open_page):
    page = open_page(lang="en", layer="corridor", country="CN")
    page.switch_page("../pages/sources.py").run()
    assert page.title[0].value == "Sources"
    page.query_params.clear()
    page.switch_page("../pages/map.py").run()
    assert len(table_rows(page)) == 22


def test_more_than_a_hundred_rows_are_cut_into_pages(open_page):
    everything = "world_heritage,corridor,component_parts,biosphere_reserves,talgar,places"
    page = open_page(lang="en", layer=everything)
    assert len(table_rows(page)) == 50
    [pages] = [group for group in page.segmented_control if group.label == "Page of the table"]
    page = pages.set_value(7).run()
    assert len(table_rows(page)) == 16


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sources_name_every_layer_and_the_basemap(open_page, lang):
    page = open_page("sources", lang=lang)
    html = "".join(block.proto.body for block in page.get("html"))
    for said in ("UNESCO World Heritage Centre", "GeoNames", "GEBCO", "Natural Earth"):
        assert said in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_list_of_places_is_shown_alone_until_it_is_switched_off(open_page, lang):
    t = translator(lang)
    page = open_page(lang=lang, place="1442-012,nowhere", layer="corridor")
    assert not page.exception
    label = t.plural("Only {n} place of the list", "Only {n} places of the list", 1)
    box = next(each for each in page.checkbox if each.label == label)
    assert t("only the places of a list") in page.header[0].value
    box.uncheck().run()
    assert "place" not in page.query_params
    assert not [each for each in page.checkbox if each.label == label]
