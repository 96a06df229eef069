"""A class in memory: seats, answers, who leads, the end; with many threads at once."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from i18n import LANGUAGES, translator
from tests.unit.test_codes import Clock
from workshop import classroom
from workshop.answered import Answered
from workshop.classroom import Classroom, RefusedError
from workshop.results import results
from workshop.tries import FREE


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def room(clock):
    return Classroom(3, "http://127.0.0.1:8501", clock)


def code_of(room):
    return room.present().code


def joined(room, name="Айгүл", address="10.0.0.1"):
    return room.join(code_of(room), name, address)


def why(call, *arguments):
    with pytest.raises(RefusedError) as refused:
        call(*arguments)
    return refused.value.why


def answered(step="one", right=True, exercise="talgar", said="a"):
    return Answered(exercise, step, said, right)


# ---- who comes in ----


def test_a_learner_takes_a_seat_and_is_known_by_his_token(room):
    first, second = joined(room, "Айгүл"), joined(room, "Иван")
    assert (room.seat(first).number, room.seat(first).name) == (1, "Айгүл")
    assert room.seat(second).number == 2
    assert room.seat("") is None
    assert room.seat(first[:-1]) is None
    assert len(first) >= 32


def test_who_has_no_code_stays_out(room):
    assert why(room.join, "AAAAAA", "x", "10.0.0.1") == "wrong"
    assert why(room.join, "", "x", "10.0.0.1") == "wrong"
    assert why(room.join, room.trainer_code, "x", "10.0.0.1") == "wrong"
    assert why(room.join_as_trainer, code_of(room), "10.0.0.1") == "wrong"
    assert room.present().wrong_codes == 4


def test_seats_are_used_up_and_the_door_can_be_closed(room):
    assert why(room.join, code_of(room), " \u200b ", "10.0.0.1") == "nameless"
    for _ in range(3):
        joined(room)
    assert why(room.join, code_of(room), "x", "10.0.0.1") == "full"
    room.let_in(False)
    assert why(room.join, code_of(room), "x", "10.0.0.1") == "closed"
    assert why(room.join, "AAAAAA", "x", "10.0.0.1") == "wrong"  # says nothing of the door
    assert room.seat(room.join_as_trainer(room.trainer_code, "10.0.0.9")).is_trainer


def test_guessing_is_held_up_but_only_where_it_is_done(room):
    for _ in range(FREE + 1):
        assert why(room.join, "AAAAAA", "x", "10.0.0.66") == "wrong"
    with pytest.raises(RefusedError) as refused:
        room.join(code_of(room), "x", "10.0.0.66")
    assert refused.value.why == "wait"
    assert refused.value.wait_s > 0
    assert joined(room, address="10.0.0.7")


def test_the_trainers_windows_share_one_seat_and_are_bounded(room):
    tokens = [room.join_as_trainer(room.trainer_code, "a") for _ in range(20)]
    held = [token for token in tokens if room.seat(token)]
    assert held == tokens[-classroom.MOST_WINDOWS :]
    assert {room.seat(token).number for token in held} == {0}


# ---- what a seat does ----


def test_answers_are_kept_by_seat_and_nobody_touches_anothers(room):
    one, two = joined(room), joined(room)
    room.keep(one, answered("first", True))
    room.keep(one, answered("first", False))
    room.keep(one, answered("second", None))
    room.keep(two, answered("first", True, said="b"))
    assert [each.right for each in room.kept(one, "talgar").values()] == [False, None]
    assert room.kept(two, "talgar")["first"].said == "b"
    assert room.kept(two, "else") == {}
    room.forget(one, "talgar")
    assert room.kept(one, "talgar") == {}
    assert room.kept(two, "talgar")


def test_of_nobody_nothing_is_kept(room):
    room.keep("no token", answered())
    room.tell("no token", "/screening")
    room.forget("no token", "talgar")
    assert room.kept("no token", "talgar") == {}
    assert room.present().answers == {}


def test_answers_and_addresses_are_bounded(room):
    token = joined(room)
    for place in range(classroom.MOST_ANSWERS + 50):
        room.keep(token, answered(str(place), said="x" * 10_000))
    kept = room.kept(token, "talgar")
    assert len(kept) == classroom.MOST_ANSWERS
    assert max(len(each.said) for each in kept.values()) == classroom.LONGEST_SAID
    room.tell(token, "/" + "x" * 100_000)
    assert len(room.seat(token).where) == classroom.LONGEST_WHERE


def test_the_version_changes_with_anything_but_being_seen(room, clock):
    token = joined(room)
    room.tell(token, "/screening")
    version = room.version
    clock.now += 5
    room.tell(token)
    room.tell(token, "/screening")
    assert room.version == version
    assert room.seat(token).seen == clock.now
    for change in (
        lambda: room.tell(token, "/"),
        lambda: room.keep(token, answered()),
        lambda: room.lead(1),
        room.release,
        lambda: room.let_in(False),
        room.clear,
        lambda: room.let_in(True),
        lambda: joined(room),
        room.end,
    ):
        before = room.version
        change()
        assert room.version > before


# ---- what the trainer does ----


def test_one_leads_at_a_time_until_release(room):
    one = joined(room)
    assert room.leader is None
    room.lead(0)
    assert room.leader.is_trainer
    room.tell(one, "/screening?line=1")
    room.lead(1)
    assert room.leader.where == "/screening?line=1"
    room.lead(99)
    assert room.leader.number == 1
    room.release()
    assert room.leader is None


def test_at_the_end_nothing_is_left_of_anybody(room):
    trainer = room.join_as_trainer(room.trainer_code, "a")
    token, code = joined(room), code_of(room)
    room.keep(token, answered())
    room.lead(1)
    room.let_in(False)
    room.end()
    there = room.present()
    assert (there.learners, there.answers, there.leader, there.is_open) == ((), {}, None, True)
    assert there.code != code
    assert room.seat(token) is None
    assert room.seat(trainer).is_trainer
    assert why(room.join, code, "x", "a") == "wrong"
    assert room.seat(joined(room)).number == 1


def test_no_code_and_no_token_is_in_what_is_seen(room):
    token = joined(room)
    seen = str(asdict(room.present()))
    assert token not in seen
    assert room.trainer_code not in seen


# ---- many at once ----


def test_many_threads_lose_nothing_and_give_no_seat_twice():
    room = Classroom(60)
    code = code_of(room)

    def learn(place):
        try:
            token = room.join(code, f"n{place}", f"10.0.0.{place % 4}")
        except RefusedError as refused:
            return refused.why
        for step in range(20):
            room.keep(token, answered(str(step)))
            room.tell(token, f"/screening?step={step}")
            room.present()
        return room.seat(token).number

    with ThreadPoolExecutor(16) as pool:
        ends = list(pool.map(learn, range(80)))
    numbers = [each for each in ends if isinstance(each, int)]
    assert sorted(numbers) == list(range(1, 61))
    assert ends.count("full") == 20
    assert {len(each) for each in room.present().answers.values()} == {20}


class Lessons(RuleBasedStateMachine):
    """Whatever happens in whatever order, a class is never in two minds."""

    def __init__(self):
        super().__init__()
        self.clock = Clock()
        self.room = Classroom(4, clock=self.clock)
        self.tokens = []
        self.given = {}

    @rule(name=st.text(min_size=1, max_size=30), right=st.booleans())
    def come(self, name, right):
        try:
            token = self.room.join(code_of(self.room) if right else "WRONG2", name, "10.0.0.1")
        except RefusedError:
            return
        self.tokens.append(token)
        self.given[token] = {}

    @rule(place=st.integers(0, 8), step=st.sampled_from("abc"), right=st.none() | st.booleans())
    def answer(self, place, step, right):
        if place < len(self.tokens):
            self.room.keep(self.tokens[place], answered(step, right))
            self.given[self.tokens[place]][step] = right

    @rule(number=st.integers(-1, 6))
    def lead(self, number):
        self.room.lead(number)

    @rule(how=st.booleans())
    def door(self, how):
        self.room.let_in(how)

    @rule()
    def release(self):
        self.room.release()

    @rule()
    def clear(self):
        self.room.clear()
        self.given = {token: {} for token in self.tokens}

    @rule(seconds=st.floats(0, 600))
    def wait(self, seconds):
        self.clock.now += seconds

    @rule()
    def end(self):
        for token in self.tokens:
            assert self.room.seat(token)
        self.room.end()
        assert not any(map(self.room.seat, self.tokens))
        self.tokens, self.given = [], {}

    @invariant()
    def holds(self):
        there = self.room.present()
        assert len(there.learners) == len(self.tokens) <= 4
        assert len({each.number for each in there.learners}) == len(there.learners)
        assert there.leader is None or there.leader.number in {
            0,
            *(each.number for each in there.learners),
        }
        for token in self.tokens:
            kept = self.room.kept(token, "talgar")
            assert {step: each.right for step, each in kept.items()} == self.given[token]


TestLessons = Lessons.TestCase


# ---- what is taken along ----


@pytest.mark.parametrize("lang", LANGUAGES)
def test_results_have_numbers_and_no_names(room, lang):
    one, two = joined(room, "Айгүл"), joined(room, "=cmd|calc")
    room.keep(one, answered("first", True, said="=1+1"))
    room.keep(one, answered("second", False, said="0,72"))
    room.keep(two, answered("first", None, said='a;"b"'))
    t = translator(lang)
    body = results(room.present(), t)
    assert body.startswith(b"\xef\xbb\xbf")
    heads, *rows = body.decode("utf-8-sig").split("\r\n")[:-1]
    assert heads.count(";") == 4
    assert rows == [
        f"1;talgar;first;'=1+1;{t('right')}",
        f"1;talgar;second;0,72;{t('wrong')}",
        f'2;talgar;first;"a;""b""";{t("a decision")}',
    ]
    assert "Айгүл" not in body.decode()
    assert "cmd" not in body.decode()


@given(st.lists(st.text(max_size=30), max_size=4))
def test_no_cell_of_the_results_is_a_formula(said):
    room = Classroom(1)
    token = joined(room, "x")
    for place, each in enumerate(said):
        room.keep(token, answered(str(place), said=each))
    import csv
    import io

    rows = csv.reader(
        io.StringIO(results(room.present(), translator("en")).decode("utf-8-sig")), delimiter=";"
    )
    for row in rows:
        assert not any(cell.lstrip(" ").startswith(tuple("=+-@\t\r")) for cell in row)
