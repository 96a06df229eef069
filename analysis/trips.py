"""The order of stops, and their days: round trips from a town, as short as can be found.

Of up to EXACT stops the shortest order is found for certain (Held and Karp, 1962); of more it is
improved from the nearest neighbour by turning pieces round and moving them (2-opt, or-opt) until
nothing gets shorter, and may be longer than the shortest. Everything rests on straight lines.
"""

from collections.abc import Sequence

import numpy as np

from analysis.geodesy import WGS84
from analysis.shapes import Numbers

EXACT = 12
"""Stops whose shortest order is found for certain."""

Order = tuple[int, ...]
"""Numbers of stops, 1 and up; 0 is the town, where a trip begins and ends."""


def distances(positions: Numbers) -> Numbers:
    """Geodesic metres from each to each: (n, n), of longitudes and latitudes (n, 2)."""
    count = len(positions)
    first, second = np.repeat(positions, count, axis=0), np.tile(positions, (count, 1))
    metres = WGS84.inv(*first.T, *second.T)[2]
    return np.asarray(metres).reshape(count, count)


def length(order: Sequence[int], metres: Numbers) -> float:
    """Of a round trip through these stops."""
    whole = (0, *order, 0)
    return float(metres[whole[:-1], whole[1:]].sum())


def best_order(stops: Sequence[int], metres: Numbers) -> Order:
    """The stops in the order of the shortest round trip that is found."""
    if len(stops) < 3:
        return tuple(sorted(stops))
    return _shortest(stops, metres) if len(stops) <= EXACT else _improved(stops, metres)


def _shortest(stops: Sequence[int], metres: Numbers) -> Order:
    """Of each set of stops the shortest way through it to each of them, set after set."""
    count = len(stops)
    between = metres[np.ix_(stops, stops)]
    whole = (1 << count) - 1
    way = np.full((1 << count, count), np.inf)
    before = np.zeros((1 << count, count), dtype=int)
    for stop in range(count):
        way[1 << stop, stop] = metres[0, stops[stop]]
    for visited in range(1, whole + 1):
        ahead = [stop for stop in range(count) if not visited >> stop & 1]
        for stop in ahead:
            through = way[visited] + between[:, stop]
            last = int(through.argmin())
            more = visited | 1 << stop
            if through[last] < way[more, stop]:
                way[more, stop], before[more, stop] = through[last], last
    last = int((way[whole] + metres[list(stops), 0]).argmin())
    order, visited = [], whole
    while visited:
        order.append(stops[last])
        visited, last = visited & ~(1 << last), int(before[visited, last])
    return _one_way(order[::-1])


def _improved(stops: Sequence[int], metres: Numbers) -> Order:
    """From the nearest neighbour, until no piece turned round or moved makes it shorter."""
    left, order = set(stops), [0]
    while left:
        here = order[-1]
        order.append(min(sorted(left), key=lambda stop: metres[here, stop]))
        left.remove(order[-1])
    best = order[1:]
    shorter = True
    while shorter:
        shorter = False
        for tried in _changed(best):
            if length(tried, metres) < length(best, metres) - 1e-6:
                best, shorter = tried, True
                break
    return _one_way(best)


def _changed(order: list[int]) -> "list[list[int]]":
    """The order with each piece turned round, and with each piece of up to three moved."""
    count, found = len(order), []
    for start in range(count):
        for end in range(start + 2, count + 1):
            found.append(order[:start] + order[start:end][::-1] + order[end:])
    for size in (1, 2, 3):
        for start in range(count - size + 1):
            piece, rest = order[start : start + size], order[:start] + order[start + size :]
            found += [rest[:at] + piece + rest[at:] for at in range(len(rest) + 1) if at != start]
    return found


def _one_way(order: Sequence[int]) -> Order:
    """A round trip is as long either way: the one that begins at the lower number."""
    return tuple(order) if order[0] <= order[-1] else tuple(order[::-1])


def into_days(order: Order, metres: Numbers, days: int) -> tuple[Order, ...]:
    """The stops in at most so many round trips, each ordered for itself, so that the longest is as
    short as pieces of this order allow; of equals, with the least distance in all."""
    count = len(order)
    best = {(0, 0): (0.0, 0.0, ())}
    for day in range(1, min(days, count) + 1):
        for end in range(day, count + 1):
            tried = []
            for start in range(day - 1, end):
                if (day - 1, start) in best:
                    longest, whole, parts = best[day - 1, start]
                    loop = best_order(order[start:end], metres)
                    way = length(loop, metres)
                    tried.append((max(longest, way), whole + way, (*parts, loop)))
            best[day, end] = min(tried)
    found = [best[day, count] for day in range(1, min(days, count) + 1)]
    return min(found)[2] if found else ()


def chosen(metres: Numbers, days: int, most_m: float, most_stops: int) -> tuple[Order, ...]:
    """Round trips of at most so many metres and stops: each begins with the nearest place that is
    left, and takes whichever lengthens it least. What does not fit is left out."""
    left, found = list(range(1, len(metres))), []
    for _ in range(days):
        loop: Order = ()
        while left and len(loop) < most_stops:
            tried = [(length(best_order((*loop, stop), metres), metres), stop) for stop in left]
            way, stop = min(tried)
            if way > most_m:
                break
            loop = best_order((*loop, stop), metres)
            left.remove(stop)
        if loop:
            found.append(loop)
    return tuple(found)
