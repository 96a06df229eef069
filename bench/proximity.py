"""100,000 points against every place and 300 boundaries: how long, how far off, beside the plain
ways.

For each point the nearest of all, and everything within 50 km. The plain way is geopandas'
`sjoin_nearest`, all of it reprojected to one system: to a zone of UTM, and to the web's map; it
finds the nearest alone. What is true of a sample is searched along the edges with PROJ's geodesic
(tests/unit/distances_by_search.py).
"""

import resource
import statistics
import time
from functools import partial

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
import shapely.affinity

from analysis.proximity import Places, near
from bench.measuring import table
from bench.screening import PLAIN, boundaries, off
from layers.catalogue import collection
from layers.proximity import Starts, proximity
from tests.unit import distances_by_search as search

COUNTS = (1_000, 10_000, 100_000)
KAZAKHSTAN = (50.0, 86.0, 41.0, 54.0)
"""West, east, south, north: from Aktau to Zhetysu and Petropavl."""

WITHIN_M = 50_000.0
BOUNDARIES = 300
SAMPLE = 200
OURS = "Mura"

MOST_SECONDS, MOST_MB, MOST_ONE_MS = 10.0, 1_000, 50.0
"""Of the processor, of memory, and of one point with all that is said of it."""

ROUNDS = 20


def points(count):
    """All over the country."""
    dice = np.random.default_rng(4)
    west, east, south, north = KAZAKHSTAN
    return np.column_stack([dice.uniform(west, east, count), dice.uniform(south, north, count)])


def features():
    """Every place of the collection and invented boundaries all over the country, in one layer
    each. Index: numbers."""
    dice = np.random.default_rng(5)
    west, east, south, north = KAZAKHSTAN
    outlines = [
        shapely.affinity.translate(
            outline, dice.uniform(west, east) - 77.3, dice.uniform(south, north) - 43.5
        )
        for outline in boundaries(np.random.default_rng(2), BOUNDARIES)
    ]
    drawn = gpd.GeoDataFrame(
        {"id": [f"b{i}" for i in range(len(outlines))], "layer": "b", "geometry_kind": "boundary"},
        geometry=outlines,
        crs=4326,
    )
    places = collection().table[["id", "layer", "geometry_kind", "geometry"]]
    return pd.concat([places[places.geometry.notna()], drawn], ignore_index=True)


# ---- the ways ------------------------------------------------------------------------------------


def ours(starts, every):
    """Of each point the metres to the nearest of all; the rest is thrown away here."""
    pairs = near(starts, Places(every), WITHIN_M)
    return pairs.groupby("point")["distance_m"].min().to_numpy()


def plain(starts, every, system):
    """The same with geopandas in one plane system."""
    here = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*starts.T), crs=4326).to_crs(system)
    joined = here.sjoin_nearest(every[["geometry"]].to_crs(system), distance_col="metres")
    return joined["metres"].groupby(level=0).min().to_numpy()


def truth(starts, every):
    """Of each point the metres to the nearest of all, by search."""
    dots = every.geometry[every.geom_type == "Point"]
    outlines = every.geometry[every.geom_type != "Point"]
    ends = np.column_stack([dots.x, dots.y])
    found = search.metres(starts[:, None], ends[None]).min(axis=1)
    for outline in outlines:
        inside = shapely.covers(outline, shapely.points(starts))
        middle = np.array([outline.representative_point().coords[0]])
        # Farther from its middle by its whole size than what is known: it cannot be the nearest.
        size = search.metres(middle, shapely.get_coordinates(outline)).max()
        may = search.metres(starts, middle) - size <= found
        if may.any():
            metres = search.to_edges(starts[may], outline)
            found[may] = np.minimum(found[may], np.where(inside[may], 0.0, metres))
    return found


# ---- measured ------------------------------------------------------------------------------------


def timed(way, *given):
    """What it finds, the seconds and the processor's seconds."""
    begun, busy = time.perf_counter(), time.process_time()
    found = way(*given)
    return found, time.perf_counter() - begun, time.process_time() - busy


def one_point():
    """Milliseconds of the processor for one answer with all that is said of it: median."""
    starts = Starts(np.array([[68.2517, 43.2973]]), (1,))
    proximity(starts, WITHIN_M)
    taken = [timed(proximity, starts, WITHIN_M)[2] for _ in range(ROUNDS)]
    return 1000 * statistics.median(taken)


def report(measured, count):
    """The ways beside each other."""
    whole = measured[OURS][1]
    table(
        (f"{count:,} points", "time", "of Mura's", "nearest off, worst", "95 % within"),
        [
            (
                name,
                f"{seconds:.1f} s ({busy:.1f} s of processor)",
                f"{busy / whole:.1f} x",
                f"{far['worst_m']:,.2f} m, {far['worst']:.2%}",
                f"{far['most_m']:,.2f} m",
            )
            for name, (seconds, busy, far) in measured.items()
        ],
    )


def main():
    """Measure, print, and give what budgets are broken."""
    every, broken, processor = features(), [], {}
    for count in COUNTS:
        _, seconds, processor[count] = timed(ours, points(count), every)
        print(f"{count:,} points: {seconds:.2f} s, {processor[count]:.2f} s of processor")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    starts = points(COUNTS[-1])
    sample = np.linspace(0, len(starts) - 1, SAMPLE).astype(int)
    true = truth(starts[sample], every)
    ways = {OURS: ours, **{name: partial(plain, system=of) for name, of in PLAIN.items()}}
    measured = {}
    for name, way in ways.items():
        found, seconds, busy = timed(way, starts, every)
        measured[name] = seconds, busy, off(found[sample], true)
    report(measured, COUNTS[-1])
    alone = one_point()
    print(f"one point with all that is said: {alone:.0f} ms; memory of all this: {memory:.0f} MB")
    if processor[COUNTS[-1]] > MOST_SECONDS:
        broken.append(f"{processor[COUNTS[-1]]:.1f} s of processor, not {MOST_SECONDS}")
    if memory > MOST_MB:
        broken.append(f"{memory:.0f} MB, not {MOST_MB}")
    if alone > MOST_ONE_MS:
        broken.append(f"{alone:.0f} ms for one point, not {MOST_ONE_MS}")
    if measured[OURS][2]["promised"] > 1:
        broken.append("farther off than promised")
    if processor[COUNTS[-1]] > 15 * processor[COUNTS[-2]]:
        broken.append("it grows faster than the list")
    return broken
