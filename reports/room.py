"""Room for texts on the map: of two that would overlap, the one that came first stays."""

from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes

from reports.extent import Extent

Box = tuple[float, float, float, float]
"""West, south, east, north, millimetres of the map."""


class Room:
    """The room of a map of `width` x `height` millimetres, and what has been taken of it."""

    def __init__(self, width: float, height: float) -> None:
        self._inside = (0.8, 0.8, width - 0.8, height - 0.8)
        self._symbols = np.empty((0, 4))
        self._texts = np.empty((0, 4))

    def take(self, symbols: np.ndarray) -> None:
        """Take these boxes, whatever lies there: rows of west, south, east, north."""
        self._symbols = np.vstack([self._symbols, symbols])

    def claim(self, text: Box, dot: Box | None = None) -> bool:
        """Take a box for a text if it is free and wholly inside the map, and one for its dot, which
        may lie beneath a symbol but not beneath another text."""
        west, south, east, north = self._inside
        if text[0] < west or text[1] < south or text[2] > east or text[3] > north:
            return False
        if _clash(text, self._symbols) or _clash(text, self._texts):
            return False
        if dot is not None and _clash(dot, self._texts):
            return False
        self._texts = np.vstack([self._texts, text, *([] if dot is None else [dot])])
        return True


def _clash(box: Box, taken: np.ndarray) -> bool:
    west, south, east, north = taken.T
    clashing = (west < box[2]) & (east > box[0]) & (south < box[3]) & (north > box[1])
    return bool(clashing.any())


@dataclass(frozen=True)
class Field:
    """The map of a sheet while names are written on it."""

    axes: Axes
    """In EPSG:3857."""
    extent: Extent
    room: Room
    larger: float
    """How much larger letters and symbols are than on A4."""
