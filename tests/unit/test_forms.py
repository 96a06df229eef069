"""A file is known by what it holds; what it is called is never asked."""

import io
import zipfile

import pytest

from geodata.problems import ContractError
from geodata.readers.brought import Answers, Question
from geodata.readers.forms import READERS, form_of, unwrapped

KML = b'<?xml version="1.0"?><!-- made by hand --><kml xmlns="http://www.opengis.net/kml/2.2"/>'
SHP = b"\x00\x00\x27\x0a" + bytes(96)


def packed(**contents):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in contents.items():
            made.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (b'{"type": "FeatureCollection"}', "geojson"),
        (b'\xef\xbb\xbf  {"type": "Point"}', "geojson"),
        ('{"type":"Point"}'.encode("utf-16"), "geojson"),
        (KML, "kml"),
        (b"\n<kml:kml xmlns:kml='x'>", "kml"),
        ("<kml/>".encode("utf-16"), "kml"),
        (b"<gpx version='1.1'/>", "gpx"),
        (b"SQLite format 3\x00" + bytes(84), "gpkg"),
        (b"  0\r\nSECTION\r\n  2\r\nHEADER", "dxf"),
        (b"999\nby hand\n0\nSECTION\n2\nENTITIES", "dxf"),
        (b"AutoCAD Binary DXF\r\n\x1a\x00", "dxf"),
        (b"lat;lon\n43,3;77,2", "csv"),
        ("ендік;бойлық\n43,3;77,2".encode("utf-16-le"), "csv"),
        (("солтүстік ендік " * 20 + "\n").encode("utf-16-be"), "csv"),
        ("Талғар;43,3;77,2".encode("kz1048"), "csv"),
        (packed(**{"a.shp": SHP, "a.dbf": b"x"}), "shapefile"),
        (packed(**{"doc.kml": KML, "files/a.png": b"\x89PNG"}), "kml"),
        (packed(**{"[Content_Types].xml": "<a/>", "xl/workbook.xml": "<a/>"}), "xlsx"),
        (packed(**{"road.shp.geojson": b"{}"}), "archive"),
    ],
)
def test_a_format_is_known_by_its_content(data, form):
    assert form_of(data) == form


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b" \r\n\t", "empty_file"),
        (packed(), "empty_file"),
        (b"<OGRVRTDataSource><SrcDataSource>/etc/passwd</SrcDataSource>", "names_other_files"),
        (b"<?xml version='1.0'?>\n<OGRWFSDataSource/>", "names_other_files"),
        (b'<!DOCTYPE kml [<!ENTITY a "b">]><kml/>', "entities"),
        (b"<!DOCTYPE html><html>", "unknown_format"),
        (b"<wfs:FeatureCollection/>", "unknown_format"),
        (SHP, "incomplete_shapefile"),
        (b"%PDF-1.7", "unknown_format"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "unknown_format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(300) + bytes(range(256)), "unknown_format"),
    ],
)
def test_what_no_reader_is_for_is_refused_by_name(data, code):
    with pytest.raises(ContractError) as refused:
        form_of(data)
    assert [problem.code for problem in refused.value.problems] == [code]


def test_one_packed_file_is_unwrapped_and_of_several_it_is_asked_which():
    plan, plots = b'{"type": "Point"}', b"lat;lon"
    assert unwrapped(plan, Answers()) == plan
    assert unwrapped(packed(plan=plan), Answers()) == plan
    both = packed(plan=plan, plots=plots)
    asked = unwrapped(both, Answers())
    assert isinstance(asked, Question)
    assert [each.token for each in asked.candidates] == ["plan", "plots"]
    assert unwrapped(both, Answers(member="plots")) == plots
    assert isinstance(unwrapped(both, Answers(member="../plots")), Question)


def test_every_format_has_a_reader():
    from geodata.readers.forms import reader

    for form in READERS:
        assert callable(reader(form)), form
