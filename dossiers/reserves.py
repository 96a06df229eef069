"""What the page of the biosphere reserves says: zones in hectares, regions then and now, figures
that conflict, ecological corridors, protective zones."""

from collections.abc import Iterable

import geopandas as gpd
import pandas as pd

from analysis.reserves import ZONES, Group, Sum, by_regions, by_size, zone_sum
from analysis.select import AsOf
from dossiers.parts import Cell, Link, Proof, Row, Section, Table
from i18n import N_, Translator
from layers.card import LABELS, fact, name, regions
from layers.card import Row as Place
from layers.vocabulary import LEVELS, REFORM, REGIONS, country_name

_FIRST = "br-kz-altynemel"
"""Whose two figures are mixed up most."""

_LEVELS = ("low", "medium", "high")

NOT_PUBLISHED = N_("not published")

_SAME = {"equal": N_("equal to the total"), "rounded": N_("equal to the total, rounded")}


def zone_labels(t: Translator) -> tuple[str, ...]:
    """What the three zones are called, from the inside out."""
    return tuple(t(LABELS[zone]) for zone in ZONES)


def designated(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The reserves that count."""
    return rows[rows["status"] == "designated"]


def regions_then_and_now(rows: gpd.GeoDataFrame, t: Translator) -> Section:
    """In which regions each reserve lay in 2019 and lies today."""
    heads = (t("Reserve"), t("Year"), t("Region in 2019"), t("Region today"))
    return Section(
        id="regions",
        title=t("Region in 2019 and today"),
        table=Table(
            caption=t("Region in 2019 and today"),
            heads=heads,
            rows=tuple(_in_regions(row, t) for _, row in designated(rows).iterrows()),
        ),
        notes=(t(REFORM),),
    )


def zones(rows: gpd.GeoDataFrame, t: Translator) -> Section:
    """Core, buffer, transition and total of every reserve, and whether they agree."""
    heads = (t("Reserve"), *zone_labels(t), t("Published total"), t("Do the zones add up?"))
    return Section(
        id="zones",
        title=t("Zones in hectares"),
        said=(
            t(
                "Core: protected by law for long. Buffer: only what agrees with conservation. "
                "Transition: people live and work there. The legal force of a core or a buffer "
                "comes from the national reserve or park, not from the designation."
            ),
        ),
        table=Table(
            caption=t("Zones in hectares"),
            heads=heads,
            rows=tuple(_in_zones(row, t) for _, row in by_size(designated(rows)).iterrows()),
            numbers=frozenset({1, 2, 3, 4}),
        ),
        notes=(
            t(
                "All figures in hectares. “not published”: no source that gives the figure was "
                "found."
            ),
            t(
                "No total of all reserves is given: Katon-Karagay belongs to the Great Altay as "
                "well, and the figures are of different years."
            ),
        ),
    )


def zones_by_region(rows: gpd.GeoDataFrame, as_of: AsOf, t: Translator) -> Section:
    """What the regions of Kazakhstan hold, those in two regions as groups of their own."""
    heads = (
        t("Region"),
        t("Reserves"),
        *zone_labels(t),
        t("Split not published"),
        t("Published total"),
    )
    groups = by_regions(of_kazakhstan(rows), as_of)
    return Section(
        id="by-region",
        title=t("By region, as of 2019") if as_of == "2019" else t("By region, as of today"),
        said=(
            t(
                "A reserve that lies in two regions is in a row of both: how it divides was not "
                "published, and Mura does not guess. The rows must not be added: the Great Altay "
                "and Katon-Karagay overlap."
            ),
        ),
        table=Table(
            caption=t("Hectares of biosphere reserves by region"),
            heads=heads,
            rows=tuple(_of_group(group, rows, t) for group in groups),
            numbers=frozenset({2, 3, 4, 5, 6}),
        ),
    )


def conflicts(rows: gpd.GeoDataFrame, t: Translator) -> Section:
    """The published area of each reserve beside that of other things of its name."""
    mixed_up = [row for _, row in rows.iterrows() if row["other_areas"]]
    mixed_up.sort(key=lambda row: row["id"] != _FIRST)
    heads = (
        t("Reserve"),
        t("Area of the biosphere reserve"),
        t("Another figure"),
        t("What that figure is an area of"),
    )
    return Section(
        id="conflicts",
        title=t("Figures that are mixed up"),
        warnings=(
            t(
                "These figures are areas of different things. They must never be added, compared "
                "or put in each other's place."
            ),
        ),
        table=Table(
            caption=t("Figures that are mixed up"),
            heads=heads,
            rows=tuple(
                _conflict(row, other, t) for row in mixed_up for other in row["other_areas"]
            ),
            numbers=frozenset({1, 2}),
        ),
    )


def candidates(rows: gpd.GeoDataFrame, t: Translator) -> Section:
    """What is called a reserve and was not verified to be one."""
    found = rows[rows["status"] == "candidate"]
    heads = (t("Name"), t("Countries"), t("What is known"))
    return Section(
        id="candidates",
        title=t("Candidate, not counted"),
        table=Table(
            caption=t("Candidate, not counted"),
            heads=heads,
            rows=tuple(_candidate(row, t) for _, row in found.iterrows()),
        ),
    )


def of_kazakhstan(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The designated reserves that Kazakhstan has a part in."""
    mine = rows["countries"].map(lambda codes: "KZ" in codes).astype(bool)
    return designated(rows[mine])


def group_name(group: Group, rows: gpd.GeoDataFrame, t: Translator) -> str:
    """The regions of a group; where one lies abroad, its country."""
    here = [t(REGIONS[code][0]) for code in group.regions if code in REGIONS]
    abroad = {code for id in group.reserves for code in rows.loc[id, "countries"]} - {"KZ"}
    return " + ".join([*here, *(country_name(code, t) for code in sorted(abroad))])


def hectares(value: float | None, t: Translator) -> str:
    """A figure of a table in hectares, or that it is not published."""
    return t(NOT_PUBLISHED) if value is None or pd.isna(value) else t.number(value, 2)


def _in_regions(row: Place, t: Translator) -> Row:
    then, now = (_regions_of(row, time, t) for time in ("2019", "today"))
    moved = row["region_2019"] != row["region_now"]
    today: Cell = (now, t("(changed in June 2022)")) if moved else now
    year = fact(row, "designated_year", t) or "—"
    proof = Proof(tuple(row["sources"]), _least_sure(row, ("region_now",)))
    return Row((Link(name(row, t), place=row["id"]), year, then, today), proof, row["id"])


def _regions_of(row: Place, as_of: AsOf, t: Translator) -> str:
    """Regions of Kazakhstan; of its neighbours the country."""
    abroad = (country_name(code, t) for code in row["countries"] if code != "KZ")
    return " + ".join(filter(None, (regions(row, as_of, t), *abroad))) or "—"


def _in_zones(row: Place, t: Translator) -> Row:
    figures = (*ZONES, "area_ha")
    cells = (
        Link(name(row, t), place=row["id"]),
        *(hectares(row[figure], t) for figure in figures),
        adds_up(zone_sum(row), t),
    )
    published = [figure for figure in figures if pd.notna(row[figure])]
    return Row(cells, Proof(tuple(row["sources"]), _least_sure(row, published)), row["id"])


def adds_up(found: Sum, t: Translator) -> str:
    """Whether the zones agree with the total, in words."""
    if found.verdict == "blank":
        return t("cannot be checked: not published")
    said = t("sum {n}", n=t.number(found.sum_ha or 0, 2))
    if found.whole and found.verdict in _SAME:
        same = t(_SAME[found.verdict])
        return f"{said}: {same}"
    less = found.less_ha or 0
    if found.whole:
        how = t("differs from the total by {n}", n=t.number(abs(less), 2))
    else:
        how = t("one zone is blank; {n} of the total are missing", n=t.number(less, 2))
    return f"{said}: {how}"


def _of_group(group: Group, rows: gpd.GeoDataFrame, t: Translator) -> Row:
    named: tuple[str | Link, ...] = tuple(
        Link(name(rows.loc[id], t), place=id) for id in group.reserves
    )
    if group.without_area:
        blank = t.plural(
            "of {n} no area is published", "of {n} no areas are published", group.without_area
        )
        named = (*named, f"({blank})")
    figures = [*group.zones, group.undivided_ha]
    parts = [
        "—" if each is None and group.total_ha is not None else hectares(each, t)
        for each in figures
    ]
    held = rows.loc[list(group.reserves)]
    proof = Proof(
        tuple(dict.fromkeys(source for each in held["sources"] for source in each)),
        _lowest(_least_sure(row, (*ZONES, "area_ha")) for _, row in held.iterrows()),
    )
    return Row((group_name(group, rows, t), named, *parts, hectares(group.total_ha, t)), proof)


def _conflict(row: Place, other: dict, t: Translator) -> Row:
    """Both figures in a row; each source says of which it is, and how sure."""
    own, its = hectares(row["area_ha"], t), hectares(other["ha"], t)
    levels = [other["confidence"]]
    sources = [_of(its, other["confidence"], source, t) for source in other["sources"]]
    if pd.notna(row["area_ha"]):
        levels.append(_least_sure(row, ("area_ha",)))
        sources += [_of(own, levels[-1], source, t) for source in row["sources"]]
    cells = (Link(name(row, t), place=row["id"]), own, its, other["of"][t.lang])
    return Row(cells, Proof(tuple(sources), _lowest(levels)), row["id"])


def _of(figure: str, level: str, source: str, t: Translator) -> str:
    return t(
        "{figure} (confidence: {level}): {source}",
        figure=figure,
        level=t(LEVELS[level]),
        source=source,
    )


def _candidate(row: Place, t: Translator) -> Row:
    known = tuple(dispute[t.lang] for dispute in row["disputes"])
    proof = Proof(tuple(row["sources"]), row["confidence"])
    cells = (Link(name(row, t), place=row["id"]), fact(row, "countries", t) or "—", known)
    return Row(cells, proof, row["id"])


def _least_sure(row: Place, columns: Iterable[str]) -> str:
    """The lowest confidence of these columns of a place."""
    own = row["confidence_of"]
    return _lowest(
        [own.get(column, row["confidence"]) for column in columns] or [row["confidence"]]
    )


def _lowest(levels: Iterable[str]) -> str:
    return min(levels, key=_LEVELS.index)
