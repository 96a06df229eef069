"""The page Boundaries and layers by Streamlit's own harness, in three languages. The door is a
double here: what it makes of files is tested where the readers are."""

import json
import re
import time
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from html import unescape
from threading import Event

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Polygon

from dossiers.problems import SENTENCES
from geodata import settings
from geodata.office import store
from geodata.problems import ContractError, Problem
from geodata.readers import apart
from geodata.readers.brought import Answers, Brought, Candidate, Placement, Question
from i18n import LANGUAGES, translator
from ui import outcome, questions

TALGAR = "1442-012"
SQUARE = Polygon([(77.221, 43.276), (77.225, 43.276), (77.225, 43.279), (77.221, 43.279)])
WIDER = Polygon([(77.221, 43.276), (77.227, 43.276), (77.227, 43.278), (77.221, 43.278)])
IN_WGS = Placement("EPSG:4326", "format", "", 0.0)
SURVEYED = Placement("EPSG:28413", "confirmed", "Pulkovo 1942 to WGS 84 (20), EPSG:5044", 3.0)
SYSTEMS = (
    Candidate("EPSG:28413", position=(77.2222, 43.2778), likely=True),
    Candidate("EPSG:32643", position=(75.9, 43.1)),
    Candidate("swapped:EPSG:28413"),
)
HOSTILE = "**a** <img src=x onerror=alert(1)> :red[b].csv"


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    """An empty office, and a door that opens to nothing until a test says what is behind it."""
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    return store()


@pytest.fixture
def door(monkeypatch):
    """door(answer) makes the door answer with what answer(Answers) gives or raises; it tells how
    often it was asked."""
    asked = []

    def answering(answer):
        def bring(name, data, answers=None, progress=lambda stage, part: None):
            asked.append(answers)
            for stage in ("waiting", "starting", "reading", "placing", "done"):
                progress(stage, 0.5)
            return answer(answers)

        monkeypatch.setattr(apart, "bring", bring)
        return asked

    return answering


def brought(*shapes, problems=(), placement=IN_WGS, **more):
    rows = range(1, len(shapes) + 1)
    table = gpd.GeoDataFrame(
        {
            "row": rows,
            "name": [f"{HOSTILE} {row}" for row in rows],
            "properties": [{"Атауы": "Талғар"} for _ in rows],
        },
        geometry=list(shapes),
        crs="EPSG:4326",
    )
    return Brought(
        "x", "0" * 64, "csv", table if shapes else None, tuple(problems), (), placement, **more
    )


def asking(*every):
    return Brought("x", "0" * 64, "csv", None, questions=every)


def html_of(page):
    return unescape("".join(block.proto.body for block in page.get("html")))


def rows_of(page, section):
    told = html_of(page).split(f'<h2 id="{section}">')[1].split("</section>")[0]
    return re.findall(r"<tr>(.*?)</tr>", told.split("<tbody>")[1])


def opened(open_page, lang="en", **asked):
    page = open_page("boundaries", lang=lang, **asked)
    assert not page.exception
    return page


def give(page, name=HOSTILE, data=b"x;y\n1;2"):
    page = page.file_uploader[0].set_value((name, data, "text/csv")).run()
    assert not page.exception
    return page


def payload(page):
    """What the small map is told to draw."""
    [frame] = page.get("component_instance")
    script = json.loads(frame.proto.json_args)["feature_group"]
    return json.loads(script[len("mura.show(") : -2])["brought"]


def press(page, key):
    return page.button(key=key).click().run()


# ---- what is there without a file ---------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_office_is_told_what_to_do(open_page, lang):
    t = translator(lang)
    page = opened(open_page, lang)
    assert [title.value for title in page.title] == [t("Boundaries and layers")]
    for said in (
        "No boundary is kept yet. Choose “the boundary of a place” above and bring a file, or take "
        "over what another office has sent.",
        "There is none yet. Choose “a layer of your own” above and bring a file: it will stand in "
        "the legend of the map.",
    ):
        assert t(said) in html_of(page)
    headings = re.findall(r'<h2 id="([^"]+)"', html_of(page))
    assert headings == ["kept", "own-layers", "exchange"]
    assert len(page.file_uploader) == 2
    assert not page.get("component_instance")


def test_the_address_chooses_and_a_choice_writes_the_address(open_page):
    page = opened(open_page, bring="boundary", place=TALGAR, zone="heritage_protection")
    place, zone = page.selectbox[0], page.selectbox[1]
    assert (place.value, zone.value) == (TALGAR, "heritage_protection")
    assert "mab_core" not in zone.options
    page = place.select("br-kz-charyn").run()
    assert page.query_params["place"] in ("br-kz-charyn", ["br-kz-charyn"])
    assert "zone" not in page.query_params
    assert page.selectbox[1].value == "property"


@pytest.mark.parametrize("asked", [{"place": "<script>"}, {"bring": "x" * 9000, "zone": "\0"}])
def test_what_an_address_cannot_say_is_passed_over(open_page, asked):
    page = opened(open_page, **asked)
    assert page.selectbox[0].value is None
    assert ("place" in asked) == bool(page.warning)


# ---- refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lang", "code"), [("kk", "too_slow"), ("ru", "local_grid"), ("en", "entities")]
)
def test_a_bad_file_is_one_plain_sentence_and_the_page_stays(open_page, door, lang, code):
    def refuse(_):
        raise ContractError("", [Problem(code, value="Алматы <b>")])

    door(refuse)
    t = translator(lang)
    page = give(opened(open_page, lang, bring="look"))
    assert t(SENTENCES[code]).format(value="Алматы <b>", column="") in html_of(page)
    assert f"<strong>{HOSTILE}</strong>" in html_of(page)  # as letters: the body is unescaped here
    assert "<img src=x" not in "".join(block.proto.body for block in page.get("html"))
    assert not page.markdown or all("onerror" not in each.value for each in page.markdown)
    assert 'id="kept"' in html_of(page)


def test_a_file_past_the_limit_never_reaches_a_process(open_page, door):
    asked = door(lambda _: brought(SQUARE))
    page = give(opened(open_page, bring="look"), data=b"x" * (settings.MAX_BROUGHT_BYTES + 1))
    assert "too large" in html_of(page)
    assert asked == []


# ---- questions ----------------------------------------------------------------------------------

EVERY = {
    "member": (Candidate("a/b.shp", sample="a/b.shp"), Candidate("c.shp", sample=HOSTILE)),
    "encoding": (
        Candidate("kz1048", sample="Талғар", likely=True),
        Candidate("cp1251", sample="Талєар"),
    ),
    "columns": (
        Candidate("x\ty", sample="x: 1, y: 2"),
        Candidate("lon\tlat", sample="lon: 3, lat: 4"),
    ),
    "system": SYSTEMS,
    "axes": (Candidate("yes", position=(77.2, 43.3), likely=True), Candidate("no")),
}
FILLED = {
    "member": ("member", "a/b.shp"),
    "encoding": ("encoding", "kz1048"),
    "columns": ("columns", ("x", "y")),
    "system": ("system", "EPSG:28413"),
    "axes": ("swapped", True),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("about", EVERY)
def test_a_question_is_asked_answered_and_taken_back(open_page, door, lang, about):
    t = translator(lang)
    field, filled = FILLED[about]

    def answer(answers):
        if getattr(answers, field) == getattr(Answers(), field):
            return asking(Question(about, EVERY[about], "not_said"))
        return brought(SQUARE, placement=SURVEYED, encoding="kz1048")

    asked = door(answer)
    page = give(opened(open_page, lang, bring="look"))
    for sentence in questions.ASKED[about]:
        assert t(sentence) in html_of(page)
    assert page.radio[0].value is None
    assert len(rows_of(page, "question")) == len(EVERY[about])
    assert all("<" not in option and "*" not in option for option in page.radio[0].options)
    page = page.radio[0].set_value(0).run()
    assert not page.exception
    assert getattr(asked[-1], field) == filled
    assert 'id="outcome"' in html_of(page)
    page = press(page, f"take-back-{field}")
    assert 'id="question"' in html_of(page)
    assert page.radio[0].value is None
    assert len(asked) == 2  # the outcome of a question that was asked before is remembered


def test_candidates_stand_on_the_map_and_nothing_else_does(open_page, door):
    door(lambda _: asking(Question("system", SYSTEMS, "not_said")))
    page = give(opened(open_page, bring="look"))
    drawn = payload(page)["shapes"]
    assert [(each["role"], each["label"]) for each in drawn] == [
        ("candidate", "1"),
        ("candidate", "2"),
    ]
    assert drawn[0]["geometry"]["coordinates"] == [77.2222, 43.2778]
    first, second, third = rows_of(page, "question")
    assert "43.27780" in first and "77.22220" in first and "Almaty Region" in first
    assert "km" in second
    assert "nowhere on the Earth" in third


def test_taking_an_answer_back_takes_the_later_ones_too():
    assert set(questions._without("encoding")) == {"encoding", "columns", "system", "swapped"}
    assert set(questions._without("swapped")) == {"swapped"}


# ---- the outcome --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_outcome_says_how_many_how_and_why_not(open_page, door, lang):
    t = translator(lang)
    crossing = Problem("crosses_itself", 2, "<b>", value="43.3, 77.2", position=(77.2, 43.3))
    asked = door(
        lambda answers: brought(
            SQUARE, problems=(crossing, Problem("closed", 1)), placement=SURVEYED, encoding="cp866"
        )
    )
    page = give(opened(open_page, lang, bring="look"))
    said = html_of(page).split('id="outcome"')[1].split("</section>")[0]
    assert t.plural("{n} row was placed", "{n} rows were placed", 1) in said
    assert t.plural("{n} could not be placed.", "{n} could not be placed.", 1) in said
    assert "EPSG:28413" in said and "5044" in said and f"± {t.number(3)}" in said
    assert "CP866" in said
    assert len(rows_of(page, "outcome")) == 2
    assert [each["role"] for each in payload(page)["shapes"]] == ["brought", "fault"]
    assert asked[-1].mend is False
    page = page.checkbox[0].check().run()
    assert asked[-1].mend is True


def test_a_row_without_a_place_is_never_said_to_be_placed(open_page, door):
    door(
        lambda _: brought(
            SQUARE,
            problems=(Problem("closed", 1), Problem("no_geometry", 2), Problem("not_read", 3)),
        )
    )
    page = give(opened(open_page, bring="look"))
    assert "1 row was placed, 2 could not be placed." in html_of(page)
    ends = [re.findall(r"<td[^>]*>(.*?)</td>", row)[-1] for row in rows_of(page, "outcome")]
    assert ends == ["placed all the same", "not placed", "not placed"]


def test_of_too_many_bad_rows_it_is_said_that_they_are_more(open_page, door):
    told = tuple(Problem("zero_zero", row) for row in range(2, 2 + settings.MAX_PROBLEMS))
    door(lambda _: brought(SQUARE, problems=told))
    page = give(opened(open_page, bring="look"))
    assert f"at least {settings.MAX_PROBLEMS} could not be placed." in html_of(page)


def test_every_code_has_a_sentence_and_every_stage_words():
    """Of each code that some reader, check or store names."""
    from pathlib import Path

    from ui.bringing import STAGES

    rooms = Path(settings.__file__).parent.rglob("*.py")
    sources = "\n".join(path.read_text("utf-8") for path in rooms)
    named = set(re.findall(r'(?:Problem|_refused|refused)\(\s*"([a-z_]+)"', sources))
    assert len(named) > 30
    assert named - outcome.FORMS.keys() <= SENTENCES.keys()
    assert {"waiting", "starting", "reading", "placing", "done"} == STAGES.keys()
    assert outcome.FORMS.keys() >= {"geojson", "csv", "archive"}


# ---- a boundary ---------------------------------------------------------------------------------


def fill(page, **fields):
    for name, value in fields.items():
        page.text_input(key=f"passport-{name}").set_value(value)
    return page.run()


def kept_boundary(open_page, door, lang="en", shape=SQUARE, **fields):
    door(lambda _: brought(shape, placement=SURVEYED))
    page = give(opened(open_page, lang, bring="boundary", place=TALGAR))
    page = fill(page, act="№ 5 *акт*", accuracy="2,5", scale="1:10 000", **fields)
    return press(page, "keep-boundary")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_boundary_is_kept_with_its_passport_and_undone(open_page, door, office, lang):
    t = translator(lang)
    page = kept_boundary(open_page, door, lang, act_date="31.05.2024")
    assert not page.exception
    [kept] = office.boundaries()
    assert (kept.feature_id, kept.zone) == (TALGAR, "property")
    about = kept.passport
    assert (about.act, about.act_date, about.scale) == ("№ 5 *акт*", "2024-05-31", 10_000)
    assert (about.accuracy_m, about.operation_accuracy_m, about.system) == (2.5, 3.0, "EPSG:28413")
    assert about.file == "x" and about.total_accuracy_m == 5.5
    assert kept.geometry.equals(SQUARE)
    said = html_of(page)
    assert t("The boundary is kept. From now on every page uses it.") in said
    assert f"./site?id={TALGAR}" in said
    assert len(page.file_uploader) == 2  # the file is put away: it cannot be kept twice
    page = press(page, "undo")
    assert office.boundaries() == ()
    assert len(office.history()) == 1


def test_what_is_missing_is_said_at_once_and_nothing_is_kept(open_page, door, office):
    door(lambda _: brought(SQUARE))
    page = give(opened(open_page, bring="boundary", place=TALGAR))
    page = fill(page, act_date="31.02.2024", scale="gross", accuracy="-3")
    page = press(page, "keep-boundary")
    assert len(page.error) == 4
    assert office.history() == ()


def test_a_new_boundary_is_shown_against_the_former_one_before_it_is_kept(open_page, door, office):
    kept_boundary(open_page, door)
    door(lambda _: brought(WIDER))
    page = give(opened(open_page, bring="boundary", place=TALGAR), data=b"other")
    roles = [each["role"] for each in payload(page)["shapes"]]
    assert roles == ["added", "removed", "former", "brought"]
    told = " ".join(rows_of(page, "difference"))
    for figure in ("Added", "Taken away", "The edges are apart by at most"):
        assert figure in told
    assert len(office.boundaries()) == 1
    assert office.boundaries()[0].geometry.equals(SQUARE)


def test_a_published_area_that_differs_is_said_with_both_figures(open_page, door):
    door(lambda _: brought(SQUARE))
    page = give(opened(open_page, bring="boundary", place="br-kz-zhongar", zone="mab_core"))
    told = html_of(page).split('id="difference"')[1]
    assert "they differ by" in told
    assert re.search(r"[\d,.]+ ha", told)


def test_a_line_is_no_boundary_and_of_several_outlines_one_is_asked_for(open_page, door):
    door(lambda _: brought(LineString([(77, 43), (78, 43)])))
    page = give(opened(open_page, bring="boundary", place=TALGAR))
    assert len(page.warning) == 1
    door(lambda _: brought(SQUARE, WIDER))
    page = give(opened(open_page, bring="boundary", place=TALGAR), data=b"two")
    assert 'id="difference"' not in html_of(page)
    page = page.multiselect[0].select(page.multiselect[0].options[1]).run()
    [new] = [each for each in payload(page)["shapes"] if each["role"] == "brought"]
    assert len(new["geometry"]["coordinates"]) == 1
    assert 'id="difference"' in html_of(page)


def test_removed_from_the_list_and_restored(open_page, door, office):
    kept_boundary(open_page, door)
    page = opened(open_page)
    page = page.selectbox(key="kept-chosen-en").select_index(0).run()
    page = press(page, "kept-remove")
    assert office.boundaries() == ()
    assert "No boundary holds now" in html_of(page)
    assert "removed on" in html_of(page)
    page = press(page, "undo")
    assert len(office.boundaries()) == 1


def test_two_sessions_never_see_each_others_file(open_page, door):
    door(lambda _: brought(SQUARE))
    mine, theirs = opened(open_page, "kk", bring="look"), opened(open_page, "ru", bring="look")
    mine = give(mine)
    theirs = theirs.run()
    assert HOSTILE in html_of(mine)
    assert HOSTILE not in html_of(theirs)
    assert not theirs.get("component_instance")


# ---- a layer of one's own -----------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_layer_needs_three_titles_and_is_kept_removed_restored(open_page, door, office, lang):
    door(lambda _: brought(SQUARE, LineString([(77, 43), (78, 43)])))
    page = give(opened(open_page, lang, bring="layer"))
    page = press(fill(page, act="own survey"), "keep-layer")
    assert len(page.error) == 1
    for each, title in {"kk": "Жолдар", "ru": "Дороги", "en": "Roads of 2024"}.items():
        page.text_input(key=f"own-title-{each}").set_value(title)
    page = press(page.run(), "keep-layer")
    [layer] = office.layers()
    assert layer.name == "own_roads_of_2024"
    assert layer.titles["kk"] == "Жолдар"
    assert [each["properties"]["text"] for each in layer.document["features"]] == [
        "Атауы: Талғар"
    ] * 2
    page = page.selectbox(key=f"own-chosen-{lang}").select_index(0).run()
    page = press(page, "own-remove")
    assert office.layers() == ()
    assert not page.exception
    page = press(page, "undo")
    assert len(office.layers()) == 1


# ---- coordinates --------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_coordinates_as_text_show_all_that_they_can_mean(open_page, lang):
    page = opened(open_page, lang, bring="coordinates", text="43,30333; 77,24000")
    [first, *_] = rows_of(page, "meanings")
    assert "43.30333, 77.24000" in first
    assert re.search(r"136\d{5}, 479\d{4}", first)
    assert payload(page)["shapes"][0]["geometry"]["coordinates"] == [77.24, 43.30333]


def test_what_is_no_coordinate_gets_an_example(open_page):
    page = opened(open_page, bring="coordinates", text="**Талғар**")
    assert "43.30333" in page.warning[0].value
    page = page.text_input[0].set_value("13681000 4795200").run()
    assert page.query_params["text"] in ("13681000 4795200", ["13681000 4795200"])
    assert "EPSG:28413" in html_of(page)


def test_another_sessions_page_answers_while_a_large_file_is_read(open_page):
    """Through the real door: 100,000 points, again and again, until three pages have answered."""
    points = "\n".join(f"{42 + n / 10_000:.6f};{60 + n / 5_000:.6f}" for n in range(100_000))
    file, answers = f"lat;lon\n{points}".encode(), Answers(system="EPSG:4326")
    enough = Event()

    def read_on():
        placed = []
        while not enough.is_set():
            placed.append(len(apart.bring("large.csv", file, answers).table))
        return placed

    def seconds():
        began = time.monotonic()
        assert not open_page("site", lang="kk", id=TALGAR).exception
        return time.monotonic() - began

    seconds()  # what is made once is made
    alone = seconds()
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read_on)
        try:
            waits = [seconds() for _ in range(3)]
            assert not reading.done()
        finally:
            enough.set()
        assert set(reading.result()) == {100_000}
    assert max(waits) < 3 * alone + 2


def test_the_digest_of_a_file_is_that_of_its_bytes(open_page, door):
    door(lambda _: brought(SQUARE))
    page = give(opened(open_page, bring="look"), data=b"bytes")
    assert page.session_state["brought-boundaries-file"].sha256 == sha256(b"bytes").hexdigest()
