"""Rows of a file that are projects of their own, in words: how many cross, and each by itself."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

import shapely

from analysis.screening import Finding
from analysis.verdict import VERDICTS as TOKENS
from dossiers.parts import Cell, Link, Row, Section, Table
from dossiers.screening import distance, metres, named, nearest_first
from dossiers.screening_words import REASONS, VERDICTS
from i18n import N_, Translator
from layers.answer import Answer
from layers.zones import zone_name

ROWS_A_LEAF = 50
"""Of a long list: each row costs the browser a millisecond."""


def row_of(given: Answer) -> int:
    """Its number in the file."""
    return given.source.rows[0]


def name_of(given: Answer) -> str:
    """What it is called in the file: from outside, only ever shown."""
    return given.source.names[0]


def titled(given: Answer, t: Translator) -> str:
    """A row by its number, and its name if it has one."""
    number, name = row_of(given), name_of(given)
    return t("Row {row}: {name}", row=number, name=name) if name else t("Row {row}", row=number)


def gravest_first(given: Answer) -> tuple[float, ...]:
    """What crosses before what cannot be said; what is longest or largest inside first."""
    crossed = given.screening.of_verdict("crosses")
    inside = sum(each.length_inside_m + each.area_inside_m2 for each in crossed)
    return (TOKENS.index(given.verdict), -len(crossed), -inside, nearest_m(given), row_of(given))


def nearest_m(given: Answer) -> float:
    """Metres to the nearest line that is loaded, else to the nearest place; inside below zero."""
    first = nearest(given)
    return float("inf") if first is None or first.clearance_m is None else first.clearance_m


def nearest(given: Answer) -> Finding | None:
    """The nearest line that is loaded, else the nearest place."""
    measured = [each for each in given.screening.findings if each.clearance_m is not None]
    return nearest_first(measured)[0] if measured else None


ORDERS: dict[str, tuple[str, Callable[[Answer], object]]] = {
    "verdict": (N_("the gravest first"), gravest_first),
    "nearest": (N_("the nearest first"), lambda given: (nearest_m(given), row_of(given))),
    "name": (N_("by name"), lambda given: (name_of(given).casefold(), row_of(given))),
    "row": (N_("as in the file"), row_of),
}
"""How the rows can be listed: token in the address, what it is called, the key to sort by."""


def ordered(answers: Sequence[Answer], order: str) -> list[Answer]:
    """The rows as one of ORDERS has them; the order in which they came changes nothing."""
    _, key = ORDERS[order]
    return sorted(answers, key=key)  # type: ignore[arg-type]


def batch_section(answers: Sequence[Answer], left_out: Sequence[int], t: Translator) -> Section:
    """All rows counted. `left_out`: rows that could not be placed."""
    return Section(
        "batch",
        t("Each row by itself"),
        warnings=tuple(_not_screened(left_out, t)),
        said=(counted(answers, t), *_unchecked(answers, t)),
        notes=(t("The number of a row takes the map there."),),
    )


def batch_table(shown: Sequence[Answer], t: Translator) -> Table:
    """Rows in the order in which they come."""
    heads = (
        t("Row"),
        t("Verdict"),
        t("What it crosses, and for how much"),
        t("Nearest of what it does not cross"),
    )
    return Table(t("Each row by itself"), heads, tuple(_row(each, t) for each in shown))


def counted(answers: Sequence[Answer], t: Translator) -> str:
    """How many rows got each verdict."""
    n = Counter(each.verdict for each in answers)
    return t.plural(
        "{n} row was screened. Crosses: {crosses}. Cannot say: {unsure}. Clear: {clear}.",
        "{n} rows were screened. Crosses: {crosses}. Cannot say: {unsure}. Clear: {clear}.",
        len(answers),
        crosses=t.number(n["crosses"]),
        unsure=t.number(n["cannot_say"]),
        clear=t.number(n["clear"]),
    )


def _not_screened(left_out: Sequence[int], t: Translator) -> Iterator[str]:
    if left_out:
        rows = ", ".join(map(str, left_out))
        yield t("These rows could not be placed, and were not screened: {rows}.", rows=rows)


def _unchecked(answers: Sequence[Answer], t: Translator) -> Iterator[str]:
    """Layers that were not checked for some row: without them no row is clear of them."""
    layers = Counter(each.layer for given in answers for each in given.screening.not_checked)
    if layers:
        told = ", ".join(
            t("{layer} ({n})", layer=zone_name(layer, t), n=t.number(n))
            for layer, n in layers.items()
        )
        yield t("Not checked, or not everywhere (for how many rows): {layers}.", layers=told)


def _row(given: Answer, t: Translator) -> Row:
    return Row(
        (
            Link(titled(given, t), at=_middle(given)),
            t(VERDICTS[given.verdict]),
            tuple(_crossed(each, t) for each in given.screening.of_verdict("crosses"))
            or t("nothing"),
            _besides(given, t),
        )
    )


def _middle(given: Answer) -> tuple[float, float]:
    """Latitude and longitude of a position on it."""
    place = shapely.point_on_surface(given.screening.project.shapes[0])
    return place.y, place.x


def _crossed(each: Finding, t: Translator) -> str:
    zone = named(each.target, t)
    if each.area_inside_m2:
        area = t.number(each.area_inside_m2)
        return t("{zone}: {n} m² inside", zone=zone, n=area)
    if each.length_inside_m:
        return t("{zone}: {n}", zone=zone, n=metres(each.length_inside_m, t))
    return t("{zone}: {distance}", zone=zone, distance=distance(each, t))


def _besides(given: Answer, t: Translator) -> Cell:
    """The nearest line that it does not cross, and the nearest place of which it cannot be said,
    with the reason."""
    others = nearest_first(
        each
        for each in given.screening.findings
        if each.verdict.verdict != "crosses" and each.clearance_m is not None
    )
    lines = [each for each in others[:1] if each.target.boundary_kind == "boundary"]
    unsure = [each for each in others if each.verdict.verdict == "cannot_say"][:1]
    shown = dict.fromkeys([*lines, *unsure] or others[:1])
    return tuple(line for each in shown for line in _told(each, t)) or "—"


def _told(each: Finding, t: Translator) -> Iterator[str]:
    yield named(each.target, t)
    yield distance(each, t)
    if each.verdict.verdict == "cannot_say":
        yield t(REASONS[each.verdict.reason])
