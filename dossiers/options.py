"""Lines for one road side by side, in words: which is best, and why the others are not."""

from collections.abc import Sequence

from analysis.options import Option
from analysis.screening import Finding
from dossiers.parts import Cell, Row, Section, Table
from dossiers.screening import distance, metres, named, nearest_first
from dossiers.screening_words import VERDICTS
from i18n import Translator
from layers.answer import Answer


def options_section(
    ranked: Sequence[Option], answers: Sequence[Answer], names: Sequence[str], t: Translator
) -> Section:
    """The options, the best first. `answers` and `names` in the order in which they came."""
    heads = (
        t("Option"),
        t("Verdict"),
        t("What it crosses, and for how long"),
        t("Nearest of what it does not cross"),
        t("Length"),
        t("Checked for the place alone"),
    )
    rows = tuple(
        _row(place, each, answers[each.number - 1], names[each.number - 1], t)
        for place, each in enumerate(ranked, 1)
    )
    table = Table(t("The options, the best first"), heads, rows, numbers=frozenset({4}))
    return Section(
        "options",
        t("The options, the best first"),
        said=(_best(ranked, names, t), *_alone(ranked, t)),
        table=table,
        notes=(
            t(
                "Ranked by the gravest zone that is crossed, by how many are crossed, by the "
                "metres inside, then by length. Slope, ownership and cost are not known here."
            ),
        ),
    )


def titled(number: int, name: str, t: Translator) -> str:
    """What an option is called: its number, and its name in the file."""
    return t("Option {n}: {name}", n=number, name=name) if name else t("Option {n}", n=number)


def _best(ranked: Sequence[Option], names: Sequence[str], t: Translator) -> str:
    first = ranked[0]
    title = titled(first.number, names[first.number - 1], t)
    if first.crossed:
        return t("Each of them crosses something. The least bad is {option}.", option=title)
    return t("The best is {option}: it crosses nothing that is loaded.", option=title)


def _alone(ranked: Sequence[Option], t: Translator) -> Sequence[str]:
    """What a check of the places without their zones would have missed."""
    missed = [each for each in ranked if each.crossed and each.property_alone]
    if not missed:
        return ()
    return (
        t.plural(
            "A check of the place alone would have let {n} pass that crosses a zone round it.",
            "A check of the places alone would have let {n} pass that cross zones round them.",
            len(missed),
        ),
    )


def _row(place: int, option: Option, given: Answer, name: str, t: Translator) -> Row:
    return Row(
        (
            (f"{place}.", titled(option.number, name, t)),
            t(VERDICTS[given.verdict]),
            tuple(_crossed(each, t) for each in option.crossed) or t("nothing"),
            _nearest(option, t),
            _length(option, t),
            t("would pass") if option.property_alone else t("would not pass"),
        )
    )


def _crossed(each: Finding, t: Translator) -> str:
    zone = named(each.target, t)
    return t("{zone}: {n}", zone=zone, n=metres(each.length_inside_m, t))


def _nearest(option: Option, t: Translator) -> Cell:
    others = [
        each
        for each in option.screening.findings
        if each.target.boundary_kind == "boundary" and each.verdict.verdict != "crosses"
    ]
    if not others:
        return "—"
    first = nearest_first(others)[0]
    return named(first.target, t), distance(first, t)


def _length(option: Option, t: Translator) -> Cell:
    length = metres(option.screening.length_m, t)
    if not option.extra_m:
        return length, t("the shortest")
    return length, t("{n} longer than the shortest", n=metres(option.extra_m, t))
