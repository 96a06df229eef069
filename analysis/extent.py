"""The extent that can be drawn of a place of which only a point and an area are published."""

import math

from shapely.geometry import Point, Polygon

from analysis.geodesy import SQUARE_METRES_PER_HECTARE, WGS84

VERTICES = 72


def equal_area_radius(area_ha: float) -> float:
    """Radius in metres of the circle that has this area."""
    return math.sqrt(area_ha * SQUARE_METRES_PER_HECTARE / math.pi)


def equal_area_circle(centre: Point, area_ha: float) -> Polygon:
    """A circle on the WGS 84 ellipsoid whose area is the published one, hectares.

    It is a SCHEMATIC: it says how large a place is, never where it ends. `centre` is in degrees,
    longitude first; so is the result, with VERTICES corners, counter-clockwise as RFC 7946 asks.
    """
    step = 2 * math.pi / VERTICES
    # An inscribed polygon is smaller than its circle; widen it so that the area is the stated one.
    radius = equal_area_radius(area_ha) * math.sqrt(step / math.sin(step))
    azimuths = [-360.0 * corner / VERTICES for corner in range(VERTICES)]
    lons, lats, _ = WGS84.fwd(
        [centre.x] * VERTICES, [centre.y] * VERTICES, azimuths, [radius] * VERTICES
    )
    return Polygon(zip(lons, lats, strict=True))
