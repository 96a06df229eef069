"""A class and who is in it: seats, where each is, answers, who leads. In memory alone, for as long
as the server runs; safe with many threads at once.

Seat 0 is the trainer's, however many windows he has open; learners are numbered from 1 as they
come.
"""

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from threading import RLock

from workshop.answered import Answered
from workshop.codes import CLASS_LETTERS, TRAINER_LETTERS, called, new_code, same_code
from workshop.tries import Tries

TRAINER = 0
SEATS = 30
"""Of a class, where the trainer does not say it."""

LONGEST_WHERE = 2_000
LONGEST_SAID = 200
MOST_ANSWERS = 300
"""Of one learner: many times what all exercises ask."""
MOST_WINDOWS = 12
"""Browsers of the trainer; the first goes when another joins."""


class RefusedError(ValueError):
    """Somebody may not come in. `why`: wrong, wait, closed, full or nameless."""

    def __init__(self, why: str, wait_s: float = 0.0) -> None:
        super().__init__(why)
        self.why, self.wait_s = why, wait_s


@dataclass(frozen=True)
class Seat:
    """Somebody in the class."""

    number: int
    name: str = ""
    """From outside: only ever shown."""
    where: str = ""
    """The address of the page that he last said he is on, from its path on; from outside too."""
    seen: float = 0.0
    """When his browser last told of itself, by the clock of the class."""

    @property
    def is_trainer(self) -> bool:
        """Whether it is the trainer's."""
        return self.number == TRAINER


@dataclass(frozen=True)
class Present:
    """The class at one moment."""

    now: float
    code: str
    way_in: str
    """The address that a learner opens, with the class code in it."""
    is_open: bool
    seats: int
    """That there are for learners."""
    learners: tuple[Seat, ...]
    answers: dict[int, tuple[Answered, ...]]
    """By the number of the seat, in the order in which they were given."""
    leader: Seat | None
    wrong_codes: int


class Classroom:
    """A class between its start and its end."""

    def __init__(
        self, seats: int = SEATS, address: str = "", clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.address = address
        """Where it is reached, with scheme and port."""
        self.trainer_code = new_code(TRAINER_LETTERS)
        self._code = new_code(CLASS_LETTERS)
        self._most, self._clock, self._tries = seats, clock, Tries(clock)
        self._lock = RLock()
        self._version = self._wrong = self._last = 0
        self._is_open = True
        self._seats = {TRAINER: Seat(TRAINER)}
        self._tokens: dict[str, int] = {}
        self._answers: dict[int, dict[tuple[str, str], Answered]] = {}
        self._leader: int | None = None

    # ---- who comes in ------------------------------------------------------------------------

    def join(self, code: str, name: str, address: str) -> str:
        """Take a seat: the token that its browser shows from now on. Raises RefusedError."""
        with self._lock:
            self._check(code, self._code, address)
            if not self._is_open:
                raise RefusedError("closed")
            if len(self._seats) > self._most:
                raise RefusedError("full")
            if not (name := called(name)):
                raise RefusedError("nameless")
            self._last += 1
            self._seats[self._last] = Seat(self._last, name, seen=self._clock())
            return self._token(self._last)

    def join_as_trainer(self, code: str, address: str) -> str:
        """The same for the trainer's seat, which is never full and never closed."""
        with self._lock:
            self._check(code, self.trainer_code, address)
            own = [token for token, number in self._tokens.items() if number == TRAINER]
            for token in own[: 1 - MOST_WINDOWS]:
                del self._tokens[token]
            return self._token(TRAINER)

    def _check(self, typed: str, code: str, address: str) -> None:
        if wait_s := self._tries.wait_s(address):
            raise RefusedError("wait", wait_s)
        if not same_code(typed, code):
            self._tries.failed(address)
            self._wrong += 1
            self._changed()
            raise RefusedError("wrong")

    def _token(self, number: int) -> str:
        token = secrets.token_urlsafe(24)
        self._tokens[token] = number
        self._changed()
        return token

    def seat(self, token: str) -> Seat | None:
        """Whose token it is; None: nobody's any more."""
        with self._lock:
            return self._seats.get(self._tokens.get(token, -1))

    # ---- what a seat does --------------------------------------------------------------------

    def tell(self, token: str, where: str = "") -> None:
        """Note that this browser is there, and where its page is now; empty: where it was."""
        with self._lock:
            if (seat := self.seat(token)) is None:
                return
            moved = bool(where) and where != seat.where
            self._seats[seat.number] = replace(
                seat, seen=self._clock(), where=where[:LONGEST_WHERE] if moved else seat.where
            )
            if moved:
                self._changed()

    def keep(self, token: str, answered: Answered) -> None:
        """Note an answer in the place of an earlier one to the same step. Beyond MOST_ANSWERS, and
        of a token that is nobody's, nothing is kept."""
        with self._lock:
            if (seat := self.seat(token)) is None:
                return
            kept = self._answers.setdefault(seat.number, {})
            step = answered.exercise, answered.step
            if step in kept or len(kept) < MOST_ANSWERS:
                kept[step] = replace(answered, said=answered.said[:LONGEST_SAID])
                self._changed()

    def kept(self, token: str, exercise: str) -> dict[str, Answered]:
        """The answers of this seat to an exercise, by the id of the step, in their order."""
        with self._lock:
            seat = self.seat(token)
            answers = self._answers.get(seat.number, {}) if seat else {}
            return {step: each for (of, step), each in answers.items() if of == exercise}

    def forget(self, token: str, exercise: str) -> None:
        """Begin an exercise anew, for this seat alone."""
        with self._lock:
            if (seat := self.seat(token)) is None:
                return
            kept = self._answers.get(seat.number, {})
            self._answers[seat.number] = {key: kept[key] for key in kept if key[0] != exercise}
            self._changed()

    # ---- what the trainer does ---------------------------------------------------------------

    def lead(self, number: int) -> None:
        """Everybody's map follows the one of this seat, until `release`. Nobody's seat: nothing."""
        with self._lock:
            if number in self._seats:
                self._leader = number
                self._changed()

    def release(self) -> None:
        """Everybody goes where he was."""
        with self._lock:
            self._leader = None
            self._changed()

    def let_in(self, more: bool) -> None:
        """Open the door, or close it: who is in stays in."""
        with self._lock:
            self._is_open = more
            self._changed()

    def clear(self) -> None:
        """Forget the answers of all."""
        with self._lock:
            self._answers.clear()
            self._changed()

    def end(self) -> None:
        """Everybody but the trainer is out, with a new code; nothing is left of them."""
        with self._lock:
            self._code = new_code(CLASS_LETTERS)
            self._tokens = {key: each for key, each in self._tokens.items() if each == TRAINER}
            self._seats = {TRAINER: self._seats[TRAINER]}
            self._answers.clear()
            self._leader, self._is_open, self._last, self._wrong = None, True, 0, 0
            self._changed()

    # ---- what is seen of it ------------------------------------------------------------------

    def _changed(self) -> None:
        self._version += 1

    @property
    def version(self) -> int:
        """Another one whenever anything but the time of being seen has changed."""
        return self._version

    @property
    def leader(self) -> Seat | None:
        """Whose map everybody's follows; None: nobody's."""
        with self._lock:
            return None if self._leader is None else self._seats.get(self._leader)

    def present(self) -> Present:
        """All of it, as it is now."""
        with self._lock:
            return Present(
                self._clock(),
                self._code,
                f"{self.address}/?class={self._code}",
                self._is_open,
                self._most,
                tuple(each for each in self._seats.values() if not each.is_trainer),
                {number: tuple(kept.values()) for number, kept in self._answers.items()},
                self.leader,
                self._wrong,
            )


_here: Classroom | None = None
_greeting = ""


def here() -> Classroom | None:
    """The class that this server teaches; None: it is an office's, or somebody's own."""
    return _here


def greeting() -> str:
    """What the trainer reads as soon as the server answers."""
    return _greeting


def teach(room: Classroom | None, said: str = "") -> None:
    """From now on this server teaches this class, or none."""
    global _here, _greeting
    _here, _greeting = room, said
