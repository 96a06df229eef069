"""How a layer looks in QGIS: a style in its own XML (QML), one a language for the labels."""

import xml.etree.ElementTree as ET

from geodata.export.bundle import Bundle, Part
from geodata.export.cells import columns, letters

MARKERS = {
    "diamond": ("diamond", 4.4),
    "small_diamond": ("diamond", 3.2),
    "circle": ("circle", 3.8),
    "hexagon": ("hexagon", 4.2),
    "star": ("star", 4.8),
    "square": ("square", 3.2),
    "pentagon": ("pentagon", 4.2),
    "triangle": ("triangle", 4.2),
    "plus": ("cross_fill", 4.4),
    "drop": ("semi_circle", 4.4),
    "flag": ("filled_arrowhead", 4.4),
    "arch": ("half_square", 4.4),
}
"""Our shapes as QGIS calls them, and their size in millimetres."""

_KIND = "geometry_kind"
_SYMBOLS = {"Point": "marker", "LineString": "line", "Polygon": "fill"}
_WHITE, _INK = "255,255,255,255", "31,27,24,255"


def style(part: Part, bundle: Bundle, geometry_type: str) -> str | None:
    """The style of a layer; None where it mixes points and outlines, which no symbol can draw.

    A schematic is hollow and dashed, because it is no boundary.
    """
    symbol = _SYMBOLS.get(geometry_type.removeprefix("Multi"))
    if symbol is None:
        return None
    label = f"name_{bundle.lang}"
    root = ET.Element(
        "qgis",
        version="3.28.0",
        styleCategories="Symbology|Labeling",
        labelsEnabled="1",
    )
    _renderer(root, part, bundle, symbol)
    _labels(root, label, symbol)
    ET.SubElement(root, "previewExpression").text = f'"{label}"'
    ET.indent(root)
    return ET.tostring(root, "unicode")


def _renderer(root: ET.Element, part: Part, bundle: Bundle, symbol: str) -> None:
    """A symbol for each kind of geometry that occurs, or one for all."""
    kinds = list(part.table[_KIND].dropna().unique()) if _KIND in columns(part.table) else []
    kinds = [kind for kind in bundle.kinds if kind in kinds]
    if not kinds:
        renderer = ET.SubElement(root, "renderer-v2", type="singleSymbol", enableorderby="0")
        _symbol(ET.SubElement(renderer, "symbols"), "0", part, symbol, dashed=False)
        return
    renderer = ET.SubElement(
        root, "renderer-v2", type="categorizedSymbol", attr=_KIND, enableorderby="0"
    )
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for place, kind in enumerate(kinds):
        said = letters(bundle.kinds[kind])
        ET.SubElement(
            categories, "category", symbol=str(place), value=kind, label=said, render="true"
        )
        _symbol(symbols, str(place), part, symbol, dashed=kind == "schematic")


def _symbol(parent: ET.Element, name: str, part: Part, kind: str, dashed: bool) -> None:
    if kind == "line":
        _add(parent, name, kind, "SimpleLine", _line(part))
        return
    colour = _rgba(part.colour)
    line = {
        "outline_style": "dash" if dashed else "solid",
        "outline_width": "0.5" if dashed or kind == "fill" else "0.3",
        "outline_width_unit": "MM",
    }
    if kind == "fill":
        looks = {"color": _rgba(part.colour, 50), "outline_color": colour, "style": "solid"}
    else:
        marker, size = MARKERS.get(part.shape, MARKERS["circle"])
        looks = {
            "name": marker,
            "size": str(size),
            "size_unit": "MM",
            "color": _WHITE if dashed else colour,
            "outline_color": colour if dashed else _WHITE,
        }
    layer = "SimpleFill" if kind == "fill" else "SimpleMarker"
    _add(parent, name, kind, layer, looks | line)


def _line(part: Part) -> dict[str, str]:
    return {
        "line_color": _rgba(part.colour),
        "line_style": "solid",
        "line_width": "0.8",
        "line_width_unit": "MM",
    }


def _add(parent: ET.Element, name: str, kind: str, layer: str, looks: dict[str, str]) -> None:
    symbol = ET.SubElement(parent, "symbol", name=name, type=kind, alpha="1", clip_to_extent="1")
    drawn = ET.SubElement(symbol, "layer", {"class": layer, "enabled": "1", "pass": "0"})
    options = ET.SubElement(drawn, "Option", type="Map")
    for key, value in looks.items():
        ET.SubElement(options, "Option", name=key, value=value, type="QString")
    for key, value in looks.items():  # QGIS before 3.20 reads these alone
        ET.SubElement(drawn, "prop", k=key, v=value)


def _labels(root: ET.Element, field: str, symbol: str) -> None:
    """The name, with a white rim; left out by itself where names would overlap."""
    labeling = ET.SubElement(root, "labeling", type="simple")
    settings = ET.SubElement(labeling, "settings", calloutType="simple")
    text = ET.SubElement(
        settings,
        "text-style",
        fieldName=field,
        isExpression="0",
        fontSize="9",
        fontSizeUnit="Point",
        textColor=_INK,
        textOpacity="1",
    )
    ET.SubElement(
        text,
        "text-buffer",
        bufferDraw="1",
        bufferSize="0.8",
        bufferSizeUnits="MM",
        bufferColor=_WHITE,
        bufferOpacity="1",
    )
    around_point, over_point, along_line = "6", "1", "2"
    placement = {"marker": around_point, "line": along_line}.get(symbol, over_point)
    ET.SubElement(settings, "placement", placement=placement, dist="1", distUnits="MM")
    ET.SubElement(settings, "rendering", drawLabels="1", obstacle="1")


def _rgba(colour: str, alpha: int = 255) -> str:
    return ",".join(str(int(colour[place : place + 2], 16)) for place in (1, 3, 5)) + f",{alpha}"
