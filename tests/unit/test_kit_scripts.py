"""A kit at work, in a folder with spaces and Kazakh letters: installed without an index, started,
stopped. Its packages are small ones: a streamlit that says where it stands, a cli that repeats."""

import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from tests.kits import repository, shelf
from tools.kit.build import build

SERVER = """
import http.server, json, os, small, sys
class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        told = {"words": sys.argv[1:], "in": os.getcwd(), "office": os.environ["MURA_OFFICE"],
                "fonts": os.environ["MPLCONFIGDIR"], "python": sys.executable,
                "packages": small.__file__}
        self.send_response(200); self.end_headers(); self.wfile.write(json.dumps(told).encode())
    def log_message(self, *words): pass
http.server.HTTPServer(("127.0.0.1", int(sys.argv[-1])), Answer).serve_forever()
"""
LAST = "To stop it, close this window.\n"
CLI = """
import sys
print("cli", *sys.argv[1:])
sys.exit({"": 3, "10.0.0.9": 3, "10.0.0.1": 0, "9": 7}["".join(sys.argv[3:4])])
"""


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kits")
    root = repository(folder / "root", "small==1.0\nstreamlit==1.0\n", **{"cli.py": CLI})
    streamlit = {"streamlit__in____init__": "", "streamlit__in____main__": SERVER}
    compiled = {"linux__small": "cp311-cp311-manylinux2014_x86_64",
                "windows__small": "cp311-cp311-win_amd64"}  # fmt: skip
    small = {name: {"tag": tag, "small": ""} for name, tag in compiled.items()}
    build(folder / "kit", shelf(streamlit=streamlit, **small), lambda words: None, root)
    return folder / "kit"


@pytest.fixture(scope="module")
def installed(original, tmp_path_factory):
    """Where start.sh was called once already."""
    kit = shutil.copytree(original, tmp_path_factory.mktemp("Мұра қалта") / "кіт & (1)")
    return kit, *started(kit)


@pytest.fixture
def kit(original, tmp_path):
    return shutil.copytree(original, tmp_path / "көшірме 2")


def environment(**more):
    """With this Python first on the path, and with settings of a pip that must not be asked."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    away = {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PYTHONPATH": "/nowhere"}
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("MURA", "MPL"))
    }
    return {**kept, "PATH": path, **away, **more}


def started(kit):
    """What start.sh printed, and what the server told of itself; it is stopped again."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(
        ["sh", kit / "start.sh", "--no-browser", "--port", str(port)],
        stdout=subprocess.PIPE, encoding="utf-8", env=environment(), cwd="/",
    ) as running:  # fmt: skip
        said = [line.rstrip() for line in iter(running.stdout.readline, LAST)]
        with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as asked:
            asked.request("GET", "/")
            told = json.loads(asked.getresponse().read())
        running.send_signal(signal.SIGTERM)
        assert running.wait(20) == 0
    with socket.socket() as gone:
        assert gone.connect_ex(("127.0.0.1", port)) != 0
    return said, {**told, "port": port}


def run(kit, script, asked="", words=(), **more):
    return subprocess.run(
        ["sh", kit / script, *words], input=asked, capture_output=True, encoding="utf-8",
        env=environment(**more), check=False,
    )  # fmt: skip


def test_start_installs_from_the_folder_and_serves_from_it(installed):
    kit, said, told = installed
    assert said[2].startswith("First start: packages are being installed from this folder.")
    assert said[3] == f"«Мұра» дайын: http://127.0.0.1:{told['port']}"
    assert told["words"] == ["run", "app.py", "--server.port", str(told["port"])]
    assert Path(told["in"]) == kit / "mura"
    assert Path(told["office"]) == kit / "office"
    assert Path(told["fonts"]) == kit / ".cache"
    for path in (told["python"], told["packages"]):
        assert kit / ".venv" in Path(path).parents


def test_the_second_start_installs_nothing(installed):
    kit, *_ = installed
    said, _ = started(kit)
    assert said[0].startswith("«Мұра» дайын")


def test_a_folder_that_was_moved_starts_again(installed, tmp_path):
    kit, *_ = installed
    moved = shutil.copytree(kit, tmp_path / "басқа жер", symlinks=True)
    _, told = started(moved)
    assert Path(told["in"]) == moved / "mura"


def test_other_wheels_are_installed_anew(installed, tmp_path):
    kit = shutil.copytree(installed[0], tmp_path / "kit", symlinks=True)
    (kit / "wheels/any/more-1.0-py3-none-any.whl").write_bytes(b"")
    said, _ = started(kit)
    assert said[2].startswith("First start: packages")


def test_an_installed_copy_is_still_whole(installed):
    kit, *_ = installed
    done = run(kit, "check.sh")
    assert done.returncode == 0, done.stdout


def test_a_class_asks_for_the_address_until_it_is_one_of_the_machine(installed):
    kit, *_ = installed
    done = run(kit, "class.sh", "10.0.0.9\n 10.0.0.1 \n")
    lines = [line.removeprefix("> ") for line in done.stdout.splitlines()]
    assert [line for line in lines if line.startswith("cli")] == [
        "cli class",
        "cli class --address 10.0.0.9",
        "cli class --address 10.0.0.1",
    ]
    assert done.returncode == 0
    assert "The address for the class" in done.stdout


@pytest.mark.parametrize("asked", ["\n", ""])
def test_whoever_gives_no_address_leaves(installed, asked):
    kit, *_ = installed
    done = run(kit, "class.sh", asked)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("cli class") == 1


def test_words_for_the_class_are_handed_on(installed):
    kit, *_ = installed
    done = run(kit, "class.sh", words=["--address", "9", "--seats", "25"])
    assert done.stdout == "cli class --address 9 --seats 25\n"
    assert done.returncode == 7


def test_a_damaged_wheel_is_told_and_the_next_start_tries_again(kit):
    [wheel] = (kit / "wheels/linux").iterdir()
    whole = wheel.read_bytes()
    wheel.write_bytes(whole[:50])
    done = run(kit, "start.sh")
    assert done.returncode == 1
    assert "The packages could not be installed. Run check first" in done.stdout
    assert f"Altered: wheels/linux/{wheel.name}" in run(kit, "check.sh").stdout
    wheel.write_bytes(whole)
    started(kit)


def test_a_copy_without_its_manifest_is_not_started(kit):
    (kit / "manifest.json").write_text("{")
    done = run(kit, "start.sh")
    assert (done.returncode, done.stderr) == (1, "")
    assert "There is no manifest.json" in done.stdout


def test_on_windows_a_folder_too_deep_is_told_before_anything_is_installed(
    kit, monkeypatch, capsys
):
    monkeypatch.syspath_prepend(kit / "setup")
    import launch

    monkeypatch.setattr(launch, "WINDOWS", True)
    longest = json.loads((kit / "manifest.json").read_text())["longest_path"]
    for room, refused in ((0, False), (-1, True)):
        most = len(str(kit)) + longest + room
        monkeypatch.setattr(launch, "LONGEST_ON_WINDOWS", most)
        wheels = [path for folder in launch.FOLDERS for path in folder.glob("*.whl")]
        with pytest.raises(launch.Unable) if refused else nullcontext():
            launch._refuse_folder(wheels)
        said = (
            f"The path of this folder is too long ({len(str(kit))} letters, not {most - longest})"
        )
        assert (said in capsys.readouterr().out) is refused
    assert not (kit / ".venv").exists()


def test_a_copy_for_windows_alone_says_so(kit):
    shutil.rmtree(kit / "wheels/linux")
    done = run(kit, "start.sh")
    assert done.returncode == 1
    assert "This copy lacks the folder wheels/linux" in done.stdout
    checked = run(kit, "check.sh")
    assert "wheels/linux is not in this copy: it does not serve that system." in checked.stdout
    assert checked.returncode == 0


def test_a_word_that_start_does_not_know_is_told(installed):
    kit, *_ = installed
    done = run(kit, "start.sh", words=["--adress", "1"])
    assert done.returncode == 2
    assert "--adress" in done.stderr


def test_without_python_it_is_said_in_three_languages(kit, tmp_path):
    tools = tmp_path / "bin"
    tools.mkdir()
    for name in ("sh", "cat", "dirname"):
        (tools / name).symlink_to(shutil.which(name))
    (tools / "python3").write_text("#!/bin/sh\nexit 1\n")  # another Python than 3.11
    (tools / "python3").chmod(0o755)
    done = run(kit, "start.sh", PATH=str(tools))
    assert done.returncode == 1
    for words in ("табылмады", "не найден", "was not found", "python-3.11.9-amd64.exe"):
        assert words in done.stderr
