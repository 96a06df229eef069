"""Several processes at one office's file: nothing is lost, a killed one leaves no half state."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from geodata.office.sqlite import SqliteStore
from tests.running import ROOT

WRITERS = """
import os, sys
from pathlib import Path
from shapely.geometry import MultiPolygon, box
from geodata.office import Boundary, Passport, new_version
from geodata.office.sqlite import SqliteStore

DRAWN = MultiPolygon([box(77 + i / 50, 43, 77.01 + i / 50, 43.01) for i in range(400)])

def write(folder, who, count):
    kept = SqliteStore(folder / "office")
    with (folder / who).open("w") as said:
        for number in range(count):
            added = f"2026-11-20T10:00:00.{number:06}+00:00"
            pair = [
                Boundary(new_version(), f"{who}-{number}", zone, DRAWN, Passport(zone), added)
                for zone in ("property", "buffer_zone")
            ]
            kept.add(*pair)
            print(number, file=said, flush=True)
            if number % 3 == 2:
                kept.remove(pair[0].version)

for line in sys.stdin:
    who, count = line.split()
    child = os.fork()
    if not child:
        write(Path(sys.argv[1]), who, int(count))
        os._exit(0)
    print(child, flush=True)
"""
"""Makes a process for each line that it is told, all imports done: a name and how many writes. The
process notes what it has written in the file of its name."""


@pytest.fixture
def start(tmp_path):
    """start(who, count) gives the id of a process that writes."""
    writers = subprocess.Popen(
        [sys.executable, "-c", WRITERS, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )

    def started(who, count):
        writers.stdin.write(f"{who} {count}\n")
        writers.stdin.flush()
        return int(writers.stdout.readline())

    yield started
    writers.communicate()


def said(folder, who):
    """The numbers that a writer noted as written."""
    return (folder / who).read_text().split() if (folder / who).exists() else []


def wait_for(done):
    until = time.monotonic() + 60
    while not done():
        assert time.monotonic() < until
        time.sleep(0.002)


def test_fifty_adds_from_four_processes_lose_none(start, tmp_path):
    names = [f"w{number}" for number in range(4)]
    for who in names:
        start(who, 50)
    wait_for(lambda: all(len(said(tmp_path, who)) == 50 for who in names))
    kept = SqliteStore(tmp_path / "office")
    wait_for(lambda: kept.revision().startswith(f"{4 * (50 + 16)}-"))
    written = [(each.feature_id, each.zone) for each in kept.history()]
    assert sorted(written) == sorted(
        (f"{who}-{number}", zone)
        for who in names
        for number in range(50)
        for zone in ("property", "buffer_zone")
    )


def test_two_readers_see_what_a_writer_changes(start, tmp_path):
    readers = [SqliteStore(tmp_path / "office") for _ in range(2)]
    before = [reader.revision() for reader in readers]
    start("w", 1)
    wait_for(lambda: said(tmp_path, "w") == ["0"])
    after = [reader.revision() for reader in readers]
    assert after[0] == after[1] != before[0]
    assert [len(reader.boundaries()) for reader in readers] == [2, 2]


def test_killed_in_a_write_it_leaves_the_former_or_the_new_state(start, tmp_path):
    """Of each write both zones or none; all that was noted as written; and others can go on."""
    chance = random.Random(1442)
    reader = SqliteStore(tmp_path / "office")
    amid = 0
    for kill in range(25):
        who = f"w{kill}"
        writer = start(who, 100_000)
        wait_for(lambda who=who: said(tmp_path, who))
        time.sleep(chance.uniform(0, 0.03))
        os.kill(writer, signal.SIGKILL)
        wait_for(lambda writer=writer: is_dead(writer))
        amid += (tmp_path / "office" / "office.sqlite-journal").exists()
        seen = reader.revision()
        zones = {}
        for each in reader.history():
            zones.setdefault(each.feature_id, set()).add(each.zone)
        assert all(found == {"property", "buffer_zone"} for found in zones.values())
        mine = {place for place in zones if place.startswith(f"{who}-")}
        noted = {f"{who}-{number}" for number in said(tmp_path, who)}
        assert noted <= mine
        assert len(mine - noted) <= 1
        assert reader.revision() == seen
    assert amid, "none was killed in the middle of a write"


def is_dead(process):
    """Also of a child that its parent has not buried yet."""
    with open(f"/proc/{process}/stat") as stat:
        return stat.read().rpartition(")")[2].split()[0] == "Z"
