"""The sheet of a trip on one A4: every stop is on it, in its order, in the language asked for."""

import re
from datetime import date

import pypdfium2
import pytest

from i18n import LANGUAGES
from layers.catalogue import collection
from layers.trips import trip
from reports.guide_sheet import make
from reports.sheet import TripSheet
from tests.papers.test_papers import joined, text_of

DAY = date(2026, 11, 28)
MANY = tuple(collection().table.query("layer == 'corridor' and geometry.notna()").index[:12])


def order(lang, **wish):
    return TripSheet(**{"base": "kz-taraz", "days": 2, "lang": lang, "day": DAY} | wish)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_two_days_stand_on_one_a4(lang):
    """Scenario 26."""
    sheet = make(order(lang))
    document = pypdfium2.PdfDocument(sheet)
    assert len(document) == 1
    assert document[0].get_size() == pytest.approx((595.3, 841.9), abs=0.5)
    said = joined(text_of(sheet))
    stops = trip(order(lang)).stops
    assert stops
    numbers = [rf"(?<![\d.,]){day}\.{number} · " for day in (1, 2) for number in (1, 2)]
    places = [re.search(number, text_of(sheet)).start() for number in numbers]
    assert places == sorted(places)
    for stop in stops:
        name = collection().table.loc[stop, f"name_{lang}"]
        assert name.split()[0] in said


def test_the_same_order_makes_the_same_bytes():
    assert make(order("kk")) == make(order("kk"))


def test_twelve_stops_in_seven_days_are_still_one_page():
    sheet = make(order("ru", days=7, stops=MANY, camps=((71.5, 42.9),) * 3))
    assert len(pypdfium2.PdfDocument(sheet)) == 1
