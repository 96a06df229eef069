"""A place is found by any of its names, however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.search import find, names_of, sound
from layers.catalogue import collection

TABLE = collection().table
NAMES = names_of(TABLE)
PLACES = sorted(TABLE.index)


def ids(words, limit=8):
    return [hit.id for hit in find(NAMES, words, limit)]


@pytest.mark.parametrize(
    "words",
    ["Талгар", "Талғар", "talgar", "TALGAR", "Talghar", "Talkhiz", "Талхиз", "Тальхир", "Талгр",
     "Tolgar", "городище Талгар", "талгар городище", "1442-012"],
)  # fmt: skip
def test_talgar_answers_to_every_spelling(words):
    assert "1442-012" in ids(words)


@pytest.mark.parametrize(
    ("words", "identity"),
    [
        ("Қойлық", "1442-011"),
        ("Kayalyk", "1442-011"),
        ("qayalyq", "1442-011"),
        ("туркестан", "kz-turkistan"),
        ("Түркістан", "kz-turkistan"),
        ("turkistn", "kz-turkistan"),
        ("Чимкент", "kz-shymkent"),
        ("акыртас", "1442-016"),
        ("aqyrtas", "1442-016"),
        ("ясави", "1103"),
        ("Самарканд", "603"),
        ("иссык куль", "br-kg-issykkul"),
        ("Issyk-Köl", "br-kg-issykkul"),
        ("боралдай", "1490-005"),
    ],
)
def test_old_and_foreign_spellings(words, identity):
    assert identity in ids(words)


@given(place=st.sampled_from(PLACES), data=st.data())
def test_each_name_of_each_place_finds_it_in_any_case(place, data):
    row = TABLE.loc[place]
    written = [row[f"name_{lang}"] for lang in ("kk", "ru", "en")] + row["names_other"]
    name = data.draw(st.sampled_from([each for each in written if sound(each)]))
    typed = data.draw(st.sampled_from([name.upper, name.lower, name.title]))()
    if sound(typed) == sound(name):  # "ß".upper() and the like are another word
        assert place in ids(typed, limit=200)


@given(place=st.sampled_from(PLACES), data=st.data())
def test_one_slip_in_a_long_name_is_forgiven(place, data):
    name = sound(TABLE.loc[place, "name_en"])
    if len(name) < 7:
        return
    at = data.draw(st.integers(1, len(name) - 1))
    assert place in ids(name[:at] + name[at + 1 :], limit=200)


@given(st.text(max_size=90))
def test_no_words_break_it(words):
    found = ids(words)
    assert len(found) <= 8
    assert len(set(found)) == len(found)


@pytest.mark.parametrize("words", ["", "   ", "!!!", "xyzzy", "{{cycler}}"])
def test_what_is_like_no_name_finds_nothing(words):
    assert ids(words) == []


def test_the_whole_name_stands_before_its_beginning_and_that_before_a_part():
    hits = find(NAMES, "Тараз")
    assert hits[0].id == "kz-taraz"
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_found_place_says_by_which_spelling():
    assert find(NAMES, "Тальхир")[0].written in {"Тальхир", "Talkhir", "Талхир"}
