"""The corridor: who is asked for, where other sources put a part, what the chart draws."""

import math
import pickle

import pytest

from analysis.corridor import (
    NO_PERIOD,
    Wanted,
    between,
    centuries,
    chosen,
    eastward_first,
    elsewhere,
    has_period,
    kept_apart,
    longitudes,
    years,
)
from dossiers import corridor, positions
from i18n import LANGUAGES, translator
from ui import corridor as page

PARTS = corridor.parts()
T = translator("en")


def cells(table):
    return {row.id: row.cells for row in table.rows}


def test_they_stand_from_east_to_west():
    east = list(longitudes(PARTS))
    assert len(east) == 33
    assert east == sorted(east, reverse=True)
    assert PARTS.index[0] == "1442-002"
    assert PARTS.index[-1] == "1442-017"


def test_a_part_without_a_position_stands_last():
    parts = PARTS.copy()
    parts.loc["1442-002", "geometry"] = None
    assert eastward_first(parts).index[-1] == "1442-002"


def test_types_countries_and_centuries_are_asked_for_together():
    assert len(chosen(PARTS, Wanted())) == 33
    assert len(chosen(PARTS, Wanted(countries=("KZ",)))) == 8
    assert len(chosen(PARTS, Wanted(countries=("KZ", "KG")))) == 11
    in_the_14th = chosen(PARTS, Wanted(centuries=("14",)))
    assert set(in_the_14th.index) == {"1442-006", "1442-011", "1442-012"}
    wanted = Wanted(types=("trading_settlement",), centuries=("14",), countries=("KZ",))
    assert list(chosen(PARTS, wanted).index) == ["1442-012"]


def test_who_has_no_period_is_of_no_century_and_is_counted_apart():
    wanted = Wanted(centuries=("8",), countries=("KZ",))
    assert list(kept_apart(PARTS, wanted).index) == ["1442-016"]
    assert "1442-016" not in chosen(PARTS, wanted).index
    both = Wanted(centuries=("8", NO_PERIOD), countries=("KZ",))
    assert "1442-016" in chosen(PARTS, both).index
    assert kept_apart(PARTS, both).empty
    assert kept_apart(PARTS, Wanted()).empty
    assert "25" in corridor.apart(kept_apart(PARTS, Wanted(centuries=("8",))), T)


def test_an_empty_table_is_no_error():
    nobody = PARTS.iloc[:0]
    assert chosen(nobody, Wanted(centuries=("8",), types=("central_city",))).empty
    assert page.home(nobody) is None
    assert eastward_first(nobody).empty


def test_there_is_no_century_0():
    lived = centuries(PARTS.loc["1442-006"])
    assert (lived[0], lived[-1]) == (-2, 14)
    assert len(lived) == 16
    assert centuries(PARTS.loc["1442-016"]) == ()


@pytest.mark.parametrize(
    ("first", "last", "span"),
    [(8, 14, (700, 1400)), (-2, 14, (-200, 1400)), (-2, -1, (-200, 0)), (1, 1, (0, 100))],
)
def test_a_century_in_years(first, last, span):
    assert years(first, last) == span


# ---- second sources ---------------------------------------------------------------------------


def haversine(here, there):
    """On a sphere, so off by up to half a percent."""
    (lon, lat), (lon2, lat2) = ([math.radians(each) for each in point] for point in (here, there))
    part = (
        math.sin((lat2 - lat) / 2) ** 2
        + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    )
    return 2 * 6_371_009 * math.asin(math.sqrt(part))


def test_distances_are_those_of_another_formula():
    found = list(elsewhere(PARTS))
    assert len(found) == 9
    for each in found:
        assert each.metres == pytest.approx(haversine(each.here, each.there), rel=0.005)


def test_distances_are_those_of_the_facts():
    said = {}
    for each in elsewhere(PARTS):
        said.setdefault(each.id, []).append(round(each.metres / 1000, 2))
    assert said == {
        "1442-011": [0.19], "1442-012": [0.72], "1442-013": [1.39], "1442-014": [1.19],
        "1442-015": [0.03], "1442-016": [0.06], "1442-017": [0.2], "1442-024": [38.64, 51.85],
    }  # fmt: skip


def test_a_due_north_degree():
    metres, azimuth = between((75.0, 45.0), (75.0, 46.0))
    assert metres == pytest.approx(111_141, abs=10)
    assert azimuth == pytest.approx(0)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_eight_of_kazakhstan_stand_with_both_sources(lang):
    section = positions.second_sources_section(translator(lang))
    assert {row.id for row in section.table.rows} == set(corridor.of_home(PARTS).index)
    assert len(section.table.rows) == 9  # Karamergen has two
    for row in section.table.rows:
        assert len(row.cells) == len(section.table.heads)
        assert len(row.cells[-1]) >= 2
        assert "whc.unesco.org" in row.cells[-1][0].url
    assert section.said[0].count("8") == 1


def test_a_position_that_is_disputed_is_not_sure():
    assert positions.position_confidence(PARTS.loc["1442-024"]) == "low"
    assert positions.position_confidence(PARTS.loc["1442-012"]) == "low"
    assert positions.position_confidence(PARTS.loc["1442-015"]) == "high"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_karamergen_is_told_plainly(lang):
    t = translator(lang)
    section = positions.karamergen_section(t)
    told = " ".join(section.said)
    for figure in (38.6, 51.8, 88.9, 51.9):
        assert t.number(figure, 1) in told, figure
    assert "45.90806, 75.66306" in told
    assert section.warnings
    assert len(section.points) == 3


# ---- words ------------------------------------------------------------------------------------


def test_the_table_gives_longitude_and_says_what_is_not_published():
    table = corridor.parts_section(PARTS, T).table
    assert len(table.rows) == 33
    assert [row.id for row in table.rows] == list(PARTS.index)
    talgar = cells(table)["1442-012"]
    assert talgar[0] == "1442-012"
    assert talgar[1].place == "1442-012"
    assert talgar[2:] == (
        "Kazakhstan", "trading settlement", "8th–14th centuries", "77.222° E", "not published"
    )  # fmt: skip
    assert all(row.proof.sources for row in table.rows)


def test_the_types_come_from_blocks_of_numbers():
    rows = corridor.types_section(PARTS, T).table.rows
    assert [(row.cells[1], row.cells[2]) for row in rows] == [
        ("001–011", "11"), ("012–017", "6"), ("018–024", "7"), ("025–032", "8"), ("033", "1")
    ]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_else_is_affected_is_counted(lang):
    t = translator(lang)
    section = corridor.affected_section(t)
    assert "33" in section.title
    for code, count in (("China", 22), ("Kazakhstan", 8), ("Kyrgyzstan", 3)):
        assert f"{t(code)} – {count}" in section.said[0]
    assert t.number(42668.16, 2) in section.said[1]
    assert any(getattr(point, "place", "") == "1442" for point in section.points)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_sentence_says_how_many_of_how_many(lang):
    t = translator(lang)
    some = corridor.sentence(PARTS.iloc[:5], 33, t)
    assert "5" in some
    assert "33" in some
    assert some[0] == some[0].upper()
    assert corridor.sentence(PARTS.iloc[:0], 33, t) == t("Nothing matches these filters.")


# ---- timeline ---------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_chart_and_table_say_the_same(lang):
    t = translator(lang)
    known = PARTS[has_period(PARTS)]
    values = page.timeline_values(known, t)
    rows = corridor.periods_section(PARTS, t).table.rows
    assert [value["id"] for value in values] == [row.id for row in rows] == list(known.index)
    for value, row in zip(values, rows, strict=True):
        assert value["label"] == f"{row.cells[0].words} · {row.cells[2]}"
    assert {value["id"]: (value["from"], value["to"]) for value in values}["1442-006"] == (
        -200,
        1400,
    )
    filled, hollow = (value for value in dict.fromkeys(v["whose"] for v in reversed(values)))
    assert filled != hollow


def test_who_has_no_period_is_named_below():
    section = corridor.periods_section(PARTS, T)
    assert "25" in section.notes[0]
    assert "Site of Akyrtas" in section.notes[1]
    assert "Site of Talgar" not in section.notes[1]
    only = PARTS.loc[["1442-016"]]
    assert corridor.periods_section(only, T) is None
    assert "Site of Akyrtas" in corridor.timeline_section(only, T).notes[1]


def test_no_text_of_data_enters_the_specification():
    parts = PARTS.copy()
    parts["name_en"] = "datum.secret"
    assert "datum.secret" not in str(page.timeline_spec(parts[has_period(parts)], T))


# ---- address ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "hostile",
    [
        "nothing",
        "<script>",
        "0",
        "99",
        "８",
        "../..",
        "",
        "x" * 9000,
        pickle.dumps(0).decode("latin-1"),
    ],
)
def test_what_no_part_has_is_passed_over(hostile):
    asked = page.asked(PARTS, {name: [hostile] for name in ("type", "century", "country")})
    assert asked == Wanted()


def test_an_address_is_read_by_commas_or_by_repetition():
    wanted = Wanted(types=("religious_site",), centuries=("-2", "8"), countries=("KZ", "CN"))
    address = {"type": ["religious_site"], "century": ["8,-2"], "country": ["CN", "KZ"]}
    assert page.asked(PARTS, address) == wanted


def test_the_map_is_asked_for_exactly_the_rows():
    assert page.query(PARTS, 33).places == ()
    assert page.query(PARTS.iloc[:2], 33).places == ("1442-002", "1442-004")
    (south, west), (north, east) = page.home(PARTS)
    assert south < 33.2 < 46 < north
    assert west < 71.5 < 112.6 < east
