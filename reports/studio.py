"""Where sheets are drawn: a process beside the server, so that nobody's page waits for paper.

It is a plain child with a pipe, and no pool of `multiprocessing`: that imports the server's main
module anew, which under Streamlit is the page that happens to run. A child reads its orders from
the server's pipe, so it ends with the server, however that ends.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from threading import Lock, Timer
from typing import Any, BinaryIO

from reports.letter_order import LetterOrder
from reports.sheet import HandOut, Sheet, SiteSheet, TripSheet

LONGEST = 120.0
"""Seconds after which a sheet is given up."""
IDLE = 300.0
"""Seconds without work after which the process goes: it holds a quarter of a gigabyte."""
_LENGTH = 8

Child = subprocess.Popen[bytes]

Order = Sheet | SiteSheet | TripSheet | HandOut | LetterOrder
_KINDS: dict[str, type[Order]] = {
    "map": Sheet,
    "site": SiteSheet,
    "trip": TripSheet,
    "handout": HandOut,
    "letter": LetterOrder,
}
"""What a line of JSON says that it asks for."""


class StudioError(RuntimeError):
    """A sheet could not be drawn; the process has said why on its standard error."""


class Studio:
    """Draws one sheet after the other. Threads wait for their turn."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._child: Child | None = None
        self._rest = Timer(IDLE, self.close)

    def make(self, sheet: Order) -> bytes:
        """The sheet as a file. Raises StudioError."""
        with self._turn:
            self._rest.cancel()
            child = self._at_work()
            limit = _later(LONGEST, child.kill)
            try:
                return _ask(child, sheet)
            except OSError as error:
                raise StudioError from error
            finally:
                limit.cancel()
                self._rest = _later(IDLE, self.close)

    def make_ready(self) -> None:
        """Start the process, if it is not there, and do not wait for it."""
        if self._turn.acquire(blocking=False):
            try:
                self._rest.cancel()
                self._at_work()
                self._rest = _later(IDLE, self.close)
            finally:
                self._turn.release()

    def close(self) -> None:
        """Let the process go; the next sheet starts another."""
        with self._turn:
            if self._child is not None:
                _end(self._child)
                self._child = None

    def _at_work(self) -> Child:
        if self._child is not None and self._child.poll() is not None:
            _end(self._child)
            self._child = None
        if self._child is None:
            self._child = _start()
        return self._child


def serve(orders: BinaryIO, sheets: BinaryIO) -> None:
    """What the process does: a line of JSON in, a length and a file out, until no order comes.

    A sheet that fails is answered by the length 0, and by its traceback on standard error.
    """
    _learn()
    for order in orders:
        try:
            body = _draw(_sheet(order))
        except Exception:
            logging.getLogger(__name__).exception("a sheet could not be drawn")
            body = b""
        sheets.write(len(body).to_bytes(_LENGTH, "big") + body)
        sheets.flush()


def _learn() -> None:
    """Load what an order will need, before it comes. What is wrong with the data the order says."""
    from layers.catalogue import collection
    from reports import letter_docx, letter_pdf, screened_map  # noqa: F401

    with suppress(Exception):
        collection()


def _draw(sheet: Order) -> bytes:
    # here, because the server itself needs no matplotlib
    from layers.freshness import one_moment
    from reports import guide_sheet, handout, letter_order, paper, site_sheet

    with one_moment():  # as the office's data are now: the server's own process may know more
        if isinstance(sheet, LetterOrder):
            return letter_order.make(sheet)
        if isinstance(sheet, TripSheet):
            return guide_sheet.make(sheet)
        if isinstance(sheet, HandOut):
            return handout.make(sheet)
        return paper.draw(sheet) if isinstance(sheet, Sheet) else site_sheet.make(sheet)


def _ask(child: Child, sheet: Order) -> bytes:
    if child.stdin is None or child.stdout is None:
        raise StudioError
    child.stdin.write(_order(sheet))
    child.stdin.flush()
    length = int.from_bytes(child.stdout.read(_LENGTH), "big")
    body = child.stdout.read(length)
    if not length or len(body) < length:
        raise StudioError
    return body


def _order(sheet: Order) -> bytes:
    kind = next(kind for kind, made in _KINDS.items() if isinstance(sheet, made))
    order = asdict(sheet) | {"kind": kind, "day": sheet.day.isoformat()}
    return json.dumps(order).encode() + b"\n"


def _sheet(order: bytes) -> Order:
    """JSON knows no tuples and no dates."""
    said = json.loads(order)
    kind = _KINDS[said.pop("kind")]
    said["day"] = date.fromisoformat(said["day"])
    return kind(**{key: _in_tuples(each) for key, each in said.items()})


def _in_tuples(value: Any) -> Any:
    return tuple(map(_in_tuples, value)) if isinstance(value, list) else value


def _start() -> Child:
    root = str(Path(__file__).resolve().parents[1])
    paths = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    return subprocess.Popen(
        [sys.executable, "-m", "reports"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": paths},
    )


def _end(child: Child) -> None:
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            try:
                pipe.close()
            except OSError:  # what was written last found no reader
                continue


def _later(seconds: float, what: Callable[[], None]) -> Timer:
    timer = Timer(seconds, what)
    timer.daemon = True
    timer.start()
    return timer
