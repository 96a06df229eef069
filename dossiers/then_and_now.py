"""What a screening would say today that it did not say then, in words."""

from collections.abc import Iterator, Sequence
from datetime import date

from analysis.changes import Change
from dossiers.ledger import hit_said, last_day, zone_named
from dossiers.parts import Row, Section, Table
from dossiers.screening_words import VERDICTS
from geodata.ledger import Entry
from i18n import Translator
from layers.zones import zone_name


def then_and_now_section(
    entry: Entry,
    verdict: str,
    data_version: str,
    changed: Sequence[Change],
    unchecked: tuple[Sequence[str], Sequence[str]],
    today: date,
    t: Translator,
) -> Section:
    """Then against today. `verdict`, `data_version`: today's. `unchecked`: layers that were not
    checked then, and that are not today."""
    heads = (t("Zone and place"), t("Then ({day})", day=entry.day.isoformat()), t("Today"))
    nothing = t("not found, or clear")
    rows = tuple(
        Row(
            (
                zone_named(each.feature_id, each.zone, t),
                nothing if each.then is None else hit_said(each.then, t),
                nothing if each.now is None else hit_said(each.now, t),
            )
        )
        for each in changed
    )
    caption = t("Then and now")
    return Section(
        "then-and-now",
        caption,
        warnings=tuple(_past(entry, today, t)),
        said=tuple(_said(entry, verdict, data_version, changed, unchecked, t)),
        table=Table(caption, heads, rows) if rows else None,
    )


def _past(entry: Entry, today: date, t: Translator) -> Iterator[str]:
    last = last_day(entry)
    if last < today:
        yield t(
            "This screening could be relied on until {day}: that day is past. Screen it again.",
            day=last.isoformat(),
        )


def _said(
    entry: Entry,
    verdict: str,
    data_version: str,
    changed: Sequence[Change],
    unchecked: tuple[Sequence[str], Sequence[str]],
    t: Translator,
) -> Iterator[str]:
    same_data = data_version == entry.data_version
    if same_data and verdict == entry.verdict and not changed:
        yield t("The data are the same as then, and so is the answer: no change.")
        return
    if same_data:
        yield t("The data are the same as then, but this version of Mura answers otherwise.")
    else:
        yield t("The data have changed since then.")
    if verdict != entry.verdict:
        then, now = t(VERDICTS[entry.verdict]), t(VERDICTS[verdict])
        yield t("The verdict was “{then}” and is “{now}” today.", then=then, now=now)
    before, after = map(set, unchecked)
    if after - before:
        names = ", ".join(zone_name(each, t) for each in unchecked[1] if each not in before)
        yield t("Checked then, and not today: {layers}.", layers=names)
    if before - after:
        names = ", ".join(zone_name(each, t) for each in unchecked[0] if each not in after)
        yield t("Not checked then, and today: {layers}.", layers=names)
    if not changed:
        yield t("No finding has changed.")
