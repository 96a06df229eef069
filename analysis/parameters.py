"""The numbers that a screening takes for granted because no act or survey gives them. Each can be
changed by the office, and says what it is: an assumption of ours, or a figure nobody verified."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Parameter:
    """One such number."""

    name: str
    """Token: in the address, on the command line, in the findings."""
    default: float
    unit: str
    """m, days, or empty for a factor."""
    least: float
    most: float
    status: str
    """assumption: ours; unverified: often quoted, its text not read."""
    rule: str = ""
    """Id of the rule that it belongs to (geodata/records/rules.json)."""


PARAMETERS = (
    Parameter("precaution_m", 2_000, "m", 0, 100_000, "assumption"),
    Parameter("extent_factor", 3, "", 1, 20, "assumption"),
    Parameter("unknown_extent_m", 50_000, "m", 0, 500_000, "assumption"),
    Parameter("unknown_accuracy_m", 5_000, "m", 0, 100_000, "assumption"),
    Parameter("tall_m", 10, "m", 1, 1_000, "assumption"),
    Parameter("setting_factor", 100, "", 1, 1_000, "assumption"),
    Parameter("monument_m", 40, "m", 1, 10_000, "unverified", "KZ-H-86w"),
    Parameter("park_protective_m", 2_000, "m", 1, 100_000, "unverified", "KZ-N-art18"),
    Parameter("find_days", 3, "days", 1, 60, "unverified", "KZ-H-30d"),
    Parameter("conclusion_days", 5, "days", 1, 60, "unverified", "KZ-H-30b"),
    Parameter("valid_days", 180, "days", 1, 3_650, "assumption"),
    Parameter("small_pieces", 3, "", 2, 1_000, "assumption"),
)

Values = Mapping[str, float]
"""By name: every parameter."""

DEFAULTS: Values = {each.name: each.default for each in PARAMETERS}


def with_changes(changes: Mapping[str, float]) -> Values:
    """The defaults with an office's own numbers in their place, in one order.

    Raises ValueError for a name that is none, and for a number out of its range.
    """
    known = {each.name: each for each in PARAMETERS}
    for name, value in changes.items():
        if name not in known or not known[name].least <= value <= known[name].most:
            raise ValueError(name)
    return {name: float(changes.get(name, default)) for name, default in DEFAULTS.items()}
