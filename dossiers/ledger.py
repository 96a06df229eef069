"""The ledger in words: what adds up where, which projects were screened, what was said of them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from analysis.screening import Target
from analysis.sums import Sum
from dossiers.parts import Cell, Fact, Proof, Row, Section, Table
from dossiers.screening import metres, named
from dossiers.screening_words import KINDS, VERDICTS
from geodata.ledger import Entry, Hit, Remark
from geodata.triggers import rules_by_id
from i18n import N_, Translator
from layers.catalogue import collection
from layers.screened import UNKNOWN

STATUSES = {
    "planned": N_("planned"),
    "approved": N_("approved"),
    "built": N_("built"),
    "refused": N_("refused"),
    "withdrawn": N_("withdrawn"),
}

_TOGETHER = "IA-4"
"""The rule that several small actions are checked together."""


def zone_named(place: str, zone: str, t: Translator) -> str:
    """A zone by its tokens, as findings call it."""
    table = collection().table
    layer = table.loc[place, "layer"] if place in table.index else UNKNOWN
    return named(Target(place, layer, zone, "boundary", None, None), t)


def notice(each: Sum, t: Translator) -> str:
    """That several small projects at one place are to be looked at together."""
    # The extractor of messages takes a t among the arguments for a message of its own.
    zone = zone_named(each.feature_id, each.zone, t)
    inside = " · ".join(_inside(each.length_m, each.area_m2, t)) or "—"
    said = t.plural(
        "{zone}: {n} project crosses it in {year}, together {inside}. Look at them together.",
        "{zone}: {n} projects cross it in {year}, together {inside}. Look at them together.",
        len(each.crossing),
        zone=zone,
        year=each.year,
        inside=inside,
    )
    rule = rules_by_id()[_TOGETHER]
    return f"{said} {rule.text[t.lang]} ({rule.act[t.lang]})"


def sums_section(
    every: Sequence[Sum], notices: Sequence[Sum], entries: Sequence[Entry], t: Translator
) -> Section:
    """What adds up, by place, zone and year; first what must be looked at together."""
    rule = rules_by_id()[_TOGETHER]
    proof = Proof(rule.sources, rule.confidence)
    heads = (
        t("Zone and place"),
        t("Year"),
        t("Projects that cross it"),
        t("Length inside"),
        t("Area inside"),
        t("Too near to say"),
    )
    rows = tuple(Row(_sum(each, t), proof if each in notices else None) for each in every)
    caption = t("What adds up")
    return Section(
        "sums",
        caption,
        warnings=tuple(notice(each, t) for each in notices),
        said=(
            t.plural("{n} screening is kept.", "{n} screenings are kept.", len(entries)),
            *(() if every else (t("None of them crosses a zone that is loaded."),)),
        ),
        table=Table(caption, heads, rows, numbers=frozenset({1, 2, 3, 4, 5})) if rows else None,
        notes=(
            t(
                "What was refused or withdrawn and hits that are marked wrong do not add up. A "
                "project that crosses a place and its buffer zone stands in both rows."
            ),
        ),
    )


def _sum(each: Sum, t: Translator) -> tuple[Cell, ...]:
    became = ", ".join(f"{t(STATUSES[what])}: {t.number(n)}" for what, n in each.statuses.items())
    return (
        zone_named(each.feature_id, each.zone, t),
        str(each.year),
        (t.number(len(each.crossing)), *([became] if became else [])),
        metres(each.length_m, t) if each.length_m else "—",
        t("{n} m²", n=t.number(each.area_m2)) if each.area_m2 else "—",
        t.number(len(each.unsure)),
    )


def _inside(length_m: float, area_m2: float, t: Translator) -> Iterable[str]:
    if length_m:
        yield t("{n} inside", n=metres(length_m, t))
    if area_m2:
        yield t("{n} m² inside", n=t.number(area_m2))


def last_day(entry: Entry) -> date:
    """Until when its answer may be relied on."""
    return entry.day + timedelta(days=entry.valid_days)


def entries_table(
    entries: Sequence[Entry], statuses: Mapping[str, str], today: date, t: Translator
) -> Table:
    """The screenings, the latest first. `statuses`: what became of each, by id."""
    heads = (
        t("Project"),
        t("Day"),
        t("What is planned"),
        t("Verdict"),
        t("What became of it"),
        t("Relied on until"),
        t("Kept by"),
    )
    rows = tuple(
        Row(
            (
                each.name,
                each.day.isoformat(),
                t(KINDS[each.kind]),
                t(VERDICTS[each.verdict]),
                t(STATUSES[statuses[each.id]]),
                (last_day(each).isoformat(), *([t("past")] if last_day(each) < today else [])),
                each.by,
            )
        )
        for each in reversed(entries)
    )
    return Table(t("Screenings that are kept"), heads, rows)


def hits_section(
    entry: Entry, wrong: Mapping[tuple[str, str, str], Remark], t: Translator
) -> Section:
    """The findings as they were answered then, each with what was said of it since."""
    heads = (t("Zone and place"), t("Answered then"), t("Marked wrong"))
    rows = tuple(
        Row(
            (
                zone_named(each.feature_id, each.zone, t),
                hit_said(each, t),
                _wrong(wrong.get((entry.id, each.feature_id, each.zone)), t),
            )
        )
        for each in entry.hits
    )
    caption = t("What was found then")
    return Section(
        "hits",
        caption,
        said=()
        if rows
        else (t("No zone was found that it crosses, or of which it could not be said."),),
        facts=(
            Fact(t("Id of this screening"), entry.id),
            Fact(t("Version of the data"), entry.data_version),
        ),
        table=Table(caption, heads, rows) if rows else None,
        notes=(
            t("Nothing of it is ever changed: a mistake is marked, with its reason and a name."),
        ),
    )


def hit_said(each: Hit, t: Translator) -> str:
    """Verdict, and how much lies inside or how far away it is."""
    verdict = t(VERDICTS[each.verdict])
    inside = list(_inside(each.length_inside_m, each.area_inside_m2, t))
    if inside:
        return f"{verdict} – {', '.join(inside)}"
    if each.clearance_m is None:
        return verdict
    far = metres(abs(each.clearance_m), t)
    where = t("{n} deep", n=far) if each.clearance_m < 0 else t("{n} away", n=far)
    return f"{verdict} – {where}"


def _wrong(said: Remark | None, t: Translator) -> Cell:
    if said is None:
        return "—"
    return said.reason, f"{said.by}, {said.added[:10]} {said.added[11:16]} UTC"


def remarks_section(entry: Entry, remarks: Sequence[Remark], t: Translator) -> Section | None:
    """Everything that was said of a screening, the latest first; None where nobody has."""
    said = [each for each in reversed(remarks) if each.entry == entry.id]
    if not said:
        return None
    heads = (t("When"), t("Who"), t("What was said"), t("Reason"))
    rows = tuple(
        Row(
            (
                f"{each.added[:10]} {each.added[11:16]} UTC",
                each.by,
                _what(each, t),
                each.reason or "—",
            )
        )
        for each in said
    )
    caption = t("What was said of it since")
    return Section("remarks", caption, table=Table(caption, heads, rows))


def _what(each: Remark, t: Translator) -> str:
    if each.what in STATUSES:
        return t(STATUSES[each.what])
    zone = zone_named(each.feature_id, each.zone, t)
    if each.what == "wrong":
        return t("{zone}: marked wrong", zone=zone)
    return t("{zone}: holds after all", zone=zone)
