"""`python cli.py near`: what lies near a position or the points of a file, the rows of the page.

Exit code 0: answered. 3: bad input, nothing to measure from, or a question that the page would ask.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dossiers.nearest import distance
from dossiers.problems import sentence
from dossiers.proximity import called, doubts_said
from dossiers.proximity_of_many import summary
from geodata.coordinates.written import positions
from geodata.problems import Problem
from geodata.readers.brought import Brought
from i18n import N_, Translator
from layers.positions import decimal
from layers.proximity import Proximity, Starts, proximity
from layers.systems import system_name
from reports.command_input import Refused, noticed, placed, print_lines, refuse_bad_rows, same
from reports.proximity import as_json

ANSWERED = 0
DEGREES = "EPSG:4326"
"""ASSUMPTION. What degrees are in whose system nobody states, as where they are typed."""

_WITHOUT = N_(
    "From rows that cannot be placed nothing is measured. Mend them, or say {option} to do without "
    "them."
)


def near(asked: argparse.Namespace, t: Translator) -> int:
    """Answer the command. Raises Refused."""
    starts = _starts(asked, t)
    found = proximity(starts, asked.within * 1000)
    if asked.json == "-":
        sys.stdout.write(as_json(found).decode())
        return ANSWERED
    if asked.json:
        _write(found, asked, t)
    print_lines([summary(found, t)], sys.stdout)
    if len(starts.numbers) == 1:
        print_lines(doubts_said(found, t), sys.stdout)
        rows = found.rows.to_dict("records")
        print_lines((f"  {distance(each, t)} · {called(each['feature_id'], t)} "
                     f"({each['feature_id']})" for each in rows), sys.stdout)  # fmt: skip
    return ANSWERED


def _starts(asked: argparse.Namespace, t: Translator) -> Starts:
    """A position in any spelling; or a file, if there is one of that name, or nothing else it can
    be."""
    words = " ".join(asked.where)
    asked.file = words if len(asked.where) == 1 else ""
    meant = () if asked.file and Path(asked.file).is_file() else positions(words)
    if asked.crs:
        meant = tuple(each for each in meant if each.token.endswith(asked.crs))
    if len(meant) == 1:
        assert meant[0].position is not None
        return Starts(np.array([meant[0].position]), (1,), accuracy_m=asked.accuracy)
    if meant:
        raise Refused(
            t("{words} can be read in more than one way.", words=words),
            *(f"  {system_name(each.token, t)} · {decimal(*each.position[::-1])}"
              for each in meant if each.position),
        )  # fmt: skip
    if asked.file and not _numeric(asked.file):
        return _of_file(asked, t)
    raise Refused(
        t(
            "{words} is no position in the area from 44 to 120 E, 32 to 57 N. Write latitude and "
            "longitude: 43.2778 77.2222.",
            words=words,
        )
    )


def _numeric(words: str) -> bool:
    return not any(each.isalpha() for each in words)


def _of_file(asked: argparse.Namespace, t: Translator) -> Starts:
    made = placed(asked, t, DEGREES)
    refuse_bad_rows(made, asked, _WITHOUT, t)
    starts = starts_of(made, asked.accuracy)
    if not len(starts.numbers):
        raise Refused(sentence(Problem("no_features"), t))
    left_out = len(made.table) - len(starts.numbers) if made.table is not None else 0
    if left_out:
        print_lines([lines_left_out(left_out, t)], sys.stderr)
    print_lines([*_assumed(made, asked, t), *noticed(made, t)], sys.stderr)
    return starts


def _assumed(made: Brought, asked: argparse.Namespace, t: Translator) -> Iterator[str]:
    """That nobody said in which system the degrees are."""
    if made.placement is not None and made.placement.basis == "confirmed" and not asked.crs:
        yield t(
            "The file does not say in which system its degrees are: they were taken for WGS 84. In "
            "SK-42 they would lie up to 150 m elsewhere; {option} says so.",
            option="--crs EPSG:4284",
        )


def starts_of(made: Brought, accuracy_m: float = 0.0) -> Starts:
    """The points of a file; lines and areas are none, and left out."""
    table = made.table
    assert table is not None
    points = table[table.geometry.geom_type == "Point"]
    off = made.placement.accuracy_m if made.placement is not None else 0.0
    return Starts(
        np.column_stack([points.geometry.x, points.geometry.y]),
        tuple(map(int, points["row"])),
        tuple(map(str, points["name"])),
        accuracy_m + off,
    )


def lines_left_out(n: int, t: Translator) -> str:
    """That so many rows are no points."""
    return t.plural(
        "{n} row is no point: nothing is measured from it.",
        "{n} rows are no points: nothing is measured from them.",
        n,
    )


def _write(found: Proximity, asked: argparse.Namespace, t: Translator) -> None:
    try:
        if same(asked.json, asked.file):
            raise OSError
        Path(asked.json).write_bytes(as_json(found))
    except (OSError, ValueError):
        raise Refused(t("{file} cannot be written.", file=asked.json)) from None
