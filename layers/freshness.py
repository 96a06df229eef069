"""What is made of the data is kept while the data stay, and not a moment longer.

The shipped files are read once a process. What the office has loaded changes while Mura runs, by
this process or another: each write gives its store another revision. Whatever rests on the data
asks through here, so that nothing made of one revision is ever shown beside another.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import update_wrapper
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar, cast

from geodata import office, settings
from geodata.office.records import Boundary, OwnLayer, Store
from geodata.problems import ContractError

P = ParamSpec("P")
R = TypeVar("R")

KEPT = 3
"""Revisions of which something is kept: today's, and two before it for pages that are open."""

_TRIES = 20
"""How often the store is read again because somebody wrote meanwhile."""


@dataclass(frozen=True)
class Snapshot:
    """What the office has loaded, all of one revision."""

    revision: str
    boundaries: tuple[Boundary, ...] = ()
    layers: tuple[OwnLayer, ...] = ()
    refused: ContractError | None = None
    """Why the store could not be read. Then nothing of the office's is shown, and that is said."""


def now() -> Snapshot:
    """What the office has loaded. Inside `one_moment` always the same, whoever writes meanwhile."""
    return _held.get() or _read()


@contextmanager
def one_moment(of: Snapshot | None = None) -> Iterator[Snapshot]:
    """Within it the data stand still: a page that was begun is ended with the same data."""
    snapshot = of or now()
    token = _held.set(snapshot)
    try:
        yield snapshot
    finally:
        _held.reset(token)


def moments() -> tuple[Snapshot, ...]:
    """The snapshots of which something may be kept, the last one first: open pages show them."""
    return tuple(reversed(_known.values()))


class WhileDataStay(Generic[P, R]):
    """A function that remembers what it made, of each revision for itself: see `while_data_stay`.

    The revision is read before anything is made, and what is made is made of that snapshot: a write
    in the middle can neither change it nor leave it behind under another revision.
    """

    def __init__(self, made: Callable[P, R], most: int | None) -> None:
        self.__wrapped__: Callable[P, R] = made
        self._most = most
        self._kept: dict[str, dict[Any, R]] = {}
        _all.append(self)
        update_wrapper(self, made)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """What was made of the data as they are now, or what is made of them."""
        snapshot = now()
        key = (args, *kwargs.items()) if kwargs else args
        found: Any = self._kept.get(snapshot.revision, _NOTHING).get(key, _NOTHING)
        if found is not _NOTHING:
            return cast(R, found)
        with one_moment(snapshot):
            made = self.__wrapped__(*args, **kwargs)
        self._keep(snapshot.revision, key, made)
        return made

    def everything(self) -> list[R]:
        """All that is kept, of whatever revision: what was given away under its own name."""
        return [made for kept in list(self._kept.values()) for made in list(kept.values())]

    def cache_clear(self) -> None:
        """Forget everything."""
        self._kept = {}

    def forget_all_but(self, revisions: frozenset[str]) -> None:
        """Forget what no revision of these was made of."""
        self._kept = {each: kept for each, kept in self._kept.items() if each in revisions}

    def _keep(self, revision: str, key: Any, made: R) -> None:
        with _lock:
            if revision not in _known:
                return  # a page that took longer than KEPT changes of the data
            kept = self._kept.setdefault(revision, {})
            kept[key] = made
            if self._most is not None and len(kept) > self._most:
                del kept[next(iter(kept))]


def while_data_stay(most: int | None = None) -> Callable[[Callable[P, R]], WhileDataStay[P, R]]:
    """Keep what a function made of the data, for each of its arguments, while the data stay.

    `most`: how many results of a revision are kept; the oldest goes.
    """
    return lambda made: WhileDataStay(made, most)


def forget() -> None:
    """Forget all that was made of the data, and which data there were. For tests."""
    with _lock:
        _known.clear()
    for each in _all:
        each.cache_clear()


_held: ContextVar[Snapshot | None] = ContextVar("held", default=None)
_known: dict[str, Snapshot] = {}
"""By revision, the one that was asked for last at the end; at most KEPT."""
_all: list[WhileDataStay[Any, Any]] = []
_lock = Lock()
_NOTHING: dict[Any, Any] = {}


def _read() -> Snapshot:
    try:
        store = office.store()
        snapshot = _known.get(_named(store.revision()))
        return snapshot or _remembered(_consistent(store))
    except ContractError as error:
        # Kept under what is wrong: the same store may be readable in a moment.
        codes = ",".join(problem.code for problem in error.problems)
        unreadable = Snapshot(_named(f"refused {codes}"), refused=error)
        return _known.get(unreadable.revision) or _remembered(unreadable)


def _consistent(store: Store) -> Snapshot:
    """All of one revision: read again if somebody wrote meanwhile."""
    for _ in range(_TRIES):
        before = store.revision()
        snapshot = Snapshot(_named(before), store.boundaries(), store.layers())
        if store.revision() == before:
            break
    return snapshot


def _named(revision: str) -> str:
    """Two stores may count alike."""
    return f"{settings.OFFICE}:{revision}"


def _remembered(snapshot: Snapshot) -> Snapshot:
    with _lock:
        _known.setdefault(snapshot.revision, snapshot)
        while len(_known) > KEPT:
            del _known[next(iter(_known))]
        left = frozenset(_known)
    for each in _all:
        each.forget_all_but(left)
    return _known.get(snapshot.revision, snapshot)
