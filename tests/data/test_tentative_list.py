"""Kazakhstan's tentative list as it ships: the facts that were found, and no more."""

import re

from geodata.records import tentative_list
from i18n import LANGUAGES
from layers.catalogue import collection

LIST = {entry.id: entry for entry in tentative_list()}
LATIN, CYRILLIC = re.compile("[A-Za-z]"), re.compile("[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі]")


def test_thirteen_entries_and_two_numbers():
    assert len(LIST) == 13
    assert [entry.number for entry in LIST.values() if entry.number] == ["5754", "6566"]


def test_dates_and_categories_only_where_they_were_found():
    dates = {entry.id: entry.date for entry in LIST.values() if entry.date}
    assert dates == {
        "tl-merke": "1998-09-24",
        "tl-tasmola": "1998",
        "tl-otrar": "1998",
        "tl-aksu-zhabagly": "2002",
        "whc-5754": "2012-05-03",
        "whc-6566": "2021-08-25",
    }
    assert sum(entry.category is not None for entry in LIST.values()) == 3


def test_what_is_inscribed_now_leads_to_its_sheet():
    became = {entry.id: entry.became for entry in LIST.values() if entry.became}
    assert became == {
        "tl-altyn-emel": "1693",
        "tl-aksu-zhabagly": "1490-002",
        "whc-6566": "1760",
    }
    assert set(became.values()) <= set(collection().table.index)


def test_what_was_recalled_is_of_low_confidence():
    for entry in LIST.values():
        if "recalled, unverified" in entry.sources:
            assert entry.confidence == "low"
    assert sum(entry.confidence == "high" for entry in LIST.values()) == 2


def test_names_are_written_in_their_own_letters():
    for entry in LIST.values():
        assert set(entry.name) == set(LANGUAGES)
        assert not CYRILLIC.search(entry.name["en"])
        assert not LATIN.search(entry.name["kk"] + entry.name["ru"])
