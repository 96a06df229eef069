"""The same road and the same plot, read the same from every format."""

from functools import cache

import pytest

from geodata.readers.brought import Answers
from geodata.readers.forms import form_of, reader
from tests.brought_files import (
    PLOT,
    ROAD,
    SQUARE,
    WGS84,
    dxf,
    geojson,
    geopackage,
    gpx,
    gpx_points,
    kml,
    kml_line,
    kml_polygon,
    packed,
    placemark,
    shape_zip,
)

NAME = "Талғар – Қаскелең жолы"
KML = kml(placemark(NAME, kml_line(ROAD)) + placemark(NAME, kml_polygon(PLOT)))


def drawn(space):
    space.add_lwpolyline(ROAD.coords, dxfattribs={"layer": NAME})
    space.add_lwpolyline(list(SQUARE.exterior.coords)[:-1], close=True, dxfattribs={"layer": NAME})


def shaped(kind, geometry):
    return shape_zip(
        [((NAME,), geometry.__geo_interface__)], kind, {"road.prj": WGS84, "road.cpg": "UTF-8"}
    )


FILES = {
    "geojson": (lambda: geojson((NAME, ROAD), (NAME, PLOT)), [ROAD, PLOT]),
    "kml": (lambda: KML, [ROAD, PLOT]),
    "kmz": (lambda: packed({"doc.kml": KML, "files/a.png": b"\x89PNG"}), [ROAD, PLOT]),
    "gpx": (
        lambda: gpx(
            f"<trk><name>{NAME}</name><trkseg>{gpx_points('trkpt', ROAD.coords)}</trkseg></trk>"
            f"<rte><name>{NAME}</name>{gpx_points('rtept', ROAD.coords)}</rte>"
        ),
        [ROAD, ROAD],
    ),
    "shapefile of lines": (lambda: shaped(3, ROAD), [ROAD]),
    "shapefile of areas": (lambda: shaped(5, PLOT), [PLOT]),
    "gpkg": (lambda: geopackage({"both": [(NAME, ROAD), (NAME, PLOT)]}), [ROAD, PLOT]),
    "dxf": (lambda: dxf(drawn), [ROAD, SQUARE]),
}


@cache
def made(name):
    return FILES[name][0]()


@pytest.mark.parametrize("name", FILES)
def test_the_same_from_every_format(name):
    data, wanted = made(name), FILES[name][1]
    form = form_of(data)
    reading = reader(form)(data, Answers())
    assert reading.form == form == {"kmz": "kml"}.get(name, name.split()[0])
    assert (reading.questions, reading.problems) == ((), ())
    assert [written.row for written in reading.written] == list(range(1, len(wanted) + 1))
    for written, geometry in zip(reading.written, wanted, strict=True):
        assert written.name == NAME
        assert written.geometry.geom_type == geometry.geom_type
        assert written.geometry.normalize().equals_exact(geometry.normalize(), 1e-9)
        assert not written.geometry.has_z


def test_every_format_says_what_it_knows_of_the_system():
    said = {name: reader(form_of(made(name)))(made(name), Answers()) for name in FILES}
    laid_down = {name for name, reading in said.items() if reading.defined}
    assert laid_down == {"geojson", "kml", "kmz", "gpx"}
    assert {said[name].declared for name in (*laid_down, "gpkg")} == {"EPSG:4326"}
    assert said["shapefile of lines"].declared == WGS84
    assert said["dxf"].declared == ""
