"""Zones of the biosphere reserves: sums, blanks, groups by region, and the sections that say so."""

from dataclasses import replace

import geopandas as gpd
import pytest

from analysis.reserves import ZONES, by_regions, by_size, zone_sum
from analysis.select import Query, select
from dossiers.nature import corridors, nature_law, protective_zone, related_areas
from dossiers.parts import Link
from dossiers.reserves import (
    adds_up,
    candidates,
    conflicts,
    of_kazakhstan,
    regions_then_and_now,
    zones,
    zones_by_region,
)
from geodata.records import ecological_corridors, rules
from i18n import LANGUAGES, translator
from layers.catalogue import collection

TABLE = collection().table
EN = translator("en")


def reserves(**query):
    return select(TABLE, Query(layers=("biosphere_reserves",), **query))


def made(*rows):
    """Reserves of our own: id, regions, core, buffer, transition, total."""
    columns = ("id", "region_now", *ZONES, "area_ha")
    table = gpd.GeoDataFrame([dict(zip(columns, row, strict=True)) for row in rows])
    return table.set_index("id", drop=False)


def words(cell):
    if isinstance(cell, tuple):
        return " / ".join(words(each) for each in cell)
    return cell.words if isinstance(cell, Link) else cell


def cells(section):
    """The rows of a section's table as words, by the id of their place or their first cell."""
    return {
        row.id or words(row.cells[0]): [words(cell) for cell in row.cells]
        for row in section.table.rows
    }


# The sums


@pytest.mark.parametrize(
    ("figures", "verdict", "less"),
    [
        ((1.0, 2.0, 3.0, 6.0), "equal", 0),
        ((1.1, 2.2, 3.3, 6.6), "equal", 0),  # 6.6000000000000005 in floating point
        ((1.0, 2.0, 3.34, 6.0), "rounded", -0.34),
        ((1.0, 2.0, 3.0, 7.0), "differs", 1),
        ((1.0, None, 3.0, 7.0), "differs", 3),
        ((None, None, None, 7.0), "blank", None),
        ((1.0, 2.0, 3.0, None), "blank", None),
    ],
)
def test_zones_are_compared_with_the_total(figures, verdict, less):
    found = zone_sum(made(("a", [], *figures)).iloc[0])
    assert (found.verdict, found.less_ha) == (verdict, less)


def test_zones_of_zhongar_are_its_total_and_those_of_sary_chelek_are_not():
    zhongar, sarychelek = (
        zone_sum(TABLE.loc[f"br-{id}"]) for id in ("kz-zhongar", "kg-sarychelek")
    )
    assert (zhongar.sum_ha, zhongar.verdict) == (645_548, "equal")
    assert (sarychelek.sum_ha, sarychelek.verdict, sarychelek.whole) == (20_474, "differs", False)
    assert "3,394 of the total are missing" in adds_up(sarychelek, EN)


def test_one_blank_zone_never_looks_like_a_whole_sum():
    """Two zones that happen to make the total do not make it complete."""
    found = zone_sum(made(("a", [], 4.0, None, 3.0, 7.0)).iloc[0])
    assert not found.whole
    assert "equal" not in adds_up(found, EN)


def test_the_largest_comes_first_and_the_unknown_last():
    ids = list(by_size(reserves()).index)
    assert ids[:2] == ["br-kg-issykkul", "br-kz-katonkaragay"]
    assert TABLE.loc[ids[-6:], "area_ha"].isna().all()


# The regions


def test_a_reserve_in_two_regions_is_in_a_group_of_both():
    rows = made(
        ("a", ["KZ-19"], 1.0, 2.0, 3.0, 6.0),
        ("b", ["KZ-19", "KZ-33"], 10.0, 20.0, 30.0, 60.0),
        ("c", ["KZ-33", "KZ-19"], None, None, None, 5.0),
        ("d", ["KZ-19"], 100.0, None, 50.0, 400.0),
        ("e", ["KZ-19"], None, None, None, None),
    )
    groups = {group.regions: group for group in by_regions(rows, "today")}
    alone, both = groups["KZ-19",], groups["KZ-19", "KZ-33"]
    assert both.reserves == ("b", "c")
    assert (both.zones, both.undivided_ha, both.total_ha) == ((10.0, 20.0, 30.0), 5.0, 65.0)
    assert (alone.zones, alone.undivided_ha) == ((1.0, 2.0, 3.0), 400.0)
    assert alone.without_area == 1
    assert (alone.total_ha, len(groups)) == (406.0, 2)


def test_groups_of_then_and_of_now():
    then = {g.regions: g for g in by_regions(of_kazakhstan(reserves(as_of="2019")), "2019")}
    now = {g.regions: g for g in by_regions(of_kazakhstan(reserves()), "today")}
    assert then["KZ-19",].reserves == ("br-kz-altynemel", "br-kz-charyn", "br-kz-zhongar")
    assert then["KZ-19",].total_ha == pytest.approx(645_548 + 535_909.4)
    assert now["KZ-33",].reserves == ("br-kz-zhongar",)
    assert now["KZ-19", "KZ-33"].reserves == ("br-kz-altynemel",)
    assert now["KZ-10", "KZ-33"].reserves == ("br-kz-alakol",)
    assert then["KZ-19", "KZ-63"].reserves == ("br-kz-alakol",)
    for groups, rows in ((then, reserves(as_of="2019")), (now, reserves())):
        counted = [id for group in groups.values() for id in group.reserves]
        assert sorted(counted) == sorted(of_kazakhstan(rows).index)


def test_the_great_altay_and_katon_karagay_are_never_in_one_sum():
    for as_of in ("2019", "today"):
        for group in by_regions(of_kazakhstan(reserves(as_of=as_of)), as_of):
            assert not {"br-kz-greataltay", "br-kz-katonkaragay"} <= set(group.reserves)


# The sections


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reserve_has_its_zones_or_says_that_they_are_not_published(lang):
    t = translator(lang)
    told = cells(zones(reserves(), t))
    assert len(told) == 21
    zhongar = [t.number(each) for each in (142_927, 312_721, 189_900, 645_548)]
    assert told["br-kz-zhongar"][1:5] == zhongar
    assert t("equal to the total") in told["br-kz-zhongar"][5]
    assert set(told["br-kz-charyn"][1:5]) == {t("not published")}
    assert told["br-kz-barsakelmes"][2] == t.number(46_306.34, 2)


def test_a_figure_is_as_sure_as_the_least_sure_of_its_row():
    proofs = {row.id: row.proof for row in zones(reserves(), EN).table.rows}
    assert proofs["br-kg-sarychelek"].confidence == "low"
    assert proofs["br-kz-barsakelmes"].confidence == "high"  # its figures; its point is not
    assert all(proof.sources for proof in proofs.values())


def test_regions_of_then_and_now_stand_side_by_side():
    told = cells(regions_then_and_now(reserves(), EN))
    assert told["br-kz-zhongar"][2:] == ["Almaty Region", "Zhetysu Region / (changed in June 2022)"]
    assert "split to be verified" in told["br-kz-altynemel"][3]
    assert told["br-kz-charyn"][2] == told["br-kz-charyn"][3] == "Almaty Region"
    assert told["br-kz-greataltay"][3] == "East Kazakhstan Region + Russia"
    assert "br-tj-romit" not in told


def test_altyn_emel_is_the_first_of_the_figures_that_are_mixed_up():
    rows = conflicts(reserves(), EN).table.rows
    assert [words(cell) for cell in rows[0].cells[:3]] == ["Altyn Emel", "535,909.4", "307,653.3"]
    charyn = [row for row in rows if row.id == "br-kz-charyn"]
    assert {words(row.cells[1]) for row in charyn} == {"not published"}
    assert not any("239" in words(cell) for row in charyn for cell in row.cells)
    sources = " ".join(rows[0].proof.sources)
    assert "535,909.4 (confidence: high)" in sources
    assert "307,653.3 (confidence: high)" in sources


def test_the_candidate_stands_apart():
    assert list(cells(candidates(reserves(), EN))) == ["br-tj-romit"]
    assert not candidates(reserves(countries=("KZ",)), EN).table.rows


def test_rows_by_region_say_what_is_blank():
    told = cells(zones_by_region(reserves(), "today", EN))
    assert told["Akmola Region"][2:] == ["not published"] * 5
    assert told["Turkistan Region"][2:] == ["—", "—", "—", "151,800", "151,800"]
    assert "(of 1 no area is published)" in told["Almaty Region"][1]
    assert "East Kazakhstan Region + Russia" in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_reserve_at_all_breaks_nothing(lang):
    t, none = translator(lang), TABLE.iloc[:0]
    for told in (
        regions_then_and_now(none, t),
        zones(none, t),
        zones_by_region(none, "today", t),
        conflicts(none, t),
        candidates(none, t),
    ):
        assert told.table.rows == ()


# Corridors and protective zones


@pytest.mark.parametrize("lang", LANGUAGES)
def test_corridors_have_their_act_their_area_and_no_line(lang):
    t = translator(lang)
    known = ecological_corridors()
    told = corridors(known, t)
    [first, *_] = told.table.rows
    assert "973" in words(first.cells[3])
    assert len(told.table.rows) == 3
    assert len(related_areas(known, t).table.rows) == 2
    assert t.number(2_757_002.73, 2) in words(related_areas(known, t).table.rows[1].cells[3])


def test_a_zhongar_corridor_is_said_not_to_be_found_and_not_listed():
    told = corridors(ecological_corridors(), EN)
    assert "Zhongar corridor" in " ".join(told.notes)
    assert not any("hongar" in words(cell) for row in told.table.rows for cell in row.cells)


def rule(id, **fields):
    return replace(rules()[0], id=id, regime="nature_law", **fields)


def test_a_rule_with_a_width_is_of_the_protective_zone_and_the_others_are_of_the_law():
    known = (
        rule("KZ-N-2km", metres=2000, number="No 23", places=("br-kz-charyn",), verified=True),
        rule("KZ-N-art18", metres=2000, number=None, places=(), verified=False),
        rule("KZ-N-25", metres=None, number="art. 25", places=(), verified=True),
        replace(rules()[0], id="KZ-L-127b", metres=40),
    )
    wide, other = protective_zone(known, EN), nature_law(known, EN)
    [charyn, recalled] = [[words(cell) for cell in row.cells[1:]] for row in wide.table.rows]
    assert charyn[-3:] == ["2 km", "Charyn", "yes"]
    assert recalled[-3:] == ["2 km", "—", "no"]
    assert len(other.table.rows) == 1
    assert wide.warnings


def test_without_any_rule_the_warning_stays():
    told = protective_zone((), EN)
    assert told.table is None
    assert told.warnings
    assert not nature_law((), EN).table.rows
