"""Distances between shapes by search alone: what analysis.clearance is measured against.

No projection, no tree, no formula of a distance but PROJ's geodesic between two positions. Edges
are straight in degrees (RFC 7946). A piece of an edge is put aside only if no place of it can be
nearer than a pair that is known: none is further from its middle than the ends are.
"""

import numpy as np
import shapely
from pyproj import Geod

GEOD = Geod(ellps="WGS84")
_BULGE = 1.001
"""An edge straight in degrees is no geodesic: so much further may lie what is between its ends."""


def metres(here, there):
    """Geodesics from position to position; either side is spread over the other's shape."""
    here, there = np.broadcast_arrays(here, there)
    found = GEOD.inv(*here.reshape(-1, 2).T, *there.reshape(-1, 2).T)[2]
    return np.asarray(found).reshape(here.shape[:-1])


def edges(shape):
    """(n, 2, 2): where each edge begins and ends; of a point both are the point."""
    found = []
    for part in shapely.get_parts(shape.boundary if shape.area else shape):
        corners = shapely.get_coordinates(part)
        corners = np.repeat(corners, 2, axis=0) if len(corners) == 1 else corners
        found.append(np.stack([corners[:-1], corners[1:]], axis=1))
    return np.concatenate(found)


def cut(pieces, count):
    """Each piece in so many."""
    parts = np.linspace(0, 1, count + 1)[None, :, None]
    stops = pieces[:, :1] + parts * (pieces[:, 1:] - pieces[:, :1])
    return np.stack([stops[:, :-1], stops[:, 1:]], axis=2).reshape(-1, 2, 2)


def length(shape):
    """Of a line, metres."""
    fine = cut(edges(shape), 200)
    return float(metres(fine[:, 0], fine[:, 1]).sum())


def shortest(one, other):
    """The shortest way between the edges of two shapes: metres, and the position on either."""
    here, there = edges(one), edges(other)
    for size in (256, 32, 4):
        here, there = _without_far_spans(here, there, size)
    for _ in range(60):
        middles = here.mean(axis=1), there.mean(axis=1)
        reach = _reach(here), _reach(there)
        ways = metres(middles[0][:, None], middles[1][None])
        may = np.nonzero(ways - reach[0][:, None] - reach[1] <= ways.min())
        rows, columns = np.unique(may[0]), np.unique(may[1])
        longest = max(reach[0][rows].max(), reach[1][columns].max())
        if longest <= ways.min() / 40 + 1e-4 or len(rows) * len(columns) > 150_000:
            break
        here = _halved(here[rows], reach[0][rows] > longest / 2)
        there = _halved(there[columns], reach[1][columns] > longest / 2)
    best = np.argsort(ways[may])[:30]
    return _closed_in(here[may[0][best]], there[may[1][best]])


def at_most_to_edges(places, shape, cuts=30):
    """From each place to the nearest of some positions on the edges: its edge is no further."""
    return metres(places[:, None], cut(edges(shape), cuts)[None, :, 0]).min(axis=1)


def to_edges(places, shape, cuts=30):
    """From each place to the nearest edge of a shape, metres."""
    pieces = cut(edges(shape), cuts)
    ways = metres(places[:, None], pieces.mean(axis=1)[None]) - _reach(pieces)
    near = pieces[np.argsort(ways, axis=1)[:, :10]]
    low, high = np.zeros(near.shape[:2]), np.ones(near.shape[:2])
    for _ in range(16):
        tried = low[..., None] + np.linspace(0, 1, 5) * (high - low)[..., None]
        steps = tried[..., None] * (near[:, :, 1] - near[:, :, 0])[:, :, None]
        ways = metres(places[:, None, None], near[:, :, None, 0] + steps)
        middle = np.take_along_axis(tried, ways.argmin(axis=2)[..., None], axis=2)[..., 0]
        width = 0.3 * (high - low)
        low, high = np.clip(middle - width, 0, 1), np.clip(middle + width, 0, 1)
    return ways.min(axis=(1, 2))


def _without_far_spans(here, there, size):
    """Of edges in spans of so many in a row those of the spans that may hold the nearest place."""
    if len(here) * len(there) < 100_000:
        return here, there
    spans = [np.array_split(side, max(1, len(side) // size)) for side in (here, there)]
    middles = [np.array([span[len(span) // 2, 0] for span in side]) for side in spans]
    reach = [
        np.array([_BULGE * metres(middle, span).max() for middle, span in zip(*pair, strict=True)])
        for pair in zip(middles, spans, strict=True)
    ]
    ways = metres(middles[0][:, None], middles[1][None])
    may = np.nonzero(ways - reach[0][:, None] - reach[1] <= ways.min())
    return tuple(
        np.concatenate([side[place] for place in np.unique(kept)])
        for side, kept in zip(spans, may, strict=True)
    )


def _reach(pieces):
    """How far the ends of pieces are from their middles at most."""
    return _BULGE * metres(pieces.mean(axis=1)[:, None], pieces).max(axis=1)


def _halved(pieces, long):
    return np.concatenate([pieces[~long], cut(pieces[long], 2)])


def _closed_in(here, there):
    found, parts = _zoom(here, there)
    top = int(found.argmin())
    positions = (
        pieces[top, 0] + parts[top, side] * (pieces[top, 1] - pieces[top, 0])
        for side, pieces in enumerate((here, there))
    )
    return float(found[top]), *positions


def _zoom(here, there):
    """Of each pair of pieces the shortest way, and which part of either it begins and ends at."""
    low, high = np.zeros((len(here), 2)), np.ones((len(here), 2))
    rows = np.arange(len(here))
    for _ in range(22):
        tried = low[..., None] + np.linspace(0, 1, 5) * (high - low)[..., None]
        a, b = (
            pieces[:, None, 0] + tried[:, side, :, None] * (pieces[:, 1] - pieces[:, 0])[:, None]
            for side, pieces in enumerate((here, there))
        )
        ways = metres(a[:, :, None], b[:, None]).reshape(len(here), -1)
        first, second = np.divmod(ways.argmin(axis=1), 5)
        middle = np.column_stack([tried[rows, 0, first], tried[rows, 1, second]])
        width = 0.3 * (high - low)
        low, high = np.clip(middle - width, 0, 1), np.clip(middle + width, 0, 1)
    return ways.min(axis=1), middle
