"""The page Proximity by Streamlit's own harness, in three languages. The door is a double here."""

import re

import numpy as np
import pytest
from shapely.geometry import LineString, Point

from dossiers.proximity import SORTS, called, in_order
from geodata import settings
from geodata.office import store
from i18n import LANGUAGES, translator
from layers.catalogue import collection, layer
from layers.positions import metres
from layers.proximity import Starts, proximity
from reports.proximity import FORMS
from tests.office import TALGAR, boundary
from tests.pages.test_screening_page import HOSTILE, brought, door, give, headings, html_of, told
from ui.proximity_address import DEFAULT_KM, rings, spelled

__all__ = ["door"]

TURKISTAN = "kz-turkistan"
SECTIONS = ["answer", "near", "standing", "nearest-of-each", "without-position"]


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    """An empty office of this test alone."""
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    return store()


def opened(open_page, lang="en", **asked):
    page = open_page("proximity", lang=lang, **asked)
    assert not page.exception
    return page


def ids_of_table(page):
    return re.findall(
        r'<tr data-id="([^"]+)"', html_of(page).split('id="near"')[1].split("</section>")[0]
    )


def expected(within_km=50.0):
    point = collection().table.geometry[TURKISTAN]
    starts = Starts(np.array([[point.x, point.y]]), (1,), (), float("nan"), TURKISTAN)
    return proximity(starts, within_km * 1000)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_within_50_km_of_turkistan_town(open_page, lang):
    page = opened(open_page, lang, town=TURKISTAN, within="50")
    t = translator(lang)
    rows = expected().rows
    assert headings(page) == SECTIONS
    assert ids_of_table(page) == list(rows["feature_id"])
    said = told(page, "answer")
    assert t.number(len(rows)) in said and called(rows["feature_id"][0], t) in said
    table = told(page, "near")
    for row in rows.to_dict("records"):
        assert metres(row["distance_m"], t) in table
        assert called(row["feature_id"], t) in table
    assert len(page.get("download_button")) == len(FORMS)
    assert TURKISTAN not in ids_of_table(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_start_the_page_says_what_to_do(open_page, lang):
    page = opened(open_page, lang)
    assert len(page.info) == 1
    assert headings(page) == []
    assert not page.get("download_button")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_nothing_is_within_the_nearest_is_named(open_page, lang):
    page = opened(open_page, lang, at="50.3,57.2", within="1")
    t = translator(lang)
    assert t("Nothing with a known position.") in told(page, "near")
    assert re.search(r"\d", told(page, "answer"))


@pytest.mark.parametrize("sort", SORTS)
def test_the_order_of_the_table_stands_in_the_address(open_page, sort):
    page = opened(open_page, "ru", town=TURKISTAN, sort=sort)
    ordered = in_order(expected(DEFAULT_KM[0]).rows, sort, translator("ru"))
    assert ids_of_table(page) == list(ordered["feature_id"])


def test_layers_of_the_address_are_the_only_ones_told(open_page):
    page = opened(open_page, town=TURKISTAN, layers="sacred_places,none,<b>")
    rows = expected().rows
    assert ids_of_table(page) == list(rows.loc[rows["layer"] == "sacred_places", "feature_id"])
    assert layer("places").called(translator("en")) not in told(page, "nearest-of-each")


def test_coordinates_in_any_spelling_become_the_address(open_page):
    page = opened(open_page)
    page.text_input[0].set_value("43°18'12\" N 77°14'24\" E").run()
    assert not page.exception
    assert page.query_params["at"] == "43.303333,77.240000"
    assert headings(page)[:2] == ["answer", "near"]


def test_a_name_that_is_one_place_alone_becomes_the_address(open_page):
    page = opened(open_page)
    page.text_input[0].set_value("Arystan Bab").run()
    assert page.query_params["place"] == "sp-arystanbab"
    assert "q" not in page.query_params


def test_of_several_meanings_the_user_chooses(open_page):
    page = opened(open_page, "kk")
    page.text_input[0].set_value("Түркістан").run()
    assert page.query_params["q"] == "Түркістан"
    town = next(each for each in page.button if each.key == f"near-hit-{TURKISTAN}")
    page = town.click().run()
    assert not page.exception
    assert page.query_params["town"] == TURKISTAN and "q" not in page.query_params
    assert headings(page) == SECTIONS


def test_metres_of_two_systems_are_a_choice(open_page):
    page = opened(open_page, q="13681000 4795200")
    meant = [each for each in page.button if each.key.startswith("near-meant-")]
    assert len(meant) == 2
    page = meant[0].click().run()
    assert page.query_params["at"] == "43.270164,77.228917"


@pytest.mark.parametrize("words", ["wfjbdp", "10.5, 20.5", HOSTILE[:60]])
def test_what_cannot_be_understood_is_a_sentence(open_page, words):
    page = opened(open_page, q=words)
    assert len(page.warning) == 1 and headings(page) == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_without_a_position_says_so_and_offers_its_town(open_page, lang):
    page = opened(open_page, lang, place="sp-sauran")
    assert len(page.warning) == 1
    [seat] = [each for each in page.button if each.key.startswith("near-hit-")]
    page = seat.click().run()
    assert headings(page)[:2] == ["answer", "near"]
    assert "sp-sauran" in html_of(page).split('id="without-position"')[1]


def test_a_serial_property_is_measured_from_a_part(open_page):
    page = opened(open_page, place="1442")
    [parts] = page.selectbox
    page = parts.set_value("1442-012").run()
    assert page.query_params["place"] == "1442-012"
    assert headings(page)[:2] == ["answer", "near"]


def test_what_stands_in_which_zone(open_page, office):
    office.add(boundary(), boundary("buffer_zone"))
    page = opened(open_page, at=f"{TALGAR[1]},{TALGAR[0]}", within="5")
    said = told(page, "standing")
    assert said.count("inside, ") == 2 and "± 11 m" in said
    assert "inside its boundary" in told(page, "near")


def test_several_rings_are_drawn_and_the_greatest_is_told(open_page):
    page = opened(open_page, town=TURKISTAN, within="10,50")
    assert ids_of_table(page) == list(expected(50).rows["feature_id"])
    field = next(each for each in page.text_input if "near-within" in each.key)
    page = field.set_value("0,5; 20").run()
    assert page.query_params["within"] == "0.5,20"
    field = next(each for each in page.text_input if "near-within" in each.key)
    page = field.set_value("much").run()
    assert not page.exception
    assert len(page.warning) == 1 and page.query_params["within"] == "0.5,20"


@pytest.mark.parametrize(
    "asked",
    [
        {"at": "9999,1"}, {"at": "43.3"}, {"at": "10,20"}, {"at": "<b>,1"}, {"place": "nobody"},
        {"town": "1442-012"}, {"within": "-5", "town": TURKISTAN}, {"within": "1e9"},
        {"sort": "<b>", "town": TURKISTAN}, {"nothing": "0"}, {"way": "road"}, {"layers": "x,,"},
    ],
)  # fmt: skip
def test_an_address_that_means_nothing_is_passed_over(open_page, asked):
    page = opened(open_page, **asked)
    assert headings(page) == (SECTIONS if "town" in asked and len(asked) == 2 else [])


def test_rings_are_written_as_they_are_read():
    assert rings(["10", "50"]) == (10, 50)
    assert rings(["50", "0.5", "50"]) == (0.5, 50)
    assert spelled((0.5, 50.0)) == "0.5,50"
    for wrong in (["0"], ["1001"], ["1", "2", "3", "4", "5"], ["x"], [""], ["1", "x"], ["٣"]):
        assert rings(wrong) == ()


# ---- a file of points --------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_points_of_a_file_are_told_one_by_one(open_page, door, office, lang):
    office.add(boundary(), boundary("buffer_zone"))
    door(brought(Point(TALGAR), Point(TALGAR[0] + 0.03, TALGAR[1]), Point(57.2, 50.3)))
    page = give(opened(open_page, lang, way="file", within="1,10"))
    assert "points" in headings(page)
    said, t = told(page, "points"), translator(lang)
    assert said.count("**a**") == 3
    assert t("Within {within}", within=metres(1_000, t)) in said
    assert "<img" not in "".join(block.proto.body for block in page.get("html"))
    assert t.number(3) in told(page, "answer")
    assert len(page.get("download_button")) == len(FORMS)


def test_of_a_file_only_designated_places_count_unless_one_says_so(open_page, door):
    point = collection().table.geometry[TURKISTAN]
    door(brought(Point(point.x, point.y)))
    page = give(opened(open_page, way="file", within="1"))
    assert called(TURKISTAN, translator("en")) not in told(page, "points")
    page.query_params["layers"] = "places"
    page.run()
    assert called(TURKISTAN, translator("en")) in told(page, "points")


def test_what_is_no_point_is_left_out_aloud(open_page, door):
    door(brought(Point(TALGAR), LineString([(77, 43), (77.1, 43)])))
    page = give(opened(open_page, way="file"))
    assert [each.value for each in page.warning] == [
        "1 row is no point: nothing is measured from it."
    ]
    door(brought(LineString([(77, 43), (77.1, 43)])))
    page = give(opened(open_page, way="file"))
    assert "points" not in headings(page)


def test_many_points_are_told_by_pages(open_page, door):
    door(brought(*(Point(70 + i / 100, 43) for i in range(120))))
    page = give(opened(open_page, way="file"))
    assert told(page, "points").count("**a**") == 50
    page.query_params["page"] = "3"
    page.run()
    assert told(page, "points").count("**a**") == 20
