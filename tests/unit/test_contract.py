"""Every fault of a file at once, each with its row; and none in a good one."""

import copy
import json
import math

import pytest

from geodata.columns import COMMON
from geodata.contract import problems_of
from geodata.problems import ContractError
from geodata.tables import read_table
from layers.corridor import LAYER

GOOD = json.loads(LAYER.path.read_text("utf-8"))


def broken(*changes):
    """A copy of the corridor's file with changes (row, column, value) made to it."""
    document = copy.deepcopy(GOOD)
    for row, column, value in changes:
        feature = document["features"][row - 1]
        if column in {"geometry", "id", "type"}:
            feature[column] = value
        elif value is KeyError:
            del feature["properties"][column]
        else:
            feature["properties"][column] = value
    return document


def found(document):
    return [
        (problem.code, problem.row, problem.column)
        for problem in problems_of(document, LAYER.columns)
    ]


def test_the_shipped_file_has_no_problem():
    assert found(GOOD) == []


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("name_kk", "", "empty"),
        ("name_kk", 7, "wrong_type"),
        ("name_kk", KeyError, "missing"),
        ("surprise", 1, "unknown_column"),
        ("accuracy_m", -1, "out_of_range"),
        ("accuracy_m", "10", "wrong_type"),
        ("designated_year", 20014, "out_of_range"),
        ("designated_year", 2014.5, "wrong_type"),
        ("countries", ["kz"], "wrong_form"),
        ("countries", ["KZ", "KZ"], "repeated"),
        ("confidence", "sure", "not_allowed"),
        ("part_type", "Castle", "not_allowed"),
        ("disputes", [{"kk": "а", "ru": "а"}], "incomplete"),
        ("century_from", 0, "wrong_form"),
        ("geometry_kind", "schematic", None),
    ],
)
def test_each_fault_has_its_code(column, value, code):
    problems = found(broken((3, column, value)))
    expected = ("schematic_without_area", 3, "area_ha") if code is None else (code, 3, column)
    assert problems == [expected]


@pytest.mark.parametrize(
    ("geometry", "code"),
    [
        ({"type": "Point", "coordinates": [43.27, 77.22]}, "swapped"),
        ({"type": "Point", "coordinates": [0, 0]}, "outside"),
        ({"type": "Point", "coordinates": [13_681_000, 4_795_200]}, "outside"),
        ({"type": "Point", "coordinates": ["77,2", "43,3"]}, "not_a_position"),
        ({"type": "Point", "coordinates": [77.2]}, "not_a_position"),
        ({"type": "Point", "coordinates": [77.2, 43.3, 900]}, "not_a_position"),
        ({"type": "Point", "coordinates": []}, "not_a_position"),
        ({"type": "Point", "coordinates": None}, "not_a_position"),
        ({"type": "Point", "coordinates": [True, False]}, "not_a_position"),
        ({"type": "Point", "coordinates": [math.nan, 43]}, "not_a_position"),
        ({"type": "LineString", "coordinates": [[77, 43], [78, 43]]}, "wrong_geometry"),
        ({"type": "GeometryCollection", "geometries": []}, "wrong_geometry"),
        ("POINT (77 43)", "wrong_geometry"),
        (None, "kind_without_geometry"),
    ],
)
def test_each_bad_geometry_has_its_code(geometry, code):
    assert [problem[0] for problem in found(broken((5, "geometry", geometry)))] == [code]


def test_a_disputed_position_may_not_be_plotted():
    assert found(broken((5, "disputed_position", [77.0, 43.0]))) == [
        ("disputed_but_plotted", 5, "disputed_position")
    ]


def test_all_problems_at_once_in_the_order_of_rows():
    document = broken((30, "name_ru", ""), (2, "confidence", "sure"), (9, "accuracy_m", "far"))
    assert [(code, row) for code, row, _ in found(document)] == [
        ("not_allowed", 2), ("wrong_type", 9), ("empty", 30),
    ]  # fmt: skip


def test_ids_are_unique_and_equal_to_the_member():
    document = broken((2, "id", "other"))
    document["features"][4]["properties"]["id"] = document["features"][3]["properties"]["id"]
    document["features"][4]["id"] = document["features"][3]["id"]
    codes = [code for code, _, _ in found(document)]
    assert codes == ["ids_differ", "repeated_id", "repeated_id"]


@pytest.mark.parametrize(
    "document",
    [None, [], "x", 7, {}, {"type": "Feature"}, {"type": "FeatureCollection"},
     {"type": "FeatureCollection", "features": {}}],
)  # fmt: skip
def test_what_is_no_collection_is_said_to_be_none(document):
    assert [code for code, *_ in found(document)] == ["not_a_collection"]


@pytest.mark.parametrize(
    "feature", [None, 7, [], {}, {"type": "Feature"}, {"type": "Feature", "properties": []}]
)
def test_what_is_no_feature_is_said_to_be_none(feature):
    assert found({"type": "FeatureCollection", "features": [feature]}) == [
        ("not_a_feature", 1, None)
    ]


def test_a_named_coordinate_system_is_refused():
    document = GOOD | {"crs": {"type": "name", "properties": {"name": "EPSG:28413"}}}
    assert found(document) == [("has_crs", None, None)]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"\xff\xfe\x00",
        b"<OGRVRTDataSource></OGRVRTDataSource>",
        "Талғар".encode("cp1251", "replace"),
        b'{"type": "FeatureCollection", "features": [NaN]}',
        b'{"type": "FeatureCollection", "features": [',
        b"[" * 100_000,
    ],
)
def test_what_is_no_json_is_unreadable(tmp_path, body):
    path = tmp_path / "bad.geojson"
    path.write_bytes(body)
    with pytest.raises(ContractError) as refused:
        read_table(path, LAYER.columns)
    assert [problem.code for problem in refused.value.problems] == ["unreadable"]


def test_a_byte_order_mark_is_accepted(tmp_path):
    path = tmp_path / "corridor.geojson"
    path.write_bytes(b"\xef\xbb\xbf" + LAYER.path.read_bytes())
    assert len(read_table(path, LAYER.columns)) == 33


def test_a_giant_file_is_refused_before_it_is_parsed(tmp_path):
    path = tmp_path / "big.geojson"
    with path.open("wb") as file:
        file.truncate(20_000_001)
    with pytest.raises(ContractError) as refused:
        read_table(path, LAYER.columns)
    assert refused.value.problems[0].code == "too_large"


def test_the_table_keeps_its_contract():
    table = read_table(LAYER.path, LAYER.columns)
    assert table.crs == "EPSG:4326"
    assert list(table.index) == [feature["id"] for feature in GOOD["features"]]
    assert {column.name for column in (*COMMON, *LAYER.columns)} <= set(table.columns)
    assert table.loc["1442-012", "area_ha"] != table.loc["1442-012", "area_ha"]
    assert table.loc["1442-012", "region_note"] is None


SQUARE = [[77.0, 43.0], [77.1, 43.0], [77.1, 43.1], [77.0, 43.1], [77.0, 43.0]]


def with_outline(coordinates, kind="Polygon"):
    geometry = {"type": kind, "coordinates": coordinates}
    return broken((5, "geometry_kind", "boundary"), (5, "geometry", geometry))


def test_a_real_outline_is_accepted():
    assert found(with_outline([SQUARE])) == []
    assert found(with_outline([[SQUARE]], "MultiPolygon")) == []


@pytest.mark.parametrize(
    ("coordinates", "code"),
    [
        (SQUARE, "not_a_position"),
        ([[SQUARE]], "not_a_position"),
        ([], "not_a_position"),
        ([[]], "not_a_position"),
        ([SQUARE[:2]], "invalid_outline"),
        ([SQUARE[:4]], "invalid_outline"),
        ([[SQUARE[0], SQUARE[2], SQUARE[1], SQUARE[3], SQUARE[0]]], "invalid_outline"),
        ([[SQUARE[0]] * 4], "invalid_outline"),
        ([[position[::-1] for position in SQUARE]], "swapped"),
        ({"lon": 77, "lat": 43}, "not_a_position"),
        ("77 43", "not_a_position"),
        (None, "not_a_position"),
        (7, "not_a_position"),
    ],
)
def test_a_bad_outline_has_its_code(coordinates, code):
    assert [problem[0] for problem in found(with_outline(coordinates))] == [code]


def test_a_multipolygon_has_one_level_more_than_a_polygon():
    assert [p[0] for p in found(with_outline([SQUARE], "MultiPolygon"))] == ["not_a_position"]


def test_a_position_has_its_kind_and_a_feature_its_geometry():
    told = found(broken((5, "geometry_kind", None)))
    assert told == [("geometry_without_kind", 5, "geometry_kind")]
    document = broken()
    del document["features"][4]["geometry"]
    assert found(document) == [("missing", 5, "geometry")]


@pytest.mark.parametrize("literal", ["1e999", "-1e999", "1" + "0" * 400, "NaN", "Infinity"])
@pytest.mark.parametrize("column", ["accuracy_m", "area_ha", "designated_year", "century_from"])
def test_a_number_beyond_all_bounds_is_unreadable(tmp_path, column, literal):
    path = tmp_path / "corridor.geojson"
    text = json.dumps(broken((3, column, "@")), ensure_ascii=False)
    path.write_text(text.replace('"@"', literal), "utf-8")
    with pytest.raises(ContractError):
        read_table(path, LAYER.columns)


def test_half_a_letter_is_unreadable(tmp_path):
    path = tmp_path / "corridor.geojson"
    path.write_text(json.dumps(broken((3, "name_kk", "\ud800"))), "utf-8")
    with pytest.raises(ContractError) as refused:
        read_table(path, LAYER.columns)
    assert refused.value.problems[0].code == "unreadable"
