"""GPX 1.1 for phones and receivers: a waypoint a place, in the order of the table; a route a part
where the order is one of travel."""

import xml.etree.ElementTree as ET

from geodata.export.bundle import Bundle, Part
from geodata.export.cells import letters, position

_NAMESPACE = "http://www.topografix.com/GPX/1/1"


def to_gpx(bundle: Bundle, routes: bool = False) -> bytes:
    """UTF-8. Names are those of the language, descriptions plain words. Of an outline the waypoint
    is a point inside it; a place without a position has none. `routes`: whether each part is a way
    from place to place."""
    root = ET.Element("gpx", version="1.1", creator="Mura", xmlns=_NAMESPACE)
    about = ET.SubElement(root, "metadata")
    _say(about, "name", bundle.title)
    _say(about, "desc", "\n".join(bundle.said))
    for part in bundle.parts:
        _points(root, "wpt", part, bundle)
    for part in bundle.parts if routes else ():
        route = ET.SubElement(root, "rte")
        _say(route, "name", part.title)
        _points(route, "rtept", part, bundle)
    ET.indent(root, "")
    return bytes(ET.tostring(root, "utf-8", xml_declaration=True))


def _points(parent: ET.Element, tag: str, part: Part, bundle: Bundle) -> None:
    for _, row in part.table.iterrows():
        lon, lat = position(row)
        if lon is None or lat is None:
            continue
        point = ET.SubElement(parent, tag, lat=repr(float(lat)), lon=repr(float(lon)))
        _say(point, "name", row[f"name_{bundle.lang}"])
        _say(point, "desc", bundle.describe(row))
        _say(point, "type", part.title)


def _say(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = letters(text)
