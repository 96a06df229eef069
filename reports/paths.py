"""The symbols' SVG paths as matplotlib's: the screen and the paper show the same shapes."""

import math
import re
from functools import cache

import numpy as np
from matplotlib.path import Path
from matplotlib.transforms import Affine2D

from layers.symbols import SHAPES, SIZE

_COMMAND = re.compile(r"([MLHVZa])([^A-Za-z]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")


@cache
def symbol(shape: str) -> Path:
    """The symbol of a shape, one unit wide, its middle at the origin, upwards positive."""
    flipped = Affine2D().translate(-SIZE / 2, -SIZE / 2).scale(1 / SIZE, -1 / SIZE)
    return svg_path(SHAPES[shape]).transformed(flipped)


def svg_path(text: str) -> Path:
    """An SVG path of the commands M, L, H, V, Z and circular arcs `a`, in SVG's coordinates.

    Raises ValueError on another command: a symbol must not lose a stroke on its way to paper.
    """
    if "".join(map("".join, _COMMAND.findall(text))) != text.strip():
        raise ValueError(f"cannot draw this path: {text}")
    corners: list[tuple[float, float]] = []
    for command, numbers in _COMMAND.findall(text):
        values = [float(each) for each in _NUMBER.findall(numbers)]
        if command in "ML":
            corners += zip(values[::2], values[1::2], strict=True)
        elif command == "H":
            corners += [(x, corners[-1][1]) for x in values]
        elif command == "V":
            corners += [(corners[-1][0], y) for y in values]
        elif command == "a":
            for start in range(0, len(values), 7):
                corners += _half_circle(corners[-1], values[start : start + 7])
    return Path(np.array([*corners, corners[0]]), closed=True)


def _half_circle(start: tuple[float, float], arc: list[float]) -> list[tuple[float, float]]:
    """Corners of an arc that spans its own diameter, which is all that our circles need."""
    radius, _, _, _, sweep, across, down = arc
    if not math.isclose(math.hypot(across, down), 2 * radius):
        raise ValueError(f"not a half circle: {arc}")
    middle = (start[0] + across / 2, start[1] + down / 2)
    first = math.atan2(start[1] - middle[1], start[0] - middle[0])
    angles = np.linspace(first, first + (math.pi if sweep else -math.pi), 25)[1:]
    return [
        (middle[0] + radius * math.cos(each), middle[1] + radius * math.sin(each))
        for each in angles
    ]
