"""World Heritage and biosphere reserves of the five states of Central Asia, in tables that can be
compared."""

from typing import Any

import geopandas as gpd
import pandas as pd

from dossiers.cells import (
    STATES,
    States,
    category_name,
    doubts_section,
    figure,
    linked,
    nothing,
    places_of,
    proof,
)
from dossiers.parts import Row, Section, Table
from geodata.tables import is_blank
from i18n import Translator
from layers.card import fact, name
from layers.vocabulary import IN_DANGER, country_name

# ---- World Heritage ---------------------------------------------------------------------------


def heritage_sections(states: States, t: Translator) -> tuple[Section, ...]:
    """Every property of these states in the order of inscription, one of several states once."""
    rows = places_of("world_heritage", states).sort_values("designated_year", kind="stable")
    title = t("World Heritage properties, by year of inscription")
    if rows.empty:
        return (nothing("heritage", title, t),)
    heads = (
        t("Property"),
        t("States"),
        t("Year"),
        t("Category"),
        t("Criteria"),
        t("Parts"),
        t("Area"),
        t("Buffer zone"),
        t("In danger"),
    )
    table = Table(
        title, heads, tuple(_property(row, t) for _, row in rows.iterrows()), frozenset({5, 6, 7})
    )
    note = t("The area of a property in several states is that of the whole.")
    told = Section(id="heritage", title=title, table=table, notes=(note,))
    return told, doubts_section(rows, t)


def _no_area(row: pd.Series) -> bool:
    return is_blank(row["area_ha"]) and bool(row["disputes"])


def _property(row: pd.Series, t: Translator) -> Row:
    return Row(
        cells=(
            linked(row, t),
            fact(row, "countries", t) or "",
            fact(row, "designated_year", t) or t("not found"),
            category_name(row, t),
            fact(row, "criteria", t) or "",
            fact(row, "parts_total", t) or t("not published"),
            t("left blank: see below") if _no_area(row) else figure(row, "area_ha", t),
            figure(row, "buffer_ha", t),
            _danger(row, t),
        ),
        proof=proof(row),
        id=row["id"],
    )


def _danger(row: pd.Series, t: Translator) -> str:
    flag = row["in_danger"]
    return t("to be checked") if flag == "check" else t(IN_DANGER[flag])


def timeline(states: States, t: Translator) -> list[dict[str, Any]]:
    """The properties as marks of a chart: year, row (a state, or several of them), how many marks
    stand there before it. Texts of data are letters to the chart, never part of its plan."""
    rows = places_of("world_heritage", states)
    taken: dict[tuple[int, str], int] = {}
    marks = []
    for _, row in rows[rows["designated_year"].notna()].iterrows():
        year, alone = int(row["designated_year"]), len(row["countries"]) == 1
        where = country_name(row["countries"][0], t) if alone else t("several states")
        nth = taken[year, where] = taken.get((year, where), -1) + 1
        marks.append(
            {
                "year": year,
                "where": where,
                "order": STATES.index(row["countries"][0]) if alone else len(STATES),
                "nth": nth,
                "category": category_name(row, t),
                "property": name(row, t),
                "states": fact(row, "countries", t),
            }
        )
    return marks


# ---- biosphere reserves -----------------------------------------------------------------------


def reserves_sections(states: States, t: Translator) -> tuple[Section, ...]:
    """The reserves of these states in one table; candidates apart, because they do not count."""
    rows = places_of("biosphere_reserves", states).sort_values("designated_year", kind="stable")
    counted = rows[rows["status"] == "designated"]
    candidates = rows[rows["status"] == "candidate"]
    title = t("Biosphere reserves, by year of designation")
    sections = [nothing("reserves", title, t)]
    if len(counted):
        table = _reserve_table(title, counted, t)
        note = t("The area of a reserve in several states is that of the whole.")
        sections = [Section(id="reserves", title=title, table=table, notes=(note,))]
    if len(candidates):
        title = t("Candidates, not counted")
        table = _reserve_table(title, candidates, t)
        sections.append(Section(id="candidates", title=title, table=table))
    return *sections, doubts_section(rows, t)


def _reserve_table(title: str, rows: gpd.GeoDataFrame, t: Translator) -> Table:
    heads = (
        t("Reserve"),
        t("States"),
        t("Year"),
        t("Area"),
        t("Core area"),
        t("Buffer zone"),
        t("Transition area"),
    )
    return Table(
        title, heads, tuple(_reserve(row, t) for _, row in rows.iterrows()), frozenset(range(3, 7))
    )


def _reserve(row: pd.Series, t: Translator) -> Row:
    columns = ("area_ha", "core_ha", "buffer_ha", "transition_ha")
    return Row(
        cells=(
            linked(row, t),
            fact(row, "countries", t) or "",
            fact(row, "designated_year", t) or t("not found"),
            *(figure(row, column, t) for column in columns),
        ),
        proof=proof(row),
        id=row["id"],
    )
