"""The page of the biosphere reserves by Streamlit's own harness, in three languages."""

import re
from html import unescape

import pytest

from geodata.records import ecological_corridors
from i18n import LANGUAGES, translator
from layers.vocabulary import REFORM
from ui import reserves


def html_of(page):
    return unescape("".join(block.proto.body for block in page.get("html")))


def section(page, name):
    """From the heading of a section to the next one."""
    return re.split("<section", html_of(page).split(f'<h2 id="{name}">')[1])[0]


def rows(page, name):
    return re.findall(r'<tr data-id="([^"]+)"', section(page, name))


def headings(page):
    return re.findall(r'<h2 id="([^"]+)"', html_of(page))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_is_there_in_its_language(open_page, lang):
    t = translator(lang)
    page = open_page("reserves", lang=lang)
    assert not page.exception
    assert [title.value for title in page.title] == [t("Biosphere reserves")]
    assert headings(page)[:8] == [
        "regions", "zones", "by-region", "conflicts", "candidates", "ecological-corridors",
        "related-areas", "protective-zone",
    ]  # fmt: skip
    assert len(rows(page, "zones")) == 21
    assert rows(page, "candidates") == ["br-tj-romit"]
    figures = section(page, "zones")
    for said in (t.number(142_927), t.number(645_548), t("equal to the total")):
        assert said in figures
    for each in ecological_corridors():
        assert each.name[lang] in html_of(page)
    assert t.number(535_909.4, 1) in section(page, "conflicts")
    assert t.number(307_653.3, 1) in section(page, "conflicts")
    for anchor in headings(page):
        assert f'href="#{anchor}"' in html_of(page)


def test_each_figure_leads_to_its_source_and_each_reserve_to_its_sheet(open_page):
    page = open_page("reserves", lang="en")
    for row in re.findall(r"<tr data-id=.*?</tr>", section(page, "zones")):
        assert 'class="mura-proof"' in row
        assert re.search(r'href="\./site\?id=br-[a-z-]+&lang=en"', row)


def test_reserves_of_almaty_region_then_and_now(open_page):
    then = open_page("reserves", lang="en", region="KZ-19", as_of="2019")
    now = open_page("reserves", lang="en", region="KZ-19")
    assert set(rows(then, "zones")) == {
        "br-kz-alakol", "br-kz-altynemel", "br-kz-charyn", "br-kz-zhongar",
    }  # fmt: skip
    assert set(rows(now, "zones")) == {
        "br-kz-charyn", "br-kz-almaty", "br-kz-kolsai", "br-kz-altynemel",
    }  # fmt: skip
    assert "By region, as of 2019" in section(then, "by-region")
    assert "split to be verified" in section(now, "regions")
    assert "Zhetysu Region was formed" in section(then, "regions")


def test_a_widget_writes_the_address_and_the_address_makes_the_widget(open_page):
    page = open_page("reserves", lang="en")
    [country] = [each for each in page.multiselect if each.label == "Country"]
    page = country.select("Kyrgyzstan").run()
    assert rows(page, "zones") == ["br-kg-issykkul", "br-kg-sarychelek"]
    assert page.query_params["country"] in ("KG", ["KG"])
    assert "by-region" not in headings(page)
    [clear] = [button for button in page.button if button.label == "Clear all filters"]
    page = clear.click().run()
    assert len(rows(page, "zones")) == 21
    assert set(page.query_params) == {"lang"}
    assert [each.value for each in page.multiselect] == [[], []]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_found_says_what_to_do_and_keeps_corridors_and_protective_zones(open_page, lang):
    t = translator(lang)
    page = open_page("reserves", lang=lang, region="KZ-33", as_of="2019")
    assert not page.exception
    assert page.info[0].value == t(
        "No reserve matches. Choose another region or country, or clear the filters."
    )
    assert page.info[1].value == t(REFORM)  # there was no Zhetysu Region in 2019
    assert headings(page)[:3] == ["ecological-corridors", "related-areas", "protective-zone"]


def test_what_an_address_cannot_say_is_passed_over(open_page):
    page = open_page(
        "reserves", lang="en", country="<script>", region="KZ-99", as_of="1066", layer="talgar"
    )
    assert not page.exception
    assert len(rows(page, "zones")) == 21
    assert "script>" not in html_of(page)


def test_the_address_of_a_query_reads_back():
    for parameters in (
        {},
        {"country": ["KG", "UZ"]},
        {"region": ["KZ-19", "KZ-33"], "as_of": ["2019"]},
    ):
        query = reserves.read(parameters)
        assert reserves.write(query) == parameters
        assert query.layers == ("biosphere_reserves",)
    assert reserves.read({"country": ["CN"], "region": ["KZ-55"]}) == reserves.DEFAULT
