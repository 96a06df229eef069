"""Who is selected, held against the facts of the issue, not against the code."""

from analysis.select import Query, drawn, select
from layers.catalogue import collection

TABLE = collection().table


def ids(query):
    return set(select(TABLE, query).index)


def on_map(query):
    return set(drawn(TABLE, select(TABLE, query), query).index)


def test_seven_properties_in_kazakhstan():
    query = Query(layers=("world_heritage",), countries=("KZ",))
    assert ids(query) == {"1103", "1145", "1102", "1442", "1490", "1693", "1760"}


def test_1442_appears_as_its_eight_parts_in_kazakhstan():
    query = Query(layers=("world_heritage",), countries=("KZ",))
    corridor = {identity for identity in on_map(query) if identity.startswith("1442")}
    assert corridor == {f"1442-{n:03}" for n in (11, 12, 13, 14, 15, 16, 17, 24)}


def test_no_serial_property_is_drawn_at_a_point_of_its_own():
    assert "1442" not in on_map(Query())
    assert TABLE.loc["1442"].geometry is None


def test_corridor_has_33_parts_8_of_them_in_kazakhstan():
    assert len(ids(Query(layers=("corridor",)))) == 33
    assert len(ids(Query(layers=("corridor",), countries=("KZ",)))) == 8


def test_reserves_of_almaty_region_in_2019():
    query = Query(layers=("biosphere_reserves",), regions=("KZ-19",), as_of="2019")
    assert ids(query) == {"br-kz-alakol", "br-kz-altynemel", "br-kz-charyn", "br-kz-zhongar"}


def test_reserves_of_almaty_region_today():
    query = Query(layers=("biosphere_reserves",), regions=("KZ-19",))
    assert ids(query) == {"br-kz-charyn", "br-kz-almaty", "br-kz-kolsai", "br-kz-altynemel"}
    assert TABLE.loc["br-kz-altynemel", "region_note"] == "split_to_be_verified"


def test_2019_means_the_designations_of_2019_too():
    later = TABLE.loc[list(ids(Query(as_of="2019"))), "designated_year"].dropna()
    assert later.max() <= 2019
    assert "1760" not in ids(Query(as_of="2019"))


def test_2019_keeps_what_has_no_year():
    assert "kz-talgar" in ids(Query(as_of="2019"))


def test_years_are_inclusive_and_a_blank_year_is_in_none():
    assert ids(Query(layers=("world_heritage",), year_from=2026)) == {"1760", "1766"}
    assert "1103" in ids(Query(year_from=2003, year_to=2003))
    assert "kz-talgar" not in ids(Query(year_from=1900))


def test_criteria_are_any_of():
    found = select(TABLE, Query(layers=("world_heritage",), criteria=("vii", "viii")))
    assert set(found.index) == {"1252"}


def test_parts_inherit_from_their_property():
    assert TABLE.loc["1442-012", "criteria"] == ["ii", "iii", "v", "vi"]
    assert TABLE.loc["1693-001", "category"] == "natural"
    assert TABLE.loc["1490-005", "transboundary"] is True


def test_danger_includes_what_is_to_be_checked():
    assert ids(Query(layers=("world_heritage",), in_danger=True)) == {"885"}


def test_flags_tell_yes_from_no_and_blank():
    assert ids(Query(layers=("world_heritage",), transboundary=True)) == {
        "1442", "1490", "1693", "1675",
    }  # fmt: skip
    assert "br-kz-greataltay" in ids(Query(transboundary=True))
    assert "kz-talgar" not in ids(Query(transboundary=False))


def test_boraldaitau_is_listed_and_not_drawn():
    query = Query(layers=("component_parts",), countries=("KZ",))
    assert "1490-005" in ids(query)
    assert "1490-005" not in on_map(query)
    assert TABLE.loc["1490-005", "disputed_position"]


def test_great_altay_is_listed_and_not_drawn():
    query = Query(layers=("biosphere_reserves",))
    assert "br-kz-greataltay" in ids(query)
    assert "br-kz-greataltay" not in on_map(query)


def test_kinds_include_no_position():
    nowhere = ids(Query(kinds=("none",)))
    assert "1490-005" in nowhere
    assert TABLE.loc[list(nowhere)].geometry.isna().all()


def test_nothing_selected_draws_nothing():
    query = Query(layers=("corridor",), categories=("natural",))
    assert not ids(query)
    assert not on_map(query)


def test_a_serial_property_has_the_kinds_of_its_parts():
    points = ids(Query(layers=("world_heritage",), kinds=("point",)))
    assert {"1442", "1675", "1766"} <= points
    nowhere = Query(layers=("world_heritage",), kinds=("none",))
    assert ids(nowhere) == {"1490"}  # one part of it has no usable position
    assert on_map(nowhere) == set()


def test_a_candidate_without_a_year_was_no_designation_of_2019():
    assert "br-tj-romit" in ids(Query())
    assert "br-tj-romit" not in ids(Query(as_of="2019"))
