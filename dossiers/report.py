"""The report of a screening: what an office registers and sends. Words of one language, made once;
reports/ draws them as .docx, .pdf and .xlsx, so that all say the same.

The day is an argument: the same answer on the same day is the same report.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.options import ranked
from analysis.screening import expiry
from dossiers import strip as strips
from dossiers.events import DECISIONS, events
from dossiers.findings import checked_section, findings_section
from dossiers.law import act, lineage, proof, verified
from dossiers.letter import Letter, letter, notice, of_world_heritage, press, told_shortly
from dossiers.options import options_section
from dossiers.parts import Row, Section, Table
from dossiers.project import project_section
from dossiers.report_basis import (
    about_section,
    data_section,
    day_said,
    limits_section,
    numbers_section,
)
from dossiers.screening import findings_not_clear, five_lines, is_near
from dossiers.steps import rules_section, steps_section
from geodata import records
from geodata.training import PREFIX
from i18n import N_, Translator
from layers.answer import Answer
from layers.catalogue import collection
from layers.training import is_training as is_invented

MARK = N_("TRAINING: the boundaries are invented. Not for any decision.")

NOTICE_RULE = "OG-172"


@dataclass(frozen=True)
class Report:
    """A letter and what is annexed to it."""

    id: str
    lang: str
    title: str
    """Of the annex."""
    letter: Letter
    sections: tuple[Section, ...]
    foot: str
    """Stands on every page: which report, of which day, until when."""
    training: str = ""
    """Stands on every page of a report that rests on invented boundaries; else empty."""
    day: date = date.min
    pictured: str = ""
    """Id of the section that the map goes before; empty: there is no map."""


def report(
    given: Answer,
    day: date,
    t: Translator,
    addressee: str = "",
    subject: str = "",
    options: Sequence[Answer] = (),
) -> Report:
    """The whole report of one answer as of that day. `options`: the answers of all options of the
    road, in the order of the file, where it is one of them."""
    read = day_said(day, t)
    return Report(
        given.id,
        t.lang,
        t("Report of the check for protected places"),
        letter(given, addressee, subject, read, t),
        tuple(_sections(given, options, day, t)),
        _foot(given, day, t),
        training_mark(given, t),
        day,
        "project",
    )


def notice_report(given: Answer, day: date, t: Translator, addressee: str = "") -> Report | None:
    """The draft notice to the ministry; None where no zone of World Heritage is concerned."""
    concerned = of_world_heritage(given)
    if not concerned:
        return None
    shown = (
        Section("answer", t("The answer"), said=five_lines(given, t)),
        project_section(given, t),
        Section("concerned", t("Zones of World Heritage that are concerned"),
                points=tuple(told_shortly(each, t) for each in concerned)),
        _of_the_notice(t),
        *_decisions(given, t),
        about_section(given, day, t),
    )  # fmt: skip
    return Report(
        given.id,
        t.lang,
        t("Draft notice to the World Heritage Centre: what is known"),
        notice(given, addressee, day_said(day, t), t),
        shown,
        _foot(given, day, t),
        training_mark(given, t),
        day,
        "project",
    )


def is_training(given: Answer) -> bool:
    """Whether anything that it was screened against is invented."""
    targets = (each.target for each in given.screening.findings)
    return bool(given.training) or any(is_invented(each.feature_id) for each in targets)


def training_mark(given: Answer, t: Translator) -> str:
    """The sentence that stands wherever an answer on invented boundaries is told; else empty."""
    return t(MARK) if is_training(given) else ""


def file_name(given: Answer, name: str) -> str:
    """What a file of an answer is called: of training the name says so."""
    return f"{PREFIX}{name}" if is_training(given) else name


def _foot(given: Answer, day: date, t: Translator) -> str:
    return t(
        "Mura · report {id} · {day} · valid until {until}",
        id=given.id,
        day=day_said(day, t),
        until=day_said(expiry(day, given.screening.values), t),
    )


def _sections(
    given: Answer, options: Sequence[Answer], day: date, t: Translator
) -> Iterator[Section]:
    """The answer first, what supports it, what it rests on, its limits."""
    findings = findings_section(given, t)
    yield Section("answer", t("The answer"), said=five_lines(given, t))
    if not is_training(given):  # a paragraph is cut out and sent on without its mark
        yield Section("press", t("For the press"), said=(press(given, day_said(day, t), t),))
    yield project_section(given, t)
    yield replace(findings, below=None, notes=_findings_notes(given, findings, t))
    yield from _strip(given, t)
    yield from _options(options, t)
    yield steps_section(given, t)
    yield rules_section(given, t)
    yield from _decisions(given, t)
    yield checked_section(given, t)
    if findings.below is not None:
        yield Section("farther", findings.below.caption, table=findings.below)
    yield numbers_section(given, t)
    yield data_section(given, t)
    yield limits_section(t)
    yield about_section(given, day, t, bool(options))


def _findings_notes(given: Answer, told: Section, t: Translator) -> tuple[str, ...]:
    shown = [each.rows for each in (told.table, told.below) if each is not None]
    left = len(given.screening.findings) - sum(map(len, shown))
    more = t.plural(
        "{n} more finding stands in the files XLSX and JSON.",
        "{n} more findings stand in the files XLSX and JSON.",
        left,
    )
    return (
        *([more] if left else []),
        t("Distances are geodesic on WGS 84. Below zero is the greatest depth inside."),
        t("“By assumption” rests on the assumed numbers of this report, which are nobody's act."),
    )


def _strip(given: Answer, t: Translator) -> Iterator[Section]:
    made = strips.strip(given, t)
    if made is not None:
        yield Section("strip", t("Along the road"), table=strips.table(made, t))


def _options(options: Sequence[Answer], t: Translator) -> Iterator[Section]:
    """The options of the road side by side, as the page compares them."""
    if len(options) > 1:
        names = [each.source.names[0] for each in options]
        yield options_section(ranked([each.screening for each in options]), options, names, t)


def _decisions(given: Answer, t: Translator) -> Iterator[Section]:
    """What the Committee decided about the places that are concerned, and what they belong to."""
    told = events(_concerned(given), t, DECISIONS)
    if told:
        yield Section("events", t("Committee decisions about the places concerned"), events=told)


def _concerned(given: Answer) -> tuple[str, ...]:
    table = collection().table
    near = [each.target.feature_id for each in findings_not_clear(given) if is_near(each, given)]
    known = [identity for identity in dict.fromkeys(near) if identity in table.index]
    return tuple(
        dict.fromkeys(str(row["id"]) for each in known for row in lineage(table.loc[each]))
    )


def _of_the_notice(t: Translator) -> Section:
    """The rule itself, and whether its text was read."""
    rules = [rule for rule in records.rules() if rule.id == NOTICE_RULE]
    rows = tuple(
        Row((act(rule, t), rule.text[t.lang], verified(rule, t)), proof(rule)) for rule in rules
    )
    heads = (t("By which act"), t("Rule"), t("Verified"))
    return Section(
        "rules", t("The rule behind it"), table=Table(t("The rule behind it"), heads, rows)
    )
