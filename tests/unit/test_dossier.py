"""The sheet of a place: what it says, what it leaves blank, and where each figure comes from."""

import re
from functools import cache

import pytest

from dossiers.parts import Fact, Link, Section
from dossiers.place import dossier
from i18n import LANGUAGES, translator
from layers.catalogue import collection
from layers.positions import apart
from ui.dossier import cited, section_html

ENGLISH = translator("en")


@cache
def sections(identity):
    return {each.id: each for each in dossier(identity, ENGLISH).sections}


def values(section, label):
    return [fact.value for fact in section.facts if fact.label == label]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_place_of_every_layer_has_a_sheet(lang):
    t = translator(lang)
    start = LANGUAGES.index(lang)  # each language another third: the code is the same
    for identity in collection().table.index[start::3]:
        told = dossier(identity, t)
        assert told.title
        assert {"names", "facts", "passport", "sources"} <= {each.id for each in told.sections}
        for each in told.sections:
            assert section_html(each, t).count("<h2") == 1


def test_every_figure_of_a_source_leads_to_it():
    """Digits in a fact, a row or an event: a proof stands beside them, or they are our own sum."""
    ours = {"Position may be off by", "Read on", "Licence as published"}
    for identity in collection().table.index[::4]:
        told = [section for section in sections(identity).values() if section.id != "names"]
        for section in told:
            for fact in section.facts:
                figure = not isinstance(fact.value, Link) and re.search(r"\d", str(fact.value))
                if figure and fact.label not in ours:
                    assert fact.proof is not None, (identity, fact)


def words(cell):
    """What a cell says itself; the words of a link are a name, not a figure."""
    if isinstance(cell, tuple):
        return " ".join(map(words, cell))
    return "" if isinstance(cell, Link) else cell


def test_every_row_with_a_figure_and_every_event_leads_to_its_source():
    for identity in collection().table.index[::4]:
        for section in sections(identity).values():
            assert all(event.proof for event in section.events), identity
            tables = [table for table in (section.table, section.below) if table]
            for row in (row for table in tables for row in table.rows):
                figure = re.search(r"\d", " ".join(map(words, row.cells[1:])))
                assert row.proof or not figure, (identity, row)


def test_a_blank_is_told_and_never_filled():
    talgar = sections("1442-012")
    assert values(talgar["facts"], "Area") == ["hectares: not published"]
    assert values(talgar["facts"], "Buffer zone") == ["hectares: not published"]
    zones = {row.cells[0]: row.cells[1:] for row in talgar["zones"].table.rows}
    assert zones["World Heritage property"] == ("not published", "point")
    assert zones["Protection zone of a monument"] == ("not found", "not loaded: not checked")


def test_both_points_of_talgar_stand_in_the_passport():
    [position] = values(sections("1442-012")["passport"], "Position")
    [other] = values(sections("1442-012")["passport"], "Another source places it at")
    assert position == ("43.27778, 77.22222", "43°16′40.0″ N, 77°13′20.0″ E")
    assert other[0] == "43.27750, 77.21333"
    assert other[2] == "0.72 km away, to the west"


def test_a_second_position_is_no_surer_than_the_sources_agree():
    levels = {
        identity: {f.proof.confidence for f in sections(identity)["passport"].facts
                   if f.label == "Another source places it at"}
        for identity in ("1442-024", "1442-015")
    }  # fmt: skip
    assert levels == {"1442-024": {"low"}, "1442-015": {"medium"}}


def test_a_disputed_position_is_told_as_such():
    facts = sections("1490-005")["passport"].facts
    assert [fact.label for fact in facts][1] == "Published position, disputed and not on the map"


@pytest.mark.parametrize(
    ("identity", "zones"),
    [
        ("br-kz-zhongar", ["142,927 ha", "312,721 ha", "189,900 ha"]),
        ("br-kz-charyn", ["not published"] * 3),
    ],
)
def test_the_zones_of_a_reserve(identity, zones):
    rows = sections(identity)["zones"].table.rows
    assert [row.cells[1] for row in rows[:3]] == zones


def test_a_serial_property_lists_its_parts_with_their_own_areas():
    parts = sections("1102")["parts"]
    assert len(parts.table.rows) == 5
    assert parts.table.rows[0].cells[3] == "139,714 ha"
    assert isinstance(parts.table.rows[0].cells[1], Link)
    assert "450,328" in parts.notes[0]
    assert "450,344" in parts.notes[0]
    assert len(sections("1442")["parts"].table.rows) == 33
    assert "parts" not in sections("1442-012")
    assert "parts" not in sections("1103")


def test_a_town_has_no_zones_and_no_blanks():
    told = sections("kz-talgar")
    assert "zones" not in told
    assert not any("not published" in str(fact.value) for fact in told["facts"].facts)


@pytest.mark.parametrize(
    ("metres", "said"), [(28.4, "28 m"), (720.4, "0.72 km"), (38_650, "38.6 km")]
)
def test_a_distance_between_two_published_points(metres, said):
    assert apart(metres, ENGLISH) == said


def test_a_citation_links_its_addresses_and_nothing_else():
    html = cited('UNESCO <b> https://x.org/"a ; talk://')
    assert '<a href="https://x.org/&quot;a"' in html
    assert "<b>" not in html
    assert cited("javascript:alert(1)") == "javascript:alert(1)"
    assert "href" not in cited("javascript://alert(1)")


def test_a_hostile_text_stays_letters_in_a_section():
    bad = "<img src=x onerror=alert(1)>{{7*7}}"
    told = Section("names", bad, (bad,), (bad,), (Fact(bad, bad),), points=(bad,), notes=(bad,))
    html = section_html(told, ENGLISH)
    assert "<img" not in html
    assert "{{" not in html
