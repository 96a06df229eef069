"""Drawings: what is read is where it was drawn, and what is not read is counted."""

import math

import ezdxf
import pytest
import shapely
from ezdxf.entities import LWPolyline

from geodata import settings
from geodata.problems import ContractError
from geodata.readers.brought import Answers
from geodata.readers.dxf import read
from tests.brought_files import dxf

WAY = [(13_681_000, 4_795_200), (13_681_500, 4_795_300), (13_682_000, 4_795_000)]


def told(reading):
    return [(problem.code, problem.row, problem.value) for problem in reading.problems]


def reading(draw, answers=None, **options):
    return read(dxf(draw, **options), answers or Answers())


def one(draw, **options):
    (written,) = reading(draw, **options).written
    return written.geometry


def refused(data):
    with pytest.raises(ContractError) as error:
        read(data, Answers())
    return [(problem.code, problem.value) for problem in error.value.problems]


@pytest.mark.parametrize("version", ["R12", "R2000", "R2010", "R2018"])
def test_lines_and_points_of_every_version(version):
    def draw(space):
        space.add_point(WAY[0])
        space.add_line(WAY[0], WAY[1])
        space.add_polyline2d(WAY)
        space.add_polyline3d([(*place, 0) for place in WAY])

    read_one = reading(draw, version=version)
    line = shapely.LineString(WAY)
    assert [written.geometry for written in read_one.written] == [
        shapely.Point(WAY[0]),
        shapely.LineString(WAY[:2]),
        line,
        line,
    ]
    assert (read_one.declared, read_one.defined, read_one.problems) == ("", False, ())


def test_closed_ones_are_areas():
    area = shapely.Polygon(WAY)
    assert one(lambda space: space.add_lwpolyline(WAY, close=True)).equals(area)
    assert one(lambda space: space.add_polyline2d(WAY, close=True)).equals(area)
    assert one(lambda space: space.add_lwpolyline([*WAY, WAY[0]])).equals(area)


def test_bent_pieces_are_where_the_arc_is():
    """A half circle to the left and one to the right, and a whole one of two."""
    for bulge, middle in ((1, (1, -1)), (-1, (1, 1))):
        made = one(
            lambda space, bulge=bulge: space.add_lwpolyline([(0, 0, bulge), (2, 0)], format="xyb")
        )
        assert made.distance(shapely.Point(middle)) < 2e-4
        assert math.isclose(made.length, math.pi, rel_tol=1e-4)
    circle = one(
        lambda space: space.add_lwpolyline([(0, 0, 1), (2, 0, 1)], format="xyb", close=True)
    )
    assert math.isclose(circle.area, math.pi, rel_tol=1e-3)


@pytest.mark.parametrize("bulge", [0.1, -0.4, 2.5])
def test_bent_pieces_agree_with_ezdxf(bulge):
    points = [(0, 0, bulge), (3, 1, -bulge), (5, 4, 0)]
    made = one(lambda space: space.add_lwpolyline(points, format="xyb"))
    whole = LWPolyline.new()
    whole.set_points(points, format="xyb")
    path = ezdxf.path.make_path(whole)
    true = shapely.LineString([(p.x, p.y) for p in path.flattening(1e-4)])
    assert made.hausdorff_distance(true) < 2e-3


def test_a_mirrored_one_is_where_it_is_seen():
    def draw(space):
        space.add_lwpolyline(
            [(-x, y) for x, y in WAY], dxfattribs={"extrusion": (0, 0, -1), "elevation": 0}
        )

    assert one(draw).equals_exact(shapely.LineString(WAY), 1e-6)


def test_heights_are_dropped_and_counted():
    def draw(space):
        space.add_line((*WAY[0], 900), (*WAY[1], 910))
        space.add_lwpolyline(WAY, dxfattribs={"elevation": 900})

    assert told(reading(draw)) == [("height_dropped", None, "2")]


def test_what_is_not_read_is_counted_by_kind():
    def draw(space):
        space.add_line(*WAY[:2])
        space.add_circle(WAY[0], 5)
        space.add_circle(WAY[0], 6)
        space.add_text("Талғар")
        space.add_spline([(0, 0, 0), (1, 1, 0), (2, 0, 0)])
        space.doc.layout().add_line((0, 0), (1, 1))

    said = {value for code, _, value in told(reading(draw)) if code == "not_read"}
    assert {"CIRCLE × 2", "TEXT × 1", "SPLINE × 1", "LINE (paper space) × 1"} <= said


@pytest.mark.parametrize(
    ("version", "encoding"), [("R2000", "cp1251"), ("R12", "cp1251"), ("R2010", None)]
)
def test_the_layers_name_is_the_name(version, encoding):
    name = "Дорога в заповедник"

    def draw(space):
        space.add_line(*WAY[:2], dxfattribs={"layer": name})

    data = dxf(draw, version, encoding)
    (written,) = read(data, Answers()).written
    assert (written.name, written.properties) == (name, {"layer": name})


def test_kazakh_layers_of_an_old_drawing_are_asked_or_right():
    name = "Талғар-Қаскелең жолы"
    data = dxf(lambda space: space.add_line(*WAY[:2]), "R2000", "cp1251")
    data = data.replace(b"\n  8\n0\n", b"\n  8\n" + name.encode("kz1048") + b"\n")
    first = read(data, Answers())
    assert first.questions or first.written[0].name == name
    assert read(data, Answers(encoding="kz1048")).written[0].name == name


def plain(*lines):
    return "\n".join(["0", "SECTION", "2", "ENTITIES", *lines, "0", "ENDSEC", "0", "EOF"]).encode()


def line(*numbers):
    codes = ("10", "20", "11", "21")
    pairs = zip(codes, numbers, strict=False)
    return ["0", "LINE", *(part for pair in pairs for part in pair)]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_the_smallest_drawing(ending):
    data = plain(*line("1", "2", "3", "4")).replace(b"\n", ending.encode())
    assert read(data, Answers()).written[0].geometry == shapely.LineString([(1, 2), (3, 4)])


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        (("1,5", "2", "3", "4"), "not_numbers"),
        (("nan", "2", "3", "4"), "not_numbers"),
        (("1e999", "2", "3", "4"), "not_finite"),
        (("1_0", "2", "3", "4"), "not_numbers"),
        (("1", "2", "3"), "not_numbers"),
        (("1", "2", "1", "2"), "too_few_points"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(numbers, code):
    read_one = read(plain(*line(*numbers), *line("1", "2", "3", "4")), Answers())
    assert [(found, row) for found, row, _ in told(read_one)] == [(code, 1)]
    assert [written.row for written in read_one.written] == [2]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"0\nSECTION\n2\nHEADER\n0\nENDSEC\n0\nEOF\n",
        plain(*line("1", "2", "3", "4")).replace(b"ENDSEC", b"LINE"),
        plain("x", "y"),
    ],
)
def test_a_drawing_that_breaks_off_is_damaged(data):
    assert refused(data) == [("damaged", None)]


def test_a_binary_drawing_is_refused_plainly():
    data = b"AutoCAD Binary DXF\r\n\x1a\x00" + bytes(100)
    assert refused(data) == [("unknown_format", "AutoCAD Binary DXF")]


def test_limits_hold_while_a_file_is_read(monkeypatch):
    data = dxf(lambda space: space.add_lwpolyline([(0, 0, 1), (1, 1, 1), (2, 0)], format="xyb"))
    monkeypatch.setattr(settings, "MAX_VERTICES", 50)
    assert refused(data)[0][0] == "too_many_vertices"
    monkeypatch.setattr(settings, "MAX_FEATURES", 0)
    assert refused(data)[0][0] == "too_many_features"
