"""`python cli.py screen`: the findings of the Screening page, byte for byte the same in JSON.

Exit code 0: every finding is clear, and every layer that was not checked is named in
--accept-unchecked. 1: something is crossed. 2: it cannot be said, or a layer was not checked.
3: bad input, nothing to screen, or a question that the page would ask.
"""

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from analysis.parameters import with_changes
from analysis.screening import Project
from dossiers.problems import sentence, title
from dossiers.questions import ASKED, ENCODINGS
from geodata.boundary_file import Line, of_brought, of_exchange
from geodata.coordinates.candidates import SWAPPED
from geodata.coordinates.systems import SYSTEMS
from geodata.office.records import ZONES
from geodata.problems import ContractError, Problem
from geodata.readers.apart import bring
from geodata.readers.brought import Answers, Brought
from geodata.settings import MAX_BROUGHT_BYTES
from i18n import Translator, translator
from layers.answer import Answer, kind_of, source_of
from layers.freshness import one_moment
from reports.command_files import Refused, say, write_files
from reports.command_options import BAD_INPUT, CANNOT_SAY, CLEAR, CROSSES, parser
from reports.command_questions import asking, evidence, in_one_word
from reports.command_rows import screen_rows

_ENDS = {"crosses": CROSSES, "cannot_say": CANNOT_SAY, "clear": CLEAR}
_GRAVEST = (CLEAR, CANNOT_SAY, CROSSES)


def run(words: list[str]) -> int:
    """Run the command that the words ask for; its exit code."""
    asked = parser().parse_args(words)
    t = translator(asked.lang)
    try:
        with one_moment():
            return _screen(asked, t)
    except Refused as refusal:
        say(refusal.args, sys.stderr)
    except BrokenPipeError:
        raise  # nobody reads on: see cli.py
    except Exception as error:  # Python itself would end with 1, which means that it crosses
        if sys.flags.dev_mode:
            raise
        what = f"{type(error).__name__}: {error}"
        say([t("This is a fault of Mura, not of the file: {what}", what=what)], sys.stderr)
    return BAD_INPUT


def _screen(asked: argparse.Namespace, t: Translator) -> int:
    made = _placed(asked, t)
    _refuse_bad_rows(made, asked, t)
    lines = _lines(asked, t) if asked.boundaries else ()
    try:
        against = lines, _values(asked, t)
        found = screen_rows(asked.rows, source_of(made), _project(made, asked), against, t)
    except ContractError as error:
        raise _refused(error, t) from error
    say(_noticed(made, t), sys.stderr)
    write_files(found, asked, t)
    ends = [_end(each, asked) for each in found.judged]
    return max([*ends, CLEAR if found.whole else CANNOT_SAY], key=_GRAVEST.index)


def _placed(asked: argparse.Namespace, t: Translator) -> Brought:
    """The project, with the answers that were given."""
    given = _answers(asked, t)
    made = _read(asked.file, given, t)
    for question in made.questions[:1]:
        if question.about == "columns":  # whose names may hold commas themselves
            for each in question.candidates:
                if in_one_word(each) == asked.columns:
                    given = replace(given, columns=tuple(each.token.split("\t")))
                    made = _read(asked.file, given, t)
    if made.questions:
        raise Refused(*asking(made.questions[0], made.name, t))
    return made


def _answers(asked: argparse.Namespace, t: Translator) -> Answers:
    """Raises Refused for a system or an encoding that is not known: it would be passed over."""
    system = asked.crs.strip()
    if system and system.removeprefix(SWAPPED) not in SYSTEMS:
        raise Refused(sentence(Problem("unknown_system", value=system), t))
    if system and asked.swap:
        system = SWAPPED + system.removeprefix(SWAPPED)
    if asked.encoding and asked.encoding not in ENCODINGS:
        known = ", ".join(ENCODINGS)
        raise Refused(
            t("The encoding {words} is not known here. Known are: {known}.",
              words=asked.encoding, known=known)
        )  # fmt: skip
    columns = tuple(each.strip() for each in asked.columns.split(",")) if asked.columns else ()
    return Answers(asked.member, asked.encoding, columns, system, asked.swap, asked.mend)


def _read(name: str, given: Answers, t: Translator) -> Brought:
    try:
        return bring(_name(name), _bytes(name), given)
    except ContractError as error:
        raise _refused(error, t) from error


def _name(path: str) -> str:
    """What a file is called, as the page's upload would call it."""
    return Path(path).name


def _bytes(name: str) -> bytes:
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_BROUGHT_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ContractError(_name(name), [Problem("not_found")]) from error


def _refuse_bad_rows(made: Brought, asked: argparse.Namespace, t: Translator) -> None:
    lost = list(made.lost)
    nothing = made.table is None or made.table.empty
    if not nothing and (asked.leave_out or not lost):
        return
    hints = []
    if not asked.mend and any(each.code == "crosses_itself" for each in lost):
        hints.append(t("Outlines that cross themselves are mended if you say {option}.",
                       option="--mend"))  # fmt: skip
    if not nothing:
        hints.append(
            t(
                "Rows that cannot be placed are not screened. Mend them, or say {option} to screen "
                "without them.",
                option="--leave-out",
            )
        )
    problems = lost or [Problem("no_features")]
    raise Refused(*_refused(ContractError(made.name, problems), t).args, *hints)


def _noticed(made: Brought, t: Translator) -> Iterable[str]:
    """What was done with the rows: of each kind the first, and how many there are."""
    codes = [each.code for each in made.problems]
    for code in dict.fromkeys(codes):
        first, many = made.problems[codes.index(code)], codes.count(code)
        yield f"{made.name}: {sentence(first, t)}" + (f" (× {many})" if many > 1 else "")


def _lines(asked: argparse.Namespace, t: Translator) -> tuple[Line, ...]:
    """The boundaries of the file. It must say all by itself: the options answer for the project."""
    name = _name(asked.boundaries)
    try:
        exchanged = of_exchange(name, _bytes(asked.boundaries))
        if exchanged is not None:
            return exchanged
        made = _read(asked.boundaries, Answers(), t)
        if not made.questions:
            return of_brought(made)
    except ContractError as error:
        hint = t("A boundary is an area, and its zone is one of these: {zones}.",
                 zones=", ".join(ZONES))  # fmt: skip
        about_zones = {"wrong_geometry", "not_allowed", "missing"}
        told = [hint] if about_zones & {each.code for each in error.problems} else []
        raise Refused(*_refused(error, t).args, *told) from error
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


def _refused(error: ContractError, t: Translator) -> Refused:
    return Refused(title(error, t), *(f"- {sentence(each, t)}" for each in error.problems))


def _end(found: Answer, asked: argparse.Namespace) -> int:
    accepted = {each.strip() for one in asked.accept_unchecked for each in one.split(",")}
    unchecked = {each.layer for each in found.screening.not_checked} - accepted
    end = _ENDS[found.verdict]
    return CANNOT_SAY if end == CLEAR and unchecked else end
