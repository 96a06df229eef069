"""The words of a letter and its report: what must stand in it, and in one language alone."""

import re
import shlex
from dataclasses import replace
from datetime import timedelta

import pytest
from shapely.geometry import LineString

from analysis.parameters import DEFAULTS
from dossiers.letter import first_addressee, press
from dossiers.project import again
from dossiers.report import is_training, notice_report, report
from dossiers.report_basis import day_said
from dossiers.screening import five_lines
from geodata import settings
from geodata.training import PREFIX
from i18n import LANGUAGES, translator
from layers.answer import Source
from reports.command_options import parser
from tests.letters import DAY, FAR, ROAD, answered, load
from ui.screening_address import points_of

DECISIONS = ("38 COM 8B.24", "40 COM 7B.34", "41 COM 7B.88", "42 COM 7B.5", "44 COM 7B.22",
             "45 COM 7B.156")  # fmt: skip
SECTIONS = ["answer", "press", "project", "findings", "strip", "steps", "rules", "events",
            "checked", "farther", "numbers", "data", "limits", "about"]  # fmt: skip


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    load()


def section(told, identity):
    return next(each for each in told.sections if each.id == identity)


def words_of(told):
    for each in told.sections:
        yield from (each.title, *each.said, *each.notes, *each.warnings)
        yield from (str(fact.label) + str(fact.value) for fact in each.facts)
        for table in filter(None, (each.table, each.below)):
            yield from (*table.heads, *(str(cell) for row in table.rows for cell in row.cells))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_report_has_every_part_in_its_order(lang):
    t = translator(lang)
    given = answered()
    told = report(given, DAY, t)
    assert [each.id for each in told.sections] == SECTIONS
    assert told.letter.lines == five_lines(given, t) == section(told, "answer").said
    about = {fact.label: fact.value for fact in section(told, "about").facts}
    assert about[t("Id of this report")] == given.id == told.id
    assert about[t("Valid until")] == day_said(DAY + timedelta(days=180), t)
    project = str(section(told, "project").facts)
    for each in (given.source.sha256, "EPSG:28413", "± 3", "± 4", t("confirmed by the user")):
        assert each in project


def test_the_term_is_the_offices_number():
    told = report(answered(values=DEFAULTS | {"valid_days": 30}), DAY, translator("en"))
    assert "valid until 28 December 2026" in told.foot


def test_the_decisions_about_talgar_stand_in_it():
    told = report(answered(), DAY, translator("kk"))
    assert tuple(each.number for each in section(told, "events").events) == DECISIONS


def test_far_from_everything_there_are_no_decisions_and_no_notice():
    given = answered(FAR)
    told = report(given, DAY, translator("ru"))
    assert "events" not in [each.id for each in told.sections]
    assert notice_report(given, DAY, translator("ru")) is None


def test_a_notice_names_the_zone_that_is_crossed_and_its_rule():
    told = notice_report(answered(), DAY, translator("en"))
    assert "paragraph 172" in told.letter.subject
    assert told.letter.lines[0].startswith("Buffer zone (World Heritage) “Site of Talgar”")
    assert "OG-172" in str(section(told, "rules").table.rows)
    assert told.letter.addressee == "ministry of culture"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("line", [ROAD, FAR], ids=["crosses", "far"])
def test_the_paragraph_for_the_press_has_no_terms_of_surveying(lang, line):
    t = translator(lang)
    said = press(answered(line), day_said(DAY, t), t)
    assert len(said) < 800
    figures = re.findall(r"\d+", said.replace(day_said(DAY, t), ""))
    assert not [each for each in figures if len(each) > 3]
    for term in ("±", "SK-42", "СК-42", "WGS", "EPSG", "{", "km", "км", "clear", "cannot say"):
        assert term not in said, term


def test_what_somebody_asks_for_stands_in_the_letter():
    told = report(answered(), DAY, translator("en"), "The mayor", "A road")
    assert (told.letter.addressee, told.letter.subject) == ("The mayor", "A road")
    assert first_addressee(answered(), translator("en")) == "akimat of Almaty Region"


def test_the_command_makes_it_again():
    values = DEFAULTS | {"precaution_m": 2500.0}
    given = answered(kind="other", height_m=12.5, width_m=9.0, phase="works", values=values)
    words = shlex.split(again(given))
    assert words[:3] == ["python", "cli.py", "screen"]
    asked = parser().parse_args(words[2:])
    assert asked.file == given.source.name
    assert asked.accuracy + given.source.operation_accuracy_m == 4.0
    assert (asked.crs, asked.kind, asked.phase) == ("EPSG:28413", "other", "works")
    assert (asked.height, asked.width, asked.set) == (12.5, 9.0, ["precaution_m=2500"])


def test_boundaries_of_one_screening_alone_are_asked_for_again():
    assert "--boundaries" not in again(answered())
    assert "--boundaries FILE" in again(replace(answered(), brought=2))


def test_of_a_drawing_the_address_makes_it_again():
    drawn = replace(answered(), source=Source("", "cd" * 32, "drawn"))
    address = again(drawn)
    assert address.startswith("/screening?line=43.250000,77.190000;")
    asked = dict(each.split("=") for each in address.partition("?")[2].split("&"))
    assert LineString(points_of(asked["line"])).equals_exact(ROAD, 1e-6)
    assert (asked["accuracy"], asked["kind"], asked["phase"]) == ("4", "road", "plan")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_invented_boundaries_are_said_to_be_invented(lang):
    given = answered()
    assert not is_training(given)
    assert not report(given, DAY, translator(lang)).training
    found = given.screening
    invented = replace(found.findings[0].target, feature_id=f"{PREFIX}talgar")
    first = replace(found.findings[0], target=invented)
    trained = replace(given, screening=replace(found, findings=(first, *found.findings[1:])))
    assert is_training(trained)
    assert report(trained, DAY, translator(lang)).training
    assert notice_report(trained, DAY, translator(lang)).training


def test_the_same_day_gives_the_same_words():
    given = answered()
    assert report(given, DAY, translator("kk")) == report(given, DAY, translator("kk"))
    assert list(words_of(report(given, DAY, translator("kk"))))
