"""A class, taught by the real command; a plugin of pytest."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
from dataclasses import dataclass, field

import pytest

from tests.running import ROOT
from tests.server.asking import ask


@dataclass
class Taught:
    """A running class: where it is, its codes, its process."""

    address: str
    code: str
    trainer_code: str
    process: subprocess.Popen = field(repr=False)

    def join(self, name="Learner", code=None, **more):
        """The answer to the form, and the cookie of the seat; empty if there is none."""
        form = {"code": self.code if code is None else code, "name": name, "lang": "en", **more}
        return self.posted(form)

    def join_as_trainer(self, code=None):
        return self.posted({"trainer": code or self.trainer_code, "lang": "en"})

    def posted(self, form, **headers):
        answer, body = ask(
            self.address,
            "/class/join",
            "POST",
            urllib.parse.urlencode(form),
            **{"Content-Type": "application/x-www-form-urlencoded", **headers},
        )
        given = answer.headers.get("Set-Cookie", "")
        return answer, body.decode(), given.split(";")[0]


@pytest.fixture(scope="session")
def teach(tmp_path_factory):
    """teach("--seats", "2") starts `cli.py class` on an address of loopback."""
    running = []

    def start(*options, address="127.0.0.1", **environment):
        with socket.socket() as free:
            free.bind((address, 0))
            port = free.getsockname()[1]
        log = (tmp_path_factory.mktemp("class") / "log").open("w+")
        words = ["class", "--address", address, "--port", str(port), "--lang", "en", *options]
        process = subprocess.Popen(
            [sys.executable, "cli.py", *words],
            cwd=ROOT,
            stdout=log,
            stderr=log,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **environment},
        )
        running.append((process, log))
        said = _greeting(process, log)
        code = re.search(r"for the learners: (\w{6})\n", said)[1]
        trainer_code = re.search(r"for you alone: (\S+)\n", said)[1]
        assert f"http://{address}:{port}" in said
        return Taught(f"http://{address}:{port}", code, trainer_code, process)

    yield start
    for process, log in running:
        process.terminate()
        process.wait(15)
        log.close()


def _greeting(process, log):
    until = time.monotonic() + 90
    while time.monotonic() < until and process.poll() is None:
        log.seek(0)
        said = log.read()
        if "Ctrl+C" in said:
            return said
        time.sleep(0.1)
    pytest.fail(f"the class did not start:\n{log.read()}")
