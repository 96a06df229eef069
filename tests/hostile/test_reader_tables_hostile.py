"""Tables made to harm: refused by name, in little time; nothing is executed, nothing guessed."""

import random
import zipfile
from io import BytesIO
from time import process_time

import openpyxl
import pytest

from geodata import settings
from geodata.coordinates.spelling import readings
from geodata.problems import ContractError
from geodata.readers import delimited, spreadsheet
from geodata.readers.brought import Answers
from geodata.readers.encodings import decoded
from geodata.readers.forms import form_of


def refusal(read, data, **answers):
    started = process_time()
    with pytest.raises(ContractError) as caught:
        read(data, Answers(**answers))
    assert process_time() - started < 2
    return {each.code for each in caught.value.problems}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"," * 5_000_000, "too_many_columns"),
        (b"lat;lon\n" + b";" * 10_000, "too_many_columns"),
        (b";".join(b"c%d" % at for at in range(10_000)) + b"\n", "too_many_columns"),
        (b"\n" * 1_100_000 + b"a", "too_many_features"),
        (b'lat;lon\n"' + b"43;77\n" * 1000, "damaged"),
        (b'lat;lon\n"43"x;77\n', "damaged"),
        (b"lat;lon\n43.1;77\x001\n", "damaged"),
        (b"\n\n \n", "no_features"),
        (b"wkt\nLINESTRING(" + b"1 1," * 200_001 + b"1 1)\n", "too_many_vertices"),
    ],
    ids=lambda value: value if isinstance(value, str) else str(len(value)),
)
def test_a_text_past_a_limit_is_refused(data, code):
    assert refusal(delimited.read, data) == {code}


def test_points_past_the_limit_are_refused(monkeypatch):
    data = b"lat;lon\n" + b"43.1;77.1\n" * 4
    monkeypatch.setattr(settings, "MAX_FEATURES", 3)
    assert refusal(delimited.read, data) == {"too_many_features"}
    monkeypatch.setattr(settings, "MAX_VERTICES", 2)
    assert refusal(delimited.read, data) == {"too_many_features"}


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "+43", '=cmd|"/c calc"!A1', "-cmd", "\t=1"])
def test_a_formula_is_a_text(text):
    quoted = text.replace('"', '""')
    reading = delimited.read(f'name;lat;lon\n"{quoted}";43.1;77.1\n'.encode(), Answers())
    assert reading.written[0].name == text.strip()
    cell = delimited.read(f'name;lat;lon\na;"{quoted}";77.1\nb;43;77\n'.encode(), Answers())
    read = {each.name for each in cell.written}
    assert read == ({"a", "b"} if text == "+43" else {"b"})


def test_names_are_letters_whatever_they_are():
    name = "{{7*7}}</script><img onerror=alert(1) src=x>`${1}"
    reading = delimited.read(f"name;lat;lon\n{name};43.1;77.1\n".encode(), Answers())
    assert reading.written[0].name == name


@pytest.mark.parametrize(
    "wkt",
    [
        "GEOMETRYCOLLECTION(" * 50_000 + ")" * 50_000,
        "POINT" + "(" * 100_000,
        "POLYGON" + "(" * 50_000 + ")" * 50_000,
        "CURVEPOLYGON(" * 50_000,
        "POINT(1e999 1)",
        "POINT(1 2" + "9" * 100_000 + ")",
        "MULTIPOLYGON(((0 0)))",
        "LINESTRING(1 1)",
        "POINT(0x10 1)",
        "POINT(inf 1)",
    ],
    ids=lambda wkt: wkt[:20],
)
def test_a_hostile_geometry_stops_nothing(wkt):
    text = f'name,wkt\na,"{wkt}"\n' + 'b,"POINT(77 43)"\n' * 3
    reading = delimited.read(text.encode(), Answers())
    assert [each.name for each in reading.written] == ["b"] * 3
    assert [each.row for each in reading.problems] == [2]


def workbook(rows=(("name", "lat", "lon"), ("a", 43.1, 77.1)), **parts):
    """A small workbook; `parts`: what is put into it or in place of a part of it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    whole = BytesIO()
    book.save(whole)
    changed = BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as new:
        kept = {each.filename: old.read(each) for each in old.infolist()}
        for name, content in (kept | parts).items():
            new.writestr(name, content)
    return changed.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sheet(rows, before="", dimension=""):
    return f'{before}<worksheet xmlns="{MAIN}">{dimension}<sheetData>{rows}</sheetData></worksheet>'


NUMBERS = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>lat</t></is></c>'
    '<c r="B1" t="inlineStr"><is><t>lon</t></is></c></row>'
    '<row r="2"><c r="A2"><v>43.1</v></c><c r="B2"><v>77.1</v></c></row>'
)
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c SYSTEM "file:///etc/hostname">]>'
)


@pytest.mark.parametrize(
    ("parts", "code"),
    [
        ({"xl/media/zeros.bin": b"\0" * 21_000_000}, "ratio"),
        ({"../evil.xml": "x"}, "member_name"),
        ({f"xl/sheets/{at}.xml": "x" for at in range(60)}, "too_many_members"),
        ({"xl/vbaProject.bin": b"x"}, "unknown_format"),
        ({SHEET: sheet('<row r="999999999999"><c r="A1"><v>1</v></c></row>')}, "too_many_features"),
        ({SHEET: sheet('<row r="1"><c r="ZZZ1"><v>1</v></c></row>')}, "too_many_columns"),
        ({SHEET: sheet(NUMBERS, LAUGHS)}, "entities"),
        ({"xl/workbook.xml": LAUGHS + "<workbook>&b;</workbook>"}, "entities"),
        ({SHEET: sheet(NUMBERS)[:-40]}, "damaged"),
        (
            {SHEET: sheet('<row r="1"><c r="A1"><v>' + "9" * 5000 + "</v></c></row>")},
            "no_coordinates",
        ),
        ({SHEET: sheet('<row r="1"><c r="A1"><v>x</v></c></row>')}, "damaged"),
        ({SHEET: sheet(NUMBERS + NUMBERS)}, "damaged"),
        ({SHEET: sheet('<row r="1"><c r="A1" t="s"><v>99</v></c></row>')}, "damaged"),
        ({"xl/workbook.xml": ""}, "damaged"),
    ],
    ids=lambda value: value if isinstance(value, str) else next(iter(value)),
)
def test_a_hostile_workbook_is_refused(parts, code):
    assert refusal(spreadsheet.read, workbook(**parts)) == {code}


def test_a_workbook_that_lies_about_its_size_is_read_as_it_is():
    lying = sheet(NUMBERS, dimension='<dimension ref="A1:XFD1048576"/>')
    (written,) = spreadsheet.read(workbook(**{SHEET: lying}), Answers()).written
    assert (written.geometry.x, written.geometry.y) == (77.1, 43.1)


def test_links_and_formulas_are_not_followed(tmp_path):
    """What was computed last counts; a formula without it is a blank cell."""
    secret = tmp_path / "secret.csv"
    secret.write_text("43.5")
    rows = NUMBERS + (
        f'<row r="3"><c r="A3"><f>\'[{secret}]Sheet\'!A1</f><v>43.2</v></c>'
        '<c r="B3"><f>77+0.2</f><v>77.2</v></c></row>'
        '<row r="4"><c r="A4"><f>WEBSERVICE("x")</f></c><c r="B4"><f>DDE("a")</f></c></row>'
    )
    reading = spreadsheet.read(workbook(**{SHEET: sheet(rows)}), Answers())
    assert [each.geometry.y for each in reading.written] == [43.1, 43.2]
    assert [(each.code, each.row) for each in reading.problems] == []


def test_the_older_formats_are_no_workbooks():
    for data in (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512, b"{\\rtf1", b"%PDF-1.4"):
        try:
            form = form_of(data)
        except ContractError:
            continue
        assert form != "xlsx"


def mutations(good, many, seed):
    chance = random.Random(seed)
    for _ in range(many):
        data = bytearray(good)
        for _ in range(chance.randint(1, 8)):
            at = chance.randrange(len(data))
            what = chance.randrange(4)
            if what == 0:
                data[at] = chance.randrange(256)
            elif what == 1:
                del data[at : at + chance.randint(1, 40)]
            elif what == 2:
                data[at:at] = chance.randbytes(chance.randint(1, 20))
            else:
                data = data[: max(at, 1)]
            data = data or bytearray(b"x")
        yield bytes(data)


TEXT = (
    "Участок;№;X;Y;wkt\nА;1;4795200,5;13681000;POINT(77 43)\nА;2;4795300;13681000;\n"
    'Ә;1;43°18\'11"N;77,2;"LINESTRING(77 43, 78 44)"\n'
)


@pytest.mark.parametrize(
    ("read", "good"),
    [
        (delimited.read, TEXT.encode()),
        (delimited.read, TEXT.encode("kz1048")),
        (delimited.read, TEXT.encode("utf-16")),
        (spreadsheet.read, workbook()),
        (spreadsheet.read, workbook([line.split(";") for line in TEXT.splitlines()])),
    ],
    ids=["utf-8", "kz1048", "utf-16", "xlsx", "xlsx-texts"],
)
def test_damaged_files_raise_only_named_errors(read, good):
    for data in mutations(good, 20, seed=5):
        for answers in (Answers(), Answers(columns=("Y", "X", "Участок", "polygon"))):
            try:
                reading = read(data, answers)
            except ContractError as error:
                assert error.problems
            else:
                assert reading.questions or reading.written or reading.problems


def test_damaged_parts_of_a_workbook_raise_only_named_errors():
    """Mutated inside: a broken archive never comes as far."""
    for data in mutations(sheet(NUMBERS).encode(), 20, seed=6):
        try:
            spreadsheet.read(workbook(**{SHEET: data}), Answers())
        except ContractError as error:
            assert error.problems


@pytest.mark.parametrize(
    "text", ["1 " * 100, "(" * 200, "1," * 100, "43°" * 66, "с.ш." * 50, "1" * 200, "N1E1" * 50]
)
def test_a_hostile_text_costs_no_time(text):
    started = process_time()
    assert readings(text) == ()
    assert process_time() - started < 0.2


def test_random_bytes_are_weighed_in_time():
    data = random.Random(7).randbytes(2_000_000) + b"\x98"
    started = process_time()
    assert decoded(data, "").question is not None
    assert process_time() - started < 1.5
