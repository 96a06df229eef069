"""The page Trips by Streamlit's own harness, in three languages."""

import re

import pytest

from geodata import settings
from geodata.office import store
from i18n import LANGUAGES, translator
from layers.catalogue import collection
from layers.trips import Wish, trip
from reports.trips import FORMS
from tests.office import DIG, TALGAR, boundary, feature, own_layer
from tests.pages.test_screening_page import headings, html_of, told
from tests.unit.test_trip_by_roads import NEAR, road_by
from ui.trips_address import camps, spelled, stops, towns

TARAZ = "kz-taraz"


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    """An empty office of this test alone."""
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    return store()


def opened(open_page, lang="en", **asked):
    page = open_page("trips", lang=lang, **asked)
    assert not page.exception
    return page


def ids_of_day(page, number):
    section = html_of(page).split(f'<h2 id="day-{number}"')[1].split("</section>")[0]
    return re.findall(r'<tr data-id="([^"]+)"', section)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_days_from_taraz(open_page, lang):
    page, made = opened(open_page, lang, base=TARAZ, days="2"), trip(Wish(TARAZ, 2))
    assert headings(page) == ["answer", "day-1", "day-2", "how-to-read"]
    for number, day in enumerate(made.days, 1):
        assert ids_of_day(page, number) == list(day.stops)
    assert translator(lang).number(len(made.stops)) in told(page, "answer")
    assert len(page.get("download_button")) == len(FORMS) + 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_town_the_page_says_what_to_do(open_page, lang):
    page = opened(open_page, lang)
    assert len(page.info) == 1 and headings(page) == []
    assert not page.get("download_button")
    page = page.selectbox[0].set_value(TARAZ).run()
    assert not page.exception
    assert page.query_params["base"] == TARAZ
    assert headings(page)[:2] == ["answer", "day-1"]


def test_stops_days_and_numbers_stand_in_the_address(open_page):
    page = opened(open_page, base=TARAZ)
    page = page.multiselect[0].set_value(["1442-015", "1442-016"]).run()
    assert page.query_params["stops"] == "1442-015,1442-016"
    page = page.number_input[0].set_value(1).run()
    assert page.query_params["days"] == "1"
    factor = next(each for each in page.number_input if "factor" in each.key)
    page = factor.set_value(1.5).run()
    assert not page.exception
    assert page.query_params["factor"] == "1.5"
    assert sorted(ids_of_day(page, 1)) == ["1442-015", "1442-016"]
    assert "times 1.5" in told(page, "how-to-read")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_camp_in_a_zone_is_warned_of(open_page, office, lang):
    office.add(boundary(), boundary("buffer_zone"))
    page = opened(open_page, lang, base="kz-talgar", camps=f"{TALGAR[1]},{TALGAR[0] + 0.006}")
    assert "43.27780, 77.22820" in told(page, "answer")
    assert headings(page)[-2:] == ["camps", "how-to-read"]


def test_camps_are_understood_in_any_spelling_or_refused_by_name(open_page):
    page = opened(open_page, base=TARAZ)
    field = page.text_input[0]
    page = field.set_value("43°18'12\" N 77°14'24\" E; 43.1 77.1").run()
    assert page.query_params["camps"] == "43.303333,77.240000;43.100000,77.100000"
    page = page.text_input[0].set_value("here and there").run()
    assert not page.exception
    assert len(page.warning) == 1


def test_a_stop_without_a_position_is_told_apart(open_page):
    page = opened(open_page, base=TARAZ, stops="sp-tekturmas,1442-016")
    assert ids_of_day(page, 1) == ["1442-016"]
    assert "sp-tekturmas" in html_of(page).split('id="without-position"')[1]


@pytest.mark.parametrize(
    "asked",
    [
        {"base": "1442-012"}, {"base": "nobody"}, {"base": TARAZ, "days": "99"},
        {"base": TARAZ, "days": "-1"}, {"base": TARAZ, "stops": "<b>,1442,,x"},
        {"base": TARAZ, "factor": "9"}, {"base": TARAZ, "km": "1e9"},
        {"base": TARAZ, "camps": "1,2;x"}, {"base": TARAZ, "camps": "99,199"},
        {"base": TARAZ, "roads": "corridor"}, {"base": TARAZ, "roads": "own_<b>"},
    ],
)  # fmt: skip
def test_an_address_that_means_nothing_is_passed_over(open_page, asked):
    page = opened(open_page, **asked)
    expected = ["answer", "day-1", "day-2", "how-to-read"] if asked["base"] == TARAZ else []
    assert headings(page) == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_office_without_roads_is_told_how_to_load_some(open_page, office, lang):
    office.add_layer(own_layer(features=[feature(DIG, name="Trench 4", text="")]))
    page, t = opened(open_page, lang, base=TARAZ), translator(lang)
    assert t("Road network of the office") not in [each.label for each in page.selectbox]
    assert any(t("Boundaries and layers") in each.value for each in page.caption)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_roads_of_the_office_are_chosen_and_told_of_each_leg(open_page, office, lang):
    office.add_layer(road_by(TARAZ, NEAR))
    stops = ",".join((NEAR, "1442-013"))
    page, t = opened(open_page, lang, base=TARAZ, stops=stops, days="1"), translator(lang)
    assert t("by your roads") not in html_of(page)
    roads = next(each for each in page.selectbox if each.label == t("Road network of the office"))
    page = roads.set_value("own_roads").run()
    assert not page.exception
    assert page.query_params["roads"] == "own_roads"
    day = html_of(page).split('<h2 id="day-1"')[1].split("</table>")[0]
    rows = [row for row in re.findall(r"<tr.*?</tr>", day) if "<td" in row]
    measured = [t("by your roads") in row for row in rows]
    assert sorted(measured) == [False, False, True]
    assert all((t("estimate") in row) != known for row, known in zip(rows, measured, strict=True))
    assert f"Roads of the office {lang}" in told(page, "how-to-read")
    page = roads.set_value("").run()
    assert "roads" not in page.query_params and t("by your roads") not in html_of(page)


def test_a_choice_is_read_as_it_is_written(open_page):
    page = opened(open_page, "ru", base=TARAZ, stops="1442-016")
    every = [*page.selectbox[0].options, *page.multiselect[0].options]
    assert len(every) > 300 and not any("\\" in each for each in every)


def test_what_can_be_chosen():
    table = collection().table
    assert set(table.loc[list(towns()), "layer"]) == {"places"}
    assert "1442" not in stops() and "1442-012" in stops() and "sp-sauran" in stops()
    for written in ("43.3,77.2", "43.3,77.2;50,60.5"):
        assert camps(spelled(camps(written))) == camps(written) != ()
    assert camps(";".join(["43.3,77.2"] * 11)) == ()
