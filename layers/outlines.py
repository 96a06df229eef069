"""The outline that is drawn of a place, on the screen and on paper."""

from collections.abc import Mapping
from typing import Any

from shapely.geometry.base import BaseGeometry

from analysis.extent import equal_area_circle


def outline(row: Mapping[str, Any]) -> BaseGeometry | None:
    """A boundary or a line as it is; of a schematic, the circle of the published area. EPSG:4326.

    The zones of a place are drawn besides: `layers.zones`."""
    if row["geometry_kind"] in {"boundary", "line"}:
        return row["geometry"]
    if row["geometry_kind"] == "schematic":
        return equal_area_circle(row["geometry"], row["area_ha"])
    return None
