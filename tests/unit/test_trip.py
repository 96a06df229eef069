"""A trip from the wish to its files: stops, distances, warnings, words, the sheet of the guide."""

import csv
import io
import xml.etree.ElementTree as ET
from datetime import date
from itertools import pairwise

import pytest
from geographiclib.geodesic import Geodesic

from dossiers.trips import answered, dossier, warnings
from geodata import settings
from geodata.office import store
from geodata.readers.brought import Answers
from geodata.readers.kml import read as read_kml
from i18n import LANGUAGES, translator
from layers.card import is_disputed
from layers.catalogue import collection
from layers.trips import STOPS_A_DAY, Wish, trip
from reports.sheet import TripSheet
from reports.studio import _order, _sheet
from reports.trips import FORMS, file_of
from tests.office import TALGAR, boundary, square

TARAZ = "kz-taraz"
STOPS = ("1442-016", "1442-015", "1442-014", "1442-013")
GPX = "{http://www.topografix.com/GPX/1/1}"


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    """An empty office of this test alone."""
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    return store()


def metres(here, there):
    first, second = (collection().table.geometry[each] for each in (here, there))
    return Geodesic.WGS84.Inverse(first.y, first.x, second.y, second.x)["s12"]


def test_two_days_from_taraz():
    """Scenario 22: ordered, measured, marked as straight lines and estimates."""
    made = trip(Wish(TARAZ, 2))
    assert len(made.days) == 2 and made.stops
    for day in made.days:
        assert 0 < len(day.stops) <= STOPS_A_DAY
        way = (TARAZ, *day.stops, TARAZ)
        true = [metres(*pair) for pair in pairwise(way)]
        assert list(day.legs_m) == pytest.approx(true, abs=0.01)
        far = made.far(day.legs)
        assert far.by_roads_m is None and far.estimate_m <= 300_000
        assert far.estimate_m == pytest.approx(1.3 * sum(true)) == far.whole_m
    table = collection().table.loc[list(made.stops)]
    assert not any(is_disputed(row) for _, row in table.iterrows())
    assert len(set(made.stops)) == len(made.stops)


def test_chosen_stops_are_all_there_and_stay_wherever_they_are_named_first():
    made = trip(Wish(TARAZ, 2, STOPS))
    assert sorted(made.stops) == sorted(STOPS)
    assert trip(Wish(TARAZ, 2, STOPS[::-1])).days == made.days
    assert len(trip(Wish(TARAZ, 1, STOPS)).days) == 1
    assert len(trip(Wish(TARAZ, 7, STOPS[:2])).days) <= 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_disputed_position_and_a_day_too_long_are_warned_of(lang):
    made, t = trip(Wish(TARAZ, 1, STOPS, km_a_day=100.0)), translator(lang)
    doubtful = [each for each in STOPS if is_disputed(collection().table.loc[each])]
    assert sorted(made.disputed) == sorted(doubtful) and doubtful
    said = list(warnings(made, t))
    assert len(said) == 2
    assert all(collection().table.loc[each, f"name_{lang}"] in said[0] for each in doubtful)
    assert t.number(100) in said[1]


def test_what_has_no_position_is_in_no_day_and_offers_its_town():
    made = trip(Wish(TARAZ, 1, ("sp-tekturmas", "1442-016")))
    assert made.without_position == ("sp-tekturmas",) and made.stops == ("1442-016",)
    [section] = [each for each in dossier(made, translator("en")).sections
                 if each.id == "without-position"]  # fmt: skip
    assert "kz-taraz" in {link.place for link in section.points[0] if hasattr(link, "place")}
    nothing = trip(Wish(TARAZ, 1, ("sp-tekturmas",)))
    assert not nothing.days
    assert "None of the stops" in answered(nothing, translator("en"))


def test_a_camp_inside_a_zone_warns_and_300_m_away_it_does_not(office):
    """Scenario 23."""
    office.add(boundary(geometry=square(half=0.004)),
               boundary("buffer_zone", geometry=square(half=0.008)))  # fmt: skip
    lon, lat = TALGAR
    edge = Geodesic.WGS84.Direct(lat, lon + 0.008, 90, 300)
    camps = ((lon + 0.006, lat), (edge["lon2"], edge["lat2"]), (lon + 0.00803, lat))
    made = trip(Wish("kz-talgar", 1, ("sp-issyk", "1442-012"), camps=camps))
    zones = made.camp_zones
    assert list(zones["point"]) == [1, 3]
    assert list(zones["certain"]) == [True, False]
    said = list(warnings(made, translator("en")))
    assert sum("Camp or car park" in each for each in said) == 2
    assert any("inside, " in each for each in said)
    assert any("cannot say" in each for each in said)
    camps_said = next(each for each in dossier(made, translator("en")).sections
                      if each.id == "camps")  # fmt: skip
    assert len(camps_said.points) == 1


def test_a_stop_is_warned_of_in_a_zone_of_another_place_and_not_in_its_own(office):
    office.add(boundary("buffer_zone"), boundary("buffer_zone", "1442-013"))
    made = trip(Wish("kz-talgar", 1, ("1442-012",)))
    assert list(made.zones["feature_id"]) == ["1442-013"]


def test_a_town_from_which_nothing_can_be_reached_says_so():
    made = trip(Wish(TARAZ, 2, km_a_day=20.0))
    assert not made.days and not list(warnings(made, translator("en")))
    assert "20 km" in answered(made, translator("en"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_gpx_and_kml_hold_the_stops_in_their_order_with_names_of_the_language(lang):
    """Scenario 24."""
    made, t = trip(Wish(TARAZ, 2, STOPS)), translator(lang)
    names = collection().table[f"name_{lang}"]
    days = [[names[each] for each in (TARAZ, *day.stops, TARAZ)] for day in made.days]
    whole = [name for day in days for name in day]
    kml = read_kml(file_of("kml", made, t), Answers())
    assert [each.name for each in kml.written] == whole
    root = ET.fromstring(file_of("gpx", made, t))
    assert [each.tag for each in root] == [
        f"{GPX}metadata", *[f"{GPX}wpt"] * len(whole), *[f"{GPX}rte"] * len(days)
    ]  # fmt: skip
    assert [each.find(f"{GPX}name").text for each in root.iter(f"{GPX}wpt")] == whole
    for route, day in zip(root.iter(f"{GPX}rte"), days, strict=True):
        assert route[0].tag == f"{GPX}name"
        assert [each.find(f"{GPX}name").text for each in route.iter(f"{GPX}rtept")] == day
    places = [each.geometry for each in kml.written]
    assert places[1].distance(collection().table.geometry[made.stops[0]]) < 1e-9
    lines = csv.DictReader(io.StringIO(file_of("csv", made, t).decode("utf-8-sig")), delimiter=";")
    assert [line[f"name_{lang}"] for line in lines] == whole


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_a_stop_offers_is_told_as_the_sources_say_it(lang):
    made, t = trip(Wish(TARAZ, 1, ("1442-016",))), translator(lang)
    summary = collection().table.loc["1442-016", f"summary_{lang}"]
    assert summary
    day = dossier(made, t).sections[0]
    assert summary in day.table.rows[0].cells[0]
    assert summary.rstrip(".") in file_of("gpx", made, t).decode()


def test_the_same_trip_makes_the_same_bytes():
    for form in FORMS:
        first, second = (file_of(form, trip(Wish(TARAZ, 2)), translator("ru")) for _ in range(2))
        assert first == second


def test_an_order_of_a_sheet_comes_through_the_pipe_as_it_was_given():
    order = TripSheet(base=TARAZ, days=3, stops=STOPS, camps=((71.5, 42.9), (71.6, 42.8)),
                      lang="kk", day=date(2026, 11, 28))  # fmt: skip
    back = _sheet(_order(order))
    assert back == order
    assert trip(back).days == trip(order).days
