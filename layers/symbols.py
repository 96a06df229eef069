"""The symbol of each layer, drawn once for the legend, the map and the table."""

from layers.declaration import Layer

SIZE = 24
"""Width and height of the symbols' own coordinates."""

SHAPES = {
    "diamond": "M12 1.5 22.5 12 12 22.5 1.5 12Z",
    "small_diamond": "M12 4.5 19.5 12 12 19.5 4.5 12Z",
    "circle": "M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18Z",
    "hexagon": "M12 1.8 20.8 6.9V17.1L12 22.2 3.2 17.1V6.9Z",
    "star": "M12 1.2 15.2 8.4 23 9.2 17.1 14.4 18.8 22.1 12 18.1 5.2 22.1 6.9 14.4 1 9.2 8.8 8.4Z",
    "square": "M5.5 5.5H18.5V18.5H5.5Z",
    "pentagon": "M12 2 22 9.3 18.2 21H5.8L2 9.3Z",
    "triangle": "M12 2.5 22 20.5H2Z",
    "plus": "M8.5 2H15.5V8.5H22V15.5H15.5V22H8.5V15.5H2V8.5H8.5Z",
    "drop": "M12 22.5 5 12 7 5.5 12 2.5 17 5.5 19 12Z",
    "flag": "M4 2H21L16.5 8 21 14H8V22.5H4Z",
    "arch": "M2.5 21.5V9L7.5 3H16.5L21.5 9V21.5H15V13H9V21.5Z",
}
"""SVG paths. They differ in outline, because not everyone tells the colours apart."""


def symbol_svg(layer: Layer) -> str:
    """The layer's symbol as an SVG document."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{SIZE}" height="{SIZE}" '
        f'viewBox="0 0 {SIZE} {SIZE}"><path d="{SHAPES[layer.shape]}" fill="{layer.colour}" '
        'stroke="#fff" stroke-width="1.5" stroke-linejoin="round"/></svg>'
    )


KIND_SVG = {
    "boundary": '<rect x="2" y="5" width="24" height="14" rx="3" fill="#33415528" '
    'stroke="#334155" stroke-width="2"/>',
    "zone": '<rect x="2" y="3" width="24" height="18" rx="4" fill="#3341550f" '
    'stroke="#334155" stroke-width="1.3" stroke-dasharray="8 2.5 1.5 2.5"/>'
    '<rect x="8" y="8" width="12" height="8" rx="2" fill="#33415528" stroke="#334155" '
    'stroke-width="1.2"/>',
    "line": '<path d="M2 18 10 8 18 15 26 5" fill="none" stroke="#334155" stroke-width="3"/>',
    "schematic": '<circle cx="14" cy="12" r="9.5" fill="none" stroke="#334155" '
    'stroke-width="2" stroke-dasharray="4 3"/>',
    "point": '<circle cx="14" cy="12" r="5" fill="#334155" stroke="#fff" stroke-width="1.5"/>',
    "disputed": '<circle cx="14" cy="12" r="5" fill="#334155"/>'
    '<circle cx="14" cy="12" r="9" fill="none" stroke="#d97706" stroke-width="2.5"/>',
}
"""How the legend draws the kinds of geometry: inner SVG of a 28 x 24 picture."""


def kind_svg(kind: str) -> str:
    """The legend's picture of a kind of geometry as an SVG document."""
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="28" height="24" '
        f'viewBox="0 0 28 24">{KIND_SVG[kind]}</svg>'
    )
