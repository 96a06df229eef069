"""What two offices hand to each other: one GeoPackage, whole, and safe to open."""

import sqlite3
import struct
from contextlib import closing
from dataclasses import replace

import geopandas as gpd
import pyogrio
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Polygon, box, mapping

from geodata.office import Boundary, OwnLayer, Passport, new_version
from geodata.office.exchange import from_geopackage, to_geopackage
from geodata.office.sqlite import SqliteStore
from geodata.problems import ContractError
from geodata.settings import MAX_BROUGHT_BYTES

HOSTILE = (
    "Ә ә Ғ ғ Қ қ Ң ң Ө ө Ұ ұ Ү ү Һ һ І і",
    "'; DROP TABLE boundaries; --",
    "{{7*7}}</script><img src=x onerror=alert(1)>",
    "=cmd|' /C calc'!A0",
    "two\r\nlines\tand a \x07 bell \u2028 \u202e",
    "../../etc/passwd",
)
HOLED = Polygon(
    [(77.2, 43.2), (77.6, 43.2), (77.6, 43.6), (77.2, 43.6)],
    [[(77.3, 43.3), (77.3, 43.4), (77.4, 43.4), (77.4, 43.3)]],
)
OUTLINE = MultiPolygon([HOLED, box(77.7, 43.2, 77.8 + 1 / 3e9, 43.3)])
PASSPORT = Passport("№ 135 қаулы", scale=10_000, accuracy_m=2.5, operation_accuracy_m=3.0)
SHAPES = (OUTLINE, LineString([(77.1, 43.2), (77.3, 43.4)]), shapely.Point(77, 43))


def boundary(second=0, **changed):
    added = f"2026-11-20T10:00:{second:02}+00:00"
    drawn = Boundary(new_version(), "1442-005", "property", OUTLINE, PASSPORT, added)
    return replace(drawn, **changed)


def layer(second=0, **changed):
    features = [
        {
            "type": "Feature",
            "id": f"f{number}",
            "geometry": gpd.GeoSeries([shape]).__geo_interface__["features"][0]["geometry"],
            "properties": {"name": HOSTILE[number], "text": HOSTILE[-number]},
        }
        for number, shape in enumerate(SHAPES)
    ]
    own = OwnLayer(
        version=new_version(),
        name="roads",
        titles={"kk": "Жолдар, Құлжа", "ru": "Дороги", "en": HOSTILE[2]},
        colour="#aa3311",
        document={"type": "FeatureCollection", "features": features},
        passport=PASSPORT,
        added=f"2026-11-20T10:00:{second:02}+00:00",
    )
    return replace(own, **changed)


@pytest.fixture
def offices(tmp_path):
    return [SqliteStore(tmp_path / name) for name in ("almaty", "talgar")]


def hand_over(giver, taker):
    boundaries, layers = from_geopackage(to_geopackage(giver))
    taker.add(*boundaries)
    taker.add_layer(*layers)


def as_is(versions):
    return {each.version: each for each in versions}


def test_all_comes_over_as_it_was(offices):
    here, there = offices
    passports = [
        Passport(text, drawer=text, licence=text, file=text, system=text, operation=text)
        for text in HOSTILE
    ]
    here.add(*(boundary(number, passport=each) for number, each in enumerate(passports)))
    here.add(boundary(30, zone="buffer_zone", feature_id="unknown-here"))
    here.add_layer(layer(), layer(1, name="wells"))
    here.remove(here.history()[2].version)
    hand_over(here, there)
    assert there.history() == here.history()
    assert there.layers() == here.layers()
    assert {each.passport for each in there.history("1442-005")} == set(passports)
    assert [each.geometry.wkb for each in there.history()] == [OUTLINE.wkb] * 7


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
@settings(max_examples=20)
def test_any_text_comes_over_byte_by_byte(text):
    drawn = boundary(passport=Passport("a" + text, licence=text))
    [back], _ = from_geopackage(to_geopackage(Memory([drawn])))
    assert back == drawn


class Memory:
    """What to_geopackage asks of a store."""

    def __init__(self, boundaries=(), layers=()):
        self._boundaries, self._layers = tuple(boundaries), tuple(layers)

    def history(self):
        return self._boundaries

    def layers(self):
        return self._layers


def test_what_is_there_already_changes_nothing(offices):
    here, there = offices
    here.add(boundary(), boundary(1))
    here.add_layer(layer())
    hand_over(here, there)
    at, states = there.revision(), (there.history(), there.layers())
    hand_over(here, there)
    hand_over(there, here)
    assert there.revision() == at
    assert (there.history(), there.layers()) == states == (here.history(), here.layers())


def test_two_offices_end_with_the_same(offices):
    """Whichever way it goes first, and whatever each office has added before."""
    here, there = offices
    first = boundary(5)
    here.add(first, boundary(1, zone="buffer_zone"), boundary(9, feature_id="1442-012"))
    there.add(boundary(7), boundary(3), boundary(0, zone="buffer_zone"))
    here.add_layer(layer(4))
    there.add_layer(layer(2, colour="#00aa00"), layer(3, name="wells"))
    hand_over(here, there)
    hand_over(there, here)
    assert as_is(here.history()) == as_is(there.history())
    assert as_is(here.boundaries()) == as_is(there.boundaries())
    assert as_is(here.layers()) == as_is(there.layers())
    assert len(here.history()) == 6
    assert {each.colour for each in here.layers() if each.name == "roads"} == {"#aa3311"}


def test_what_one_office_takes_back_stays_with_the_other(offices):
    """An import takes nothing away, and puts nothing back."""
    here, there = offices
    drawn = boundary()
    here.add(drawn)
    hand_over(here, there)
    here.remove(drawn.version)
    hand_over(here, there)
    assert there.boundaries() == (drawn,)
    hand_over(there, here)
    assert here.boundaries() == ()


@pytest.mark.parametrize(
    "changed",
    [
        {"geometry": MultiPolygon([box(77, 43, 78, 44)])},
        {"zone": "corridor"},
        {"passport": replace(PASSPORT, accuracy_m=0.1)},
        {"added": "2026-11-20T10:00:59+00:00"},
    ],
)
def test_another_outline_under_the_same_version_is_refused(offices, changed):
    """It would else stand in the place of the first one, or be lost, unseen."""
    here, there = offices
    drawn = boundary()
    there.add(drawn)
    here.add(boundary(3), replace(drawn, **changed))
    at = there.revision()
    with pytest.raises(ContractError) as refused:
        hand_over(here, there)
    assert [each.code for each in refused.value.problems] == ["version_differs"]
    assert refused.value.problems[0].value == drawn.version
    assert there.revision() == at
    assert there.history() == (drawn,)


def test_the_same_data_are_the_same_bytes(offices, tmp_path):
    here, _ = offices
    here.add(boundary())
    here.add_layer(layer())
    assert to_geopackage(here) == to_geopackage(SqliteStore(tmp_path / "almaty"))


def test_an_office_that_loaded_nothing_hands_over_nothing(offices):
    assert from_geopackage(to_geopackage(offices[0])) == ([], [])


def test_a_gis_opens_it(offices, tmp_path):
    """GDAL, which QGIS reads with, finds the layers, their types, system, columns and letters."""
    here, _ = offices
    here.add(boundary(passport=Passport(HOSTILE[0], scale=None)), boundary(1))
    here.add_layer(layer())
    path = tmp_path / "office.gpkg"
    path.write_bytes(to_geopackage(here))
    assert dict(pyogrio.list_layers(path)) == {
        "boundaries": "MultiPolygon",
        "own_roads": "Unknown",
        "about": None,
        "layers": None,
    }
    read = gpd.read_file(path, layer="boundaries")
    assert read.crs == "EPSG:4326"
    assert read["act"].tolist() == [HOSTILE[0], PASSPORT.act]
    assert read["accuracy_m"].isna().tolist() == [True, False]
    assert list(read.geometry) == [OUTLINE, OUTLINE]
    own = gpd.read_file(path, layer="own_roads")
    assert list(own.geometry) == list(SHAPES)
    assert own["name"].tolist() == list(HOSTILE[:3])


def test_what_a_gis_saves_comes_back(offices, tmp_path):
    """GDAL writes its own blobs, an index, triggers and an own order of columns."""
    here, there = offices
    here.add(boundary(), boundary(1))
    path, again = tmp_path / "office.gpkg", tmp_path / "again.gpkg"
    path.write_bytes(to_geopackage(here))
    for table in ("boundaries", "layers", "about"):
        pyogrio.write_dataframe(
            pyogrio.read_dataframe(path, layer=table), again, layer=table, append=again.exists()
        )
    boundaries, _ = from_geopackage(again.read_bytes())
    there.add(*boundaries)
    assert there.history() == here.history()


def changed(*statements, **kept):
    """An office's file in which somebody has changed something."""
    whole = Memory(kept.get("boundaries", [boundary()]), kept.get("layers", [layer()]))
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as file:
        file.deserialize(to_geopackage(whole))
        for statement in statements:
            file.execute(*statement) if isinstance(statement, tuple) else file.execute(statement)
        return file.serialize()


def refusal(data):
    with pytest.raises(ContractError) as refused:
        from_geopackage(data)
    return [(each.code, each.row, each.column) for each in refused.value.problems]


def test_all_problems_come_at_once_each_with_its_row():
    bow_tie = MultiPolygon([Polygon([(77, 43), (78, 44), (78, 43), (77, 44)])])
    twice = boundary()
    first = layer()
    spoilt = {**first.document["features"][1], "geometry": mapping(shapely.Point(43, 77))}
    features = [first.document["features"][0], spoilt]
    own = replace(first, document={"type": "FeatureCollection", "features": features})
    data = changed(
        "UPDATE boundaries SET zone = 'garden', act = '' WHERE fid = 1",
        "UPDATE boundaries SET geom = NULL WHERE fid = 2",
        "UPDATE boundaries SET accuracy_m = 'good' WHERE fid = 3",
        boundaries=[boundary(), boundary(1), twice, replace(twice, geometry=bow_tie)],
        layers=[own],
    )
    assert sorted(refusal(data), key=str) == sorted(
        [
            ("empty", 1, "act"),
            ("not_allowed", 1, "zone"),
            ("wrong_geometry", 2, "geometry"),
            ("wrong_type", 3, "accuracy_m"),
            ("crosses_itself", 4, "geometry"),
            ("repeated_id", 4, "version"),
            ("outside_area", 2, "geometry"),
        ],
        key=str,
    )


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE about SET text = 'theirs' WHERE about = 'kind'", "not_an_exchange"),
        ("DROP TABLE about", "not_an_exchange"),
        ("DROP TABLE boundaries", "not_an_exchange"),
        ("UPDATE about SET text = '2' WHERE about = 'format'", "office_newer"),
        ("DROP TABLE own_roads", "not_a_collection"),
        ("UPDATE layers SET name = 'roads\" --'", "wrong_form"),
        ("UPDATE layers SET colour = 'url(x)'", "wrong_form"),
        ("UPDATE boundaries SET version = 'x'", "wrong_form"),
        ("UPDATE boundaries SET feature_id = x'00ff'", "wrong_form"),
        ("UPDATE boundaries SET scale = 1e300", "wrong_type"),
        ("UPDATE boundaries SET accuracy_m = 9e999", "out_of_range"),
    ],
)
def test_a_file_that_somebody_changed_is_refused(statement, code):
    assert code in {found for found, _, _ in refusal(changed(statement))}


def test_a_position_that_is_no_number_is_refused_with_its_row():
    blob = b"GP\0\1" + struct.pack("<i", 4326) + NO_NUMBER
    data = changed(("UPDATE boundaries SET geom = ?", (blob,)))
    assert refusal(data) == [("not_finite", 1, "geometry")]


NO_NUMBER = OUTLINE.wkb[:38] + struct.pack("<d", float("nan")) + OUTLINE.wkb[46:]
"""The second x of the first ring."""


def nested(depth):
    """Collections of collections: a reader that follows them runs out of stack."""
    return struct.pack("<BII", 1, 6, 1) * depth


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        b"GP\0\1",
        b"XX" + bytes(60),
        b"GP\0\1" + struct.pack("<i", 28413) + OUTLINE.wkb,
        b"GP\0\1" + struct.pack("<i", 4326) + OUTLINE.wkb[:-1],
        b"GP\0\1" + struct.pack("<i", 4326) + struct.pack("<BII", 1, 6, 0xFFFFFFFF),
        b"GP\0\1" + struct.pack("<i", 4326) + nested(200_000),
        b"GP\0\x0f" + struct.pack("<i", 4326) + OUTLINE.wkb,
        b"GP\0\1" + struct.pack("<i", 4326) + shapely.Point(77, 43).wkb,
    ],
)
def test_a_blob_that_is_no_outline_is_refused_with_its_row(blob):
    data = changed(("UPDATE boundaries SET geom = ?", (blob,)))
    assert refusal(data) == [("wrong_geometry", 1, "geometry")]


def test_what_a_file_could_do_is_not_done(tmp_path):
    """A view, a trigger, a virtual table or a computed column in the place of a table."""
    canary = tmp_path / "canary"
    for statements in (
        ["ALTER TABLE boundaries RENAME TO b", "CREATE VIEW boundaries AS SELECT * FROM b"],
        ["DROP TABLE layers", "CREATE VIRTUAL TABLE layers USING fts5(version, name)"],
    ):
        assert refusal(changed(*statements))[0][0] in {"not_an_exchange", "damaged"}
    data = changed(
        f"CREATE TRIGGER t AFTER UPDATE ON boundaries BEGIN SELECT writefile('{canary}', 'x'); END",
        "ALTER TABLE boundaries ADD COLUMN c GENERATED ALWAYS AS (zeroblob(900000000)) VIRTUAL",
    )
    assert len(from_geopackage(data)[0]) == 1
    assert not canary.exists()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "damaged"),
        (b"PK\3\4" + bytes(200), "damaged"),
        (b"SQLite format 3\0" + b"\xff" * 5_000, "damaged"),
        (bytes(MAX_BROUGHT_BYTES + 1), "too_large"),
    ],
)
def test_what_is_no_geopackage_is_refused(data, code):
    assert refusal(data) == [(code, None, None)]


def test_a_damaged_copy_raises_nothing_else():
    whole = changed(boundaries=[boundary(second) for second in range(4)])
    for at in range(100, len(whole), 1_511):
        spoilt = bytearray(whole)
        spoilt[at : at + 40] = b"\xa5" * 40
        try:
            from_geopackage(bytes(spoilt))
        except ContractError as error:
            assert error.problems
        try:
            from_geopackage(whole[:at])
        except ContractError as error:
            assert error.problems
