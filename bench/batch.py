"""Hundreds of plots of one file, each screened by itself, beside screening them one by one.

Plots of 100 m in a grid round Talgar, every place of the collection, 50 boundaries of 500 vertices
among them. Both ways give the same verdicts. With the files of them all, and how it grows.
"""

import time

import numpy as np
from shapely.geometry import MultiPolygon, box

from analysis.parameters import DEFAULTS
from analysis.screening import Project
from bench.measuring import table
from bench.screening import RAGGED
from geodata.boundary_file import Line
from i18n import translator
from layers.answer import Source, answer, answers
from reports.batch import FORMS, file_of

PLOTS = (500, 1_000, 2_000)
SIDE = 0.0012
BOUNDARIES, VERTICES = 50, 500
MOST_SECONDS = 5.0
"""For 500 plots, of compute."""

MOST_GROWTH = 1.3
"""How much more than in proportion the time may grow from the fewest plots to the most."""

ONE_BY_ONE = 40
"""Plots that are screened the plain way; the time is that of so many, multiplied."""


def boundaries(dice):
    """Ragged outlines from 300 m to 5 km wide round Talgar."""
    turn = np.linspace(0, 2 * np.pi, VERTICES, endpoint=False)
    for number in range(BOUNDARIES):
        ragged = 1 + sum(
            size * np.sin(waves * turn + dice.uniform(0, 6)) for waves, size in RAGGED.items()
        )
        reach = 10 ** dice.uniform(-2.7, -1.6) * ragged
        middle = np.array([dice.uniform(77.1, 77.5), dice.uniform(43.2, 43.6)])
        outline = middle + np.column_stack([1.35 * np.cos(turn), np.sin(turn)]) * reach[:, None]
        yield Line(f"zone-{number}", "buffer_zone", MultiPolygon([(outline,)]), 5.0, "bench")


def plots(count):
    """A grid over the same country, as rows of one file."""
    side = int(np.ceil(np.sqrt(count)))
    corners = [(77.1 + 0.4 * (n % side) / side, 43.2 + 0.4 * (n // side) / side)
               for n in range(count)]  # fmt: skip
    return [
        (
            Source("plots.csv", "0" * 64, "csv", rows=(row,), names=(f"plot {row}",)),
            Project((box(lon, lat, lon + SIDE, lat + SIDE),), 1.0, "plot"),
        )
        for row, (lon, lat) in enumerate(corners, 1)
    ]


def seconds(act):
    """Of the processor, and what was made."""
    before = time.process_time()
    made = act()
    return time.process_time() - before, made


def main():
    lines = list(boundaries(np.random.default_rng(7)))
    answer(*plots(1)[0], lines, DEFAULTS)  # what is read once
    took, made, rows = {}, {}, []
    for count in PLOTS:
        took[count], made[count] = seconds(
            lambda count=count: list(answers(plots(count), lines, DEFAULTS))
        )
        of = sum(each.verdict == "crosses" for each in made[count])
        rows.append(
            (
                f"{count:,} plots ({of} cross)",
                f"{took[count]:.2f} s",
                f"{1000 * took[count] / count:.1f} ms",
            )
        )
    few = plots(PLOTS[0])[:: PLOTS[0] // ONE_BY_ONE][:ONE_BY_ONE]
    alone, plain = seconds(lambda: [answer(*each, lines, DEFAULTS) for each in few])
    each_alone = alone / ONE_BY_ONE
    told = f"one by one, {PLOTS[0]} plots (from {ONE_BY_ONE})"
    rows.append((told, f"{each_alone * PLOTS[0]:.2f} s", f"{1000 * each_alone:.1f} ms"))
    verdicts = {each.source.rows: each.verdict for each in made[PLOTS[0]]}
    assert all(verdicts[each.source.rows] == each.verdict for each in plain)
    for form in FORMS:
        spent, _ = seconds(
            lambda form=form: file_of(form, made[PLOTS[0]], few[0][0], translator("kk"))
        )
        rows.append((f"{PLOTS[0]} plots as {form}", f"{spent:.2f} s", ""))
    table(("", "of the processor", "a plot"), rows)
    print(f"one by one takes {each_alone * PLOTS[0] / took[PLOTS[0]]:.1f} x as long")
    return list(_broken(took))


def _broken(took):
    fewest, most = PLOTS[0], PLOTS[-1]
    if took[fewest] > MOST_SECONDS:
        yield f"{fewest} plots take {took[fewest]:.1f} s"
    growth = took[most] / took[fewest] / (most / fewest)
    if growth > MOST_GROWTH:
        yield f"the time grows {growth:.2f} x as fast as the plots"
