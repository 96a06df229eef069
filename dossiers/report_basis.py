"""What a report rests on: assumed numbers, data and licences, its limits, how it is made again."""

from datetime import date

from babel.dates import format_date

from analysis.parameters import PARAMETERS
from analysis.screening import expiry
from dossiers.parts import Cell, Fact, Row, Section, Table
from dossiers.project import again
from dossiers.screening_words import PARAMETERS as PARAMETER_WORDS
from dossiers.screening_words import STATUS
from geodata.sources import basemap_attribution, layer_sources
from i18n import Translator
from layers.answer import Answer
from layers.catalogue import collection
from layers.vocabulary import CAVEATS, NOT_STATED, licence_name


def day_said(day: date, t: Translator) -> str:
    """A day as it is read."""
    return str(format_date(day, "d MMMM y" if t.lang == "en" else "long", t.locale))


def numbers_section(given: Answer, t: Translator) -> Section:
    """The numbers that no act gives, as they were taken."""
    values = given.screening.values
    rows = tuple(
        Row((t(PARAMETER_WORDS[each.name]), t.number(values[each.name], 3), t(STATUS[each.status])))
        for each in PARAMETERS
    )
    title = t("Numbers that were assumed")
    heads = (t("What"), t("Value"), t("What it is worth"))
    return Section("numbers", title, table=Table(title, heads, rows, frozenset({1})))


def data_section(given: Answer, t: Translator) -> Section:
    """Which data it rests on, whose they are, under which licence."""
    by_name = {each.name: each for each in collection().known}
    rows = tuple(
        Row(
            (
                by_name[each.key].called(t),
                each.publisher,
                tuple(filter(None, (licence_name(each.licence, t),
                                    t(CAVEATS[each.caveat]) if each.caveat else ""))),
                each.read,
            )
        )
        for each in layer_sources()
        if each.key in given.layers and each.key in by_name
    )  # fmt: skip
    lines = (each.target for each in given.screening.findings)
    own = dict.fromkeys(each.source for each in lines if each.boundary_kind in {"boundary", "line"})
    title = t("Versions of the data, and licences")
    heads = (t("What"), t("Publisher"), t("Licence as published"), t("Read on, or version"))
    return Section(
        "data",
        title,
        facts=(
            Fact(t("Version of the data"), given.data_version),
            *(Fact(_whose(given, t), each) for each in own if each),
        ),
        table=Table(title, heads, rows) if rows else None,
        notes=(t("base map: {names}", names=basemap_attribution()),),
    )


def _whose(given: Answer, t: Translator) -> str:
    return t("Invented for training") if given.training else t("Loaded by the office")


def limits_section(t: Translator) -> Section:
    """What the report cannot know, in plain words."""
    return Section(
        "limits",
        t("What this report cannot know"),
        points=(
            t("This is no legal opinion and no permit."),
            t(
                "Only what is loaded was measured. A place whose line nobody has loaded is told "
                "from its point, with a wide margin; that margin is an assumption."
            ),
            t("A line is as exact as whoever drew it says; nobody measured it anew."),
            t("What still lies in the ground unknown is on no map: see the step about finds."),
            t("Slope, ownership, cost and the view from a place were not looked at."),
            t(NOT_STATED),
        ),
    )


def about_section(given: Answer, day: date, t: Translator, is_option: bool = False) -> Section:
    """Its id, its term, and how it is made again."""
    return Section(
        "about",
        t("About this report"),
        facts=(
            Fact(t("Id of this report"), given.id),
            Fact(t("Made on"), day_said(day, t)),
            Fact(t("Valid until"), day_said(expiry(day, given.screening.values), t)),
            Fact(t("To make it again"), _again(given, is_option, t)),
        ),
        notes=(
            t(
                "Boundaries, roads and rules change: after that day, or when the version of the "
                "data is another, make the check again. The term is an assumption."
            ),
        ),
    )


def _again(given: Answer, is_option: bool, t: Translator) -> Cell:
    """The command line knows no options: it takes all lines of a file for one project."""
    if not is_option:
        return again(given)
    rows = ", ".join(map(str, given.source.rows))
    return t("on the page Screening: the lines as options, row {rows} of the file", rows=rows)
