"""What the commands of `cli.py` are given: a file with the answers to its questions, and the words
in which it is refused. What the page would ask is told with the option that answers it."""

import argparse
import os
import shlex
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import IO

from dossiers.problems import sentence, title
from dossiers.questions import ASKED, ENCODINGS, EVIDENCE, sample, words
from geodata.coordinates.candidates import SWAPPED
from geodata.coordinates.systems import SYSTEMS
from geodata.escape import for_terminal
from geodata.problems import ContractError, Problem
from geodata.readers.apart import bring
from geodata.readers.brought import Answers, Brought, Candidate, Question
from geodata.settings import MAX_BROUGHT_BYTES
from i18n import Translator
from layers.positions import decimal

_OPTIONS = {
    "member": "--member",
    "encoding": "--encoding",
    "columns": "--columns",
    "system": "--crs",
}
"""The option that gives each answer."""


class Refused(Exception):
    """Bad input, in plain sentences of the user's language: each argument is a line."""


def placed(asked: argparse.Namespace, t: Translator, degrees: str = "") -> Brought:
    """The file, with the answers that were given. `degrees`: the system that is taken where it is
    the one answer in degrees that the numbers allow, and nobody gave one."""
    given = _answers(asked, t)
    made = read(asked.file, given, t)
    for question in made.questions[:1]:
        if question.about == "columns":  # whose names may hold commas themselves
            for each in question.candidates:
                if _told(each) == asked.columns:
                    given = replace(given, columns=tuple(each.token.split("\t")))
                    made = read(asked.file, given, t)
    for question in made.questions[:1]:
        meant = [each.token for each in question.candidates if each.token.endswith(degrees)]
        if degrees and question.about == "system" and len(meant) == 1 and not asked.crs:
            made = read(asked.file, replace(given, system=meant[0]), t)
    if made.questions:
        raise Refused(*_asking(made.questions[0], made.name, t))
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


def read(name: str, given: Answers, t: Translator) -> Brought:
    """Raises Refused where it cannot be read."""
    try:
        return bring(name_of(name), bytes_of(name), given)
    except ContractError as error:
        raise refused(error, t) from error


def name_of(path: str) -> str:
    """What a file is called, as the page's upload would call it."""
    return Path(path).name


def bytes_of(name: str) -> bytes:
    """No more of a file than a page would take. Raises ContractError."""
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_BROUGHT_BYTES + 1)
    except (OSError, ValueError) as error:
        raise ContractError(name_of(name), [Problem("not_found")]) from error


def refuse_bad_rows(made: Brought, asked: argparse.Namespace, without: str, t: Translator) -> None:
    """Raises Refused where rows cannot be placed and nobody said that they may be left out, or
    where nothing is left. `without`: the message that says so, with {option}."""
    lost = list(made.lost)
    nothing = made.table is None or made.table.empty
    if not nothing and (asked.leave_out or not lost):
        return
    hints = []
    if not asked.mend and any(each.code == "crosses_itself" for each in lost):
        hints.append(t("Outlines that cross themselves are mended if you say {option}.",
                       option="--mend"))  # fmt: skip
    if not nothing:
        hints.append(t(without, option="--leave-out"))
    problems = lost or [Problem("no_features")]
    raise Refused(*refused(ContractError(made.name, problems), t).args, *hints)


def noticed(made: Brought, t: Translator) -> Iterable[str]:
    """What was done with the rows: of each kind the first, and how many there are."""
    codes = [each.code for each in made.problems]
    for code in dict.fromkeys(codes):
        first, many = made.problems[codes.index(code)], codes.count(code)
        yield f"{made.name}: {sentence(first, t)}" + (f" (× {many})" if many > 1 else "")


def _asking(question: Question, name: str, t: Translator) -> Iterable[str]:
    """The question that the page would ask, and each answer with the option that gives it."""
    heading, why = ASKED[question.about]
    yield f"{name}: {t(heading)}"
    yield from evidence(question, t)
    yield t(why)
    for each in question.candidates:
        told = [_option(question.about, each), words(question.about, each.token, t)]
        told.append("" if each.position else sample(question.about, each))
        if each.position:
            told.append(decimal(each.position[1], each.position[0]))
        yield "  " + " · ".join(filter(None, told))


def evidence(question: Question, t: Translator) -> Iterable[str]:
    """Why it is asked, where the file itself gives cause to."""
    if question.evidence in EVIDENCE:
        yield t(EVIDENCE[question.evidence])


def _option(about: str, candidate: Candidate) -> str:
    """As it can be typed: the words of a file are never a command of the shell."""
    if about == "axes":
        return "--swap" if candidate.token == "yes" else "--no-swap"
    told = _told(candidate)
    quoted = shlex.quote(told) if os.name == "posix" else f'"{told}"'
    return f"{_OPTIONS[about]} {quoted}"


def _told(candidate: Candidate) -> str:
    """An answer in one word."""
    return candidate.token.replace("\t", ",")


def refused(error: ContractError, t: Translator) -> Refused:
    """All problems of a file, a line each."""
    return Refused(title(error, t), *(f"- {sentence(each, t)}" for each in error.problems))


def print_lines(lines: Iterable[str], stream: IO[str]) -> None:
    """Print them so that no name in them steers the terminal."""
    for line in lines:
        print(for_terminal(line), file=stream)


def same(out: str, given: str | None) -> bool:
    """Whether it would be written over what was brought."""
    return given is not None and Path(out).exists() and Path(out).samefile(given)
