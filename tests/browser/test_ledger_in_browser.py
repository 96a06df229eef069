"""The ledger in a real browser, the cable out: kept, added up, marked, opened after a change."""

import re

import pytest
from playwright.sync_api import expect

from geodata import settings
from geodata.ledger import Ledger
from geodata.office import store
from tests.browser.test_access import PHONE, faults_of_page_and_map
from tests.office import boundary
from tests.running import Map

LINES = [f"{lat},77.20;{lat},77.25" for lat in ("43.2778", "43.2772", "43.2784")]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    store().add(boundary(), boundary("buffer_zone"))
    return tmp_path


@pytest.fixture
def office(serve, folder):
    address = serve(MURA_OFFICE=str(folder))
    yield address
    serve.stop(address)


def keep(page, office, line, name):
    page.goto(f"{office}/screening?lang=en&line={line}&kind=road")
    field = page.get_by_label("What the project is called")
    field.fill(name)
    field.press("Enter")
    field = page.get_by_label("Your name")
    field.fill("Aigul")
    field.press("Enter")
    page.get_by_role("button", name="Keep this screening").click()
    expect(page.get_by_text("This screening is kept.")).to_be_visible()


def test_small_lanes_add_up_are_marked_and_opened_after_a_change(page, watch, office, folder):
    """Scenarios 13, 14, 15."""
    for number, line in enumerate(LINES):
        keep(page, office, line, f"Lane {number + 1}")
    warned = page.locator(".st-key-answer .mura-warning")
    expect(warned.first).to_contain_text("3 projects cross it in")
    page.get_by_role("link", name="Open it in the ledger").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ledger")
    sums = page.locator(".mura-section:has(#sums)")
    expect(sums.locator(".mura-warning")).to_have_count(2)
    buffer = sums.locator("tbody tr").filter(has_text="Buffer zone")
    lengths = [next(hit.length_inside_m for hit in entry.hits if hit.zone == "buffer_zone")
               for entry in Ledger(folder).entries()]  # fmt: skip
    expect(buffer).to_contain_text(f"{sum(lengths):,.0f} m")
    then = page.locator(".mura-section:has(#then-and-now)")
    expect(then).to_contain_text("no change")
    Map(page).ready()
    assert faults_of_page_and_map(page) == []
    marked_wrong(page, folder)
    [loaded] = [each for each in store().boundaries() if each.zone == "buffer_zone"]
    store().remove(loaded.version)
    page.reload()
    expect(then).to_contain_text("The data have changed since then.")
    expect(then.locator("tbody tr")).to_contain_text(f"{lengths[-1]:,.0f} m inside")
    page.set_viewport_size(PHONE)
    main = page.locator("[data-testid=stMain]")
    wide, room = main.evaluate("main => [main.scrollWidth, main.clientWidth]")
    assert wide <= room <= PHONE["width"]
    assert faults_of_page_and_map(page) == []


def marked_wrong(page, folder):
    """The finding stays, with the reason, the name and the time."""
    for label, said in (("Your name", "Dana"), ("Reason", "The axis was moved in 2025")):
        field = page.get_by_label(label, exact=True)
        field.fill(said)
        field.press("Tab")
    page.get_by_role("button", name="Mark it as wrong").click()
    hits = page.locator(".mura-section:has(#hits) tbody tr").first
    expect(hits).to_contain_text("The axis was moved in 2025")
    expect(hits).to_contain_text(re.compile(r"crosses – .* m inside"))
    [mark] = Ledger(folder).remarks()
    expect(hits).to_contain_text(f"Dana, {mark.added[:10]} {mark.added[11:16]} UTC")
    expect(page.get_by_role("button", name="It holds after all")).to_be_visible()
