"""Codes and names of a class, and the count of wrong ones."""

from collections import Counter
from math import log2
from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop import codes, tries
from workshop.codes import called, new_code, same_code, spaced
from workshop.tries import Tries


class Clock:
    """Time that passes when it is told to."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


# ---- codes ----


def test_codes_have_no_letters_that_look_alike():
    assert not set("01ILO") & set(codes.LETTERS)
    assert len(set(codes.LETTERS)) == 31
    made = Counter("".join(new_code(codes.CLASS_LETTERS) for _ in range(2000)))
    assert set(made) == set(codes.LETTERS)


def test_the_trainers_code_cannot_be_found_by_trying():
    assert codes.TRAINER_LETTERS * log2(len(codes.LETTERS)) >= 60
    assert len({new_code(codes.TRAINER_LETTERS) for _ in range(500)}) == 500


@given(st.text(alphabet=codes.LETTERS, min_size=6, max_size=16))
def test_a_code_is_known_however_it_is_typed(code):
    for typed in (code, code.lower(), spaced(code), f" {spaced(code).lower()} ", code + "\n"):
        assert same_code(typed, code)
    assert not same_code(code[:-1], code)
    assert not same_code(code + "A", code)


def test_a_cyrillic_keyboard_types_the_same_code():
    assert same_code("авс енк", "ABCEHK")
    assert same_code("МРТ-ХУ2", "MPTXY2")


@given(st.text(max_size=200))
def test_no_other_text_is_the_code(typed):
    letters = "".join(each for each in typed.upper() if each.isalnum())
    if letters != "K7M2PX":
        assert not same_code(typed, "K7M2PX")


def test_an_empty_code_opens_nothing():
    assert not same_code("", "K7M2PX")
    assert not same_code(" - ", "K7M2PX")


# ---- names ----


@given(st.text(max_size=300))
def test_a_name_is_one_line_of_seen_letters(typed):
    name = called(typed)
    assert len(name) <= codes.LONGEST_NAME
    assert not {"Cc", "Cf", "Cs", "Zl", "Zp"} & {category(sign) for sign in name}
    assert name == name.strip()


def test_a_name_stays_as_it_was_written():
    assert called("  Айгүл\n Сәрсен ") == "Айгүл Сәрсен"
    assert called("<img onerror=alert(1)>") == "<img onerror=alert(1)>"[: codes.LONGEST_NAME]
    assert called("a\u202eb\u200b") == "ab"


# ---- wrong codes ----


def test_a_whole_class_may_mistype_twice_without_a_wait(clock):
    counted = Tries(clock)
    for _ in range(50):
        assert counted.wait_s("192.168.43.1") == 0
        counted.failed("192.168.43.1")
    assert counted.wait_s("192.168.43.1") == 0


def test_waits_grow_and_end(clock):
    counted = Tries(clock)
    for _ in range(tries.FREE):
        counted.failed("a")
    waits = []
    for _ in range(8):
        counted.failed("a")
        waits.append(counted.wait_s("a"))
        clock.now += waits[-1]
        assert counted.wait_s("a") == 0
    assert waits == sorted(waits)
    assert waits[0] >= 1
    assert waits[-1] == tries.LONGEST_WAIT_S
    clock.now += 3600 * 2
    counted.failed("a")
    assert counted.wait_s("a") == 0


def test_one_address_does_not_hold_up_another(clock):
    counted = Tries(clock)
    for _ in range(tries.FREE + 20):
        counted.failed("bad")
    assert counted.wait_s("bad") > 0
    assert counted.wait_s("good") == 0
    counted.failed("good")
    assert counted.wait_s("good") == 0


def test_when_many_are_wrong_an_address_is_given_few(clock):
    counted = Tries(clock)
    for place in range(tries.TRIED + 1):
        counted.failed(f"10.0.{place % 250}.1")
    for _ in range(tries.FREE_WHEN_TRIED):
        assert counted.wait_s("new") == 0
        counted.failed("new")
    counted.failed("new")
    assert counted.wait_s("new") > 0


def checked_in(hours, addresses, clock):
    """How many codes are looked at if all these addresses try as often as they may."""
    counted, end, looked = Tries(clock), clock.now + hours * 3600, 0
    names = [str(each) for each in range(addresses)]
    while clock.now < end:
        for each in names:
            while counted.wait_s(each) == 0:
                counted.failed(each)
                looked += 1
        clock.now += 10
    return looked


def test_eight_hours_of_trying_from_a_whole_network_find_nothing(clock):
    looked = checked_in(8, 254, clock)
    assert looked / 31**codes.CLASS_LETTERS < 1 / 1000


def test_more_addresses_than_are_remembered_are_counted_as_one(clock):
    counted = Tries(clock)
    for place in range(tries.MOST_ADDRESSES + 500):
        counted.failed(str(place))
    assert len(counted._by_address) <= tries.MOST_ADDRESSES + 1
    assert counted.wait_s("yet another") > 0
