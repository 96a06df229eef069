"""Who else is affected, and whom to notify, where a place is one part of many."""

from collections.abc import Iterable, Iterator

from dossiers.law import PARTS, lineage, proof
from dossiers.parts import Fact, Link, Proof, Row, Section, Table
from geodata.records import Rule, rules
from geodata.tables import is_blank
from i18n import Translator
from layers.card import name
from layers.catalogue import collection
from layers.vocabulary import country_name
from layers.whereabouts import Row as Place

_PRECEDENT = "COM-41-7B.88"
_NOTIFICATION = "OG-172"


def affected(row: Place, t: Translator) -> Section | None:
    """Who else is affected, and whom to notify, where a place is one of many parts or lies in more
    than one state; None where it stands alone."""
    family = lineage(row)
    whole = family[-1]
    if whole["serial"] is not True and whole["transboundary"] is not True:
        return None
    part = next((each for each in family if each["layer"] in PARTS), None)
    reserve = whole["layer"] == "biosphere_reserves"
    notify = _no_notification(t) if reserve else _notification(t)
    return Section(
        "affected",
        t("Who else is affected"),
        facts=(*_whole(whole, part, t), *_damage(whole, t), notify),
        table=_states(whole, t),
        notes=tuple(_silence(whole, t)),
    )


def _whole(whole: Place, part: Place | None, t: Translator) -> Iterator[Fact]:
    known = Proof(tuple(whole["sources"]), whole["confidence"])
    if part is not None:
        yield Fact(t("Part of"), Link(name(whole, t), place=whole["id"]))
    if whole["serial"] is True:
        yield Fact(t("Component parts"), _which_part(whole, part, t), known)
    elif whole["transboundary"] is True:
        countries = ", ".join(country_name(code, t) for code in whole["countries"])
        yield Fact(t("Countries"), countries, known)


def _which_part(whole: Place, part: Place | None, t: Translator) -> str:
    """UNESCO counts most parts in their ids; where it does not, the part has no number."""
    if is_blank(whole["parts_total"]):
        return t("several; how many was not found")
    total = int(whole["parts_total"])
    if part is None:
        return t.number(total)
    number = next((n for n in range(1, total + 1) if part["id"] == f"{whole['id']}-{n:03}"), None)
    if number is None:
        return t("1 of {total}", total=t.number(total))
    return t("Part {n} of {total}", n=t.number(number), total=t.number(total))


def _damage(whole: Place, t: Translator) -> Iterator[Fact]:
    if whole["serial"] is True:
        said = t(
            "Damage to one part counts against all: in 2017 the Committee held that the state of "
            "one part, Talgar, may threaten the integrity of its whole serial property."
        )
        yield Fact(
            t("What damage to one part means"), (said, "41 COM 7B.88"), proof(_rule(_PRECEDENT))
        )


def _notification(t: Translator) -> Fact:
    rule = _rule(_NOTIFICATION)
    checked = t("verified: yes") if rule.verified else t("verified: no")
    lines = (t("World Heritage Centre"), rule.text[t.lang], rule.act[t.lang], rule.id, checked)
    return Fact(t("Whom to notify"), lines, proof(rule))


def _no_notification(t: Translator) -> Fact:
    said = t("no rule for biosphere reserves was found in the texts that were read")
    return Fact(t("Whom to notify"), said)


def _silence(whole: Place, t: Translator) -> Iterator[str]:
    if whole["transboundary"] is True and whole["layer"] != "biosphere_reserves":
        yield t("Whether the other states must be told was not found in the texts that were read.")


def _states(whole: Place, t: Translator) -> Table | None:
    """How many parts each state has."""
    table = collection().table
    parts = table[(table["parent_id"] == whole["id"]) & table["layer"].isin(PARTS)]
    if parts.empty:
        return None
    known = Proof(tuple(whole["sources"]), whole["confidence"])
    held: Iterable[list[str]] = list(parts["countries"])
    return Table(
        t("States and their parts"),
        (t("State"), t("Component parts")),
        tuple(
            Row((country_name(code, t), t.number(sum(code in each for each in held))), known)
            for code in whole["countries"]
        ),
        numbers=frozenset({1}),
    )


def _rule(identity: str) -> Rule:
    return next(rule for rule in rules() if rule.id == identity)
