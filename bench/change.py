"""A change of filter: the living map beside the plain way, in a real browser, in the same run.

The plain way is measured twice: with the same ground under the places, as a page without the
living map would have to draw it at each rerun, and with the places alone. Prints a table for the
README and fails if a budget is broken. Times vary with the machine; the ratios, measured in turns,
hold.
"""

import statistics
import time
from dataclasses import dataclass, field

from playwright.sync_api import Page

from bench.measuring import LANGUAGE, Server, browser, table

ROUNDS = 12
"""Changes of filter measured in each way."""

LEAST_RATIO = 3.0
MOST_WEBSOCKET_KB = 10.0
MOST_CPU_MS = 30.0

SWITCHES = (3, 4, 5, 6, 7)
"""Layers that are switched, by their place in the legend: in the order of a Gray code, so that no
state comes twice and nothing can be answered from what the browser already has."""

PAINTED = """() => { const marks = performance.getEntriesByName('mura-shown');
    return marks.length ? performance.timeOrigin + marks.at(-1).startTime : 0 }"""


@dataclass
class Measured:
    cold_ms: float = 0
    warm_ms: float = 0
    filter_ms: list = field(default_factory=list)
    table_kb: float = 0
    other_kb: float = 0
    cpu_ms: float = 0


class Visit:
    """One page in one browser, watched."""

    def __init__(self, browser, server):
        self.server = server
        self.page: Page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        self.table_bytes = self.other_bytes = 0
        self.page.on("websocket", lambda socket: socket.on("framereceived", self._received))
        self.measured = Measured()

    def _received(self, frame):
        body = frame if isinstance(frame, bytes) else frame.encode()
        if b'class="mura-table' in body:
            self.table_bytes += len(body)
        else:
            self.other_bytes += len(body)

    def painted_after(self, moment):
        """When the map was painted for the first time after a moment; both in epoch ms."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            for frame in self.page.frames:
                if "streamlit_folium" in frame.url:
                    try:
                        painted = frame.evaluate(PAINTED)
                    except Exception:  # the plain way throws its frame away at each change
                        continue
                    if painted > moment:
                        return painted
            self.page.wait_for_timeout(5)
        raise TimeoutError("the map was not painted")

    def open(self):
        """Milliseconds from navigation to the painted map."""
        before = self.page.evaluate("performance.timeOrigin + performance.now()")
        self.page.goto(f"{self.server.address}/?lang={LANGUAGE}", wait_until="commit")
        painted = self.painted_after(before)
        start = self.page.evaluate("performance.timeOrigin")
        self.page.wait_for_timeout(1500)
        return painted - start

    def change(self, number):
        """Milliseconds from the click on a layer to the painted map."""
        switch = SWITCHES[(number & -number).bit_length() - 1]
        self.page.evaluate(
            """() => document.addEventListener('click', () => {
              window.clicked = performance.timeOrigin + performance.now() },
              { capture: true, once: true })"""
        )
        self.page.get_by_test_id("stCheckbox").nth(switch).locator("p").click()
        clicked = self.page.evaluate("window.clicked")
        painted = self.painted_after(clicked)
        self.page.wait_for_timeout(400)
        return painted - clicked


def measure(browser, servers):
    """All ways in turns, so that a busy moment of the machine meets each."""
    visits = [Visit(browser, server) for server in servers]
    for visit in visits:
        visit.measured.cold_ms = visit.open()
        visit.measured.warm_ms = visit.open()
        visit.table_bytes = visit.other_bytes = 0
    for number in range(1, ROUNDS + 1):
        for visit in visits:
            before = visit.server.cpu_ms()
            visit.measured.filter_ms.append(visit.change(number))
            visit.measured.cpu_ms += (visit.server.cpu_ms() - before) / ROUNDS
    for visit in visits:
        visit.measured.table_kb = visit.table_bytes / ROUNDS / 1024
        visit.measured.other_kb = visit.other_bytes / ROUNDS / 1024
    return [visit.measured for visit in visits]


def report(living, same_map, places_only):
    ways = (living, same_map, places_only)
    rows = (
        ("navigation to painted map, cold", [way.cold_ms for way in ways], "ms"),
        ("navigation to painted map, warm", [way.warm_ms for way in ways], "ms"),
        ("filter to painted map, median", [median(way) for way in ways], "ms"),
        ("filter to painted map, slowest", [max(way.filter_ms) for way in ways], "ms"),
        ("websocket a change, without the table", [way.other_kb for way in ways], "KB"),
        ("websocket a change, the table", [way.table_kb for way in ways], "KB"),
        ("server CPU a change", [way.cpu_ms for way in ways], "ms"),
    )
    table(
        ("", "living map", "plain, the same map", "plain, places alone"),
        [
            (
                what,
                f"{ours:.1f} {unit}",
                *(f"{each:.0f} {unit} ({each / ours:.1f} x)" for each in (same, places)),
            )
            for what, (ours, same, places), unit in rows
        ],
    )


def median(measured):
    return statistics.median(measured.filter_ms)


def broken_budgets(living, same_map):
    ratio = median(same_map) / median(living)
    if ratio < LEAST_RATIO:
        yield f"a change of filter is {ratio:.1f} times faster, not {LEAST_RATIO}"
    if living.other_kb > MOST_WEBSOCKET_KB:
        yield f"{living.other_kb:.1f} KB a change, more than {MOST_WEBSOCKET_KB}"
    if living.cpu_ms > MOST_CPU_MS:
        yield f"{living.cpu_ms:.1f} ms of server CPU a change, more than {MOST_CPU_MS}"


def main():
    """Measure, print, and give what budgets are broken."""
    plain = "bench/plain_app.py"
    with (
        Server("app.py") as ours,
        Server(plain, {"BENCH_GROUND": "yes"}) as same,
        Server(plain) as places,
        browser() as chromium,
    ):
        living, same_map, places_only = measure(chromium, [ours, same, places])
    report(living, same_map, places_only)
    return list(broken_budgets(living, same_map))
