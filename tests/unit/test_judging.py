"""Answers held against keys, and the timeline that decisions move."""

from datetime import date

import pytest
import shapely
from dateutil.relativedelta import relativedelta
from hypothesis import given
from hypothesis import strategies as st

from geodata import settings
from geodata.exercises import Asked, Step
from i18n import LANGUAGES, translator
from tests import brought_files as make
from workshop.judging import judge, line_of, numbers_of
from workshop.timeline import later

TEXT = dict.fromkeys(LANGUAGES, "x")


def step(*asked, **more):
    return Step("s", 3, Asked(*asked, **more), TEXT, TEXT)


@pytest.mark.parametrize("lang", LANGUAGES)
@given(number=st.floats(-99_999, 99_999))
def test_a_number_as_mura_writes_it_is_read_back(lang, number):
    written = translator(lang).number(number, 1)
    assert any(abs(each - number) <= 0.0501 for each in numbers_of(written)), written


@pytest.mark.parametrize("said", ["", "x", "1e9999", "nan", "inf", "1,2,3,4x", "--1", "1 km"])
def test_what_is_no_number_is_none(said):
    assert numbers_of(said) == ()


@pytest.mark.parametrize(
    ("said", "right"),
    [("43.2778, 77.2222", True), ("43°16′40″N 77°13′20″E", True), ("77.2222 43.2778", True),
     ("43.2788, 77.2222", False)],
)  # fmt: skip
def test_a_point_in_any_spelling_within_so_many_metres(tmp_path, monkeypatch, said, right):
    monkeypatch.setattr(settings, "EXERCISES", tmp_path)
    (tmp_path / "files").mkdir()
    place = make.geojson(("well", shapely.Point(77.2222, 43.2778)))
    (tmp_path / "files" / "well.geojson").write_bytes(place)
    task = step("point", "position", ("well.geojson", "1"), 50.0)
    found = judge(task, said)
    assert (found.right is True) is right
    assert judge(task, "somewhere").unclear == "no_point"


@pytest.mark.parametrize("said", ["", ";", "43.2,77.1", "43.2,77.1;43.2,77.1", "a;b", "0,0;1,1"])
def test_what_is_no_line_is_none(said):
    assert line_of(said) is None


@given(st.dates(date(2000, 1, 1), date(2030, 12, 1)), st.integers(0, 200))
def test_months_are_counted_as_a_calendar_does(day, months):
    wanted = day.replace(day=1) + relativedelta(months=months)
    assert later((day.year, day.month), months) == (wanted.year, wanted.month)
