"""What a screening asks to be done: whom to turn to, by which act, in how many days, and why."""

from collections.abc import Iterable

from analysis.rules import Fired
from dossiers.law import act, proof, verified
from dossiers.parts import Proof, Row, Section, Table
from dossiers.screening import named, nearest_first, regimes_said, term_of
from dossiers.screening_words import BODIES
from geodata.records import EcologicalCorridor
from i18n import Translator
from layers.answer import Answer
from layers.vocabulary import AKIMATS
from layers.zones import zone_name

MOST_REASONS = 4
"""Zones that are named as the reason of a step."""


def steps_section(given: Answer, t: Translator) -> Section:
    """The steps in their order."""
    steps = Table(
        t("What to do next"),
        (t("What to do"), t("Why"), t("Whom to turn to"), t("Term")),
        tuple(_step(each, given.screening.regions, t) for each in given.fired),
    )
    return Section("steps", t("What to do next"), said=tuple(regimes_said(given, t)), table=steps)


def rules_section(given: Answer, t: Translator) -> Section:
    """Every rule that the steps rest on, with its date and whether its text was read."""
    table = Table(
        t("The rules behind it"),
        (t("By which act"), t("Rule"), t("Date"), t("Verified")),
        tuple(_rules(given.fired, t)),
    )
    note = t(
        "Verified “no”: the text itself was not read; check it before you rely on it. This is no "
        "legal opinion."
    )
    return Section("rules", t("The rules behind it"), table=table, notes=(note,))


def _step(fired: Fired, regions: tuple[str, ...], t: Translator) -> Row:
    to = tuple(words for body in fired.trigger.to for words in whom(body, regions, t))
    return Row(
        (
            fired.trigger.step[t.lang],
            tuple(_why(fired, t)) or "—",
            to or "—",
            term_of(fired, t) or "—",
        ),
        _weakest(fired),
    )


def whom(body: str, regions: tuple[str, ...], t: Translator) -> Iterable[str]:
    """A body by its name; the akimats of the project's own regions, or cities."""
    named = [t(AKIMATS[code]) for code in regions if code in AKIMATS]
    return named if body == "region_akimat" and named else [t(BODIES[body])]


def _why(fired: Fired, t: Translator) -> Iterable[str]:
    for each in nearest_first(fired.findings)[:MOST_REASONS]:
        yield named(each.target, t)
    more = len(fired.findings) - MOST_REASONS
    if more > 0:
        yield t.plural("and {n} more zone", "and {n} more zones", more)
    for layer in fired.layers:
        yield t("not checked: {layer}", layer=zone_name(layer, t))
    yield from (_corridor(each, t) for each in fired.corridors)


def _corridor(each: EcologicalCorridor, t: Translator) -> str:
    """The corridor and what its act says of districts; no line of it is published."""
    said = (each.name[t.lang], each.created[t.lang], each.note[t.lang] if each.note else "")
    return " · ".join(filter(None, said))


def _weakest(fired: Fired) -> Proof | None:
    """All sources of its rules, with the lowest confidence among them."""
    if not fired.rules:
        return None
    sources = tuple(dict.fromkeys(source for rule in fired.rules for source in rule.sources))
    order = ("low", "medium", "high")
    return Proof(sources, min((rule.confidence for rule in fired.rules), key=order.index))


def _rules(fired: Iterable[Fired], t: Translator) -> Iterable[Row]:
    every = {rule.id: rule for each in fired for rule in each.rules}
    for rule in every.values():
        cells = (act(rule, t), rule.text[t.lang], rule.date or "—", verified(rule, t))
        yield Row(cells, proof(rule))
