"""What is invented never reaches what is real, nor the other way round; and whatever is made of it
says that it is training."""

import json
from datetime import date

import pytest
from shapely.geometry import LineString

from analysis.parameters import DEFAULTS
from analysis.screening import Project
from analysis.select import Query, select
from dossiers.letter import of_world_heritage
from dossiers.report import MARK, file_name, is_training, notice_report, report
from dossiers.screening import five_lines, told
from geodata import records, settings
from geodata.export.plain import to_csv, to_geojson
from geodata.office import store
from geodata.stories import stories
from geodata.training import PREFIX, sets, training_set
from i18n import LANGUAGES, translator
from layers.answer import Source, answer, answers, each_by_itself
from layers.catalogue import CATALOGUE, collection
from layers.proximity import ground
from layers.proximity import zones as loaded_zones
from layers.screened import targets
from layers.training import named
from reports.findings import as_json
from reports.letter_order import make, order_of
from reports.take_along import FORMS, file_of
from tests.office import boundary
from ui.keeping import adding_up, keeping

ROUTE = training_set("talgar").route("1").geometry
SOURCE = Source("road.geojson", "0" * 64, "geojson", rows=(1,), names=("road",))
DAY = date(2026, 11, 28)


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    """An office that has loaded the boundary of Talgar."""
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    store().add(boundary())


def screened(training="talgar"):
    return answer(SOURCE, Project((ROUTE,), 1.0, "road"), (), DEFAULTS, training)


def everything_real():
    here = collection()
    yield from here.table.index
    yield from here.published.index
    yield from here.zones["feature_id"]
    yield from (each.feature_id for each in targets(DEFAULTS))
    yield from ground().places.ids
    yield from loaded_zones().places.ids
    yield from select(here.table, Query())["id"]
    yield from (each.name for each in (*CATALOGUE, *here.layers))
    yield from (place for each in records.events() for place in each.places)
    yield from (step.place or "" for story in stories() for step in story.steps)
    yield from (each.target.feature_id for each in screened("").screening.findings)


def test_nothing_invented_is_among_what_is_real():
    every = list(everything_real())
    assert len(every) > 1_000
    assert not [each for each in every if str(each).startswith(("training", PREFIX))]


def test_no_file_of_the_real_data_names_anything_invented():
    names = {each.id for name in sets() for each in training_set(name).things}
    for path in (*settings.FILES.iterdir(), *records.RECORDS.iterdir()):
        text = path.read_text("utf-8")
        assert PREFIX not in text, path
        assert not [each for each in names if each in text], path


def test_no_export_of_the_real_data_holds_anything_invented():
    table = collection().table
    assert PREFIX.encode() not in to_csv(table)
    assert PREFIX.encode() not in to_geojson(table)
    assert b"training" not in as_json(screened(""))


def test_a_training_is_screened_against_its_set_and_nothing_else():
    found = screened()
    zones = {each.id for each in training_set("talgar").of("zone")}
    assert {each.target.feature_id for each in found.screening.findings} == zones
    assert (found.layers, found.zones, found.failed, found.regimes) == (("training",), (), (), ())
    assert found.screening.not_checked == ()
    assert found.id != screened("").id
    before = found.data_version
    store().add(boundary(zone="buffer_zone"))
    assert screened().data_version == before
    [alone] = answers(each_by_itself(SOURCE, found.screening.project), (), DEFAULTS, "talgar")
    assert {each.target.feature_id for each in alone.screening.findings} == zones


def test_there_is_no_set_that_is_not_known():
    with pytest.raises(KeyError):
        screened("nowhere")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_and_row_says_what_it_is(lang):
    t, found = translator(lang), screened()
    lines = five_lines(found, t)
    assert lines[0].startswith(t("Training: {said}", said="").strip())
    for each in found.screening.findings:
        assert named(each.target.feature_id, t) in told(each, t)
        assert t("{name} (training, not a boundary)", name="").strip() in told(each, t)
    made = report(found, DAY, t)
    assert is_training(found)
    assert made.training == t(MARK)
    assert "press" not in {each.id for each in made.sections}
    assert of_world_heritage(found) == []
    assert notice_report(found, DAY, t) is None
    assert file_name(found, "mura.json") == "training-mura.json"
    assert file_name(screened(""), "mura.json") == "mura.json"


@pytest.mark.parametrize("form", FORMS)
def test_every_file_says_so(form):
    body = file_of(form, screened(), translator("en"))
    if form == "json":
        whole = json.loads(body)
        assert whole["training"] == "talgar"
        assert {each["layer"] for each in whole["findings"]} == {"training"}
        assert {each["boundary_kind"] for each in whole["findings"]} == {"training"}
    elif form in {"geojson", "kml"}:
        assert "(training, not a boundary)" in body.decode()
    else:
        assert len(body) > 1_000


def test_a_letter_is_made_again_of_its_order_by_the_process_that_draws():
    from tests.letters import joined, lines_of_docx, lines_of_xlsx, text_of_pdf

    found, t = screened(), translator("kk")
    mark = t(MARK)
    order = order_of(found, "docx", "kk", DAY)
    assert order.training == "talgar"
    body = make(order)
    assert any(joined("оқу-жаттығу, шекара емес") in joined(each) for each in lines_of_docx(body))
    assert mark in lines_of_xlsx(make(order_of(found, "xlsx", "kk", DAY)))
    assert joined(mark) in joined(text_of_pdf(make(order_of(found, "pdf", "kk", DAY))))


def test_nothing_of_a_training_is_kept_in_the_ledger():
    """They would say or write something through Streamlit, which is not running here."""
    assert adding_up(screened(), translator("en")) is None
    assert keeping(screened(), translator("en")) is None


def test_the_picture_of_a_training_is_not_that_of_the_same_zones_loaded():
    from dataclasses import replace

    from reports.screened_map import screened_map

    found, t = screened(), translator("ru")
    assert screened_map(found, t) != screened_map(replace(found, training=""), t)


def test_a_route_that_is_clear_of_what_is_invented_is_told_so_and_no_more():
    line = LineString([(77.19, 43.282), (77.196, 43.26), (77.24, 43.2595), (77.25, 43.266)])
    found = answer(SOURCE, Project((line,), 10.0, "road"), (), DEFAULTS, "talgar")
    assert found.verdict == "clear"
    said = " ".join(five_lines(found, translator("en")))
    assert "nothing real was" in said
    assert "Training: CLEAR" in said
