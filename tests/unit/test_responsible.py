"""Who answers for a place, by which act, and who else is affected."""

import pytest

from dossiers.law import lineage
from dossiers.parts import Link
from dossiers.responsible import affected, responsible
from geodata.records import rules
from i18n import LANGUAGES, translator
from layers.card import card
from layers.catalogue import collection
from ui.dossier import section_html

TABLE = collection().table
EN = translator("en")


def told(identity, lang="en"):
    return responsible(TABLE.loc[identity], translator(lang))


def lines(cell):
    each = cell if isinstance(cell, tuple) else (cell,)
    return tuple(line.words if isinstance(line, Link) else line for line in each)


def who(section):
    """The bodies of the chain, in their order, each once."""
    return list(dict.fromkeys(line for row in section.table.rows for line in lines(row.cells[0])))


def cited(rows, column):
    return [lines(row.cells[column])[-1] for row in rows]


def ids(section):
    return set(cited(section.table.rows, 2)) | set(cited(section.below.rows, 0))


def test_the_chain_of_talgar_from_near_to_far():
    assert who(told("1442-012")) == [
        "Managing body",
        "not found",
        "Akimat of Talgar district",
        "Akimat of Almaty Region",
        "Ministry of culture",
        "State Party: Kazakhstan",
        "National Commission for UNESCO",
        "World Heritage Committee",
    ]


def test_in_kazakh_and_russian_the_akimats_stand_in_their_own_grammar():
    assert "Талғар ауданының әкімдігі" in who(told("1442-012", "kk"))
    assert "Алматы облысының әкімдігі" in who(told("1442-012", "kk"))
    assert "Акимат Талгарского района" in who(told("1442-012", "ru"))


def test_the_region_approves_the_zones_by_an_article_and_its_flag_is_shown():
    [row] = [
        row
        for row in told("1442-012").table.rows
        if "Akimat of Almaty Region" in lines(row.cells[0]) and "KZ-L-127b" in lines(row.cells[2])
    ]
    assert "Land Code, art. 127(2)" in lines(row.cells[2])
    assert row.cells[3] == "no"
    assert row.proof.confidence == "medium"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_shows_whether_it_was_verified(lang):
    known = {rule.id: rule for rule in rules()}
    t = translator(lang)
    section = told("1442-012", lang)
    for rows, column in ((section.table.rows, 2), (section.below.rows, 0)):
        for row, identity in zip(rows, cited(rows, column), strict=True):
            if identity in known:
                assert row.cells[-1] == (t("yes") if known[identity].verified else t("no"))
                assert row.proof.sources == known[identity].sources
            else:
                assert row.cells[-1] == "—"


def test_whoever_plans_reads_of_chance_finds_and_surveys():
    section = told("1442-012")
    planned = cited(section.below.rows, 0)
    assert {"KZ-H-30a", "KZ-H-30c", "KZ-H-30d", "KZ-H-30e", "IA-1", "IA-8", "OG-110"} <= set(
        planned
    )
    [found] = [row for row in section.below.rows if "KZ-H-30d" in lines(row.cells[0])]
    assert "3 working days" in found.cells[1]


def test_rules_are_those_of_the_regime():
    assert "COM-41-7B.88" in ids(told("1442-012"))
    assert "COM-41-7B.88" not in ids(told("1442-013"))
    natural = ids(told("1102rev-002"))
    assert {"OG-172", "IA-1", "KZ-N-23"} <= natural
    assert not any(identity.startswith(("KZ-H", "KZ-L", "MAB")) for identity in natural)
    reserve = ids(told("br-kz-charyn"))
    assert {"MAB-core", "KZ-N-2km"} <= reserve
    assert not any(identity.startswith(("OG", "IA", "KZ-H")) for identity in reserve)
    assert "KZ-N-2km" not in ids(told("br-kz-alakol"))


def test_the_region_of_2019_stands_beside_todays():
    bodies = who(told("br-kz-alakol"))
    assert "Akimat of Zhetysu Region (in 2019: akimat of Almaty Region)" in bodies
    assert "Akimat of Abai Region (in 2019: akimat of East Kazakhstan Region)" in bodies
    assert not any("2019" in body for body in who(told("1442-012")))


def test_a_reserve_names_who_manages_it_and_no_ministry():
    section = told("br-kz-charyn")
    assert lines(section.table.rows[0].cells[0])[1] == "Charyn State National Nature Park"
    assert section.table.rows[0].proof.sources == tuple(TABLE.loc["br-kz-charyn", "sources"])
    [ministry] = [row for row in section.table.rows if row.cells[0] == "Ministry"]
    assert ministry.cells[1] == "not found in the texts that were read"
    assert "Ministry of culture" not in who(section)


def test_an_unverified_district_says_so():
    assert "Akimat of Zhambyl district (district not verified)" in who(told("1442-016"))


def test_where_no_district_is_named_it_says_so():
    heads = {lines(row.cells[0]) for row in told("1490-005").table.rows}
    assert ("Akimat of the district", "the sources name no district") in heads


def test_a_serial_property_answers_to_the_districts_of_its_parts():
    bodies = who(told("1442"))
    assert {"Akimat of Talgar district", "Akimat of Sarkan district", "Akimat of Shu district"} <= {
        *bodies
    }
    assert any("bodies have no power in the other countries" in line for line in told("1442").said)


def test_akimats_of_one_level_stand_together():
    """Seven districts and three regions: each rule once, not ten times."""
    cited_once = cited(told("1442").table.rows, 2)
    assert cited_once.count("KZ-L-127b") == 2  # to the regions, and to the ministry
    assert len(cited_once) < 25


def test_a_part_in_kyrgyzstan_names_no_akimat():
    section = told("1442-008")
    assert "in Kyrgyzstan" in section.said[0]
    bodies = who(section)
    assert "State Party: Kyrgyzstan" in bodies
    assert not any("akimat" in body.lower() or "Kazakhstan" in body for body in bodies)
    assert all(identity.startswith(("OG", "COM", "—")) for identity in ids(section))


def test_a_reserve_abroad_knows_only_the_rules_of_unesco():
    section = told("br-kg-issykkul")
    assert all(identity.startswith(("MAB", "—")) for identity in ids(section))
    assert "MAB-KZ" not in ids(section)
    assert "only who manages it" in section.said[0]


def test_a_sacred_place_is_bound_if_it_is_registered():
    section = told("sp-arystanbab")
    assert "was not checked" in section.warnings[0]
    assert all(identity.startswith(("KZ-H", "KZ-L", "—")) for identity in ids(section))
    assert "World Heritage Committee" not in who(section)


def test_a_sacred_place_that_is_a_part_has_the_chain_of_the_part():
    section = told("sp-talgar")
    assert who(section) == who(told("1442-012"))
    assert ids(section) == ids(told("1442-012"))
    assert "Site of Talgar" in section.said[0]


@pytest.mark.parametrize("identity", ["ap-uaaa", "kz-talgar", "sco-2023", "ap-ucfm"])
def test_a_town_an_airport_a_capital_get_a_sentence(identity):
    section = told(identity)
    assert section.table is None
    assert section.below is None
    assert len(section.said) == 1


def test_talgar_is_part_12_of_33_in_three_states():
    section = affected(TABLE.loc["1442-012"], EN)
    facts = {fact.label: fact for fact in section.facts}
    assert facts["Component parts"].value == "Part 12 of 33"
    assert [row.cells for row in section.table.rows] == [
        ("China", "22"),
        ("Kazakhstan", "8"),
        ("Kyrgyzstan", "3"),
    ]
    assert "41 COM 7B.88" in facts["What damage to one part means"].value
    assert {"OG-172", "verified: no"} <= set(facts["Whom to notify"].value)
    assert all(fact.proof for fact in section.facts if fact.label != "Part of")


def test_parts_that_unesco_does_not_count_are_one_of_many():
    facts = {fact.label: fact.value for fact in affected(TABLE.loc["1102rev-002"], EN).facts}
    assert facts["Component parts"] == "1 of 5"


@pytest.mark.parametrize("identity", ["sp-talgar", "talgar-bridge"])
def test_what_belongs_to_a_part_affects_as_it_does(identity):
    assert affected(TABLE.loc[identity], EN) == affected(TABLE.loc["1442-012"], EN)


def test_of_a_transboundary_reserve_no_rule_of_notification_is_made_up():
    section = affected(TABLE.loc["br-kz-greataltay"], EN)
    facts = {fact.label: fact.value for fact in section.facts}
    assert facts["Countries"] == "Kazakhstan, Russia"
    assert "no rule" in facts["Whom to notify"]
    assert section.table is None


def test_a_property_whose_parts_nobody_counted_says_so():
    facts = {fact.label: fact.value for fact in affected(TABLE.loc["886"], EN).facts}
    assert "not found" in facts["Component parts"]


@pytest.mark.parametrize("identity", ["1145", "1103", "br-kz-charyn", "ap-uaaa", "sp-arystanbab"])
def test_what_stands_alone_affects_nobody_else(identity):
    assert affected(TABLE.loc[identity], EN) is None


def test_a_circle_of_parents_comes_to_an_end(monkeypatch):
    table = TABLE.copy()
    table.loc["1442", "parent_id"] = "1442-012"
    monkeypatch.setattr("dossiers.law.collection", lambda: type("C", (), {"table": table}))
    assert [each["id"] for each in lineage(table.loc["1442-012"])] == ["1442-012", "1442"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_row_of_every_layer_can_be_told(lang):
    t = translator(lang)
    for _, row in TABLE.iterrows():
        for section in (responsible(row, t), affected(row, t)):
            assert section is None or section_html(section, t).startswith("<section")


def test_the_second_table_has_its_heading_on_the_screen():
    said = section_html(told("1442-012"), EN)
    assert "<h3>Rules for whoever plans something here</h3>" in said


@pytest.mark.parametrize(
    ("identity", "said"),
    [
        ("1442-012", "Talgar district"),
        ("1442-016", "Zhambyl district (not verified)"),
        ("br-kz-kolsai", "Kegen district, Talgar district"),
        ("1442-008", None),
    ],
)
def test_the_card_names_the_district(identity, said):
    assert dict(card(TABLE.loc[identity], EN)["facts"]).get("District") == said
