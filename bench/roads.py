"""An office's own roads of 20,000 vertices: how long the network takes to build, and how long the
way from each to each of as many places as a trip is chosen from.

Winding roads that cross each other at random, and the streets of a town: the most junctions that so
many vertices can have.
"""

import time

import numpy as np
import shapely

from analysis.roads import Roads
from bench.measuring import table

ROADS, VERTICES, PLACES = 200, 100, 61
WEST, EAST, SOUTH, NORTH = 70.0, 72.0, 43.0, 45.0
MOST_SECONDS = 5.0
"""To build it."""


def winding(dice):
    starts = np.column_stack([dice.uniform(WEST, EAST, ROADS), dice.uniform(SOUTH, NORTH, ROADS)])
    steps = dice.normal(0, 0.01, (ROADS, VERTICES, 2))
    steps[:, 0] = starts
    return shapely.linestrings(steps.cumsum(axis=1))


def streets(dice):
    along, across = np.linspace(WEST, EAST, VERTICES), np.linspace(SOUTH, NORTH, VERTICES)
    bends = dice.normal(0, 0.001, (2, VERTICES, VERTICES))
    east = [np.column_stack([along, lat + bends[0, row]]) for row, lat in enumerate(across)]
    north = [np.column_stack([lon + bends[1, row], across]) for row, lon in enumerate(along)]
    return shapely.linestrings([*east, *north])


def seconds(work):
    begun = time.perf_counter()
    made = work()
    return time.perf_counter() - begun, made


def main():
    """Measure, print, and give what budgets are broken."""
    dice = np.random.default_rng(9)
    asked = np.column_stack([dice.uniform(WEST, EAST, PLACES), dice.uniform(SOUTH, NORTH, PLACES)])
    rows, broken = [], []
    for name, lines in (("winding roads", winding(dice)), ("streets", streets(dice))):
        building, network = seconds(lambda lines=lines: Roads(lines))
        asking, _ = seconds(lambda network=network: network.metres(asked))
        rows.append((name, f"{building:.1f} s", f"{asking:.1f} s"))
        if building > MOST_SECONDS:
            broken.append(f"{name} took {building:.1f} s to build, not {MOST_SECONDS}")
    table((f"{ROADS * VERTICES:,} vertices", "built", f"{PLACES} places, each to each"), rows)
    return broken
