"""The pages in a class, by Streamlit's own harness: whose answers are whose, and what is closed."""

import pytest

from i18n import LANGUAGES, translator
from tests.pages.test_screening_page import LINE
from ui import seat
from ui.bar import PAGES, SECTIONS, open_pages
from workshop import classroom
from workshop.answered import Answered
from workshop.classroom import Classroom


@pytest.fixture
def room():
    """A class that this process teaches, for one test."""
    made = Classroom(5, "http://127.0.0.1:8501")
    classroom.teach(made)
    yield made
    classroom.teach(None)


@pytest.fixture
def sitting(room, monkeypatch):
    """sitting("name") or sitting(None): the pages that follow are this learner's, or the trainer's;
    gives his token."""

    def sit(name):
        if name is None:
            token = room.join_as_trainer(room.trainer_code, "127.0.0.1")
        else:
            token = room.join(room.present().code, name, "127.0.0.1")
        monkeypatch.setattr(seat, "_token", lambda: token)
        return token

    return sit


def test_who_is_who(room, sitting):
    sitting("Айгүл")
    assert seat.role() == "learner"
    sitting(None)
    assert seat.role() == "trainer"
    classroom.teach(None)
    assert seat.role() == "alone"


def test_whose_seat_is_gone_is_never_the_trainer_and_keeps_nothing(room, sitting):
    sitting("Айгүл")
    room.end()
    seat.keep(Answered("talgar", "one", "a", True))
    assert (seat.role(), seat.kept("talgar")) == ("learner", {})


def test_answers_lie_in_the_class_by_seat(room, sitting):
    sitting("Айгүл")
    seat.keep(Answered("talgar", "one", "a", True))
    seat.keep(Answered("else", "one", "b", False))
    assert list(seat.kept("talgar")) == ["one"]
    sitting("Иван")
    assert seat.kept("talgar") == {}
    seat.keep(Answered("talgar", "one", "c", False))
    seat.forget("talgar")
    assert {number: len(each) for number, each in room.present().answers.items()} == {1: 2, 2: 0}


def test_who_learns_alone_has_them_in_the_session(monkeypatch):
    session = {}
    monkeypatch.setattr(seat.st, "session_state", session)
    seat.keep(Answered("talgar", "one", "a", True))
    assert seat.kept("talgar")["one"].said == "a"
    seat.forget("talgar")
    assert seat.kept("talgar") == {}


def test_pages_of_the_office_are_none_in_a_class(room):
    assert {file for file, *_ in PAGES} - {file for file, *_ in open_pages()} == set(seat.CLOSED)
    classroom.teach(None)
    assert open_pages() == PAGES
    assert {file for _, files in SECTIONS for file in files} == {file for file, *_ in PAGES}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_trainer_has_the_board_and_a_learner_has_not(open_page, sitting, lang):
    sitting(None)
    page = open_page("workshop", lang=lang)
    assert not page.exception
    assert any('class="mura-board' in each.proto.body for each in page.get("html"))
    page = open_page("workshop", lang=lang, exercise="")  # he looks at the exercises
    assert not any("mura-board" in each.proto.body for each in page.get("html"))
    sitting("Айгүл")
    page = open_page("workshop", lang=lang)
    assert not page.exception
    assert not any("mura-board" in each.proto.body for each in page.get("html"))


def test_nothing_is_kept_in_the_ledger_of_an_office(open_page, sitting):
    heading = translator("en")("Keep in the ledger of the office")
    page = open_page("screening", lang="en", line=LINE)
    assert heading not in [each.value for each in page.header]
    classroom.teach(None)
    page = open_page("screening", lang="en", line=LINE)
    assert heading in [each.value for each in page.header]
