"""The areas that are mixed up with those of reserves, and the ecological corridors, as the facts
have them."""

import re
import unicodedata

import pytest

from geodata.records import ecological_corridors
from i18n import LANGUAGES
from layers.catalogue import collection

TABLE = collection().table
RESERVES = TABLE[TABLE["layer"] == "biosphere_reserves"]
CORRIDORS = {each.id: each for each in ecological_corridors()}
LATIN, CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
FIGURES = {
    "br-kz-altynemel": {307_653.3},
    "br-kz-korgalzhyn": {543_171, 258_947, 94_421},
    "br-kz-alakol": {65_217.9, 914_663},
    "br-kz-akzhayik": {111_500},
    "br-kz-aksuzhabagly": {131_704, 25_800},
    "br-kz-karatau": {34_300, 17_490},
    "br-kz-greataltay": {1_631_940, 695_262},
    "br-kz-charyn": {127_050, 9_427.5, 13_147.3, 77_739, 26_736.2, 35_923},
    "br-kz-almaty": {71_700},
    "br-kg-sarychelek": {23_868, 18_080},
    "br-kg-issykkul": {4_314_400},
}


def test_every_other_area_is_there_and_no_more():
    found = {
        row["id"]: {each["ha"] for each in row["other_areas"]} for _, row in RESERVES.iterrows()
    }
    assert {id: figures for id, figures in found.items() if figures} == FIGURES


def test_the_park_of_altyn_emel_is_core_and_buffer():
    row = RESERVES.loc["br-kz-altynemel"]
    [park] = row["other_areas"]
    assert row["core_ha"] + row["buffer_ha"] == pytest.approx(park["ha"])


def test_the_zones_of_charyn_park_are_the_park_and_not_the_reserve():
    park, *zones, outside = [each["ha"] for each in RESERVES.loc["br-kz-charyn", "other_areas"]]
    assert sum(zones) == pytest.approx(park)
    assert outside == 35_923
    assert RESERVES.loc["br-kz-charyn", ["area_ha", "core_ha", "buffer_ha"]].isna().all()


def test_what_is_said_of_a_component_is_what_the_component_says():
    named = 0
    for areas in RESERVES["other_areas"]:
        for each in areas:
            if found := re.search(r"component (\S+)", each["of"]["en"]):
                column = "buffer_ha" if each["of"]["en"].startswith("buffer") else "area_ha"
                assert TABLE.loc[found[1], column] == each["ha"], found[1]
                named += 1
    assert named == 8


def test_katon_karagay_is_the_same_in_both_places():
    [katon, _] = RESERVES.loc["br-kz-greataltay", "other_areas"]
    assert katon["ha"] == RESERVES.loc["br-kz-katonkaragay", "area_ha"]


def test_corridors_are_as_the_facts_have_them():
    assert list(CORRIDORS) == [
        "kapshagai-balkhash", "irgiz-turgay-zhylanshyk", "ak-ilbirs", "ile-balkhash", "zhusandala",
    ]  # fmt: skip
    kapshagai = CORRIDORS["kapshagai-balkhash"]
    assert (kapshagai.hectares, kapshagai.regions) == (973_000, ("KZ-19", "KZ-33"))
    assert "akimat of Almaty Region" in kapshagai.body["en"]
    assert CORRIDORS["zhusandala"].hectares == 2_757_002.73
    assert CORRIDORS["ak-ilbirs"].country == "KG"
    assert {each.id for each in CORRIDORS.values() if each.kind == "protected_area"} == {
        "ile-balkhash", "zhusandala",
    }  # fmt: skip


def test_no_zhongar_corridor_is_listed():
    for each in CORRIDORS.values():
        assert "hongar" not in each.name["en"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_clean(lang):
    """Composed letters, no stray spaces, no Latin letter inside a Cyrillic word."""
    texts = [each["of"][lang] for areas in RESERVES["other_areas"] for each in areas]
    for each in CORRIDORS.values():
        told = (each.name, each.created, each.body, each.area, each.joins, each.note)
        texts += [words[lang] for words in told if words]
    for text in texts:
        assert text == unicodedata.normalize("NFC", text).strip()
        assert "  " not in text
        assert bool(CYRILLIC.search(text)) == (lang != "en"), text
        for word in re.findall(r"\w+", text):
            assert not (LATIN.search(word) and CYRILLIC.search(word)), (word, text)
