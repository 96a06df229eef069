"""The door: a file is read in a process of its own, so that no other user waits, nothing of it
stays in memory, and what it may take in time and memory has an end.

What the process answers is numbers and JSON, never an object that could run when it is opened.
"""

import hashlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from threading import BoundedSemaphore, Thread
from time import monotonic
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.problems import ContractError, Problem
from geodata.readers.brought import Answers, Brought, Candidate, Placement, Question
from geodata.settings import (
    MAX_BROUGHT_BYTES,
    MAX_READING_BYTES,
    MAX_READING_SECONDS,
)

Progress = Callable[[str, float], None]
"""Told what is being done (a token: waiting, starting, reading, placing, done) and how far it is,
from 0 to 1."""

_ROOT = Path(__file__).resolve().parents[2]
_STARTING_SECONDS = 30.0
"""For Python and its libraries to come up, on a slow disk; the file is not touched before."""

_PATIENCE = 4
"""By the clock a reading may take so many times its limit, which counts the processor's time: on a
busy machine nobody's file is refused for what others do."""

_AT_ONCE = BoundedSemaphore(2)
"""Files that are read at the same time; whoever comes then waits for his turn."""

_SILENT: Progress = lambda stage, fraction: None  # noqa: E731


def bring(
    name: str, data: bytes, answers: Answers | None = None, progress: Progress = _SILENT
) -> Brought:
    """Read and place a file that somebody brought. `name` is only ever shown.

    Raises ContractError with all problems where nothing of the file can be used.
    """
    answers = answers or Answers()
    if len(data) > MAX_BROUGHT_BYTES:
        raise ContractError(name, [Problem("too_large", value=str(len(data)))])
    progress("waiting", 0.0)
    with _AT_ONCE:
        progress("starting", 0.05)
        process = _Process(data, answers, progress)
        answer = process.answer()
    head, body = _opened(answer)
    if process.ran_out_of_time:
        raise ContractError(name, [Problem("too_slow", value=f"{MAX_READING_SECONDS:g}")])
    if head is None:
        raise ContractError(name, [Problem("damaged")])
    if head["refused"]:
        raise ContractError(name, _problems(head["refused"]))
    progress("done", 1.0)
    return Brought(
        name=name,
        sha256=hashlib.sha256(data).hexdigest(),
        form=head["form"],
        table=_table(head, body),
        problems=tuple(_problems(head["problems"])),
        questions=tuple(map(_question, head["questions"])),
        placement=Placement(**head["placement"]) if head["placement"] else None,
        encoding=head["encoding"],
        answers=answers,
    )


class _Process:
    """One run of `python -m geodata.readers`."""

    def __init__(self, data: bytes, answers: Answers, progress: Progress) -> None:
        limits = {"memory": MAX_READING_BYTES, "seconds": MAX_READING_SECONDS}
        head = json.dumps({"answers": asdict(answers), **limits}).encode()
        self._asked = len(head).to_bytes(4, "big") + head + data
        self._progress = progress
        self._answered = b""
        self._until = monotonic() + _STARTING_SECONDS
        self._is_late = False
        self._process = subprocess.Popen(
            [sys.executable, "-m", "geodata.readers"],
            cwd=_ROOT,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    @property
    def ran_out_of_time(self) -> bool:
        """Whether it was ended because of the time it took, of the clock or of the processor."""
        return self._is_late or -self._process.returncode == getattr(signal, "SIGXCPU", None)

    def answer(self) -> bytes:
        """What it writes; empty if it broke down or took too long."""
        with self._process:  # which closes its pipes at the end
            threads = [
                Thread(target=each, daemon=True)
                for each in (self._tell, self._listen, self._follow)
            ]
            for thread in threads:
                thread.start()
            try:
                self._wait(threads[1])
            finally:
                self._process.kill()
                for thread in threads:
                    thread.join()
        return self._answered

    def _wait(self, listening: Thread) -> None:
        while listening.is_alive() and not self._is_late:
            listening.join(0.2)
            self._is_late = monotonic() > self._until

    def _tell(self) -> None:
        stream = self._process.stdin
        assert stream is not None
        try:
            stream.write(self._asked)
            stream.close()
        except OSError:
            pass  # it has refused the file before it had read it all

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        self._answered = stream.read()

    def _follow(self) -> None:
        """Its clock begins when it says that it has come up; what it says else is how far it is."""
        stream = self._process.stderr
        assert stream is not None
        for line in stream:
            stage, _, fraction = line.decode("ascii", "replace").strip().partition(" ")
            if stage not in {"reading", "placing"}:
                continue
            if stage == "reading" and fraction == "0":
                self._until = monotonic() + _PATIENCE * MAX_READING_SECONDS
            self._progress(stage, {"reading": 0.2, "placing": 0.7}[stage])


def _environment() -> dict[str, str]:
    """What the process may know of this one: where Python and its libraries lie, and no more."""
    kept = {"PATH", "SYSTEMROOT", "TEMP", "TMP", "HOME", "USERPROFILE", "PYTHONPATH", "PROJ_DATA"}
    own = {name: value for name, value in os.environ.items() if name.upper() in kept}
    return own | {"PROJ_NETWORK": "OFF", "OPENBLAS_NUM_THREADS": "1", "PYTHONUTF8": "1"}


def _opened(answer: bytes) -> tuple[Any, bytes]:
    """The head and the body of an answer; no head if it is none."""
    size = int.from_bytes(answer[:4], "big")
    if len(answer) < 4 + size or not size:
        return None, b""
    return json.loads(answer[4 : 4 + size]), answer[4 + size :]


def _problems(told: list[dict[str, Any]]) -> list[Problem]:
    return [Problem(**each | {"position": _pair(each["position"])}) for each in told]


def _question(told: dict[str, Any]) -> Question:
    possible = [
        Candidate(**each | {"position": _pair(each["position"])}) for each in told["candidates"]
    ]
    return Question(told["about"], tuple(possible), told["evidence"])


def _pair(position: list[float] | None) -> tuple[float, float] | None:
    return None if position is None else (position[0], position[1])


def _table(head: dict[str, Any], body: bytes) -> gpd.GeoDataFrame | None:
    """The rows as the one type that travels; None where there is none."""
    rows = head["rows"]
    if not rows:
        return None
    ends = np.cumsum(head["sizes"])
    starts = np.concatenate([[0], ends[:-1]])
    pieces = [body[start:end] for start, end in zip(starts, ends, strict=True)]
    table = pd.DataFrame(rows, columns=["row", "name", "properties"])
    return gpd.GeoDataFrame(table, geometry=shapely.from_wkb(pieces), crs="EPSG:4326")
