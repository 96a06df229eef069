"""A layer of 2,000, 20,000 and 100,000 places: a change of filter, beside the plain way.

"2019" for "today" leaves half of the places of the layer. The plain way gets PATIENCE_S at most for
its first page and for each change: longer, nobody waits.
"""

import statistics
import time

from playwright.sync_api import Error, TimeoutError

from bench.measuring import LANGUAGE, Server, browser, table

SIZES = (2_000, 20_000, 100_000)
ROUNDS = {"living": 6, "plain": 2}
PATIENCE_S = 120.0
LEAST_RATIO = 10.0
AT_SIZE = 20_000
"""Where the ratio is promised."""

FRAME = "streamlit_folium"
PAINTED = """() => { const marks = performance.getEntriesByName('mura-shown');
    return marks.length ? performance.timeOrigin + marks.at(-1).startTime : 0 }"""


def painted_after(page, moment):
    """When the map was painted for the first time after a moment, epoch ms. TimeoutError."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        for frame in page.frames:
            if FRAME in frame.url:
                try:
                    painted = frame.evaluate(PAINTED)
                except Error:  # the plain way throws its frame away at each change
                    continue
                if painted > moment:
                    return painted
        page.wait_for_timeout(20)
    raise TimeoutError("the map was not painted")


def change(page):
    """Milliseconds from the click on the date that is not chosen to the painted map."""
    page.evaluate(
        """() => document.addEventListener('click', () => {
          window.clicked = performance.timeOrigin + performance.now() },
          { capture: true, once: true })"""
    )
    group = page.get_by_test_id("stButtonGroup").filter(has_text="2019")
    group.locator("button[aria-checked=false]").click()
    clicked = page.evaluate("window.clicked")
    return painted_after(page, clicked) - clicked


def measure(chromium, size, way):
    """First page and changes, milliseconds; memory, MB. None is no answer within PATIENCE_S."""
    environment = {"BENCH_FEATURES": str(size)} | ({"BENCH_PLAIN": "yes"} if way == "plain" else {})
    with Server("bench/scale_app.py", environment) as server:
        page = chromium.new_context(viewport={"width": 1366, "height": 768}).new_page()
        first, changes = None, []
        try:
            page.goto(f"{server.address}/?lang={LANGUAGE}", wait_until="commit")
            first = painted_after(page, 0) - page.evaluate("performance.timeOrigin")
            for _ in range(ROUNDS[way]):
                page.wait_for_timeout(700)
                changes.append(change(page))
        except TimeoutError:
            pass
        page.context.close()
        return first, statistics.median(changes) if changes else None, server.memory_mb()[1]


def said(value, unit="ms"):
    return f"no answer in {PATIENCE_S:.0f} s" if value is None else f"{value:.0f} {unit}"


def ratio(plain, living):
    """How many times slower the plain way is; of no answer, at least."""
    return (plain or PATIENCE_S * 1000) / living


def main():
    """Measure, print, and give what budgets are broken."""
    rows, ratios = [], {}
    with browser() as chromium:
        for size in SIZES:
            living = measure(chromium, size, "living")
            plain = measure(chromium, size, "plain")
            if living[1]:
                ratios[size] = ratio(plain[1], living[1])
            times = f"{ratios[size]:.0f} x" if living[1] else ""
            more = "> " if plain[1] is None else ""
            figures = (said(living[0]), said(plain[0]), said(living[1]), said(plain[1]))
            memory = (said(living[2], "MB"), said(plain[2], "MB"))
            rows.append((f"{size:,} places", *figures, more + times, *memory))
    heads = ("", "first page", "plain", "filter to painted map", "plain", "", "memory", "plain")
    table(heads, rows)
    if ratios.get(AT_SIZE, 0) < LEAST_RATIO:
        return [f"at {AT_SIZE:,} places {ratios.get(AT_SIZE, 0):.1f} times faster, not 10"]
    return []
