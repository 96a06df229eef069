"""What an office has loaded is in the collection, whatever came before; and gone when it goes."""

import json
import math
import subprocess
import sys
from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from shapely.geometry import MultiPolygon

from analysis.geodesy import clearance_m, surface_ha
from analysis.select import Query, drawn, select
from dossiers import nature, talgar
from dossiers.passport import passport
from dossiers.place import dossier
from dossiers.positions import karamergen_section, second_sources_section
from dossiers.zones import zones
from geodata import office
from geodata.columns import COMMON
from geodata.records import ecological_corridors, rules
from i18n import LANGUAGES, translator
from layers import catalogue, freshness
from layers.card import card, is_disputed
from layers.catalogue import CATALOGUE, collection, layer
from layers.map import chart
from layers.payload import drawable, payload, payloads
from layers.vendor import legend_sheet
from layers.zones import LOOKS, loaded, zones_of
from reports.data import data_file
from tests.office import PASSPORT, Memory, boundary, feature, own_layer, square
from ui import server, state
from ui.answers import found, here, places
from ui.filters import kinds
from ui.table import _row

ENGLISH = translator("en")


@pytest.fixture
def store(monkeypatch):
    memory = Memory()
    monkeypatch.setattr(office, "store", lambda: memory)
    yield memory
    freshness.forget()


def cells(identity, section="zones"):
    told = {"zones": zones, "passport": passport}[section](
        collection().table.loc[identity], ENGLISH
    )
    if told.table is None:
        return {fact.label: fact.value for fact in told.facts}
    return {row.cells[0]: row.cells[1:] for row in told.table.rows}


def everything_made():
    """What is made of the data in many rooms, to compare."""
    return (
        tuple(sorted(payloads())),
        *(chart(lang).script.name for lang in LANGUAGES),
        legend_sheet().name,
        kinds(ENGLISH),
        _row("1442-012", "ru", "today"),
        str(dossier("1442-012", ENGLISH)),
        data_file("geojson", collection().table, ENGLISH),
        talgar.cannot_say(ENGLISH),
    )


# ---- boundaries -------------------------------------------------------------------------------


def test_a_boundary_is_where_the_place_ends(store):
    before = collection().table.loc["1442-012"]
    store.add(loaded_now := boundary())
    row = collection().table.loc["1442-012"]
    assert row.geometry.equals(loaded_now.geometry)
    assert (row["geometry_kind"], row["accuracy_m"], row["accuracy_basis"]) == (
        "boundary", PASSPORT.accuracy_m + PASSPORT.operation_accuracy_m, "stated",
    )  # fmt: skip
    former = row["other_positions"][0]
    assert (former["lon"], former["lat"]) == (before.geometry.x, before.geometry.y)
    assert former["source"] == before["sources"][0]
    assert row["other_positions"][1:] == before["other_positions"]
    assert PASSPORT.act in row["sources"][-1]
    others = collection().table.drop(index="1442-012")
    pd.testing.assert_frame_equal(
        pd.DataFrame(others), pd.DataFrame(catalogue.shipped().table.drop(index="1442-012"))
    )


def test_an_accuracy_that_nobody_knows_stays_blank(store):
    store.add(boundary(accuracy_m=None))
    row = collection().table.loc["1442-012"]
    assert math.isnan(row["accuracy_m"])
    assert not is_disputed(row)
    assert ["Position may be off by", "not known"] in card(row, ENGLISH)["facts"]
    assert "nobody can say" in cells("1442-012", "passport")["Its edge may be off by"]


def test_a_disputed_place_is_not_disputed_within_its_boundary(store):
    disputed = [
        (identity, row.geometry, row["disputed_position"])
        for identity, row in collection().table.iterrows()
        if is_disputed(row) and row["parts_layer"] is None
    ]
    assert len({position is None for *_, position in disputed}) == 2  # both kinds are met
    for identity, _, _ in disputed:
        store.add(boundary(feature_id=identity))
    table = collection().table
    for identity, point, position in disputed:
        row = table.loc[identity]
        assert not is_disputed(row)
        assert row["disputed_position"] is None
        former = row["other_positions"][0]
        lon, lat = position or (point.x, point.y)
        assert (former["lon"], former["lat"]) == (lon, lat)


def test_another_zone_is_told_and_drawn_and_is_not_the_place(store):
    store.add(boundary("buffer_zone"))
    row = collection().table.loc["1442-012"]
    assert row["geometry_kind"] == "point"
    assert ["Zones whose lines are loaded", "Buffer zone (World Heritage) (± 11 m)"] in card(
        row, ENGLISH
    )["facts"]
    place = next(p for p in json.loads(payload("corridor", "en").body) if p["id"] == "1442-012")
    [zone] = place["zones"]
    assert zone["name"] == "Buffer zone (World Heritage) · Site of Talgar"
    assert "outline" not in place
    assert zone["outline"]["type"] == "MultiPolygon"


def test_a_serial_property_has_zones_and_no_place_of_its_own(store):
    store.add(boundary("property", "1442"))
    store.add(boundary("buffer_zone", "1442"))
    row = collection().table.loc["1442"]
    assert row.geometry is None
    assert {zone.zone for zone in zones_of("1442")} == {"property", "buffer_zone"}
    query = Query(layers=("world_heritage",))
    table = collection().table
    assert "1442" in drawn(table, select(table, query), query).index
    place = next(p for p in json.loads(payload("world_heritage", "kk").body) if p["id"] == "1442")
    assert place["lat"] is None
    assert len(place["zones"]) == 2


def test_a_boundary_of_a_place_that_is_not_here_waits(store):
    store.add(unknown := boundary(feature_id="nowhere"))
    assert collection().unknown_boundaries == (unknown,)
    assert collection().zones.empty
    assert collection().table is catalogue.shipped().table


def test_the_zones_say_what_is_loaded_and_how_large_it_is(store):
    shape = square()
    store.add(boundary())
    store.add(boundary("heritage_protection", accuracy_m=None))
    told = cells("1442-012")
    area, line = told["World Heritage property"]
    assert area[0] == "not published"
    assert f"{surface_ha(shape):,.2f}" in area[1]
    assert line == (f"loaded: {PASSPORT.act}", "± 11 m")
    assert told["Protection zone of a monument"][1][1] == "accuracy not known"
    assert told["Buffer zone (World Heritage)"] == ("not published", "not on the map")
    [section] = [zones(collection().table.loc["1442-012"], ENGLISH)]
    proofs = [row.proof for row in section.table.rows if row.proof]
    assert all(PASSPORT.act in proof.sources[-1] for proof in proofs)


def test_the_passport_is_told_whole(store):
    store.add(boundary())
    told = str(cells("1442-012", "passport"))
    known = ("act", "act_date", "drawer", "licence", "file", "system", "operation")
    for said in (*(getattr(PASSPORT, name) for name in known), "1 : 10,000", "as drawn 8 m"):
        assert said in told


def test_what_is_published_is_told_as_before(store):
    """A line of the office's is no point of UNESCO's."""
    before = second_sources_section(ENGLISH).table, talgar.extent_section(ENGLISH).table
    store.add(boundary())
    store.add(boundary(feature_id="1442-024", geometry=square(75.0, 45.0)))
    assert (second_sources_section(ENGLISH).table, talgar.extent_section(ENGLISH).table) == before
    said = " ".join(karamergen_section(ENGLISH).said)
    assert "UNESCO's list places" in said
    assert "The map shows UNESCO's point" not in said
    assert "loaded a boundary" in talgar.cannot_say(ENGLISH)


def test_what_is_said_of_missing_lines_is_true_in_both_states(store):
    known = ecological_corridors()
    assert "none is loaded" in kinds(ENGLISH)
    assert len(nature.corridors(known, ENGLISH).warnings) == 1
    assert "no official boundary" in str(data_file("kml", collection().table, ENGLISH))
    store.add(boundary())
    store.add(boundary("corridor", "br-kz-altynemel"))
    store.add(boundary("park_protective", "br-kz-charyn"))
    assert "none is loaded" not in kinds(ENGLISH)
    assert "zone of a place" in kinds(ENGLISH)
    assert "loaded: " in nature.corridors(known, ENGLISH).warnings[0]
    assert "loaded: " in nature.protective_zone(rules(), ENGLISH).warnings[0]
    assert "no official boundary" not in str(data_file("kml", collection().table, ENGLISH))


def test_what_is_here_begins_with_the_zones(store):
    """Nearer to an edge than it may be off, nobody is told inside or outside."""
    store.add(boundary())
    store.add(boundary("building_regulation", accuracy_m=None))
    shape = square()
    east = shape.bounds[2]

    def said(lon):
        told = here({"lat": "43.2778", "lon": str(lon)}, ENGLISH)["zones"]
        return {each["name"].split(" · ")[0]: each["said"] for each in told}

    assert said(77.2222)["World Heritage property"].startswith("inside, ")
    assert "nobody has said" in said(77.2222)["Building regulation zone"]
    for step, word in ((-0.0001, "inside as drawn"), (0.0001, "outside as drawn")):
        assert abs(clearance_m(shape, east + step, 43.2778)) < 11
        assert said(east + step)["World Heritage property"].startswith(word)
        assert "cannot say" in said(east + step)["World Heritage property"]
    assert "World Heritage property" not in said(east + 0.0003)
    assert said(77.5) == {}


def test_every_zone_has_its_look():
    assert set(LOOKS) == set(office.ZONES)


# ---- own layers -------------------------------------------------------------------------------


def test_an_own_layer_is_a_layer(store):
    store.add_layer(own_layer())
    declared = collection().layers[-1]
    assert (declared.name, declared.called(ENGLISH)) == ("own_roads", "Roads of the office en")
    assert declared.count(3, ENGLISH) == "Roads of the office en: 3"
    rows = collection().table[collection().table["layer"] == "own_roads"]
    assert list(rows.index) == ["own-roads-1", "own-roads-2", "own-roads-3"]
    assert list(rows["geometry_kind"]) == ["line", "point", "boundary"]
    assert list(rows["name_en"]) == ["Ring road", "Trench 4", "Roads of the office en 3"]
    assert rows["summary_ru"].iloc[0] == "Planned in 2027"
    assert not declared.designated
    assert set(rows["accuracy_m"]) == {8.0}
    assert {column.name for column in COMMON} <= set(rows.columns)
    assert collection().table.dtypes.equals(catalogue.shipped().table.dtypes)
    assert state.read({"layer": ["own_roads"]}).layers == ("own_roads",)
    assert found({"q": "ring road"}, ENGLISH)[0]["id"] == "own-roads-1"
    assert legend_sheet().body.decode().count("st-key-own_roads-") == 1
    for form in ("csv", "geojson", "xlsx", "gpkg", "kml"):
        assert data_file(form, rows, ENGLISH)


def test_an_own_layer_that_breaks_the_form_is_named_and_the_others_stay(store):
    """The store checks too; but it may have been filled by another office."""
    store.add_layer(own_layer())
    document = {"type": "FeatureCollection", "features": [feature({"type": "Nothing"})]}
    for name, changes in {
        "own_a{}": {},
        "corridor": {},
        "own_colour": {"colour": "red;} body{display:none"},
        "own_title": {"titles": {"kk": "", "ru": "x", "en": "x"}},
        "own_document": {"document": document},
        "own_nothing": {"document": {}},
        "own_far": {
            "document": {
                "type": "FeatureCollection",
                "features": [feature({"type": "Point", "coordinates": [0, 0]}, name="x")],
            }
        },
    }.items():
        store.add_layer(own_layer(name, **changes))
    assert [each.name for each in collection().layers if each.own] == ["own_roads"]
    assert len(collection().refused) == 7
    assert len(collection().table) == len(catalogue.shipped().table) + 3


def test_own_layers_have_shapes_that_no_other_has(store):
    for number in range(4):
        store.add_layer(own_layer(f"own_{number}"))
    assert len({each.shape for each in collection().known}) == len(CATALOGUE) + 4


def test_many_points_of_one_feature_are_many_places(store):
    points = {"type": "MultiPoint", "coordinates": [[77.2, 43.2], [77.3, 43.3]]}
    store.add_layer(own_layer(features=[feature(points, name="Wells")]))
    rows = collection().table[collection().table["layer"] == "own_roads"]
    assert list(rows.index) == ["own-roads-1-1", "own-roads-1-2"]


def test_a_boundary_of_an_own_feature_goes_with_its_layer(store):
    store.add_layer(own := own_layer())
    store.add(line := boundary(feature_id="own-roads-2"))
    assert collection().table.loc["own-roads-2", "geometry_kind"] == "boundary"
    store.remove_layer(own.version)
    assert collection().unknown_boundaries == (line,)


# ---- coming and going -------------------------------------------------------------------------

THINGS = [
    boundary(),
    boundary("buffer_zone"),
    boundary(geometry=square(half=0.002)),
    boundary("property", "1490-005"),
    boundary("mab_core", "br-kz-charyn", MultiPolygon(square(79.0, 43.5))),
    own_layer("own_a"),
    own_layer("own_b", features=[feature({"type": "Point", "coordinates": [70, 45]}, name="B")]),
]
TOUCHED = {each.feature_id for each in THINGS if hasattr(each, "feature_id")}


@settings(max_examples=15)
@given(some.lists(some.integers(0, len(THINGS) - 1), max_size=8))
def test_any_coming_and_going_ends_as_if_only_what_is_left_had_come(steps):
    """As a fresh process would have it; and nothing that was made on the way is left over."""
    walked, fresh = Memory(), Memory()
    is_in = [False] * len(THINGS)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "store", lambda: walked)
        for step in steps:
            _switch(walked, THINGS[step], is_in[step])
            is_in[step] = not is_in[step]
            assert len(loaded()) == len(collection().zones)
            assert not is_in[0] or "boundary" in _row("1442-012", "en", "today")
            assert set(drawable("corridor").index) <= set(collection().table.index)
        left = _comparable()
        freshness.forget()
        for thing in walked._boundaries.values():
            _switch(fresh, thing, bool(thing.removed)) if not thing.removed else None
        for thing in walked._layers.values():
            _switch(fresh, thing, False) if not thing.removed else None
        patch.setattr(office, "store", lambda: fresh)
        assert _comparable() == left
        if not any(is_in):
            assert collection() is catalogue.shipped()
    freshness.forget()


def _comparable():
    now = collection()
    touched = [each for each in now.table.index if each in TOUCHED or each.startswith("own-")]
    table = pd.DataFrame(now.table.loc[touched]).map(str).to_dict("split")
    names = [each.name for each in now.known]
    zones = sorted(now.zones.index)
    made = payload("corridor", "en").name, _row("1442-012", "en", "today"), legend_sheet().name
    return table, list(now.table.index), names, now.digests, zones, made


def _switch(store, thing, is_in):
    kind = "_layer" if hasattr(thing, "document") else ""
    records = store._layers if kind else store._boundaries
    if is_in:
        getattr(store, f"remove{kind}")(thing.version)
    elif thing.version in records:
        getattr(store, f"restore{kind}")(thing.version)
    else:
        getattr(store, f"add{kind}")(thing)


def test_a_removal_restores_every_byte(store):
    before = everything_made()
    things = [replace(thing) for thing in THINGS]
    for thing in things:
        _switch(store, thing, False)
    assert all(now != then for now, then in zip(everything_made(), before, strict=True))
    for thing in things:
        _switch(store, thing, True)
    assert everything_made() == before


def test_another_process_sees_it_too(tmp_path, monkeypatch):
    """The process that draws paper asks the same store: see reports/studio.py."""
    ask = (
        "import sys; from layers.catalogue import collection\n"
        "for _ in sys.stdin: print(collection().table.loc['1442-012', 'geometry_kind'], flush=True)"
    )
    monkeypatch.setenv("MURA_OFFICE", str(tmp_path))
    monkeypatch.setattr("geodata.settings.OFFICE", tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", ask], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:

        def asked():
            child.stdin.write("\n")
            child.stdin.flush()
            return child.stdout.readline().strip()

        assert asked() == "point"
        added = boundary()
        office.store().add(added)
        assert asked() == "boundary"
        assert collection().table.loc["1442-012", "geometry_kind"] == "boundary"
        office.store().remove(added.version)
        assert asked() == "point"
        child.stdin.close()
    freshness.forget()


def test_an_open_page_still_finds_its_files(store):
    """Of the data before, and of those before them."""
    named = [payload("corridor", "en").name, chart("en").script.name, legend_sheet().name]
    for thing in (boundary(), boundary(feature_id="1442-011")):
        store.add(thing)
        chart("en")
    assert payload("corridor", "en").name not in named
    assert all(server._made(name) for name in named)
    assert server._made("corridor-en-000000000000.json") is None


def test_a_number_means_the_place_of_the_file_that_it_came_from(store):
    """A dense layer is asked for by number; a boundary of a place without a position moves them."""
    nowhere = next(
        identity
        for identity, row in collection().table.iterrows()
        if row["layer"] == "corridor" or (row.geometry is None and row["parts_layer"] is None)
        if row.geometry is None
    )
    name = collection().table.loc[nowhere, "layer"]
    old = payload(name, "en").name
    last = len(json.loads(payload(name, "en").body)) - 1
    asked = {"layer": name, "nth": str(last), "of": old}
    before = places(asked, ENGLISH)
    store.add(boundary(feature_id=nowhere))
    assert len(json.loads(payload(name, "en").body)) == last + 2
    assert places(asked, ENGLISH) == before
    now = places(asked | {"of": payload(name, "en").name}, ENGLISH)
    assert now[0]["id"] == json.loads(payload(name, "en").body)[last]["id"]
    assert layer(name).name == name
