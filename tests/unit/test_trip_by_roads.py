"""A trip along an office's own roads: a detour that changes the order, what no road reaches."""

import csv
import io
from datetime import date
from itertools import pairwise

import pypdfium2
import pytest
from geographiclib.geodesic import Geodesic

from dossiers.trips import answered, dossier, sections, warnings
from geodata import settings
from geodata.office import store
from i18n import LANGUAGES, translator
from layers.catalogue import collection
from layers.positions import metres
from layers.trips import Wish, road_layers, trip
from reports.guide_sheet import make
from reports.sheet import TripSheet
from reports.studio import _order, _sheet
from reports.trips import file_of
from tests.office import DIG, PLOT, feature, own_layer
from tests.papers.test_papers import joined, text_of

TARAZ = "kz-taraz"
NEAR, MIDDLE, FAR = "1442-016", "1442-015", "1442-014"
"""East of Taraz in this order: 36, 63 and 112 km, all but in one line."""
STOPS = (NEAR, MIDDLE, FAR)
NORTH, SOUTH = [72.2, 43.3], [72.4, 42.4]
"""Where no stop is."""


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    """An empty office of this test alone."""
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    return store()


def at(place):
    """Of a place, or a position as it is."""
    if isinstance(place, list):
        return place
    point = collection().table.geometry[place]
    return [float(point.x), float(point.y)]


def line(*places):
    return feature({"type": "LineString", "coordinates": list(map(at, places))}, name="", text="")


def road_by(*places):
    """A layer with one road, from place to place."""
    return own_layer(features=[line(*places)])


def along(*places):
    """Of a road that is straight from place to place; a road is straight in degrees."""
    pairs = [(at(one), at(other)) for one, other in pairwise(places)]
    return sum(Geodesic.WGS84.Inverse(a[1], a[0], b[1], b[0])["s12"] for a, b in pairs)


def wish(*stops, **changes):
    return Wish(TARAZ, 1, stops, **{"roads": "own_roads"} | changes)


def test_a_layer_of_lines_is_a_network_and_another_is_none(office):
    assert road_layers() == ()
    office.add_layer(road_by(TARAZ, NEAR), own_layer("own_digs", [
        feature(DIG, name="", text=""), feature(PLOT, name="", text="")]))  # fmt: skip
    assert road_layers() == ("own_roads",)
    for roads in ("own_digs", "own_gone", "corridor"):
        made = trip(wish(NEAR, roads=roads))
        assert made.days == trip(wish(NEAR, roads="")).days
        assert not made.wish.roads


def test_a_detour_changes_the_order_and_the_lengths(office):
    """By straight lines one visits the near one last; the roads make a ring of another order."""
    [straight] = trip(wish(*STOPS, roads="")).days
    office.add_layer(own_layer(features=[
        line(TARAZ, NEAR), line(NEAR, NORTH, MIDDLE), line(MIDDLE, FAR), line(FAR, SOUTH, TARAZ),
    ]))  # fmt: skip
    [day] = trip(wish(*STOPS)).days
    assert STOPS in (day.stops, day.stops[::-1])
    assert STOPS not in (straight.stops, straight.stops[::-1])
    ways = {
        frozenset((TARAZ, NEAR)): along(TARAZ, NEAR),
        frozenset((NEAR, MIDDLE)): along(NEAR, NORTH, MIDDLE),
        frozenset((MIDDLE, FAR)): along(MIDDLE, FAR),
        frozenset((FAR, TARAZ)): along(FAR, SOUTH, TARAZ),
    }
    pairs = list(pairwise((TARAZ, *day.stops, TARAZ)))
    assert list(day.roads_m) == pytest.approx([ways[frozenset(each)] for each in pairs], rel=1e-3)
    assert list(day.legs_m) == pytest.approx([along(*each) for each in pairs], abs=0.01)


def test_a_stop_off_the_roads_stays_an_estimate(office):
    office.add_layer(road_by(TARAZ, NEAR))
    made = trip(wish(NEAR, FAR))
    [day] = made.days
    known = dict(zip(pairwise((TARAZ, *day.stops, TARAZ)), day.roads_m, strict=True))
    assert sorted(length is None for length in known.values()) == [False, True, True]
    assert all(FAR in pair for pair, length in known.items() if length is None)
    far = made.far(day.legs)
    assert far.by_roads_m == pytest.approx(along(TARAZ, NEAR), rel=1e-3)
    assert far.estimate_m == pytest.approx(1.3 * (along(TARAZ, FAR) + along(FAR, NEAR)), rel=1e-6)
    assert far.whole_m == far.by_roads_m + far.estimate_m


def test_between_two_parts_that_do_not_meet_no_road_is_told(office):
    office.add_layer(own_layer(features=[line(TARAZ, NEAR), line(MIDDLE, FAR)]))
    [day] = trip(wish(*STOPS)).days
    for pair, length in zip(pairwise((TARAZ, *day.stops, TARAZ)), day.roads_m, strict=True):
        together = set(pair) in ({TARAZ, NEAR}, {MIDDLE, FAR})
        assert (length is not None) == together


def test_what_mura_chooses_fits_into_the_day_by_road(office):
    """36 km as the crow flies; by the only road it is farther than a day's kilometres."""
    office.add_layer(road_by(TARAZ, [71.4, 44.9], NEAR))
    assert NEAR in trip(Wish(TARAZ, 1)).stops
    assert NEAR not in trip(Wish(TARAZ, 1, roads="own_roads")).stops
    said = list(warnings(trip(wish(NEAR)), translator("en")))
    assert len(said) == 1 and "300 km" in said[0]


def test_roads_that_are_taken_back_or_loaded_anew_are_measured_anew(office):
    first = road_by(TARAZ, NEAR)
    office.add_layer(first)
    assert trip(wish(NEAR)).days[0].roads_m[0] == pytest.approx(along(TARAZ, NEAR), rel=1e-3)
    office.add_layer(road_by(TARAZ, NORTH, NEAR))
    assert trip(wish(NEAR)).days[0].roads_m[0] == pytest.approx(along(TARAZ, NORTH, NEAR), rel=1e-3)
    for each in office.layers():
        office.remove_layer(each.version)
    office.remove_layer(first.version)
    assert trip(wish(NEAR)).days[0].roads_m == (None, None)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_leg_and_the_whole_say_what_is_measured_and_what_estimated(office, lang):
    office.add_layer(road_by(TARAZ, NEAR))
    made, t = trip(wish(NEAR, FAR)), translator(lang)
    far = made.far(made.legs)
    for said in (answered(made, t), sections(made, t)[0].title):
        assert metres(far.by_roads_m, t) in said and metres(far.estimate_m, t) in said
    day = sections(made, t)[0].table
    words = {True: t("by your roads"), False: t("estimate")}
    for row, leg in zip(day.rows, made.legs, strict=True):
        length = leg.road_m if leg.road_m is not None else leg.straight_m * 1.3
        assert row.cells[2] == (metres(length, t), words[leg.road_m is not None])
    assert "roads=own_roads" in dossier(made, t).address
    whole = answered(trip(wish(NEAR)), t)
    assert metres(2 * along(TARAZ, NEAR), t) in whole and t("estimate") not in whole


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_says_it_of_each_leg(office, lang):
    office.add_layer(road_by(TARAZ, NEAR))
    made, t = trip(wish(NEAR, FAR)), translator(lang)
    lines = csv.DictReader(io.StringIO(file_of("csv", made, t).decode("utf-8-sig")), delimiter=";")
    legs = [line for line in lines if line["road_basis"]]
    assert len(legs) == len(made.legs)
    for written, leg in zip(legs, made.legs, strict=True):
        known = leg.road_m is not None
        assert written["road_basis"] == ("by_your_roads" if known else "estimate")
        assert bool(written["by_roads_m"]) == known != bool(written["road_estimate_m"])
    for form in ("gpx", "kml"):
        text = file_of(form, made, t).decode().replace("\u00a0", " ")
        for leg in made.legs:
            length = leg.road_m if leg.road_m is not None else leg.straight_m * 1.3
            assert metres(length, t).replace("\u00a0", " ") in text
        assert t("{road} by your roads", road="").strip() in text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sheet_of_the_guide_says_it_on_one_a4(office, lang):
    office.add_layer(road_by(TARAZ, NEAR))
    order = TripSheet(base=TARAZ, days=1, stops=(NEAR, FAR), roads="own_roads", lang=lang,
                      day=date(2026, 11, 28))  # fmt: skip
    assert _sheet(_order(order)) == order
    sheet, t = make(order), translator(lang)
    assert len(pypdfium2.PdfDocument(sheet)) == 1
    for words in ("by your roads", "estimate"):
        assert joined(t(words)) in joined(text_of(sheet))
