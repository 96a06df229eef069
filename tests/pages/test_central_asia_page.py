"""The Central Asia page by Streamlit's own harness, in three languages."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from dossiers.cells import STATES
from i18n import LANGUAGES, translator
from layers.catalogue import CATALOGUE, collection
from layers.vocabulary import country_name
from ui import state
from ui.central_asia import SUBJECTS, View, read, timeline_plan, write


def html_of(page):
    return unescape("".join(block.proto.body for block in page.get("html")))


def anchors(page):
    return re.findall(r'<h2 id="([a-z-]+)"', html_of(page))


def told_of(page, anchor):
    """Ids of the rows of a section."""
    [section] = re.findall(rf'<h2 id="{anchor}".*?</section>', html_of(page), re.S)
    return re.findall(r'<tr data-id="([^"]+)"', section)


SECTIONS = {
    "heritage": ["comparison", "heritage", "doubts"],
    "reserves": ["reserves", "candidates", "doubts"],
    "tentative": ["tentative"],
    "distances": ["distances", "compared", "left-out"],
    "sacred": ["sacred", "sco"],
}


@pytest.mark.parametrize("show", SUBJECTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_subject_in_each_language(open_page, lang, show):
    page = open_page("central_asia", lang=lang, show=show)
    assert not page.exception
    assert [title.value for title in page.title] == [translator(lang)("Central Asia")]
    assert anchors(page) == SECTIONS[show]
    for proof in re.findall(r"<td><details.*?</details></td>", html_of(page)):
        assert "<li>" in proof


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_chart_has_its_table(open_page, lang):
    page = open_page("central_asia", lang=lang)
    assert len(page.get("vega_lite_chart") + page.get("arrow_vega_lite_chart")) == 1
    assert len(told_of(page, "heritage")) == 21
    assert f'data-head="{translator(lang)("Year")}"' in html_of(page)


def test_the_address_is_kept_and_only_what_it_can_mean_is_taken(open_page):
    page = open_page("central_asia", lang="en", country="UZ,XX,KG")
    assert set(told_of(page, "heritage")) == {
        "1230", "1442", "1490", "543", "602", "885", "603", "1766", "1693", "1675",
    }  # fmt: skip
    strange = open_page("central_asia", lang="en", show="<script>", country="'); drop")
    assert not strange.exception
    assert len(told_of(strange, "heritage")) == 21


@pytest.mark.parametrize(
    "view", [View("heritage", STATES), View("sacred", STATES), View("reserves", ("KG", "UZ"))]
)
def test_what_is_written_is_read_again(view):
    assert read(write(view)) == view


def test_choosing_writes_the_address(open_page):
    page = open_page("central_asia", lang="ru")
    [subject] = [each for each in page.segmented_control if "show" in each.key]
    subject.set_value("reserves").run()
    assert anchors(page) == SECTIONS["reserves"]
    [states] = page.pills
    states.set_value(["TM"]).run()
    assert not page.exception
    assert page.query_params["show"] == "reserves"
    assert page.query_params["country"] == "TM"
    assert page.query_params["lang"] == "ru"
    assert told_of(page, "reserves") == ["br-tm-repetek"]
    [states] = page.pills
    states.set_value([]).run()
    assert "country" not in page.query_params
    assert len(told_of(page, "reserves")) == 21


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_state_without_reserves_is_told_what_to_do(open_page, lang):
    page = open_page("central_asia", lang=lang, show="reserves", country="TJ")
    said = translator(lang)(
        "Nothing is known of these states here. Choose another state, or all of them."
    )
    assert said in html_of(page)
    assert told_of(page, "candidates") == ["br-tj-romit"]


@pytest.mark.parametrize("show", ["heritage", "reserves", "distances", "sacred"])
def test_the_link_to_the_map_opens_a_view_that_it_knows(open_page, show):
    page = open_page("central_asia", lang="kk", show=show, country="UZ")
    [link] = re.findall(r'href="(\./\?layer[^"]*)"', html_of(page))
    asked = parse_qs(urlsplit(link).query, strict_parsing=True)
    assert asked.pop("lang") == ["kk"]
    query = state.read(asked)
    assert ",".join(query.layers) in asked["layer"]
    assert set(query.layers) <= {layer.name for layer in CATALOGUE}
    assert query.countries == (("UZ",) if show in {"heritage", "reserves"} else ())


def test_the_plan_of_the_chart_holds_no_text_of_data():
    t = translator("en")
    marks = [
        {"year": 2000, "where": "W", "order": 0, "nth": 0, "category": "cultural",
         "property": "datum.x", "states": "S"},
    ]  # fmt: skip
    assert "datum.x" not in str(timeline_plan(marks, t))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_states_stand_by_their_names(open_page, lang):
    t = translator(lang)
    html = html_of(open_page("central_asia", lang=lang))
    for code in STATES:
        assert f">{country_name(code, t)}</th>" in html
    for identity in ("1442", "885"):
        assert collection().table.loc[identity, f"name_{lang}"] in html
