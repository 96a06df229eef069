"""The questions that the page would ask, on the command line: each answer with its option."""

import os
import shlex
from collections.abc import Iterable

from dossiers.questions import ASKED, EVIDENCE, sample, words
from geodata.readers.brought import Candidate, Question
from i18n import Translator
from layers.positions import decimal

_OPTIONS = {
    "member": "--member",
    "encoding": "--encoding",
    "columns": "--columns",
    "system": "--crs",
}
"""The option that gives each answer."""


def asking(question: Question, name: str, t: Translator) -> Iterable[str]:
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
    told = in_one_word(candidate)
    quoted = shlex.quote(told) if os.name == "posix" else f'"{told}"'
    return f"{_OPTIONS[about]} {quoted}"


def in_one_word(candidate: Candidate) -> str:
    """An answer in one word."""
    return candidate.token.replace("\t", ",")
