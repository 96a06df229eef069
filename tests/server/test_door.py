"""The door: files of every kind through the process that reads them, as the page sends them."""

import json
import os
import time
from pathlib import Path

import numpy as np
import psutil
import pytest
from shapely.geometry import Point, mapping

from geodata.problems import ContractError
from geodata.readers import apart
from geodata.readers.apart import bring
from geodata.readers.brought import Answers
from tests.brought_files import shape_zip

TALGAR = 77.2222, 43.2778


def collection(geometries):
    features = [
        {"type": "Feature", "properties": {"name": f"№ {n}"}, "geometry": mapping(each)}
        for n, each in enumerate(geometries, 1)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def test_a_good_file_is_placed_and_progress_is_told():
    told = []
    brought = bring(
        "жол.geojson", collection([Point(TALGAR)]), progress=lambda stage, done: told.append(stage)
    )
    assert brought.form == "geojson"
    assert brought.placement.system == "EPSG:4326"
    assert brought.placement.basis == "format"
    assert brought.table.crs == "EPSG:4326"
    assert list(brought.table.columns) == ["row", "name", "properties", "geometry"]
    assert brought.table.loc[0, "name"] == "№ 1"
    assert brought.table.geometry[0].equals_exact(Point(TALGAR), 1e-9)
    assert told == ["waiting", "starting", "reading", "placing", "done"]


def test_a_swapped_file_is_asked_about_and_nothing_is_placed_before():
    data = collection([Point(TALGAR[::-1]), Point(43.3, 77.3)])
    asked = bring("a.geojson", data)
    assert asked.table is None
    [question] = asked.questions
    assert question.about == "axes"
    assert [each.token for each in question.candidates] == ["yes", "no"]
    turned = bring("a.geojson", data, Answers(swapped=True))
    assert turned.table.geometry[0].equals_exact(Point(TALGAR), 1e-9)
    kept = bring("a.geojson", data, Answers(swapped=False))
    assert kept.table is None
    assert {problem.code for problem in kept.problems} == {"outside_area"}


def test_west_of_57_degrees_the_order_of_the_axes_is_asked_and_the_file_is_believed_first():
    [question] = bring("a.geojson", collection([Point(51.3, 51.2)])).questions
    assert (question.about, question.evidence) == ("axes", "either_way")
    assert [(each.token, each.likely) for each in question.candidates] == [
        ("no", True),
        ("yes", False),
    ]


def test_a_table_in_the_state_grid_shows_its_candidates_and_computes_nothing_before_the_choice():
    data = b"name;x;y\nroad;13681000;4795200\n"
    asked = bring("a.csv", data)
    assert asked.table is None
    assert asked.placement is None
    [question] = asked.questions
    assert question.about == "system"
    assert question.candidates[0].token == "EPSG:28413"
    assert question.candidates[0].likely
    placed = bring("a.csv", data, Answers(system="EPSG:28413"))
    assert placed.placement.basis == "confirmed"
    assert "5044" in placed.placement.operation
    assert placed.placement.accuracy_m == 3
    point = placed.table.geometry[0]
    assert abs(point.x - 77.23) < 0.02
    assert abs(point.y - 43.28) < 0.02


GRID = (
    'PROJCS["{name}",GEOGCS["GCS",DATUM["{datum}",SPHEROID["Krasovsky_1940",6378245.0,298.3]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],'
    'PARAMETER["False_Easting",{east}],PARAMETER["False_Northing",0.0],'
    'PARAMETER["Central_Meridian",{meridian}],PARAMETER["Scale_Factor",1.0],'
    'PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]'
)
ROAD_IN_13 = {"type": "LineString", "coordinates": [[13681000, 4795200], [13681500, 4795700]]}


def surveyed(**said):
    return shape_zip([(("Талғар",), ROAD_IN_13)], 3, {"road.prj": GRID.format(**said).encode()})


def test_a_town_grid_is_refused_with_its_name():
    data = surveyed(name="Almaty", datum="D_unknown", east=13500000.0, meridian=75.0)
    with pytest.raises(ContractError) as refused:
        bring("a.zip", data)
    [problem] = refused.value.problems
    assert (problem.code, problem.value) == ("local_grid", "Almaty")


def test_an_easting_of_another_zone_than_is_declared_is_asked():
    data = surveyed(name="Zone_12", datum="D_Pulkovo_1942", east=12500000.0, meridian=69.0)
    asked = bring("a.zip", data)
    assert asked.table is None
    [question] = asked.questions
    assert (question.about, question.evidence) == ("system", "wrong_zone")
    assert question.candidates[0].token == "EPSG:28413"


def test_all_problems_come_at_once_with_their_rows_and_the_good_ones_are_placed():
    bow = {
        "type": "Polygon",
        "coordinates": [[[77, 43], [77.1, 43.1], [77.1, 43], [77, 43.1], [77, 43]]],
    }
    document = json.loads(collection([Point(TALGAR), Point(0, 0), Point(10, 50)]))
    document["features"] += [
        {"type": "Feature", "properties": {}, "geometry": None},
        {"type": "Feature", "properties": {}, "geometry": bow},
    ]
    data = json.dumps(document).encode()
    brought = bring("a.geojson", data)
    told = {problem.row: problem for problem in brought.problems}
    assert {row: problem.code for row, problem in told.items()} == {
        2: "zero_zero",
        3: "outside_area",
        4: "no_geometry",
        5: "crosses_itself",
    }
    lon, lat = told[5].position
    assert abs(lon - 77.05) < 1e-6
    assert abs(lat - 43.05) < 1e-6
    assert list(brought.table["row"]) == [1]
    mended = bring("a.geojson", data, Answers(mend=True))
    assert list(mended.table["row"]) == [1, 5]
    assert mended.table.geometry[1].is_valid


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (b"name;lat;lon\na;48.85;2.35\n", ["fits_no_system"]),
        (b"name;x;y\na;10250;8400\nb;abc;8500\n", ["not_numbers", "fits_no_system"]),
        (b"name;x;y\na;0;0\n", ["zero_zero"]),
        (b"name;lat;lon\na;43;303;77;242\n", ["ragged", "no_features"]),
    ],
)
def test_what_no_system_can_hold_is_refused_and_not_asked(data, codes):
    """A question without answers would leave its reader nowhere."""
    with pytest.raises(ContractError) as refused:
        bring("a.csv", data)
    assert [problem.code for problem in refused.value.problems] == codes


BAND = [[170, 40], [-170, 40], [-170, 50], [170, 50], [170, 40]]


def test_a_file_that_lies_elsewhere_names_every_row():
    band = {"type": "Polygon", "coordinates": [BAND]}
    document = json.loads(collection([Point(2.35, 48.85), Point(277, 43.3)]))
    document["features"].append({"type": "Feature", "properties": {}, "geometry": band})
    brought = bring("a.geojson", json.dumps(document).encode())
    assert brought.table is None
    assert not brought.questions
    assert [(problem.row, problem.code) for problem in brought.problems] == [
        (1, "outside_area"),
        (2, "outside_area"),
        (3, "antimeridian"),
    ]


def test_a_file_above_the_limit_is_refused_before_a_process_is_started(monkeypatch):
    monkeypatch.setattr(apart, "_Process", None)
    with pytest.raises(ContractError) as refused:
        bring("a.csv", bytes(20_000_001))
    assert refused.value.problems[0].code == "too_large"


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [
        ("MAX_READING_SECONDS", 0.01, "too_slow"),
        ("MAX_READING_BYTES", 260_000_000, "too_much_memory"),
    ],
)
def test_time_and_memory_have_an_end(monkeypatch, limit, value, code):
    monkeypatch.setattr(apart, limit, value)
    data = collection([Point(TALGAR)] * 100_000)
    before = psutil.Process().children()
    with pytest.raises(ContractError) as refused:
        bring("a.geojson", data)
    assert [problem.code for problem in refused.value.problems] == [code]
    assert psutil.Process().children() == before


def test_100000_points_and_a_long_outline_load_and_memory_returns():
    turn = np.linspace(0, 2 * np.pi, 199_999, endpoint=False)
    ring = np.column_stack([77 + np.cos(turn), 43 + np.sin(turn)]).round(7).tolist()
    outline = {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}
    lons, lats = np.linspace(60, 80, 100_000).round(6), np.linspace(42, 52, 100_000).round(6)
    points = "\n".join(f"{lat};{lon}" for lon, lat in zip(lons, lats, strict=True))
    before = psutil.Process().memory_info().rss
    for name, data, answers, rows in (
        ("outline", json.dumps(outline).encode(), Answers(), 1),
        ("points", f"lat;lon\n{points}".encode(), Answers(system="EPSG:4326"), 100_000),
    ):
        brought = bring(name, data, answers)
        assert len(brought.table) == rows, name
        assert not brought.problems
        del brought
    # What the table itself took is given back, but for what Python keeps for the next one.
    assert psutil.Process().memory_info().rss - before < 120_000_000


def test_nothing_is_left_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("TMP", str(tmp_path))
    monkeypatch.setenv("TEMP", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    here = Path.cwd()
    before = set(os.listdir(here))
    bring("../../evil.geojson", collection([Point(TALGAR)]))
    with pytest.raises(ContractError):
        bring("evil.kml", b"<OGRVRTDataSource/>")
    assert not list(tmp_path.iterdir())
    assert set(os.listdir(here)) == before


def test_two_files_at_once_wait_for_nobody_else():
    """A third waits for its turn; the server's own threads go on."""
    from concurrent.futures import ThreadPoolExecutor

    started = time.monotonic()
    with ThreadPoolExecutor(3) as pool:
        every = list(pool.map(lambda n: bring(f"{n}", collection([Point(TALGAR)])), range(3)))
    assert [len(each.table) for each in every] == [1, 1, 1]
    assert time.monotonic() - started < 30
