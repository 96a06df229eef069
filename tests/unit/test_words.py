"""The active filter as a sentence."""

import pytest

from analysis.select import Query, drawn, select
from i18n import LANGUAGES, translator
from layers.catalogue import collection
from ui.state import DEFAULT
from ui.words import on_the_map, reform_note, sentence

TABLE = collection().table


def said(query, lang):
    return sentence(query, select(TABLE, query), translator(lang))


def test_the_example_of_the_product():
    query = Query(layers=("world_heritage",), countries=("KZ",), year_from=2003)
    assert said(query, "en") == "7 World Heritage properties in Kazakhstan inscribed since 2003"


def test_a_candidate_is_named_and_not_counted():
    assert said(Query(layers=("biosphere_reserves",)), "en") == "21 biosphere reserves, 1 candidate"


def test_one_is_singular():
    query = Query(layers=("world_heritage",), countries=("KG",), categories=("cultural",))
    assert said(query, "en").startswith("2 World Heritage properties in Kyrgyzstan")
    query = Query(layers=("world_heritage",), year_from=2026, countries=("KZ",))
    assert said(query, "en").startswith("1 World Heritage property in Kazakhstan")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_part_of_a_query_is_said(lang):
    """Each filter that is set changes the sentence."""
    full = {
        "countries": ("KZ",), "regions": ("KZ-19",), "as_of": "2019", "year_from": 1990,
        "year_to": 2024, "categories": ("cultural",), "criteria": ("iii",),
        "serial": False, "transboundary": False, "kinds": ("schematic",),
    }  # fmt: skip
    plain = said(DEFAULT, lang)
    for name, value in full.items():
        query = Query(**{"layers": DEFAULT.layers, name: value})
        assert said(query, lang) != plain, name
    danger = Query(layers=("world_heritage",), in_danger=True)
    assert ";" in said(danger, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_is_said_as_nothing(lang):
    query = Query(layers=("corridor",), categories=("natural",))
    assert said(query, lang) == translator(lang)("Nothing matches these filters.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reform_is_explained_where_it_matters(lang):
    t = translator(lang)
    assert "2022" in reform_note(Query(regions=("KZ-33",)), t)
    assert "2022" in reform_note(Query(as_of="2019"), t)
    assert reform_note(Query(regions=("KZ-43",)), t) is None


def test_several_choices_are_any_of_them():
    query = Query(layers=("world_heritage",), criteria=("iii", "x"), countries=("KZ", "KG"))
    assert said(query, "en").endswith("in Kazakhstan or in Kyrgyzstan; criteria: (iii) or (x)")


def test_a_region_and_its_country_are_said_once():
    query = Query(layers=("corridor",), countries=("KZ",), regions=("KZ-19",))
    assert said(query, "en") == "2 parts of the corridor in Almaty Region"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_why_map_and_table_differ(lang):
    t = translator(lang)
    query = DEFAULT
    rows = select(TABLE, query)
    told = on_the_map(query, rows, drawn(TABLE, rows, query), t)
    assert "175" in told and "14" in told
    assert t("A serial property appears there as its parts.") in told
    years = Query(layers=("corridor",), year_from=2000)
    rows = select(TABLE, years)
    told = on_the_map(years, rows, drawn(TABLE, rows, years), t)
    assert t("Places without a year are left out.") in told
    assert t("A serial property appears there as its parts.") not in told
