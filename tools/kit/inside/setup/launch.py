"""Sets Mura up from the wheels of this folder, once, and starts it or a class."""

import argparse
import hashlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import venv
import webbrowser
from pathlib import Path

from check import check
from words import say, speak_unicode

KIT = Path(__file__).resolve().parent.parent
MURA = KIT / "mura"
ENVIRONMENT = KIT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = ENVIRONMENT / ("Scripts/python.exe" if WINDOWS else "bin/python")
MARK = ENVIRONMENT / "installed.txt"
FOLDERS = (KIT / "wheels" / "any", KIT / "wheels" / ("windows" if WINDOWS else "linux"))
HERE = "127.0.0.1"
FIRST_PORT, PORTS = 8501, 20
LONGEST_ON_WINDOWS = 259
BAD_INPUT = 3


class Unable(Exception):
    """The kit cannot go on; it has said why."""


def main() -> int:
    """Do what the word asks for; an exit code."""
    speak_unicode()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # so that the server ends too
    asked, rest = _parser().parse_known_args()
    if rest and asked.word != "class":
        _parser().error(" ".join(rest))
    if asked.word == "check":
        return check(KIT)
    os.environ.setdefault("MURA_OFFICE", str(KIT / "office"))
    os.environ.setdefault("MPLCONFIGDIR", str(KIT / ".cache"))  # the fonts that matplotlib found
    try:
        prepare()
        return start(asked) if asked.word == "start" else teach(rest)
    except Unable:
        return 1
    except (KeyboardInterrupt, EOFError):
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="setup/launch.py", description=__doc__)
    words = parser.add_subparsers(dest="word", required=True)
    starting = words.add_parser("start")
    starting.add_argument("--port", type=int)
    starting.add_argument("--no-browser", action="store_true")
    words.add_parser("class", add_help=False)
    words.add_parser("check")
    return parser


def prepare() -> None:
    """Make the environment of the wheels, unless it is there and works."""
    wheels = [path for folder in FOLDERS for path in sorted(folder.glob("*.whl"))]
    _refuse_folder(wheels)
    mark = hashlib.sha256("\n".join(each.name for each in wheels).encode()).hexdigest()
    if MARK.is_file() and MARK.read_text() == mark and _works():
        return
    say("installing")
    try:
        _install(wheels)
        MARK.write_text(mark)
    except PermissionError:
        say("not_writable")
    except (OSError, subprocess.CalledProcessError) as error:
        print(error, file=sys.stderr)
        say("not_installed")
    else:
        return
    raise Unable


def _refuse_folder(wheels: list[Path]) -> None:
    if not all(any(each.parent == folder for each in wheels) for folder in FOLDERS):
        say("no_wheels", folder="wheels/" + FOLDERS[1].name)
        raise Unable
    most = longest_path()
    if WINDOWS and len(str(KIT)) > most:
        say("path_too_long", length=len(str(KIT)), most=most)
        raise Unable


def longest_path() -> int:
    """How long this folder's own path may be on Windows, for its longest file to have a place."""
    try:
        manifest = json.loads((KIT / "manifest.json").read_text("utf-8"))
        return LONGEST_ON_WINDOWS - manifest["longest_path"]
    except (OSError, ValueError, KeyError, TypeError):
        say("no_manifest")
        raise Unable from None


def _works() -> bool:
    """An environment stops working where the Python is removed that it was made of."""
    try:
        return subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0
    except OSError:
        return False


def _install(wheels: list[Path]) -> None:
    """By the pip of the kit: Debian's own Python comes without. Nothing but the folder is asked."""
    venv.create(ENVIRONMENT, clear=True, symlinks=not WINDOWS)
    pip = next(each for each in wheels if each.name.startswith("pip-"))
    links = [word for folder in FOLDERS for word in ("--find-links", folder)]
    subprocess.run(
        [
            *(PYTHON, pip / "pip", "--isolated", "install", "--quiet", "--no-index", *links),
            *("--no-warn-script-location", "--disable-pip-version-check"),
            *("--requirement", MURA / "requirements.txt"),
        ],
        check=True,
        env=_environment(PIP_CONFIG_FILE=os.devnull, PIP_NO_INDEX="1"),
    )


def _environment(**more: str) -> dict[str, str]:
    """Without what another Python of the machine was told."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return {**kept, **more}


def start(asked: argparse.Namespace) -> int:
    """Serve Mura to this machine and open it in the browser, until the window is closed."""
    port = asked.port or _free_port()
    command = [PYTHON, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    address = f"http://{HERE}:{port}"
    server = subprocess.Popen(command, cwd=MURA, env=_environment())
    try:
        if _is_up(server, port):
            say("ready", address=address)
            if not asked.no_browser:
                webbrowser.open(address)
            return server.wait()
        say("did_not_start")
        return 1
    finally:
        server.terminate()
        server.wait()


def _free_port() -> int:
    for port in range(FIRST_PORT, FIRST_PORT + PORTS):
        with socket.socket() as tried:
            if tried.connect_ex((HERE, port)) != 0:
                return port
    return FIRST_PORT


def _is_up(server: subprocess.Popen, port: int) -> bool:
    while server.poll() is None:
        asking = http.client.HTTPConnection(HERE, port, timeout=2)  # never by way of a proxy
        try:
            asking.request("GET", "/_stcore/health")
            return asking.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            time.sleep(0.2)
        finally:
            asking.close()
    return False


def teach(words: list[str]) -> int:
    """Start a class at the address that the words say, or that is asked for."""
    if words:
        return _class(*words)
    _class()  # without an address it lists those of this machine
    while True:
        say("address")
        address = input("> ").strip()
        if not address:
            return 0
        ended = _class("--address", address)
        if ended != BAD_INPUT:
            return ended


def _class(*words: str) -> int:
    command = [PYTHON, "cli.py", "class", *words]
    return subprocess.run(command, cwd=MURA, env=_environment(), check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
