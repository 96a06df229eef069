"""A road against everything that lies near it: how long, and how far off, beside the plain ways.

A road of 20,000 vertices over 100 km near Talgar, every place of the collection and 300 boundaries
of 2,000 vertices around the road; then 600. The plain ways are geopandas' `distance` and `overlay`,
all of it reprojected to one system: to a zone of UTM, and to the web's map. Each way is given the
same shapes in degrees and starts cold. What is true is searched along the edges with PROJ's
geodesic (tests/unit/distances_by_search.py).
"""

import statistics
import time
from functools import partial

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import LineString, Polygon

from analysis.clearance import clearances
from analysis.shapes import Shapes
from bench.measuring import table
from layers.catalogue import collection
from tests.unit import distances_by_search as search

ROAD_VERTICES, ZONE_VERTICES = 20_000, 2_000
ZONES = (300, 600)
START, END = (76.75, 43.42), (77.95, 43.55)
"""Of the road: from the plain before Talgar eastward, 100 km with its bends."""

PLAIN = {"geopandas, EPSG:32643": 32643, "geopandas, EPSG:3857": 3857}
OURS = "Mura"
RAGGED = {3: 0.25, 11: 0.12, 47: 0.05, 331: 0.005}
"""Of an outline, by waves round it: how high they are."""

ROUNDS, PLAIN_ROUNDS = 5, 1
MOST_SECONDS = 1.0
"""With 300 boundaries, of compute: the median of the processor's seconds."""

MOST_OFF_M, MOST_OFF = 1.0, 0.001


def road(dice):
    """Eastward in bends of every size, the small ones of few metres."""
    along = np.linspace(0, 1, ROAD_VERTICES)[:, None]
    straight = np.array(START) + along * (np.array(END) - np.array(START))
    bends = sum(
        size * np.sin(2 * np.pi * (waves * along[:, 0] + dice.uniform()))
        for waves, size in ((2, 0.02), (9, 0.006), (60, 0.0007), (700, 0.00003))
    )
    return LineString(straight + np.column_stack([bends * 0.3, bends]))


def boundaries(dice, count):
    """Ragged outlines, 700 m to 18 km wide, up to 60 km from the road; every fifth lies on it."""
    found = []
    for number in range(count):
        along = dice.uniform()
        middle = np.array(START) + along * (np.array(END) - np.array(START))
        away = 0.0 if number % 5 == 0 else dice.choice([-1, 1]) * 10 ** dice.uniform(-1.3, -0.25)
        middle = middle + np.array([0, away])
        turn = np.linspace(0, 2 * np.pi, ZONE_VERTICES, endpoint=False)
        ragged = 1 + sum(
            size * np.sin(waves * turn + dice.uniform(0, 6)) for waves, size in RAGGED.items()
        )
        reach = 10 ** dice.uniform(-2.5, -1.1) * ragged
        found.append(
            Polygon(middle + np.column_stack([1.35 * np.cos(turn), np.sin(turn)]) * reach[:, None])
        )
    return found


# ---- the ways ------------------------------------------------------------------------------------


def ours(line, zones):
    """Of each zone the metres, and the metres inside."""
    found = clearances(Shapes([line]), zones)
    return (
        np.array([max(each.clearance_m, 0.0) for each in found]),
        np.array([each.length_inside_m for each in found]),
    )


def plain(line, zones, system):
    """The same with geopandas in one plane system. Points have no inside and are not overlaid."""
    roads = gpd.GeoDataFrame(geometry=[line], crs=4326).to_crs(system)
    places = gpd.GeoDataFrame({"number": range(len(zones))}, geometry=zones, crs=4326)
    places = places.to_crs(system)
    metres = places.distance(roads.geometry.iloc[0]).to_numpy()
    areas = places[places.geom_type == "Polygon"]
    common = gpd.overlay(roads, areas, how="intersection", keep_geom_type=True)
    inside = np.zeros(len(zones))
    np.add.at(inside, common["number"].to_numpy(), common.length.to_numpy())
    return metres, inside


# ---- what is true --------------------------------------------------------------------------------


def truth(line, zones):
    """Of each zone the metres and the metres inside, by search along the edges."""
    met = shapely.intersects(line, zones)
    metres = [
        0.0 if touches else search.shortest(line, zone)[0]
        for zone, touches in zip(zones, met, strict=True)
    ]
    inside = [
        _length(line.intersection(zone)) if touches and zone.area else 0.0
        for zone, touches in zip(zones, met, strict=True)
    ]
    return np.array(metres), np.array(inside)


def _length(common):
    """The road's edges are of few metres: from end to end they are geodesics."""
    parts = [part for part in shapely.get_parts(common) if part.geom_type == "LineString"]
    return sum(search.GEOD.geometry_length(part) for part in parts)


# ---- measured ------------------------------------------------------------------------------------


def timed(way, rounds, *given):
    """What it finds, and the medians of the seconds and of the processor's seconds."""
    seconds, processor = [], []
    for _ in range(rounds):
        begun, busy = time.perf_counter(), time.process_time()
        found = way(*given)
        seconds.append(time.perf_counter() - begun)
        processor.append(time.process_time() - busy)
    return found, statistics.median(seconds), statistics.median(processor)


def off(found, true):
    """By how much: worst and 95th percentile in metres and parts, and of the promise the worst."""
    metres, parts = np.abs(found - true), np.abs(found - true) / np.maximum(true, 1.0)
    promised = metres / np.maximum(MOST_OFF_M, MOST_OFF * true)
    return {
        "worst_m": metres.max(),
        "most_m": np.percentile(metres, 95),
        "worst": parts.max(),
        "most": np.percentile(parts, 95),
        "promised": promised.max(),
    }


def measure(line, zones, ways):
    """Of each way the seconds, the processor's seconds, and how far off in distance and inside."""
    true_metres, true_inside = truth(line, zones)
    apart, crossed = true_metres > 0, true_inside > 0
    measured = {}
    for name, way in ways.items():
        rounds = ROUNDS if name == OURS else PLAIN_ROUNDS
        (metres, inside), seconds, processor = timed(way, rounds, line, zones)
        measured[name] = (
            seconds,
            processor,
            off(metres[apart], true_metres[apart]),
            off(inside[crossed], true_inside[crossed]),
        )
    return measured


def report(measured, count):
    processor = measured[OURS][1]
    table(
        (
            f"{count} boundaries",
            "time",
            "of Mura's",
            "distance off, worst",
            "95 % within",
            "length inside off, worst",
        ),
        [
            (
                name,
                f"{seconds:.2f} s ({busy:.2f} s of processor)",
                f"{busy / processor:.1f} x",
                f"{far['worst_m']:,.2f} m, {far['worst']:.3%}",
                f"{far['most_m']:,.2f} m, {far['most']:.3%}",
                f"{inside['worst_m']:,.2f} m, {inside['worst']:.3%}",
            )
            for name, (seconds, busy, far, inside) in measured.items()
        ],
    )


def main():
    """Measure, print, and give what budgets are broken."""
    places = collection().table.geometry
    places = list(places[places.notna()])
    line, processor, broken = road(np.random.default_rng(1)), {}, []
    for count in ZONES:
        zones = np.array([*places, *boundaries(np.random.default_rng(2), count)], dtype=object)
        ways = {OURS: ours}
        if count == ZONES[0]:
            ways |= {name: partial(plain, system=system) for name, system in PLAIN.items()}
        measured = measure(line, zones, ways)
        report(measured, count)
        _, processor[count], *wrong = measured[OURS]
        broken += [
            f"{count} boundaries: {each['promised']:.2f} times as far off as promised"
            for each in wrong
            if each["promised"] > 1
        ]
    if processor[ZONES[0]] > MOST_SECONDS:
        broken.append(f"{processor[ZONES[0]]:.2f} s of processor, not {MOST_SECONDS}")
    return broken
