"""What lies near on the command line and in files: the rows, the sentences, the exit codes."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from math import isnan

import numpy as np
import openpyxl
import pytest
from geographiclib.geodesic import Geodesic
from shapely.geometry import LineString, Point

from dossiers.proximity import SORTS, called, in_order
from geodata import settings
from geodata.office import store
from geodata.readers import __main__ as reading
from geodata.readers import apart
from geodata.readers.brought import Answers
from geodata.readers.gpx import read as read_gpx
from geodata.readers.kml import read as read_kml
from i18n import LANGUAGES, translator
from layers.catalogue import collection
from layers.proximity import Starts, proximity
from reports import command_line
from reports.proximity import FORMS, as_json, file_of, forms_of
from tests import brought_files as make
from tests.command_line import Beside
from tests.office import TALGAR, boundary, square

TURKISTAN = (68.2517, 43.2973)
KEYS = {
    "point", "feature_id", "layer", "distance_m", "accuracy_m", "bearing_deg", "zone", "kind",
}  # fmt: skip
EDGE = 0.004
"""Half the side of the invented place, degrees."""


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    """An empty office of this test alone, and the reader without a process of its own."""
    monkeypatch.setattr(settings, "OFFICE", tmp_path / "office")
    monkeypatch.setattr(apart, "_Process", Beside)
    monkeypatch.setattr(reading, "_say", lambda stage: None)
    return store()


@pytest.fixture
def near(capsys):
    """near(*words): exit code, standard output, errors."""

    def run(*words, lang="en"):
        try:
            code = command_line.run(["near", *map(str, words), "--lang", lang])
        except SystemExit as end:
            code = end.code
        said = capsys.readouterr()
        assert "Traceback" not in said.err
        if code:
            assert code == 3 and said.out == "" and said.err
        return code, said.out, said.err

    return run


@pytest.fixture
def rows(near):
    """rows(*words): those of the JSON, which is all that is printed."""

    def answered(*words):
        code, out, _ = near(*words, "--json", "-")
        assert code == 0
        return json.loads(out)

    return answered


def metres(here, there):
    return Geodesic.WGS84.Inverse(here[1], here[0], there[1], there[0])["s12"]


# ---- one position --------------------------------------------------------------------------------


def test_the_rows_are_those_that_geographiclib_finds_over_every_layer(rows):
    found = rows("43.2973", "68.2517", "--within", "50")
    table = collection().table
    placed = table[table.geometry.notna()]
    expected = {
        identity: metres(TURKISTAN, (place.x, place.y))
        for identity, place in placed.geometry.items()
    }
    expected = {identity: far for identity, far in expected.items() if far <= 50_000}
    said = {row["feature_id"]: row["distance_m"] for row in found["rows"]}
    assert said == pytest.approx(expected, abs=0.006)
    assert {row["layer"] for row in found["rows"]} >= {"places", "sacred_places", "world_heritage"}
    assert all(set(row) >= KEYS for row in found["rows"])
    assert list(said.values()) == sorted(said.values())
    assert {row["layer"] for row in found["nearest"]} == set(placed["layer"])
    assert "sp-sauran" in found["without_position"]


@pytest.mark.parametrize(
    "written",
    [
        ("43.2973", "68.2517"),
        ("43.2973, 68.2517",),
        ("43,2973", "68,2517"),
        ("43°17'50.28\"N", "68°15'6.12\"E"),
        ("68°15'06.12\" в. д., 43°17'50.28\" с. ш.",),
        ("geo:43.2973,68.2517",),
    ],
)
def test_a_position_is_understood_in_any_spelling(rows, written):
    [point] = rows(*written, "--within", "10")["points"]
    assert (point["lon"], point["lat"]) == pytest.approx(TURKISTAN, abs=1e-6)
    assert point["point"] == 1


def test_latitude_comes_first_where_either_could(rows):
    [point] = rows("50.1", "51.2", "--within", "10")["points"]
    assert (point["lat"], point["lon"]) == (50.1, 51.2)


def test_metres_of_an_unnamed_system_are_asked_about_and_answered_by_an_option(near, rows):
    code, _, told = near("13681000", "4795200", "--within", "10")
    assert code == 3 and "EPSG:28413" in told and "EPSG:10947" in told
    [point] = rows("13681000", "4795200", "--crs", "EPSG:28413", "--within", "10")["points"]
    assert (point["lat"], point["lon"]) == pytest.approx((43.27016, 77.22892), abs=1e-5)


@pytest.mark.parametrize(
    "words",
    [
        ("1", "2", "--within", "10"),
        ("nowhere.csv", "--within", "10"),
        ("north", "east", "--within", "10"),
        ("43.3", "68.2", "--within", "0"),
        ("43.3", "68.2", "--within", "much"),
        ("43.3", "68.2", "--within", "-5"),
        ("43.3", "68.2"),
        ("--within", "5"),
        ("43.3", "68.2", "--within", "5", "--json", "/no/such/folder/out.json"),
    ],
)
def test_bad_input_ends_with_3_and_a_sentence(near, words):
    assert near(*words)[0] == 3


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_json_it_is_said_in_words(near, lang):
    code, said, _ = near("43.2973", "68.2517", "--within", "50", lang=lang)
    assert code == 0
    assert called("sp-arystanbab", translator(lang)) in said and "sp-arystanbab" in said


def test_what_is_written_to_a_file_is_what_is_printed(near, tmp_path):
    out = tmp_path / "out.json"
    words = ("43.2973", "68.2517", "--within", "50", "--json")
    assert near(*words, out)[0] == 0
    assert out.read_bytes().decode() == near(*words, "-")[1]


# ---- boundaries ----------------------------------------------------------------------------------


def row_of(found, identity, among="rows"):
    [row] = [each for each in found[among] if each["feature_id"] == identity]
    return row


def test_to_a_loaded_boundary_the_distance_is_that_to_its_edge(office, rows):
    office.add(boundary(), boundary("buffer_zone"))
    lon, lat = TALGAR[0] + EDGE + 0.02, TALGAR[1]
    row = row_of(rows(lat, lon, "--within", "5"), "1442-012")
    edge = metres((lon, lat), (TALGAR[0] + EDGE, lat))
    assert row["kind"] == "boundary"
    assert row["distance_m"] == pytest.approx(edge, abs=1)
    assert row["accuracy_m"] == 11 and row["accuracy_whole"]
    assert row["zone"] is None
    assert row["bearing_deg"] == pytest.approx(270, abs=0.1)


def test_one_stands_in_the_innermost_zone_and_nothing_is_said_too_near_to_an_edge(office, rows):
    office.add(boundary(), boundary("buffer_zone"))
    inside = rows(TALGAR[1], TALGAR[0], "--within", "5")
    row = row_of(inside, "1442-012")
    assert (row["distance_m"], row["zone"], row["bearing_deg"]) == (0, "property", None)
    assert [each["zone"] for each in inside["standing"]] == ["property", "buffer_zone"]
    assert all(each["certain"] for each in inside["standing"])
    between = row_of(rows(TALGAR[1], TALGAR[0] + 0.006, "--within", "5"), "1442-012")
    assert between["zone"] == "buffer_zone" and between["distance_m"] > 100
    at_edge = rows(TALGAR[1], TALGAR[0] + 0.00805, "--within", "5")
    [standing] = at_edge["standing"]
    assert 0 < standing["clearance_m"] < 11 and not standing["certain"]
    assert row_of(at_edge, "1442-012")["zone"] is None


def test_a_buffer_zone_alone_is_no_boundary_of_its_place(office, rows):
    office.add(boundary("buffer_zone"))
    row = row_of(rows(TALGAR[1], TALGAR[0], "--within", "5"), "1442-012")
    assert row["kind"] == "point" and row["zone"] == "buffer_zone"


def test_a_boundary_of_a_place_that_no_layer_has_is_found_too(office, rows):
    office.add(boundary("heritage_protection", "own-mound", square(70.0, 43.0)))
    row = row_of(rows("43.0", "70.1", "--within", "20"), "own-mound")
    assert (row["layer"], row["kind"]) == ("boundaries", "boundary")
    assert row_of(rows("43.0", "70.0", "--within", "20"), "own-mound")["zone"] == (
        "heritage_protection"
    )


# ---- files of points -----------------------------------------------------------------------------


def written(tmp_path, text, name="points.csv"):
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return path


def test_each_point_of_a_file_is_answered_by_its_row(rows, near, tmp_path):
    path = written(
        tmp_path, f"name,lat,lon\nһотель,{TURKISTAN[1]},{TURKISTAN[0]}\n=1+1,50.3,57.2\n"
        f"again,{TURKISTAN[1]},{TURKISTAN[0]}\n"
    )  # fmt: skip
    found = rows(path, "--within", "10")
    assert [each["name"] for each in found["points"]] == ["һотель", "=1+1", "again"]
    numbers = [each["point"] for each in found["points"]]
    alone = rows(TURKISTAN[1], TURKISTAN[0], "--within", "10")["rows"]
    for number in (numbers[0], numbers[2]):
        these = [each for each in found["rows"] if each["point"] == number]
        assert these == [{**each, "point": number} for each in alone]
    assert not [each for each in found["rows"] if each["point"] == numbers[1]]
    assert "WGS 84" in near(path, "--within", "10")[2]


def test_a_named_system_is_taken_without_a_word(near, tmp_path):
    path = written(tmp_path, "name,lat,lon\na,43.3,68.2\n")
    assert near(path, "--within", "10", "--crs", "EPSG:4326")[2] == ""


def test_metres_of_a_file_are_asked_about(near, tmp_path):
    path = written(tmp_path, "name,x,y\na,13681000,4795200\n")
    code, _, told = near(path, "--within", "10")
    assert code == 3 and "--crs EPSG:28413" in told


def test_an_empty_list_is_a_sentence(near, tmp_path):
    assert near(written(tmp_path, "name,lat,lon\n"), "--within", "10")[0] == 3


def test_more_than_a_hundred_thousand_points_are_a_sentence(near, tmp_path):
    lines = "\n".join(f"{i},43.{i % 9}1,77.{i % 7}2" for i in range(100_001))
    code, _, told = near(written(tmp_path, f"name,lat,lon\n{lines}\n"), "--within", "1")
    assert code == 3 and "100,000" in told


def test_lines_are_left_out_aloud(near, tmp_path):
    path = tmp_path / "mixed.geojson"
    line = LineString([(77, 43), (77.1, 43)])
    path.write_bytes(make.geojson(("a", Point(77.2, 43.3)), ("b", line)))
    code, _, told = near(path, "--within", "10")
    assert code == 0 and "1 row is no point" in told
    path.write_bytes(make.geojson(("b", line)))
    assert near(path, "--within", "10")[0] == 3


def test_a_row_outside_the_working_area_is_told_and_only_left_out_if_one_says_so(near, tmp_path):
    path = tmp_path / "far.geojson"
    path.write_bytes(make.geojson(("a", Point(77.2, 43.3)), ("b", Point(10, 10))))
    code, _, told = near(path, "--within", "10")
    assert code == 3 and "--leave-out" in told
    assert near(path, "--within", "10", "--leave-out")[0] == 0


def test_the_file_itself_is_never_written_over(near, tmp_path):
    path = written(tmp_path, "name,lat,lon\na,43.3,68.2\n")
    assert near(path, "--within", "10", "--json", path)[0] == 3
    assert path.read_text("utf-8").startswith("name")


# ---- files to take along -------------------------------------------------------------------------


def alone():
    return proximity(Starts(np.array([TURKISTAN]), (1,)), 50_000.0)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_file_has_the_rows_of_the_table_in_its_order(lang, sort):
    t, found = translator(lang), alone()
    expected = in_order(found.rows, sort, t)
    names = [called(each, t) for each in expected["feature_id"]]
    files = {form: file_of(form, found, t, (50_000.0,), sort) for form in FORMS}
    table = list(csv.DictReader(io.StringIO(files["csv"].decode("utf-8-sig")), delimiter=";"))
    assert [each["feature_id"] for each in table] == list(expected["feature_id"])
    far = [float(each["distance_m"].replace(",", ".")) for each in table]
    assert far == pytest.approx(list(expected["distance_m"]), abs=0.006)
    sheet = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))["near"]
    heads, *cells = sheet.iter_rows(values_only=True)
    assert [row[heads.index("feature_id")] for row in cells] == list(expected["feature_id"])
    features = json.loads(files["geojson"])["features"]
    assert [each["properties"][f"name_{lang}"] for each in features] == names
    for form, read in (("kml", read_kml), ("gpx", read_gpx)):
        back = read(files[form], Answers())
        assert [each.name for each in back.written] == names
        assert not back.problems
        for each, identity in zip(back.written, expected["feature_id"], strict=True):
            place = collection().table.geometry[identity]
            assert each.geometry.equals_exact(place, 1e-9)


def test_the_same_answer_makes_the_same_bytes():
    for form in FORMS:
        first, second = (file_of(form, alone(), translator("kk"), (50_000.0,)) for _ in range(2))
        assert first == second


def test_gpx_says_its_elements_in_the_order_of_its_schema():
    root = ET.fromstring(file_of("gpx", alone(), translator("kk"), (50_000.0,)))
    space = "{http://www.topografix.com/GPX/1/1}"
    assert root.tag == f"{space}gpx" and root.attrib == {"version": "1.1", "creator": "Mura"}
    assert root[0].tag == f"{space}metadata"
    for point in root.findall(f"{space}wpt"):
        assert [each.tag for each in point] == [
            f"{space}{name}" for name in ("name", "desc", "type")
        ]
        assert -90 <= float(point.attrib["lat"]) <= 90 and -180 <= float(point.attrib["lon"]) <= 180


def test_of_many_points_the_files_count_what_lies_within_each_ring(office):
    office.add(boundary(), boundary("buffer_zone"))
    starts = Starts(
        np.array([TURKISTAN, (57.2, 50.3), TALGAR]), (2, 3, 4), ('=cmd|"x"', "<b>", ""), 0.0
    )
    found, t = proximity(starts, 50_000.0), translator("en")
    made = openpyxl.load_workbook(io.BytesIO(file_of("xlsx", found, t, (10_000.0, 50_000.0))))
    heads, *cells = made["points"].iter_rows(values_only=True)
    told = [dict(zip(heads, row, strict=True)) for row in cells]
    for row, number in zip(told, starts.numbers, strict=True):
        of = found.rows[found.rows["point"] == number]
        assert row["within_10000_m"] == (of["distance_m"] <= 10_000).sum()
        assert row["within_50000_m"] == len(of)
        first = found.nearest[found.nearest["point"] == number].sort_values("distance_m").iloc[0]
        assert row["nearest_id"] == first["feature_id"]
    assert "1442-012 property" in told[2]["stands_in"]
    assert not told[0]["name_en"].startswith("=")
    pairs = list(made["near"].iter_rows(values_only=True))[1:]
    assert len(pairs) == len(found.rows)
    for form in FORMS:
        assert file_of(form, found, t, (10_000.0, 50_000.0))


def test_json_holds_no_number_that_json_has_not():
    assert b"NaN" not in as_json(alone())
    assert isnan(alone().rows["accuracy_m"].iloc[0])


def test_a_workbook_is_offered_of_as_many_points_as_can_be_waited_for(monkeypatch):
    assert forms_of(alone()) == list(FORMS)
    monkeypatch.setattr("reports.proximity.MOST_IN_A_BOOK", 0)
    assert forms_of(alone()) == ["csv", "json"]
