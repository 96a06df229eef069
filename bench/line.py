"""The first page over a slow line, as an office has it: 1 Mbit/s, 40 ms, an empty cache.

Usable is the page when its sentence, its legend and the map with its places are there; names,
borders, lakes and rivers come after. The page is opened under a name of its own, because to
"localhost" a browser offers a better compression than to a server in the next room.
"""

import time
from urllib.parse import urlsplit

from bench.measuring import LANGUAGE, Server, browser, table
from bench.throttle import Line

MOST_SECONDS = {"1 Mbit/s, cold": 10.0, "this machine, cold": 5.0, "this machine, warm": 3.0}
"""Until the page is usable."""

HOST = "mura.test"
FRAME = "iframe[title='streamlit_folium.st_folium']"
MAP = ".leaflet-container"


def steps(page):
    """What a user waits for, in the order in which it is to come."""
    frame = page.frame_locator(FRAME)
    return {
        "sentence": page.get_by_test_id("stHeading").nth(1),
        "usable": frame.locator(f"{MAP}[data-shown]"),
        "names": frame.locator(f"{MAP}[data-names=drawn]"),
        "complete": frame.locator(f"{MAP}[data-ground=drawn]"),
    }


def open_page(page, port):
    """Seconds from the navigation to each step, and the kilobytes that came over HTTP."""
    start = time.monotonic()
    page.goto(f"http://{HOST}:{port}/?lang={LANGUAGE}", wait_until="commit")
    seconds = {}
    for name, locator in steps(page).items():
        locator.wait_for(state="attached", timeout=120_000)
        if name == "usable":
            page.get_by_test_id("stCheckbox").first.wait_for(timeout=120_000)
        seconds[name] = time.monotonic() - start
    page.wait_for_timeout(1000)
    return seconds, heaviest(page)


def heaviest(page):
    """Every request of the page and of the map's frame with its kilobytes on the wire."""
    told = [
        frame.evaluate(
            """() => performance.getEntries()
              .filter(({entryType}) => ["navigation", "resource"].includes(entryType))
              .map(({name, startTime, responseEnd, transferSize}) =>
                [name, (performance.timeOrigin + startTime) / 1000,
                 (performance.timeOrigin + responseEnd) / 1000, transferSize / 1024])"""
        )
        for frame in page.frames
    ]
    return sorted((each for entries in told for each in entries), key=lambda each: each[1])


def visits(chromium, port):
    """A first visit and a second one, in the same browser."""
    context = chromium.new_context(viewport={"width": 1366, "height": 768})
    page = context.new_page()
    first, second = open_page(page, port), open_page(page, port)
    context.close()
    return first, second


def main(every_request=False):
    """Measure, print, and give what budgets are broken."""
    measured = {}
    hosts = {"STREAMLIT_SERVER_ALLOWED_HOSTS": f"127.0.0.1 {HOST}"}
    with browser(f"--host-resolver-rules=MAP {HOST} 127.0.0.1") as chromium:
        with Server("app.py", hosts) as server:
            near = visits(chromium, server.port)
            measured |= {"this machine, cold": near[0], "this machine, warm": near[1]}
        with Server("app.py", hosts) as server, Line(server.port) as line:
            far = visits(chromium, line.port)
            measured |= {"1 Mbit/s, cold": far[0], "1 Mbit/s, warm": far[1]}
    if every_request:
        list_requests(measured["1 Mbit/s, cold"][1])
    report(measured)
    return [
        f"{name}: usable after {measured[name][0]['usable']:.1f} s, not {most}"
        for name, most in MOST_SECONDS.items()
        if measured[name][0]["usable"] > most
    ]


def list_requests(requests):
    start = requests[0][1]
    table(
        ("1 Mbit/s, cold: address", "from", "to", "on the wire"),
        [
            (urlsplit(url).path, f"{begun - start:.2f} s", f"{ended - start:.2f} s", f"{kb:.1f} KB")
            for url, begun, ended, kb in requests
        ],
    )


def report(measured):
    table(
        ("first page", "sentence", "usable", "names", "complete", "requests", "HTTP"),
        [
            (
                name,
                *(f"{each:.1f} s" for each in seconds.values()),
                str(len(requests)),
                f"{sum(kb for *_, kb in requests):.0f} KB",
            )
            for name, (seconds, requests) in measured.items()
        ],
    )
