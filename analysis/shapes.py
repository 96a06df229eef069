"""What is measured, made ready once: the lines of a project with their chainage, its plots, points.

All geometry is EPSG:4326, longitude first; edges are straight in degrees (RFC 7946).
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Proj
from shapely.geometry import MultiPoint, Point
from shapely.geometry.base import BaseGeometry

from analysis.geodesy import WGS84

Numbers = NDArray[np.float64]
Geometries = NDArray[np.object_]
Place = Sequence[float] | Numbers
"""x and y on the plane, metres."""

STEP_DEGREES = 0.005
"""Longest edge that is taken for straight in metres: it bends by 7 mm at 55 N."""


@dataclass(frozen=True)
class Where:
    """A position on a project, and where along its lines that is."""

    lon: float
    lat: float
    chainage_m: float | None = None
    """Metres from the start of the lines; None on a plot or a point."""
    segment: int | None = None
    """Of Shapes.starts: on which piece of a line."""


class Shapes:
    """The geometry of a project. Lines keep their order: the chainage runs on from one to the next,
    and a gap between them is not counted."""

    def __init__(self, geometries: Iterable[BaseGeometry]) -> None:
        parts = without_dots(shapely.get_parts(np.array(list(geometries), dtype=object)))
        kinds = shapely.get_type_id(parts)
        self.every: Geometries = parts
        self.lines: Geometries = shapely.remove_repeated_points(parts[np.isin(kinds, (1, 2))])
        self.points: Geometries = parts[kinds == 0]
        self.areas: BaseGeometry = shapely.union_all(parts[kinds == 3])
        """Plots that overlap count once."""
        self.plane = _plane(parts)

    @cached_property
    def outlines(self) -> BaseGeometry:
        """The edges of the plots."""
        return self.areas.boundary

    @cached_property
    def _corners(self) -> tuple[Numbers, NDArray[np.intp]]:
        return shapely.get_coordinates(densified(self.lines), return_index=True)

    @cached_property
    def starts(self) -> Numbers:
        """Of each piece of a line, in order: its beginning, longitude and latitude."""
        corners, line = self._corners
        return corners[:-1][line[:-1] == line[1:]]

    @cached_property
    def ends(self) -> Numbers:
        """Of each piece its end."""
        corners, line = self._corners
        return corners[1:][line[:-1] == line[1:]]

    @cached_property
    def line_of(self) -> NDArray[np.intp]:
        """Of each piece the number of its line."""
        _, line = self._corners
        return line[:-1][line[:-1] == line[1:]]

    @cached_property
    def chainage(self) -> Numbers:
        """Metres from the start of the lines to the beginning of each piece, and to the end."""
        _, _, metres = WGS84.inv(*self.starts.T, *self.ends.T)
        return np.concatenate([[0.0], np.cumsum(metres)])

    @property
    def length_m(self) -> float:
        """Length of all lines, metres on the ellipsoid."""
        return float(self.chainage[-1])

    @cached_property
    def pieces(self) -> Geometries:
        """The pieces of the lines, degrees."""
        return shapely.linestrings(np.stack([self.starts, self.ends], axis=1))

    @cached_property
    def tree(self) -> shapely.STRtree:
        """Of the pieces, degrees."""
        return shapely.STRtree(self.pieces)

    @cached_property
    def flat_tree(self) -> shapely.STRtree:
        """Of the pieces on the plane, metres."""
        return shapely.STRtree(self.flat(self.pieces))

    @cached_property
    def _flat_ends(self) -> Numbers:
        """Of each piece where it begins and ends on the plane: (n, 2, 2)."""
        return shapely.get_coordinates(self.flat_tree.geometries).reshape(-1, 2, 2)

    @cached_property
    def facets(self) -> list[BaseGeometry]:
        """Whatever a distance can begin at, on the plane: edges and points."""
        edges = [*self.lines, *shapely.get_parts(self.outlines)]
        found = []
        if edges:
            lines = shapely.get_parts(self.flat(densified(np.array(edges, dtype=object))))
            found.append(shapely.multilinestrings(lines))
        if len(self.points):
            found.append(MultiPoint(self.flat(self.points)))
        for each in found:
            shapely.prepare(each)
        return found

    @cached_property
    def corners(self) -> Numbers:
        """Every vertex and so many positions between that none is far from the next."""
        edges = [*self.lines, *shapely.get_parts(self.outlines), *self.points]
        return shapely.get_coordinates(densified(np.array(edges, dtype=object)))

    @cached_property
    def wholes(self) -> list[BaseGeometry]:
        """All lines, all plots, all points, degrees; what it has none of is left out."""
        found = [
            shapely.multilinestrings(self.lines) if len(self.lines) else None,
            self.areas if not self.areas.is_empty else None,
            MultiPoint(self.points) if len(self.points) else None,
        ]
        wholes = [whole for whole in found if whole is not None]
        for whole in wholes:
            shapely.prepare(whole)
        return wholes

    def touching(self, zones: Geometries) -> NDArray[np.bool_]:
        """Which zones it meets. Exact: two lines straight in degrees meet where they do there."""
        found = np.zeros(len(zones), dtype=bool)
        for whole in self.wholes:
            found |= shapely.intersects(whole, zones)
        return found

    def meets_at(self, zone: BaseGeometry) -> tuple[float, float]:
        """A position where it meets a zone that it touches: longitude and latitude."""
        whole = next(each for each in self.wholes if shapely.intersects(each, zone))
        # What is prepared tells of edges alone: a plot may hold the zone within.
        common = shapely.intersection(whole, zone) if whole is self.areas else None
        if common is None or common.is_empty:
            common = shapely.shortest_line(whole, zone)
        lon, lat = shapely.get_coordinates(common)[0]
        return float(lon), float(lat)

    def flat(self, shapes: Geometries) -> Geometries:
        """The same on the plane, metres."""
        return shapely.transform(shapes, self.plane, interleaved=False)

    def round(self, x: Numbers, y: Numbers) -> tuple[Numbers, Numbers]:
        """From the plane back to longitude and latitude."""
        return self.plane(x, y, inverse=True)

    def at(self, position: float) -> Where:
        """A position along the lines, counted in pieces: 2.5 is the middle of the third."""
        piece = min(int(position), len(self.starts) - 1)
        part = position - piece
        lon, lat = self.starts[piece] + part * (self.ends[piece] - self.starts[piece])
        return Where(float(lon), float(lat), self.metres(position), piece)

    def where(self, along_m: float) -> tuple[float, float]:
        """Longitude and latitude at a chainage."""
        return _pair(self.at(self._position(along_m)))

    def between(self, enter_m: float, leave_m: float) -> BaseGeometry:
        """The part of the lines from one chainage to another, degrees. It stays on one line."""
        start, end = self._position(enter_m), self._position(leave_m)
        inner = range(int(start) + 1, int(np.ceil(end)))
        places = [self.at(start), *(self.at(float(each)) for each in inner)]
        last = self.at(np.nextafter(end, 0.0) if end == int(end) else end)
        return shapely.linestrings([_pair(each) for each in (*places, last)])

    def _position(self, along_m: float) -> float:
        return float(np.interp(along_m, self.chainage, np.arange(len(self.chainage))))

    def metres(self, position: float) -> float:
        """The chainage of such a position."""
        piece = min(int(position), len(self.starts) - 1)
        before, after = self.chainage[piece : piece + 2]
        return float(before + (position - piece) * (after - before))

    def on_line(self, x: float, y: float) -> Where | None:
        """The position on the lines that lies at this place of the plane; None: none does."""
        if not len(self.lines):
            return None
        place = Point(x, y)
        piece = int(self.flat_tree.nearest(place))
        flat = self.flat_tree.geometries[piece]
        if flat.distance(place) > _SAME_M:
            return None
        length = flat.length
        return self.at(piece + (flat.project(place) / length if length else 0.0))

    def side(self, piece: int, place: Place, aim: Place) -> str | None:
        """On which side of the road a place of the plane lies, as one goes along it; `place` is the
        nearest one on the road, of that piece. At a corner that piece tells from whose straight it
        lies further: past a hairpin the other has it on the wrong side. None: straight ahead."""
        off = max((self._off(each, aim) for each in self._meeting_at(piece, place)), key=abs)
        return None if abs(off) <= _SAME_M else "left" if off > 0 else "right"

    def _meeting_at(self, piece: int, place: Place) -> list[int]:
        """The pieces of a line that meet at a place of one of them: that one, at a corner two."""
        start, end = self._flat_ends[piece]
        found = [piece]
        if math.dist(start, place) <= _SAME_M and piece > 0:
            found.append(piece - 1)
        if math.dist(end, place) <= _SAME_M and piece + 1 < len(self.starts):
            found.append(piece + 1)
        return [each for each in found if self.line_of[each] == self.line_of[piece]]

    def _off(self, piece: int, aim: Place) -> float:
        """How far to the left of a piece's straight a place lies, metres; right is negative."""
        (start_x, start_y), (end_x, end_y) = self._flat_ends[piece]
        along_x, along_y = end_x - start_x, end_y - start_y
        turn = along_x * (aim[1] - start_y) - along_y * (aim[0] - start_x)
        return float(turn / math.hypot(along_x, along_y))


def _pair(where: Where) -> tuple[float, float]:
    return where.lon, where.lat


_SAME_M = 0.01
_DOT_DEGREES = 1e-9
"""Of no length, to a plane: a tenth of a millimetre."""


def without_dots(parts: Geometries) -> Geometries:
    """The same with a point for each line and area of no size: GEOS 3.14 ends the process when it
    looks for the nearest place of one."""
    dots = (shapely.get_type_id(parts) > 0) & (shapely.length(parts) < _DOT_DEGREES)
    if not dots.any():
        return parts
    sound = parts.copy()
    sound[dots] = [Point(shapely.get_coordinates(part)[0]) for part in parts[dots]]
    return sound


def edges_of(zones: Geometries) -> Geometries:
    """The edges of areas, and lines and points as they are; what has no length is a point."""
    areal = np.isin(shapely.get_type_id(zones), (3, 6))
    edges = np.where(areal, shapely.boundary(zones), zones)
    parts, of = shapely.get_parts(edges, return_index=True)
    sound = without_dots(parts)
    for place in np.unique(of[sound != parts]):
        edges[place] = shapely.geometrycollections(sound[of == place])
    return edges


def densified(shapes: Geometries) -> Geometries:
    """The same with vertices between where an edge is longer than STEP_DEGREES."""
    corners, of = shapely.get_coordinates(shapes, return_index=True)
    far = np.abs(np.diff(corners, axis=0)).max(axis=1, initial=0.0) > STEP_DEGREES
    long = np.unique(of[1:][far & (of[1:] == of[:-1])])
    if not len(long):
        return shapes
    finer = shapes.copy()
    finer[long] = shapely.segmentize(shapes[long], STEP_DEGREES)
    return finer


def _plane(parts: Geometries) -> Proj:
    """Lambert's azimuthal equal-area projection round the middle of the project. Off by r²/8R²
    along and across at r from there: 8 millionths at 50 km, 1 in 2,000 at 400 km."""
    west, south, east, north = shapely.total_bounds(parts) if len(parts) else (0.0,) * 4
    middle = (west + east) / 2, (south + north) / 2
    return Proj(proj="laea", lon_0=middle[0], lat_0=middle[1], ellps="WGS84")
