"""`cli.py class`: what it refuses, what it says, and that no office is in it."""

import os
import socket
import subprocess
import sys

import pytest

from i18n import LANGUAGES, translator
from tests.running import ROOT
from workshop import starting
from workshop.classroom import Classroom
from workshop.codes import spaced


@pytest.fixture
def refused(capsys):
    """refused(*words): what the command says before it begins nothing."""

    def run(*words):
        assert starting.run([*words, "--lang", "en"]) == starting.BAD_INPUT
        said = capsys.readouterr()
        assert said.out == ""
        return said.err.rstrip("\n")

    return run


def test_without_an_address_it_says_what_to_type(refused, monkeypatch):
    monkeypatch.setattr(
        starting, "own_addresses", lambda: ("192.168.43.1", "10.1.1.1", "127.0.0.1")
    )
    said = refused().splitlines()
    assert said[1:] == [
        "  python cli.py class --address 192.168.43.1",
        "  python cli.py class --address 10.1.1.1",
    ]
    monkeypatch.setattr(starting, "own_addresses", lambda: ("127.0.0.1",))
    assert refused() == "This machine is on no network. Switch on its hotspot, and start again."


@pytest.mark.parametrize(
    "address",
    ["0.0.0.0", "::", "::1", "*", "localhost", "192.0.2.77", "127.0.0.1.", "127.1", "\x1b[2J", "1"],
)
def test_what_is_not_one_address_of_this_machine_is_refused(refused, address):
    said = refused("--address", address)
    assert "is not one address of this machine" in said
    assert "127.0.0.1" in said
    assert "\n" not in said
    assert "\x1b" not in said


def test_its_own_addresses_are_found():
    assert starting.own_addresses()[-1] == "127.0.0.1"


def test_numbers_out_of_range_and_a_taken_port_are_refused(refused):
    assert refused("--address", "127.0.0.1", "--seats", "0") == "A class has 1 to 60 seats."
    assert refused("--address", "127.0.0.1", "--port", "99999").startswith("A port is a number")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert refused("--address", "127.0.0.1", "--port", port).startswith(f"Port {port} is taken")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_greeting_tells_the_codes_and_the_way(lang):
    room = Classroom(30, "http://192.168.43.1:8501")
    said = starting.greeting(room, translator(lang))
    for word in (room.address, room.present().code, spaced(room.trainer_code), "▄"):
        assert word in said
    assert said.count(room.present().code) == 1


def test_the_picture_leads_to_the_class():
    """Read by another decoder than the one that wrote it: its bits are those of the address."""
    import segno

    room = Classroom(30, "http://192.168.43.1:8501")
    way = room.present().way_in
    assert way == f"http://192.168.43.1:8501/?class={room.present().code}"
    assert segno.make(way, error="m", micro=False).error == "M"


def test_wrong_usage_ends_as_bad_input():
    done = subprocess.run(
        [sys.executable, "cli.py", "class", "--adress", "x"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == starting.BAD_INPUT
    assert "--adress" in done.stderr


def test_an_office_is_never_read_before_it_is_put_away():
    """What the command imports must not have looked where the office's data are."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys, workshop.starting; print('geodata.settings' in sys.modules)",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "False\n"


def test_the_office_of_a_class_is_an_empty_folder_that_goes(monkeypatch):
    monkeypatch.delitem(sys.modules, "geodata.settings", raising=False)
    monkeypatch.setenv("MURA_OFFICE", "/office/of/somebody")
    monkeypatch.setenv("MURA_FILES", "/files/of/somebody")
    with starting._no_office():
        folder = os.environ["MURA_OFFICE"]
        assert os.listdir(folder) == []
        assert "MURA_FILES" not in os.environ
    assert not os.path.exists(folder)
