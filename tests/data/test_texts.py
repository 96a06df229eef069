"""The texts that ship as data: the glossary and the stories, whole, sourced and true to the map."""

import json
import re
import unicodedata

import pytest

from analysis.extent import WGS84
from analysis.select import Query, select
from geodata.glossary import GLOSSARY, GROUPS, glossary
from geodata.records import RECORDS
from geodata.settings import HERE
from geodata.sources import text_checksums
from geodata.stories import STORIES, VIEW, stories
from geodata.tables import digest
from i18n import LANGUAGES
from layers.card import DISPUTED_ABOVE_M, is_disputed
from layers.catalogue import CATALOGUE, collection
from layers.map import MAX_ZOOM, MIN_ZOOM, relief
from layers.stories import places_of, story_payload

TERMS = {term.id: term for term in glossary()}
STORY = {story.id: story for story in stories()}
TALGAR = STORY["talgar"]
STEPS = [step for story in stories() for step in story.steps]
TEXTS = [text for term in glossary() for text in (term.term, term.meaning)] + [
    text for step in STEPS for text in (step.title, step.text)
]
LATIN, CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")
ZONES = {
    "property", "buffer_zone", "mab_core", "mab_buffer", "mab_transition", "heritage_protection",
    "building_regulation", "protected_landscape", "park_protective", "corridor",
}  # fmt: skip
VERDICTS = {"crosses", "clear", "cannot_say", "not_checked"}


def test_the_checksums_are_those_of_the_files():
    files = {
        path.relative_to(HERE).as_posix()
        for path in (GLOSSARY, *STORIES.iterdir(), *RECORDS.iterdir())
    }
    assert text_checksums() == {file: digest(HERE / file) for file in files}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_clean(lang):
    """Composed letters, no stray spaces, no Latin letter inside a Cyrillic word."""
    for text in (each[lang] for each in TEXTS):
        assert text == unicodedata.normalize("NFC", text).strip()
        assert "  " not in text
        for word in re.findall(r"\w+", text):
            assert not (LATIN.search(word) and CYRILLIC.search(word)), (word, text)


def test_meanings_and_steps_are_in_the_script_of_their_language():
    for text in [term.meaning for term in glossary()] + [step.text for step in STEPS]:
        assert not CYRILLIC.search(text["en"]), text["en"]
        for lang in ("kk", "ru"):
            words = re.findall(r"[A-Za-z]*[a-z]{3,}", text[lang].replace("vii", ""))
            assert not words, (words, text[lang])


def test_kazakh_and_russian_differ():
    """The same in both is a text that was forgotten; terms may coincide."""
    for text in [term.meaning for term in glossary()] + [step.text for step in STEPS]:
        assert len(set(text.values())) == len(LANGUAGES)


# The glossary


def test_every_zone_and_every_verdict_is_explained_by_its_token():
    tokens = [term.token for term in glossary() if term.token]
    assert len(tokens) == len(set(tokens))
    assert set(tokens) >= ZONES | VERDICTS
    assert {term.token for term in glossary() if term.group == "screening"} - {None} == VERDICTS


def test_every_kind_of_geometry_is_explained():
    assert {"boundary", "schematic", "point"} <= {term.token for term in glossary()}


def test_terms_stand_in_the_order_of_their_groups():
    groups = [term.group for term in glossary()]
    assert groups == sorted(groups, key=GROUPS.index)


def test_terms_of_law_and_treaties_name_their_sources():
    for term in glossary():
        if term.group in {"world_heritage", "biosphere_reserve", "national_law"}:
            assert term.sources, term.id
        assert bool(term.sources) == (term.confidence is not None), term.id


def test_zones_of_the_land_code_are_no_more_certain_than_their_reprint():
    for zone in ("heritage_protection", "building_regulation", "protected_landscape"):
        assert TERMS[zone].confidence == "medium"


def test_a_park_is_never_protected_by_the_words_of_a_monument():
    monument, park = TERMS["heritage_protection"].term, TERMS["park_protective"].term
    assert "қорғау аймағы" in monument["kk"]
    assert "күзет аймағы" in park["kk"]
    assert "қорғау аймағы" not in park["kk"]
    assert monument["ru"].endswith("памятника")
    assert park["ru"].endswith("ООПТ")


def test_a_ring_is_never_called_a_buffer():
    assert not any(
        "буфер" in word or "buffer" in word for word in TERMS["distance_ring"].term.values()
    )


# The stories


def test_talgar_is_told_in_three_steps():
    assert TALGAR.id == "talgar"
    assert len(TALGAR.steps) == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_step_is_two_to_four_sentences(lang):
    for step in STEPS:
        sentences = re.split(r"(?<=[.!?)])\s+(?=[А-ЯӘҒҚҢӨҰҮҺІA-Z])", step.text[lang])
        assert 2 <= len(sentences) <= 4, sentences


def test_layers_and_places_of_a_step_exist_and_agree():
    names = {layer.name for layer in CATALOGUE}
    table = collection().table
    for step in STEPS:
        assert set(step.layers) <= names
        if step.place is not None:
            assert table.loc[step.place].geometry is not None
            assert step.place in places_of(step).index


def test_views_lie_within_the_basemap_and_show_their_place():
    south_west, north_east = relief()["rectangles"][0]["bounds"]
    limits = VIEW["properties"]["zoom"]
    assert (limits["minimum"], limits["maximum"]) == (MIN_ZOOM, MAX_ZOOM)
    for step in STEPS:
        lat, lon = step.view["lat"], step.view["lon"]
        assert south_west[0] < lat < north_east[0]
        assert south_west[1] < lon < north_east[1]
        if step.place is not None:
            point = collection().table.loc[step.place].geometry
            degrees = 360 / 256 / 2 ** step.view["zoom"] * 160  # 160 pixels: half a phone
            assert abs(point.x - lon) < degrees
            assert abs(point.y - lat) < degrees


def numbers(text):
    """The numbers of a text, whose thousands may be parted by a space, a comma or nothing."""
    text = re.sub(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))|(?<=\d),(?=\d{3}(?!\d))", "", text)
    found = re.findall(r"(?<![\w.])\d+(?:[.,]\d+)?", text)
    return {float(each.replace(",", ".")) for each in found}


def told(story, step, lang):
    return next(each.text[lang] for each in STORY[story].steps if each.id == step)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_how_to_read_the_map_tells_the_figures_of_the_data_and_no_others(lang):
    table = collection().table
    kayalyk, tanbaly = table.loc["1442-011"], table.loc["1145"]
    assert numbers(told("map", "point", lang)) == {1442, kayalyk["accuracy_m"]}
    assert numbers(told("map", "schematic", lang)) == {tanbaly["area_ha"], tanbaly["buffer_ha"]}
    karamergen = table.loc["1442-024"]
    least, most = sorted(
        WGS84.inv(karamergen.geometry.x, karamergen.geometry.y, each["lon"], each["lat"])[2] / 1000
        for each in karamergen["other_positions"]
    )
    by_card = karamergen["accuracy_m"] / 1000
    assert numbers(told("map", "disputed", lang)) == {DISPUTED_ABOVE_M, round(least, 1), by_card}
    assert most == pytest.approx(by_card, abs=0.1)  # the facts were rounded up
    assert is_disputed(karamergen)
    assert tanbaly["geometry_kind"] == "schematic"
    assert kayalyk["geometry_kind"] == "point"
    assert numbers(told("map", "symbol", lang)) == numbers(told("map", "boundary", lang)) == set()


def test_no_official_boundary_ships_as_the_story_says():
    assert "boundary" not in set(collection().table["geometry_kind"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_reserves_then_and_now_are_those_of_the_data(lang):
    """Which there were in 2019 and are today, in words, is what the filter finds."""
    table = collection().table
    reserves = {"layers": ("biosphere_reserves",), "regions": ("KZ-19",)}
    then = select(table, Query(**reserves, as_of="2019"))
    now = select(table, Query(**reserves))
    assert len(then) == len(now) == 4  # "four", in both steps
    for step, rows in (("then", then), ("today", now)):
        for name in rows[f"name_{lang}"]:
            stem = "Алматинск" if name == "Алматинский" else name[:6]
            assert stem in told("reserves", step, lang), name
    dated = {int(year) for year in then["designated_year"]}
    areas = set(then["area_ha"][then["geometry_kind"] == "schematic"])
    assert numbers(told("reserves", "then", lang)) == {2019, *dated, *areas}
    added = now[~now.index.isin(then.index)]
    years = {int(year) for year in added["designated_year"]}
    [nowhere] = added["area_ha"][added.geometry.isna()]
    assert numbers(told("reserves", "today", lang)) == {*years, nowhere, 2019}
    altyn = table.loc["br-kz-altynemel"]
    park = altyn["other_areas"][0]["ha"]
    assert numbers(told("reserves", "figures", lang)) == {altyn["area_ha"], park}


def test_what_the_map_shows_of_a_step_is_what_its_filter_finds():
    then, reform, today, _ = STORY["reserves"].steps
    ids = [set(places_of(step).index) for step in (then, reform, today)]
    assert ids[0] == {f"br-kz-{each}" for each in ("alakol", "altynemel", "charyn", "zhongar")}
    assert ids[1] == {f"br-kz-{each}" for each in ("alakol", "altynemel", "zhongar")}
    assert ids[2] == {f"br-kz-{each}" for each in ("altynemel", "charyn", "kolsai")}


def test_the_places_of_a_step_lie_in_its_view():
    """As far as a laptop shows: on a story of reserves none of them is out of sight."""
    for step in STORY["reserves"].steps[:3]:
        degrees = 360 / 256 / 2 ** step.view["zoom"]
        for point in places_of(step).geometry:
            assert abs(point.x - step.view["lon"]) < degrees * 300
            assert abs(point.y - step.view["lat"]) < degrees * 130


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_story_tells_the_facts_and_no_more(lang):
    text = " ".join(step.text[lang] for step in TALGAR.steps)
    for told in ("1442", "33", "2014", "2016", "2017", "41 COM 7B.88", "9", "30"):
        assert re.search(rf"(?<!\d){re.escape(told)}(?!\d)", text), told
    assert numbers(text) <= {9, 30, 22, 8, 3, 33, 1442, 2014, 2016, 2017, 41, 7, 0.72, 13, 14}


def test_the_decision_is_among_the_sources_of_the_step_that_names_it():
    for step in TALGAR.steps:
        if "41 COM 7B.88" in step.text["en"]:
            assert any("id_decision=7087" in source for source in step.sources)


def test_what_the_browser_gets_is_the_story_in_one_language():
    for lang in LANGUAGES:
        for sent, story in zip(json.loads(story_payload(lang).body), stories(), strict=True):
            assert (sent["id"], sent["title"]) == (story.id, story.title[lang])
            assert sent["handout"].endswith(f"/geo/handout/{story.id}/{lang}.pdf")
            assert [step["text"] for step in sent["steps"]] == [s.text[lang] for s in story.steps]
            assert [step["place"] for step in sent["steps"]] == [s.place for s in story.steps]
            assert [set(step["shown"]) for step in sent["steps"]] == [
                set(places_of(s)["layer"]) for s in story.steps
            ]
    assert len({story_payload(lang).name for lang in LANGUAGES}) == len(LANGUAGES)
