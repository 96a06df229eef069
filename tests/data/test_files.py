"""The shipped files: counted, whole, and true to the conflicts that are known of them."""

import json
import re
import unicodedata

import pytest

from geodata.settings import FILES, HERE
from geodata.sources import layer_sources
from geodata.tables import digest
from i18n import LANGUAGES
from layers.catalogue import CATALOGUE, collection
from layers.vocabulary import COUNTRIES, REGION_NOTES, REGIONS, TYPES

TABLE = collection().table
SOURCES = {source.key: source for source in layer_sources()}
COUNTS = {
    "world_heritage": 21,
    "corridor": 33,
    "component_parts": 117,
    "biosphere_reserves": 22,
    "talgar": 8,
    "places": 115,
    "sacred_places": 33,
    "sco_capitals": 4,
}
LATIN, CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")


def of(layer):
    return TABLE[TABLE["layer"] == layer]


def test_no_file_is_refused():
    assert collection().refused == ()


@pytest.mark.parametrize("layer", CATALOGUE, ids=lambda layer: layer.name)
def test_every_layer_has_its_features_and_its_source(layer):
    assert len(of(layer.name)) == COUNTS[layer.name]
    source = SOURCES[layer.name]
    assert source.file == layer.path.name
    for said in (source.publisher, source.licence, source.url, source.read):
        assert said
    assert source.sha256 == digest(FILES / source.file), "run python -m tools.checksums"


def test_no_file_lies_about_without_a_layer():
    assert {path.name for path in (HERE / "files").iterdir()} == {
        layer.path.name for layer in CATALOGUE
    }


def test_ids_are_unique_over_all_layers():
    assert TABLE.index.is_unique


def test_every_parent_exists():
    parents = {parent for parent in TABLE["parent_id"] if parent is not None}
    assert parents <= set(TABLE.index)


def test_every_part_belongs_to_a_property_that_says_so():
    for layer in ("corridor", "component_parts"):
        for parent in of(layer)["parent_id"].unique():
            assert TABLE.loc[parent, "parts_layer"] == layer


def test_every_token_has_a_word():
    for layer in CATALOGUE:
        if layer.type_column:
            assert set(of(layer.name)[layer.type_column].dropna()) <= TYPES.keys()
    assert {note for note in TABLE["region_note"] if note} <= REGION_NOTES.keys()
    assert {code for codes in TABLE["countries"] for code in codes} <= COUNTRIES.keys()
    for column in ("region_2019", "region_now"):
        named = {code for codes in TABLE[column] for code in codes if code.startswith("KZ")}
        assert named <= REGIONS.keys()


def test_the_regions_of_2022_did_not_exist_in_2019():
    codes = {code for codes in TABLE["region_2019"] for code in codes}
    assert codes.isdisjoint({"KZ-10", "KZ-33", "KZ-62"})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_clean(lang):
    """Composed letters, no stray spaces, no Latin letter inside a Cyrillic word."""
    texts = [*TABLE[f"name_{lang}"], *TABLE[f"summary_{lang}"].dropna()]
    texts += [dispute[lang] for disputes in TABLE["disputes"] for dispute in disputes]
    for text in texts:
        assert text == unicodedata.normalize("NFC", text).strip()
        assert "  " not in text
        for word in re.findall(r"\w+", text):
            assert not (LATIN.search(word) and CYRILLIC.search(word)), (word, text)


def test_kazakh_and_russian_texts_are_in_their_own_script():
    for lang in ("kk", "ru"):
        for text in TABLE[f"name_{lang}"]:
            assert CYRILLIC.search(text), text


def test_summaries_are_in_all_languages_or_in_none():
    blank = TABLE[["summary_kk", "summary_ru", "summary_en"]].isna().sum(axis=1)
    assert set(blank) <= {0, 3}


# The conflicts of the facts: each would be a wrong answer if it were lost.


def test_the_point_of_1442_is_no_site_in_kazakhstan():
    assert TABLE.loc["1442"].geometry is None
    assert TABLE.loc["1442", "reference_position"] == pytest.approx(
        [108.857222, 34.304444], abs=1e-5
    )


def test_karamergen_may_be_off_by_52_km():
    assert TABLE.loc["1442-024", "accuracy_m"] >= 51_900
    assert TABLE.loc["1442-024", "disputes"]


@pytest.mark.parametrize(
    ("identity", "metres"),
    [("1442-012", 720), ("1442-013", 1390), ("1442-014", 1190), ("1760-004", 980)],
)
def test_sources_that_differ_say_by_how_much(identity, metres):
    assert TABLE.loc[identity, "accuracy_m"] == metres
    assert TABLE.loc[identity, "accuracy_basis"] == "sources_differ"


@pytest.mark.parametrize("identity", ["1490-005", "br-kz-greataltay"])
def test_a_disputed_position_is_kept_off_the_map(identity):
    row = TABLE.loc[identity]
    assert row.geometry is None
    assert row["disputed_position"]
    assert row["disputes"]


def test_equal_areas_of_merv_and_kunya_urgench_are_left_blank():
    assert TABLE.loc[["886", "1199"], "area_ha"].isna().all()


def test_saryarka_shows_the_listed_area():
    assert TABLE.loc["1102", "area_ha"] == 450_344
    assert TABLE.loc[TABLE["parent_id"] == "1102", "area_ha"].sum() == 450_328


def test_altyn_emel_has_two_figures_with_two_labels():
    row = TABLE.loc["br-kz-altynemel"]
    assert row["area_ha"] == 535_909.4
    assert row["core_ha"] + row["buffer_ha"] == pytest.approx(307_653.3)
    assert any("307,653.3" in dispute["en"] for dispute in row["disputes"])


def test_romit_is_a_candidate_and_21_are_counted():
    assert TABLE.loc["br-tj-romit", "status"] == "candidate"
    assert (of("biosphere_reserves")["status"] == "designated").sum() == 21


def test_talgar_has_no_area_and_its_unknown_points_no_place():
    assert TABLE.loc["1442-012", ["area_ha", "buffer_ha"]].isna().all()
    talgar = of("talgar")
    assert set(talgar.index[talgar.geometry.notna()]) == {"talgar-site"}


def test_types_of_the_corridor_are_said_to_be_inferred():
    assert of("corridor")["part_type_inferred"].all()


def test_no_boundary_is_claimed():
    """None was to be had. The day one ships, this test wants its passport."""
    assert not (TABLE["geometry_kind"] == "boundary").any()


def test_every_designation_has_a_source():
    for layer in ("world_heritage", "corridor", "component_parts", "biosphere_reserves", "talgar"):
        assert all(of(layer)["sources"])


def test_files_are_one_feature_a_line_with_six_decimals_at_most():
    for layer in CATALOGUE:
        text = layer.path.read_text("utf-8")
        features = json.loads(text)["features"]
        assert sum(line.startswith('{"type": "Feature",') for line in text.splitlines()) == len(
            features
        )
        for feature in features:
            for number in (feature["geometry"] or {}).get("coordinates", ()):
                assert number == round(number, 6)
