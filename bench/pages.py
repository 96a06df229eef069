"""Every page but the map's own, which bench/change.py and bench/line.py measure: how soon it can be
read, and what it costs the server. Beside each stands the Map page, in the same run.

A page can be read when its script has run and all that it asked for has come: texts, charts, map.
"""

import time
from pathlib import Path

from bench.measuring import LANGUAGE, Server, browser, table

PAGES = sorted(
    path.stem.replace("_", "-")
    for path in (Path(__file__).resolve().parents[1] / "pages").glob("[a-z]*.py")
    if path.stem != "map"
)
FULLEST = {"site": "&id=1442"}
"""What a page is asked for: the sheet with the most parts."""

WITH_MAP = {"", "site", "corridor", "reserves", "talgar"}
WITH_CHART = {"corridor", "reserves", "central-asia"}

MOST_COLD, MOST_WARM = 5.0, 3.0
"""Seconds until a page can be read: with an empty cache, and the second time."""

DONE = "[data-testid=stApp][data-test-script-state=notRunning]"
MAP = "iframe[title='streamlit_folium.st_folium']"


def read(page, address, name):
    """Seconds from the navigation until the page can be read."""
    start = time.monotonic()
    page.goto(address, wait_until="commit")
    page.locator("h1").wait_for(timeout=60_000)
    page.locator(DONE).wait_for(timeout=60_000)
    if name in WITH_MAP:
        shown = page.frame_locator(MAP).locator(".leaflet-container[data-names=drawn]")
        shown.wait_for(state="attached", timeout=60_000)
    if name in WITH_CHART:
        page.locator("[data-testid=stVegaLiteChart] svg").first.wait_for(timeout=60_000)
    return time.monotonic() - start


def measure(chromium, server, name):
    """Seconds cold and warm, and the server's milliseconds of a warm visit."""
    address = f"{server.address}/{name}?lang={LANGUAGE}{FULLEST.get(name, '')}"
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    cold = read(page, address, name)
    before = server.cpu_ms()
    warm = read(page, address, name)
    page.wait_for_timeout(300)
    cost = server.cpu_ms() - before
    context.close()
    return cold, warm, cost


def main():
    """Measure, print, and give what budgets are broken."""
    with Server("app.py") as server, browser() as chromium:
        measured = {name or "map": measure(chromium, server, name) for name in ("", *PAGES)}
    of_map = measured["map"]
    table(
        ("page", "read, cold", "read, warm", "of the Map page's", "server"),
        [
            (name, f"{cold:.1f} s", f"{warm:.1f} s", f"{warm / of_map[1]:.1f} x", f"{cost:.0f} ms")
            for name, (cold, warm, cost) in measured.items()
        ],
    )
    return [
        f"{name}: read after {seconds:.1f} s {how}, not {most:.0f}"
        for name, (cold, warm, _) in measured.items()
        for how, seconds, most in (("cold", cold, MOST_COLD), ("warm", warm, MOST_WARM))
        if seconds > most
    ]
