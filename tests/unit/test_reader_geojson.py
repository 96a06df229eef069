"""GeoJSON by RFC 7946: what it allows is read, what it forbids is named with its row."""

import json

import pytest
import shapely

from geodata import settings
from geodata.problems import ContractError
from geodata.readers.brought import Answers
from geodata.readers.geojson import read
from tests.brought_files import PLOT, ROAD, geojson

POINT = {"type": "Point", "coordinates": [77.2, 43.3]}


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def of(kind, coordinates):
    return feature({"type": kind, "coordinates": coordinates})


def reading(*features, **members):
    return read(geojson(*features, **members), Answers())


def told(reading):
    return [(problem.code, problem.row, problem.value) for problem in reading.problems]


def refused(data):
    with pytest.raises(ContractError) as error:
        read(data, Answers())
    return [problem.code for problem in error.value.problems]


@pytest.mark.parametrize(
    "document",
    [POINT, feature(POINT), {"type": "FeatureCollection", "features": [feature(POINT)]}],
    ids=["geometry", "feature", "collection"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_bare_ones_are_read_too(document, encoding):
    read_one = read(json.dumps(document).encode(encoding), Answers())
    assert [written.geometry for written in read_one.written] == [shapely.Point(77.2, 43.3)]
    assert (read_one.declared, read_one.defined) == ("EPSG:4326", True)
    assert read_one.encoding == encoding


@pytest.mark.parametrize(
    "geometry",
    [
        shapely.MultiPoint([(77.1, 43), (77.2, 43)]),
        shapely.MultiLineString([ROAD, shapely.LineString([(70, 50), (71, 51)])]),
        shapely.MultiPolygon([PLOT, shapely.box(70, 50, 71, 51)]),
        shapely.Polygon(list(PLOT.exterior.coords)[::-1]),
    ],
    ids=["points", "lines", "areas", "clockwise"],
)
def test_every_kind_is_read_as_it_is(geometry):
    (written,) = reading(("a", geometry)).written
    assert written.geometry.equals_exact(geometry)


@pytest.mark.parametrize(
    ("written", "code", "value"),
    [
        (of("Point", ["77.2", "43.3"]), "not_numbers", "['77.2', '43.3']"),
        (of("Point", ["77,2", "43,3"]), "not_numbers", "['77,2', '43,3']"),
        (of("Point", [True, 43.3]), "not_numbers", "[True, 43.3]"),
        (of("Point", [77.2, 43.3, 77.3, 43.4, 77.5]), "not_numbers", None),
        (of("Point", [77.2]), "not_numbers", "[77.2]"),
        (of("Point", [[77.2, 43.3]]), "not_numbers", "[[77.2, 43.3]]"),
        (of("Point", {"x": 1}), "not_numbers", "{'x': 1}"),
        (of("Polygon", [77.2, 43.3]), "not_numbers", "77.2"),
        (of("MultiPolygon", "77 43"), "not_numbers", "77 43"),
        (feature({"type": "Point"}), "not_numbers", None),
        (of("Point", [float("nan"), 43.3]), "not_finite", "nan, 43.3"),
        (of("Point", [77.2, float("inf")]), "not_finite", "77.2, inf"),
        (of("LineString", [[77.2, 43.3], [10**400, 43]]), "not_finite", None),
        (of("LineString", [[77.2, 43.3]]), "too_few_points", "1"),
        (of("LineString", [[77.2, 43.3], [77.2, 43.3]]), "too_few_points", "2"),
        (of("Polygon", [[[77, 43], [78, 43], [77, 43], [77, 43]]]), "too_few_points", "4"),
        (of("Circle", [77.2, 43.3]), "not_read", "Circle"),
        (feature("Point"), "not_read", "Point"),
        (feature({"type": "GeometryCollection", "geometries": []}), "collection", None),
        ({"type": "Station"}, "not_read", "{'type': 'Station'}"),
        (feature(POINT, height=float("nan")), "not_finite", "nan"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(written, code, value):
    read_one = reading(("good", ROAD), written, ("good", ROAD))
    assert [each.row for each in read_one.written] == [1, 3]
    ((found, row, said),) = told(read_one)
    assert (found, row) == (code, 2)
    assert value is None or said == value


def test_a_number_beyond_all_bounds_is_no_place():
    data = geojson(of("Point", [77.25, 43.3])).replace(b"77.25", b"1e999")
    assert told(read(data, Answers())) == [("not_finite", 1, "inf, 43.3")]


def test_an_object_that_says_a_thing_twice_is_not_believed():
    data = geojson(feature(POINT)).replace(b'"type": "Point"', b'"type": "Point", "type": "Point"')
    assert told(read(data, Answers())) == [("repeated_member", 1, None)]


def test_heights_are_dropped_and_counted_once_a_file():
    high = of("LineString", [[77, 43, 900], [77.1, 43.1, 910]])
    read_one = reading(high, high, of("Point", [77, 43, 900, 5]))
    assert told(read_one) == [("height_dropped", None, "3"), ("measure_dropped", None, "1")]
    assert not any(written.geometry.has_z for written in read_one.written)


def test_an_open_ring_is_closed_and_told():
    read_one = reading(of("Polygon", [[[77, 43], [78, 43], [78, 44]]]))
    assert told(read_one) == [("closed", 1, None)]
    assert read_one.written[0].geometry.equals(shapely.Polygon([(77, 43), (78, 43), (78, 44)]))


def test_a_feature_without_a_place_keeps_its_row():
    (written,) = reading(feature(None, name="somewhere")).written
    assert (written.geometry, written.name) == (None, "somewhere")


@pytest.mark.parametrize("kind", ["LineString", "MultiPoint", "MultiPolygon", "Polygon"])
def test_an_empty_geometry_is_none(kind):
    (written,) = reading(of(kind, [])).written
    assert written.geometry is None


def test_repeated_ids_are_refused_wherever_they_stand():
    rows = [feature(POINT) | {"id": identity} for identity in ("a", 1, "b", "1", "a")]
    read_one = reading(*rows)
    assert [problem.row for problem in read_one.problems] == [1, 2, 4, 5]
    assert {problem.code for problem in read_one.problems} == {"repeated_id"}
    assert [written.name for written in read_one.written] == ["b"]


@pytest.mark.parametrize(
    ("name", "declared"),
    [
        ("EPSG:28413", "EPSG:28413"),
        ("urn:ogc:def:crs:EPSG::4284", "EPSG:4284"),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"),
        ("local grid", "local grid"),
    ],
)
def test_a_named_system_is_believed_and_told(name, declared):
    read_one = reading(("a", ROAD), crs={"type": "name", "properties": {"name": name}})
    assert (read_one.declared, read_one.defined) == (declared, False)
    assert told(read_one) == [("crs_named", None, name)]


def test_a_system_that_is_said_to_be_none_is_asked():
    read_one = reading(("a", ROAD), crs=None)
    assert (read_one.declared, read_one.defined) == ("", False)


def test_a_system_behind_a_link_is_not_fetched():
    link = {"type": "link", "properties": {"href": "file:///etc/passwd"}}
    assert refused(geojson(("a", ROAD), crs=link)) == ["names_other_files"]


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b"77",
        b'{"type": "Topology", "objects": {}, "arcs": []}',
        b'{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline"}',
        b'{"type": "FeatureCollection", "features": {}}',
        b"[" * 5_000,
        b'{"type": "Point", "coordinates": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
        b'{"type": "Point", "coordinates": [' + b"9" * 5_000 + b", 43]}",
    ],
)
def test_what_is_no_geojson_is_damaged(data):
    assert refused(data) == ["damaged"]


def test_texts_of_another_encoding_are_asked_or_right():
    name = "Талғар қаласы, Қаскелең ауылы, Үшқоңыр жайлауы"
    data = geojson((name, ROAD)).decode().encode("kz1048")
    first = read(data, Answers())
    if first.questions:
        assert [question.about for question in first.questions] == ["encoding"]
    else:
        assert first.written[0].name == name
    assert read(data, Answers(encoding="kz1048")).written[0].name == name


def test_values_are_texts_that_can_be_kept():
    properties = {"n": 5, "f": 1.5, "t": True, "no": None, "o": {"a": [1]}, "s": "\ud800б\x00"}
    (written,) = read(json.dumps(feature(POINT, **properties)).encode(), Answers()).written
    said = {"n": "5", "f": "1.5", "t": "true", "o": '{"a": [1]}', "s": "?б"}
    assert written.properties == said
    json.dumps(written.properties, ensure_ascii=False).encode()


@pytest.mark.parametrize(("key", "name"), [("NAME", "a"), ("Название", "б"), ("атауы", "в")])
def test_a_feature_is_called_what_its_columns_say(key, name):
    assert reading(feature(POINT, **{key: name})).written[0].name == name


def test_limits_hold_while_a_file_is_read(monkeypatch):
    monkeypatch.setattr(settings, "MAX_VERTICES", 10)
    monkeypatch.setattr(settings, "MAX_FEATURES", 2)
    monkeypatch.setattr(settings, "MAX_COLUMNS", 3)
    assert refused(geojson(*[feature(POINT)] * 3)) == ["too_many_features"]
    long = [[x, 43] for x in range(11)]
    assert refused(geojson(of("LineString", long))) == ["too_many_vertices"]
    wide = {key: 1 for key in "abcd"}
    assert refused(geojson(feature(POINT, **wide))) == ["too_many_columns"]
    assert refused(b"[" * 30) == ["too_many_vertices"]
    assert refused(b"{" * 30) == ["too_many_features"]


def test_problems_come_before_notices_where_there_are_many(monkeypatch):
    monkeypatch.setattr(settings, "MAX_PROBLEMS", 3)
    opened = of("Polygon", [[[77, 43], [78, 43], [78, 44]]])
    read_one = reading(*[opened] * 5, of("Point", []))
    assert [code for code, *_ in told(read_one)] == ["closed", "closed", "not_numbers"]
