"""GeoPackages without GDAL: tables are read, and nothing that a database could do besides."""

import math
import struct

import pytest
import shapely

from geodata import settings
from geodata.problems import ContractError
from geodata.readers.brought import Answers
from geodata.readers.geopackage import read
from tests.brought_files import PLOT, ROAD, blob, changed, geopackage


@pytest.fixture(scope="module")
def road():
    return geopackage({"roads": [("a", ROAD), ("b", ROAD)]})


def told(reading):
    return [(problem.code, problem.row, problem.value) for problem in reading.problems]


def refused(data):
    with pytest.raises(ContractError) as error:
        read(data, Answers())
    return [problem.code for problem in error.value.problems]


def drawn(road, geometry, **header):
    """The road's file with another geometry in its first row."""
    made = geometry if isinstance(geometry, bytes) else blob(geometry.wkb, **header)
    return changed(road, ("UPDATE roads SET geom = ? WHERE fid = 1", (made,)))


def test_the_system_is_what_the_file_names():
    read_one = read(geopackage({"roads": [("a", ROAD)]}, "EPSG:28413"), Answers())
    assert (read_one.declared, read_one.defined) == ("EPSG:28413", False)


@pytest.mark.parametrize("srs", [0, -1, 77])
def test_a_system_that_is_undefined_is_none(road, srs):
    """77 is not in the file's own list."""
    change = ("UPDATE gpkg_geometry_columns SET srs_id = ?", (srs,))
    data = changed(road, "PRAGMA foreign_keys=OFF", change, "UPDATE roads SET geom = NULL")
    assert read(data, Answers()).declared == ""


def test_a_system_of_its_own_is_handed_on_as_its_definition(road):
    data = changed(
        road,
        "UPDATE gpkg_spatial_ref_sys SET organization = 'CITY', definition = 'PROJCS[\"grid\"]' "
        "WHERE srs_id = 4326",
    )
    assert read(data, Answers()).declared == 'PROJCS["grid"]'


def test_of_several_layers_one_is_asked_for():
    data = geopackage({"roads": [("a", ROAD)], "Участки": [("б", PLOT)]})
    (question,) = read(data, Answers()).questions
    assert (question.about, [each.token for each in question.candidates]) == (
        "member",
        ["roads", "Участки"],
    )
    assert read(data, Answers(member="Участки")).written[0].name == "б"


def test_a_file_with_a_journal_beside_it_opens(road):
    assert len(read(road[:18] + b"\x02\x02" + road[20:], Answers()).written) == 2


@pytest.mark.parametrize(
    "geometry",
    [
        shapely.Point(77.2, 43.3),
        shapely.MultiPoint([(77, 43), (78, 44)]),
        shapely.MultiLineString([ROAD, [(70, 50), (71, 51)]]),
        shapely.MultiPolygon([PLOT, shapely.box(70, 50, 71, 51)]),
    ],
)
def test_every_kind_is_read_as_it_is(road, geometry):
    assert read(drawn(road, geometry), Answers()).written[0].geometry.equals_exact(geometry)
    big = shapely.to_wkb(geometry, byte_order=0)
    envelope = struct.pack(">4d", *geometry.bounds)
    made = b"GP\x00\x02" + struct.pack(">i", 4326) + envelope + big
    assert read(drawn(road, made), Answers()).written[0].geometry.equals_exact(geometry)


def test_heights_and_measures_are_dropped_and_told(road):
    high = shapely.from_wkt("LINESTRING ZM (77 43 900 1, 78 44 910 2)")
    for flavor in ("iso", "extended"):
        made = blob(shapely.to_wkb(high, output_dimension=4, flavor=flavor))
        read_one = read(drawn(road, made), Answers())
        assert told(read_one) == [("height_dropped", None, "1"), ("measure_dropped", None, "1")]
        assert read_one.written[0].geometry == shapely.LineString([(77, 43), (78, 44)])


@pytest.mark.parametrize("empty", [b"", "POINT EMPTY", "MULTIPOLYGON EMPTY"])
def test_a_row_without_a_place_is_kept(road, empty):
    if empty:
        data = drawn(road, shapely.from_wkt(empty))
    else:
        data = changed(road, "UPDATE roads SET geom = NULL WHERE fid = 1")
    assert read(data, Answers()).written[0].geometry is None


LINE = ROAD.wkb
NESTED = b"\x01\x06\x00\x00\x00\x01\x00\x00\x00" * 20_000


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (b"", "damaged"),
        (b"GP", "damaged"),
        (LINE, "damaged"),
        (blob(LINE)[:-1], "damaged"),
        (blob(LINE) + b"\x00", "damaged"),
        (blob(LINE, flags=0x0B), "damaged"),  # envelope of a kind that does not exist
        (blob(LINE, flags=0x41), "damaged"),
        (blob(LINE, flags=0x21), "not_read"),
        (blob(b"\x01\x02\x00\x00\x00\xff\xff\xff\xff"), "damaged"),
        (blob(NESTED), "damaged"),
        (blob(b"\x01\x00\x00\x00\x00"), "damaged"),
        (blob(b"\x01\x08\x00\x00\x00\x00\x00\x00\x00"), "not_read"),
        (blob(shapely.GeometryCollection([ROAD]).wkb), "collection"),
        (blob(LINE, srs=28413), "unknown_system"),
        (blob(struct.pack("<BII4d", 1, 2, 2, 77, 43, math.nan, 44)), "not_finite"),
        (blob(b"\x01\x02\x00\x00\x00\x01\x00\x00\x00" + bytes(16)), "too_few_points"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(road, made, code):
    read_one = read(drawn(road, made), Answers())
    assert [written.name for written in read_one.written] == ["b"]
    assert [(found, row) for found, row, _ in told(read_one)] == [(code, 1)]
    assert read_one.problems[0].feature_id == "a"


def test_an_open_ring_is_closed_and_told(road):
    ring = struct.pack("<BIII6d", 1, 3, 1, 3, 77, 43, 78, 43, 78, 44)
    read_one = read(drawn(road, blob(ring)), Answers())
    assert told(read_one) == [("closed", 1, "a")] or told(read_one) == [("closed", 1, None)]
    assert read_one.written[0].geometry.equals(shapely.Polygon([(77, 43), (78, 43), (78, 44)]))


def test_a_database_that_is_no_geopackage_is_damaged(road):
    assert refused(changed(road, "DROP TABLE gpkg_contents")) == ["damaged"]
    assert refused(b"SQLite format 3\x00" + bytes(100)) == ["damaged"]
    assert refused(b"") == ["damaged"]


def test_texts_that_are_no_utf8_are_not_guessed(road):
    data = changed(road, ("UPDATE roads SET name = CAST(? AS TEXT)", (b"\xd2\xe0\xeb",)))
    assert refused(data) == ["damaged"]


def test_limits_hold_while_a_file_is_read(road, monkeypatch):
    monkeypatch.setattr(settings, "MAX_VERTICES", 5)
    assert refused(road) == ["too_many_vertices"]
    monkeypatch.setattr(settings, "MAX_FEATURES", 1)
    assert refused(road) in (["too_many_features"], ["too_many_vertices"])
