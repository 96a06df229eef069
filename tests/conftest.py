"""What tests share. Property tests are repeatable: the same examples in every run."""

import os
from pathlib import Path
from tempfile import gettempdir

import pytest
from hypothesis import settings

# Before anything of ours is imported: no test may meet what an office has loaded here.
os.environ["MURA_OFFICE"] = str(Path(gettempdir()) / f"mura-no-office-{os.getpid()}")

pytest_plugins = ["tests.running"]

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("repeatable")

RUNNING = ("browser", "server", "papers")
"""Folders whose tests start the real server or draw real sheets; `-m "not browser"` leaves them
out, because they take minutes."""


@pytest.hookimpl(tryfirst=True)  # pytest-xdist reads the groups in the same hook
def pytest_collection_modifyitems(items):
    for item in items:
        folder = Path(item.path).parent.name
        if folder in RUNNING:
            item.add_marker(pytest.mark.browser)
        if folder == "browser":  # one browser at a time, all else beside it: two cores are no more
            item.add_marker(pytest.mark.xdist_group("browser"))
