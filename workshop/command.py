"""`python cli.py exercises`: checks exercises, and prints what is asked and each step's key.

Exit code 0: all are sound. 3: something is wrong with one of them; every problem is printed.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from dossiers.problems import sentence, title
from geodata.exercises import Exercise, Step, read_exercise, shelf
from geodata.problems import ContractError
from i18n import Translator
from reports.command_input import print_lines
from reports.command_options import BAD_INPUT
from workshop.keys import key_of, problems_of, written

SOUND = 0


def exercises(asked: argparse.Namespace, t: Translator) -> int:
    """Answer the command."""
    made, refused = _read(asked.files)
    for each in made:
        if problems := problems_of(each):
            refused.append(ContractError(each.id, problems))
        else:
            print_lines(_told(each, t), sys.stdout)
    for error in refused:
        print_lines([title(error, t), *(f"- {sentence(each, t)}" for each in error.problems)],
                    sys.stderr)  # fmt: skip
    return BAD_INPUT if refused else SOUND


def _read(files: list[str]) -> tuple[list[Exercise], list[ContractError]]:
    if not files:
        here = shelf()
        return list(here.exercises.values()), list(here.refused)
    made: list[Exercise] = []
    refused: list[ContractError] = []
    for name in files:
        try:
            made.append(read_exercise(Path(name)))
        except ContractError as error:
            refused.append(error)
    return made, refused


def _told(made: Exercise, t: Translator) -> Iterator[str]:
    minutes = t.plural("{n} minute", "{n} minutes", made.minutes)
    yield f"{made.id} · {made.title[t.lang]} · {minutes}"
    for number, step in enumerate(made.steps, 1):
        yield "  " + " · ".join(filter(None, (f"{number}. {step.id}", *_key(step))))


def _key(step: Step) -> Iterator[str]:
    """As the file writes it, and what is computed."""
    asked = step.asked
    yield " ".join((asked.way, asked.key, *asked.arguments)).replace("  ", " ").strip()
    if asked.key:
        yield f"= {written(key_of(asked))}"
