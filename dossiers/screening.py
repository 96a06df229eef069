"""A screening in words: the answer in five lines, every finding, what was and was not checked."""

from collections.abc import Iterable, Iterator

from analysis.rules import Fired
from analysis.screening import Finding, Target
from dossiers.parts import Fact
from dossiers.screening_words import (
    PLACES,
    REASONS,
    VERDICTS,
    WHOLE,
    WHOLE_ASSUMED,
)
from i18n import Translator
from layers.answer import LEAST_REACH_M, Answer
from layers.card import name
from layers.catalogue import collection
from layers.positions import chainage
from layers.training import is_training
from layers.training import named as invented
from layers.zones import zone_name

MOST_UNSURE = 60
"""Findings that cannot be said, in the table; the files hold them all."""


def five_lines(given: Answer, t: Translator) -> tuple[str, ...]:
    """The answer as it is read on a phone: the verdict, why, what else is near, what was not
    checked, what to do next."""
    findings = given.screening.findings
    first = findings[0] if findings else None
    assumed = given.verdict == "clear" and any(each.verdict.assumed for each in findings)
    whole = t(WHOLE_ASSUMED if assumed else WHOLE[given.verdict])
    return (
        t("Training: {said}", said=whole) if given.training else whole,
        told(first, t) if first else t("Nothing is known here to screen against."),
        _besides(given, t),
        _unchecked_line(given, t),
        _next_line(given, t),
    )


def is_near(each: Finding, given: Answer) -> bool:
    """Whether a zone is not farther off than the road is long, or than LEAST_REACH_M."""
    reach = max(given.screening.length_m, LEAST_REACH_M)
    return each.clearance_m is not None and each.clearance_m <= reach


def summary(given: Answer, t: Translator) -> list[str]:
    """What the command line prints: the five lines, the project, whatever is not clear."""
    project = given.screening.project
    lines = [
        *five_lines(given, t),
        "",
        t("Accuracy of the project: ± {n} m.", n=t.number(project.accuracy_m, 1)),
    ]
    if given.source.left_out:
        rows = ", ".join(map(str, given.source.left_out))
        lines.append(t("Rows that were left out: {rows}.", rows=rows))
    unclear = [each for each in findings_not_clear(given)]
    lines += [f"- {told(each, t)}" for each in unclear[:MOST_UNSURE]]
    clear = len(given.screening.of_verdict("clear"))
    lines.append(t.plural("Clear of {n} zone.", "Clear of {n} zones.", clear))
    unchecked = [each.layer for each in given.screening.not_checked]
    if unchecked:
        lines.append(f"--accept-unchecked {' '.join(unchecked)}")
    lines.append(t("Version of the data: {version}.", version=given.data_version))
    lines.append(f"SHA-256 {given.source.sha256}")
    lines.append(t("Id of this screening: {id}.", id=given.id))
    return lines


def findings_not_clear(given: Answer) -> tuple[Finding, ...]:
    """Those that cross, then those of which it cannot be said."""
    return (*given.screening.of_verdict("crosses"), *given.screening.of_verdict("cannot_say"))


def told(each: Finding, t: Translator) -> str:
    """A finding in a sentence."""
    zone = named(each.target, t)
    verdict = t(VERDICTS[each.verdict.verdict])
    if each.verdict.reason == "inside":
        return t("{zone}: {verdict} – {inside}.", zone=zone, verdict=verdict,
                 inside=", ".join(_inside(each, t)))  # fmt: skip
    reason = t(REASONS[each.verdict.reason])
    if each.clearance_m is None:
        return t("{zone}: {verdict} – {reason}.", zone=zone, verdict=verdict, reason=reason)
    return t(
        "{zone}: {verdict} – {distance}; {reason}.",
        zone=zone,
        verdict=verdict,
        distance=distance(each, t),
        reason=reason,
    )


def _inside(each: Finding, t: Translator) -> Iterator[str]:
    if each.length_inside_m:
        yield t("{n} inside", n=metres(each.length_inside_m, t))
    if each.intervals:
        yield t("km {intervals}", intervals=intervals(each))
    if each.area_inside_m2:
        yield t("{n} m² inside", n=t.number(each.area_inside_m2))
    if each.share:
        yield t("{n} % of the zone", n=t.number(100 * each.share, 2))
    yield t("{n} deep {sure}", n=metres(-(each.clearance_m or 0.0), t), sure=sure(each, t))


def intervals(each: Finding) -> str:
    """From where to where along the road it lies inside."""
    return ", ".join(f"{chainage(enter)} – {chainage(leave)}" for enter, leave in each.intervals)


def distance(each: Finding, t: Translator) -> str:
    """How far, or how deep, and how sure."""
    assert each.clearance_m is not None
    if each.clearance_m < 0:
        return t("{n} deep {sure}", n=metres(-each.clearance_m, t), sure=sure(each, t))
    return t("{n} away {sure}", n=metres(each.clearance_m, t), sure=sure(each, t))


def sure(each: Finding, t: Translator) -> str:
    """What both sides together may be off by."""
    if each.accuracy_m is None:
        return t("(accuracy not known)")
    return f"± {metres(each.accuracy_m, t)}"


def metres(value: float, t: Translator) -> str:
    """A distance of a finding: metres with one decimal below 10, kilometres from 10,000."""
    if value >= 10_000:
        return t("{n} km", n=t.number(value / 1000, 1))
    return t("{n} m", n=t.number(value, 1 if value < 10 else 0))


def named(target: Target, t: Translator) -> str:
    """The zone and its place, in quotes: names are not inflected."""
    return t("{zone} “{place}”", zone=zone_word(target, t), place=place_name(target, t))


def zone_word(target: Target, t: Translator) -> str:
    """What the zone is called; a place whose line is not known is its place, not its boundary."""
    if target.own:
        return t("Own layer")
    if target.zone != "property":
        return zone_name(target.zone, t)
    return t(PLACES.get(target.layer, "Place"))


def place_name(target: Target, t: Translator) -> str:
    """The name of the place, or its id where no layer has it; of what is invented, that it is."""
    if is_training(target.feature_id):
        return invented(target.feature_id, t)
    table = collection().table
    known = target.feature_id in table.index
    return name(table.loc[target.feature_id], t) if known else target.feature_id


def _besides(given: Answer, t: Translator) -> str:
    """The next thing that one wants to know: in whose setting a tall building stands, another zone
    of the same place, the nearest line that is loaded, else the next finding."""
    findings = given.screening.findings
    if len(findings) < 2:
        return t("Nothing else is known near here.")
    first, *others = findings
    tall = (each for each in given.fired if each.trigger.when == "tall")
    seen = [each for fired in tall for each in fired.findings]
    if seen:
        said = told(nearest_first(seen)[0], t)
        return t("{finding} But the tall project may stand in its setting.", finding=said)
    same = [each for each in others if each.target.feature_id == first.target.feature_id]
    near = nearest_first(each for each in others if is_near(each, given))
    return told((same or near or others)[0], t)


def nearest_first(findings: Iterable[Finding]) -> list[Finding]:
    """What the office has loaded before what it has not, each by its distance."""
    return sorted(
        findings,
        key=lambda each: (
            each.target.boundary_kind != "boundary",
            float("inf") if each.clearance_m is None else each.clearance_m,
        ),
    )


def _unchecked_line(given: Answer, t: Translator) -> str:
    if given.training:
        return t("Checked against the invented boundaries of an exercise alone: nothing real was.")
    layers = [zone_name(each.layer, t) for each in given.screening.not_checked]
    said = (
        t("Not checked, or not everywhere: {layers}.", layers=", ".join(layers))
        if layers
        else t("Every layer was checked.")
    )
    if given.failed:
        said += " " + t("Could not be read: {files}.", files=", ".join(given.failed))
    if given.source.left_out:
        said += " " + t("Some rows of the file were left out.")
    if given.source.unread:
        said += " " + t("Not read in the file: {kinds}.", kinds=", ".join(given.source.unread))
    return said


def _next_line(given: Answer, t: Translator) -> str:
    if not given.fired:
        return t("Nothing to be done is known here.")
    step = given.fired[0].trigger.step[t.lang]
    end = step.find(". ")
    first = step if end < 0 else step[: end + 1]
    said = t("Next: {step}", step=first)
    term = term_of(given.fired[0], t)
    return f"{said} ({', '.join(term)})" if term else said


def term_of(fired: Fired, t: Translator) -> tuple[str, ...]:
    """In how many working days, and whether that was read anywhere."""
    if fired.days is None:
        return ()
    days = t.plural("{n} working day", "{n} working days", fired.days)
    return (days,) if all(rule.verified for rule in fired.rules) else (days, t("unverified"))


def regimes_said(given: Answer, t: Translator) -> Iterable[str]:
    """UNESCO's zone and the nation's of the same place, side by side."""
    for each in given.regimes:
        table = collection().table
        place = name(table.loc[each.feature_id], t) if each.feature_id in table.index else (
            each.feature_id
        )  # fmt: skip
        words = {
            "place": place,
            "unesco": zone_name(each.unesco, t),
            "national": zone_name(each.national, t),
        }
        if each.unesco_beyond_m > 0:
            yield t("“{place}”: {unesco} reaches up to {n} beyond {national}.",
                    n=metres(each.unesco_beyond_m, t), **words)  # fmt: skip
        if each.national_beyond_m > 0:
            yield t("“{place}”: {national} reaches up to {n} beyond {unesco}.",
                    n=metres(each.national_beyond_m, t), **words)  # fmt: skip


def facts(given: Answer, t: Translator) -> Iterator[Fact]:
    """The length of the road and the like, as far as they are known."""
    found = given.screening
    if found.length_m:
        yield Fact(t("Length of the lines"), metres(found.length_m, t))
