"""A project against the collection as it ships, and against boundaries invented for these tests."""

import json
import math
import re
from dataclasses import replace
from datetime import date

import pytest
import shapely
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from pyproj import Geod
from shapely.geometry import LineString, Point, Polygon

from analysis.parameters import DEFAULTS, PARAMETERS, with_changes
from analysis.regimes import beyond_m, side_by_side
from analysis.rules import fire
from analysis.screening import KINDS, PHASES, Project, Target, expiry, screen, span_m
from geodata import records, settings
from geodata.boundary_file import Line
from geodata.office import store
from geodata.office.records import ZONES
from geodata.problems import ContractError
from geodata.triggers import rules_by_id, triggers
from layers.answer import Source, answer, answers
from layers.catalogue import CATALOGUE, collection
from layers.screened import EMPTY, SCREENED, expected, possible_zones, targets, the_borders
from reports.findings import as_json, document
from tests.office import boundary, own_layer, square

GEOD = Geod(ellps="WGS84")
TALGAR = "1442-012"
EDGE = 77.2342
"""East edge of the square that `zone` draws round Talgar's point, degrees east."""


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    return store()


def zone(name="buffer_zone", place=TALGAR, accuracy=5.0, half=0.012, lon=77.2222, lat=43.2778):
    table = collection().table
    layer = table.loc[place, "layer"] if place in table.index else "boundaries"
    return Target(place, layer, name, "boundary", square(lon, lat, half), accuracy)


def screened(*shapes, zones=(), values=DEFAULTS, **card):
    project = Project(tuple(shapes), card.pop("accuracy_m", 1.0), **card)
    every = targets(values, zones)
    return screen(project, every, expected(every), the_borders(), values)


def of(found, place, name="property"):
    [each] = [
        each
        for each in found.findings
        if (each.target.feature_id, each.target.zone) == (place, name)
    ]
    return each


def road(lon, lat, length=0.01):
    return LineString([(lon, lat), (lon + length, lat + length / 2)])


def east_of(lon, lat, metres):
    """A position so many metres to the east."""
    east, north, _ = GEOD.fwd(lon, lat, 90, metres)
    return east, north


# ---- without any loaded boundary -----------------------------------------------------------------


def test_300_m_from_talgars_point_it_cannot_be_said_and_what_would_settle_it_is():
    point = collection().table.loc[TALGAR].geometry
    start = east_of(point.x, point.y, 300)
    found = of(screened(LineString([start, east_of(*start, 500)])), TALGAR)
    assert found.verdict.verdict == "cannot_say"
    assert found.verdict.settled_by == ("boundary", "survey")
    assert found.clearance_m == pytest.approx(300, abs=0.01)
    assert found.least_m > 80_000
    assert found.target.boundary_kind == "point"


def test_on_the_shore_of_issyk_kul_it_cannot_be_said_for_its_reserve():
    found = of(screened(road(77.9, 42.7)), "br-kg-issykkul")
    assert found.verdict.verdict == "cannot_say"


@pytest.mark.parametrize("at", [(77.3, 43.3), (75.7, 45.9), (80.1, 43.3), (78.9, 42.95)])
def test_anywhere_in_almaty_region_it_cannot_be_said_for_the_reserve_without_a_point(at):
    found = of(screened(road(*at)), "br-kz-almaty")
    assert (found.verdict.reason, found.clearance_m) == ("no_position", None)
    assert found.verdict.settled_by


def test_in_another_region_it_is_clear_of_it_by_assumption():
    found = of(screened(road(73.1, 49.8)), "br-kz-almaty")
    assert (found.verdict.reason, found.verdict.assumed) == ("elsewhere", True)


def test_a_road_just_beyond_the_border_of_a_region_is_not_clear_of_what_lies_in_it():
    """Nobody has proven the basemap's borders: see analysis/regions.py."""
    region = the_borders().outlines["KZ-19"]
    corner = max(shapely.get_coordinates(region), key=lambda place: place[1])  # its north
    near, far = Point(corner[0], corner[1] + 0.01), Point(corner[0], corner[1] + 0.2)
    assert not region.covers(near)
    assert of(screened(near), "br-kz-almaty").verdict.verdict == "cannot_say"
    assert of(screened(far), "br-kz-almaty").verdict.verdict == "clear"


def test_far_from_everything_it_is_clear_by_assumption():
    found = screened(road(57.2, 50.3))
    assert {each.verdict.verdict for each in found.findings} == {"clear"}
    assert all(each.verdict.assumed for each in found.findings)
    nearest = min(each.clearance_m for each in found.findings if each.clearance_m is not None)
    assert nearest == pytest.approx(480_000, rel=0.01)
    assert [each.layer for each in found.not_checked] == list(EMPTY)


def test_abroad_it_cannot_be_said_for_reserves_of_the_neighbours_without_a_position():
    found = screened(road(69.5, 41.5))  # by Tashkent
    assert found.abroad
    for place in ("br-uz-chatkal", "br-uz-loweramudarya", "br-tj-romit"):
        assert of(found, place).verdict.verdict == "cannot_say"
    assert of(screened(road(73.1, 49.8)), "br-uz-chatkal").verdict.verdict == "clear"


def test_every_place_of_the_screened_layers_has_one_finding_and_serial_ones_none():
    table = collection().table
    found = screened(road(57.2, 50.3))
    named = [each.target.feature_id for each in found.findings]
    assert len(named) == len(set(named))
    for place, row in table[table["layer"].isin(SCREENED)].iterrows():
        serial = row["parts_layer"] is not None
        twice = row["layer"] == "sacred_places" and row["parent_id"] in table.index
        assert (place in named) is not (serial or twice), place


def test_a_town_is_no_heritage():
    assert not {"places", "sco_capitals", "talgar"} & set(SCREENED)
    assert set(SCREENED) < {layer.name for layer in CATALOGUE}


def test_the_number_of_the_office_changes_what_is_clear():
    near = screened(road(77.3, 43.3), values=with_changes({"extent_factor": 1}))
    least = of(near, TALGAR).least_m
    assert least < of(screened(road(77.3, 43.3)), TALGAR).least_m / 2


# ---- with boundaries -----------------------------------------------------------------------------


def test_scenario_9_40_m_from_a_boundary_of_100_m_it_cannot_be_said():
    start = east_of(EDGE, 43.2778, 40)
    found = of(screened(road(*start), zones=[zone(accuracy=100.0)]), TALGAR, "buffer_zone")
    assert (found.verdict.reason, found.accuracy_m) == ("too_near", 101.0)
    assert found.clearance_m == pytest.approx(40, abs=0.5)


def test_scenario_10_a_region_without_national_zones_was_not_checked():
    found = screened(road(71.4, 43.0), zones=[zone("heritage_protection")])
    assert [each.layer for each in found.not_checked] == list(EMPTY)
    assert {each.reason for each in found.not_checked} == {"none_here"}


def test_a_zone_that_is_loaded_for_one_place_of_several_near_is_not_checked_for_all():
    found = screened(road(77.3, 43.3), zones=[zone("heritage_protection")])
    [heritage] = [each for each in found.not_checked if each.layer == "heritage_protection"]
    assert heritage.reason == "not_all"
    assert TALGAR not in heritage.places
    assert heritage.places


def test_where_the_place_is_loaded_its_point_is_not_asked_and_its_buffer_is_missed():
    found = screened(road(77.25, 43.3), zones=[zone("property", half=0.004)])
    assert of(found, TALGAR).target.boundary_kind == "boundary"
    around = of(found, TALGAR, "buffer_zone")
    assert (around.verdict.reason, around.target.boundary_kind) == ("zone_unknown", "none")


def test_with_both_loaded_neither_is_missed():
    zones = [zone("property", half=0.004), zone()]
    found = screened(road(77.25, 43.3), zones=zones)
    own = [each for each in found.findings if each.target.feature_id == TALGAR]
    assert [each.target.zone for each in own] == ["buffer_zone", "property"]
    assert {each.verdict.reason for each in own} == {"outside"}


def test_every_boundary_has_one_finding_a_zone_however_far_away():
    far = [
        zone(name, place, lon=lon, lat=lat)
        for name in ZONES
        for place, lon, lat in (("made-up-1", 51.3, 43.7), ("made-up-2", 112.4, 34.7))
    ]
    found = screened(road(69.1, 54.9), zones=far)
    for each in far:
        said = of(found, each.feature_id, each.zone)
        assert said.verdict.verdict == "clear"
        assert not said.verdict.assumed


def test_the_office_s_own_boundaries_are_used_and_come_first(office):
    office.add(boundary("buffer_zone"), boundary("buffer_zone", "made-up", square(77.26, 43.29)))
    found = screened(LineString([(77.20, 43.2778), (77.28, 43.292)]))
    crossed = found.of_verdict("crosses")
    assert {each.target.feature_id for each in crossed} == {TALGAR, "made-up"}
    assert found.findings[: len(crossed)] == crossed
    assert of(found, "made-up", "buffer_zone").target.layer == "boundaries"
    assert of(found, TALGAR, "buffer_zone").accuracy_m == pytest.approx(1 + 8 + 3)


def test_a_boundary_of_this_screening_stands_in_the_place_of_the_office_s(office):
    office.add(boundary("buffer_zone"))
    found = screened(road(77.3, 43.3), zones=[zone(accuracy=2.0)])
    assert of(found, TALGAR, "buffer_zone").accuracy_m == 3.0


def test_a_reserve_whose_three_zones_are_loaded_needs_no_point():
    place = "br-kz-almaty"
    zones = [zone(name, place) for name in ("mab_core", "mab_buffer", "mab_transition")]
    found = screened(road(77.3, 43.3), zones=zones)
    named = [each.target.zone for each in found.findings if each.target.feature_id == place]
    assert sorted(named) == ["mab_buffer", "mab_core", "mab_transition"]


def test_of_a_layer_of_the_office_s_own_the_gravest_finding_alone_is_told(office):
    office.add_layer(own_layer())
    found = screened(LineString([(77.23, 43.30), (77.25, 43.302)]))
    own = [each for each in found.findings if each.target.layer == "own_roads"]
    assert len(own) == 1
    assert own[0].verdict.verdict == "crosses"  # the plot, not the road and the trench
    away = screened(road(57.2, 50.3))
    [far] = [each for each in away.findings if each.target.layer == "own_roads"]
    assert far.verdict.verdict == "clear"


def test_a_wide_road_is_measured_from_its_edge():
    start = east_of(EDGE, 43.2778, 40)
    line = LineString([start, east_of(*start, 500)])
    narrow = of(screened(line, zones=[zone()]), TALGAR, "buffer_zone")
    wide = of(screened(line, zones=[zone()], width_m=60.0), TALGAR, "buffer_zone")
    wider = of(screened(line, zones=[zone()], width_m=100.0), TALGAR, "buffer_zone")
    assert narrow.clearance_m - wide.clearance_m == pytest.approx(30)
    assert wide.verdict.verdict == "clear"
    assert wider.clearance_m == pytest.approx(-10, abs=0.5)
    assert wider.verdict.verdict == "crosses"


@examples(max_examples=12)
@given(st.floats(0, 40_000), st.floats(0, 3_000), st.floats(0, 3_000))
def test_a_worse_accuracy_of_either_side_never_makes_anything_clear(away, project, boundary_m):
    line = road(*east_of(EDGE, 43.2778, away))
    shape = [zone(accuracy=5.0)]
    before = screened(line, zones=shape)
    for after in (
        screened(line, zones=shape, accuracy_m=1.0 + project),
        screened(line, zones=[zone(accuracy=5.0 + boundary_m)]),
    ):
        for each in after.findings:
            if each.verdict.verdict == "clear":
                target = each.target
                assert of(before, target.feature_id, target.zone).verdict.verdict == "clear"


# ---- regimes and rules ---------------------------------------------------------------------------


def test_how_far_one_regime_reaches_beyond_the_other():
    wide, narrow = zone(half=0.012), zone("heritage_protection", half=0.006)
    # from corner to corner in the south-west: nearer to the equator a degree is longer
    _, _, metres = GEOD.inv(77.2222 - 0.006, 43.2778 - 0.006, 77.2222 - 0.012, 43.2778 - 0.012)
    assert beyond_m(wide.geometry, narrow.geometry) == pytest.approx(metres, rel=1e-4)
    assert beyond_m(narrow.geometry, wide.geometry) == 0.0
    [both] = side_by_side([wide, narrow, zone("property"), zone("heritage_protection", "other")])
    assert (both.unesco, both.national) == ("buffer_zone", "heritage_protection")
    assert both.national_beyond_m == 0.0


def fired(found):
    corridors = tuple(each for each in records.ecological_corridors() if each.regions)
    every = fire(found, triggers(), rules_by_id(), corridors)
    return {each.trigger.id: each for each in every}


def test_what_is_crossed_sets_off_the_rules_of_its_zone():
    line = LineString([(77.20, 43.2778), (77.25, 43.2778)])
    for name in ZONES:
        rules = fired(screened(line, zones=[zone(name, "made-up")]))
        gone = {"property": "property", "mab_core": "reserve_core", "mab_buffer": "reserve_buffer",
                "mab_transition": "reserve_transition"}.get(name, name)  # fmt: skip
        if name in {"heritage_protection", "building_regulation", "protected_landscape"}:
            gone = "heritage_zones"
        assert gone in rules, name
        assert rules[gone].rules
        assert rules[gone].findings[0].target.feature_id == "made-up"


def test_the_decision_about_talgar_is_cited_for_talgar_alone():
    line = LineString([(77.20, 43.2778), (77.25, 43.2778)])
    here = fired(screened(line, zones=[zone()]))["buffer_zone"]
    elsewhere = fired(screened(line, zones=[zone(place="made-up")]))["buffer_zone"]
    assert "COM-41-7B.88" in {rule.id for rule in here.rules}
    assert "COM-41-7B.88" not in {rule.id for rule in elsewhere.rules}


def test_scenario_11_a_tall_building_outside_a_buffer_is_seen_in_its_setting():
    house = Point(east_of(EDGE, 43.2778, 70))
    card = {"zones": [zone()], "kind": "building"}
    tall = screened(house, height_m=25.0, **card)
    assert not tall.of_verdict("crosses")
    assert TALGAR in {each.target.feature_id for each in fired(tall)["setting"].findings}
    assert "setting" not in fired(screened(house, height_m=5.0, **card))
    assert "setting" not in fired(screened(house, **card))


def test_scenario_16_a_find_stops_the_works_and_is_told_in_three_working_days():
    found = screened(road(77.3, 43.3), phase="find")
    first, *_ = fired(found).values()
    assert first.trigger.id == "found_in_ground"
    assert first.days == 3
    assert "region_akimat" in first.trigger.to
    longer = screened(road(77.3, 43.3), phase="find", values=with_changes({"find_days": 5}))
    assert fired(longer)["found_in_ground"].days == 5
    assert "found_in_ground" not in fired(screened(road(77.3, 43.3), phase="works"))


@pytest.mark.parametrize(("at", "warned"), [((77.3, 43.3), True), ((78.4, 45.0), True),
                                            ((71.4, 50.9), False)])  # fmt: skip
def test_in_almaty_and_zhetysu_a_corridor_without_a_line_is_warned_of(at, warned):
    rules = fired(screened(road(*at)))
    assert ("corridor_here" in rules) is warned
    if warned:
        names = {each.id for each in rules["corridor_here"].corridors}
        assert "kapshagai-balkhash" in names


def test_where_the_corridor_is_loaded_the_warning_goes():
    loaded = [zone("corridor", place) for place in collection().table.index
              if "corridor" in possible_zones(collection().table.loc[place])]  # fmt: skip
    rules = fired(screened(road(77.3, 43.3), zones=loaded))
    assert "corridor_here" not in rules


def test_near_a_monument_the_unverified_width_is_a_number_and_says_so():
    start = east_of(EDGE, 43.2778, 30)
    found = screened(road(*start), zones=[zone("property")])
    [rule, *_] = fired(found)["monument_near"].rules
    assert (rule.id, rule.verified) == ("KZ-H-86w", False)
    less = screened(road(*start), zones=[zone("property")], values=with_changes({"monument_m": 10}))
    assert "monument_near" not in fired(less)


def test_near_a_park_the_act_of_that_park_is_cited():
    start = east_of(EDGE, 43.2778, 1_500)
    charyn = fired(screened(road(*start), zones=[zone("property", "br-kz-charyn")]))["park_near"]
    assert "KZ-N-2km" in {rule.id for rule in charyn.rules}
    other = fired(screened(road(*start), zones=[zone("property", "br-kz-alakol")]))["park_near"]
    assert "KZ-N-2km" not in {rule.id for rule in other.rules}


def test_where_all_is_clear_a_report_is_written_all_the_same():
    assert "screening_report" in fired(screened(road(57.2, 50.3)))
    assert "screening_report" not in fired(screened(road(77.3, 43.3)))


def test_the_triggers_name_what_there_is():
    rules, names = rules_by_id(), {each.name for each in PARAMETERS}
    layers = {layer.name for layer in CATALOGUE}
    for trigger in triggers():
        assert set(trigger.rules) <= set(rules), trigger.id
        assert set(trigger.zones) <= set(ZONES), trigger.id
        assert set(trigger.layers) <= layers, trigger.id
        assert set(trigger.kinds) <= set(KINDS), trigger.id
        assert set(trigger.phases) <= set(PHASES), trigger.id
        assert {trigger.parameter, trigger.days_parameter} - {None} <= names, trigger.id
        assert bool(trigger.parameter) == (trigger.when == "near"), trigger.id
        assert len(set(trigger.step.values())) == 3, trigger.id


# ---- the document --------------------------------------------------------------------------------


def answered(line, zones=(), values=DEFAULTS, accuracy_m=1.0, **card):
    source = Source("road.kml", "0" * 64, "kml")
    lines = [Line(each.feature_id, each.zone, each.geometry, each.accuracy_m, "a test")
             for each in zones]  # fmt: skip
    return answer(source, Project((line,), accuracy_m, "road", **card), lines, values)


def test_the_document_has_the_keys_that_others_rely_on_and_the_same_bytes_twice():
    line = LineString([(77.20, 43.2778), (77.25, 43.2778)])
    first, second = (as_json(answered(line, [zone()])) for _ in range(2))
    assert first == second
    told = json.loads(first)
    assert json.dumps(told, ensure_ascii=False, sort_keys=True, indent=1) + "\n" == first.decode()
    [crossing] = [each for each in told["findings"] if each["verdict"] == "crosses"]
    assert set(crossing) >= {
        "feature_id", "layer", "zone", "verdict", "clearance_m", "accuracy_m", "length_inside_m",
        "area_inside_m2", "intervals", "nearest", "boundary_kind", "source",
    }  # fmt: skip
    assert set(crossing["intervals"][0]) == {"enter_m", "leave_m"}
    assert set(crossing["nearest"]) == {"lon", "lat", "chainage_m", "side"}
    assert set(told) >= {"findings", "not_checked", "rules", "data_version", "input_sha256"}
    assert told["not_checked"] == list(EMPTY)
    assert told["verdict"] == "crosses"


def test_the_version_of_the_data_changes_with_boundaries_and_not_with_the_project(office):
    line = road(77.3, 43.3)
    before = document(answered(line))["data_version"]
    assert document(answered(road(57.2, 50.3), phase="works"))["data_version"] == before
    assert document(answered(line, [zone()]))["data_version"] != before
    kept = boundary()
    office.add(kept)
    assert document(answered(line))["data_version"] != before
    office.remove(kept.version)
    assert document(answered(line))["data_version"] == before


def test_the_id_is_the_hash_of_what_was_screened_and_of_the_data(office):
    line = road(77.3, 43.3)
    first = answered(line)
    assert re.fullmatch("[0-9a-f]{16}", first.id)
    assert document(first)["id"] == answered(line).id == first.id
    others = [
        answered(road(77.3, 43.31)),
        answered(line, phase="works"),
        answered(line, accuracy_m=2.0),
        answered(line, height_m=3.0),
        answered(line, width_m=3.0),
        answered(line, [zone()]),
        answered(line, values=with_changes({"tall_m": 11})),
        replace(first, source=replace(first.source, sha256="1" * 64)),
        replace(first, source=replace(first.source, left_out=(3,))),
    ]
    assert len({first.id, *(each.id for each in others)}) == len(others) + 1
    assert replace(first, source=replace(first.source, name="another.kml")).id == first.id


def test_many_together_are_told_what_each_is_told_alone(office):
    office.add(boundary(), boundary("buffer_zone"))
    source = Source("plots.csv", "0" * 64, "csv")
    places = [(77.2222, 43.2778), (77.235, 43.2778), (77.5, 43.4), (57.2, 50.3), (68.27, 43.3)]
    rows = [
        (source, Project((Polygon([(x, y), (x + d, y), (x + d, y + d)]),), 1.0, kind, height))
        for x, y in places
        for d, kind, height in ((0.001, "plot", None), (0.05, "building", 300.0))
    ]
    for row, found in zip(rows, answers(rows, (), DEFAULTS), strict=True):
        alone = answer(*row, (), DEFAULTS)
        assert found.verdict == alone.verdict
        assert found.id == alone.id
        assert found.screening.not_checked == alone.screening.not_checked
        assert found.screening.regions == alone.screening.regions
        assert [each.trigger.id for each in found.fired] == [
            each.trigger.id for each in alone.fired
        ]
        told = set(found.screening.findings)
        assert told <= set(alone.screening.findings)
        assert len(told) < len(alone.screening.findings)
        left = [each for each in alone.screening.findings if each not in told]
        assert all(each.verdict.verdict == "clear" for each in left)
        nearest = min(each.clearance_m for each in told if each.clearance_m is not None)
        assert all(each.clearance_m >= nearest for each in left if each.clearance_m is not None)


def test_one_of_many_that_is_too_long_is_refused():
    source = Source("roads.csv", "0" * 64, "csv")
    long = Project((LineString([(52.0, 47.0), (78.0, 47.0)]),), 1.0)
    with pytest.raises(ContractError):
        list(answers([(source, long)], (), DEFAULTS))


def test_nothing_to_screen_is_nothing():
    assert list(answers([], (), DEFAULTS)) == []


def test_an_answer_may_be_relied_on_for_as_many_days_as_the_office_says():
    assert expiry(date(2026, 11, 27), DEFAULTS) == date(2027, 5, 26)
    assert expiry(date(2028, 2, 28), {**DEFAULTS, "valid_days": 1}) == date(2028, 2, 29)


def test_no_number_of_the_document_is_minus_nothing_or_no_number():
    text = as_json(answered(road(77.3, 43.3), [zone()])).decode()
    assert "-0.0," not in text
    assert "NaN" not in text


def test_a_project_of_2000_km_is_refused_in_plain_words():
    with pytest.raises(ContractError) as refused:
        answered(LineString([(52.0, 47.0), (78.0, 47.0)]))
    [problem] = refused.value.problems
    assert problem.code == "too_long"
    _, _, metres = GEOD.inv(52, 47, 78, 47)
    assert float(problem.value) == pytest.approx(metres, rel=1e-3)


def test_the_span_is_that_of_the_extent():
    project = Project((Point(77, 43), Polygon([(78, 43), (78.1, 43), (78.1, 43.1)])), 1.0)
    _, _, metres = GEOD.inv(77, 43, 78.1, 43.1)
    assert span_m(project) == pytest.approx(metres)
    assert math.isfinite(metres)
