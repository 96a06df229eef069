"""Tables: which columns hold the coordinates, what the rows make, and what is asked instead."""

from datetime import datetime, time
from io import BytesIO

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from geodata.problems import ContractError
from geodata.readers import delimited, spreadsheet
from geodata.readers.brought import Answers


def read(text, written_in="utf-8", **answers):
    return delimited.read(text.encode(written_in), Answers(**answers))


def workbook(**sheets):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def points(reading):
    assert reading.questions == ()
    return [(each.geometry.x, each.geometry.y) for each in reading.written]


def codes(reading):
    return [(each.code, each.row) for each in reading.problems]


def refusal(text, **answers):
    with pytest.raises(ContractError) as caught:
        read(text, **answers)
    return [(each.code, each.row) for each in caught.value.problems]


@pytest.mark.parametrize(
    "text",
    [
        "name;lat;lon\nТалғар;43,303;77,24\n",
        "name,lat,lon\nТалғар,43.303,77.24\n",
        'name,lat,lon\nТалғар,"43,303","77,24"\n',
        "name\tlon\tlat\nТалғар\t77.24\t43.303\n",
        "name|lat|lon\nТалғар|43.303|77.24\n",
        "sep=;\nname;lat;lon\nТалғар;43,303;77,24\n",
        "Название;Широта;Долгота\nТалғар;43°18'10,8\" с.ш.;77°14'24\" в.д.\n",
        "Атауы;Солтүстік ендік;Шығыс бойлық\nТалғар;43 18 10,8;77 14 24\n",
        "name;ендік;бойлық\nТалғар;43,303;77,24\n",
        "name;N;E\nТалғар;43,303;77,24\n",
        "name;lat_wgs84;lon_wgs84\nТалғар;43,303;77,24\n",
        "name;x;y\nТалғар;77,24;43,303\n",
        "name;x;y\nТалғар;43,303;77,24\n",
        "name;координаты\nТалғар;43,303 77,24\n",
        "name;place\nТалғар;43,303°N, 77,24°E\n",
        "name;wkt\nТалғар;POINT (77.24 43.303)\n",
        "name;lat;lon;;\nТалғар;43,303;77,24;;\n",
        "Каталог;;\nname;lat;lon\n1;2;3\nТалғар;43,303;77,24\n",
        "\n\nname;lat;lon\n\nТалғар;43,303;77,24\n\n",
    ],
)
def test_one_place_in_many_tables(text):
    reading = read(text)
    assert points(reading) == [pytest.approx((77.24, 43.303), abs=1e-9)]
    assert reading.written[0].name == "Талғар"
    assert reading.declared == ""
    assert (reading.form, reading.encoding) == ("csv", "utf-8")


@pytest.mark.parametrize(
    "text",
    [
        "43,303;77,24\n43,304;77,25\n",
        "43,303 77,24\n43,304 77,25\n",
        "43,303,77,24\n43,304,77,25\n",
        "43.303,77.24\n43.304,77.25\n",
        "43.303 77.24\n43.304 77.25\n",
        "lat,lon\n43,303,77,24\n43,304,77,25\n",
        "1;77,24;43,303\n2;77,25;43,304\n",
    ],
)
def test_without_a_header_or_with_a_misleading_one(text):
    assert points(read(text)) == [(77.24, 43.303), (77.25, 43.304)]


@pytest.mark.parametrize(
    "text",
    [
        "№;X;Y\n1;4795200,5;13681000\n",
        "№;X;Y\n1;13681000;4795200,5\n",
        "№;Север;Восток\n1;4795200,5;13681000\n",
        "№;northing;easting\n1;4 795 200,5;13 681 000\n",
        "1;4795200,5;13681000;950\n2;4795200,5;13681000;951\n",
        "№;Солтүстік, м;Шығыс, м\n1;4795200,5;13681000\n",
    ],
)
def test_x_is_the_northing_where_the_numbers_say_so(text):
    assert points(read(text))[0] == (13681000, 4795200.5)


def test_rows_have_the_numbers_that_a_workbook_shows():
    reading = read('name;lat;lon\n"two\nlines";43,1;77,1\n\nc;43,3;77,3\n')
    assert [(each.row, each.name) for each in reading.written] == [(2, "two\nlines"), (4, "c")]


def test_other_columns_are_kept_as_texts():
    (written,) = read("name;lat;lon;note;empty\na;43,1;77,1;=1+1;\n").written
    assert written.properties == {"name": "a", "note": "=1+1"}


def test_every_row_that_cannot_be_read_is_named():
    reading = read(
        "name;lat;lon\nok;43,1;77,1\na;;\nb;43,1\nc;43,1;77,1;5\nd;abc;77\ne;43,1;\n"
        "f;43 N;44 N\ng;43,1;1,3681E+07\nh;43 61;77\n"
    )
    assert [each.name for each in reading.written] == ["ok"]
    assert codes(reading) == [
        ("no_geometry", 3),
        ("ragged", 4),
        ("ragged", 5),
        ("not_numbers", 6),
        ("not_numbers", 7),
        ("swapped", 8),
        ("not_numbers", 9),
        ("not_numbers", 10),
    ]
    assert (reading.problems[3].column, reading.problems[3].value) == ("lat", "abc")


@pytest.mark.parametrize(
    "text", ["name,lat,lon\na,43,303,77,240\n", "a,43,303,77,240\n", "a,4795200,5,13681000,2\n"]
)
def test_commas_that_separate_and_divide_are_refused(text):
    assert refusal(text) == [("decimal_commas", None)]


def test_what_is_no_table_of_places_is_refused():
    assert refusal("a;b\nfoo;bar\n") == [("no_coordinates", None)]
    assert refusal("lat;lon\n") == [("no_features", None)]
    assert refusal('lat;lon\n43.3;"77.2\n43;77\n') == [("damaged", 2)]


def test_two_pairs_of_columns_are_asked():
    text = "name;lat_wgs84;lon_wgs84;lat_sk42;lon_sk42\na;43,1;77,1;43,2;77,2\n"
    (question,) = read(text).questions
    assert question.about == "columns"
    assert [(each.token, each.likely) for each in question.candidates] == [
        ("lon_wgs84\tlat_wgs84", True),
        ("lon_sk42\tlat_sk42", True),
    ]
    assert question.candidates[1].sample == "lon_sk42 · lat_sk42: 77,2 ; 43,2"
    assert points(read(text, columns=("lon_sk42", "lat_sk42"))) == [(77.2, 43.2)]


def test_numbers_below_a_heading_of_something_else_are_asked_about():
    text = "name;breadth;length\nТалғар;43,303;77,24\n"
    (question,) = read(text).questions
    assert question.evidence == "not_named"
    assert [each.token for each in question.candidates] == ["length\tbreadth"]
    assert points(read(text, columns=("length", "breadth"))) == [(77.24, 43.303)]


def test_an_answer_for_another_table_is_asked_again():
    text = "lat;lon;x;y\n43,1;77,1;4795200;13681000\n"
    assert read(text, columns=("east", "north")).questions
    assert read(text, columns=("lon", "lat", "x")).questions
    assert read(text, columns=("lon", "lon")).questions
    assert points(read(text, columns=("y", "x"))) == [(13681000, 4795200)]


def test_columns_of_one_name_can_be_told_apart():
    (question,) = read("x;y;x;y\n77,1;43,1;77,2;43,2\n").questions
    assert question.candidates[0].token == "x\ty"
    assert "x (2)\ty (2)" in [each.token for each in question.candidates]


def test_numbers_that_could_be_either_keep_their_order():
    """The system's candidates then show both; see `candidates`."""
    assert points(read("x;y\n50,5;51,5\n")) == [(50.5, 51.5)]
    assert points(read("where\n50.5 51.5\n")) == [(50.5, 51.5)]


def test_a_row_that_says_its_axes_decides_for_those_that_do_not():
    text = "where\n50.5 N 51.5 E\n50.6 51.6\n"
    assert points(read(text)) == [(51.5, 50.5), (51.6, 50.6)]
    contrary = read("where\n50.5 N 51.5 E\n51.5 E 50.5 N\n50.6 51.6\n")
    assert len(contrary.written) == 2
    assert codes(contrary) == [("swapped", 4)]


CORNERS = """Участок;№ точки;X;Y
А;2;4795300;13681000
А;1;4795200;13681000
А;3;4795300;13681100
Б;1;4795200;13682000
Б;2;4795300;13682000
Б;3;4795300;13682100
Б;1;4795200;13682000
"""


def test_rows_of_one_object_are_asked_about():
    (question,) = read(CORNERS).questions
    assert [(each.token, each.likely) for each in question.candidates] == [
        ("Y\tX", False),
        ("Y\tX\tУчасток\tline", False),
        ("Y\tX\tУчасток\tpolygon", True),
    ]


def test_the_rows_of_an_object_make_what_is_answered():
    outlines = read(CORNERS, columns=("Y", "X", "Участок", "polygon"))
    assert [each.name for each in outlines.written] == ["А", "Б"]
    assert [each.geometry.area for each in outlines.written] == [5000, 5000]
    assert codes(outlines) == [("closed", 2)]
    lines = read(CORNERS, columns=("Y", "X", "Участок", "line"))
    assert lines.written[0].geometry.coords[0] == (13681000, 4795200)
    assert [each.geometry.length for each in lines.written] == pytest.approx(
        [200, 341.42], abs=0.01
    )
    assert len(read(CORNERS, columns=("Y", "X")).written) == 7


PLOT = """\
№ точки;X, м;Y, м
1;4796032;13680464
2;4796042;13680764
3;4796342;13680754
"""


@pytest.mark.parametrize(
    ("more", "closed"), [("", False), ("4;4796332;13680454\n1;4796032;13680464\n", True)]
)
def test_the_corners_of_one_plot_are_asked_about_too(more, closed):
    """As acts have them: nothing beside the coordinates but the numbers of the corners."""
    (question,) = read(PLOT + more).questions
    assert [(each.token, each.likely) for each in question.candidates] == [
        ("Y, м\tX, м", False),
        ("Y, м\tX, м\t\tline", False),
        ("Y, м\tX, м\t\tpolygon", closed),
    ]
    (outline,) = read(PLOT + more, columns=("Y, м", "X, м", "", "polygon")).written
    assert outline.geometry.is_valid
    assert len(outline.geometry.exterior.coords) == (5 if closed else 4)
    assert len(points(read(PLOT + more, columns=("Y, м", "X, м")))) == (5 if closed else 3)


def test_the_corners_are_joined_in_the_order_of_their_numbers():
    head, *corners = PLOT.splitlines()
    turned = "\n".join((head, *reversed(corners)))
    (line,) = read(turned, columns=("Y, м", "X, м", "", "line")).written
    assert [x for x, _ in line.geometry.coords] == [13680464, 13680764, 13680754]


def test_a_plot_without_one_of_its_corners_is_left_out():
    reading = read(PLOT.replace("13680764", "1368O764"), columns=("Y, м", "X, м", "", "polygon"))
    assert reading.written == ()
    assert codes(reading) == [("vertex_missing", 2), ("not_numbers", 3)]


def test_places_with_names_are_points_and_nobody_is_asked():
    named = PLOT.replace("№ точки", "Атауы")
    assert len(points(read(named))) == 3
    assert len(points(read("lat;lon\n43,3;77,2\n43,4;77,3\n43,5;77,4\n"))) == 3


def test_an_outline_without_one_of_its_corners_is_left_out():
    text = CORNERS.replace("4795300;13682100", "4795300;1368210O").replace("Б;2;", ";2;")
    reading = read(text, columns=("Y", "X", "Участок", "polygon"))
    assert [each.name for each in reading.written] == ["А"]
    assert ("not_numbers", 7) in codes(reading)
    assert ("vertex_missing", 5) in codes(reading)
    assert ("no_geometry", 6) in codes(reading)


def test_an_object_of_too_few_points():
    text = "plot;x;y\na;13681000;4795200\na;13681100;4795200\na;13681100;4795200\n"
    reading = read(text, columns=("x", "y", "plot", "polygon"))
    assert ("too_few_points", 2) in codes(reading)


def test_ids_that_do_not_repeat_gather_nothing():
    text = "id;lat;lon\n" + "".join(f"{row};43,{row};77,{row}\n" for row in range(10, 30))
    assert len(read(text).written) == 20


def test_well_known_text():
    rows = [
        "POINT (77.2 43.3)",
        "linestring(77 43, 78 44)",
        "POLYGON((77 43, 78 43, 78 44))",
        "MULTIPOINT(77 43, 78 44)",
        "POINT Z (77 43 900)",
        "POINT M (77 43 900)",
        "GEOMETRYCOLLECTION(POINT(77 43))",
        "CIRCULARSTRING(77 43, 78 44, 79 43)",
        "POINT(43,3 77,2)",
        "POINT(nan nan)",
        "POLYGON((77 43, 78 43))",
        "POINT EMPTY",
        "",
        "SRID=4326;POINT(77 43)",
    ]
    reading = read("name\tgeom\n" + "".join(f"n\t{row}\n" for row in rows))
    assert [each.row for each in reading.written] == [15]
    assert reading.declared == "EPSG:4326"
    reading = read("name\tgeom\n" + "".join(f"n\t{row}\n" for row in rows[:-1]))
    assert [each.geometry.geom_type for each in reading.written] == [
        "Point",
        "LineString",
        "Polygon",
        "MultiPoint",
        "Point",
        "Point",
    ]
    assert not any(each.geometry.has_z for each in reading.written)
    assert codes(reading) == [
        ("height_dropped", None),
        ("measure_dropped", None),
        ("closed", 4),
        ("collection", 8),
        ("not_read", 9),
        ("not_numbers", 10),
        ("not_numbers", 11),
        ("too_few_points", 12),
        ("no_geometry", 13),
        ("no_geometry", 14),
    ]


def test_a_system_is_declared_by_an_srid_and_by_nothing_else():
    text = 'id,geom\n1,"SRID=28413;POINT(13681000 4795200)"\n2,"SRID=28412;POINT(1 2)"\n'
    reading = read(text)
    assert reading.declared == "EPSG:28413"
    assert codes(reading) == [("unknown_system", 3)]
    assert read("id;lon_EPSG:28413;lat_СК-42\n1;77,1;43,1\n").declared == ""


def test_an_encoding_in_doubt_is_asked_first():
    text = "name;lat;lon\nӘзірбайжан;40,4;49,8\n"
    (question,) = read(text, "ptcp154").questions
    assert question.about == "encoding"
    assert read(text, "ptcp154", encoding="ptcp154").written[0].name == "Әзірбайжан"
    assert read("name;lat;lon\nТалғар ауданы;43,3;77,2\n", "kz1048").encoding == "kz1048"


def test_a_workbook_keeps_numbers_and_texts():
    data = workbook(
        Places=[
            ["Каталог координат"],
            ["Название", "Широта", "Долгота", "Код", "Да"],
            ["Талғар", 43.303, "77,24", 5, True],
            [],
            ["нет", None, None],
            ["текст", "=A1", 77.2],
        ]
    )
    reading = spreadsheet.read(data, Answers())
    assert (reading.form, reading.encoding, reading.declared) == ("xlsx", "", "")
    (written,) = reading.written
    assert (written.row, written.name) == (3, "Талғар")
    assert (written.geometry.x, written.geometry.y) == (77.24, 43.303)
    assert written.properties == {"Название": "Талғар", "Код": "5", "Да": "TRUE"}
    assert codes(reading) == [("not_read", 1), ("no_geometry", 5), ("not_numbers", 6)]


def test_of_several_sheets_one_is_asked_for():
    data = workbook(
        Notes=[["Сметы", "тг"], ["a", "b"]], Roads=[["lat", "lon"], [43.1, 77.1]], Empty=[]
    )
    (question,) = spreadsheet.read(data, Answers()).questions
    assert question.about == "member"
    assert [(each.token, each.sample, each.likely) for each in question.candidates] == [
        ("Notes", "Сметы · тг", False),
        ("Roads", "lat · lon", True),
    ]
    assert points(spreadsheet.read(data, Answers(member="Roads"))) == [(77.1, 43.1)]


def test_the_rows_of_an_object_in_a_workbook():
    rows = [line.split(";") for line in CORNERS.splitlines()]
    numbers = [rows[0], *([a, int(b), float(x), float(y)] for a, b, x, y in rows[1:])]
    answers = Answers(columns=("Y", "X", "Участок", "polygon"))
    reading = spreadsheet.read(workbook(Sheet=numbers), answers)
    assert [each.geometry.area for each in reading.written] == [5000, 5000]


def test_a_date_is_no_coordinate():
    """What 43.30 becomes in a hasty workbook."""
    rows = [["lat", "lon"], [43.1, 77.1], [datetime(2026, 4, 30), 77.1], [43.2, time(7, 30)]]
    reading = spreadsheet.read(workbook(Sheet=rows), Answers())
    assert len(reading.written) == 1
    assert [(each.code, each.value) for each in reading.problems] == [
        ("not_numbers", "2026-04-30T00:00:00"),
        ("not_numbers", "T07:30:00"),
    ]


def test_texts_in_several_fonts_are_one_text():
    rich = CellRichText(TextBlock(InlineFont(b=True), "Тал"), TextBlock(InlineFont(), "ғар"))
    rows = [["name", "lat", "lon"], [rich, 43.1, 77.1], ["Талғар", 43.2, 77.2]]
    reading = spreadsheet.read(workbook(Sheet=rows), Answers())
    assert [each.name for each in reading.written] == ["Талғар", "Талғар"]
