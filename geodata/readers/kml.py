"""KML and KMZ: placemarks with their folders and data, WGS 84 (longitude, latitude, height).

Coordinates are read by the letter: a space for a comma or a comma for a point is a problem of the
row, never a place in the Gulf of Guinea.
"""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import numpy as np
from shapely.geometry.base import BaseGeometry

from geodata.readers import archive, xml
from geodata.readers.brought import Answers, Candidate, Question, Reading
from geodata.readers.gathering import Gathering, Positions, Row, Unreadable, together

_ROOTS = ("kml", "Document", "Folder", "Placemark")
_CONTAINERS = ("Document", "Folder")
_UNREAD = ("GroundOverlay", "PhotoOverlay", "ScreenOverlay", "~Tour")
_GEOMETRIES = (
    "Point",
    "LineString",
    "LinearRing",
    "Polygon",
    "MultiGeometry",
    "Model",
    "~Track",
    "~MultiTrack",
)
_NUMBER = r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?"
_TUPLE = re.compile(rf"{_NUMBER},{_NUMBER}(?:,{_NUMBER})?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d+,[+-]?\d+", re.ASCII)
_MAIN = "doc.kml"


def read(data: bytes, answers: Answers) -> Reading:
    """Read a KML, or the one in a KMZ. Raises ContractError if it is none, or past a limit."""
    gathering = Gathering("kml")
    if data.startswith(b"PK"):
        documents = _documents(data)
        if not documents:
            raise gathering.refused("damaged")
        member = answers.member if answers.member in documents else ""
        if len(documents) > 1 and not member:
            return Reading("kml", questions=(_which(documents),))
        data = documents[member or next(iter(documents))]
    text, encoding, question = xml.text_of(data, answers.encoding)
    if question is not None:
        return Reading("kml", questions=(question,))
    root = xml.tree(text, "kml")
    if root.tag not in _ROOTS:
        raise gathering.refused("damaged", root.tag)
    for element, folder in _walk(root, ()):
        _row(gathering, element, folder)
    return gathering.reading(declared="EPSG:4326", defined=True, encoding=encoding)


def _documents(data: bytes) -> dict[str, bytes]:
    members = archive.members(data)
    named = {name: held for name, held in members.items() if name.lower().endswith(".kml")}
    return named or {name: held for name, held in members.items() if held.startswith(b"<")}


def _which(documents: dict[str, bytes]) -> Question:
    """A KMZ shows its doc.kml, which may call the others in; none is left out unsaid."""
    named = sorted(documents, key=lambda name: (name.lower() != _MAIN, name))
    candidates = (Candidate(name, name, likely=name.lower() == _MAIN) for name in named)
    return Question("member", tuple(candidates), "several")


def _walk(element: Element, folder: tuple[str, ...]) -> Iterator[tuple[Element, str]]:
    """Whatever stands in the document, with the names of the folders that it lies in."""
    if element.tag == "Folder":
        folder = (*folder, xml.said(element, "name"))
    if element.tag in ("Placemark", "NetworkLink", *_UNREAD):
        yield element, " / ".join(filter(None, folder))
    elif element.tag in ("kml", *_CONTAINERS):
        for child in element:
            yield from _walk(child, folder)


def _row(gathering: Gathering, element: Element, folder: str) -> None:
    if element.tag in _UNREAD:
        gathering.unread(element.tag.lstrip("~"))
        return
    row = gathering.row()
    name = xml.said(element, "name")
    if element.tag == "NetworkLink":
        gathering.refuse(row, "names_other_files", name or "NetworkLink", name)
        return
    properties = {"folder": folder, "description": xml.said(element, "description")}
    try:
        geometry = _of_placemark(row, element)
    except Unreadable as error:
        gathering.refuse(row, error.code, error.value, name)
        return
    gathering.add(row, geometry, properties | dict(_data(element)), name)


def _data(placemark: Element) -> Iterator[tuple[str, str]]:
    for extended in placemark.findall("ExtendedData"):
        for data in extended.iterfind("Data"):
            yield data.get("name") or "", xml.said(data, "value")
        for simple in extended.iterfind("SchemaData/SimpleData"):
            yield simple.get("name") or "", (simple.text or "").strip()


def _of_placemark(row: Row, placemark: Element) -> BaseGeometry | None:
    drawn = [child for child in placemark if child.tag in _GEOMETRIES]
    return together([part for child in drawn for part in _parts(row, child)])


def _parts(row: Row, element: Element) -> Iterator[BaseGeometry]:
    """The simple geometries of an element, however deeply they are nested."""
    kind = element.tag
    if kind in ("MultiGeometry", "~MultiTrack"):
        for child in element:
            if child.tag in _GEOMETRIES:
                yield from _parts(row, child)
    elif kind == "Point":
        positions = _positions(row, element)
        if len(positions) > 1:
            raise Unreadable("not_numbers", xml.said(element, "coordinates"))
        yield row.point(positions)
    elif kind in ("LineString", "LinearRing"):
        yield row.line(_positions(row, element))
    elif kind == "Polygon":
        yield row.polygon([_positions(row, ring) for ring in _rings(element)])
    elif kind == "~Track":
        yield row.line(_along([coord.text or "" for coord in element.iterfind("~coord")]))
    else:
        raise Unreadable("not_read", kind)


def _rings(polygon: Element) -> list[Element]:
    """The outline, then the holes: they may stand in either order."""
    outlines = polygon.findall("outerBoundaryIs/LinearRing")
    if len(outlines) != 1:
        raise Unreadable("too_few_points", len(outlines))
    return [*outlines, *polygon.iterfind("innerBoundaryIs/LinearRing")]


def _positions(row: Row, element: Element) -> Positions:
    text = xml.said(element, "coordinates")
    tuples = ",".join(part.strip() for part in text.split(",")).split()
    row.make_room(len(tuples))
    for each in tuples:
        if not _TUPLE.fullmatch(each):
            raise Unreadable("not_numbers", each)
    if _may_be_split_numbers(tuples):
        raise Unreadable("not_numbers", text)
    return _array([each.split(",") for each in tuples])


def _may_be_split_numbers(tuples: list[str]) -> bool:
    """Whether "71,51 51,43" may be one position with decimal commas: then it is not two."""
    return bool(tuples) and len(tuples) % 2 == 0 and all(map(_WHOLE.fullmatch, tuples))


def _along(coordinates: list[str]) -> Positions:
    """A track writes each position by itself, with spaces between its numbers."""
    split = [text.split() for text in coordinates]
    for text, numbers in zip(coordinates, split, strict=True):
        if not _TUPLE.fullmatch(",".join(numbers)):
            raise Unreadable("not_numbers", text)
    return _array(split)


def _array(tuples: list[list[str]]) -> Positions:
    """Two columns, or three if any position has a height: its number is of no use here."""
    width = max(map(len, tuples), default=2)
    numbers = np.zeros((len(tuples), width))
    numbers[:, :2] = np.array([each[:2] for each in tuples], float).reshape(-1, 2)
    return numbers
