"""The command line: exit codes, findings as JSON, and a plain sentence for whatever is wrong.

Most of it runs in this process, the reader too; a few tests go through the real doors.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import geopandas as gpd
import pyproj
import pytest
import shapely

from dossiers.screening_words import WHOLE
from geodata import settings
from geodata.office.exchange import to_geopackage
from geodata.office.records import ZONES
from geodata.office.sqlite import SqliteStore
from geodata.readers import apart
from geodata.readers.encodings import ENCODINGS
from i18n import LANGUAGES, translator
from layers.answer import DEFAULT_ACCURACY_M
from layers.screened import EMPTY
from reports import command_input, command_line
from tests import brought_files as make
from tests.command_line import by_place, zone, zones
from tests.letters import lines_of_docx, lines_of_xlsx, text_of_pdf
from tests.office import TALGAR, boundary, square

ROOT = Path(__file__).resolve().parents[2]
FAR = make.geojson(("a", shapely.LineString([(57.2, 50.3), (57.25, 50.31)])))
"""About 480 km from everything."""
NEAR = make.geojson(("a", shapely.LineString([(TALGAR[0], 43.27), (TALGAR[0], 43.286)])))
"""Along a meridian, through the boundary that `square` draws."""
BOW = shapely.Polygon([(77, 43), (77.1, 43.1), (77.1, 43), (77, 43.1)])
ALL = ",".join(EMPTY)
GEOD = pyproj.Geod(ellps="WGS84")


def as_geopackage(*rows, crs="EPSG:4326"):
    """The same rows as QGIS would save them."""
    table = gpd.GeoDataFrame.from_features(rows, crs="EPSG:4326").to_crs(crs)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "zones.gpkg"
        table.to_file(path, driver="GPKG")
        return path.read_bytes()


def exchanged(tmp_path, *boundaries):
    store = SqliteStore(tmp_path / "office")
    store.add(*boundaries)
    return to_geopackage(store)


# ---- how it ends ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "accepted",
    [
        ["--accept-unchecked", ALL],
        ["--accept-unchecked", ALL.replace(",", ", ")],
        [f"--accept-unchecked={ALL}"],
        ["--accept-unchecked", *EMPTY],
        [word for layer in EMPTY for word in ("--accept-unchecked", layer)],
        ["--accept-unchecked", ",".join(EMPTY[:2]), *EMPTY[2:4], "--accept-unchecked", EMPTY[4]],
        ["--accept-unchecked", ALL, "no_such_layer"],
    ],
)
def test_it_is_clear_where_everything_is_and_what_is_unchecked_is_accepted(screen, accepted):
    ran = screen(FAR, *accepted)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("CLEAR")
    assert "by assumption" in ran.out


@pytest.mark.parametrize("left", EMPTY)
def test_one_layer_that_nobody_accepted_keeps_it_from_clear(screen, left):
    accepted = [layer for layer in EMPTY if layer != left]
    assert screen(FAR, "--accept-unchecked", ",".join(accepted), "no_such").code == 2


def test_nothing_accepted_is_not_clear(screen):
    assert screen(FAR).code == 2


def test_what_crosses_crosses_whatever_is_accepted(screen):
    ran = screen(NEAR, "--accept-unchecked", ALL, boundaries=zones())
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith("CROSSES")


@pytest.mark.parametrize(
    ("lon", "lat", "place"),
    [
        (77.2222, 43.2805, "1442-012"),  # 300 m from Talgar's point
        (77.9, 42.7, "br-kg-issykkul"),
        (76.9, 44.5, "br-kz-almaty"),  # anywhere in the region: it has no published point
    ],
)
def test_without_a_boundary_it_cannot_be_said(screen, lon, lat, place):
    road = make.geojson(("a", shapely.LineString([(lon, lat), (lon + 0.001, lat)])))
    ran = screen(road, "--accept-unchecked", ALL, "--json", "-")
    assert ran.code == 2
    of = by_place(ran)[place]
    assert (of["verdict"], of["settled_by"][0]) == ("cannot_say", "boundary")


def test_the_help_names_every_zone(told):
    ran = told("--help")
    assert ran.code == 0
    assert all(each in "".join(ran.out.split()) for each in ZONES)


@pytest.mark.parametrize(
    "wrong",
    [
        ["--accuracy", "x"],
        ["--accuracy", "-1"],
        ["--accuracy", "nan"],
        ["--accuracy", "1e9"],
        ["--accuracy"],
        ["--height", ""],
        ["--width", "-2"],
        ["--lang", "xx"],
        ["--kind", "tunnel"],
        ["--phase", "done"],
        ["--nothing"],
        ["--swap", "--no-swap"],
        ["\x1b[31m"],
        ["--lang", "\x1b[31m"],
    ],
)
def test_wrong_usage_is_bad_input(screen, wrong):
    ran = screen(FAR, *wrong)
    assert ran.code == 3
    assert ran.err.startswith("usage: python cli.py")


@pytest.mark.parametrize("words", [[], ["nothing"], ["screen"]])
def test_a_command_is_named(capsys, words):
    with pytest.raises(SystemExit) as end:
        command_line.run(words)
    assert end.value.code == 3


def test_numbers_of_the_office_are_taken(screen):
    ran = screen(FAR, "--set", "precaution_m=100000", "--json", "-")
    assert ran.found["parameters"]["precaution_m"] == 100_000
    usual = by_place(screen(FAR, "--json", "-"))["1102rev-001b"]
    farther = by_place(ran)["1102rev-001b"]["clear_beyond_m"] - usual["clear_beyond_m"]
    assert farther == pytest.approx(98_000)
    ran = screen(FAR, "--set", "tall_m=20", "--set", "tall_m=30,5", "--json", "-")
    assert ran.found["parameters"]["tall_m"] == 30.5


@pytest.mark.parametrize(
    "wrong", ["no_such=1", "precaution_m=-1", "precaution_m=1e9", "precaution_m=x", "precaution_m=",
              "precaution_m", "precaution_m=nan", "=1", "", "\x1b[31m=1"]
)  # fmt: skip
def test_a_number_that_is_none_of_ours_is_refused(screen, wrong):
    assert screen(FAR, "--set", wrong).code == 3


# ---- boundaries ----------------------------------------------------------------------------------

AKTAU, PETROPAVL = square(51.5, 44.2), square(69.15, 54.87)


@pytest.mark.parametrize("form", ["geojson", "gpkg", "gpkg in SK-42"])
def test_each_boundary_is_one_finding_a_zone_however_far_away(screen, form):
    rows = [
        zone(AKTAU, "own-a"),
        zone(PETROPAVL, "own-b"),
        zone(zone="buffer_zone", geometry=square(half=0.008)),
        *(zone(square(57.6, 50.3), "own-c", each) for each in ZONES),
    ]
    makers = {
        "geojson": lambda: zones(*rows),
        "gpkg": lambda: as_geopackage(*rows),
        "gpkg in SK-42": lambda: as_geopackage(*rows, crs="EPSG:4284"),
    }
    ran = screen(FAR, "--json", "-", boundaries=makers[form]())
    wanted = [("own-a", "property"), ("own-b", "property"), ("1442-012", "buffer_zone")]
    assert set(ran.zones) == {*wanted, *(("own-c", each) for each in ZONES)}
    assert {each["verdict"] for each in ran.zones.values()} == {"clear"}
    (accuracy_m,) = {each["accuracy_m"] for each in ran.zones.values()}
    stated = 5 + DEFAULT_ACCURACY_M
    assert accuracy_m > stated if form == "gpkg in SK-42" else accuracy_m == stated
    assert ran.zones["own-a", "property"]["clearance_m"] > 500_000
    assert ran.zones["own-a", "property"]["layer"] == "boundaries"
    assert ran.zones["1442-012", "buffer_zone"]["layer"] == "corridor"


def test_an_exchange_of_another_office_is_a_file_of_boundaries(screen, tmp_path):
    data = exchanged(
        tmp_path,
        replace(boundary(accuracy_m=1.0), added="2026-11-22T10:00:00Z"),
        replace(boundary(accuracy_m=8.0), added="2026-11-22T10:00:00.5+00:00"),
        boundary("buffer_zone", accuracy_m=None),
        boundary(feature_id="own-a", geometry=AKTAU),
    )
    ran = screen(NEAR, "--json", "-", boundaries=data)
    assert set(ran.zones) == {
        ("1442-012", "property"),
        ("1442-012", "buffer_zone"),
        ("own-a", "property"),
    }
    of = ran.zones["1442-012", "property"]
    assert (of["verdict"], of["accuracy_m"]) == ("crosses", 8 + 3 + DEFAULT_ACCURACY_M)
    assert of["source"] == "Resolution 17 of the akimat"
    assert ran.zones["1442-012", "buffer_zone"]["verdict"] == "cannot_say"
    assert ran.zones["1442-012", "buffer_zone"]["accuracy_m"] is None
    assert ran.code == 1


def test_how_deep_how_long_and_from_where_to_where(screen):
    ran = screen(NEAR, "--json", "-", boundaries=zones())
    of = ran.zones["1442-012", "property"]
    lon, lat = TALGAR

    def metres(south, north):
        return GEOD.inv(lon, south, lon, north)[2]

    assert of["length_inside_m"] == pytest.approx(metres(lat - 0.004, lat + 0.004), abs=0.05)
    (inside,) = of["intervals"]
    assert inside["enter_m"] == pytest.approx(metres(43.27, lat - 0.004), abs=0.05)
    assert inside["leave_m"] == pytest.approx(metres(43.27, lat + 0.004), abs=0.05)
    deepest = GEOD.inv(lon, lat, lon + 0.004, lat)[2]
    assert of["clearance_m"] == pytest.approx(-deepest, rel=0.001)


def test_rows_of_one_zone_are_one_finding(screen):
    rows = [
        zone(square(57.6, 50.3), "own", accuracy_m=3),
        zone(square(57.6, 50.3), "own", accuracy_m=9),
        zone(square(57.3, 50.3), "own", accuracy_m=1),
    ]
    ran = screen(FAR, "--json", "-", boundaries=zones(*rows))
    assert list(ran.zones) == [("own", "property")]
    assert ran.zones["own", "property"]["accuracy_m"] == 9 + DEFAULT_ACCURACY_M
    west = GEOD.inv(57.25, 50.304, 57.296, 50.304)[2]
    assert ran.zones["own", "property"]["clearance_m"] == pytest.approx(west, rel=0.03)


def test_without_an_accuracy_it_cannot_be_said(screen):
    far_away = zones(zone(AKTAU, "own", accuracy_m=None))
    ran = screen(FAR, "--json", "-", "--accept-unchecked", ALL, boundaries=far_away)
    of = ran.zones["own", "property"]
    assert (of["verdict"], of["accuracy_m"], of["settled_by"][0]) == (
        "cannot_say",
        None,
        "accuracy",
    )
    assert ran.code == 2


def test_everything_that_is_wrong_with_boundaries_is_told_at_once(screen):
    rows = [
        zone(AKTAU, "own"),
        zone(AKTAU, "own", "Property"),
        zone(AKTAU, None),
        zone(AKTAU, "  "),
        zone(AKTAU, "own", None),
        zone(AKTAU, "own", accuracy_m=-1),
        zone(AKTAU, "own", accuracy_m="exact"),
        zone(AKTAU, "own", accuracy_m="inf"),
        zone(AKTAU, "own", accuracy_m=True),
        zone(BOW, "own"),
        zone(shapely.LineString([(51, 44), (52, 44)]), "own"),
        zone(shapely.Point(51, 44), "own"),
        zone(square(2, 44), "own"),
        zone(AKTAU, "x" * 200),
        zone(AKTAU, "a\x1b[31mb"),
        zone(AKTAU, "own") | {"geometry": None},
    ]
    ran = screen(FAR, "--accept-unchecked", ALL, boundaries=zones(*rows))
    assert ran.code == 3
    told = [int(row) for row in re.findall(r"^- Row (\d+) ", ran.err, re.MULTILINE)]
    assert told == list(range(2, 17))
    assert "“Property”" in ran.err
    assert all(each in ran.err for each in ZONES)


def test_a_gis_that_has_no_number_writes_none(screen):
    rows = [zone(AKTAU, "own"), zone(PETROPAVL, "other", accuracy_m=None)]
    ran = screen(FAR, "--json", "-", boundaries=as_geopackage(*rows))
    assert ran.zones["other", "property"]["accuracy_m"] is None
    assert ran.zones["own", "property"]["accuracy_m"] == 6


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (make.geojson(), "nothing"),
        (b"lon;lat\n77;43\n", "Save the boundaries as GeoJSON"),
        (zones(zone(shapely.transform(square(), lambda at: at[:, ::-1]))), "Save the boundaries"),
        (make.geopackage({"a": [("a", AKTAU)], "b": [("b", AKTAU)]}), "Save the boundaries"),
        (make.geopackage({"a": [("a", AKTAU)]}), "feature_id"),
        (b"SQLite format 3\0" + b"\0" * 200, "damaged"),
    ],
)
def test_boundaries_that_cannot_be_used_are_refused_plainly(screen, data, said):
    ran = screen(FAR, "--accept-unchecked", ALL, boundaries=data, beside="own zones")
    assert ran.code == 3
    assert "own zones" in ran.err
    assert said in ran.err
    assert "--crs" not in ran.err  # which would answer for the project


def test_an_exchange_without_a_boundary_that_holds_is_not_passed_over(screen, tmp_path):
    store = SqliteStore(tmp_path / "office")
    assert screen(FAR, boundaries=to_geopackage(store)).code == 3
    taken_back = boundary()
    store.add(taken_back)
    store.remove(taken_back.version)
    assert screen(FAR, boundaries=to_geopackage(store)).code == 3


def test_boundaries_that_are_missing_are_told(screen, tmp_path):
    ran = screen(FAR, "--boundaries", tmp_path / "nowhere")
    assert ran.code == 3
    assert "nowhere" in ran.err


# ---- how exact -----------------------------------------------------------------------------------


def test_the_accuracy_is_printed(screen):
    assert "± 1 m" in screen(FAR).out
    assert "± 2.5 m" in screen(FAR, "--accuracy", "2,5").out


def test_worse_accuracy_never_makes_it_clear(screen):
    beside = zones(zone(square(57.252, 50.31, 0.001), "own", accuracy_m=10))
    said = []
    for metres in (0, 5, 50, 60, 80, 5_000, 400_000, 1_000_000):
        accuracy = ("--accuracy", metres)
        ran = screen(FAR, "--json", "-", *accuracy, "--accept-unchecked", ALL, boundaries=beside)
        of = ran.zones["own", "property"]
        assert of["accuracy_m"] == metres + 10
        assert of["verdict"] == ("clear" if of["clearance_m"] > metres + 10 else "cannot_say")
        said.append(ran.code)
    assert said == sorted(said)
    assert (said[0], said[-1]) == (0, 2)


GK = b"name;X;Y\na;4795200,5;13681000\nb;4795300;13681500\n"


def test_a_system_that_is_not_said_is_asked_for(screen):
    ran = screen(GK)
    assert ran.code == 3
    assert "--crs EPSG:28413" in ran.err


@pytest.mark.parametrize("code", ["EPSG:28413", " EPSG:28413"])
def test_the_answer_places_it_and_its_accuracy_is_added(screen, code):
    to_wgs84 = pyproj.Transformer.from_crs("EPSG:28413", "EPSG:4326", always_xy=True)
    lon, lat = to_wgs84.transform(13681000, 4795200.5)
    around = zones(zone(square(lon, lat, 0.001), "own"))
    ran = screen(GK, "--crs", code, "--json", "-", boundaries=around)
    project = ran.found["project"]
    assert (project["system"], project["system_basis"]) == ("EPSG:28413", "confirmed")
    assert project["accuracy_m"] > DEFAULT_ACCURACY_M
    of = ran.zones["own", "property"]
    half = GEOD.inv(lon, lat, lon + 0.001, lat)[2]
    assert -of["clearance_m"] == pytest.approx(half, abs=10)
    assert of["accuracy_m"] == project["accuracy_m"] + 5
    assert ran.code == 1


def test_a_system_that_is_not_known_is_not_passed_over(screen):
    for code in ("EPSG:9999", "SK-42", "\x1b[31m"):
        assert screen(FAR, "--crs", code).code == 3
    assert "EPSG:9999" in screen(FAR, "--crs", "EPSG:9999").err


def test_axes_that_seem_changed_over_are_asked_about(screen):
    swapped = make.geojson(("a", shapely.LineString([(50.3, 57.2), (50.31, 57.25)])))
    ran = screen(swapped, "--accept-unchecked", ALL)
    assert ran.code == 3
    assert "--swap" in ran.err
    ran = screen(swapped, "--swap", "--accept-unchecked", ALL, "--json", "-")
    straight = screen(FAR, "--accept-unchecked", ALL, "--json", "-")
    assert ran.code == 0
    assert ran.found["findings"] == straight.found["findings"]
    as_written = screen(swapped, "--no-swap")
    assert as_written.code == 3  # which lies beyond the working area
    assert "57.2" in as_written.err


def test_a_system_and_a_swap_go_together(screen):
    table = b"name;lat;lon\na;50.3;57.2\nb;50.31;57.25\n"
    known = screen(table, "--crs", "EPSG:4326", "--json", "-").found
    changed = screen(
        table.replace(b"lat;lon", b"lon;lat"), "--crs", "EPSG:4326", "--swap", "--json", "-"
    ).found
    assert known["findings"] == changed["findings"]


# ---- other answers -------------------------------------------------------------------------------


def test_an_encoding_in_doubt_is_asked_for(screen):
    table = "name;lat;lon\nӘзірбайжан;40,4;49,8\n".encode("ptcp154")
    ran = screen(table, "--crs", "EPSG:4326")
    assert ran.code == 3
    assert "--encoding ptcp154" in ran.err
    assert "Әзірбайжан" in ran.err
    assert screen(table, "--crs", "EPSG:4326", "--encoding", "ptcp154").code == 2
    ran = screen(table, "--crs", "EPSG:4326", "--encoding", "koi8")
    assert ran.code == 3
    assert "kz1048" in ran.err


def test_of_two_shapefiles_one_is_asked_for(screen):
    line = shapely.LineString([(57.2, 50.3), (57.25, 50.31)])
    members = {}
    for stem, drawn in (("road", line), ("ring road", make.ROAD)):
        members |= make.shape_members([(("a",), drawn.__geo_interface__)], 3, stem=stem)
        members |= {f"{stem}.prj": make.WGS84, f"{stem}.cpg": "UTF-8"}
    ran = screen(make.packed(members))
    assert ran.code == 3
    assert "--member road.shp" in ran.err
    assert "--member 'ring road.shp'" in ran.err
    ran = screen(make.packed(members), "--member", "road.shp", "--accept-unchecked", ALL)
    assert ran.code == 0
    ran = screen(make.packed(members), "--member", "ring road.shp", "--accept-unchecked", ALL)
    assert ran.code == 2


@pytest.mark.parametrize("comma", ["", ", м"])
def test_columns_that_are_in_doubt_are_asked_for(screen, comma):
    heads = [f"{axis}{comma} {of}" for of in "ab" for axis in ("lat", "lon")]
    table = f"name;{';'.join(heads)}\nТ;50,3;57,2;43,3;77,2\nU;50,31;57,25;43,31;77,2\n".encode()
    ran = screen(table, "--crs", "EPSG:4326")
    assert ran.code == 3
    answer = f"lon{comma} a,lat{comma} a"
    assert f"--columns '{answer}'" in ran.err
    crs = ("--crs", "EPSG:4326", "--accept-unchecked", ALL)
    assert screen(table, *crs, "--columns", answer).code == 0
    assert screen(table, *crs, "--columns", answer.replace(" a", " b")).code == 2
    assert screen(table, *crs, "--columns", "lon,nothing").code == 3


def test_the_words_of_a_file_are_no_command_of_the_shell(screen):
    evil = "$(touch /tmp/owned) `id`"
    table = f"lat {evil};lon {evil};lat b;lon b\n50,3;57,2;43,3;77,2\n".encode()
    ran = screen(table, "--crs", "EPSG:4326")
    assert ran.code == 3
    (option,) = [line for line in ran.err.splitlines() if "--columns" in line and "touch" in line]
    words = subprocess.run(
        ["sh", "-c", f"printf '%s\\n' {option.split(' · ')[0]}"], capture_output=True, text=True
    )
    assert words.stdout.splitlines() == ["--columns", f"lon {evil},lat {evil}"]


def test_an_outline_that_crosses_itself_is_mended_if_one_says_so(screen):
    plots = make.geojson(("a", shapely.affinity.translate(BOW, -20, 7)))
    ran = screen(plots, "--accept-unchecked", ALL)
    assert ran.code == 3
    assert "--mend" in ran.err
    ran = screen(plots, "--accept-unchecked", ALL, "--mend")
    assert ran.code == 0
    assert "mended" in ran.err


def test_rows_that_cannot_be_placed_are_left_out_if_one_says_so_and_it_is_never_clear(screen):
    line = shapely.LineString([(57.2, 50.3), (57.25, 50.31)])
    outside = shapely.LineString([(2, 50), (2, 51)])
    project = make.geojson(("a", line), ("b", outside), ("c", line), ("d", BOW))
    ran = screen(project, "--accept-unchecked", ALL)
    assert ran.code == 3
    assert "--leave-out" in ran.err
    assert "--mend" in ran.err
    assert re.findall(r"Row (\d)", ran.err) == ["2", "4"]
    ran = screen(project, "--accept-unchecked", ALL, "--leave-out", "--json", "-")
    assert ran.code == 2
    assert ran.found["project"]["left_out_rows"] == [2, 4]
    assert ran.found["verdict"] == "cannot_say"
    ran = screen(project, "--accept-unchecked", ALL, "--leave-out")
    assert re.search(r"\b2, 4\b", ran.out)


@pytest.mark.parametrize(
    "row",
    [
        {"type": "Feature", "properties": {}, "geometry": None},
        {"type": "Feature", "properties": {}, "geometry": {"type": "Curve", "coordinates": []}},
    ],
)
def test_a_row_of_which_nothing_is_screened_keeps_it_from_clear(screen, row):
    line = shapely.LineString([(57.2, 50.3), (57.25, 50.31)])
    project = make.geojson(("a", line), row)
    ran = screen(project, "--accept-unchecked", ALL)
    assert ran.code == 3
    assert "Row 2" in ran.err
    assert screen(project, "--accept-unchecked", ALL, "--leave-out").code == 2


def test_a_bad_row_behind_many_notices_keeps_it_from_clear(screen):
    """Not all problems of a file are told; those that are not may be the grave ones."""
    ring = [[57.2, 50.3], [57.21, 50.3], [57.21, 50.31]]
    unclosed = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }
    rows = [unclosed] * settings.MAX_PROBLEMS
    outside = ("b", shapely.LineString([(2, 50), (2, 51)]))
    assert screen(make.geojson(*rows, outside), "--accept-unchecked", ALL).code != 0


def test_what_was_done_with_the_rows_is_told(screen):
    high = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": "LineString", "coordinates": [[57.2, 50.3, 9], [57.25, 50.31, 9]]},
    }
    ran = screen(make.geojson(high), "--accept-unchecked", ALL)
    assert ran.code == 0
    assert "Heights were left out" in ran.err
    drawing = make.dxf(
        lambda space: (
            space.add_lwpolyline([(57.2, 50.3), (57.25, 50.31)]),
            space.add_spline([(57, 50), (57.1, 50.2), (57.2, 50.1)]),
        )
    )
    assert "SPLINE" in screen(drawing, "--crs", "EPSG:4326").err


# ---- bad input -----------------------------------------------------------------------------------

VRT = (
    b'<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>/etc/passwd</SrcDataSource>'
    b"</OGRVRTLayer></OGRVRTDataSource>"
)
BAD = {
    "empty": (b"", "empty"),
    "blank": (b" \n\n", "empty"),
    "no features": (make.geojson(), "nothing in the file"),
    "one point": (
        make.geojson(
            {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "LineString", "coordinates": [[77, 43]]},
            }
        ),
        "too few different points",
    ),
    "twice one point": (
        make.geojson(
            {
                "type": "Feature",
                "properties": {},
                "geometry": {"type": "LineString", "coordinates": [[77, 43], [77, 43]]},
            }
        ),
        "too few different points",
    ),
    "too long": (make.geojson(("a", shapely.LineString([(52, 47), (80, 47)]))), "700 km"),
    "outside": (make.geojson(("a", shapely.LineString([(2, 47), (3, 47)]))), "outside the area"),
    "nowhere": (make.geojson(("a", shapely.LineString([(0, 0), (0, 0.001)]))), "0, 0"),
    "not finite": (
        b'{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":'
        b'{"type":"Point","coordinates":[NaN,43]}}]}',
        "infinite or missing",
    ),
    "crossing": (make.geojson(("a", BOW)), "crosses itself"),
    "other files": (VRT, "points at other files"),
    "broken off": (FAR[:-20], "damaged"),
    "text": (b"A letter.", ""),
    "a table without coordinates": (b"name;note\na;hello\nb;world\n", ""),
    "no numbers": (b"name;lat;lon\na;x;y\n", ""),
    "pdf": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", ""),
    "zeros": (b"\0" * 100, ""),
    "a locked archive": (b"PK\x03\x04" + b"\0" * 60, "damaged"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_in_a_plain_sentence(screen, name):
    data, said = BAD[name]
    ran = screen(data, "--accept-unchecked", ALL, name="road.geojson")
    assert ran.code == 3
    assert ran.err.startswith(("The file road.geojson was not loaded", "road.geojson: "))
    assert said in ran.err


def test_a_file_that_is_missing_is_told(told, tmp_path):
    for path in (tmp_path / "nowhere.kml", tmp_path, "", "/", "a\0b"):
        assert told(path, "--lang", "en").code == 3


def test_a_file_that_is_too_large_is_told(screen, monkeypatch):
    monkeypatch.setattr(command_input, "MAX_BROUGHT_BYTES", 100)
    monkeypatch.setattr(apart, "MAX_BROUGHT_BYTES", 100)
    ran = screen(FAR)
    assert ran.code == 3
    assert "too large" in ran.err


def test_an_office_whose_data_cannot_be_read_keeps_it_from_clear(screen, tmp_path, monkeypatch):
    folder = tmp_path / "office"
    SqliteStore(folder).add(boundary())
    for path in folder.iterdir():
        path.write_bytes(b"no data")
    monkeypatch.setattr(settings, "OFFICE", folder)
    ran = screen(FAR, "--accept-unchecked", ALL, "--json", "-")
    assert ran.code == 2
    assert ran.found["failed"]


# ---- the findings --------------------------------------------------------------------------------


def test_the_json_stands_alone_and_is_the_same_twice(screen):
    first = screen(NEAR, "--json", "-", boundaries=zones())
    assert first.err == ""
    again = screen(NEAR, "--json", "-", boundaries=zones(), lang="kk")
    assert first.out == again.out
    said = first.found
    assert json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1) + "\n" == first.out
    assert {"findings", "not_checked", "rules", "data_version", "input_sha256"} <= set(said)
    assert said["not_checked"] == [layer for layer in EMPTY if layer in said["not_checked"]]
    for each in said["findings"]:
        assert set(each) >= {
            "feature_id",
            "layer",
            "zone",
            "verdict",
            "clearance_m",
            "accuracy_m",
            "length_inside_m",
            "area_inside_m2",
            "intervals",
            "nearest",
            "boundary_kind",
            "source",
        }
        if each["nearest"]:
            assert set(each["nearest"]) == {"lon", "lat", "chainage_m", "side"}
    assert not re.search(r"\d{4}-\d\d-\d\dT\d\d", first.out)


def test_numbers_are_rounded_as_the_document_says(screen):
    said = screen(NEAR, "--json", "-", boundaries=zones()).found
    places = said["rounding"]

    def walk(key, value):
        if isinstance(value, dict):
            for name, each in value.items():
                walk(name, each)
        elif isinstance(value, list):
            for each in value:
                walk(key, each)
        elif isinstance(value, float):
            unit = {"_m2": "square_metres", "lon": "degrees", "lat": "degrees"}.get(key[-3:])
            unit = unit or ("share" if key.startswith("share") else "metres")
            assert round(value, places[unit]) == value, key
            assert str(value) != "-0.0"

    walk("", {key: value for key, value in said.items() if key not in {"parameters", "rounding"}})


def test_what_is_screened_is_named_by_its_bytes(screen):
    said = screen(FAR, "--json", "-").found
    assert said["input_sha256"] == hashlib.sha256(FAR).hexdigest()
    with_boundaries = screen(FAR, "--json", "-", boundaries=zones()).found
    assert said["data_version"] != with_boundaries["data_version"]


def test_the_findings_go_to_a_file_and_the_summary_to_the_screen(screen, tmp_path):
    out = tmp_path / "findings.json"
    ran = screen(FAR, "--json", out)
    assert ran.out.startswith("CLEAR")
    assert out.read_text("utf-8") == screen(FAR, "--json", "-").out


def test_where_the_findings_cannot_be_written_it_is_told(screen, tmp_path):
    for out in (tmp_path, tmp_path / "nowhere" / "a.json", tmp_path / "road", "a\0b"):
        ran = screen(FAR, "--accept-unchecked", ALL, "--json", out)
        assert ran.code == 3
    assert (tmp_path / "road").read_bytes() == FAR  # the project is never written over


# ---- languages and names -------------------------------------------------------------------------

ASIDE = re.compile(
    r"--[a-z-]+|\b(" + "|".join((*ZONES, *EMPTY, "feature_id", "accuracy_m")) + r")\b|SHA-256 \w+"
    r"|\b[0-9a-f]{16}\b|\bzones\b|EPSG:\d+|“[^”]*”|«[^»]*»|\S+\.geojson|"
    + "|".join(sorted(ENCODINGS, key=len, reverse=True))
)
"""What is the same in every language: options, tokens, names of files, what a file says."""
ABBREVIATED = {"WGS", "GeoJSON", "GeoPackage", "KML", "UTF", "ID", "UNESCO", "MAB", "RFC", "SPLINE"}
ABBREVIATED |= {"QazTRF", "SK", "PT", "KZ", "DOS", "CP", "BOM", "Windows", "CSV", "MB", "EPSG"}


def english(text):
    return set(re.findall(r"[A-Za-z]{2,}", ASIDE.sub("", text))) - ABBREVIATED


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_nothing_is_said_in_english_to_those_who_asked_otherwise(screen, lang, tmp_path):
    line = shapely.LineString([(57.2, 50.3), (57.25, 50.31)])
    ways = (
        (FAR, [], None),
        (NEAR, [], None),
        (NEAR, [], zones(zone(), zone(AKTAU, "9", accuracy_m=None))),
        (NEAR, ["--height", "30", "--phase", "find"], None),
        (GK, [], None),
        (FAR, ["--crs", "EPSG:9"], None),
        (FAR, ["--set", "9=9"], None),
        (FAR, ["--encoding", "9"], None),
        (FAR, ["--json", tmp_path], None),
        (make.geojson(("9", shapely.LineString([(50.3, 57.2), (50.31, 57.25)]))), [], None),
        (make.geojson(("9", line), ("9", BOW)), [], None),
        (make.geojson(("9", line), ("9", BOW)), ["--leave-out"], None),
        (FAR, [], zones(zone(BOW, "9"), zone(zone="9"), zone(accuracy_m=-1))),
        (FAR, [], b"9;8\n77;43\n"),
    )
    for data, options, boundaries in ways:
        ran = screen(data, *options, boundaries=boundaries, lang=lang, name="road.geojson")
        own = ran.out.replace(str(tmp_path), ""), ran.err.replace(str(tmp_path), "")
        assert english(own[0]) == set(), own[0]
        assert english(own[1]) == set(), own[1]
    for data, _ in BAD.values():
        ran = screen(data, lang=lang, name="road.geojson")
        assert english(ran.err) == set(), ran.err


def test_the_language_is_kazakh_where_nobody_says_another(screen, told, tmp_path):
    said = screen(FAR, lang="kk").out
    assert told(tmp_path / "road").out == said
    assert said != screen(FAR, lang="ru").out


HOSTILE = "a\x1b[31mb\rc\x9bd\u202ee\u2028f\x07"


def test_names_and_texts_steer_no_terminal(screen):
    """Every run is looked at by `told`; this one has something to find."""
    name = f"{HOSTILE}.geojson"
    for data in (FAR, b"", make.geojson((HOSTILE, BOW)), make.geojson((HOSTILE, make.ROAD))):
        screen(data, name=name)
        screen(data, "--json", "-", name=name)
    screen(f"{HOSTILE};lat;lon\n1;50;57\n".encode(), name=name)
    screen(f"lat {HOSTILE};lon {HOSTILE};lat b;lon b\n50,3;57,2;43,3;77,2\n".encode())
    texts = {"source": HOSTILE, "name": HOSTILE}
    said = screen(FAR, "--json", "-", boundaries=zones(zone(AKTAU, "own", **texts)), beside=name)
    assert said.zones["own", "property"]["source"] == "a [31mb c d e f"
    screen(FAR, boundaries=zones(zone(AKTAU, HOSTILE)), beside=name)
    screen(FAR, boundaries=zones(zone(AKTAU, "own", HOSTILE)), beside=name)
    screen(FAR, boundaries=zones(zone(AKTAU, "own", accuracy_m=HOSTILE)), beside=name)
    screen(FAR, "--member", HOSTILE, "--encoding", HOSTILE, "--columns", HOSTILE)
    two = {f"{HOSTILE}.kml": make.kml(""), "b.kml": make.kml("")}
    assert "--member" in screen(make.packed(two)).err


def test_a_line_break_in_a_name_makes_no_line_of_ours(screen):
    ran = screen(make.geojson(("a)\nCLEAR", BOW)))
    assert "\nCLEAR" not in ran.err


def test_templates_in_names_stay_as_they_are(screen):
    ran = screen(b"", name="{0}{x}%s{{7*7}}.geojson")
    assert "{0}{x}%s{{7*7}}.geojson" in ran.err
    ran = screen(FAR, "--set", "{x}=1")
    assert "{x}=1" in ran.err


def test_a_fault_of_ours_is_no_verdict(told, monkeypatch, capsys, tmp_path):
    """Python itself would end with 1, which means that something is crossed."""

    def broken(*_):
        raise RuntimeError("x")

    monkeypatch.setattr(command_line, "_screen", broken)
    assert command_line.run(["screen", "road.kml", "--lang", "en"]) == 3
    assert "RuntimeError: x" in capsys.readouterr().err


# ---- through the real doors ----------------------------------------------------------------------


def cli(*words, cwd, **options):
    command = [sys.executable, ROOT / "cli.py", "screen", *words]
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    return subprocess.run(command, cwd=cwd, capture_output=True, env=environment, **options)


# ---- the letter and its report -------------------------------------------------------------------


def test_the_letter_is_written_in_every_form_and_the_end_stays(screen, tmp_path):
    outs = {form: tmp_path / f"out.{form}" for form in ("docx", "pdf", "xlsx", "notice")}
    asked = [word for form, out in outs.items() for word in (f"--{form}", out)]
    ran = screen(NEAR, *asked, "--json", "-", "--addressee", "Әкім", boundaries=zones(), lang="kk")
    assert ran.code == 1
    said = {
        "docx": "\n".join(lines_of_docx(outs["docx"].read_bytes())),
        "pdf": text_of_pdf(outs["pdf"].read_bytes()),
        "xlsx": "\n".join(lines_of_xlsx(outs["xlsx"].read_bytes())),
        "notice": "\n".join(lines_of_docx(outs["notice"].read_bytes())),
    }
    for form, text in said.items():
        assert ran.found["id"] in text, form
        assert translator("kk")(WHOLE["crosses"]) in text, form
    assert "Әкім" in said["docx"] and "Әкім" in said["pdf"]
    assert "python cli.py screen road --boundaries FILE" in said["docx"]


def test_a_letter_is_never_written_over_what_was_brought(screen, tmp_path):
    for form in ("docx", "pdf", "xlsx", "notice"):
        ran = screen(NEAR, f"--{form}", tmp_path / "road", boundaries=zones())
        assert ran.code == command_line.BAD_INPUT
        assert (tmp_path / "road").read_bytes() == NEAR


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_no_world_heritage_is_concerned_there_is_no_notice(screen, tmp_path, lang):
    ran = screen(FAR, "--notice", tmp_path / "notice.docx", lang=lang)
    assert ran.code == command_line.BAD_INPUT
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / "notice.docx").exists()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_broken_template_of_the_office_is_told(screen, tmp_path, monkeypatch, lang):
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    (tmp_path / "letter.docx").write_bytes(b"no letter")
    ran = screen(FAR, "--docx", tmp_path / "out.docx", lang=lang)
    assert ran.code == command_line.BAD_INPUT
    assert "letter.docx" in ran.err
    assert screen(FAR, "--pdf", tmp_path / "out.pdf", lang=lang).code == 2


def test_the_command_itself_from_another_folder(screen, tmp_path):
    said = screen(NEAR, "--json", "-", boundaries=zones()).out
    ran = cli("road", "--boundaries", "zones", "--json", "-", cwd=tmp_path)
    assert ran.returncode == 1
    assert ran.stdout.decode() == said
    assert ran.stderr == b""


def test_the_command_itself_says_what_is_wrong(tmp_path):
    folder = os.fsencode(tmp_path)
    name = b"\xff\xd2\xe0\xeb\xe3\xe0\xf0.csv"  # as an archive of an old Windows leaves it
    Path(os.fsdecode(os.path.join(folder, name))).write_bytes(GK)
    ran = cli(name, cwd=tmp_path)
    assert (ran.returncode, ran.stdout) == (3, b"")
    assert "--crs EPSG:28413" in ran.stderr.decode()
    assert translator("kk")("The file does not say which system it is in.") in ran.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_an_answer_that_does_not_arrive_is_no_verdict(tmp_path):
    (tmp_path / "road.geojson").write_bytes(FAR)
    command = [sys.executable, ROOT / "cli.py", "screen", "road.geojson", "--accept-unchecked", ALL]
    with open("/dev/full", "wb") as full:
        ran = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE)
    assert ran.returncode == 3
    assert len(ran.stderr.splitlines()) == 1
