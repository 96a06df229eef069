"""What tests share. Property tests are repeatable: the same examples in every run."""

import os
from pathlib import Path
from tempfile import gettempdir

import pytest
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

# Before anything of ours is imported: no test may meet what an office has loaded here.
os.environ["MURA_OFFICE"] = str(Path(gettempdir()) / f"mura-no-office-{os.getpid()}")

pytest_plugins = ["tests.running", "tests.teaching", "tests.command_line"]

settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=60)
settings.load_profile("repeatable")

RUNNING = ("browser", "server", "papers")
"""Folders whose tests start the real server or draw real sheets; `-m "not browser"` leaves them
out, because they take minutes."""


def pytest_collection_modifyitems(items):
    for item in items:
        folder = Path(item.path).parent.name
        if folder in RUNNING:
            item.add_marker(pytest.mark.browser)
        if (
            folder == "browser"
        ):  # once more, and said so in the summary: a busy machine loses clicks
            item.add_marker(pytest.mark.flaky(reruns=1))


class OneBrowser(LoadScopeScheduling):
    """One browser at a time, and all else beside it, file by file: two cores are no more. Its own
    groups would do it (`--dist loadgroup`), if they knew where pytest 9.2 keeps an id."""

    def _split_scope(self, nodeid):
        return "browser" if nodeid.startswith("tests/browser/") else nodeid.split("::")[0]


def pytest_xdist_make_scheduler(config, log):
    return OneBrowser(config, log)
