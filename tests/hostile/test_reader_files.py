"""Files that were made to harm, or were harmed: refused by name, soon, and nothing else happens.

Rows 3, 5, 7, 8, 9, 11, 12 and 14 of the threats: the readers by themselves, without the process
that keeps them apart.
"""

import io
import json
import random
import sqlite3
import time
import tracemalloc
import warnings
from contextlib import suppress
from functools import cache

import pytest
import shapely

from geodata import settings
from geodata.problems import ContractError
from geodata.readers import dxf, geojson, geopackage, gpx, kml, shapefile
from geodata.readers.brought import Answers, Reading
from tests import brought_files as make
from tests.brought_files import PLOT, ROAD

READERS = {
    "geojson": geojson,
    "kml": kml,
    "kmz": kml,
    "gpx": gpx,
    "shapefile": shapefile,
    "gpkg": geopackage,
    "dxf": dxf,
}
SECRET = "the-canary-that-nobody-may-read"


@cache
def good(form):
    """A file of a format with a road and a plot in it."""
    document = make.kml(
        make.placemark("a", make.kml_line(ROAD)) + make.placemark("b", make.kml_polygon(PLOT))
    )
    points = make.gpx_points("trkpt", ROAD.coords)
    makers = {
        "geojson": lambda: make.geojson(("a", ROAD), ("b", PLOT)),
        "kml": lambda: document,
        "kmz": lambda: make.packed({"doc.kml": document}),
        "gpx": lambda: make.gpx(f"<trk><trkseg>{points}</trkseg></trk>"),
        "shapefile": lambda: make.shape_zip([(("a",), PLOT.__geo_interface__)], 5),
        "gpkg": lambda: make.geopackage({"roads": [("a", ROAD), ("b", PLOT)]}),
        "dxf": lambda: make.dxf(lambda space: space.add_lwpolyline(ROAD.coords)),
    }
    return makers[form]()


def codes(form, data, answers=None):
    """What a reader says of a file: it may refuse it or read it, soon, and do nothing else."""
    began = time.process_time()
    try:
        reading = READERS[form].read(data, answers or Answers())
    except ContractError as error:
        found = [problem.code for problem in error.problems]
        assert found
    else:
        assert isinstance(reading, Reading)
        json.dumps([(w.name, w.properties) for w in reading.written], ensure_ascii=False).encode()
        assert SECRET not in repr(reading)
        found = [problem.code for problem in reading.problems]
    assert time.process_time() - began < 2
    return found


@pytest.fixture
def canary(tmp_path):
    """A file of the machine that no file brought in may open."""
    path = tmp_path / "canary.csv"
    path.write_text(f"name,lon,lat\n{SECRET},77.2,43.3\n")
    return path


def others(canary):
    """Documents that name other files, each in the words of some program."""
    vrt = (
        f'<OGRVRTDataSource><OGRVRTLayer name="canary"><SrcDataSource>{canary}</SrcDataSource>'
        '<GeometryField encoding="PointFromColumns" x="lon" y="lat"/></OGRVRTLayer>'
        "</OGRVRTDataSource>"
    )
    line = f"gdal vector pipeline ! read {canary} ! write"
    return {
        "vrt": vrt.encode(),
        "gdalg": json.dumps({"type": "gdal_streamed_alg", "command_line": line}).encode(),
        "wfs": b"<OGRWFSDataSource><URL>http://127.0.0.1:9/wfs</URL></OGRWFSDataSource>",
        "path": f"/vsicurl/http://127.0.0.1:9/{canary}".encode(),
        "csv": canary.read_bytes(),
        "sqlite": good("gpkg"),
    }


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("other", ["vrt", "gdalg", "wfs", "path", "csv", "sqlite"])
def test_a_file_that_names_others_opens_none(form, other, canary):
    data = others(canary)[other]
    if (form, other) == ("gpkg", "sqlite"):
        return
    if form in ("kmz", "shapefile"):
        name = {"kmz": "doc.kml", "shapefile": "road.shp"}[form]
        data = make.packed({name: data})
    if (form, other) == ("geojson", "sqlite"):
        answers = Answers(encoding="cp1251")
        assert codes(form, data, answers) == ["damaged"]
    else:
        assert codes(form, data) in (["damaged"], [])


def test_members_beside_a_shapefile_name_nothing(canary):
    beside = {f"road.{end}": others(canary)["vrt"] for end in ("prj", "cpg", "shx", "qix")}
    data = make.shape_zip([(("a",), ROAD.__geo_interface__)], 3, beside)
    reading = shapefile.read(data, Answers())
    assert reading.declared == others(canary)["vrt"].decode()
    assert [written.geometry for written in reading.written] == [ROAD]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "lol"}">' for n in range(10))
PROLOGUES = {
    "laughs": (f"<!DOCTYPE kml [{LAUGHS}]>", "&l9;"),
    "quadratic": (f'<!DOCTYPE kml [<!ENTITY a "{"a" * 100_000}">]>', "&a;" * 10_000),
    "file": ('<!DOCTYPE kml [<!ENTITY x SYSTEM "file://{canary}">]>', "&x;"),
    "parameter": ('<!DOCTYPE kml [<!ENTITY % x SYSTEM "file://{canary}"> %x;]>', ""),
    "address": ('<!DOCTYPE kml [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>', "&x;"),
    "external": ('<!DOCTYPE kml SYSTEM "file://{canary}">', ""),
    "empty": ("<!DOCTYPE kml>", ""),
}


@pytest.mark.parametrize("form", ["kml", "gpx", "kmz"])
@pytest.mark.parametrize("prologue", PROLOGUES)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_before_they_are_anything(form, prologue, encoding, canary):
    head, inside = PROLOGUES[prologue]
    text = (
        f'<?xml version="1.0" encoding="{encoding}"?>{head.replace("{canary}", str(canary))}'
        f"<kml><Placemark><name>{inside}</name></Placemark></kml>"
    )
    data = text.encode(encoding)
    data = make.packed({"doc.kml": data}) if form == "kmz" else data
    tracemalloc.start()
    try:
        assert codes(form, data) == ["entities"]
        assert tracemalloc.get_traced_memory()[1] < 50_000_000
    finally:
        tracemalloc.stop()


def test_an_entity_without_a_declaration_is_damaged():
    assert codes("kml", make.kml(make.placemark("&secret;", ""))) == ["damaged"]


VIEW = "CREATE VIEW roads AS SELECT 1 AS fid, geom, name FROM hidden"
HARMS = {
    "view": ("ALTER TABLE roads RENAME TO hidden", VIEW),
    "view of much": (
        "ALTER TABLE roads RENAME TO hidden",
        "CREATE VIEW roads AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) "
        "SELECT x AS fid, NULL AS geom, 'a' AS name FROM c",
    ),
    "virtual": (
        "ALTER TABLE roads RENAME TO hidden",
        "CREATE VIRTUAL TABLE roads USING fts5(name, geom)",
    ),
    "list of layers is a view": (
        "ALTER TABLE gpkg_contents RENAME TO hidden",
        "CREATE VIEW gpkg_contents AS SELECT * FROM hidden",
    ),
}


@pytest.mark.parametrize("harm", HARMS)
def test_a_database_runs_nothing_of_its_own(harm):
    data = make.changed(
        good("gpkg"),
        "PRAGMA legacy_alter_table=ON",
        *(f"DROP TRIGGER {name}" for name in triggers(good("gpkg"))),
        *HARMS[harm],
    )
    assert set(codes("gpkg", data)) <= {"damaged", "not_read"}
    with suppress(ContractError):
        assert geopackage.read(data, Answers()).written == ()


def triggers(data):
    connection = sqlite3.connect(":memory:")
    connection.deserialize(data)
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    connection.close()
    return [name for (name,) in found]


def test_a_trigger_and_a_computed_column_are_passed_over():
    data = make.changed(
        good("gpkg"),
        "ALTER TABLE roads ADD COLUMN much TEXT AS (hex(zeroblob(1000000))) VIRTUAL",
        "CREATE TRIGGER t AFTER UPDATE ON roads BEGIN DELETE FROM roads; END",
    )
    reading = geopackage.read(data, Answers())
    assert [set(written.properties) for written in reading.written] == [{"name"}, {"name"}]


def test_a_name_of_a_table_is_never_a_command():
    evil = 'x"; ATTACH DATABASE "/tmp/x" AS y; --'
    data = make.geopackage({"roads": [("a", ROAD)]})
    data = make.changed(
        data,
        ("UPDATE gpkg_geometry_columns SET table_name = ?", (evil,)),
        ("UPDATE gpkg_contents SET table_name = ?", (evil,)),
    )
    assert codes("gpkg", data) == ["not_read"]


@pytest.mark.parametrize("form", READERS)
def test_a_harmed_file_is_refused_by_name_or_read(form):
    """20 changes and 20 cuts of a good file, the same in every run."""
    chance = random.Random(f"mura {form}")
    data = good(form)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for _ in range(20):
            harmed = bytearray(data)
            for _ in range(chance.choice((1, 3, 30))):
                harmed[chance.randrange(len(harmed))] = chance.randrange(256)
            codes(form, bytes(harmed))
            codes(form, data[: chance.randrange(len(data))])


@pytest.mark.parametrize("end", ["shp", "dbf", "prj", "cpg"])
def test_a_harmed_member_is_refused_by_name_or_read(end):
    """The archive's own checks would otherwise find the harm first."""
    chance = random.Random(f"mura {end}")
    members = make.shape_members([(("Талғар",), PLOT.__geo_interface__)], 5)
    members |= {"road.prj": make.WGS84.encode(), "road.cpg": b"UTF-8"}
    whole = members[f"road.{end}"]
    for _ in range(40):
        harmed = bytearray(whole)
        for _ in range(chance.choice((1, 3, 30))):
            harmed[chance.randrange(len(harmed))] = chance.randrange(256)
        codes("shapefile", make.packed(members | {f"road.{end}": bytes(harmed)}))
        cut = whole[: chance.randrange(len(whole))]
        codes("shapefile", make.packed(members | {f"road.{end}": cut}))


def test_what_is_too_much_is_given_up_early():
    many = b'{"type":"MultiPoint","coordinates":[' + b"[1,1]," * 800_000 + b"[1,1]]}"
    assert codes("geojson", many) == ["too_many_vertices"]
    assert codes("geojson", b'{"type":"FeatureCollection","features":[' + b"{}," * 1_100_000) == [
        "too_many_features"
    ]
    assert codes("geojson", b"[" * 300_000) == ["damaged"]
    assert codes("kml", b"<kml>" + b"<Folder>" * 1_000) == ["damaged"]
    assert codes("kml", b"<kml>" + b" " * 5_000_000) == ["damaged"]
    attributes = b" ".join(b'a%d=""' % number for number in range(1_300_000))
    assert codes("kml", b"<kml " + attributes + b"/>") == ["too_many_features"]
    start = b"0\nSECTION\n2\nENTITIES\n"
    assert codes("dxf", start + b"0\nA\n" * 600_000) == ["too_many_features"]
    assert codes("dxf", start + b"0\nLWPOLYLINE\n" + b"10\n1\n" * 900_000) == ["too_many_vertices"]
    vertices = b"0\nPOLYLINE\n" + b"0\nVERTEX\n" * 250_000
    assert codes("dxf", start + vertices) == ["too_many_vertices"]
    spaces = make.placemark("a", f"<Point><coordinates>1{' ' * 3_000_000}</coordinates></Point>")
    assert codes("kml", make.kml(spaces)) == ["not_numbers"]


def test_a_line_at_the_limit_is_read_and_one_beyond_is_not(monkeypatch):
    monkeypatch.setattr(settings, "MAX_VERTICES", 1_000)
    long = [(60 + n / 1e5, 45) for n in range(1_001)]
    within, beyond = shapely.LineString(long[:-1]), shapely.LineString(long)
    points = make.gpx_points
    files = {
        "geojson": lambda line: make.geojson(("a", line)),
        "kml": lambda line: make.kml(make.placemark("a", make.kml_line(line))),
        "gpx": lambda line: make.gpx(f"<rte>{points('rtept', line.coords)}</rte>"),
        "shapefile": lambda line: make.shape_zip([(("a",), line.__geo_interface__)], 3),
        "gpkg": lambda line: make.geopackage({"roads": [("a", line)]}),
        "dxf": lambda line: make.dxf(lambda space: space.add_lwpolyline(line.coords)),
    }
    for form, made in files.items():
        assert codes(form, made(within)) == []
        assert codes(form, made(beyond)) == ["too_many_vertices"]


def test_nothing_is_written_and_no_address_is_called(monkeypatch, tmp_path):
    """Every good file is read while no file can be opened and no socket made."""
    files = {form: good(form) for form in READERS}
    for form, data in files.items():
        codes(form, data)  # so that all libraries are there

    def never(*arguments, **options):
        raise AssertionError(arguments)

    monkeypatch.setattr(io, "open", never)
    monkeypatch.setattr("builtins.open", never)
    monkeypatch.setattr("os.open", never)
    monkeypatch.setattr("socket.socket", never)
    for form, data in files.items():
        assert codes(form, data) == []
