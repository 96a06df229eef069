"""What a screening would say today that it did not say then."""

from collections.abc import Iterable
from dataclasses import dataclass

from geodata.ledger.records import Hit

SAME_M = 0.05
"""Findings are written to a centimetre; what differs by less than this is no change."""


@dataclass(frozen=True)
class Change:
    """A zone of which something else is said than then; None: it was, or is, clear or not known."""

    then: Hit | None
    now: Hit | None

    @property
    def feature_id(self) -> str:
        """Of the place."""
        return self._either.feature_id

    @property
    def zone(self) -> str:
        """Token of the zone."""
        return self._either.zone

    @property
    def _either(self) -> Hit:
        found = self.now or self.then
        assert found is not None
        return found


def changes(then: Iterable[Hit], now: Iterable[Hit]) -> tuple[Change, ...]:
    """Zone by zone, in the order of today's findings, then those that are not found any more."""
    before = {(each.feature_id, each.zone): each for each in then}
    after = {(each.feature_id, each.zone): each for each in now}
    pairs = [Change(before.get(key), after.get(key)) for key in {**after, **before}]
    return tuple(each for each in pairs if not _is_same(each.then, each.now))


def _is_same(then: Hit | None, now: Hit | None) -> bool:
    if then is None or now is None:
        return False
    tokens = [(each.verdict, each.boundary_kind) for each in (then, now)]
    return tokens[0] == tokens[1] and all(
        _near(getattr(then, name), getattr(now, name))
        for name in ("clearance_m", "accuracy_m", "length_inside_m", "area_inside_m2")
    )


def _near(then: float | None, now: float | None) -> bool:
    if then is None or now is None:
        return then is now
    return abs(then - now) <= SAME_M
