"""What is told of Talgar and of decisions: whole, in order, and no more than is known."""

import re
import unicodedata
from dataclasses import replace

import pytest

from analysis.corridor import between
from dossiers import talgar
from dossiers.events import DECISIONS, events, events_section, linked, when
from dossiers.parts import Link
from geodata import records
from geodata.records import RECORDS, events_of
from i18n import LANGUAGES, translator
from layers.catalogue import collection

NUMBERS = ["38 COM 8B.24", "40 COM 7B.34", "41 COM 7B.88", "42 COM 7B.5", "44 COM 7B.22",
           "45 COM 7B.156"]  # fmt: skip
NOT_READ = {"40 COM 7B.34", "42 COM 7B.5"}
OF_TALGAR = events_of("1442-012")
LATIN, CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")


def texts():
    for event in records.events():
        if event.text:
            yield event.text
    for known in records.talgar():
        yield from (words for words in (known.label, known.value) if words)


def shown(section):
    return str(section)


# Events


def test_events_are_in_the_order_of_time_and_the_undated_last():
    dates = [event.date for event in records.events()]
    known = [day for day in dates if day]
    assert known == sorted(known)
    assert dates[len(known) :] == [None] * (len(dates) - len(known))


def test_every_decision_is_there_by_its_number():
    assert [event.number for event in OF_TALGAR if event.number] == NUMBERS
    assert {event.number for event in OF_TALGAR if event.text is None} == NOT_READ
    for event in OF_TALGAR:
        assert (event.number is not None) == (event.kind in DECISIONS)


def test_every_event_happened_to_a_place_of_the_files():
    for event in records.events():
        assert set(event.places) <= set(collection().table.index), event.id


def test_the_dated_story_is_whole():
    assert [event.date for event in OF_TALGAR] == [
        "2014-04-17", "2014-06-22", "2016", "2016-03-21/2016-03-23", "2016-06-10", "2016-07",
        "2016-10", "2016-10-27", "2016-11", "2016-11-21", "2017-01", "2017-07", "2018",
        "2018-06-07", "2021", "2023", "2024", "2024-03-15", None,
    ]  # fmt: skip


def test_the_inscription_is_that_of_the_whole_property():
    [inscription] = [event for event in events_of("1442") if event.kind == "inscription"]
    assert inscription.number == "38 COM 8B.24"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_section_lists_every_event(lang):
    t = translator(lang)
    section = events_section(("1442-012",), t)
    assert section.id == "events"
    assert len(section.events) == len(OF_TALGAR) == 19
    for told, event in zip(section.events, OF_TALGAR, strict=True):
        said, source = told.what
        assert said == (event.text[lang] if event.text else t("text not read"))
        assert isinstance(source, Link)
        assert source.url == event.sources[0]
        assert told.proof.sources == event.sources


def test_a_place_of_which_nothing_is_known_has_no_section():
    assert events_section(("1490",), translator("en")) is None


@pytest.mark.parametrize(
    ("day", "kk", "ru", "en"),
    [
        (None, "күні көрсетілмеген", "без даты", "undated"),
        ("2016", "2016", "2016", "2016"),
        ("2016-10", "2016 ж. қазан", "октябрь 2016 г.", "October 2016"),
        ("2016-10-27", "2016 ж. 27 қазан", "27 октября 2016 г.", "27 October 2016"),
        (
            "2016-03-21/2016-03-23",
            "2016 ж. 21–23 наурыз",
            "21–23 марта 2016 г.",
            "21–23 March 2016",
        ),
        (
            "2016-03-30/2016-04-02",
            "2016 ж. 30 наурыз – 2016 ж. 2 сәуір",
            "30 марта 2016 г. – 2 апреля 2016 г.",
            "30 March 2016 – 2 April 2016",
        ),
    ],
)
def test_dates_are_as_exact_as_they_are_known(day, kk, ru, en):
    said = [when(day, translator(lang)).replace("\u202f", " ") for lang in ("kk", "ru", "en")]
    assert [text.replace("\xa0", " ") for text in said] == [kk, ru, en]


def test_a_source_is_linked_by_its_site():
    assert linked("https://a.kz/b/c (= d)") == Link("a.kz (= d)", url="https://a.kz/b/c")
    assert linked("a list, 2026-11") == "a list, 2026-11"


# Talgar


def test_a_blank_says_why_and_a_value_needs_no_excuse():
    for known in records.talgar():
        assert (known.value is None) == (known.blank is not None), known.id


def test_hectares_are_not_published():
    blank = {known.id: known.blank for known in records.talgar()}
    assert blank["component-hectares"] == blank["buffer-hectares"] == "not_published"
    assert {id for id, why in blank.items() if why == "not_found"} == {
        "corners", "zones-act", "road-line", "bridge"
    }  # fmt: skip


def test_six_lessons_and_a_population_that_is_not_sure():
    groups = [known.group for known in records.talgar()]
    assert groups.count("lesson") == 6
    confidence = {known.id: known.confidence for known in records.talgar()}
    assert confidence["population"] == "low"


def test_the_sides_of_the_citadel_are_remembered_by_nobody():
    assert not any("298" in words[lang] for words in texts() for lang in LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_points_and_the_distance_that_the_data_give(lang):
    t = translator(lang)
    table = collection().table
    here, there = (table.loc[id].geometry for id in (talgar.PART, talgar.SITE))
    metres, _ = between((here.x, here.y), (there.x, there.y))
    assert metres == pytest.approx(722, abs=1)
    section = talgar.extent_section(t)
    said = shown(section)
    for told in ("43.27778, 77.22222", "43.27750, 77.21333", t.number(0.72, 2), t("not published")):
        assert told in said, told
    assert t.number(0.72, 2) in section.warnings[0]


def test_the_distance_follows_the_data(monkeypatch):
    moved = collection().table.copy()
    moved.loc[talgar.SITE, "geometry"] = moved.loc["1442-011"].geometry
    monkeypatch.setattr(talgar, "collection", lambda: replace(collection(), published=moved))
    assert "0.72" not in talgar.cannot_say(translator("en"))
    moved.loc[talgar.SITE, "geometry"] = None
    assert "No boundary of Talgar" in talgar.cannot_say(translator("en"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_seen_from_outside(lang):
    """Part 1442-012 of 33, three states, six decisions."""
    t = translator(lang)
    said = shown(talgar.identity_section(t)) + shown(talgar.decisions_section(t))
    for told in (
        "1442-012",
        "S 01-KZ",
        "33",
        t("China"),
        t("Kazakhstan"),
        t("Kyrgyzstan"),
        *NUMBERS,
    ):
        assert told in said, told


def test_story_and_pressure_together_are_every_event():
    t = translator("en")
    story, pressure = talgar.story_section(t).events, talgar.pressure_section(t).events
    assert len(story) == 16
    assert len(pressure) == 3
    assert set(story) | set(pressure) == set(events(("1442-012",), t))


def test_around_talgar_stand_its_points_and_the_near_towns():
    rows = talgar.around()
    assert {talgar.PART, talgar.SITE, "kz-talgar"} <= set(rows.index)
    assert "1442-011" not in rows.index
    assert "places" in set(rows["layer"])
    assert len(rows) < 30


# Words


@pytest.mark.parametrize("lang", LANGUAGES)
def test_texts_are_clean(lang):
    for text in (words[lang] for words in texts()):
        assert text == unicodedata.normalize("NFC", text).strip()
        assert "  " not in text
        for word in re.findall(r"\w+", text):
            assert not (LATIN.search(word) and CYRILLIC.search(word)), (word, text)


def test_english_is_latin_and_kazakh_is_not_russian():
    for words in texts():
        assert not CYRILLIC.search(words["en"]), words["en"]
    for event in records.events():
        if event.text:
            assert event.text["kk"] != event.text["ru"]
            assert CYRILLIC.search(event.text["kk"])


def test_the_records_are_rows_a_line():
    for name in ("events", "talgar"):
        lines = (RECORDS / f"{name}.json").read_text("utf-8").splitlines()
        assert lines[0] == '{"rows": ['
        assert all(line.startswith('{"id": ') for line in lines[1:-1])
