"""When rules apply to a screened project, and what is to be done then: records/triggers.json, read
against its contract."""

from dataclasses import dataclass
from functools import cache

from geodata.columns import IN_THREE_LANGUAGES, TEXT, TOKEN, blank_or, list_of, one_of
from geodata.documents import object_of
from geodata.records import BODIES, Rule, Words, read_rows, rules

WHEN = ("crosses", "cannot_say", "near", "tall", "region", "unchecked", "always", "all_clear")


@dataclass(frozen=True)
class Trigger:
    """When rules apply to a screened project, and what is to be done then, in our words."""

    id: str
    when: str
    """One of WHEN."""
    zones: tuple[str, ...]
    """Tokens of zones, or of unchecked layers; empty is any."""
    layers: tuple[str, ...]
    """Layers whose places it concerns; empty is any."""
    kinds: tuple[str, ...]
    """Kinds of project; empty is any."""
    phases: tuple[str, ...]
    parameter: str | None
    """Name of the number that it compares with (analysis/parameters.py)."""
    days_parameter: str | None
    """Name of the number of working days."""
    rules: tuple[str, ...]
    """Ids of the rules that it rests on."""
    to: tuple[str, ...]
    """Whom to turn to: of BODIES."""
    step: Words


_TRIGGER = object_of(
    id=TOKEN,
    when=one_of(*WHEN),
    zones=list_of(TOKEN),
    layers=list_of(TOKEN),
    kinds=list_of(TOKEN),
    phases=list_of(TOKEN),
    parameter=blank_or(TOKEN),
    days_parameter=blank_or(TOKEN),
    rules={**list_of(TEXT), "minItems": 1},
    to=list_of(one_of(*BODIES)),
    step=IN_THREE_LANGUAGES,
)


@cache
def triggers() -> tuple[Trigger, ...]:
    """When which rules apply to a screened project, in the order of the file. Raises
    ContractError."""
    return read_rows("triggers", _TRIGGER, Trigger)


@cache
def rules_by_id() -> dict[str, Rule]:
    """Every rule by its id. Raises ContractError."""
    return {rule.id: rule for rule in rules()}
