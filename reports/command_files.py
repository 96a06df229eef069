"""What the command line writes: the summary, the findings as JSON, the letter and its report."""

import argparse
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import IO

from dossiers.letter import of_world_heritage
from dossiers.screening import summary
from geodata.escape import for_terminal
from i18n import Translator
from layers.answer import Answer
from reports.command_options import REPORTS
from reports.findings import as_json


class Refused(Exception):
    """Bad input, in plain sentences of the user's language: each argument is a line."""


def say(lines: Iterable[str], stream: IO[str]) -> None:
    """Lines of text that steer no terminal."""
    for line in lines:
        print(for_terminal(line), file=stream)


def write_files(found: Answer, asked: argparse.Namespace, t: Translator) -> None:
    """Every file that is asked for, then the summary. Raises Refused."""
    for form in REPORTS:
        if out := getattr(asked, form):
            _save(out, _report(found, form, asked, t), asked, t)
    if asked.json == "-":
        sys.stdout.write(as_json(found).decode())
        return
    if asked.json:
        _save(asked.json, as_json(found), asked, t)
    say(summary(found, t), sys.stdout)


def _report(found: Answer, form: str, asked: argparse.Namespace, t: Translator) -> bytes:
    # here, because whoever wants no letter need not wait for what writes it
    from reports.letter_order import order_of, write
    from reports.letter_template import TemplateError, template_refused

    if form == "notice" and not of_world_heritage(found):
        said = t("No zone of World Heritage is concerned: there is nothing to give notice of.")
        raise Refused(said)
    order = order_of(found, form, t.lang, date.today(), asked.addressee, asked.subject)
    try:
        return write(found, order)
    except TemplateError as error:
        raise Refused(template_refused(error, t)) from error


def _save(out: str, body: bytes, asked: argparse.Namespace, t: Translator) -> None:
    try:
        if any(_same(out, each) for each in (asked.file, asked.boundaries)):
            raise OSError
        Path(out).write_bytes(body)
    except (OSError, ValueError):
        raise Refused(t("{file} cannot be written.", file=out)) from None


def _same(out: str, given: str | None) -> bool:
    """Whether it would be written over what was brought."""
    return given is not None and Path(out).exists() and Path(out).samefile(given)
