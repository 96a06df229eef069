"""An office in a folder: built, installed and opened where there is no network.

The kit is built with the packages of both systems (that needs a network). Then a process in a
network of its own, with nothing in it but itself, copies it as to a new machine, starts it by
start.sh in a path with spaces and Kazakh letters, and opens the map in a browser. Where the machine
allows no such process, pip alone is kept from asking, and the table says so.
"""

import fcntl
import json
import os
import shutil
import signal
import socket
import struct
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.measuring import browser, table
from tools.kit.build import build
from tools.kit.wheels import SYSTEMS, WINDOWS, download, wheel

MOST_MEGABYTES = 500
MOST_SECONDS_TO_INSTALL = 300
ALONE = ("unshare", "--user", "--map-root-user", "--net")
MAP = "iframe[title='streamlit_folium.st_folium']"
READY = "To stop it"


def main():
    """Measure, print, and give what budgets are broken."""
    with tempfile.TemporaryDirectory() as folder:
        kit = Path(folder) / "kit"
        begun = time.perf_counter()
        build(kit, download, print)
        built = time.perf_counter() - begun
        tagged = refuse_foreign_tags(kit)
        inside = Path(folder) / "Әкімдік ноутбугі (2)"
        alone = subprocess.run([*ALONE, "true"], check=False, capture_output=True).returncode == 0
        command = [sys.executable, "-m", "bench.kit", str(kit), str(inside)]
        done = subprocess.run(
            [*(ALONE if alone else ()), *command], check=True, stdout=subprocess.PIPE
        )
        figures = json.loads(done.stdout)
        whole = megabytes(kit)
        halves = {each.name: megabytes(kit, each.name) for each in SYSTEMS}
    table(
        ("an office in a folder", ""),
        [
            ("built, both systems fetched", f"{built:.0f} s"),
            ("the whole kit", f"{whole:.0f} MB"),
            *((f"for {name} alone", f"{half:.0f} MB") for name, half in halves.items()),
            ("packages for Linux, for Windows (resolved, not run)", ", ".join(tagged)),
            ("network while it is installed and opened", "none" if alone else "not cut off"),
            ("start.sh on a new machine, to “ready”", f"{figures['first']:.0f} s"),
            ("start.sh the second time", f"{figures['second']:.1f} s"),
            ("the map drawn in the browser", f"{figures['map']:.1f} s"),
            ("asked of other machines meanwhile", f"{figures['away']}"),
            ("on the disk, installed", f"{figures['installed']:.0f} MB"),
        ],
    )
    broken = []
    if whole > MOST_MEGABYTES:
        broken.append(f"a kit of {whole:.0f} MB, not {MOST_MEGABYTES}")
    if figures["first"] > MOST_SECONDS_TO_INSTALL:
        broken.append(f"installed in {figures['first']:.0f} s, not {MOST_SECONDS_TO_INSTALL}")
    if figures["away"]:
        broken.append(f"{figures['away']} requests to other machines")
    return broken


def refuse_foreign_tags(kit):
    """How many packages each system has; every one has a tag of the system, and Windows has none
    of Linux."""
    told = json.loads((kit / "manifest.json").read_text("utf-8"))["systems"]
    counts = []
    for system in SYSTEMS:
        found = [wheel(kit / each["wheel"]) for each in told[system.name]["packages"]]
        assert all(each.tags & system.tags() for each in found)
        if system is WINDOWS:
            assert not [tag for each in found for tag in each.tags if "linux" in tag.platform]
        counts.append(str(len(found)))
    return counts


def megabytes(folder, system=None):
    """Of all files, or of those that a copy for one system alone has; links are not followed."""
    others = {folder / "wheels" / each.name for each in SYSTEMS if system and each.name != system}
    files = (path for path in folder.rglob("*") if not path.is_symlink() and path.is_file())
    return sum(path.stat().st_size for path in files if not others & set(path.parents)) / 1e6


def at_work(kit, inside):
    """Where there is no network: copy, start twice, open the map; seconds and megabytes."""
    switch_on_loopback()
    shutil.copytree(kit, inside)
    subprocess.run(["sh", inside / "check.sh"], check=True, stdout=sys.stderr)
    first, started = start(inside)
    stop(started)
    second, started = start(inside)
    try:
        seconds, away = drawn(f"http://127.0.0.1:{PORT}/?lang=kk")
    finally:
        stop(started)
    figures = {"first": first, "second": second, "map": seconds, "away": away}
    print(json.dumps({**figures, "installed": megabytes(inside)}))


PORT = 8679


def start(kit):
    path = f"{Path(sys.base_prefix) / 'bin'}{os.pathsep}{os.environ['PATH']}"
    begun = time.perf_counter()
    started = subprocess.Popen(
        ["sh", kit / "start.sh", "--no-browser", "--port", str(PORT)],
        stdout=subprocess.PIPE, encoding="utf-8", env={**os.environ, "PATH": path},
    )  # fmt: skip
    for line in started.stdout:
        print(line, end="", file=sys.stderr)
        if line.startswith(READY):
            return time.perf_counter() - begun, started
    raise RuntimeError("the kit did not start")


def stop(started):
    started.send_signal(signal.SIGTERM)
    started.communicate(timeout=20)


def drawn(address):
    """Seconds until the map's places are drawn, and how often somebody else was asked."""
    with browser() as chromium:
        page = chromium.new_page(viewport={"width": 1366, "height": 768})
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        begun = time.perf_counter()
        page.goto(address)
        frame = page.frame_locator(MAP)
        frame.locator(".leaflet-container[data-ground=drawn][data-shown]").wait_for(timeout=60_000)
        seconds = time.perf_counter() - begun
    own = ("http://127.0.0.1:", "data:", "blob:")
    return seconds, sum(not each.startswith(own) for each in asked)


def switch_on_loopback():
    """A network of its own begins with everything off, this machine's own address included."""
    up, flags = 0x1, struct.Struct("16sh14x")
    with socket.socket() as any_socket:
        now = fcntl.ioctl(any_socket, 0x8913, flags.pack(b"lo", 0))  # SIOCGIFFLAGS
        if not flags.unpack(now[: flags.size])[1] & up:
            fcntl.ioctl(any_socket, 0x8914, flags.pack(b"lo", up))  # SIOCSIFFLAGS


if __name__ == "__main__":
    at_work(*map(Path, sys.argv[1:]))
