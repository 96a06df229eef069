"""The findings of a screening as tables, and what was and was not checked."""

from collections.abc import Iterator, Sequence

from analysis.screening import Finding, Target
from dossiers.parts import Cell, Link, Proof, Row, Section, Table
from dossiers.screening import (
    MOST_UNSURE,
    findings_not_clear,
    is_near,
    metres,
    nearest_first,
    place_name,
    sure,
    zone_word,
)
from dossiers.screening_words import NOT_CHECKED, REASONS, SETTLED_BY, SIDES, UNCHECKED, VERDICTS
from i18n import Translator
from layers.answer import Answer
from layers.catalogue import collection
from layers.positions import chainage, decimal, in_sk42, sexagesimal
from layers.training import INVENTED
from layers.training import LAYER as TRAINING
from layers.vocabulary import KIND_NAMES
from layers.zones import zone_name

NEAREST_CLEAR = 3
"""Clear ones in the table: the nearest."""


def findings_section(given: Answer, t: Translator) -> Section:
    """What is crossed or near in full; below, in short, what lies farther off and cannot be ruled
    out."""
    found = given.screening
    unclear = findings_not_clear(given)
    full = [each for each in unclear if is_near(each, given)]
    short = [each for each in unclear if not is_near(each, given)]
    clear = [each for each in found.of_verdict("clear") if each.clearance_m is not None]
    near = nearest_first(clear)[:NEAREST_CLEAR]
    shown = (*full[:MOST_UNSURE], *near)
    left = len(found.findings) - len(shown) - len(short[:MOST_UNSURE])
    return Section(
        "findings",
        t("Findings"),
        said=tuple(_counted(given, t)),
        table=_table(shown, t) if shown else None,
        below=_farther(short[:MOST_UNSURE], t) if short else None,
        notes=tuple(_notes(left, t)),
    )


def _table(shown: Sequence[Finding], t: Translator) -> Table:
    heads = (
        t("Zone and place"),
        t("Verdict"),
        t("Distance"),
        t("Inside"),
        t("Along the road"),
        t("Nearest point"),
        t("Line"),
    )
    rows = tuple(_row(each, t) for each in shown)
    return Table(t("Findings"), heads, rows, numbers=frozenset({2, 3}))


def _farther(findings: Sequence[Finding], t: Translator) -> Table:
    """Places so large, or so little known, that they may reach as far as here."""
    rows = tuple(
        Row(
            (
                (zone_word(each.target, t), _place(each.target, t)),
                _distance_cell(each, t),
                t(REASONS[each.verdict.reason]),
            ),
            _proof(each.target),
        )
        for each in findings
    )
    heads = (t("Zone and place"), t("Distance"), t("Why it cannot be said"))
    return Table(t("Farther away, and not ruled out"), heads, rows, numbers=frozenset({1}))


def _notes(left: int, t: Translator) -> Iterator[str]:
    if left:
        yield t.plural(
            "{n} more finding stands in the files below.",
            "{n} more findings stand in the files below.",
            left,
        )
    yield t("Distances are geodesic on WGS 84. Below zero is the greatest depth inside.")
    yield t(
        "“By assumption” rests on the numbers below the page, which are nobody's act: a place "
        "whose line is not loaded is told from its point."
    )


def _counted(given: Answer, t: Translator) -> Iterator[str]:
    found = given.screening
    yield t(
        "Crosses: {crosses}. Cannot say: {unsure}. Clear: {clear}. Layers that were not checked: "
        "{unchecked}.",
        crosses=t.number(len(found.of_verdict("crosses"))),
        unsure=t.number(len(found.of_verdict("cannot_say"))),
        clear=t.number(len(found.of_verdict("clear"))),
        unchecked=t.number(len(found.not_checked)),
    )


def _row(each: Finding, t: Translator) -> Row:
    target = each.target
    kind = (
        INVENTED
        if target.layer == TRAINING
        else KIND_NAMES.get(target.boundary_kind, target.boundary_kind)
    )
    return Row(
        (
            (zone_word(target, t), _place(target, t)),
            (t(VERDICTS[each.verdict.verdict]), *_why(each, t)),
            _distance_cell(each, t),
            tuple(_inside_cell(each, t)) or "—",
            _along(each, t),
            _nearest(each, t),
            t(kind),
        ),
        _proof(target),
    )


def _place(target: Target, t: Translator) -> str | Link:
    """Its name, which leads to its sheet if there is one."""
    words = place_name(target, t)
    known = target.feature_id in collection().table.index
    return Link(words, place=target.feature_id) if known else words


def _proof(target: Target) -> Proof | None:
    return Proof((target.source,), _confidence(target)) if target.source else None


def _why(each: Finding, t: Translator) -> Iterator[str]:
    yield t(REASONS[each.verdict.reason])
    if each.verdict.settled_by:
        ways = "; ".join(t(SETTLED_BY[way]) for way in each.verdict.settled_by)
        yield t("would settle it: {ways}", ways=ways)


def _distance_cell(each: Finding, t: Translator) -> Cell:
    if each.clearance_m is None:
        return "—"
    far = each.clearance_m >= 10_000  # as exact as it can be
    said = metres(each.clearance_m, t) if far else t("{n} m", n=t.number(each.clearance_m, 1))
    return (said, sure(each, t), *_beyond(each, t))


def _beyond(each: Finding, t: Translator) -> Iterator[str]:
    if each.least_m is not None:
        yield t("clear beyond {n}", n=metres(each.least_m, t))


def _inside_cell(each: Finding, t: Translator) -> Iterator[str]:
    if each.length_inside_m:
        yield metres(each.length_inside_m, t)
    if each.area_inside_m2:
        yield t("{n} m²", n=t.number(each.area_inside_m2))
    if each.share:
        yield t("{n} % of the zone", n=t.number(100 * each.share, 2))


def _along(each: Finding, t: Translator) -> Cell:
    if each.intervals:
        return tuple(f"{chainage(enter)} – {chainage(leave)}" for enter, leave in each.intervals)
    nearest = each.nearest
    if nearest is None or nearest.chainage_m is None:
        return "—"
    at = t("nearest at {at}", at=chainage(nearest.chainage_m))
    return (at, t(SIDES[nearest.side])) if nearest.side else at


def _nearest(each: Finding, t: Translator) -> Cell:
    if each.nearest is None:
        return "—"
    lon, lat = each.nearest.lon, each.nearest.lat
    surveyed = t("SK-42: {position}", position=in_sk42(lat, lon))
    return decimal(lat, lon), sexagesimal(lat, lon, t), surveyed


def _confidence(target: Target) -> str:
    table = collection().table
    if target.feature_id not in table.index or target.boundary_kind == "boundary":
        return "medium"
    row = table.loc[target.feature_id]
    return str(row["confidence_of"].get("geometry", row["confidence"]))


# ---- what was checked ----------------------------------------------------------------------------


def checked_section(given: Answer, t: Translator) -> Section:
    """Layer by layer: checked, not checked, or not to be read. What is missing is never green."""
    rows = [Row((zone_name(each.layer, t), t(NOT_CHECKED), t(UNCHECKED[each.reason])))
            for each in given.screening.not_checked]  # fmt: skip
    rows += [Row((file, t("failed"), t("the file could not be read"))) for file in given.failed]
    checked = [_layer_word(name, t) for name in given.layers]
    checked += [zone_name(zone, t) for zone in given.zones]
    rows += [Row((word, t("checked"), "")) for word in checked]
    heads = (t("Layer"), t("Layer state"), t("Why"))
    return Section(
        "checked",
        t("Checked, not checked, failed"),
        said=(t("What is not checked is not clear: nobody has looked."),),
        table=Table(t("Layers of this screening"), heads, tuple(rows)),
    )


def _layer_word(token: str, t: Translator) -> str:
    if token == TRAINING:
        return t("Invented boundaries of an exercise")
    by_name = {each.name: each for each in collection().known}
    return by_name[token].called(t) if token in by_name else t("Boundaries of other places")
