"""Each format is read back whole by another reader than the one that wrote it."""

import csv
import io
import json
import sqlite3
import tempfile
import xml.etree.ElementTree as ET
import zipfile
from contextlib import closing
from functools import cache
from html import unescape
from pathlib import Path

import openpyxl
import pyogrio
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point, box

from geodata.export import to_geopackage, to_kml, to_xlsx
from geodata.export.cells import columns, letters
from geodata.export.geopackage import geometry_type
from geodata.export.qgis import MARKERS, style
from geodata.export.xlsx import CUT, MOST_LETTERS
from geodata.tables import is_blank
from i18n import LANGUAGES, translator
from layers.catalogue import CATALOGUE, collection
from layers.symbols import SHAPES
from reports.data import FORMS, bundle, data_file, meanings

TABLE = collection().table
LAYERS = [layer.name for layer in CATALOGUE]
KML = "{http://www.opengis.net/kml/2.2}"
NAMES = [f"name_{lang}" for lang in LANGUAGES]
WRITTEN = ("kk", "en")
"""Decimal comma and decimal point; Russian is written as Kazakh is."""
NUMBERS = ["area_ha", "buffer_ha", "accuracy_m", "designated_year", "population"]
FIXED = [
    "=1+1",
    "@SUM(1)",
    "+cmd|'/c calc'!A1",
    "-1+1",
    "\t=1+1",
    "\r=1+1",
    "\0=1+1",
    "＝1+1",
    "#N/A",
    "TRUE",
    "12",
    "_x003D_1+1",
    "<script>alert(1)</script>",
    "]]>",
    "{{7*7}}",
    "$[id]",
    "a\x0bb\x1fc\ufffed",
    "&amp; & ' \"",
]


@cache
def whole(form, lang="kk"):
    return data_file(form, TABLE, translator(lang))


def made(form, rows, lang="kk"):
    return data_file(form, rows, translator(lang))


def of_layer(name):
    return TABLE[TABLE["layer"] == name]


def renamed(name, summary=None):
    """Two places of the collection, with and without a position, full of one text."""
    rows = TABLE.loc[["1103", "1490-005"]].copy()
    for lang in LANGUAGES:
        rows[f"name_{lang}"] = name
        rows[f"summary_{lang}"] = summary or name
    rows["names_other"] = [[name, "x"], []]
    rows["disputes"] = [[dict.fromkeys(LANGUAGES, name)], []]
    return rows


def sheets(body):
    """The layers of a workbook: name to rows by head."""
    book = openpyxl.load_workbook(io.BytesIO(body))
    found = {}
    for sheet in book.worksheets[2:]:
        heads, *rows = sheet.iter_rows()
        names = [head.value for head in heads]
        found[sheet.title] = [dict(zip(names, row, strict=True)) for row in rows]
    return found


def database(body):
    opened = sqlite3.connect(":memory:")
    opened.deserialize(body)
    opened.row_factory = sqlite3.Row
    return closing(opened)


def geopackage(body, layer):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mura.gpkg"
        path.write_bytes(body)
        return pyogrio.read_dataframe(path, layer=layer, use_arrow=False)


def placemarks(body):
    """Folders of a KML: name to placemarks."""
    root = ET.fromstring(body)
    return {
        folder.findtext(f"{KML}name"): folder.findall(f"{KML}Placemark")
        for folder in root.iter(f"{KML}Folder")
    }


def told(placemark):
    return {data.get("name"): data.findtext(f"{KML}value") for data in placemark.iter(f"{KML}Data")}


def same_number(read, known):
    return (read is None and is_blank(known)) or float(read) == float(known)


@pytest.mark.parametrize("lang", WRITTEN)
def test_xlsx_is_read_back_whole(lang):
    read = sheets(whole("xlsx", lang))
    assert list(read) == LAYERS
    for name in LAYERS:
        known = of_layer(name)
        assert list(read[name][0]) == [*columns(known), "lon", "lat"]
        assert [row["id"].value for row in read[name]] == list(known.index)
        for row, (_, place) in zip(read[name], known.iterrows(), strict=True):
            assert [row[each].value for each in NAMES] == [place[each] for each in NAMES]
            for each in set(NUMBERS) & set(row):
                assert same_number(row[each].value, place[each])
            where = place.geometry
            lon_lat = (None, None) if where is None else (where.x, where.y)
            assert (row["lon"].value, row["lat"].value) == lon_lat


def test_xlsx_explains_itself():
    t = translator("ru")
    book = openpyxl.load_workbook(io.BytesIO(whole("xlsx", "ru")))
    assert book.sheetnames == ["about", "columns", *LAYERS]
    about = {row[0].value: row[1].value for row in book["about"].iter_rows()}
    words = " ".join(str(cell.value) for row in book["about"].iter_rows() for cell in row)
    assert "Точка или схема – не граница" in words
    assert "2026-11-22" in words
    assert "CC BY-SA 4.0" in about["corridor"]
    assert t.plural("{n} row", "{n} rows", 33) in about["corridor"]
    explained = {row[0].value: row[2].value for row in book["columns"].iter_rows(min_row=2)}
    used = {name for layer in LAYERS for name in columns(of_layer(layer))}
    assert set(explained) == used
    assert explained["area_ha"] == "published area, hectares, without the buffer"
    for sheet in book.worksheets[2:]:
        assert sheet.freeze_panes == "A2"
        assert all(cell.font.bold for cell in sheet[1])
        assert all(8 <= each.width <= 48 for each in sheet.column_dimensions.values())


def test_every_column_has_a_meaning():
    assert set(TABLE.columns) - {"geometry"} <= set(meanings())
    assert {"lon", "lat"} <= set(meanings())


@pytest.mark.parametrize("name", FIXED)
def test_xlsx_holds_letters_and_no_formula(name):
    [row] = sheets(made("xlsx", renamed(name)))["world_heritage"]
    for column in [*NAMES, "names_other", "disputes", "summary_kk"]:
        assert row[column].data_type in ("s", "inlineStr")
        assert not row[column].value.startswith(tuple("=+-@\t\r\n\0＝＋－＠"))
    assert row["area_ha"].data_type == "n"
    with zipfile.ZipFile(io.BytesIO(made("xlsx", renamed(name)))) as book:
        for part in book.namelist():
            tree = ET.fromstring(book.read(part))
            assert not [each for each in tree.iter() if each.tag.endswith("}f")], part


@pytest.mark.parametrize("letter", ["ү", "😀"])
def test_a_text_that_no_cell_holds_is_cut_and_says_so(letter):
    [row] = sheets(made("xlsx", renamed("x", letter * 40_000)))["world_heritage"]
    value = row["summary_kk"].value
    assert value.endswith(CUT)
    assert len(value.encode("utf-16-le")) // 2 <= MOST_LETTERS
    assert set(value.removesuffix(CUT)) == {letter}
    read = geopackage(made("gpkg", renamed("x", letter * 40_000)), "world_heritage")
    assert read["summary_kk"][0] == letter * 40_000


@pytest.mark.parametrize("lang", WRITTEN)
def test_kml_is_read_back_whole(lang):
    t = translator(lang)
    body = whole("kml", lang)
    read = placemarks(body)
    assert list(read) == [t(layer.title) for layer in CATALOGUE]
    for layer in CATALOGUE:
        known = of_layer(layer.name)
        marks = read[t(layer.title)]
        assert [told(mark)["id"] for mark in marks] == list(known.index)
        for mark, (_, place) in zip(marks, known.iterrows(), strict=True):
            values = told(mark)
            assert mark.findtext(f"{KML}name") == place[f"name_{lang}"]
            assert [values[each] for each in NAMES] == [place[each] for each in NAMES]
            assert mark.findtext(f"{KML}styleUrl") == f"#{layer.name}"
            for each in set(NUMBERS) & set(columns(known)):
                assert same_number(values.get(each), place[each])
            written = mark.findtext(f"{KML}Point/{KML}coordinates")
            where = place.geometry
            assert written == (None if where is None else f"{where.x!r},{where.y!r}")


def test_gdal_reads_the_kml_as_well():
    body = made("kml", of_layer("corridor"), "en")
    read = pyogrio.read_dataframe(io.BytesIO(body), use_arrow=False)
    assert len(read) == 33
    known = of_layer("corridor").geometry
    assert list(read.geometry.x) == list(known.x)
    assert list(read.geometry.y) == list(known.y)


@pytest.mark.parametrize("name", FIXED)
def test_kml_holds_letters_and_no_markup(name):
    [[mark], _] = placemarks(made("kml", renamed(name))).values()
    assert mark.findtext(f"{KML}name") == letters(name)
    assert told(mark)["name_ru"] == letters(name)
    shown = mark.findtext(f"{KML}description")
    assert "<" not in shown
    assert "$[" not in shown
    assert unescape(shown).startswith(letters(name))


def test_kml_draws_outlines_as_outlines():
    rows = of_layer("corridor").iloc[:2].copy()
    hole = box(76, 42, 79, 45).difference(box(77, 43, 78, 44))
    rows.geometry = [hole, MultiPolygon([box(70, 42, 71, 43), box(72, 42, 73, 43)])]
    [marks] = placemarks(made("kml", rows)).values()
    assert len(marks[0].findall(f"{KML}Polygon/{KML}outerBoundaryIs/{KML}LinearRing")) == 1
    assert len(marks[0].findall(f"{KML}Polygon/{KML}innerBoundaryIs/{KML}LinearRing")) == 1
    assert len(marks[1].findall(f"{KML}MultiGeometry/{KML}Polygon")) == 2
    read = pyogrio.read_dataframe(io.BytesIO(made("kml", rows)), use_arrow=False)
    assert read.geometry[0].equals(hole)


@pytest.mark.parametrize("lang", WRITTEN)
def test_geopackage_is_read_back_whole(lang):
    body = whole("gpkg", lang)
    for name in LAYERS:
        known = of_layer(name)
        read = geopackage(body, name)
        assert read.crs.to_epsg() == 4326
        assert list(read.columns) == [*columns(known), "geometry"]
        assert list(read["id"]) == list(known.index)
        for each in NAMES:
            assert list(read[each]) == list(known[each])
        for each in set(NUMBERS) & set(columns(known)):
            pairs = zip(read[each], known[each], strict=True)
            assert all((is_blank(a) and is_blank(b)) or a == b for a, b in pairs)
        for a, b in zip(read.geometry, known.geometry, strict=True):
            assert (a is None and b is None) or a.equals_exact(b, 0)
        lists = zip(read["sources"], known["sources"], strict=True)
        assert all((is_blank(a) and not b) or json.loads(a) == b for a, b in lists)


def test_geopackage_keeps_what_has_no_position_and_what_is_yes_or_no():
    with database(whole("gpkg")) as opened:
        [[nowhere]] = opened.execute("SELECT COUNT(*) FROM talgar WHERE geom IS NULL")
        assert nowhere == 7
        [[blank]] = opened.execute("SELECT COUNT(*) FROM biosphere_reserves WHERE core_ha IS NULL")
        assert blank == of_layer("biosphere_reserves")["core_ha"].isna().sum() > 0
        [[serial]] = opened.execute("SELECT serial FROM world_heritage WHERE id = '1442'")
        assert serial == 1
        assert not list(opened.execute("PRAGMA foreign_key_check"))
        assert [row[0] for row in opened.execute("PRAGMA integrity_check")] == ["ok"]
        kinds = {row["table_name"]: row["data_type"] for row in opened.execute(
            "SELECT table_name, data_type FROM gpkg_contents")}  # fmt: skip
        assert kinds == dict.fromkeys(LAYERS, "features") | dict.fromkeys(
            ("about", "columns", "layer_styles"), "attributes"
        )


STYLE_COLUMNS = [
    "id", "f_table_catalog", "f_table_schema", "f_table_name", "f_geometry_column", "styleName",
    "styleQML", "styleSLD", "useAsDefault", "description", "owner", "ui", "update_time",
]  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_table_has_its_style_and_the_style_names_real_columns(lang):
    """QGIS looks for: an empty schema, the table's name, the name of its geometry column."""
    with database(whole("gpkg", lang)) as opened:
        styles = list(opened.execute("SELECT * FROM layer_styles"))
        geometry = dict(
            map(tuple, opened.execute("SELECT table_name, column_name FROM gpkg_geometry_columns"))
        )
        assert list(styles[0].keys()) == STYLE_COLUMNS
        assert [row["f_table_name"] for row in styles] == LAYERS
        for row in styles:
            table = row["f_table_name"]
            there = {each["name"] for each in opened.execute(f"PRAGMA table_info({table})")}
            assert (row["f_table_schema"], row["useAsDefault"]) == ("", 1)
            assert row["f_geometry_column"] == geometry[table]
            root = ET.fromstring(row["styleQML"])
            assert root.tag == "qgis"
            [text] = root.iter("text-style")
            assert text.get("fieldName") == f"name_{lang}"
            assert {text.get("fieldName"), root.find("renderer-v2").get("attr")} <= there
            values = {each.get("value") for each in root.iter("category")}
            found = opened.execute(
                f"SELECT DISTINCT geometry_kind FROM {table} WHERE geometry_kind IS NOT NULL"
            )
            assert values == {each[0] for each in found}
            symbols = [each.get("name") for each in root.iter("symbol")]
            assert [each.get("symbol") for each in root.iter("category")] == symbols


def test_every_shape_of_ours_has_a_marker():
    assert set(MARKERS) == set(SHAPES)


@pytest.mark.parametrize(
    ("geometries", "declared", "symbol"),
    [
        ([Point(77, 43), None], "Point", "marker"),
        ([None, None], "Point", "marker"),
        ([box(76, 42, 77, 43), None], "Polygon", "fill"),
        ([box(76, 42, 77, 43), MultiPolygon([box(70, 42, 71, 43)])], "MultiPolygon", "fill"),
        ([box(76, 42, 77, 43), Point(77, 43)], "Unknown", None),
    ],
)
def test_boundaries_of_an_office_go_into_a_geopackage_too(geometries, declared, symbol):
    rows = of_layer("corridor").iloc[:2].copy()
    rows.geometry = geometries
    assert geometry_type(rows) == declared
    read = geopackage(made("gpkg", rows), "corridor")
    for known, found in zip(geometries, read.geometry, strict=True):
        assert (known is None) is (found is None)
        assert known is None or known.equals(found)
    packed = bundle(rows, translator("kk"))
    qml = style(packed.parts[0], packed, declared)
    assert (qml is None) is (symbol is None)
    assert qml is None or {each.get("type") for each in ET.fromstring(qml).iter("symbol")} == {
        symbol
    }


@pytest.mark.parametrize("name", FIXED)
def test_geopackage_holds_the_letters(name):
    body = made("gpkg", renamed(name))
    read = geopackage(body, "world_heritage")
    assert list(read["name_en"]) == [letters(name)]
    assert letters(json.loads(read["disputes"][0])[0]["ru"]) == letters(name)


@settings(max_examples=12)
@given(st.text(st.characters(), min_size=1, max_size=40))
def test_any_name_survives_every_format(name):
    """Half letters and control characters, which no file may hold, are replaced and not lost."""
    rows = renamed(name)
    known = letters(name)
    [row] = sheets(made("xlsx", rows))["world_heritage"]
    written = row["name_kk"].value.replace("_x005F_", "_")
    assert row["name_kk"].data_type != "f"
    assert written in (known, f"'{known}")
    [[mark], _] = placemarks(made("kml", rows)).values()
    assert mark.findtext(f"{KML}name") == known
    assert list(geopackage(made("gpkg", rows), "world_heritage")["name_kk"]) == [known]


@pytest.mark.parametrize("form", FORMS)
def test_the_same_data_are_the_same_bytes(form):
    assert made(form, TABLE) == whole(form)


def test_nothing_is_left_in_the_temporary_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for form in FORMS:
        made(form, of_layer("corridor"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("form", FORMS)
def test_no_rows_are_a_file_too(form):
    assert made(form, TABLE.iloc[:0])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_whole_csv_opens_in_excel(lang):
    """A byte-order mark, semicolons, and the decimal mark of the language."""
    body = whole("csv", lang)
    assert body.startswith(b"\xef\xbb\xbf")
    read = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert [row["id"] for row in read] == list(TABLE.index)
    mark = "." if lang == "en" else ","
    for row, (_, place) in zip(read, TABLE.iterrows(), strict=True):
        assert [row[each] for each in NAMES] == [place[each] for each in NAMES]
        lat = None if place.geometry is None else place.geometry.y
        assert same_number(row["lat"].replace(mark, ".") or None, lat)


def test_a_layer_without_rows_is_left_out():
    packed = bundle(of_layer("corridor"), translator("en"), "Only the corridor")
    assert [part.name for part in packed.parts] == ["corridor"]
    assert "Only the corridor" in packed.said
    assert openpyxl.load_workbook(io.BytesIO(to_xlsx(packed))).sheetnames[2:] == ["corridor"]
    assert len(placemarks(to_kml(packed))) == 1
    with database(to_geopackage(packed)) as opened:
        assert [row[0] for row in opened.execute("SELECT f_table_name FROM layer_styles")] == [
            "corridor"
        ]
