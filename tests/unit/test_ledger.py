"""The ledger: what is kept comes back, two who write at once lose nothing, small pieces add up."""

import io
import json
import subprocess
import sys
from dataclasses import replace
from datetime import date

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, MultiPolygon, Point

from analysis.changes import changes
from analysis.parameters import DEFAULTS
from analysis.screening import Project
from analysis.sums import sums, together
from dossiers.ledger import hits_section, notice, remarks_section, sums_section
from dossiers.then_and_now import then_and_now_section
from geodata import settings
from geodata.ledger import Entry, Hit, Ledger, Paper, Remark, ledger
from geodata.ledger.records import hits_of, status_of, wrong_hits
from geodata.office import store
from geodata.problems import ContractError
from i18n import LANGUAGES, translator
from layers.answer import Source, answer
from layers.kept import again, entry_of, paper_of
from reports.findings import document
from reports.ledger import FORMS, as_json, file_of
from tests.office import TALGAR, boundary, square
from tests.running import ROOT

SITE = "1442-012"
HOSTILE = "=1+1 <img src=x onerror=alert(1)> {{7*7}}"
LANE = LineString([(TALGAR[0] - 0.02, TALGAR[1]), (TALGAR[0] + 0.02, TALGAR[1])])
"""Through the place and its buffer zone."""


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    return store()


def hit(zone="buffer_zone", verdict="crosses", length=100.0, area=0.0, place=SITE, **more):
    clearance = -5.0 if verdict == "crosses" else 5.0
    said = {"clearance_m": clearance, "accuracy_m": 2.0, "boundary_kind": "boundary"} | more
    return Hit(feature_id=place, zone=zone, verdict=verdict, length_inside_m=length,
               area_inside_m2=area, **said)  # fmt: skip


def entry(id_="a" * 16, *hits, day=date(2026, 5, 1), **more):
    said = {"name": "A lane", "by": "Aigul", "added": "2026-05-01T06:00:00+00:00", "kind": "road",
            "phase": "plan", "verdict": "crosses", "data_version": "1" * 16, "valid_days": 180.0,
            "length_m": 500.0} | more  # fmt: skip
    return Entry(id=id_, day=day, hits=hits or (hit(),), **said)


PAPER = Paper({"name": "x", "sha256": "0" * 64, "form": "csv"}, {"accuracy_m": 1.0},
              (LANE, Point(77, 43), square()), {"tall_m": 11.0}, {"findings": []})  # fmt: skip


def screened(*shapes, values=DEFAULTS, **card):
    source = Source("road.kml", "0" * 64, "kml", rows=(1, 4), names=("a", HOSTILE))
    return answer(source, Project(shapes or (LANE,), 1.0, "road", **card), (), values)


def kept(given_answer, day=date(2026, 5, 1), name=HOSTILE):
    told = document(given_answer)
    made = entry_of(given_answer, told, name, "Aigul", day)
    ledger().keep(made, paper_of(given_answer, told))
    return made


# ---- what is kept --------------------------------------------------------------------------------


def test_before_anything_is_kept_there_is_nothing_and_no_file(tmp_path):
    assert ledger().entries() == ledger().remarks() == ()
    assert not list(tmp_path.iterdir())
    with pytest.raises(KeyError):
        ledger().paper("a" * 16)
    with pytest.raises(KeyError):
        ledger().remark(Remark("a" * 16, "built", "Aigul", "2026"))


def test_what_is_kept_comes_back(tmp_path):
    first, second = entry(), entry("b" * 16, hit(), hit("property", "cannot_say"), name=HOSTILE)
    assert ledger().keep(first, PAPER) and ledger().keep(second, PAPER)
    fresh = Ledger(tmp_path)
    assert fresh.entries() == (first, second)
    paper = fresh.paper(second.id)
    assert paper == PAPER
    assert isinstance(paper.shapes[2], MultiPolygon)


def test_the_same_screening_is_kept_once_as_it_was_first():
    assert ledger().keep(entry(), PAPER)
    assert not ledger().keep(entry(name="Another name"), PAPER)
    assert ledger().entries() == (entry(),)


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\0b", "\ud800"])
def test_a_name_that_is_none_is_refused_and_nothing_is_kept(name):
    for bad in (entry(name=name), entry(by=name)):
        with pytest.raises(ContractError):
            ledger().keep(bad, PAPER)
    assert ledger().entries() == ()


def test_what_is_said_of_it_stays_with_name_and_time():
    ledger().keep(entry(), PAPER)
    said = (
        Remark(
            "a" * 16, "wrong", "Dana", "2026-05-02T06:00:00+00:00", HOSTILE, SITE, "buffer_zone"
        ),
        Remark("a" * 16, "built", "Dana", "2026-05-03T06:00:00+00:00"),
    )
    for each in said:
        ledger().remark(each)
    assert ledger().remarks() == said
    assert ledger().entries() == (entry(),)  # the finding stays as it was


@pytest.mark.parametrize("change", [{"by": " "}, {"reason": ""}, {"reason": "x" * 2_001}])
def test_a_mark_without_a_name_or_a_reason_is_refused(change):
    ledger().keep(entry(), PAPER)
    mark = Remark("a" * 16, "wrong", "Dana", "2026", "a reason", SITE, "buffer_zone")
    with pytest.raises(ContractError):
        ledger().remark(replace(mark, **change))
    assert ledger().remarks() == ()


@pytest.mark.parametrize("spoilt", ["{", '{"id": 1}', '{"findings": []}'])
def test_a_row_that_somebody_spoilt_is_told_and_not_passed_over(tmp_path, spoilt):
    import sqlite3

    ledger().keep(entry(), PAPER)
    with sqlite3.connect(tmp_path / "ledger.sqlite") as file:
        file.execute("UPDATE screenings SET entry = ?, paper = ?", (spoilt, spoilt))
    file.close()
    for read in (ledger().entries, lambda: ledger().paper("a" * 16)):
        with pytest.raises(ContractError) as refused:
            read()
        assert refused.value.problems[0].code == "office_damaged"


def test_a_file_of_another_program_is_left_alone(tmp_path):
    (tmp_path / "ledger.sqlite").write_bytes(b"SQLite format 3\0" + b"x" * 1_000)
    with pytest.raises(ContractError):
        ledger().keep(entry(), PAPER)
    assert (tmp_path / "ledger.sqlite").read_bytes().endswith(b"x")


WRITER = """
import sys
from datetime import date
from pathlib import Path
from geodata import settings
settings.OFFICE = Path(sys.argv[1])
from tests.unit.test_ledger import PAPER, entry
from geodata.ledger import Remark, ledger
for number in range(20):
    name = f"{sys.argv[2]}{number:015d}"
    ledger().keep(entry(name), PAPER)
    ledger().keep(entry("f" * 16), PAPER)
    ledger().remark(Remark(name, "built", "Aigul", "2026"))
"""


def test_two_who_write_at_once_lose_nothing(tmp_path):
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name], cwd=ROOT)
        for name in "ab"
    ]
    assert [each.wait(60) for each in writers] == [0, 0]
    entries = [each.id for each in ledger().entries()]
    expected = {f"{name}{number:015d}" for name in "ab" for number in range(20)}
    assert len(entries) == 41 and set(entries) == expected | {"f" * 16}
    for name in "ab":  # each in its own order
        assert [each for each in entries if each[0] == name] == sorted(
            each for each in expected if each[0] == name
        )
    assert {each.entry for each in ledger().remarks()} == expected


# ---- what adds up --------------------------------------------------------------------------------


def lanes(count, **more):
    return [entry(f"{number:016d}", **more) for number in range(count)]


def test_lengths_and_areas_add_up_by_place_zone_and_year():
    entries = [
        entry("1" * 16, hit(length=412.0), hit("property", length=30.0)),
        entry("2" * 16, hit(length=0.0, area=250.0)),
        entry("3" * 16, hit(length=88.0), day=date(2025, 12, 31)),
        entry("4" * 16, hit(verdict="cannot_say", length=0.0)),
        entry("5" * 16, hit(place="1442-013", length=7.0)),
    ]
    found = {(each.feature_id, each.zone, each.year): each for each in sums(entries, ())}
    this = found[SITE, "buffer_zone", 2026]
    assert (this.length_m, this.area_m2) == (412.0, 250.0)
    assert this.crossing == ("1" * 16, "2" * 16)
    assert this.unsure == ("4" * 16,)
    assert found[SITE, "buffer_zone", 2025].length_m == 88.0
    assert found[SITE, "property", 2026].length_m == 30.0
    assert len(found) == 4
    assert [each.year for each in sums(entries, ())] == [2026, 2026, 2026, 2025]


@pytest.mark.parametrize("became", ["refused", "withdrawn"])
def test_what_was_given_up_does_not_add_up(became):
    entries = lanes(3)
    said = [Remark(entries[0].id, became, "Dana", "2026")]
    [found] = sums(entries, said)
    assert found.crossing == (entries[1].id, entries[2].id)
    again_planned = [*said, Remark(entries[0].id, "approved", "Dana", "2026")]
    [found] = sums(entries, again_planned)
    assert len(found.crossing) == 3
    assert found.statuses == {"planned": 2, "approved": 1}


def test_a_hit_that_is_marked_wrong_does_not_add_up_until_it_holds_after_all():
    entries = lanes(2)
    mark = Remark(entries[0].id, "wrong", "Dana", "2026", "wrong axis", SITE, "buffer_zone")
    [found] = sums(entries, [mark])
    assert found.crossing == (entries[1].id,)
    assert set(wrong_hits([mark])) == {(entries[0].id, SITE, "buffer_zone")}
    [found] = sums(entries, [mark, replace(mark, what="right")])
    assert len(found.crossing) == 2


def test_a_place_whose_line_nobody_has_loaded_adds_nothing_up():
    assert sums([entry("1" * 16, hit(verdict="cannot_say", boundary_kind="point"))], ()) == ()


def test_the_third_of_a_year_is_the_one_that_is_told_of():
    assert together(sums(lanes(2), ()), DEFAULTS["small_pieces"]) == ()
    [found] = together(sums(lanes(3), ()), DEFAULTS["small_pieces"])
    assert len(found.crossing) == 3
    two_years = [*lanes(2), entry("9" * 16, day=date(2027, 1, 1))]
    assert together(sums(two_years, ()), DEFAULTS["small_pieces"]) == ()


@given(st.lists(st.tuples(st.sampled_from(["property", "buffer_zone"]), st.floats(0, 1e4),
                          st.sampled_from([2025, 2026])), max_size=12))  # fmt: skip
def test_nothing_is_lost_or_counted_twice(pieces):
    entries = [
        entry(f"{number:016d}", hit(zone, length=length), day=date(year, 3, 1))
        for number, (zone, length, year) in enumerate(pieces)
    ]
    found = sums(entries, ())
    assert sum(each.length_m for each in found) == pytest.approx(sum(each[1] for each in pieces))
    counted = sorted(name for each in found for name in each.crossing)
    assert counted == [each.id for each in entries]
    assert {(each.feature_id, each.zone, each.year): each for each in sums(entries[::-1], ())}.keys(
    ) == {(each.feature_id, each.zone, each.year): each for each in found}.keys()  # fmt: skip


# ---- then and now --------------------------------------------------------------------------------


def test_what_stays_is_no_change():
    assert changes([hit(), hit("property")], [hit("property"), hit()]) == ()
    assert changes([hit(length=412.0)], [hit(length=412.03)]) == ()


def test_what_differs_is_told_with_both():
    then = [hit(length=412.0), hit("property", "cannot_say"), hit(place="gone")]
    now = [hit(length=398.0), hit("property", "cannot_say"), hit(place="new")]
    found = changes(then, now)
    assert [(each.feature_id, each.then, each.now) for each in found] == [
        (SITE, then[0], now[0]), ("new", None, now[2]), ("gone", then[2], None),
    ]  # fmt: skip


def test_a_screening_is_answered_again_as_it_was(office):
    office.add(boundary(), boundary("buffer_zone"))
    first = screened(width_m=6.0, phase="design", values={**DEFAULTS, "tall_m": 12.0})
    kept(first)
    paper = Ledger(settings.OFFICE).paper(first.id)
    second = again(paper)
    assert document(second) == document(first)
    assert paper.document["clear"] + len(paper.document["findings"]) == len(
        first.screening.findings
    )


def test_another_boundary_changes_what_is_said_and_its_removal_changes_it_back(office):
    office.add(boundary(), boundary("buffer_zone"))
    first = screened()
    made = kept(first)
    narrower = boundary("buffer_zone", geometry=square(half=0.007))
    narrower = replace(narrower, added="2026-11-25T10:00:00Z")
    office.add(narrower)
    now = again(ledger().paper(made.id))
    [change] = changes(made.hits, hits_of(document(now)))
    assert (change.feature_id, change.zone) == (SITE, "buffer_zone")
    assert change.then.length_inside_m > change.now.length_inside_m > 0
    assert now.data_version != made.data_version
    office.remove(narrower.version)
    assert again(ledger().paper(made.id)).id == made.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_then_and_now_is_told_in_words(office, lang):
    t = translator(lang)
    made = entry("1" * 16, hit(length=412.0))
    changed = changes(made.hits, [hit(length=398.0)])
    told = then_and_now_section(made, "crosses", "2" * 16, changed, (["corridor"], []),
                                date(2026, 5, 2), t)  # fmt: skip
    [row] = told.table.rows
    assert "412" in row.cells[1] and "398" in row.cells[2]
    assert told.warnings == ()
    assert told.said[0] == t("The data have changed since then.")
    assert len(told.said) == 2  # a layer is checked that was not
    same = then_and_now_section(made, "crosses", "1" * 16, (), ([], []), date(2026, 5, 2), t)
    assert same.said == (t("The data are the same as then, and so is the answer: no change."),)
    otherwise = then_and_now_section(made, "crosses", "1" * 16, changed, ([], []),
                                     date(2026, 5, 2), t)  # fmt: skip
    assert otherwise.said == (
        t("The data are the same as then, but this version of Mura answers otherwise."),
    )
    assert len(otherwise.table.rows) == 1
    nothing = then_and_now_section(made, "clear", "2" * 16, (), ([], []), date(2026, 5, 2), t)
    assert nothing.said[-1] == t("No finding has changed.")
    assert t("clear") in nothing.said[1]


def test_past_its_day_it_says_so():
    t = translator("en")
    made = entry(valid_days=10.0)
    for day, past in ((date(2026, 5, 11), False), (date(2026, 5, 12), True)):
        told = then_and_now_section(made, "crosses", "1" * 16, (), ([], []), day, t)
        assert bool(told.warnings) == past
    assert "2026-05-11" in told.warnings[0]


# ---- words and files -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_notice_names_the_zone_the_number_and_the_length(lang):
    t = translator(lang)
    [found] = sums(lanes(3), ())
    said = notice(found, t)
    assert "3" in said and "300" in said and "2026" in said
    assert "(" in said and "((" not in said
    section = sums_section([found], [found], lanes(3), t)
    assert section.warnings == (said,)
    assert section.table.rows[0].proof is not None


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_original_finding_the_reason_the_name_and_the_time_stand_side_by_side(lang):
    t = translator(lang)
    mark = Remark("1" * 16, "wrong", "Dana", "2026-05-02T06:07:00+00:00", HOSTILE, SITE,
                  "buffer_zone")  # fmt: skip
    made = entry("1" * 16, hit(length=412.0), hit("property", "cannot_say", length=0.0))
    first, second = hits_section(made, wrong_hits([mark]), t).table.rows
    assert "412" in first.cells[1] and t("crosses") in first.cells[1]
    assert first.cells[2] == (HOSTILE, "Dana, 2026-05-02 06:07 UTC")
    assert second.cells[2] == "—"
    [row] = remarks_section(made, [mark], t).table.rows
    assert (row.cells[0], row.cells[1], row.cells[3]) == ("2026-05-02 06:07 UTC", "Dana", HOSTILE)
    assert remarks_section(entry("2" * 16), [mark], t) is None


def test_the_files_hold_everything_and_start_no_formula(office):
    office.add(boundary(), boundary("buffer_zone"))
    made = kept(screened())
    mark = Remark(made.id, "wrong", "Dana", "2026-05-02T06:07:00+00:00", HOSTILE, SITE, "property")
    ledger().remark(mark)
    entries, remarks = ledger().entries(), ledger().remarks()
    every = sums(entries, remarks)
    files = {
        form: file_of(form, entries, remarks, every, lambda id_: ledger().paper(id_).shapes,
                      translator("kk"))
        for form in FORMS
    }  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(files["xlsx"]))
    assert book.sheetnames == ["about", "columns", "projects", "hits", "remarks", "sums"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    told = json.loads(as_json(entries, remarks, every))
    assert told["screenings"][0]["status"] == status_of(made, remarks) == "planned"
    assert told["screenings"][0]["relied_on_until"] == "2026-10-28"
    assert told["remarks"][0]["reason"] == HOSTILE
    assert [each["zone"] for each in told["sums"]] == ["buffer_zone"]
    drawn = json.loads(files["geojson"])["features"][0]
    assert drawn["geometry"]["type"] == "GeometryCollection"
    assert drawn["properties"]["name_kk"] == HOSTILE
