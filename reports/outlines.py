"""Outlines, zones and lines on paper, as layers/browser/places.js draws them on the screen."""

import shapely
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.path import Path

from layers.zones import Look

_PER_PIXEL = 0.63
"""Points on A4 for a pixel of the screen."""

OUTLINES = {
    "boundary": Look(1 / _PER_PIXEL, (), 0.16),
    "schematic": Look(1 / _PER_PIXEL, (4.5, 3.2), 0.0),
    "line": Look(2.2 / _PER_PIXEL, (), 0.0),
}
"""By kind of geometry. A schematic is dashed and empty: it is not a boundary."""


def draw_line(
    axes: Axes, shape: shapely.Geometry, look: Look, colour: str, larger: float, picture: bool
) -> None:
    """Draw a shape (EPSG:3857) as a zone or an outline looks; as a picture where there are very
    many."""
    path = _path(shape)
    common = {"rasterized": picture, "zorder": 4}
    if look.fill:
        inside = {"facecolors": colour, "edgecolors": "none", "alpha": look.fill}
        axes.add_collection(PathCollection([path], **inside, **common), autolim=False)
    edge = PathCollection(
        [path],
        facecolors="none",
        edgecolors=colour,
        linewidths=look.weight * _PER_PIXEL * larger,
        linestyles=[(0, look.dashes)] if look.dashes else "solid",
        **common,
    )
    axes.add_collection(edge, autolim=False)


def _path(shape: shapely.Geometry) -> Path:
    """All lines of a shape as one path; only rings are closed."""
    parts = shapely.get_parts(shape)
    if shapely.get_dimensions(shape) == 1:
        return Path.make_compound_path(*(Path(shapely.get_coordinates(each)) for each in parts))
    rings = (ring for part in parts for ring in shapely.get_rings(part))
    return Path.make_compound_path(
        *(Path(shapely.get_coordinates(ring), closed=True) for ring in rings)
    )
