"""GPX 1.0 and 1.1: waypoints, tracks and routes, WGS 84.

A track is a line, or one of several parts if its recording was interrupted.
"""

import re
from xml.etree.ElementTree import Element

import numpy as np
from shapely.geometry.base import BaseGeometry

from geodata.readers import xml
from geodata.readers.brought import Answers, Reading
from geodata.readers.gathering import Gathering, Positions, Row, Unreadable, together

_NUMBER = re.compile(r"\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?\s*", re.ASCII)
_SAID = ("desc", "cmt", "type", "time", "sym", "src", "number")


def read(data: bytes, answers: Answers) -> Reading:
    """Read a GPX file. Raises ContractError if it is none, or past a limit."""
    gathering = Gathering("gpx")
    text, encoding, question = xml.text_of(data, answers.encoding)
    if question is not None:
        return Reading("gpx", questions=(question,))
    root = xml.tree(text, "gpx")
    if root.tag != "gpx":
        raise gathering.refused("damaged", root.tag)
    for element in root:
        if element.tag in _KINDS:
            _row(gathering, element)
    return gathering.reading(declared="EPSG:4326", defined=True, encoding=encoding)


def _row(gathering: Gathering, element: Element) -> None:
    row = gathering.row()
    name = xml.said(element, "name")
    properties = {key: xml.said(element, key) for key in _SAID}
    try:
        geometry = _KINDS[element.tag](row, element)
    except Unreadable as error:
        gathering.refuse(row, error.code, error.value, name)
        return
    if row.left_out:
        gathering.tell("not_read", row.number, name, f"trkseg × {row.left_out}")
    gathering.add(row, geometry, properties, name)


def _waypoint(row: Row, element: Element) -> BaseGeometry:
    return row.point(_positions([element]))


def _route(row: Row, element: Element) -> BaseGeometry | None:
    points = element.findall("rtept")
    return row.line(_positions(points)) if points else None


def _track(row: Row, element: Element) -> BaseGeometry | None:
    """Where the signal came back for a single position there is no line; it is told, not drawn."""
    segments = [segment.findall("trkpt") for segment in element.iterfind("trkseg")]
    lines = [segment for segment in segments if len(segment) > 1]
    if not lines and any(segments):
        raise Unreadable("too_few_points", 1)
    row.left_out = sum(len(segment) == 1 for segment in segments)
    return together([row.line(_positions(line)) for line in lines])


_KINDS = {"wpt": _waypoint, "rte": _route, "trk": _track}


def _positions(points: list[Element]) -> Positions:
    """Longitude and latitude; a third column where heights were recorded."""
    numbers = [(_number(point, "lon"), _number(point, "lat")) for point in points]
    array = np.array(numbers, float)
    if any(point.find("ele") is not None for point in points):
        return np.column_stack([array, np.zeros(len(array))])
    return array


def _number(point: Element, attribute: str) -> float:
    text = point.get(attribute) or ""
    if not _NUMBER.fullmatch(text):
        raise Unreadable("not_numbers", f"{attribute}={text}")
    return float(text)
