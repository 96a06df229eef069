"""What lies near, in words: the sentence, the table, the zones one stands in and what has no
position."""

from collections.abc import Iterator, Sequence
from math import isnan
from typing import Any

import pandas as pd

from analysis.geodesy import compass
from dossiers.nearest import distance, place_link, seats_of
from dossiers.parts import Cell, Link, Row, Section, Table
from dossiers.standing import standing
from i18n import N_, Translator
from layers.card import is_disputed, name
from layers.card import regions as regions_of
from layers.catalogue import collection, layer
from layers.freshness import while_data_stay
from layers.positions import decimal, metres
from layers.proximity import Proximity
from layers.screened import UNKNOWN
from layers.vocabulary import DIRECTIONS, KIND_NAMES
from layers.zones import zone_name

MOST_ROWS = 200
"""Rows of a table on the screen; the files have all."""

SORTS = {
    "distance": N_("by distance"),
    "layer": N_("by layer"),
    "name": N_("by name"),
}


def start_name(found: Proximity, t: Translator) -> str:
    """Of one point: the place that it is, or its coordinates."""
    if found.starts.place:
        return called(found.starts.place, t)
    lon, lat = found.starts.positions[0]
    return decimal(lat, lon)


def called(identity: str, t: Translator) -> str:
    """The name of a place; of one that no layer has, its id."""
    return _names(t.lang).get(identity, identity)


@while_data_stay()
def _names(lang: str) -> dict[str, str]:
    """By id: a list of points asks a hundred thousand times."""
    table = collection().table
    return dict(zip(table.index, table[f"name_{lang}"], strict=True))


def answered(found: Proximity, t: Translator) -> str:
    """The answer in one sentence: how many, and which is the nearest."""
    within, here = metres(found.within_m, t), start_name(found, t)
    if found.rows.empty:
        said = t("Within {within} of {place} nothing with a known position is found.",
                 within=within, place=here)  # fmt: skip
        if found.nearest.empty:
            return said
        first = found.nearest.sort_values("distance_m").to_dict("records")[0]
        place = called(first["feature_id"], t)
        return t("{said} The nearest is {place}: {how_far}.",
                 said=said, place=place, how_far=how_far(first, t))  # fmt: skip
    n, first = len(found.rows), found.rows.to_dict("records")[0]
    nearest, far = called(first["feature_id"], t), how_far(first, t)
    return t.plural(
        "Within {within} of {place} lies {n} place with a known position: {nearest}, {how_far}.",
        "Within {within} of {place} lie {n} places with a known position; the nearest is "
        "{nearest}: {how_far}.",
        n,
        within=within,
        place=here,
        nearest=nearest,
        how_far=far,
    )


def how_far(row: dict[str, Any], t: Translator) -> str:
    """Distance with its accuracy, and the direction; or that one stands inside."""
    if isnan(row["bearing_deg"]):
        outlined = row["kind"] in {"boundary", "line"}
        return t("inside its boundary") if outlined else distance(row, t)
    where = t(DIRECTIONS[compass(row["bearing_deg"])])
    return t("{distance}, {direction}", distance=distance(row, t), direction=where)


def doubts_said(found: Proximity, t: Translator) -> Iterator[str]:
    """What could turn the answer: positions that are off, and those that nobody knows."""
    if n := len(found.doubtful):
        names = ", ".join(called(each, t) for each in found.doubtful["feature_id"])
        yield t.plural(
            "{n} more place lies beyond by less than its position may be off: {names}.",
            "{n} more places lie beyond by less than their positions may be off: {names}.",
            n, names=names,
        )  # fmt: skip
    if n := len(found.without_position):
        yield t.plural(
            "{n} place of the regions around has no usable position and may lie within: see below.",
            "{n} places of the regions around have no usable position and may lie within: see "
            "below.",
            n,
        )


def near_section(found: Proximity, sort: str, t: Translator) -> Section:
    """Everything within the distance, as a table."""
    rows = in_order(found.rows, sort, t)
    shown = rows.head(MOST_ROWS).to_dict("records")
    title = t("Within {within}", within=metres(found.within_m, t))
    notes = [
        t(
            "Distances are geodesic, straight over the ground, not along roads: to the edge where "
            "a boundary is loaded, and else to the published point, for where such a place ends is "
            "not known. Nothing here says that building is allowed."
        )
    ]
    if len(rows) > MOST_ROWS:
        notes.append(t("Only the first {n} rows are shown; the files have all.", n=MOST_ROWS))
    return Section(
        "near",
        title,
        warnings=tuple(disputed(found, t)),
        said=() if shown else (t("Nothing with a known position."),),
        table=_table(title, shown, t) if shown else None,
        notes=tuple(notes),
    )


def in_order(rows: pd.DataFrame, sort: str, t: Translator) -> pd.DataFrame:
    """By distance as they are, or by the name of the layer or the place, then by distance."""
    if sort == "layer":
        order = [each.name for each in collection().layers]
        keys = rows["layer"].map(lambda each: order.index(each) if each in order else len(order))
    elif sort == "name":
        keys = rows["feature_id"].map(lambda each: called(each, t).casefold())
    else:
        return rows
    return rows.loc[keys.sort_values(kind="stable").index]


def nearest_section(found: Proximity, t: Translator) -> Section:
    """The nearest of each layer, however far."""
    title = t("The nearest of each layer")
    rows = in_order(found.nearest, "layer", t).to_dict("records")
    return Section("nearest-of-each", title, table=_table(title, rows, t) if rows else None)


def _table(title: str, rows: Sequence[dict[str, Any]], t: Translator) -> Table:
    heads = (t("Name"), t("Layer"), t("Distance"), t("Zone"), t("Position"))
    return Table(title, heads, tuple(_row(each, t) for each in rows), frozenset({2}))


def _row(row: dict[str, Any], t: Translator) -> Row:
    identity = row["feature_id"]
    known = identity in collection().table.index
    zone, kind = row["zone"], row["kind"]
    cells: tuple[Cell, ...] = (
        place_link(identity, t) if known else identity,
        layer_name(row["layer"], t),
        how_far(row, t),
        zone_name(zone, t) if zone else "—",
        t(KIND_NAMES[kind]),
    )
    return Row(cells, id=identity if known else "")


def layer_name(token: str, t: Translator) -> str:
    """What the legend calls a layer."""
    return t("a place that no layer has") if token == UNKNOWN else layer(token).called(t)


def disputed(found: Proximity, t: Translator) -> Iterator[str]:
    """Of which places the sources do not agree on the position."""
    table = collection().table
    ids = [each for each in dict.fromkeys(found.rows["feature_id"]) if each in table.index]
    names = [name(table.loc[each], t) for each in ids if is_disputed(table.loc[each])]
    if names:
        yield t(
            "The sources do not agree where this is: {names}. Each distance to there may be off "
            "by as much.",
            names=", ".join(names),
        )


def standing_section(found: Proximity, t: Translator) -> Section:
    """Which loaded zones the point lies in, and how sure that is."""
    points = tuple(
        (Link(f"{zone_name(each['zone'], t)} · {called(each['feature_id'], t)}",
              place=each["feature_id"] if each["feature_id"] in collection().table.index else ""),
         stands(each, t))
        for each in found.standing.to_dict("records")
    )  # fmt: skip
    none = t(
        "In none that is loaded. Of the places whose boundary or zones nobody has loaded this "
        "says nothing."
    )
    return Section(
        "standing", t("Which zones one stands in"), said=() if points else (none,), points=points
    )


def stands(row: dict[str, Any], t: Translator) -> str:
    """How a point stands to a zone, a row of `Proximity.standing`."""
    return standing(row["clearance_m"], row["accuracy_m"], row["unsure_m"], t) or ""


def without_section(found: Proximity, t: Translator) -> Section:
    """Places that may lie near and have no usable position: their region, and the town to ask."""
    table = collection().table
    points: list[Cell] = []
    for identity in found.without_position:
        row = table.loc[identity]
        where = regions_of(row, "today", t)
        said = (Link(name(row, t), place=identity), where or "", *seats_of(row, t))
        points.append(tuple(each for each in said if each))
    return Section(
        "without-position",
        t("Without a usable position"),
        said=(
            t(
                "These lie somewhere in the regions that the distance reaches. No distance can be "
                "told; the seat of the akimat may know."
            ),
        ),
        points=tuple(points),
    )
