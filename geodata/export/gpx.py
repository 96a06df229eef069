"""GPX 1.1 for phones and receivers: a waypoint a place, in the order of the table."""

import xml.etree.ElementTree as ET

from geodata.export.bundle import Bundle
from geodata.export.cells import letters, position

_NAMESPACE = "http://www.topografix.com/GPX/1/1"


def to_gpx(bundle: Bundle) -> bytes:
    """UTF-8. Names are those of the language, descriptions plain words. Of an outline the waypoint
    is a point inside it; a place without a position has none."""
    root = ET.Element("gpx", version="1.1", creator="Mura", xmlns=_NAMESPACE)
    about = ET.SubElement(root, "metadata")
    _say(about, "name", bundle.title)
    _say(about, "desc", "\n".join(bundle.said))
    for part in bundle.parts:
        for _, row in part.table.iterrows():
            lon, lat = position(row)
            if lon is None or lat is None:
                continue
            point = ET.SubElement(root, "wpt", lat=repr(float(lat)), lon=repr(float(lon)))
            _say(point, "name", row[f"name_{bundle.lang}"])
            _say(point, "desc", bundle.describe(row))
            _say(point, "type", part.title)
    ET.indent(root, "")
    return bytes(ET.tostring(root, "utf-8", xml_declaration=True))


def _say(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = letters(text)
