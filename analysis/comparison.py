"""Designated places of several states side by side, each place counted once in a sum."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Account:
    """What can be counted of some designated places."""

    places: int
    of_category: dict[str, int]
    serial: int
    transboundary: int
    first: int | None
    """Year of the first designation; None where there is none."""
    latest: int | None
    alone: int
    """How many lie in one state only."""
    measured: int
    """Of how many of these an area is published."""
    area_ha: float
    """The sum of these areas, hectares, without buffer zones. What lies in several states is not in
    it: how much of it lies where is not published."""


def of_states(rows: pd.DataFrame, states: Iterable[str]) -> pd.DataFrame:
    """The rows of which a part lies in any of these states (ISO 3166-1 alpha-2)."""
    wanted = set(states)
    return rows[_mask(rows, lambda countries: not wanted.isdisjoint(countries))]


def account(rows: pd.DataFrame) -> Account:
    """Count the designated among these rows; candidates are passed over."""
    counted = rows[rows["status"] == "designated"]
    years = counted["designated_year"].dropna()
    alone = counted[_mask(counted, lambda countries: len(countries) == 1)]
    areas = alone["area_ha"].dropna()
    return Account(
        places=len(counted),
        of_category={str(name): int(n) for name, n in counted["category"].value_counts().items()},
        serial=int((counted["serial"] == True).sum()),  # noqa: E712 - blank is neither
        transboundary=int(_mask(counted, lambda countries: len(countries) > 1).sum()),
        first=int(years.min()) if len(years) else None,
        latest=int(years.max()) if len(years) else None,
        alone=len(alone),
        measured=len(areas),
        area_ha=float(areas.sum()),
    )


def by_state(rows: pd.DataFrame, states: Iterable[str]) -> dict[str, Account]:
    """The account of each state. What lies in several is counted in each: never add these up."""
    return {state: account(of_states(rows, [state])) for state in states}


def _mask(rows: pd.DataFrame, holds: Callable[[list[str]], bool]) -> pd.Series:
    """Of which rows this holds for the countries. Without `astype` an empty table, as when a file
    is missing, would give no booleans, and pandas would take them for names of columns."""
    return rows["countries"].map(holds).astype(bool)
