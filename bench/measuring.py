"""What every bench needs: a server with its costs, a browser, a table for the README."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import sync_playwright

LANGUAGE = "kk"
"""Its letters take two bytes each: the heaviest of the three."""

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A running app and what it costs; stopped at the end of its `with`."""

    application: str
    environment: dict = field(default_factory=dict)
    process: subprocess.Popen = field(init=False)
    port: int = field(init=False)
    said: Any = subprocess.DEVNULL
    """Where goes what it prints."""

    def __post_init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.process = subprocess.Popen(
            self.command(),
            env={**os.environ, "PYTHONPATH": os.getcwd(), **self.environment},
            stdout=self.said,
            stderr=subprocess.DEVNULL,
        )
        self._wait_until_healthy()

    def command(self):
        run = [sys.executable, "-m", "streamlit", "run", self.application]
        return [*run, "--server.port", str(self.port)]

    def _wait_until_healthy(self):
        until = time.monotonic() + 300
        while time.monotonic() < until and self.process.poll() is None:
            try:
                urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=2).close()
                return
            except OSError:
                time.sleep(0.1)
        self.process.kill()
        raise RuntimeError(f"{self.application} did not start")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(10)

    @property
    def address(self):
        return f"http://127.0.0.1:{self.port}"

    def cpu_ms(self):
        """Processor time of the server so far, user and system, milliseconds."""
        with open(f"/proc/{self.process.pid}/stat") as stat:
            values = stat.read().rsplit(")", 1)[1].split()
        return (int(values[11]) + int(values[12])) * 1000 / TICKS

    def memory_mb(self):
        """Memory that the server holds now, and the most it ever held, megabytes."""
        with open(f"/proc/{self.process.pid}/status") as status:
            said = dict(line.split(":", 1) for line in status)
        return tuple(int(said[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))


@contextmanager
def browser(*arguments):
    with sync_playwright() as playwright:
        chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
        started = playwright.chromium.launch(
            executable_path=chromium, args=[*ARGUMENTS, *arguments]
        )
        yield started
        started.close()


def table(heads, rows):
    """Print a Markdown table for the README: texts at the left, figures at the right."""
    print("| " + " | ".join(heads) + " |")
    print("|---" + "|---:" * (len(heads) - 1) + "|")
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print(flush=True)
