"""What the map asks the server: search, places, what is here, measure."""

import json
import urllib.error
import urllib.parse
import urllib.request

import pytest

from i18n import LANGUAGES, translator
from tests.unit.geodesy_by_hand import KRASSOVSKY, transverse_mercator, unshifted


@pytest.fixture
def ask(address):
    def asked(question, lang="en", **parameters):
        query = urllib.parse.urlencode(parameters)
        with urllib.request.urlopen(f"{address}/geo/answers/{question}/{lang}?{query}") as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            return json.load(answer)

    return asked


@pytest.mark.parametrize("lang", LANGUAGES)
def test_search_answers_in_the_language(ask, lang):
    first = ask("search", lang, q="Тальхир")[0]
    assert first["id"] == "1442-012"
    assert first["name"] == {
        "kk": "Талғар (Талхиз) қалашығы", "ru": "Городище Талгар (Талхиз)", "en": "Site of Talgar",
    }[lang]  # fmt: skip
    assert translator(lang)("Parts of the Chang'an-Tianshan corridor") in first["about"]


def test_search_says_that_a_place_has_no_position(ask):
    found = {each["id"]: each["about"] for each in ask("search", q="Boraldai")}
    assert "no usable position" in found["1490-005"]


def test_places_come_with_their_cards_and_their_parts(ask):
    property_, part = ask("places", id="1442,nothing,1442-012,../../etc/passwd")
    assert property_["lat"] is None
    assert len(property_["parts"]) == 33
    assert (part["id"], part["layer"]) == ("1442-012", "corridor")
    assert part["card"]["facts"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_here(ask, lang):
    t = translator(lang)
    answer = ask("here", lang, lat="45.02", lon="78.37")
    east, north = transverse_mercator(
        *unshifted(78.37, 45.02), 81, KRASSOVSKY, false_easting=14_500_000
    )
    *spelled, surveyed = answer["coordinates"]
    assert surveyed == t("SK-42: {position}", position=f"{east:.0f}, {north:.0f}")
    assert spelled == [
        "45.02000, 78.37000",
        f"{t('{angle} N', angle='45°01′12.0″')}, {t('{angle} E', angle='78°22′12.0″')}",
    ]
    assert [value for _, value in answer["facts"]] == [t("Zhetysu Region"), t("Almaty Region")]
    assert len(answer["nearest"]) == 5


def test_the_nearest_place_is_told_with_distance_accuracy_and_direction(ask):
    nearest = ask("here", lat="43.3", lon="77.24")["nearest"][0]
    assert nearest["id"] == "1442-012"
    assert nearest["distance"] == "2.9 km ± 720 m, to the south-west"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_measure(ask, lang):
    answer = ask("measure", lang, points="43,76;43,77;44,77", zoom="8")
    t = translator(lang)
    # geographiclib: 81.54 km, 111.11 km, 137.15 km back; 4,511.1 square kilometres
    assert t.number(192.6, 1) in answer["said"]
    assert answer["line"][0] == [43, 76]
    assert len(answer["line"]) > 8


@pytest.mark.parametrize(
    ("question", "parameters"),
    [
        ("here", {}),
        ("here", {"lat": "91", "lon": "77"}),
        ("here", {"lat": "nan", "lon": "77"}),
        ("here", {"lat": "1e999", "lon": "77"}),
        ("here", {"lat": "{{7*7}}", "lon": "77"}),
        ("measure", {}),
        ("measure", {"points": "43,76"}),
        ("measure", {"points": "43;76"}),
        ("measure", {"points": ";".join(["43,76"] * 101)}),
        ("measure", {"points": "43,76;43,inf"}),
        ("measure", {"points": "43,76;43,77", "zoom": "x"}),
    ],
)
def test_a_senseless_question_is_refused_plainly(ask, question, parameters):
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(question, **parameters)
    assert refused.value.code == 400
    with refused.value as answer:
        assert json.load(answer) == {"error": "unanswerable"}


def test_an_unknown_language_is_refused(ask):
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask("search", "xx", q="talgar")
    with refused.value as answer:
        assert answer.code == 400


def test_hostile_words_find_nothing_and_break_nothing(ask):
    for words in ("", "{{7*7}}", "<script>", "%00", "\x00", "a" * 5000, "../" * 30):
        assert isinstance(ask("search", q=words), list)


def test_a_place_is_answered_by_its_index_in_the_payload(ask):
    from layers.payload import drawable

    ids = list(drawable("corridor").index)
    for nth in (0, 7, len(ids) - 1):
        [place] = ask("places", "kk", layer="corridor", nth=nth)
        assert place["id"] == ids[nth]
        assert place["card"]["facts"]


@pytest.mark.parametrize(
    "asked",
    [
        {"layer": "corridor", "nth": "100000"},
        {"layer": "corridor", "nth": "-1"},
        {"layer": "corridor", "nth": "1e1"},
        {"layer": "corridor", "nth": "٣"},
        {"layer": "corridor", "nth": "9" * 5000},
        {"layer": "nothing", "nth": "0"},
        {"nth": "0"},
    ],
)
def test_an_index_that_is_none_is_unanswerable(ask, asked):
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask("places", **asked)
    assert refused.value.code == 400
    refused.value.close()


def test_who_stands_on_a_published_point_is_not_said_to_be_inside(ask):
    """The point of Talgar is a point: nobody knows from it where the settlement ends."""
    [talgar] = ask("places", id="1442-012")
    nearest = ask("here", lat=talgar["lat"], lon=talgar["lon"])["nearest"][0]
    assert nearest["id"] == "1442-012"
    assert nearest["distance"].startswith("0 m ± 720 m")


def test_at_sea_no_status_is_stated(ask):
    facts = ask("here", lat="44.5", lon="50.0")["facts"]
    assert facts[0][1] == "outside the regions of Kazakhstan as the basemap draws them"
