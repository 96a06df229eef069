"""The process that draws: it is there when it is needed, and its faults stay its own."""

from dataclasses import replace
from datetime import date

import pytest

from reports import site_sheet
from reports.sheet import SiteSheet, parse
from reports.workshop import Workshop, WorkshopError

SHEET = replace(
    parse("kk", "pdf", {}), title="Талғар", ids=("talgar-site",), day=date(2026, 11, 22)
)


@pytest.fixture
def workshop():
    one = Workshop()
    yield one
    one.close()


def test_it_draws_what_is_drawn_here(workshop):
    from reports import paper

    assert workshop.make(SHEET) == paper.draw(SHEET)


def test_after_a_fault_it_draws_on(workshop, capfd):
    with pytest.raises(WorkshopError):
        workshop.make(replace(SHEET, lang="fr"))
    assert "KeyError" in capfd.readouterr().err
    assert workshop.make(SHEET).startswith(b"%PDF")


def test_a_process_that_died_is_replaced(workshop):
    assert workshop.make(SHEET).startswith(b"%PDF")
    workshop._child.kill()
    workshop._child.wait()
    assert workshop.make(SHEET).startswith(b"%PDF")


def test_a_sheet_that_takes_too_long_is_given_up(workshop, monkeypatch):
    monkeypatch.setattr("reports.workshop.LONGEST", 0.05)
    with pytest.raises(WorkshopError):
        workshop.make(SHEET)


def test_without_work_the_process_goes(workshop, monkeypatch):
    monkeypatch.setattr("reports.workshop.IDLE", 0.01)
    workshop.make(SHEET)
    workshop._rest.join(10)
    assert workshop._child is None


def test_it_draws_the_sheet_of_a_place_as_well(workshop, capfd):
    order = SiteSheet(identity="talgar-bridge", lang="kk", day=date(2026, 11, 22))
    body = workshop.make(order)
    assert body == site_sheet.make(order)
    assert body.startswith(b"%PDF")
    with pytest.raises(WorkshopError):
        workshop.make(replace(order, identity="nowhere"))
    assert "KeyError" in capfd.readouterr().err
