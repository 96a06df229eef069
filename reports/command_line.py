"""The commands of `python cli.py`. `screen`: the findings of the Screening page, byte for byte the
same in JSON. `near`: see `reports.near_command`. `exercises`: see `workshop.command`.

Exit code 0: every finding is clear, and every layer that was not checked is named in
--accept-unchecked. 1: something is crossed. 2: it cannot be said, or a layer was not checked.
3: bad input, nothing to screen, or a question that the page would ask.
"""

import argparse
import sys
from collections.abc import Callable, Mapping
from typing import Any

from analysis.parameters import with_changes
from analysis.screening import Project
from dossiers.questions import ASKED
from geodata.boundary_file import Line, of_brought, of_exchange
from geodata.office.records import ZONES
from geodata.problems import ContractError
from geodata.readers.brought import Answers, Brought
from geodata.training import sets
from i18n import N_, Translator, translator
from layers.answer import Answer, kind_of, source_of
from layers.freshness import one_moment
from reports.command_files import write_files
from reports.command_input import (
    Refused,
    bytes_of,
    evidence,
    name_of,
    noticed,
    placed,
    print_lines,
    read,
    refuse_bad_rows,
    refused,
)
from reports.command_options import BAD_INPUT, CANNOT_SAY, CLEAR, CROSSES, parser
from reports.command_rows import screen_rows
from reports.near_command import near

_WITHOUT = N_(
    "Rows that cannot be placed are not screened. Mend them, or say {option} to screen "
    "without them."
)
_GRAVEST = (CLEAR, CANNOT_SAY, CROSSES)
_ENDS = {"crosses": CROSSES, "cannot_say": CANNOT_SAY, "clear": CLEAR}


Command = Callable[[argparse.Namespace, Translator], int]


def run(words: list[str], others: Mapping[str, Command] | None = None) -> int:
    """Run the command that the words ask for; its exit code. `others`: those of rooms above."""
    asked = parser().parse_args(words)
    t = translator(asked.lang)
    commands = {"screen": _screen, "near": near, **(others or {})}
    try:
        with one_moment():
            return commands[asked.command](asked, t)
    except Refused as refusal:
        print_lines(refusal.args, sys.stderr)
    except BrokenPipeError:
        raise  # nobody reads on: see cli.py
    except Exception as error:  # Python itself would end with 1, which means that it crosses
        if sys.flags.dev_mode:
            raise
        what = f"{type(error).__name__}: {error}"
        print_lines([t("This is a fault of Mura, not of the file: {what}", what=what)], sys.stderr)
    return BAD_INPUT


def _screen(asked: argparse.Namespace, t: Translator) -> int:
    made = placed(asked, t)
    refuse_bad_rows(made, asked, _WITHOUT, t)
    _refuse_unknown_set(asked, t)
    lines = _lines(asked, t) if asked.boundaries else ()
    try:
        against = lines, _values(asked, t), asked.training
        found = screen_rows(asked.rows, source_of(made), _project(made, asked), against, t)
    except ContractError as error:
        raise refused(error, t) from error
    print_lines(noticed(made, t), sys.stderr)
    write_files(found, asked, t)
    ends = [_end(each, asked) for each in found.judged]
    return max([*ends, CLEAR if found.whole else CANNOT_SAY], key=_GRAVEST.index)


def _refuse_unknown_set(asked: argparse.Namespace, t: Translator) -> None:
    if not asked.training:
        return
    if asked.boundaries:
        raise Refused(t("A screening for training takes no other boundaries."))
    if asked.training not in sets():
        known = ", ".join(sorted(sets()))
        raise Refused(t("There is no set of invented boundaries “{name}”. Known are: {known}.",
                        name=asked.training, known=known))  # fmt: skip


def _lines(asked: argparse.Namespace, t: Translator) -> tuple[Line, ...]:
    """The boundaries of the file. It must say all by itself: the options answer for the project."""
    name = name_of(asked.boundaries)
    try:
        exchanged = of_exchange(name, bytes_of(asked.boundaries))
        if exchanged is not None:
            return exchanged
        made = read(asked.boundaries, Answers(), t)
        if not made.questions:
            return of_brought(made)
    except ContractError as error:
        hint = t("A boundary is an area, and its zone is one of these: {zones}.",
                 zones=", ".join(ZONES))  # fmt: skip
        about_zones = {"wrong_geometry", "not_allowed", "missing"}
        told = [hint] if about_zones & {each.code for each in error.problems} else []
        raise Refused(*refused(error, t).args, *told) from error
    heading, _ = ASKED[made.questions[0].about]
    raise Refused(
        f"{name}: {t(heading)}",
        *evidence(made.questions[0], t),
        t(
            "This is asked of the file of boundaries, and the options answer for the project alone."
            " Save the boundaries as GeoJSON in WGS 84 (EPSG:4326), longitude first, in UTF-8."
        ),
    )


def _project(made: Brought, asked: argparse.Namespace) -> Project:
    assert made.table is not None and made.placement is not None
    shapes = tuple(made.table.geometry)
    return Project(
        shapes,
        asked.accuracy + made.placement.accuracy_m,
        asked.kind or kind_of(shapes),
        asked.height,
        asked.width,
        asked.phase,
    )


def _values(asked: argparse.Namespace, t: Translator) -> Any:
    changes: dict[str, float] = {}
    for each in asked.set:
        name, _, number = each.partition("=")
        try:
            changes = dict(with_changes({**changes, name: float(number.replace(",", "."))}))
        except ValueError:
            raise Refused(
                t("{words} sets no number that is known here, or one out of its range.", words=each)
            ) from None
    return with_changes(changes)


def _end(found: Answer, asked: argparse.Namespace) -> int:
    accepted = {each.strip() for one in asked.accept_unchecked for each in one.split(",")}
    unchecked = {each.layer for each in found.screening.not_checked} - accepted
    end = _ENDS[found.verdict]
    return CANNOT_SAY if end == CLEAR and unchecked else end
