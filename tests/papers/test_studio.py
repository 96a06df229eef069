"""The process that draws: it is there when it is needed, and its faults stay its own."""

from dataclasses import replace
from datetime import date

import pytest

from geodata import settings
from reports import site_sheet
from reports.letter_order import order_of, write
from reports.sheet import SiteSheet, parse
from reports.studio import Studio, StudioError
from tests.letters import DAY, answered, lines_of_docx, load
from tests.office import boundary, square
from ui import papers

SHEET = replace(
    parse("kk", "pdf", {}), title="Талғар", ids=("talgar-site",), day=date(2026, 11, 22)
)


@pytest.fixture
def studio():
    one = Studio()
    yield one
    one.close()


def test_it_draws_what_is_drawn_here(studio):
    from reports import paper

    assert studio.make(SHEET) == paper.draw(SHEET)


def test_after_a_fault_it_draws_on(studio, capfd):
    with pytest.raises(StudioError):
        studio.make(replace(SHEET, lang="fr"))
    assert "KeyError" in capfd.readouterr().err
    assert studio.make(SHEET).startswith(b"%PDF")


def test_a_process_that_died_is_replaced(studio):
    assert studio.make(SHEET).startswith(b"%PDF")
    studio._child.kill()
    studio._child.wait()
    assert studio.make(SHEET).startswith(b"%PDF")


def test_a_sheet_that_takes_too_long_is_given_up(studio, monkeypatch):
    monkeypatch.setattr("reports.studio.LONGEST", 0.05)
    with pytest.raises(StudioError):
        studio.make(SHEET)


def test_without_work_the_process_goes(studio, monkeypatch):
    monkeypatch.setattr("reports.studio.IDLE", 0.01)
    studio.make(SHEET)
    studio._rest.join(10)
    assert studio._child is None


def test_it_draws_the_sheet_of_a_place_as_well(studio, capfd):
    order = SiteSheet(identity="talgar-bridge", lang="kk", day=date(2026, 11, 22))
    body = studio.make(order)
    assert body == site_sheet.make(order)
    assert body.startswith(b"%PDF")
    with pytest.raises(StudioError):
        studio.make(replace(order, identity="nowhere"))
    assert "KeyError" in capfd.readouterr().err


# ---- letters -------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path, monkeypatch):
    """An office of this test, which the process beside it has as well."""
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    monkeypatch.setenv("MURA_OFFICE", str(tmp_path))
    load()


@pytest.mark.parametrize("form", ("docx", "pdf", "xlsx", "notice"))
def test_a_letter_is_made_of_the_project_alone_and_is_the_same(studio, office, form):
    given = answered(name="<жол>.kml", height_m=12.0)
    order = order_of(given, form, "kk", DAY, "Әкім", "Тақырып")
    assert studio.make(order) == write(given, order)


def test_after_the_data_have_changed_it_refuses_and_the_answer_that_was_read_gets_its_letter(
    office, capfd, monkeypatch
):
    given = answered()
    order = order_of(given, "docx", "en", DAY)
    load(boundary("heritage_protection", geometry=square(half=0.02)))
    mine = Studio()
    monkeypatch.setattr(papers, "_studio", mine)
    try:
        with pytest.raises(StudioError):
            mine.make(order)
        assert "ChangedError" in capfd.readouterr().err
        body = papers.letter_of(given, order)
    finally:
        mine.close()
    assert given.id in "\n".join(lines_of_docx(body))


def test_it_can_be_ready_before_it_is_asked(studio, office):
    studio.make_ready()
    begun = studio._child
    assert begun.poll() is None
    studio.make_ready()
    order = order_of(answered(), "xlsx", "ru", DAY)
    assert studio.make(order).startswith(b"PK")
    assert studio._child is begun
