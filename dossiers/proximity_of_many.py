"""What lies near each point of a list, in words: how many have something near, point by point."""

from collections.abc import Sequence
from typing import Any

from dossiers.nearest import place_link
from dossiers.parts import Cell, Row, Section, Table
from dossiers.proximity import answered, called, how_far, layer_name, stands
from i18n import Translator
from layers.catalogue import collection
from layers.positions import metres
from layers.proximity import Proximity, matrix
from layers.zones import zone_name

ROWS_A_PAGE = 50


def summary(found: Proximity, t: Translator) -> str:
    """The answer in one sentence, of one point or of many."""
    n = len(found.starts.numbers)
    if n == 1 and not found.starts.names:
        return answered(found, t)
    some = found.rows["point"].nunique()
    said = t.plural(
        "Of {n} point {some} has something within {within}.",
        "Of {n} points {some} have something within {within}.",
        n,
        some=t.number(some),
        within=metres(found.within_m, t),
    )
    return f"{said} {zones_said(found, t)}"


def zones_said(found: Proximity, t: Translator) -> str:
    """How many points stand in a loaded zone, and of how many that cannot be said."""
    surely = found.standing.loc[found.standing["certain"], "point"].unique()
    unsure = found.standing.loc[~found.standing["point"].isin(surely), "point"].nunique()
    if not len(surely) and not unsure:
        return t("None stands in a loaded zone; of zones that nobody has loaded this says nothing.")
    return t(
        "In a loaded zone stand {surely}; too near to the edge of one to tell are {unsure}.",
        surely=t.number(len(surely)),
        unsure=t.number(unsure),
    )


def points_section(found: Proximity, rings_m: Sequence[float], page: int, t: Translator) -> Section:
    """A page of the points: what is nearest, how many lie within each ring, the zones."""
    told = matrix(found, rings_m)
    shown = told.iloc[(page - 1) * ROWS_A_PAGE : page * ROWS_A_PAGE]
    names = dict(zip(found.starts.numbers, found.starts.names, strict=False))
    zones = found.standing.to_dict("index")
    heads = (
        t("Point"),
        t("Nearest"),
        t("Distance"),
        *(t("Within {within}", within=metres(radius, t)) for radius in rings_m),
        t("Zones"),
    )
    title = t("Point by point")
    numbers = frozenset(range(2, 3 + len(rings_m)))
    rows = tuple(_row(each, names, zones, len(rings_m), t) for each in shown.to_dict("records"))
    return Section(
        "points",
        title,
        table=Table(title, heads, rows, numbers),
        notes=(t("Counted by the published positions; where they may be off, so may the count."),),
    )


def _row(
    row: dict[str, Any],
    names: dict[int, str],
    zones: dict[Any, dict[str, Any]],
    rings: int,
    t: Translator,
) -> Row:
    number = t.number(row["point"])
    name = names.get(row["point"], "")
    first: Cell = (number, name) if name else number
    return Row(
        (
            first,
            *_nearest(row, t),
            *(t.number(row[f"within_{place}"]) for place in range(rings)),
            tuple(_stands(zones[each], t) for each in row["stands_in"]) or "—",
        )
    )


def _nearest(row: dict[str, Any], t: Translator) -> tuple[Cell, Cell]:
    identity = row["feature_id"]
    if not isinstance(identity, str):
        return "—", "—"
    if identity not in collection().table.index:
        return identity, how_far(row, t)
    link = place_link(identity, t)
    lines = link if isinstance(link, tuple) else (link,)
    return (*lines, layer_name(row["layer"], t)), how_far(row, t)


def _stands(zone: dict[str, Any], t: Translator) -> str:
    named = f"{zone_name(zone['zone'], t)} · {called(zone['feature_id'], t)}"
    return f"{named}: {stands(zone, t)}"
