"""KML, KMZ and GPX: what is written is read by the letter, and nothing is made up."""

import pytest
import shapely

from geodata.problems import ContractError
from geodata.readers import gpx as gpx_reader
from geodata.readers import kml as kml_reader
from geodata.readers.brought import Answers
from tests.brought_files import (
    PLOT,
    ROAD,
    gpx,
    gpx_points,
    kml,
    kml_line,
    kml_polygon,
    packed,
    placemark,
)

POINT = "<Point><coordinates>77.2,43.3</coordinates></Point>"


def reading(inside, **answers):
    return kml_reader.read(kml(inside), Answers(**answers))


def coordinates(text, kind="Point"):
    return reading(placemark("a", f"<{kind}><coordinates>{text}</coordinates></{kind}>"))


def told(reading):
    return [(problem.code, problem.row, problem.value) for problem in reading.problems]


def refused(read, data):
    with pytest.raises(ContractError) as error:
        read(data, Answers())
    return [problem.code for problem in error.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        "77.2,43.3",
        " 77.2,43.3,0\n",
        "77.2, 43.3",
        "77.2 , 43.3",
        "7.72e1,+43.3",
        "77.20,43.30,"[:-1],
    ],
)
def test_a_point_as_it_may_be_written(text):
    assert coordinates(text).written[0].geometry == shapely.Point(77.2, 43.3)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("43.3 77.2", "Point"),
        ("77,2,43,3", "Point"),
        ("77,2 43,3", "Point"),
        ("71,51 51,43", "LineString"),
        ("77,2,43,3 77,3,43,4", "LineString"),
        ("77.2;43.3", "Point"),
        ("77.2,43.3 78.2,43.3", "Point"),
        ("77.2,nan", "Point"),
        ("77.2,", "Point"),
        ("77°12'E,43.3", "Point"),
        ("77_2,43.3", "Point"),
        ("٧٧.2,43.3", "Point"),
    ],
)
def test_what_is_written_otherwise_is_never_a_place(text, kind):
    read_one = coordinates(text, kind)
    assert read_one.written == ()
    assert [(code, row) for code, row, _ in told(read_one)] == [("not_numbers", 1)]


def test_beyond_all_bounds_is_no_place():
    assert told(coordinates("1e999,43.3")) == [("not_finite", 1, "inf, 43.3")]


def test_folders_and_data_are_kept():
    data = (
        "<ExtendedData><Data name='вид'><value>дорога</value></Data>"
        "<SchemaData schemaUrl='#s'><SimpleData name='км'>12,5</SimpleData></SchemaData>"
        "</ExtendedData>"
    )
    inner = f"<Folder><name>Талғар</name>{placemark('a', POINT, data)}</Folder>"
    read_one = reading(f"<Folder><name>Жетісу</name>{inner}</Folder>{placemark('b', POINT)}")
    first, second = read_one.written
    assert first.properties == {"folder": "Жетісу / Талғар", "вид": "дорога", "км": "12,5"}
    assert (second.name, second.properties) == ("b", {})


def test_many_of_one_kind_are_one_feature():
    nested = f"<MultiGeometry><MultiGeometry>{kml_line(ROAD)}</MultiGeometry>{kml_line(ROAD)}"
    (written,) = reading(placemark("a", f"{nested}</MultiGeometry>")).written
    assert written.geometry == shapely.MultiLineString([ROAD, ROAD])


def test_many_of_several_kinds_are_refused():
    mixed = f"<MultiGeometry>{POINT}{kml_polygon(PLOT)}</MultiGeometry>"
    assert told(reading(placemark("a", mixed))) == [("collection", 1, "Point, Polygon")]


def test_the_outline_is_the_outline_wherever_it_stands():
    drawn = kml_polygon(PLOT)
    outer, inner = drawn.split("<innerBoundaryIs>")
    outer = outer.removeprefix("<Polygon>")
    inner = "<innerBoundaryIs>" + inner.removesuffix("</Polygon>")
    (written,) = reading(placemark("a", f"<Polygon>{inner}{outer}</Polygon>")).written
    assert written.geometry.equals(PLOT)
    assert told(reading(placemark("a", f"<Polygon>{inner}</Polygon>")))[0][0] == "too_few_points"


def test_a_track_is_a_line():
    coords = "".join(f"<gx:coord>{x} {y} 900</gx:coord>" for x, y in ROAD.coords)
    read_one = reading(placemark("a", f"<gx:Track>{coords}</gx:Track>"))
    assert read_one.written[0].geometry.equals(ROAD)
    assert told(read_one) == [("height_dropped", None, "1")]
    comma = "<gx:Track><gx:coord>77,2 43,3</gx:coord></gx:Track>"
    assert told(reading(placemark("a", comma))) == [("not_numbers", 1, "77,2 43,3")]


def test_what_names_other_files_is_told_and_not_followed():
    link = "<NetworkLink><name>more</name><Link><href>http://x/a.kml</href></Link></NetworkLink>"
    read_one = reading(placemark("a", POINT) + link)
    assert told(read_one) == [("names_other_files", 2, "more")]
    assert len(read_one.written) == 1


def test_pictures_and_models_are_counted():
    model = placemark("m", "<Model><Link><href>a.dae</href></Link></Model>")
    read_one = reading("<GroundOverlay/><GroundOverlay/>" + model + placemark("a", POINT))
    assert told(read_one) == [("not_read", None, "GroundOverlay × 2"), ("not_read", 1, "Model")]


def test_a_placemark_without_a_place_keeps_its_row():
    (written,) = reading(placemark("a", "")).written
    assert (written.row, written.name, written.geometry) == (1, "a", None)


@pytest.mark.parametrize("root", ["<kml>{}</kml>", '<k:kml xmlns:k="urn:k">{}</k:kml>'])
def test_namespaces_of_old_files(root):
    prefix = "k:" if "k:" in root else ""
    inside = placemark("a", POINT).replace("</", "</" + prefix).replace("</k:/", "</")
    inside = inside.replace("<P", f"<{prefix}P").replace("<n", f"<{prefix}n")
    inside = inside.replace("<c", f"<{prefix}c")
    (written,) = kml_reader.read(root.format(inside).encode(), Answers()).written
    assert (written.name, written.geometry) == ("a", shapely.Point(77.2, 43.3))


@pytest.mark.parametrize("encoding", ["windows-1251", "utf-16", "koi8-r"])
def test_a_declared_encoding_is_read(encoding):
    head = f'<?xml version="1.0" encoding="{encoding}"?>'
    name = "Дорога в Алматинский заповедник, участок второй"
    data = kml(placemark(name, POINT), head).decode().encode(encoding)
    assert kml_reader.read(data, Answers()).written[0].name == name


def test_kazakh_letters_behind_a_russian_name_are_asked_or_right():
    name = "Талғар қаласы, Қаскелең ауылы"
    head = '<?xml version="1.0" encoding="windows-1251"?>'
    data = kml(placemark(name, POINT), head).decode().encode("kz1048")
    first = kml_reader.read(data, Answers())
    assert first.questions or first.written[0].name == name
    assert kml_reader.read(data, Answers(encoding="kz1048")).written[0].name == name


def test_of_several_documents_one_is_asked_for():
    one, two = (kml(placemark(name, POINT)) for name in "ab")
    data = packed({"more/b.kml": two, "doc.kml": one})
    (question,) = kml_reader.read(data, Answers()).questions
    assert question.about == "member"
    assert [(c.token, c.likely) for c in question.candidates] == [
        ("doc.kml", True),
        ("more/b.kml", False),
    ]
    assert kml_reader.read(data, Answers(member="more/b.kml")).written[0].name == "b"


@pytest.mark.parametrize("data", [b"<kml>", b"<html/>", b"<OGRVRTDataSource/>", b"", b"\xff\xfe<"])
def test_what_is_no_kml_is_damaged(data):
    assert refused(kml_reader.read, data) == ["damaged"]


WAY = gpx_points("trkpt", ROAD.coords, "<ele>900</ele><time>2026-01-01T00:00:00Z</time>")


def test_a_track_is_a_line_or_several():
    whole = f"<trk><name>a</name><trkseg>{WAY}</trkseg></trk>"
    apart = f"<trk><name>b</name><trkseg>{WAY}</trkseg><trkseg>{WAY}</trkseg></trk>"
    read_one = gpx_reader.read(gpx(whole + apart), Answers())
    assert [each.geometry for each in read_one.written] == [
        ROAD,
        shapely.MultiLineString([ROAD, ROAD]),
    ]
    assert told(read_one) == [("height_dropped", None, "2")]
    assert (read_one.declared, read_one.defined) == ("EPSG:4326", True)


def test_a_lost_signal_is_told():
    lonely = gpx_points("trkpt", [(77, 43)])
    data = gpx(f"<trk><name>a</name><trkseg>{WAY}</trkseg><trkseg>{lonely}</trkseg></trk>")
    assert ("not_read", 1, "trkseg × 1") in told(gpx_reader.read(data, Answers()))
    data = gpx(f"<trk><trkseg>{lonely}</trkseg></trk>")
    assert told(gpx_reader.read(data, Answers())) == [("too_few_points", 1, "1")]


def test_waypoints_keep_what_is_said_of_them():
    inside = "<name>Мечеть</name><desc>у моста</desc><sym>Flag</sym>"
    (written,) = gpx_reader.read(gpx(gpx_points("wpt", [(77.2, 43.3)], inside)), Answers()).written
    assert (written.name, written.geometry) == ("Мечеть", shapely.Point(77.2, 43.3))
    assert written.properties == {"desc": "у моста", "sym": "Flag"}


@pytest.mark.parametrize("number", ["43,3", "", "nan", "43_3", "N43.3", "0x2b"])
def test_a_waypoint_without_numbers_is_no_place(number):
    data = gpx(f'<wpt lon="77.2" lat="{number}"/>')
    assert told(gpx_reader.read(data, Answers())) == [("not_numbers", 1, f"lat={number}")]
