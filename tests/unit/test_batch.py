"""Rows that were screened each by itself, as words and as files. Boundaries are invented."""

import io
import json

import openpyxl
import pytest
from shapely.geometry import LineString, Point

from analysis.parameters import DEFAULTS
from analysis.screening import Project
from dossiers import batch as words
from geodata import settings
from geodata.office import store
from i18n import LANGUAGES, translator
from layers.answer import Source, answers, each_by_itself
from reports.batch import FORMS, as_json, file_of
from tests.office import TALGAR, boundary, square

HOSTILE = "=cmd|'/c calc'!A1 <img src=x onerror=alert(1)> {{7*7}}"
SOURCE = Source("plots.csv", "0" * 64, "csv", rows=(2, 3, 4, 7), names=("far", "core", "", HOSTILE))
SHAPES = (
    square(57.2, 50.3, 0.001),
    square(half=0.001),
    LineString([(TALGAR[0] - 0.02, TALGAR[1] + 0.006), (TALGAR[0] + 0.02, TALGAR[1] + 0.006)]),
    Point(TALGAR[0] + 0.0078, TALGAR[1]),
)
"""Clear by assumption; in the place; through its buffer zone; in that, but not for certain."""


@pytest.fixture
def rows(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    store().add(boundary(), boundary("buffer_zone", accuracy_m=20.0))
    return tuple(answers(each_by_itself(SOURCE, Project(SHAPES, 1.0)), (), DEFAULTS))


def test_the_rows_get_each_verdict(rows):
    assert [each.verdict for each in rows] == ["clear", "crosses", "crosses", "cannot_say"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("verdict", [3, 4, 7, 2]),
        ("nearest", [3, 4, 7, 2]),
        ("name", [4, 7, 3, 2]),
        ("row", [2, 3, 4, 7]),
    ],
)
def test_they_are_listed_in_any_order_however_they_came(rows, order, expected):
    for given in (rows, rows[::-1]):
        assert [words.row_of(each) for each in words.ordered(given, order)] == expected


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_says_what_each_crosses_and_what_is_nearest(rows, lang):
    t = translator(lang)
    table = words.batch_table(words.ordered(rows, "row"), t)
    far, core, through, near = table.rows
    assert [row.cells[1] for row in table.rows] == [
        t("clear"), t("crosses"), t("crosses"), t("cannot say"),
    ]  # fmt: skip
    assert far.cells[2] == near.cells[2] == t("nothing")
    assert len(core.cells[2]) == 2 and "м²" in core.cells[2][0].replace("m²", "м²")
    assert len(through.cells[2]) == 1
    assert "±" in near.cells[3][1]
    at = core.cells[0].at
    assert at == pytest.approx((TALGAR[1], TALGAR[0]), abs=0.001)
    assert near.cells[0].words == t("Row {row}: {name}", row=7, name=HOSTILE)
    assert through.cells[0].words == t("Row {row}", row=4)


def test_the_workbook_has_a_sheet_a_matter_and_starts_no_formula(rows):
    book = openpyxl.load_workbook(io.BytesIO(file_of("xlsx", rows, SOURCE, translator("ru"))))
    assert book.sheetnames == ["about", "columns", "rows", "findings", "not_checked", "steps"]
    heads, *cells = book["rows"].iter_rows(values_only=True)
    assert [row[heads.index("verdict")] for row in cells] == [each.verdict for each in rows]
    assert [row[heads.index("row_name")] for row in cells][-1].endswith(HOSTILE)
    for sheet in book:
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    heads, *findings = book["findings"].iter_rows(values_only=True)
    row, zone, length = (heads.index(name) for name in ("row", "zone", "length_inside_m"))
    [through] = [each for each in findings if each[row] == 4 and each[zone] == "buffer_zone"]
    [of_json] = [
        each
        for each in json.loads(as_json(rows, SOURCE))["rows"][2]["findings"]
        if each["zone"] == "buffer_zone" and each["verdict"] == "crosses"
    ]
    assert through[length] == of_json["length_inside_m"] > 0
    heads, *unchecked = book["not_checked"].iter_rows(values_only=True)
    assert {each[heads.index("rows")] for each in unchecked} == {"2–4, 7"}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_rows_make_the_same_bytes(rows, form):
    t = translator("kk")
    first = file_of(form, rows, SOURCE, t)
    assert len(first) > 500
    if form != "gpkg":
        assert file_of(form, rows[::-1], SOURCE, t) == first


def test_geojson_holds_every_row_and_its_shape(rows):
    made = json.loads(file_of("geojson", rows, SOURCE, translator("en")))
    of_rows = [each for each in made["features"] if each["properties"]["layer"] == "rows"]
    assert [each["geometry"]["type"] for each in of_rows] == [
        "MultiPolygon", "MultiPolygon", "LineString", "Point",
    ]  # fmt: skip
    steps = [each for each in made["features"] if each["properties"]["layer"] == "steps"]
    assert steps and all(each["geometry"] is None for each in steps)


def test_rows_without_a_number_count_from_one():
    made = each_by_itself(Source("", "0" * 64, "drawn"), Project(SHAPES[:2], 1.0))
    assert [source.rows for source, _ in made] == [(1,), (2,)]
