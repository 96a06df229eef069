"""The letter that goes before a report, and the paragraph for a newspaper: plain words, no terms of
surveying. Blanks for number, date and signature are the office's to fill."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.screening import Finding
from dossiers.project import project_name
from dossiers.screening import five_lines, named, nearest_first
from dossiers.screening_words import KINDS
from dossiers.steps import whom
from i18n import N_, Translator
from layers.answer import Answer

MOST_NAMED = 3
"""Zones that the paragraph for the press names."""

WORLD_HERITAGE = ("world_heritage", "corridor", "component_parts")
"""Layers of World Heritage properties and their parts."""


@dataclass(frozen=True)
class Letter:
    """What stands on the first page."""

    addressee: str
    subject: str
    said: tuple[str, ...]
    """Before the lines."""
    lines: tuple[str, ...]
    """The answer in five lines, or what a notice tells."""
    asked: tuple[str, ...]
    """After them: what is asked for, what is annexed."""


def letter(given: Answer, addressee: str, subject: str, day: str, t: Translator) -> Letter:
    """The letter with the answer. Where nobody says to whom or about what, the first step says it.
    `day`: as it is read."""
    asked = t("Please consider this answer and the next steps of the annexed report.")
    return Letter(
        addressee or first_addressee(given, t),
        subject or default_subject(given, t),
        (
            t(
                "On {day} the project “{name}” ({kind}) was checked against the protected places "
                "that are known to Mura. The answer:",
                day=day,
                name=project_name(given),
                kind=t(KINDS[given.screening.project.kind]),
            ),
        ),
        five_lines(given, t),
        (asked, annex(given, t)),
    )


def notice(given: Answer, addressee: str, day: str, t: Translator) -> Letter:
    """The draft of a notice to the ministry of culture (paragraph 172 of the Operational
    Guidelines)."""
    return Letter(
        addressee or ", ".join(whom("culture_ministry", (), t)),
        t(
            "Draft notice under paragraph 172 of the Operational Guidelines: “{name}”",
            name=project_name(given),
        ),
        (
            t(
                "On {day} the project “{name}” ({kind}) was checked: it crosses a zone of World "
                "Heritage, or it cannot be ruled out that it does:",
                name=project_name(given),
                kind=t(KINDS[given.screening.project.kind]),
                day=day,
            ),
        ),
        tuple(told_shortly(each, t) for each in of_world_heritage(given)[:MOST_NAMED]),
        (
            t(
                "Paragraph 172 asks the State Party to tell the World Heritage Centre early, "
                "before decisions that are hard to reverse. Please decide whether such a notice is "
                "to be sent through the National Commission for UNESCO; no decision on the project "
                "should be taken before that."
            ),
            annex(given, t),
        ),
    )


def annex(given: Answer, t: Translator) -> str:
    """What is annexed, by its id."""
    return t("Annex: the report, id {id}.", id=given.id)


def default_subject(given: Answer, t: Translator) -> str:
    """What the letter is about where nobody says it."""
    return t("Check of the project “{name}” for protected places", name=project_name(given))


def first_addressee(given: Answer, t: Translator) -> str:
    """Whom the first of the next steps names, who is not the developer; else the akimat."""
    bodies = [body for each in given.fired for body in each.trigger.to if body != "developer"]
    body = bodies[0] if bodies else "region_akimat"
    return ", ".join(whom(body, given.screening.regions, t))


def of_world_heritage(given: Answer) -> list[Finding]:
    """Zones of World Heritage that are crossed, or of which it cannot be ruled out: the crossed
    first, then what is loaded, then the nearest."""
    every = {
        verdict: nearest_first(
            each for each in given.screening.of_verdict(verdict)
            if each.target.layer in WORLD_HERITAGE
        )
        for verdict in ("crosses", "cannot_say")
    }  # fmt: skip
    return [*every["crosses"], *every["cannot_say"]]


_SHORTLY = {
    "crosses": N_("{zone}: the project reaches into it."),
    "cannot_say": N_("{zone}: whether the project reaches into it cannot be said yet."),
}


def told_shortly(each: Finding, t: Translator) -> str:
    """A finding for somebody who wants no metres."""
    return t(_SHORTLY[each.verdict.verdict], zone=named(each.target, t))


# ---- for a newspaper ---------------------------------------------------------------------------


def press(given: Answer, day: str, t: Translator) -> str:
    """A paragraph for a newspaper, without terms of surveying. `day`: as it is read."""
    return " ".join(_press(given, day, t))


def _press(given: Answer, day: str, t: Translator) -> Iterator[str]:
    kind = t(KINDS[given.screening.project.kind])
    yield t("A plan ({kind}) was checked on {day} against the map of protected places.",
            kind=kind, day=day)  # fmt: skip
    yield _outcome(given, t)
    if given.screening.not_checked or given.failed:
        yield t(
            "Some protective zones could not be checked, because their lines were not supplied."
        )
    yield t("The check is neither a permit nor a ban; the decision is the authorities'.")


def _outcome(given: Answer, t: Translator) -> str:
    findings = given.screening.of_verdict(given.verdict)
    if given.verdict == "crosses":
        return t("It would reach into protected land: {zones}.", zones=_few(findings, t))
    if given.verdict == "clear":
        if any(each.verdict.assumed for each in findings):
            return t(
                "As far as can be judged, it touches no protected place: all that are known should "
                "be too far away."
            )
        return t("It touches no protected place that is known.")
    if not findings:
        return t("Whether it touches a protected place cannot be said yet.")
    return t(
        "Whether it touches a protected place cannot be said yet: the exact lines, or the exact "
        "course of the project, are not known. This concerns {zones}.",
        zones=_few(nearest_first(findings), t),
    )


def _few(findings: Iterable[Finding], t: Translator) -> str:
    """The first places by name, each once, and how many more."""
    every = list(dict.fromkeys(named(each.target, t) for each in findings))
    few, more = ", ".join(every[:MOST_NAMED]), len(every) - MOST_NAMED
    if more <= 0:
        return few
    return t.plural("{few} and {n} more", "{few} and {n} more", more, few=few)
