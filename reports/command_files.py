"""What the command line writes: the summary, the findings as JSON, the letter and its report."""

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from dossiers.letter import of_world_heritage
from i18n import Translator
from layers.answer import Answer
from reports.command_input import Refused, print_lines, same
from reports.command_options import REPORTS
from reports.command_rows import Told, way_round
from reports.way import FORMS


def write_files(found: Told, asked: argparse.Namespace, t: Translator) -> None:
    """Every file that is asked for, then what is said. Raises Refused."""
    for form in REPORTS:
        if out := getattr(asked, form):
            with _writable(out, asked, t):
                Path(out).write_bytes(_report(found, form, asked, t))
    way = _way_round(found, asked, t)
    if asked.json == "-":
        sys.stdout.write(found.json.decode())
        return
    if asked.json:
        with _writable(asked.json, asked, t):
            Path(asked.json).write_bytes(found.json)
    print_lines((*found.sentences, *way), sys.stdout)


def _report(found: Told, form: str, asked: argparse.Namespace, t: Translator) -> bytes:
    # here, because whoever wants no letter need not wait for what writes it
    from reports.letter_order import order_of, write
    from reports.letter_template import TemplateError, template_refused

    answer = _one(found, t("A letter and its report are made of one project."))
    if form == "notice" and not of_world_heritage(answer):
        said = t("No zone of World Heritage is concerned: there is nothing to give notice of.")
        raise Refused(said)
    order = order_of(
        answer, form, t.lang, date.today(), asked.addressee, asked.subject, found.options
    )
    try:
        return write(answer, order, found.options)
    except TemplateError as error:
        raise Refused(template_refused(error, t)) from error


def _way_round(found: Told, asked: argparse.Namespace, t: Translator) -> tuple[str, ...]:
    if not asked.way_round:
        return ()
    answer = _one(found, t("A way round is looked for of one road."))
    try:
        with _writable(asked.way_round, asked, t):
            return ("", *way_round(answer, asked.margin, asked.way_round, t))
    except KeyError:
        forms = ", ".join(FORMS)
        raise Refused(t("{file}: a way round is written as one of {forms}.", file=asked.way_round,
                        forms=forms)) from None  # fmt: skip


def _one(found: Told, otherwise: str) -> Answer:
    """The project, or the best of the options."""
    if len(found.judged) != 1:
        raise Refused(otherwise)
    return found.judged[0]


@contextmanager
def _writable(out: str, asked: argparse.Namespace, t: Translator) -> Iterator[None]:
    """Nothing is written over what was brought; what cannot be written is said."""
    try:
        if any(same(out, each) for each in (asked.file, asked.boundaries)):
            raise OSError
        yield
    except (OSError, ValueError):
        raise Refused(t("{file} cannot be written.", file=out)) from None
