"""`python cli.py class`: teach a class. It binds one address of this machine, prints the codes with
a picture of the way in, and serves Mura without the data of an office.

Nothing of geodata may be loaded before: it reads where the office's data are when it is imported.
"""

import argparse
import os
import runpy
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from ipaddress import IPv4Address
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn
from urllib.parse import urlunsplit

import psutil
import segno

from i18n import LANGUAGES, Translator, translator
from workshop.classroom import SEATS, Classroom, teach
from workshop.codes import spaced

PORT = 8501
MOST_SEATS = 60
BAD_INPUT = 3
"""Exit code, as of the other commands."""

_ROOT = Path(__file__).resolve().parents[1]
_LOOPBACK = "127."


def run(words: list[str]) -> int:
    """Teach a class until the server is stopped; the exit code."""
    asked = _parser().parse_args(words)
    t = translator(asked.lang)
    if refusal := _refusal(asked, t):
        print(refusal, file=sys.stderr)
        return BAD_INPUT
    where = urlunsplit(("http", f"{asked.address}:{asked.port}", "", "", ""))
    room = Classroom(asked.seats, where)
    teach(room, greeting(room, t))
    with _no_office():
        _serve(asked.address, asked.port)
    return 0


class _Parser(argparse.ArgumentParser):
    """Wrong usage ends with BAD_INPUT."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(BAD_INPUT, f"{self.prog}: {message!a}\n")


def _parser() -> argparse.ArgumentParser:
    """Of the command; in English, as the names of the options are."""
    whole = _Parser(prog="python cli.py class", description="Teach a class on this machine.")
    add = whole.add_argument
    add("--address", default="", metavar="IP", help="of this machine, on the network of the class; "
        "without it they are listed")  # fmt: skip
    add("--port", type=int, default=PORT, help=f"(default {PORT})")
    add("--seats", type=int, default=SEATS, help=f"of learners (default {SEATS})")
    add("--lang", choices=LANGUAGES, default="kk", help="of the sentences (default kk)")
    return whole


# ---- what is asked for ---------------------------------------------------------------------------


def own_addresses() -> tuple[str, ...]:
    """The IPv4 addresses of this machine that others can reach it by, then those of itself."""
    every = (each for cards in psutil.net_if_addrs().values() for each in cards)
    found = {each.address for each in every if each.family == socket.AF_INET}
    return tuple(sorted(found, key=lambda each: (each.startswith(_LOOPBACK), each)))


def _refusal(asked: argparse.Namespace, t: Translator) -> str:
    """Why no class can be taught so; empty: it can."""
    if not asked.address:
        return _choice(t)
    if not 1 <= asked.seats <= MOST_SEATS:
        return t("A class has 1 to {n} seats.", n=MOST_SEATS)
    if not 1 <= asked.port <= 65535:
        return t("A port is a number from 1 to 65535.")
    if not _is_own(asked.address):
        return t(
            "{address} is not one address of this machine. It has these: {addresses}.",
            address=ascii(asked.address),
            addresses=", ".join(own_addresses()),
        )
    with socket.socket() as door:
        if os.name != "nt":  # as Streamlit does: what was closed a moment ago is not taken
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind((asked.address, asked.port))
            door.listen()
        except OSError:
            return t("Port {port} is taken or not allowed: choose another one with {option}.",
                     port=asked.port, option="--port")  # fmt: skip
    return ""


def _choice(t: Translator) -> str:
    """What to type, for each address that a class can reach."""
    reached = [each for each in own_addresses() if not each.startswith(_LOOPBACK)]
    if not reached:
        return t("This machine is on no network. Switch on its hotspot, and start again.")
    head = t("Which network is the class on? Type one of these:")
    return "\n".join([head, *(f"  python cli.py class --address {each}" for each in reached)])


def _is_own(address: str) -> bool:
    """Whether it is one address of this machine: 0.0.0.0 is all of them."""
    try:
        told = IPv4Address(address)
    except ValueError:
        return False
    return told.is_loopback or address in own_addresses()


# ---- what the trainer reads ----------------------------------------------------------------------


def greeting(room: Classroom, t: Translator) -> str:
    """The codes and the way in, for the terminal."""
    class_ = room.present()
    picture = StringIO()
    segno.make(class_.way_in, error="m", micro=False).terminal(picture, compact=True)
    return "\n".join(
        [
            "",
            t("The class is open at {address}", address=room.address),
            t("Class code, for the learners: {code}", code=class_.code),
            t("Trainer code, for you alone: {code}", code=spaced(room.trainer_code)),
            t("A phone finds the way by this picture:"),
            picture.getvalue(),
            t(
                "The network is not encrypted: who listens in can read along. {keys} ends it all.",
                keys="Ctrl+C",
            ),
            "",
        ]
    )


# ---- the server ----------------------------------------------------------------------------------


@contextmanager
def _no_office() -> Iterator[None]:
    """No data of an office are in this process: a new folder, empty, that goes at the end."""
    assert "geodata.settings" not in sys.modules, "it has read already where the office's data are"
    with TemporaryDirectory(prefix="mura-class-", ignore_cleanup_errors=True) as folder:
        os.environ["MURA_OFFICE"] = folder
        os.environ.pop("MURA_FILES", None)
        yield


def _serve(address: str, port: int) -> None:
    """Streamlit's own command, in this process: the codes are in no environment and no file."""
    os.chdir(_ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    options = {
        "server.address": address,
        "server.port": str(port),
        "server.allowedHosts": address,
        "logger.hideWelcomeMessage": "true",
    }
    sys.argv = ["streamlit", "run", "app.py", *(f"--{key}={each}" for key, each in options.items())]
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
