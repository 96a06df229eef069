"""What would clear a road: a way round that keeps a margin, and its file, GeoJSON, KML or GPX, as
phones and surveyors take it."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable

from shapely.geometry import LineString

from analysis.detour import Detour, Keep, detour
from analysis.screening import Finding
from dossiers.screening import is_near
from geodata.export.cells import letters
from geodata.ground import lakes
from layers.answer import Answer

MARGIN_M = 50.0
"""What it keeps from every zone where nobody says more."""

DECIMALS = 7
"""Of a degree: a centimetre."""

FORMS = {
    "geojson": ("GeoJSON", "application/geo+json"),
    "kml": ("KML", "application/vnd.google-earth.kml+xml"),
    "gpx": ("GPX", "application/gpx+xml"),
}
"""By the ending of the file: what it is called in every language, and how the web names it."""


def road_of(given: Answer) -> LineString | None:
    """The road that a way round can be looked for: one line past zones that are loaded."""
    shapes = given.screening.project.shapes
    near = any(is_near(each, given) for each in _loaded(given))
    return shapes[0] if near and len(shapes) == 1 and shapes[0].geom_type == "LineString" else None


def way_round(given: Answer, margin_m: float) -> Detour | str | None:
    """The way round that keeps the margin from every loaded zone and lake, or why there is none: a
    key of dossiers.detour.WHY_NOT. None: see `road_of`."""
    line = road_of(given)
    if line is None:
        return None
    loaded = _loaded(given)
    if any(each.accuracy_m is None for each in loaded if is_near(each, given)):
        return "not_exact"
    half = given.screening.project.width_m / 2
    zones = [
        Keep(each.target.geometry, each.accuracy_m + half)
        for each in loaded
        if each.accuracy_m is not None and each.target.geometry is not None
    ]
    return detour(line, zones, margin_m, avoid=lakes())


def _loaded(given: Answer) -> list[Finding]:
    return [each for each in given.screening.findings if each.target.boundary_kind == "boundary"]


def file_of(form: str, line: LineString, name: str) -> bytes:
    """One of FORMS. `line`: EPSG:4326, longitude first."""
    return _MADE[form](_positions(line), letters(name))


Positions = list[tuple[float, float]]


def _positions(line: LineString) -> Positions:
    return [(round(lon, DECIMALS), round(lat, DECIMALS)) for lon, lat in line.coords]


def _to_geojson(positions: Positions, name: str) -> bytes:
    feature = {
        "type": "Feature",
        "properties": {"name": name},
        "geometry": {"type": "LineString", "coordinates": positions},
    }
    collection = {"type": "FeatureCollection", "features": [feature]}
    return json.dumps(collection, ensure_ascii=False).encode()


def _to_kml(positions: Positions, name: str) -> bytes:
    root = ET.Element("kml", xmlns="http://www.opengis.net/kml/2.2")
    placemark = ET.SubElement(ET.SubElement(root, "Document"), "Placemark")
    ET.SubElement(placemark, "name").text = name
    line = ET.SubElement(placemark, "LineString")
    written = " ".join(f"{lon!r},{lat!r}" for lon, lat in positions)
    ET.SubElement(line, "coordinates").text = written
    return bytes(ET.tostring(root, "utf-8", xml_declaration=True))


def _to_gpx(positions: Positions, name: str) -> bytes:
    root = ET.Element("gpx", version="1.1", creator="Mura", xmlns=_GPX)
    track = ET.SubElement(root, "trk")
    ET.SubElement(track, "name").text = name
    segment = ET.SubElement(track, "trkseg")
    for lon, lat in positions:
        ET.SubElement(segment, "trkpt", lat=repr(lat), lon=repr(lon))
    return bytes(ET.tostring(root, "utf-8", xml_declaration=True))


_GPX = "http://www.topografix.com/GPX/1/1"

_MADE: dict[str, Callable[[Positions, str], bytes]] = {
    "geojson": _to_geojson,
    "kml": _to_kml,
    "gpx": _to_gpx,
}
