"""What is kept of the data is kept as long as they stay: never a value of other data."""

import gc
import weakref
from threading import Thread

import pytest

from geodata import office
from geodata.problems import ContractError, Problem
from layers import freshness
from layers.freshness import KEPT, now, one_moment, while_data_stay
from tests.office import Memory, boundary


@pytest.fixture
def store(monkeypatch):
    memory = Memory()
    monkeypatch.setattr(office, "store", lambda: memory)
    yield memory
    freshness.forget()


@pytest.fixture
def counted():
    """A function that says how many boundaries there are, and how often it was asked in earnest."""

    @while_data_stay(most=3)
    def count(name):
        count.made.append(name)
        return name, len(now().boundaries)

    count.made = []
    return count


def test_a_value_is_made_once_while_the_data_stay(store, counted):
    assert [counted("a"), counted("a"), counted("b")] == [("a", 0), ("a", 0), ("b", 0)]
    assert counted.made == ["a", "b"]


def test_after_a_write_it_is_made_anew(store, counted):
    counted("a")
    added = boundary()
    store.add(added)
    assert counted("a") == ("a", 1)
    store.remove(added.version)
    assert counted("a") == ("a", 0)
    store.restore(added.version)
    assert counted("a") == ("a", 1)


def test_within_a_moment_the_data_stand_still(store, counted):
    with one_moment():
        assert counted("a") == ("a", 0)
        store.add(boundary())
        assert counted("a") == ("a", 0)
        assert counted("b") == ("b", 0)
    assert counted("a") == ("a", 1)
    assert counted("b") == ("b", 1)


def test_a_write_in_the_middle_leaves_nothing_torn(store):
    """What was begun with some data is ended with them, and not kept for others."""

    @while_data_stay()
    def slow():
        before = len(now().boundaries)
        if before == 0:
            store.add(boundary())
        return before, len(now().boundaries)

    assert slow() == (0, 0)
    assert slow() == (1, 1)


def test_a_moment_belongs_to_its_thread(store):
    seen = []
    with one_moment():
        store.add(boundary())
        other = Thread(target=lambda: seen.append(len(now().boundaries)))
        other.start()
        other.join()
        assert len(now().boundaries) == 0
    assert seen == [1]


def test_few_revisions_and_few_values_are_kept(store, counted):
    for zone in range(KEPT + 3):
        store.add(boundary(feature_id=f"place-{zone}"))
        for name in "abcde":
            counted(name)
    assert len(counted.everything()) == KEPT * 3
    assert {n for _, n in counted.everything()} == {4, 5, 6}


def test_what_new_data_replace_is_let_go(store):
    """Also what the collector never walks again: see gc.freeze in ui/server.py."""

    class Large:
        pass

    @while_data_stay()
    def large():
        return Large()

    first = weakref.ref(large())
    gc.collect()
    gc.freeze()
    try:
        for zone in range(KEPT):
            store.add(boundary(feature_id=f"place-{zone}"))
            large()
        assert first() is None
    finally:
        gc.unfreeze()


def test_a_store_that_cannot_be_read_shows_nothing_and_says_so(store, counted, monkeypatch):
    store.add(boundary())
    assert counted("a") == ("a", 1)

    def refuse():
        raise ContractError("office.sqlite", [Problem("office_damaged")])

    monkeypatch.setattr(store, "boundaries", refuse)
    monkeypatch.setattr(store, "revision", lambda: "unreadable")
    assert counted("a") == ("a", 0)
    assert [problem.code for problem in now().refused.problems] == ["office_damaged"]
    monkeypatch.undo()
    monkeypatch.setattr(office, "store", lambda: store)
    assert counted("a") == ("a", 1)
    assert now().refused is None
