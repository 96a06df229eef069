"""Which rules a screening sets off: what to do next, whom to turn to, by which act, how soon."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from analysis.screening import Finding, Screening
from geodata.records import EcologicalCorridor, Rule
from geodata.triggers import Trigger


@dataclass(frozen=True)
class Fired:
    """A trigger that applies, and why."""

    trigger: Trigger
    rules: tuple[Rule, ...]
    """Those of its rules that bind a place of the findings, or every place."""
    findings: tuple[Finding, ...] = ()
    """What set it off."""
    layers: tuple[str, ...] = ()
    """Layers that were not checked and set it off."""
    corridors: tuple[EcologicalCorridor, ...] = ()
    days: int | None = None


def fire(
    screening: Screening,
    triggers: Iterable[Trigger],
    rules: dict[str, Rule],
    corridors: tuple[EcologicalCorridor, ...] = (),
) -> tuple[Fired, ...]:
    """The triggers that apply, in their own order. `rules`: by id. `corridors`: those that an act
    has created, whether or not their line is loaded."""
    fired = (_fired(each, screening, rules, corridors) for each in triggers)
    return tuple(each for each in fired if each is not None)


def _fired(
    trigger: Trigger,
    screening: Screening,
    rules: dict[str, Rule],
    corridors: tuple[EcologicalCorridor, ...],
) -> Fired | None:
    project = screening.project
    if trigger.kinds and project.kind not in trigger.kinds:
        return None
    if trigger.phases and project.phase not in trigger.phases:
        return None
    cited = tuple(rules[each] for each in trigger.rules)
    days = _days(trigger, screening)
    if trigger.when == "always":
        return Fired(trigger, cited, days=days) if screening.regions else None
    if trigger.when == "all_clear":
        clear = all(each.verdict.verdict == "clear" for each in screening.findings)
        return Fired(trigger, cited, days=days) if clear else None
    if trigger.when == "unchecked":
        layers = tuple(each.layer for each in screening.not_checked if each.layer in trigger.zones)
        return Fired(trigger, cited, layers=layers, days=days) if layers else None
    if trigger.when == "region":
        found = tuple(_corridors_here(screening, corridors))
        return Fired(trigger, cited, corridors=found, days=days) if found else None
    findings = tuple(_findings(trigger, screening))
    if not findings:
        return None
    places = tuple(each.target.feature_id for each in findings)
    binding = tuple(rule for rule in cited if rule.binds(places))
    return Fired(trigger, binding, findings, days=days)


def _findings(trigger: Trigger, screening: Screening) -> Iterator[Finding]:
    holds = _CONDITIONS[trigger.when]
    for each in screening.findings:
        target = each.target
        if trigger.zones and target.zone not in trigger.zones:
            continue
        # A boundary whose place no layer has is taken for whatever its zone says.
        if trigger.layers and target.layer not in (*trigger.layers, "boundaries"):
            continue
        if holds(each, trigger, screening):
            yield each


def _crosses(each: Finding, trigger: Trigger, screening: Screening) -> bool:
    return each.verdict.verdict == "crosses"


def _cannot_say(each: Finding, trigger: Trigger, screening: Screening) -> bool:
    return each.verdict.verdict == "cannot_say"


def _near(each: Finding, trigger: Trigger, screening: Screening) -> bool:
    """Nearer to a line than the parameter, or possibly so, and not inside."""
    if each.target.boundary_kind != "boundary" or each.clearance_m is None:
        return False
    least = screening.values[trigger.parameter or ""] + (each.accuracy_m or 0.0)
    return each.verdict.verdict != "crosses" and each.clearance_m <= least


def _tall(each: Finding, trigger: Trigger, screening: Screening) -> bool:
    """A tall thing outside a zone, near enough to be seen as part of its setting."""
    height = screening.project.height_m
    if height is None or height < screening.values["tall_m"] or each.clearance_m is None:
        return False
    if each.verdict.verdict == "crosses" or not each.target.zone_known:
        return False
    reach = screening.values["setting_factor"] * height
    return each.clearance_m <= reach + (each.accuracy_m or 0.0) + each.target.reach_m


_CONDITIONS: dict[str, Callable[[Finding, Trigger, Screening], bool]] = {
    "crosses": _crosses,
    "cannot_say": _cannot_say,
    "near": _near,
    "tall": _tall,
}


def _corridors_here(
    screening: Screening, corridors: tuple[EcologicalCorridor, ...]
) -> Iterator[EcologicalCorridor]:
    """Those of the project's regions, unless the office has loaded a corridor's line there."""
    unchecked = any(each.layer == "corridor" for each in screening.not_checked)
    for each in corridors:
        if unchecked and set(each.regions) & set(screening.regions):
            yield each


def _days(trigger: Trigger, screening: Screening) -> int | None:
    named = trigger.days_parameter
    return round(screening.values[named]) if named else None
