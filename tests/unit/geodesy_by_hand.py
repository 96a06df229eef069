"""Geodesy written out once more, without PROJ: what the coordinate systems are measured against.

Krüger's series of 1912 to the fourth order of n (below 0.1 mm within 6 degrees of the meridian),
and the seven parameters of EPSG:5044 as the EPSG registry states them.
"""

from math import asinh, atan2, atanh, cos, cosh, degrees, hypot, radians, sin, sinh, sqrt

KRASSOVSKY = (6378245.0, 1 / 298.3)
WGS84 = (6378137.0, 1 / 298.257223563)
GRS80 = (6378137.0, 1 / 298.257222101)

SHIFT_M = (23.57, -140.95, -79.8)
TURN_ARC_SECONDS = (0.0, -0.35, -0.79)
SCALE_PPM = -0.22


def transverse_mercator(lon, lat, meridian, ellipsoid, scale=1.0, false_easting=500_000.0):
    """Easting and northing, metres."""
    a, f = ellipsoid
    n = f / (2 - f)
    radius = a / (1 + n) * (1 + n**2 / 4 + n**4 / 64)
    alpha = (
        n / 2 - 2 * n**2 / 3 + 5 * n**3 / 16 + 41 * n**4 / 180,
        13 * n**2 / 48 - 3 * n**3 / 5 + 557 * n**4 / 1440,
        61 * n**3 / 240 - 103 * n**4 / 140,
        49561 * n**4 / 161280,
    )
    phi, east = radians(lat), radians(lon - meridian)
    e = 2 * sqrt(n) / (1 + n)
    t = sinh(atanh(sin(phi)) - e * atanh(e * sin(phi)))
    xi, eta = atan2(t, cos(east)), asinh(sin(east) / hypot(t, cos(east)))
    waves = list(enumerate(alpha, 1))
    x = eta + sum(a * cos(2 * j * xi) * sinh(2 * j * eta) for j, a in waves)
    y = xi + sum(a * sin(2 * j * xi) * cosh(2 * j * eta) for j, a in waves)
    return false_easting + scale * radius * x, scale * radius * y


def shifted(lon, lat):
    """From Pulkovo 1942 to WGS 84: a coordinate frame rotation, the height taken as 0."""
    x, y, z = _geocentric(lon, lat, KRASSOVSKY)
    rx, ry, rz = (radians(second / 3600) for second in TURN_ARC_SECONDS)
    m = 1 + SCALE_PPM * 1e-6
    return _geographic(
        SHIFT_M[0] + m * (x + rz * y - ry * z),
        SHIFT_M[1] + m * (-rz * x + y + rx * z),
        SHIFT_M[2] + m * (ry * x - rx * y + z),
        WGS84,
    )


def unshifted(lon, lat):
    """The degrees on Pulkovo 1942 that come to lie here."""
    at = lon, lat
    for _ in range(6):
        there = shifted(*at)
        at = at[0] + lon - there[0], at[1] + lat - there[1]
    return at


def apart(one, other):
    """Metres between two near positions on WGS 84."""
    a, f = WGS84
    e2 = f * (2 - f)
    phi = radians((one[1] + other[1]) / 2)
    w = sqrt(1 - e2 * sin(phi) ** 2)
    north = radians(other[1] - one[1]) * a * (1 - e2) / w**3
    east = radians(other[0] - one[0]) * a / w * cos(phi)
    return hypot(north, east)


def _geocentric(lon, lat, ellipsoid):
    a, f = ellipsoid
    e2 = f * (2 - f)
    phi, east = radians(lat), radians(lon)
    normal = a / sqrt(1 - e2 * sin(phi) ** 2)
    return (
        normal * cos(phi) * cos(east),
        normal * cos(phi) * sin(east),
        normal * (1 - e2) * sin(phi),
    )


def _geographic(x, y, z, ellipsoid):
    a, f = ellipsoid
    e2 = f * (2 - f)
    flat = hypot(x, y)
    phi = atan2(z, flat * (1 - e2))
    for _ in range(8):
        normal = a / sqrt(1 - e2 * sin(phi) ** 2)
        phi = atan2(z + e2 * normal * sin(phi), flat)
    return degrees(atan2(y, x)), degrees(phi)
