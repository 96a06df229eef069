"""The options of `python cli.py`, and its exit codes."""

import argparse
import sys
from typing import NoReturn

from analysis.parameters import PARAMETERS
from analysis.screening import KINDS, PHASES
from geodata.escape import for_terminal
from geodata.office.records import ZONES
from i18n import LANGUAGES
from layers.answer import DEFAULT_ACCURACY_M
from reports.command_rows import ROWS
from reports.way import FORMS, MARGIN_M

CLEAR, CROSSES, CANNOT_SAY, BAD_INPUT = 0, 1, 2, 3
"""Exit codes."""

REPORTS = {
    "docx": "write the letter and the report, in --lang, as a document to register",
    "pdf": "write the same as PDF",
    "xlsx": "write the same as a workbook, a sheet a matter",
    "notice": "write the draft notice to the ministry (paragraph 172 of the Operational "
    "Guidelines) as .docx; only where a zone of World Heritage is concerned",
}
"""Forms of the report, by their options."""

MOST_KM = 5_000
"""More than from one end of the working area to the other."""

_ABOUT = """Exit codes of screen: 0: every finding is clear, and every layer that was not checked
is named in --accept-unchecked. 1: something is crossed. 2: it cannot be said, or a layer was
not checked. Of near and exercises: 0: answered. Of all: 3: bad input, or a question that the page
would ask."""


class _Parser(argparse.ArgumentParser):
    """One whose wrong usage ends with BAD_INPUT: 2 means that it cannot be said."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(BAD_INPUT, f"{self.prog}: {for_terminal(message)}\n")


def parser() -> argparse.ArgumentParser:
    """Of the command line; in English, as the names of the options are."""
    whole = _Parser(prog="python cli.py", description=_ABOUT)
    commands = whole.add_subparsers(required=True, parser_class=_Parser)
    _screening(commands.add_parser("screen", help="screen a road, plots or a building"))
    _exercises(commands.add_parser("exercises", help="check exercises, and print their keys"))
    _nearness(commands.add_parser("near", help="what lies near a position, or points of a file"))
    commands.add_parser("class", help="teach a class: see class --help", add_help=False)
    return whole


def _screening(screen: argparse.ArgumentParser) -> None:
    screen.set_defaults(command="screen")
    add = screen.add_argument
    add("file", help="the project: GeoJSON, KML, GPX, shapefile (ZIP), GeoPackage, DXF, CSV, XLSX")
    add("--boundaries", metavar="FILE", help="zones for this screening alone, GeoJSON or "
        f"GeoPackage; features with feature_id, accuracy_m, zone: {', '.join(ZONES)}")  # fmt: skip
    add(
        "--training",
        metavar="SET",
        default="",
        help="screen against this set of invented boundaries, and against nothing real",
    )
    add("--accuracy", type=_metres, metavar="M", default=DEFAULT_ACCURACY_M,
        help=f"what the project's positions may be off by, metres (default {DEFAULT_ACCURACY_M:g}; "
        "that of a conversion is added)")  # fmt: skip
    add("--lang", choices=LANGUAGES, default="kk", help="language of the sentences (default kk)")
    add("--json", metavar="OUT", help="write the findings as JSON; - is the standard output")
    for form in REPORTS:
        add(f"--{form}", metavar="OUT", help=REPORTS[form])
    add("--addressee", default="", metavar="NAME", help="of the letter")
    add("--subject", default="", metavar="WORDS", help="of the letter")
    add("--accept-unchecked", nargs="+", action="extend", default=[], metavar="LAYER",
        help="layers that may stay unchecked, by their tokens")  # fmt: skip
    add("--rows", choices=ROWS, default=ROWS[0], help="what the rows of the file are: one project "
        "(default), options of one road, each a project of its own")  # fmt: skip
    add("--way-round", metavar="OUT", help="write a way round that keeps a margin from every zone, "
        f"as one of {', '.join(FORMS)}")  # fmt: skip
    add("--margin", type=_metres, metavar="M", default=MARGIN_M,
        help=f"what it keeps from every zone, metres (default {MARGIN_M:g})")  # fmt: skip
    about = screen.add_argument_group("the project")
    about.add_argument("--kind", choices=KINDS, help="what is planned (default: by its geometry)")
    about.add_argument("--height", type=_metres, metavar="M", help="height above the ground")
    about.add_argument("--width", type=_metres, metavar="M", default=0.0, help="of the road")
    about.add_argument("--phase", choices=PHASES, default=PHASES[0])
    numbers = ", ".join(each.name for each in PARAMETERS)
    about.add_argument("--set", action="append", default=[], metavar="NAME=NUMBER",
        help=f"a number of the office's own: {numbers}")  # fmt: skip
    answers = _answers(screen)
    answers.add_argument("--leave-out", action="store_true",
        help="screen without the rows that cannot be placed; never clear")  # fmt: skip


def _exercises(exercises: argparse.ArgumentParser) -> None:
    exercises.set_defaults(command="exercises")
    add = exercises.add_argument
    add("files", nargs="*", metavar="FILE", help="exercises, CSV or XLSX (default: all there are)")
    add("--lang", choices=LANGUAGES, default="kk", help="language of the sentences (default kk)")


def _nearness(near: argparse.ArgumentParser) -> None:
    near.set_defaults(command="near")
    add = near.add_argument
    add("where", nargs="+", metavar="LAT LON | FILE",
        help="a position in any spelling, latitude first, or a file of points")  # fmt: skip
    add("--within", type=_kilometres, metavar="KM", required=True, help="how far, kilometres")
    add(
        "--accuracy",
        type=_metres,
        metavar="M",
        default=0.0,
        help="what the positions may be off by, metres (default 0; that of a conversion is added)",
    )
    add("--lang", choices=LANGUAGES, default="kk", help="language of the sentences (default kk)")
    add("--json", metavar="OUT", help="write the rows as JSON; - is the standard output")
    answers = _answers(near)
    answers.add_argument("--leave-out", action="store_true",
        help="do without the rows that cannot be placed")  # fmt: skip


def _answers(command: argparse.ArgumentParser) -> "argparse._ArgumentGroup":
    answers = command.add_argument_group("answers to what the file does not say")
    answers.add_argument("--member", default="", help="the file of an archive, the layer of a file")
    answers.add_argument("--encoding", default="", help="how its texts are written: kz1048")
    answers.add_argument("--columns", default="", help="x,y, or x,y,object,line (or polygon)")
    answers.add_argument("--crs", metavar="CODE", default="", help="its system: EPSG:28413")
    swap = answers.add_mutually_exclusive_group()
    swap.add_argument("--swap", action="store_const", const=True, help="change the axes over")
    swap.add_argument("--no-swap", dest="swap", action="store_const", const=False,
        help="leave the axes as the file has them")  # fmt: skip
    answers.add_argument("--mend", action="store_true", help="mend outlines that cross themselves")
    return answers


def _metres(words: str) -> float:
    try:
        number = float(words.replace(",", "."))
    except ValueError:
        number = -1.0
    if not 0 <= number <= 1e6:
        raise argparse.ArgumentTypeError(f"{words!r} is not a number of metres, 0 to 1000000")
    return number


def _kilometres(words: str) -> float:
    try:
        number = float(words.replace(",", "."))
    except ValueError:
        number = -1.0
    if not 0 < number <= MOST_KM:
        raise argparse.ArgumentTypeError(f"{words!r} is not a number of kilometres, to {MOST_KM}")
    return number
