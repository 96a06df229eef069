"""The five states of Central Asia side by side: what can be counted of each."""

from typing import Any

from analysis.comparison import Account, account, by_state
from dossiers.cells import States, places_of
from dossiers.parts import Cell, Row, Section, Table
from i18n import Translator
from layers.vocabulary import CATEGORIES, country_name


def comparison_section(states: States, t: Translator) -> Section:
    """What can be counted, a column a state; in the last column each place is counted once."""
    accounts = [_accounts(layer, states) for layer in ("world_heritage", "biosphere_reserves")]
    together = [t("Together, each once")] if len(states) > 1 else []
    return Section(
        id="comparison",
        title=t("The states side by side"),
        table=Table(
            caption=t("The states side by side"),
            heads=(t("What is counted"), *(country_name(code, t) for code in states), *together),
            rows=(*_heritage_counts(accounts[0], t), *_reserve_counts(accounts[1], t)),
            numbers=frozenset(range(1, len(states) + len(together) + 1)),
        ),
        notes=(
            t(
                "What lies in several states is counted in each of them, and once in the last "
                "column: the columns do not add up to it."
            ),
            t(
                "Hectares are our own sums of the published areas, without buffer zones, and only "
                "of what lies in one state: how much of the rest lies where is not published."
            ),
        ),
    )


def _accounts(layer: str, states: States) -> list[Account]:
    """One account a state, and one of all of them if they are several."""
    rows = places_of(layer, states)
    each = list(by_state(rows, states).values())
    return [*each, account(rows)] if len(states) > 1 else each


def _heritage_counts(accounts: list[Account], t: Translator) -> tuple[Row, ...]:
    rows = [_row(t("World Heritage properties"), [t.number(each.places) for each in accounts])]
    for category in CATEGORIES:
        counts = [each.of_category.get(category, 0) for each in accounts]
        if any(counts):
            label = t("World Heritage: category “{category}”", category=t(CATEGORIES[category]))
            rows.append(_row(label, [t.number(count) for count in counts]))
    return (
        *rows,
        _row(
            t("World Heritage: made of separate parts"),
            [t.number(each.serial) for each in accounts],
        ),
        *_common_counts(t("World Heritage"), accounts, t),
    )


def _reserve_counts(accounts: list[Account], t: Translator) -> tuple[Row, ...]:
    counts = [t.number(each.places) for each in accounts]
    group = t("Biosphere reserves")
    return (_row(group, counts), *_common_counts(group, accounts, t))


def _common_counts(group: str, accounts: list[Account], t: Translator) -> tuple[Row, ...]:
    return (
        _row(
            t("{group}: in several states", group=group),
            [t.number(each.transboundary) for each in accounts],
        ),
        _row(
            t("{group}: first and latest year", group=group),
            [_first_and_latest(each) for each in accounts],
        ),
        _row(
            t("{group}: area of those in one state only", group=group),
            [_area(each, t) for each in accounts],
        ),
    )


def _first_and_latest(counted: Account) -> str:
    if counted.first is None:
        return "–"
    return " – ".join(map(str, dict.fromkeys((counted.first, counted.latest))))


def _area(counted: Account, t: Translator) -> Cell:
    if not counted.alone:
        return "–"
    published = t("published for {n} of {whole}", n=counted.measured, whole=counted.alone)
    if not counted.measured:
        return published
    return t("{n} ha", n=t.number(counted.area_ha, 2)), published


def _row(label: str, cells: list[Any]) -> Row:
    return Row((label, *cells))
