"""Files that users bring: how long each format takes at its limits, beside the plain way
(`geopandas.read_file` in this process, which asks nothing and checks nothing); whether memory comes
back; whether another user's page answers meanwhile; and 200 seeded damages a format, none of which
may end in anything but a named error.
"""

import asyncio
import contextlib
import gc
import io
import os
import random
import threading
import time
import warnings

import geopandas as gpd

from bench.load import Session
from bench.making import MAKERS, outline, points, road
from bench.measuring import Server, table
from geodata.problems import ContractError
from geodata.readers.__main__ import answered
from geodata.readers.apart import bring
from geodata.readers.brought import Answers

POINTS, CORNERS = 100_000, 200_000
MOST_SECONDS = 8.0
"""To a placed table, the start of the process included; reading itself has 5 s."""

MOST_GROWTH_MB = 120
MOST_MEANWHILE_MS = 1000
DAMAGES = 200
MOST_DAMAGE_SECONDS = 2.0


def memory_mb():
    """Memory of this process, megabytes."""
    gc.collect()
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def brought(data):
    """A file with every question answered by its first candidate, and the last run's seconds."""
    answers = Answers()
    for _ in range(5):
        begun = time.monotonic()
        result = bring("bench", data, answers)
        seconds = time.monotonic() - begun
        if not result.questions:
            return result, seconds
        [question] = result.questions
        answers = answer(answers, question)
    raise RuntimeError("questions without an end")


def answer(answers, question):
    """The answers with that question's first candidate."""
    first = question.candidates[0].token
    names = {"axes": "swapped", "system": "system", "encoding": "encoding", "member": "member"}
    value = {"yes": True, "no": False}.get(first, first)
    if question.about == "columns":
        return Answers(**vars(answers) | {"columns": tuple(first.split("\t"))})
    return Answers(**vars(answers) | {names[question.about]: value})


def plain(data):
    """Seconds that geopandas takes, or None where it has no reader."""
    begun = time.monotonic()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            gpd.read_file(data)
    except Exception:
        return None
    return time.monotonic() - begun


def large_files():
    """Rows of the table, and what is broken."""
    rows, broken = [], []
    for form, make in MAKERS.items():
        for what, shapes in (("points", points(POINTS)), ("corners", outline(CORNERS))):
            if form in {"xlsx", "gpx"} and what == "corners":
                shapes = road(POINTS)
            data = make(shapes)
            if len(data) > 20_000_000:
                rows.append([form, what, f"{len(data) / 1e6:.1f} MB", "above 20 MB", "", "", ""])
                continue
            before = memory_mb()
            try:
                result, seconds = brought(data)
            except ContractError as error:
                codes = ", ".join(problem.code for problem in error.problems)
                rows.append([form, what, f"{len(data) / 1e6:.1f} MB", codes, "", "", ""])
                continue
            count = len(result.table)
            del result
            grown = memory_mb() - before
            other = plain(data)
            ratio = f"{seconds / other:.1f} x" if other else "—"
            rows.append(
                [
                    form,
                    what,
                    f"{len(data) / 1e6:.1f} MB",
                    f"{count}",
                    f"{seconds:.1f} s",
                    ratio,
                    f"{grown:.0f} MB",
                ]
            )
            if seconds > MOST_SECONDS:
                broken.append(f"{form} of many {what}: {seconds:.1f} s")
            if grown > MOST_GROWTH_MB:
                broken.append(f"{form} of many {what}: {grown:.0f} MB stay")
    return rows, broken


def damaged(data, seed):
    """The same file with a few bytes changed, taken out, doubled, or its end cut off."""
    dice = random.Random(seed)
    body = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        at = dice.randrange(len(body))
        kind = dice.randrange(4)
        if kind == 0:
            body[at] = dice.randrange(256)
        elif kind == 1:
            del body[at : at + dice.randint(1, 40)]
        elif kind == 2:
            body[at:at] = body[at : at + dice.randint(1, 40)]
        else:
            del body[max(1, at) :]
        if not body:
            break
    return bytes(body)


def damages():
    """Rows of the table, and what is broken."""
    rows, broken = [], []
    for form, make in MAKERS.items():
        good = make(points(20))
        codes, slowest = {}, 0.0
        for seed in range(DAMAGES):
            begun = time.monotonic()
            with contextlib.redirect_stderr(io.StringIO()):  # it tells there how far it is
                head, _ = answered(damaged(good, f"{form}{seed}"), Answers())
            slowest = max(slowest, time.monotonic() - begun)
            code = head["refused"][0]["code"] if head["refused"] else "read or asked"
            codes[code] = codes.get(code, 0) + 1
        if slowest > MOST_DAMAGE_SECONDS:
            broken.append(f"a damaged {form} takes {slowest:.1f} s")
        said = ", ".join(
            f"{code} {n}" for code, n in sorted(codes.items(), key=lambda each: -each[1])
        )
        rows.append([form, said, f"{slowest * 1000:.0f} ms"])
    return rows, broken


def meanwhile():
    """Milliseconds of another user's change of filter, median and slowest: alone, and while two
    large files are read beside it."""
    data = MAKERS["csv"](points(POINTS))

    async def user(server, seconds, until_all_in):
        session = Session(server.port)
        ends = time.monotonic() + seconds
        until_all_in.set()
        await session.live(until_all_in, lambda: ends)
        return session.actions_ms

    import bench.load as load

    measured = []
    with Server("app.py") as server:
        load.EVERY_S = 0.5
        for busy in (False, True):
            going = threading.Event()
            threads = [
                threading.Thread(target=_again_and_again, args=(data, going), daemon=True)
                for _ in range(2 if busy else 0)
            ]
            for thread in threads:
                thread.start()
            actions = asyncio.run(user(server, 12, asyncio.Event()))
            going.set()
            for thread in threads:
                thread.join(20)
            measured.append((sorted(actions)[len(actions) // 2], max(actions)))
    return measured


def _again_and_again(data, until):
    while not until.is_set():
        bring("bench", data, Answers(system="EPSG:4326"))


def main():
    """Measure, print, and give what budgets are broken."""
    rows, broken = large_files()
    table(
        ("format", "of", "size", "rows placed", "time", "of geopandas'", "memory that stays"), rows
    )
    rows, too = damages()
    table(("format", f"what became of {DAMAGES} damaged files", "slowest"), rows)
    alone, busy = meanwhile()
    table(
        ("a change of filter of another user", "median", "slowest"),
        [
            ["alone", *(f"{ms:.0f} ms" for ms in alone)],
            ["while two large files are read", *(f"{ms:.0f} ms" for ms in busy)],
        ],
    )
    if busy[0] > MOST_MEANWHILE_MS:
        too.append(f"another user waits {busy[0]:.0f} ms")
    return [*broken, *too]
