"""The page Ledger, and keeping on the page Screening, by the harness of Streamlit, in three
languages. Boundaries are invented."""

import re
from datetime import date, timedelta
from html import unescape

import pytest

from geodata import settings
from geodata.ledger import Ledger, ledger
from geodata.office import store
from geodata.problems import ContractError, Problem
from i18n import LANGUAGES, translator
from tests.office import boundary

LINES = [f"{lat},77.20;{lat},77.25" for lat in ("43.2778", "43.2772", "43.2784")]
"""Three lanes through the invented place and its buffer zone."""

HOSTILE = "**a** <img src=x onerror=alert(1)> {{7*7}}"


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    store().add(boundary(), boundary("buffer_zone"))
    return store()


def html_of(page):
    return unescape("".join(block.proto.body for block in page.get("html")))


def opened(open_page, page, lang="en", **parameters):
    made = open_page(page, lang=lang, **parameters)
    assert not made.exception
    return made


def pressed(page, key):
    made = page.button(key=key).click().run()
    assert not made.exception
    return made


def keep(open_page, line, name="A lane", by="Aigul", lang="en"):
    """Screen a lane and keep it; the page afterwards."""
    page = opened(open_page, "screening", lang, line=line, kind="road")
    [field] = [each for each in page.text_input if (each.key or "").startswith("kept-name-")]
    field.set_value(name)
    page.text_input(key=f"kept-by-{lang}").set_value(by)
    return pressed(page, "keep-screening")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_ledger_says_what_to_do(open_page, lang):
    t = translator(lang)
    page = opened(open_page, "ledger", lang)
    assert [each.value for each in page.title] == [t("Ledger")]
    assert t("Keep this screening") in html_of(page)
    assert not page.selectbox


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_screening_is_kept_and_found_in_the_ledger(open_page, lang):
    t = translator(lang)
    page = keep(open_page, LINES[0], HOSTILE, lang=lang)
    [entry] = ledger().entries()
    assert (entry.name, entry.by, entry.day) == (HOSTILE, "Aigul", date.today())
    assert t("This screening is kept.") in html_of(page)
    assert f"./ledger?lang={lang}&id={entry.id}" in html_of(page)
    assert "keep-screening" not in [each.key for each in page.button]
    page = opened(open_page, "ledger", lang, id=entry.id)
    said = html_of(page)
    assert t("The data are the same as then, and so is the answer: no change.") in said
    assert "&lt;img" in "".join(block.proto.body for block in page.get("html"))
    assert re.findall(r'<h2 id="([^"]+)"', said) == ["sums", "then-and-now", "hits"]
    assert len(page.get("component_instance")) == 1  # the map


def test_without_a_name_nothing_is_kept(open_page):
    page = keep(open_page, LINES[0], by=" ")
    assert [each.value for each in page.error] == [
        "Write what the project is called, and your name."
    ]
    assert ledger().entries() == ()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_third_lane_of_a_year_fires_the_notice(open_page, lang):
    """Scenario 13."""
    t = translator(lang)
    for number, line in enumerate(LINES[:2]):
        page = keep(open_page, line, f"Lane {number}", lang=lang)
        assert "mura-warning" not in html_of(page)
    page = opened(open_page, "screening", lang, line=LINES[2], kind="road")
    many = "{zone}: {n} projects cross it in {year}, together {inside}. Look at them together."
    start = t.plural(many.replace("projects cross", "project crosses"), many, 3,
                     zone="", year=date.today().year, inside="#")  # fmt: skip
    assert start.split("#")[0].lstrip(": ") in html_of(page)
    page = opened(open_page, "screening", lang, line=LINES[2], kind="road", small_pieces="4")
    assert "mura-warning" not in html_of(page)
    keep(open_page, LINES[2], lang=lang)
    page = opened(open_page, "ledger", lang)
    assert html_of(page).count("mura-warning") == 2  # the place, and its buffer zone


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hit_is_marked_wrong_and_holds_after_all(open_page, lang):
    """Scenario 14: the finding, the reason, the name and the time are kept."""
    t = translator(lang)
    keep(open_page, LINES[0], lang=lang)
    [entry] = ledger().entries()
    page = opened(open_page, "ledger", lang, id=entry.id)
    page = pressed(page, "ledger-mark")
    assert [each.value for each in page.error] == [t("Write your name and the reason.")]
    assert ledger().remarks() == ()
    page.text_input(key=f"ledger-by-{lang}").set_value("Dana")
    page.text_area(key=f"ledger-reason-{entry.id}-{lang}").set_value(HOSTILE)
    page = pressed(page, "ledger-mark")
    [mark] = ledger().remarks()
    assert (mark.what, mark.by, mark.reason) == ("wrong", "Dana", HOSTILE)
    said = html_of(page)
    assert f"{mark.added[:10]} {mark.added[11:16]} UTC" in said and HOSTILE in said
    assert ledger().entries() == (entry,)
    assert [each.label for each in page.button if each.key == "ledger-mark"] == [
        t("It holds after all")
    ]
    page = pressed(page, "ledger-mark")
    assert [each.what for each in ledger().remarks()] == ["wrong", "right"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_became_of_it_is_noted(open_page, lang):
    t = translator(lang)
    keep(open_page, LINES[0], lang=lang)
    [entry] = ledger().entries()
    page = opened(open_page, "ledger", lang, id=entry.id)
    page.selectbox(key=f"ledger-status-{entry.id}-{lang}").set_value("withdrawn")
    page = pressed(page, "ledger-note")
    assert [each.value for each in page.error] == [t("Write your name.")]
    page.text_input(key=f"ledger-by-{lang}").set_value("Dana")
    page = pressed(page, "ledger-note")
    assert [each.what for each in ledger().remarks()] == ["withdrawn"]
    assert t("None of them crosses a zone that is loaded.") in html_of(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_opened_after_the_boundaries_changed_it_says_what_changed(open_page, office, lang):
    """Scenario 15."""
    t = translator(lang)
    keep(open_page, LINES[0], lang=lang)
    [entry] = ledger().entries()
    [buffer] = [each for each in office.boundaries() if each.zone == "buffer_zone"]
    office.remove(buffer.version)
    page = opened(open_page, "ledger", lang, id=entry.id)
    said = html_of(page).split('id="then-and-now"')[1].split("</section>")[0]
    assert t("The data have changed since then.") in said
    [row] = re.findall(r"<tr[^>]*>(?:(?!<tr).)*?</tr>", said.split("<tbody>")[1])
    length = t.number(
        next(each.length_inside_m for each in entry.hits if each.zone == "buffer_zone")
    )
    assert length in row and t("cannot say") in row


def test_past_its_day_it_says_so(open_page, monkeypatch):
    keep(open_page, LINES[0])
    [entry] = ledger().entries()
    page = opened(open_page, "ledger", id=entry.id)
    assert "that day is past" not in html_of(page)

    class Later(date):
        @classmethod
        def today(cls):
            return entry.day + timedelta(days=181)

    monkeypatch.setattr("ui.ledger.date", Later)
    assert "that day is past" in html_of(opened(open_page, "ledger", id=entry.id))


@pytest.mark.parametrize("asked", ["0" * 16, "<script>", "1442-012"])
def test_an_id_that_is_none_is_told(open_page, asked):
    keep(open_page, LINES[0])
    page = opened(open_page, "ledger", id=asked)
    assert len(page.warning) == 1
    assert "then-and-now" not in html_of(page)


def test_another_is_opened_from_the_list(open_page):
    for line in LINES[:2]:
        keep(open_page, line)
    first, _ = ledger().entries()
    page = opened(open_page, "ledger")
    page = page.selectbox(key="ledger-id-en").set_value(first.id).run()
    assert page.query_params["id"] in (first.id, [first.id])
    assert first.id in html_of(page)


def test_a_ledger_that_cannot_be_read_is_told_and_screening_goes_on(open_page, tmp_path):
    (tmp_path / "ledger.sqlite").write_bytes(b"no database")
    page = opened(open_page, "ledger")
    assert "ledger.sqlite" in html_of(page)
    page = opened(open_page, "screening", line=LINES[0])
    assert 'id="answer"' in html_of(page)
    assert "ledger.sqlite" in html_of(page)


def test_a_ledger_that_cannot_be_written_is_told_and_nothing_is_lost(open_page, monkeypatch):
    def busy(*_):
        raise ContractError("ledger.sqlite", [Problem("office_busy")])

    monkeypatch.setattr(Ledger, "keep", busy)
    page = keep(open_page, LINES[0])
    assert "Somebody else is writing to the office's data." in html_of(page)
    assert page.text_input(key="kept-by-en").value == "Aigul"
    assert "keep-screening" in [each.key for each in page.button]
