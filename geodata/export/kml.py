"""KML 2.2 for globes and phones: a folder a layer, a placemark a place."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable
from typing import Any

import pandas as pd
from shapely.geometry import mapping

from geodata.escape import for_balloon
from geodata.export.bundle import Bundle, Part
from geodata.export.cells import as_text, columns, letters, outline, plain
from geodata.tables import is_blank

_NAMESPACE = "http://www.opengis.net/kml/2.2"
_BALLOON = "$[description]"
"""A globe shows the description alone: it has passed the gate, the name has not."""


def to_kml(bundle: Bundle) -> bytes:
    """UTF-8. Positions are longitude, latitude in WGS 84; a place without one has no geometry.

    Names are those of the language, descriptions plain words; every column stands below in
    ExtendedData under its own name.
    """
    root = ET.Element("kml", xmlns=_NAMESPACE)
    document = ET.SubElement(root, "Document")
    _say(document, "name", bundle.title)
    _describe(document, "\n".join(bundle.said))
    for part in bundle.parts:
        _style(document, part)
    for part in bundle.parts:
        folder = ET.SubElement(document, "Folder")
        _say(folder, "name", part.title)
        _describe(folder, part.source)
        names = columns(part.table)
        for _, row in part.table.iterrows():
            _placemark(folder, row, names, part, bundle)
    ET.indent(root, "")
    written: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return written


def _placemark(
    folder: ET.Element, row: pd.Series, names: list[str], part: Part, bundle: Bundle
) -> None:
    placemark = ET.SubElement(folder, "Placemark")
    _say(placemark, "name", row[f"name_{bundle.lang}"])
    _describe(placemark, bundle.describe(row))
    _say(placemark, "styleUrl", f"#{part.name}")
    extended = ET.SubElement(placemark, "ExtendedData")
    for name in names:
        value = plain(row[name])
        if not is_blank(value):
            data = ET.SubElement(extended, "Data", name=name)
            _say(data, "value", as_text(value, bundle.lang))
    shape = outline(row)
    if shape is not None:
        _geometry(placemark, mapping(shape))


def _style(document: ET.Element, part: Part) -> None:
    red, green, blue = part.colour[1:3], part.colour[3:5], part.colour[5:7]
    style = ET.SubElement(document, "Style", id=part.name)
    for name, alpha in (("IconStyle", "ff"), ("LineStyle", "ff"), ("PolyStyle", "33")):
        _say(ET.SubElement(style, name), "color", f"{alpha}{blue}{green}{red}")
    _say(ET.SubElement(style, "BalloonStyle"), "text", _BALLOON)


def _geometry(parent: ET.Element, geometry: dict[str, Any]) -> None:
    kind = geometry["type"]
    if kind == "GeometryCollection":
        many = ET.SubElement(parent, "MultiGeometry")
        for each in geometry["geometries"]:
            _geometry(many, each)
    elif kind.startswith("Multi"):
        many = ET.SubElement(parent, "MultiGeometry")
        for each in geometry["coordinates"]:
            _geometry(many, {"type": kind.removeprefix("Multi"), "coordinates": each})
    elif kind == "Polygon":
        polygon = ET.SubElement(parent, "Polygon")
        for place, ring in enumerate(geometry["coordinates"]):
            side = ET.SubElement(polygon, "innerBoundaryIs" if place else "outerBoundaryIs")
            _coordinates(ET.SubElement(side, "LinearRing"), ring)
    else:
        along = geometry["coordinates"]
        _coordinates(ET.SubElement(parent, kind), [along] if kind == "Point" else along)


def _coordinates(parent: ET.Element, positions: Iterable[tuple[float, ...]]) -> None:
    written = " ".join(f"{float(lon)!r},{float(lat)!r}" for lon, lat, *_ in positions)
    _say(parent, "coordinates", written)


def _describe(parent: ET.Element, text: str) -> None:
    _say(parent, "description", for_balloon(text))


def _say(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = letters(text)
