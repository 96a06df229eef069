"""A real server, a real browser, and a machine whose cable is out."""

import os
import shutil
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Error, expect

ROOT = Path(__file__).resolve().parents[1]
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # One process draws all pages, the one that `one_profile` keeps open among them: what it has
    # compiled of Streamlit stays compiled.
    "--renderer-process-limit=1",
    # No name and no address but this machine's is found. Playwright's own way of failing a request
    # would switch off the browser's cache, and ask Python about every tile.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]
PAGES = sorted(path.stem.replace("_", "-") for path in (ROOT / "pages").glob("[a-z]*.py"))
"""Their addresses."""
FRAME = "iframe[title='streamlit_folium.st_folium']"
ABOUT_FRAMES = ("Unrecognized feature:", "can escape its sandboxing")
"""What Chromium remarks on Streamlit's own frame of a component; no fault of a page."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    # Debian builds both of one source; the shell has no windows to draw, a quarter of the work.
    found = (shutil.which(name) for name in ("chromium-headless-shell", "chromium"))
    chromium = os.environ.get("CHROMIUM") or next(filter(None, found), None)
    assert chromium, "no chromium: ./mura test installs it"
    return {**browser_type_launch_args, "executable_path": chromium, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1366, "height": 768}, "locale": "en-GB"}


@pytest.fixture(scope="session")
def one_profile(browser, browser_context_args, address):
    profile = browser.new_context(**browser_context_args)
    profile.new_page().goto(f"{address}/_stcore/health")
    yield profile
    profile.close()


@pytest.fixture
def context(one_profile):
    """One profile for all tests, each with pages of its own: as on an office's machine, what never
    changes is fetched once. Fetching and compiling it all for each test is half of its time."""
    yield one_profile
    for page in one_profile.pages[1:]:  # the first keeps its process alive
        if page.url.startswith("http"):  # what Streamlit remembers, an opened drawer for one
            page.evaluate("localStorage.clear()")
        page.close()
    one_profile.clear_cookies()
    one_profile.clear_permissions()


@pytest.fixture(scope="session")
def serve(tmp_path_factory):
    """serve(MURA_FILES=folder) starts the app as the README does and gives its address;
    serve.stop(address) ends it."""
    running = {}

    def start(root=ROOT, port=None, **environment):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = port or free.getsockname()[1]
        log = (tmp_path_factory.mktemp("server") / "log").open("w+")
        command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
        process = subprocess.Popen(
            command, cwd=root, stdout=log, stderr=log, env={**os.environ, **environment}
        )
        address = f"http://127.0.0.1:{port}"
        running[address] = (process, log)
        wait_until_healthy(process, address, log)
        return address

    def stop(address):
        process, log = running.pop(address)
        process.terminate()
        process.wait(10)
        log.close()

    start.stop = stop
    yield start
    for address in list(running):
        stop(address)


def wait_until_healthy(process, address, log):
    import time

    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    log.seek(0)
    pytest.fail(f"the server did not start:\n{log.read()}")


@pytest.fixture(scope="session")
def address(serve):
    return serve()


class Map:
    """The map's frame in a page, and what can be asked of it."""

    def __init__(self, page):
        self.page = page
        self.frame = page.frame_locator(FRAME)

    def ready(self):
        """Wait until the ground, the names and the wanted places are drawn; in another language
        that is another frame, and for a moment there are two: it may come while one waits."""
        for _ in range(3):
            expect(self.page.locator(FRAME)).to_have_count(1)
            try:
                for state in ("[data-ground=drawn]", "[data-names=drawn]", "[data-shown]"):
                    self.frame.locator(f".leaflet-container{state}").wait_for(timeout=20_000)
            except Error as error:
                if "strict mode violation" not in str(error):
                    raise
            else:
                return self
        pytest.fail("there are two maps and more")

    def inside(self):
        return next(frame for frame in self.page.frames if "streamlit_folium" in frame.url)

    def evaluate(self, expression):
        return self.inside().evaluate(expression)

    def shown(self):
        return set(self.evaluate("window.mura.shown()"))

    def wait_for_shown(self, count):
        self.frame.locator(f".leaflet-container[data-shown='{count}']").wait_for(timeout=10_000)


@pytest.fixture
def watch(context):
    """Record what would leave the machine, and every error; none may be left at the end. What would
    leave it fails: see QUIET."""
    with watched(context):
        yield


@contextmanager
def watched(context):
    """The same for a context of one's own."""
    away, wrong = [], []

    def asked(request):
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            away.append(request.url)

    def answered(response):
        if response.status >= 400 and not probing(response.url):
            wrong.append(f"{response.status} {response.url}")

    def told(message):
        if not harmless(message):
            wrong.append(f"console {message.type}: {message.text}")

    def failed(error):
        wrong.append(str(error.error))

    heard = {"request": asked, "response": answered, "console": told, "weberror": failed}
    for event, hear in heard.items():
        context.on(event, hear)
    yield
    for event, hear in heard.items():
        context.remove_listener(event, hear)
    assert not away
    assert not wrong


def probing(url):
    """Streamlit looks for its own base path below a page's address before it looks above."""
    return any(f"/{page}/_stcore/" in url for page in PAGES)


def harmless(message):
    """What the console says that is no fault of a page."""
    if message.type not in {"error", "warning"}:
        return True
    return any(remark in message.text for remark in ABOUT_FRAMES) or probing(
        message.location["url"]
    )


def settled(page):
    """Wait until the script of the page has ended: what it sent until then may be drawn anew."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()


@pytest.fixture
def open_map(page, watch, address):
    """open_map("?lang=kk") opens the Map page and waits until it is drawn."""

    def opened(query="", at=address):
        page.goto(f"{at}/{query}")
        return Map(page).ready()

    return opened
