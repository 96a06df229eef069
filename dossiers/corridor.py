"""The corridor from Chang'an to the Tianshan: its parts, their types and periods, whose it is."""

from collections import Counter
from collections.abc import Iterable

import geopandas as gpd

from analysis.corridor import eastward_first, has_period, longitudes
from dossiers.parts import Cell, Link, Proof, Row, Section, Table
from geodata.records import events
from geodata.tables import is_blank
from i18n import Translator
from layers import card
from layers.catalogue import collection
from layers.vocabulary import country_name, type_name

PROPERTY = "1442"
HOME_COUNTRY = "KZ"
_OF_THE_WHOLE = "41 COM 7B.88"
"""The decision that holds the damage to one part against the whole property."""
_OF_A_PERIOD = "medium"
"""How sure the centuries are: all come from secondary sources."""


def parts() -> gpd.GeoDataFrame:
    """The parts of the corridor, from east to west."""
    table = collection().table
    return eastward_first(table[table["layer"] == "corridor"])


def of_home(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Those of them that lie in Kazakhstan."""
    return rows[rows["countries"].map(lambda codes: HOME_COUNTRY in codes).astype(bool)]


def sentence(rows: gpd.GeoDataFrame, total: int, t: Translator) -> str:
    """What the map and the table show."""
    if rows.empty:
        return t("Nothing matches these filters.")
    counted = t.plural("{n} part of the corridor", "{n} parts of the corridor", len(rows))
    if len(rows) == total:
        said = t("{parts}, from east to west by longitude", parts=counted)
    else:
        said = t("{parts} (of {total}), from east to west by longitude", parts=counted, total=total)
    return said[:1].upper() + said[1:]  # in Kazakh the corridor may come first, and not the number


def apart(unknown: gpd.GeoDataFrame, t: Translator) -> str | None:
    """How many parts a question about centuries cannot answer for."""
    if unknown.empty:
        return None
    return t.plural(
        "Period not found for {n} more part: whether it belongs here cannot be said. "
        "It is shown if you add “period not found” to the centuries.",
        "Period not found for {n} more parts: whether they belong here cannot be said. "
        "They are shown if you add “period not found” to the centuries.",
        len(unknown),
    )


def no_line(t: Translator) -> str:
    """Why the map joins no parts."""
    return t(
        "No line is drawn between the parts: the corridor is a set of places, and the course of "
        "the routes between them is not published."
    )


def parts_section(rows: gpd.GeoDataFrame, t: Translator) -> Section:
    """The parts as a table, in the order in which they come."""
    heads = (
        t("Number"),
        t("Part"),
        t("Country"),
        t("Type (inferred)"),
        t("Period"),
        t("Longitude"),
        t("Area"),
    )
    east = longitudes(rows)
    table = Table(
        t("Parts of the corridor from east to west"),
        heads,
        tuple(_part(row, east[identity], t) for identity, row in rows.iterrows()),
        numbers=frozenset({0, 5, 6}),
    )
    note = t(
        "The period comes from secondary sources (confidence: medium): below, each is named. "
        "The area of a single part is not published, only that of the whole property."
    )
    return Section("parts", t("The parts, from east to west"), table=table, notes=(note,))


def _part(row: card.Row, east: float, t: Translator) -> Row:
    cells: tuple[Cell, ...] = (
        row["id"],
        Link(card.name(row, t), place=row["id"]),
        _countries(row, t),
        type_name(row["part_type"], t),
        period(row, t),
        "–" if is_blank(east) else t("{angle} E", angle=f"{t.number(east, 3)}°"),
        card.fact(row, "area_ha", t) or t("not published"),
    )
    return Row(cells, Proof(tuple(row["sources"]), row["confidence"]), row["id"])


def period(row: card.Row, t: Translator) -> str:
    """From the first to the last century, in words."""
    return card.fact(row, "century_from", t) or t("period not found")


def types_section(rows: gpd.GeoDataFrame, t: Translator) -> Section:
    """The legend of the types, with the blocks of numbers that they were inferred from."""
    in_order = rows.sort_values("id")
    kinds = list(dict.fromkeys(in_order["part_type"]))
    blocks = tuple(
        Row((type_name(kind, t), _block(of_kind["id"]), t.number(len(of_kind))))
        for kind in kinds
        if len(of_kind := in_order[in_order["part_type"] == kind])
    )
    heads = (t("Type (inferred)"), t("Numbers"), t("Parts"))
    said = t(
        "No source that was read gives the type of a part: it is inferred from the blocks of "
        "UNESCO's numbers, in which like parts follow each other. It helps to read the list; it is "
        "no fact."
    )
    table = Table(t("Types and the numbers they come from"), heads, blocks, frozenset({2}))
    return Section("types", t("Where the types come from"), said=(said,), table=table)


def _block(ids: Iterable[str]) -> str:
    """1442-001–011, 024: numbers that follow each other stand as first and last."""
    numbers = [int(identity.rpartition("-")[2]) for identity in ids]
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(
        f"{run[0]:03}" if len(run) == 1 else f"{run[0]:03}–{run[-1]:03}" for run in runs
    )


# ---- timeline ---------------------------------------------------------------------------------


def timeline_section(rows: gpd.GeoDataFrame, t: Translator) -> Section:
    """What the chart of the periods says; whom it leaves out stands below its table."""
    drawn = rows[has_period(rows)]
    said = t(
        "From the first century of a part to its last, as wide as the sources tell it. A bar says "
        "nothing of what happened in between."
    )
    title = t("Periods of the parts")
    if drawn.empty:
        nothing = t("No period was found for any of these parts.")
        return Section("timeline", title, said=(nothing,), notes=_unknown(rows, t))
    return Section("timeline", title, said=(said,))


def periods_section(rows: gpd.GeoDataFrame, t: Translator) -> Section | None:
    """The figures of the chart, with what each source says."""
    known = rows[has_period(rows)]
    if known.empty:
        return None
    heads = (t("Part"), t("Country"), t("Period"), t("As each source gives it"))
    told = tuple(
        Row(
            (
                Link(card.name(row, t), place=row["id"]),
                _countries(row, t),
                period(row, t),
                tuple(row["period_sources"]),
            ),
            Proof(tuple(row["period_sources"]), _OF_A_PERIOD),
            row["id"],
        )
        for _, row in known.iterrows()
    )
    table = Table(t("The same periods as a table"), heads, told)
    left_out = _unknown(rows[~has_period(rows)], t)
    return Section("periods", t("The same periods as a table"), table=table, notes=left_out)


def _unknown(rows: gpd.GeoDataFrame, t: Translator) -> tuple[str, ...]:
    if rows.empty:
        return ()
    names = ", ".join(card.name(row, t) for _, row in rows.iterrows())
    counted = t.plural(
        "Period not found, so not drawn: {n} part.",
        "Period not found, so not drawn: {n} parts.",
        len(rows),
    )
    return (counted, names)


# ---- who else is affected ---------------------------------------------------------------------


def affected(t: Translator) -> str:
    """How many parts there are and whose: 33 parts, China – 22, Kazakhstan – 8, Kyrgyzstan – 3."""
    here = parts()
    counts = Counter(code for codes in here["countries"] for code in codes)
    counted = [f"{country_name(code, t)} – {t.number(n)}" for code, n in counts.most_common()]
    return ", ".join([t.plural("{n} part", "{n} parts", len(here)), *counted])


def affected_section(t: Translator) -> Section:
    """One part of many: whose property it is besides."""
    said = t(
        "Every part is one of many: {counted}. The Committee saw in the damage to one part a "
        "potential threat to the integrity of the whole property ({decision}): what is done to "
        "one counts against all.",
        counted=affected(t),
        decision=_OF_THE_WHOLE,
    )
    decision = next(event for event in events() if event.number == _OF_THE_WHOLE)
    points = (
        Link(t("Sheet of the whole property"), place=PROPERTY),
        Link(_OF_THE_WHOLE, url=decision.sources[0]),
    )
    title = t("1 of {n}: who else is affected", n=t.number(len(parts())))
    return Section("affected", title, said=(said, *_areas(t)), points=points)


def _areas(t: Translator) -> tuple[str, ...]:
    table = collection().table
    if PROPERTY not in table.index:
        return ()
    whole = table.loc[PROPERTY]
    area, buffer = (card.fact(whole, column, t) for column in ("area_ha", "buffer_ha"))
    if area is None or buffer is None:
        return ()
    said = t(
        "Published for all of them together: {area}, with a buffer zone of {buffer}; for a single "
        "part nothing.",
        area=area,
        buffer=buffer,
    )
    return (said,)


def _countries(row: card.Row, t: Translator) -> str:
    return ", ".join(country_name(code, t) for code in row["countries"])
