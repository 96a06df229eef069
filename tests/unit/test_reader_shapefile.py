"""Shapefiles in a ZIP: each member says its part, and what is missing is not made up."""

import struct

import pytest
import shapely

from geodata import settings
from geodata.problems import ContractError
from geodata.readers.brought import Answers
from geodata.readers.shapefile import read
from tests.brought_files import PLOT, ROAD, SQUARE, WGS84, packed, shape_members, shape_zip

LINE = ROAD.__geo_interface__
ROWS = [(("a",), LINE)]
KAZAKH = "Талғар қаласы, Қаскелең ауылы, Үшқоңыр"
RUSSIAN = "Дорога в Алматинский заповедник"


def told(reading):
    return [(problem.code, problem.row, problem.value) for problem in reading.problems]


def refused(data, answers=None):
    with pytest.raises(ContractError) as error:
        read(data, answers or Answers())
    return [problem.code for problem in error.value.problems]


def without(members, *ends):
    return packed({k: v for k, v in members.items() if not k.endswith(ends)})


@pytest.mark.parametrize("more", [{}, {"road.prj": ""}])
def test_no_projection_is_nothing_declared(more):
    read_one = read(shape_zip(ROWS, 3, more), Answers())
    assert (read_one.declared, read_one.defined) == ("", False)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_the_projection_is_handed_on_as_it_is_written(mark):
    data = shape_zip(ROWS, 3, {"ROAD.PRJ": mark + WGS84.encode() + b"\r\n"})
    assert read(data, Answers()).declared == WGS84


def test_index_and_table_may_be_missing():
    members = shape_members(ROWS, 3)
    (written,) = read(without(members, ".shx", ".dbf"), Answers()).written
    assert (written.geometry, written.name, written.properties) == (ROAD, "", {})


def test_without_positions_there_is_nothing():
    assert refused(without(shape_members(ROWS, 3), ".shp")) == ["incomplete_shapefile"]


def test_of_several_one_is_asked_for():
    both = shape_members(ROWS, 3, stem="a/one") | shape_members([(("b",), LINE)], 3, stem="b/two")
    (question,) = read(packed(both), Answers()).questions
    assert question.about == "member"
    assert [each.token for each in question.candidates] == ["a/one.shp", "b/two.shp"]
    assert read(packed(both), Answers(member="b/two.shp")).written[0].name == "b"


@pytest.mark.parametrize(
    ("kind", "geometry"),
    [
        (8, shapely.MultiPoint([(77, 43), (78, 44)])),
        (3, shapely.MultiLineString([ROAD, [(70, 50), (71, 51)]])),
        (5, shapely.MultiPolygon([PLOT, shapely.box(70, 50, 71, 51)])),
    ],
)
def test_every_kind_is_read_as_it_is(kind, geometry):
    (written,) = read(shape_zip([(("a",), geometry.__geo_interface__)], kind), Answers()).written
    assert written.geometry.normalize().equals_exact(geometry.normalize(), 1e-12)


def test_a_hole_drawn_by_itself_is_an_area():
    """An island in a hole, and an outline that runs the wrong way."""
    island = shapely.box(77.245, 43.345, 77.255, 43.355)
    both = shapely.MultiPolygon([PLOT, island])
    (written,) = read(shape_zip([(("a",), both.__geo_interface__)], 5), Answers()).written
    assert written.geometry.normalize().equals_exact(both.normalize(), 1e-12)
    data = shape_members([(("a",), SQUARE.__geo_interface__)], 5)
    corners = struct.pack("<10d", *(n for c in SQUARE.exterior.coords[::-1] for n in c))
    forward = struct.pack("<10d", *(n for c in SQUARE.exterior.coords for n in c))
    shp = data["road.shp"]
    data["road.shp"] = (
        shp.replace(forward, corners) if forward in shp else shp.replace(corners, forward)
    )
    assert data["road.shp"] != shp
    assert read(packed(data), Answers()).written[0].geometry.equals(SQUARE)


def test_heights_and_measures_are_dropped_and_told():
    line = [(77, 43, 900, 1), (78, 44, 910, 2)]
    high = read(shape_zip([(("a",), lambda writer: writer.linez([line]))], 13), Answers())
    assert told(high) == [("height_dropped", None, "1"), ("measure_dropped", None, "1")]
    assert high.written[0].geometry == shapely.LineString([(77, 43), (78, 44)])
    point = shape_zip([(("a",), lambda writer: writer.pointz(77, 43, 900))], 11)
    assert told(read(point, Answers())) == [("height_dropped", None, "1")]
    measured = shape_zip([(("a",), lambda writer: writer.pointm(77, 43, 900))], 21)
    assert told(read(measured, Answers())) == [("measure_dropped", None, "1")]


def test_a_point_is_a_point():
    (written,) = read(shape_zip([(("a",), lambda w: w.point(77.2, 43.3))], 1), Answers()).written
    assert written.geometry == shapely.Point(77.2, 43.3)


def test_a_surface_is_not_read():
    corners = [(77, 43, 0), (78, 43, 0), (78, 44, 0)]
    data = shape_zip([(("a",), lambda writer: writer.multipatch([corners], [0]))], 31)
    assert told(read(data, Answers())) == [("not_read", 1, "MULTIPATCH")]


def test_a_row_without_a_place_and_a_deleted_one():
    members = shape_members([(("a",), LINE), (("b",), None), (("c",), LINE)], 3)
    table = bytearray(members["road.dbf"])
    length = struct.unpack_from("<H", table, 10)[0]
    table[struct.unpack_from("<H", table, 8)[0] + 2 * length] = ord("*")
    read_one = read(packed(members | {"road.dbf": bytes(table)}), Answers())
    assert [(each.name, each.geometry) for each in read_one.written] == [("a", ROAD), ("b", None)]
    assert told(read_one) == [("not_read", 3, "deleted")]


def test_values_stay_as_they_are_written():
    fields = [("NAME", "C", 20), ("KM", "N", 10, 2), ("SINCE", "D", 8), ("OPEN", "L", 1)]
    rows = [(("a", 12.5, "20260131", True), LINE), (("", None, None, None), LINE)]
    first, second = read(shape_zip(rows, 3, fields=fields), Answers()).written
    assert first.properties == {"NAME": "a", "KM": "12.50", "SINCE": "2026-01-31", "OPEN": "true"}
    assert (first.name, second.name, second.properties) == ("a", "", {})


@pytest.mark.parametrize("named", [None, "{}", "nonsense", "1252"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "kz1048", "ptcp154", "cp866"])
@pytest.mark.parametrize("text", [KAZAKH, RUSSIAN, "Талғар", "Қаялық"])
def test_texts_are_right_or_asked(text, encoding, named):
    """Whatever the archive says of them, or does not."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return
    more = {"road.cpg": named.format(encoding)} if named else {}
    rows = [((text,), LINE)]
    data = shape_zip(rows, 3, more, encoding=encoding, fields=[("NAME", "C", 100)])
    read_one = read(data, Answers())
    if read_one.questions:
        (question,) = read_one.questions
        assert question.about == "encoding"
        assert named != "{}" or encoding == "cp1251", "what is named and possible is not asked"
    else:
        assert read_one.written[0].name == text
    assert read(data, Answers(encoding=encoding)).written[0].name == text


def language(members, code):
    table = bytearray(members["road.dbf"])
    table[29] = code
    return packed(members | {"road.dbf": bytes(table)})


def test_the_table_says_its_language():
    members = shape_members([((RUSSIAN,), LINE)], 3, encoding="cp1251")
    read_one = read(language(members, 0xC9), Answers())
    assert (read_one.written[0].name, read_one.encoding) == (RUSSIAN, "cp1251")


def test_a_table_that_calls_kazakh_russian_is_not_believed():
    members = shape_members([((KAZAKH,), LINE)], 3, encoding="kz1048")
    read_one = read(language(members, 0xC9), Answers())
    assert read_one.questions or read_one.written[0].name == KAZAKH
    assert read(language(members, 0xC9), Answers(encoding="kz1048")).written[0].name == KAZAKH


def test_a_letter_cut_by_its_field_is_left_out():
    members = shape_members([(("Талғар1",), LINE)], 3, fields=[("NAME", "C", 13)])
    members["road.dbf"] = members["road.dbf"].replace("р1".encode(), "аа".encode()[:3])
    assert read(packed(members), Answers()).written[0].name == "Талғаа"


def broken(offset, form, value):
    members = shape_members(ROWS, 3)
    shp = bytearray(members["road.shp"])
    struct.pack_into(form, shp, offset, value)
    return packed(members | {"road.shp": bytes(shp)})


@pytest.mark.parametrize(
    ("offset", "form", "value"),
    [
        (104, ">i", -4),  # a length that leads back: pyshp walks in a circle
        (104, ">i", 0),
        (104, ">i", 2**31 - 1),
        (108, "<i", 99),  # no such type
        (148, "<i", 2**31 - 1),  # positions
        (148, "<i", -1),
        (144, "<i", 2**31 - 1),  # parts
        (144, "<i", -1),
    ],
)
def test_numbers_that_lie_end_the_reading(offset, form, value):
    assert refused(broken(offset, form, value)) == ["damaged"]


def test_parts_that_lie_are_the_rows_fault():
    assert told(read(broken(152, "<i", 2), Answers()))[0][0] == "not_numbers"


def test_positions_that_are_no_numbers():
    (problem,) = read(broken(156, "<d", float("nan")), Answers()).problems
    assert (problem.code, problem.row, problem.feature_id) == ("not_finite", 1, "a")


def test_a_table_of_other_rows_is_not_guessed_together():
    more = shape_members([*ROWS, *ROWS], 3)
    data = packed(shape_members(ROWS, 3) | {"road.dbf": more["road.dbf"]})
    assert refused(data) == ["damaged"]
    cut = shape_members(ROWS, 3)
    assert refused(packed(cut | {"road.dbf": cut["road.dbf"][:-10]})) == ["damaged"]


def test_limits_hold_while_a_file_is_read(monkeypatch):
    data = shape_zip([*ROWS, *ROWS], 3)
    monkeypatch.setattr(settings, "MAX_VERTICES", 5)
    assert refused(data) == ["too_many_vertices"]
    monkeypatch.setattr(settings, "MAX_FEATURES", 1)
    monkeypatch.setattr(settings, "MAX_VERTICES", 100)
    assert refused(data) == ["too_many_features"]
