"""The five states side by side: counted anew from the files, and nothing filled in."""

import json
from collections import Counter

import pytest
from geographiclib.geodesic import Geodesic

from dossiers.cells import STATES
from dossiers.central_asia import heritage_sections, reserves_sections, timeline
from dossiers.distances import distances_sections, sites_of_kazakhstan
from dossiers.parts import Link
from dossiers.sacred import capitals_section, sacred_section
from dossiers.states import comparison_section
from dossiers.tentative import tentative_section
from geodata.settings import FILES
from i18n import LANGUAGES, translator
from layers.catalogue import collection

EN = translator("en")
TABLE = collection().table
SEVERAL = {"1442", "1490", "1693", "1675"}


def properties(layer):
    """The features of a file, read without Mura."""
    document = json.loads((FILES / f"{layer}.geojson").read_text("utf-8"))
    return [feature["properties"] for feature in document["features"]]


HERITAGE = properties("world_heritage")
RESERVES = [each for each in properties("biosphere_reserves") if each["status"] == "designated"]


def words(cell):
    """All words of a cell."""
    parts = cell if isinstance(cell, tuple) else (cell,)
    return " | ".join(part.words if isinstance(part, Link) else part for part in parts)


def counted(states=STATES):
    """The comparison as {label: cells}."""
    return {row.cells[0]: row.cells[1:] for row in comparison_section(states, EN).table.rows}


# ---- side by side -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "places"),
    [("World Heritage properties", HERITAGE), ("Biosphere reserves", RESERVES)],
)
def test_each_state_and_all_together(label, places):
    of_state = Counter(code for each in places for code in each["countries"])
    expected = [*(str(of_state[code]) for code in STATES), str(len(places))]
    assert list(counted()[label]) == expected


def test_what_lies_in_several_states_is_counted_once_in_the_last_column():
    here = counted()["World Heritage: in several states"]
    assert here[-1] == str(len(SEVERAL))
    assert sum(map(int, here[:-1])) > len(SEVERAL)
    assert [int(n) for n in counted()["World Heritage properties"]] == [7, 3, 5, 5, 8, 21]


@pytest.mark.parametrize("category", ["cultural", "natural"])
def test_categories(category):
    of_state = Counter(
        code for each in HERITAGE if each["category"] == category for code in each["countries"]
    )
    cells = counted()[f"World Heritage: category “{category}”"]
    assert [int(n) for n in cells[:-1]] == [of_state[code] for code in STATES]


def test_years():
    cells = counted()["World Heritage: first and latest year"]
    for code, cell in zip(STATES, cells, strict=False):
        years = [each["designated_year"] for each in HERITAGE if code in each["countries"]]
        assert cell == f"{min(years)} – {max(years)}"
    assert counted()["Biosphere reserves: first and latest year"][2] == "–"  # Tajikistan has none


@pytest.mark.parametrize(
    ("group", "places"), [("World Heritage", HERITAGE), ("Biosphere reserves", RESERVES)]
)
def test_hectares_are_added_of_what_lies_in_one_state_only(group, places):
    cells = counted()[f"{group}: area of those in one state only"]
    for code, cell in zip(STATES, cells, strict=False):
        alone = [each["area_ha"] for each in places if each["countries"] == [code]]
        known = [area for area in alone if area is not None]
        if not alone:
            assert cell == "–"
            continue
        said = f"published for {len(known)} of {len(alone)}"
        assert words(cell) == (f"{EN.number(sum(known), 2)} ha | {said}" if known else said)


def test_of_one_state_there_is_no_column_of_all():
    table = comparison_section(("TM",), EN).table
    assert table.heads == ("What is counted", "Turkmenistan")
    assert counted(("TM",))["World Heritage properties"] == ("5",)


# ---- World Heritage and the timeline ----------------------------------------------------------


def test_every_property_once_with_all_its_states():
    table = heritage_sections(STATES, EN)[0].table
    assert sorted(row.id for row in table.rows) == sorted(each["id"] for each in HERITAGE)
    rows = {row.id: row for row in table.rows}
    assert rows["1442"].cells[1] == "China, Kazakhstan, Kyrgyzstan"
    assert rows["1442"].cells[5:8] == ("33", "42,668.16 ha", ("189,963.1 ha", "confidence: medium"))
    years = [int(row.cells[2]) for row in table.rows]
    assert years == sorted(years)
    assert all(row.proof.sources for row in table.rows)


def test_what_is_blank_stays_blank():
    rows = {row.id: row for row in heritage_sections(STATES, EN)[0].table.rows}
    for each in HERITAGE:
        assert (words(rows[each["id"]].cells[7]) == "not published") == (each["buffer_ha"] is None)
    assert {key for key, row in rows.items() if row.cells[6] == "left blank: see below"} == {
        "886", "1199"
    }  # fmt: skip
    assert rows["886"].cells[5] == "not published"
    assert {key for key, row in rows.items() if row.cells[8] != "no"} == {"885"}
    assert rows["885"].cells[8] == "to be checked"
    doubts = " ".join(map(words, heritage_sections(STATES, EN)[1].points))
    assert "353.24 ha" in doubts and "May 2026" in doubts


def test_a_state_has_what_lies_in_it_wholly_or_in_part():
    ids = {row.id for row in heritage_sections(("KG",), EN)[0].table.rows}
    assert ids == {"1230", "1442", "1490"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_timeline_says_what_the_table_says(lang):
    t = translator(lang)
    marks = timeline(STATES, t)
    table = heritage_sections(STATES, t)[0].table
    of_table = sorted((int(row.cells[2]), words(row.cells[0])) for row in table.rows)
    assert sorted((mark["year"], mark["property"]) for mark in marks) == of_table
    assert {mark["property"] for mark in marks if mark["order"] == 5} == {
        words(row.cells[0]) for row in table.rows if row.id in SEVERAL
    }
    places = Counter((mark["year"], mark["where"], mark["nth"]) for mark in marks)
    assert max(places.values()) == 1  # no mark hides another


# ---- reserves ---------------------------------------------------------------------------------


def test_reserves_and_the_candidate_apart():
    reserves, candidates, _ = reserves_sections(STATES, EN)
    assert len(reserves.table.rows) == 21
    assert [row.id for row in candidates.table.rows] == ["br-tj-romit"]
    rows = {row.id: row for row in reserves.table.rows}
    zones = ("area_ha", "core_ha", "buffer_ha", "transition_ha")
    for each in RESERVES:
        for cell, column in zip(rows[each["id"]].cells[3:], zones, strict=True):
            if each[column] is None:
                assert cell == "not published"
            else:
                assert words(cell).startswith(f"{EN.number(each[column], 2)} ha")
    assert words(rows["br-kg-sarychelek"].cells[4]) == "18,080 ha | confidence: low"


def test_a_state_without_reserves_says_what_to_do():
    nothing, candidates, _ = reserves_sections(("TJ",), EN)
    assert nothing.table is None
    assert "Choose another state" in nothing.said[0]
    assert candidates.table


# ---- distances --------------------------------------------------------------------------------


def test_every_part_in_kazakhstan_is_measured():
    sites = set(sites_of_kazakhstan().index)
    assert {"1103", "1145", "1442-012", "1760-001", "1490-005"} <= sites
    in_kazakhstan = [
        each["id"]
        for layer in ("corridor", "component_parts")
        for each in properties(layer)
        if "KZ" in each["countries"]
    ]
    assert sites == {"1103", "1145", *in_kazakhstan}


def test_the_distances_are_those_of_geographiclib():
    table = distances_sections(EN)[0].table
    for row in table.rows:
        if TABLE.geometry[row.id] is None:
            assert row.cells[1:] == ("no usable position",) * 2
            assert row.proof is None
            continue
        for cell, kind in zip(row.cells[1:], ("border_crossing", "museum"), strict=True):
            here = TABLE.geometry[row.id]
            targets = TABLE[(TABLE["place_type"] == kind) & TABLE.geometry.notna()].geometry
            metres = {
                place: Geodesic.WGS84.Inverse(here.y, here.x, there.y, there.x)["s12"]
                for place, there in targets.items()
            }
            next_one = min(metres, key=metres.get)
            assert cell[1].place == next_one
            km = metres[next_one] / 1000
            said = f"{EN.number(km, 1)} km" if km >= 1 else f"{EN.number(km * 1000)} m"
            assert cell[0].startswith(said)


def test_how_sure_a_distance_is():
    rows = {row.id: row for row in distances_sections(EN)[0].table.rows}
    crossing, museum = rows["1442-012"].cells[1:]
    assert crossing[0] == "205.8 km ± 720 m or more, to the west"
    assert crossing[2] == "position of low confidence"
    assert museum[-1] == "no museum with a position in its own region"
    assert rows["1442-012"].proof.confidence == "low"
    assert "no crossing with a position in its own region" in rows["1103"].cells[1]


def test_crossings_without_a_position_are_counted_and_named():
    _, compared, left_out = distances_sections(EN)
    places = TABLE[TABLE["place_type"].isin(["border_crossing", "museum"])]
    nowhere = places[places.geometry.isna()]
    assert [point.place for point in left_out.points] == list(nowhere.index)
    assert left_out.said == ("11 of 25 crossings and museums stand in the list by name only.",)
    assert {row.id for row in compared.table.rows} == set(places.index.difference(nowhere.index))
    weak = {row.id for row in compared.table.rows if row.cells[3] == "low"}
    assert {"bp-nurzholy", "bp-kolzhat", "mu-csm"} <= weak
    assert compared.notes[0].startswith(f"{len(weak)} of 14 have a position of low confidence")


# ---- the tentative list, sacred places, capitals ----------------------------------------------


def test_the_tentative_list_says_what_is_not_official_and_what_was_recalled():
    section = tentative_section(EN)
    assert len(section.table.rows) == 13
    assert any("not official" in note for note in section.notes)
    recalled = [row for row in section.table.rows if "recalled from memory" in words(row.cells[0])]
    assert len(recalled) == 3
    last = section.table.rows[-1]
    assert last.cells[4] == (
        "inscribed in 2026 as:",
        Link("Rock Mosques and Associated Sacred Sites of Mangystau", place="1760"),
    )


def test_sacred_places_are_as_sure_as_the_file_says():
    section = sacred_section(EN)
    sacred = {each["id"]: each for each in properties("sacred_places")}
    recalled = [each for each in sacred.values() if "recalled, unverified" in each["sources"]]
    assert section.warnings[0].startswith(f"{len(recalled)} of these {len(sacred)} were recalled")
    for row in section.table.rows:
        said = words(row.cells[4])
        assert said.startswith(sacred[row.id]["confidence"])
        assert ("recalled" in said) == ("recalled, unverified" in sacred[row.id]["sources"])
        assert row.proof.confidence == sacred[row.id]["confidence"]


def test_capitals_by_year_with_their_doubts():
    rows = {row.id: row for row in capitals_section(EN).table.rows}
    assert rows["sco-2023"].cells[:3] == (
        "2023–2024", (Link("Almaty", place="sco-2023"),), "Kazakhstan"
    )  # fmt: skip
    assert "recalled" in words(rows["sco-2024"].cells[3])
    assert "candidate, not counted" in words(rows["sco-2025"].cells[1])
