"""Wrong codes, counted: what keeps a short code from being found by trying.

An address may be wrong so often that a whole class behind one hotspot mistypes without a wait; then
each further mistake doubles the wait. Once all addresses together have been wrong very often,
somebody is trying, and an address is given few mistakes. A quiet minute forgives one.
"""

from collections.abc import Callable
from dataclasses import dataclass

FREE = 50
"""Mistakes of one address without a wait: two of each of 25 learners."""
FREE_WHEN_TRIED = 5
"""The same, once somebody is trying."""
TRIED = 300
"""Mistakes of all addresses that were not forgiven yet: more than any class makes."""
FIRST_WAIT_S, LONGEST_WAIT_S = 1.0, 30.0
FORGIVEN_S = 60.0
MOST_ADDRESSES = 2_000
"""That are remembered. Beyond that, those that come are counted as one."""

_OTHERS = ""


@dataclass(frozen=True)
class _Mistakes:
    count: float
    last: float
    until: float


class Tries:
    """Mistakes by address. Whoever uses it from several threads holds a lock around it."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._by_address: dict[str, _Mistakes] = {}
        self._all = _Mistakes(0, clock(), 0)

    def wait_s(self, address: str) -> float:
        """Seconds until this address may try again; 0: it may."""
        known = self._by_address.get(self._known_as(address))
        return max(0.0, known.until - self._clock()) if known else 0.0

    def failed(self, address: str) -> None:
        """Count a mistake."""
        now = self._clock()
        address = self._known_as(address)
        former = self._by_address.get(address, _Mistakes(0, now, 0))
        count = _left(former, now) + 1
        self._all = _Mistakes(_left(self._all, now) + 1, now, 0)
        beyond = count - (FREE_WHEN_TRIED if self._all.count > TRIED else FREE)
        self._by_address[address] = _Mistakes(count, now, now + _wait(beyond))

    def _known_as(self, address: str) -> str:
        is_known = address in self._by_address
        return address if is_known or len(self._by_address) < MOST_ADDRESSES else _OTHERS


def _left(mistakes: _Mistakes, now: float) -> float:
    """What is left of them after the time that passed."""
    return max(0.0, mistakes.count - (now - mistakes.last) / FORGIVEN_S)


def _wait(beyond: float) -> float:
    """Seconds to wait after so many mistakes more than are free."""
    if beyond <= 0:
        return 0.0
    return float(min(LONGEST_WAIT_S, FIRST_WAIT_S * 2 ** min(beyond - 1, 10)))
