"""The catalogues are whole: nothing empty, fuzzy, unused or mismatched, in any language."""

import re
import string

import pytest

from i18n import LANGUAGES, translator
from i18n.extraction import ROOMS, ROOT, catalogue, extracted

TRANSLATED = [lang for lang in LANGUAGES if lang != "en"]
SOURCE = {message.id: message for message in extracted() if message.id}


def texts(value):
    return [value] if isinstance(value, str) else list(value)


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("lang", TRANSLATED)
def test_the_catalogue_holds_exactly_the_messages_of_the_source(lang):
    known = {message.id for message in catalogue(lang) if message.id}
    assert known - SOURCE.keys() == set(), "unused: run python -m i18n"
    assert SOURCE.keys() - known == set(), "not in the catalogue: run python -m i18n"
    assert not catalogue(lang).obsolete


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_message_is_empty_or_fuzzy(lang):
    for message in catalogue(lang):
        if message.id:
            assert all(text.strip() for text in texts(message.string)), message.id
            assert not message.fuzzy, message.id


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_form_has_the_fields_of_its_message(lang):
    for message in catalogue(lang):
        if message.id:
            wanted = set().union(*map(fields, texts(message.id)))
            for text in texts(message.string):
                assert fields(text) == wanted, message.id


@pytest.mark.parametrize("lang", TRANSLATED)
def test_every_plural_has_all_forms(lang):
    number = catalogue(lang).num_plurals
    assert number == {"kk": 2, "ru": 3}[lang]
    for message in catalogue(lang):
        if isinstance(message.id, tuple):
            assert len(message.string) == number, message.id


@pytest.mark.parametrize("lang", TRANSLATED)
def test_no_english_is_left(lang):
    allowed = {"GeoJSON", "FeatureCollection", "CSV", "RFC", "WGS", "GeoNames", "Feature", "id"}
    allowed |= {
        "PDF",
        "HTML",
        "EPSG",
        "Tab",
        "Shift",
        "Enter",
        "Esc",
        "XLSX",
        "KML",
        "Excel",
        "QGIS",
    }
    allowed |= {"UTM", "GeoPackage", "ZIP", "Shapefile", "shp", "shx", "dbf", "prj", "entity"}
    allowed |= {"Google", "Earth", "CC", "BY", "lon", "lat", "confidence", "of"}  # a column's name
    allowed |= {"JSON", "DOCX", "docx"}
    allowed |= {"UTF", "python", "cli", "py", "screen"}  # a command that is typed as it is
    allowed |= {"exercise", "step", "event", "read", "choose", "number", "point", "line", "decide"}
    allowed |= {"right", "site"}  # words of an exercise's file, which is one in all languages
    for message in catalogue(lang):
        for text in texts(message.string) if message.id else ():
            words = set(re.findall(r"[A-Za-z]{2,}", re.sub(r"\{\w+\}", "", text)))
            assert words <= allowed, (message.id, text)


def test_russian_counts_in_three_forms():
    t = translator("ru")
    said = {t.plural("{n} biosphere reserve", "{n} biosphere reserves", n) for n in (1, 2, 5)}
    assert len({text.split(" ", 1)[1] for text in said}) == 3


def test_numbers_are_written_as_in_the_language():
    assert translator("en").number(535909.4, 2) == "535,909.4"
    assert translator("ru").number(535909.4, 2).replace("\xa0", " ") == "535 909,4"


def test_an_unknown_language_is_refused():
    with pytest.raises(KeyError):
        translator("xx")


def test_no_message_hides_in_an_f_string():
    """The extractor does not look inside f-strings: a message there would stay English."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            assert not re.search(r"\{t\(['\"]", path.read_text("utf-8")), path
