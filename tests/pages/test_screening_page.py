"""The page Screening by Streamlit's own harness, in three languages. The door is a double here, and
the boundaries are invented: what is measured is tested where the measure is."""

import json
import re
from datetime import date
from html import unescape

import geopandas as gpd
import pytest
from pyproj import Geod
from shapely.geometry import LineString, Point, shape

from analysis.parameters import DEFAULTS, PARAMETERS
from dossiers.detour import WHY_NOT
from dossiers.letter import press
from dossiers.problems import SENTENCES
from dossiers.report_basis import day_said
from dossiers.screening import five_lines
from dossiers.screening_words import BODIES, KINDS, REASONS, VERDICTS, WHOLE, WHOLE_ASSUMED
from dossiers.strip import MARKS
from geodata import settings
from geodata.office import store
from geodata.problems import Problem
from geodata.readers import apart
from geodata.readers.brought import Brought, Placement
from geodata.triggers import triggers
from i18n import LANGUAGES, NAMES, translator
from layers.card import name
from layers.catalogue import collection
from layers.screened import EMPTY
from layers.vocabulary import AKIMATS
from layers.zones import zone_name
from reports.take_along import FORMS
from tests.office import PLOT, TALGAR, boundary, feature, own_layer, square
from ui import batch
from ui.screening_address import LONGEST, LONGEST_WORDS, MOST_POINTS, points_of, spelled

SITE = "1442-012"
LINE = "43.27,77.20;43.28,77.24"
AREA = "43.279,77.20;43.279,77.22;43.276,77.22;43.276,77.20"
FAR = "50.3,57.2"
HOSTILE = "**a** <img src=x onerror=alert(1)> :red[b] {{7*7}}"
WGS84 = Geod(ellps="WGS84")
SECTIONS = ["answer", "strip", "findings", "steps", "rules", "checked", "project"]
BUFFER_EDGE = 0.008
"""Of the invented buffer zone, degrees from the point of Talgar."""


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    """An empty office of this test alone."""
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    return store()


@pytest.fixture
def loaded(office):
    """The same with an invented place and its buffer zone round the point of Talgar."""
    office.add(boundary(), boundary("buffer_zone"))
    return office


@pytest.fixture
def door(monkeypatch):
    """door(brought) makes the door answer with what was brought, whatever the file is."""

    def answering(made):
        def bring(name, data, answers=None, progress=lambda stage, part: None):
            progress("done", 1.0)
            return made

        monkeypatch.setattr(apart, "bring", bring)

    return answering


def brought(*shapes, problems=(), accuracy_m=0.0, called=HOSTILE):
    table = gpd.GeoDataFrame(
        {
            "row": range(1, len(shapes) + 1),
            "name": [HOSTILE] * len(shapes),
            "properties": [{} for _ in shapes],
        },
        geometry=list(shapes),
        crs="EPSG:4326",
    )
    placed = Placement("EPSG:28413", "confirmed", "EPSG:5044", accuracy_m)
    return Brought(called, "a" * 64, "csv", table, tuple(problems), (), placed)


def opened(open_page, lang="en", **asked):
    page = open_page("screening", lang=lang, **asked)
    assert not page.exception
    return page


def give(page, data=b"x;y\n1;2"):
    page = page.file_uploader[0].set_value((HOSTILE, data, "text/csv")).run()
    assert not page.exception
    return page


def html_of(page):
    return unescape("".join(block.proto.body for block in page.get("html")))


def headings(page):
    return re.findall(r'<h2 id="([^"]+)"', html_of(page))


def told(page, section):
    """What a section says, without its marks."""
    inside = html_of(page).split(f'<h2 id="{section}">')[1].split("</section>")[0]
    return re.sub(r"<[^>]+>", "\n", inside)


def rows_of(page, section, table=0):
    inside = html_of(page).split(f'<h2 id="{section}">')[1].split("</section>")[0]
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", inside.split("<tbody>")[1 + table])
    return [re.sub(r"<[^>]+>", "\n", row) for row in rows]


def lines_of(page):
    """The answer: its lines in their order, and the verdict that its looks say."""
    body = html_of(page).split("mura-answer mura-answer-")[1].split("</section>")[0]
    return re.findall(r"<(?:strong|li)>(.*?)</(?:strong|li)>", body), body.split('"')[0]


def answer_of(page):
    """The last answer that the session remembers."""
    return list(page.session_state["screened"].values())[-1]


def verdict_of(page):
    return answer_of(page).verdict if 'id="answer"' in html_of(page) else None


def parameter(page, name):
    """Of the address: one value, however the harness keeps it."""
    value = page.query_params.get(name)
    return value[0] if isinstance(value, list) else value


def drawn(page):
    """What the small map is told to draw."""
    [frame] = page.get("component_instance")
    script = json.loads(frame.proto.json_args)["feature_group"]
    return json.loads(script[len("mura.show(") : -2])["brought"]


def outside_the_buffer(metres):
    """As the address writes it: so far east of the middle of its eastern edge."""
    lon, lat, _ = WGS84.fwd(TALGAR[0] + BUFFER_EDGE, TALGAR[1], 90, metres)
    return f"{lat:.7f},{lon:.7f}"


def talgar(t):
    return name(collection().table.loc[SITE], t)


# ---- what is there without a project -------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_project_the_page_asks_for_one(open_page, lang):
    t = translator(lang)
    page = opened(open_page, lang)
    assert [title.value for title in page.title] == [t("Screening")]
    assert headings(page) == []
    assert len(page.file_uploader) == 1
    page = opened(open_page, lang, way="draw")
    assert len(page.info) == 1
    assert not page.warning
    assert page.text_input(key=f"drawn-{lang}").value == ""


def test_an_address_begins_the_map_at_a_place(open_page):
    [frame] = opened(open_page, place=SITE).get("component_instance")
    assert SITE in frame.proto.json_args


# ---- a drawing in the address --------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_line_near_talgar_it_cannot_be_said(open_page, lang):
    t = translator(lang)
    page = opened(open_page, lang, line=LINE)
    lines, looks = lines_of(page)
    assert len(lines) == 5
    assert looks == verdict_of(page) == "cannot_say"
    assert lines[0] == t(WHOLE["cannot_say"])
    assert talgar(t) in lines[1] and t(REASONS["extent_unknown"]) in lines[1]
    assert headings(page) == SECTIONS
    assert all(zone_name(zone, t) in lines[3] for zone in EMPTY)
    assert [each["role"] for each in drawn(page)["shapes"]] == ["brought"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_invented_boundary_is_crossed_and_every_section_says_so(open_page, loaded, lang):
    t = translator(lang)
    page = opened(open_page, lang, line=LINE)
    lines, looks = lines_of(page)
    assert (len(lines), looks, lines[0]) == (5, "crosses", t(WHOLE["crosses"]))
    assert talgar(t) in lines[1] and t(VERDICTS["crosses"]) in lines[1]
    assert zone_name("buffer_zone", t) in lines[2]
    assert headings(page) == SECTIONS
    first, second, *_ = rows_of(page, "findings")
    for row in (first, second):
        assert talgar(t) in row and t(VERDICTS["crosses"]) in row
        assert re.search(r"\d+\+\d{3} – \d+\+\d{3}", row)
    along = rows_of(page, "strip")
    for kind in ("enter", "leave", "deepest"):
        assert sum(t(MARKS[kind]) in row for row in along) == 2
    assert all(re.search(r"SK-42|13\d{6}, 479\d{4}", row) for row in along)
    assert html_of(page).count('class="mura-strip-mark"') == len(along)
    assert {"brought", "inside"} == {each["role"] for each in drawn(page)["shapes"]}
    assert t("What to do next") in html_of(page)
    states = [re.findall(r"[^\n]+", row)[1] for row in rows_of(page, "checked")]
    assert states.count(t(VERDICTS["not_checked"])) == len(EMPTY)
    assert set(states) == {t(VERDICTS["not_checked"]), t("checked")}


@pytest.mark.parametrize(
    ("asked", "kind", "inside"),
    [({"area": AREA}, "plot", True), ({"point": "43.2778,77.2222"}, "building", True),
     ({"line": LINE}, "road", True), ({"point": "43.2778,77.30"}, "building", False)],
)  # fmt: skip
def test_a_line_an_area_and_points_are_told_by_their_shape(open_page, loaded, asked, kind, inside):
    page = opened(open_page, **asked)
    found = answer_of(page).screening
    assert found.project.kind == kind
    assert (verdict_of(page) == "crosses") == inside
    assert page.selectbox(key="kind-en").value == kind
    assert ("strip" in headings(page)) == (kind == "road")
    assert (found.findings[0].area_inside_m2 > 0) == (kind == "plot")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_far_from_everything_it_is_clear_by_assumption_and_says_so(open_page, lang):
    t = translator(lang)
    page = opened(open_page, lang, point=FAR)
    lines, looks = lines_of(page)
    assert (len(lines), looks, lines[0]) == (5, "clear", t(WHOLE_ASSUMED))
    assert t(REASONS["assumed"]) in lines[1] or t(REASONS["elsewhere"]) in lines[1]
    assert all(zone_name(zone, t) in lines[3] for zone in EMPTY)  # clear, and never all checked


def test_clear_by_assumption_is_said_though_a_line_is_loaded_elsewhere(open_page, loaded):
    lines, looks = lines_of(opened(open_page, point=FAR))
    assert looks == "clear"
    assert lines[0] == WHOLE_ASSUMED


def test_within_the_accuracy_of_a_boundary_it_cannot_be_said(open_page, office):
    """Scenario 9: 40 m from a boundary of ± 100 m."""
    office.add(boundary("buffer_zone", accuracy_m=100.0, operation_accuracy_m=0.0))
    page = opened(open_page, point=outside_the_buffer(40), accuracy="1")
    [found] = [each for each in answer_of(page).screening.findings
               if each.target.zone == "buffer_zone"]  # fmt: skip
    assert found.clearance_m == pytest.approx(40, abs=1)
    assert (found.verdict.reason, found.accuracy_m) == ("too_near", 101)
    lines, _ = lines_of(page)
    assert "40 m" in lines[1] and "± 101 m" in lines[1]
    assert translator("en")(REASONS["too_near"]) in lines[1]


HOSTILE_ADDRESSES = (
    {"way": "x", "shape": "circle", "kind": "palace", "phase": "later", "place": "<script>"},
    {"accuracy": "1e309", "height": "NaN", "width": "-5", "precaution_m": "inf"},
    {"accuracy": "9" * 7, "height": "2001", "extent_factor": "0", "find_days": "61"},
    {"kind": "x" * 10_000, "place": "\0", "height": "25m", "tall_m": "١٢ <b>", "leave_out": "1"},
    {"way": "<script>alert(1)</script>", "unknown": "'; DROP TABLE"},
)


@pytest.mark.parametrize("asked", HOSTILE_ADDRESSES, ids=range(len(HOSTILE_ADDRESSES)))
def test_what_an_address_cannot_mean_is_passed_over(open_page, asked):
    page = opened(open_page, **asked)
    assert headings(page) == []
    assert page.number_input(key="height-en").value is None
    assert page.number_input(key="accuracy-en").value is None
    assert page.selectbox(key="phase-en").value == "plan"
    for each in PARAMETERS:
        assert page.number_input(key=f"{each.name}-en").value == each.default
    assert len(page.file_uploader) == 1


@pytest.mark.parametrize(
    "line",
    [
        "<script>alert(1)</script>", "a,b;c,d", "1e309,77;43,77", "43.27;77.20", "nan,nan;1,1",
        "91,77;43,77", "43,181;43,77", "43.27,77.20", "43.27,77.20;43.27,77.20", ";;;",
        "43.1,77.1;" * 2_000, "7" * 10_000, "1" + " " * 9_000 + "x", "10,10;20,20",
        ";".join(["43.2,77.2"] * (MOST_POINTS + 1)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["kk", "en"])
def test_a_drawing_that_is_none_is_one_sentence(open_page, lang, line):
    page = opened(open_page, lang, line=line)
    assert len(page.warning) == 1
    assert headings(page) == []
    assert not page.error
    assert all("<script" not in block.proto.body for block in page.get("html"))
    assert page.text_input(key=f"drawn-{lang}").value == line[:LONGEST]


def test_an_outline_that_crosses_itself_and_a_road_too_long_are_said(open_page):
    t = translator("en")
    page = opened(open_page, area="43.2,77.2;43.3,77.3;43.3,77.2;43.2,77.3")
    assert len(page.warning) == 1
    assert headings(page) == []
    page = opened(open_page, line="43.3,52;49.9,82.6")
    [said] = page.error
    assert said.value.startswith(t(SENTENCES["too_long"]).split("{")[0])
    assert headings(page) == []


@pytest.mark.parametrize(
    ("written", "points"),
    [
        ("43.27,77.20; 43.28,77.24", ((77.2, 43.27), (77.24, 43.28))),
        ("43.27 77.20\n43.28  77.24\n", ((77.2, 43.27), (77.24, 43.28))),
        (" 43 , 77 ", ((77.0, 43.0),)),
        ("43.27 77.20 43.28 77.24", None),
    ],
)
def test_points_are_read_as_people_write_them(written, points):
    assert points_of(written) == points
    if points:
        assert points_of(spelled(points)) == points


def test_the_map_goes_to_the_project_and_draws_what_is_near(open_page, office):
    """Two zones of places that no layer has: one round the project, one 600 km away."""
    office.add(
        boundary("park_protective", "own-near", square(half=0.5)),
        boundary("park_protective", "own-far", square(70.0, 43.0)),
    )
    made = drawn(opened(open_page, line=LINE))
    assert made["extent"] == [[43.27, 77.2], [43.28, 77.24]]
    [zone] = [each for each in made["shapes"] if each["role"] == "zone"]
    assert "own-near" in zone["label"]


# ---- the card and the numbers --------------------------------------------------------------------


def setting(page):
    """What of the answer set off the warning of the setting."""
    return [
        (each.target.feature_id, each.target.zone)
        for fired in answer_of(page).fired
        if fired.trigger.id == "setting"
        for each in fired.findings
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_tall_building_outside_a_zone_is_warned_of_its_setting(open_page, loaded, lang):
    """Scenario 11."""
    at = outside_the_buffer(70)
    page = opened(open_page, lang, point=at, kind="building", height="25")
    assert verdict_of(page) != "crosses"
    near = {each.target.zone: each for each in answer_of(page).screening.findings
            if each.target.feature_id == SITE}  # fmt: skip
    assert near["buffer_zone"].clearance_m == pytest.approx(70, abs=1)
    assert near["buffer_zone"].verdict.verdict == "clear"
    assert (SITE, "buffer_zone") in setting(page)
    [step] = [each.step[lang] for each in triggers() if each.id == "setting"]
    assert step in told(page, "steps")
    low = opened(open_page, lang, point=at, kind="building", height="5")
    assert setting(low) == []
    assert step not in told(low, "steps")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_find_during_the_works_says_stop_whom_and_in_three_days(open_page, lang):
    """Scenario 16."""
    t = translator(lang)
    page = opened(open_page, lang, point="43.2778,77.30", phase="find")
    first = rows_of(page, "steps")[0]
    stop = next(each.step[lang] for each in triggers() if each.id == "found_in_ground")
    assert stop in first
    assert t.plural("{n} working day", "{n} working days", 3) in first
    assert t(BODIES["culture_ministry"]) in first and t(AKIMATS["KZ-19"]) in first
    assert stop.split(". ")[0].rstrip(".") in lines_of(page)[0][4]


def test_numbers_of_the_address_change_the_verdict_and_are_said(open_page):
    t = translator("en")
    assert verdict_of(opened(open_page, point=FAR)) == "clear"
    page = opened(open_page, point=FAR, extent_factor="20", precaution_m="0")
    assert verdict_of(page) == "cannot_say"
    assert answer_of(page).screening.values["precaution_m"] == 0
    said = told(page, "project")
    assert t("{value}, instead of {default}", value="20", default="3") in said
    assert t("{value}, instead of {default}", value="0", default="2,000") in said
    page = page.button(key="numbers-back").click().run()
    assert verdict_of(page) == "clear"
    assert "extent_factor" not in page.query_params
    assert answer_of(page).screening.values == DEFAULTS


def test_the_days_of_the_address_stand_in_the_steps(open_page):
    page = opened(open_page, point="43.2778,77.30", phase="find", find_days="10")
    assert "10 working days" in rows_of(page, "steps")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_card_writes_the_address(open_page, lang):
    page = opened(open_page, lang, line=LINE)
    page = page.selectbox(key=f"kind-{lang}").set_value("building").run()
    page = page.selectbox(key=f"phase-{lang}").set_value("works").run()
    page = page.number_input(key=f"height-{lang}").set_value(25.5).run()
    page = page.number_input(key=f"width-{lang}").set_value(12.0).run()
    page = page.number_input(key=f"accuracy-{lang}").set_value(0.0).run()
    page = page.number_input(key=f"tall_m-{lang}").set_value(30.0).run()
    assert not page.exception
    written = {name: parameter(page, name) for name in
               ("kind", "phase", "height", "width", "accuracy", "tall_m", "line")}  # fmt: skip
    assert written == {"kind": "building", "phase": "works", "height": "25.5", "width": "12",
                       "accuracy": "0", "tall_m": "30", "line": LINE}  # fmt: skip
    project = answer_of(page).screening.project
    assert (project.kind, project.phase, project.accuracy_m) == ("building", "works", 0.0)
    assert (project.height_m, project.width_m) == (25.5, 12.0)
    t = translator(lang)
    assert t(KINDS["building"]) in told(page, "project")
    assert t.number(25.5, 1) in told(page, "project")
    page = page.number_input(key=f"height-{lang}").set_value(None).run()
    assert "height" not in page.query_params
    page = page.number_input(key=f"tall_m-{lang}").set_value(float(DEFAULTS["tall_m"])).run()
    assert "tall_m" not in page.query_params


def test_a_number_that_ships_can_be_made_nothing(open_page):
    page = opened(open_page, point=FAR)
    page = page.number_input(key="precaution_m-en").set_value(0.0).run()
    assert parameter(page, "precaution_m") == "0"
    assert answer_of(page).screening.values["precaution_m"] == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_field_and_the_way_write_the_address(open_page, lang):
    page = opened(open_page, lang, way="draw")
    page = page.text_input(key=f"drawn-{lang}").set_value(f" {LINE} ").run()
    assert parameter(page, "line") == LINE
    assert verdict_of(page) == "cannot_say"
    page = page.selectbox(key=f"drawn-shape-{lang}").set_value("point").run()
    assert "line" not in page.query_params
    assert parameter(page, "point") == LINE
    assert answer_of(page).screening.project.kind == "building"
    page = page.segmented_control(key=f"way-{lang}").set_value("file").run()
    assert not page.exception
    assert "point" not in page.query_params
    assert headings(page) == []


# ---- a file --------------------------------------------------------------------------------------


ROAD = LineString([(77.20, 43.27), (77.24, 43.28), (77.241, 43.301)])
PLOT_ON_IT = shape(PLOT)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_is_screened_and_its_conversion_counts(open_page, loaded, door, lang):
    t = translator(lang)
    door(brought(ROAD, accuracy_m=3.0))
    page = give(opened(open_page, lang))
    lines, looks = lines_of(page)
    assert (len(lines), looks) == (5, "crosses")
    assert headings(page) == [SECTIONS[0], "outcome", *SECTIONS[1:]]
    assert answer_of(page).screening.project.accuracy_m == 4.0
    assert "EPSG:28413" in told(page, "project") and "a" * 64 in told(page, "project")
    page = page.number_input(key=f"accuracy-{lang}").set_value(10.0).run()
    assert answer_of(page).screening.project.accuracy_m == 13.0
    assert f"± {t.number(13)}" in told(page, "project")


def test_hostile_names_stay_letters(open_page, office, door):
    office.add(boundary("buffer_zone", act=HOSTILE))
    office.add_layer(own_layer(features=[feature(PLOT, name=HOSTILE, text=HOSTILE)]))
    door(brought(ROAD, PLOT_ON_IT))
    page = give(opened(open_page))
    assert verdict_of(page) == "crosses"
    body = html_of(page)  # which is unescaped here
    for section in ("strip", "findings", "project"):
        assert HOSTILE in body.split(f'<h2 id="{section}">')[1].split("</section>")[0]
    bodies = [block.proto.body for block in page.get("html")]
    assert all("<img" not in body and "{{" not in body for body in bodies)
    everywhere = (*page.markdown, *page.caption, *page.warning, *page.error, *page.info)
    assert all("onerror" not in each.value for each in everywhere)
    assert any(HOSTILE in each["label"] for each in drawn(page)["shapes"])
    [frame] = page.get("component_instance")
    assert "<img" not in json.loads(frame.proto.json_args)["feature_group"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_that_could_not_be_placed_are_left_out_only_when_one_says_so(open_page, door, lang):
    t = translator(lang)
    crossing = Problem("crosses_itself", 2, "b", value="43.3, 77.2", position=(77.2, 43.3))
    door(brought(Point(57.2, 50.3), problems=(crossing,)))
    page = give(opened(open_page, lang))
    assert headings(page) == ["outcome"]
    assert len(page.warning) == 1
    page = page.checkbox(key=f"leave-out-{lang}-False").check().run()
    assert parameter(page, "leave_out") == "yes"
    lines, looks = lines_of(page)
    assert looks == "cannot_say"  # though every finding is clear
    assert not answer_of(page).screening.of_verdict("cannot_say")
    assert t("Some rows of the file were left out.") in lines[3]
    page = page.checkbox(key=f"leave-out-{lang}-True").uncheck().run()
    assert "leave_out" not in page.query_params
    assert headings(page) == ["outcome"]


def test_a_notice_needs_no_checkbox_and_a_file_without_places_is_no_project(open_page, door):
    door(brought(ROAD, problems=(Problem("height_dropped"),)))
    page = give(opened(open_page))
    assert verdict_of(page) == "cannot_say"
    door(Brought("x", "b" * 64, "csv", None, (Problem("no_features"),), (), None))
    page = give(opened(open_page), b"other")
    assert headings(page) == ["outcome"]


def test_two_sessions_never_see_each_others_project(open_page, loaded, door):
    door(brought(ROAD, called="mine"))
    mine, theirs = opened(open_page, "kk"), opened(open_page, "ru")
    mine = give(mine)
    theirs = theirs.run()
    assert verdict_of(mine) == "crosses"
    assert headings(theirs) == []
    assert "screened" not in theirs.session_state
    assert drawn(theirs) is None
    theirs = opened(open_page, "ru", point=FAR)
    assert verdict_of(theirs) == "clear"
    assert verdict_of(mine.run()) == "crosses"


def test_a_file_of_another_page_is_no_project(open_page, door):
    door(brought(ROAD))
    page = give(opened(open_page))
    page = page.switch_page("../pages/boundaries.py").run()
    assert not page.exception
    assert HOSTILE not in html_of(page)
    page = page.switch_page("../pages/screening.py").run()
    assert "answer" in headings(page)


def test_a_boundary_that_is_loaded_meanwhile_counts_at_once(open_page, office):
    page = opened(open_page, line=LINE)
    assert verdict_of(page) == "cannot_say"
    kept = boundary("buffer_zone", geometry=square(half=0.008))
    office.add(kept)
    page = page.run()
    assert lines_of(page)[1] == "crosses"
    office.remove(kept.version)
    assert lines_of(page.run())[1] == "cannot_say"


def test_every_form_is_offered(open_page):
    page = opened(open_page, line=LINE)
    labels = [button.proto.label for button in page.get("download_button")]
    assert labels[-len(FORMS) :] == [label for label, _ in FORMS.values()]


# ---- the letter ----------------------------------------------------------------------------------


def buttons_of(page):
    return [button.proto.label for button in page.get("download_button")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_letter_is_offered_in_the_language_of_the_screen(open_page, loaded, lang):
    t = translator(lang)
    page = opened(open_page, lang, line=LINE)
    assert t("Letter and report") in [each.value for each in page.header]
    language = NAMES[lang].lower()
    assert buttons_of(page)[:4] == [
        t("Letter ({language}), DOCX", language=language),
        t("Letter ({language}), PDF", language=language),
        t("Report ({language}), XLSX", language=language),
        t("Draft notice to the ministry ({language}), DOCX", language=language),
    ]
    assert [each.value for each in page.code] == [
        "\n".join(five_lines(answer_of(page), t)),
        press(answer_of(page), day_said(date.today(), t), t),
    ]


def test_the_report_has_a_language_of_its_own_and_it_stands_in_the_address(open_page, loaded):
    """Scenario 4: the screen Russian, the report English."""
    page = opened(open_page, "ru", line=LINE)
    page.selectbox(key="report-ru").set_value("en").run()
    assert parameter(page, "report") == "en"
    assert lines_of(page)[0][0] == translator("ru")(WHOLE["crosses"])
    assert page.code[0].value.startswith("CROSSES.")
    assert "english" in buttons_of(page)[0]
    again = opened(open_page, "ru", line=LINE, report="en")
    assert again.code[0].value == page.code[0].value


@pytest.mark.parametrize("hostile", ["xx", "KK", "{{7*7}}", "en,ru"])
def test_another_language_of_the_report_is_passed_over(open_page, hostile):
    page = opened(open_page, "kk", line=LINE, report=hostile)
    assert page.code[0].value.startswith(translator("kk")(WHOLE["cannot_say"]))


def test_addressee_and_subject_stand_in_the_address_and_are_cut(open_page):
    page = opened(open_page, line=LINE, addressee="x" * 900, subject=HOSTILE)
    assert page.text_input(key="letter-addressee-en").value == "x" * LONGEST_WORDS
    assert page.text_input(key="letter-subject-en").value == HOSTILE
    page.text_input(key="letter-addressee-en").set_value(" The mayor ").run()
    assert parameter(page, "addressee") == "The mayor"
    page.text_input(key="letter-subject-en").set_value("").run()
    assert parameter(page, "subject") is None


def test_far_from_world_heritage_no_notice_is_offered(open_page):
    page = opened(open_page, line="50.3,57.2;50.31,57.25")
    assert not [each for each in buttons_of(page) if "notice" in each]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_broken_template_is_told_and_the_pdf_stays(open_page, tmp_path, lang):
    (tmp_path / f"letter-{lang}.docx").write_bytes(b"no letter")
    page = opened(open_page, lang, line=LINE)
    assert [f"letter-{lang}.docx" in each.value for each in page.warning] == [True]
    assert [each.rsplit(", ")[-1] for each in buttons_of(page)][:2] == ["PDF", "XLSX"]


# ---- options of one road -------------------------------------------------------------------------


OPTIONS = [LineString([(77.20, 43.2778 + north), (77.25, 43.2778 + north)])
           for north in (-0.006, 0.0, 0.006, 0.02)]  # fmt: skip
"""Two through the buffer zone alone, one through the place itself, one past both."""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_lines_of_a_file_are_compared_when_one_says_that_they_are_options(
    open_page, loaded, door, lang
):
    t = translator(lang)
    door(brought(*OPTIONS))
    page = give(opened(open_page, lang))
    assert "options" not in headings(page)
    assert answer_of(page).screening.length_m > 16_000  # all of them one project
    page = meant(page, lang, "options")
    assert parameter(page, "rows") == "options"
    rows = rows_of(page, "options")
    assert t("Option {n}: {name}", n=4, name="**a**") in rows[0]
    assert t("nothing") in rows[0] and t("would pass") in rows[0]
    assert t("Option {n}: {name}", n=2, name="**a**") in rows[-1]
    assert t("would not pass") in rows[-1]
    missed = "A check of the place alone would have let {n} pass that crosses a zone round it."
    many = "A check of the places alone would have let {n} pass that cross zones round them."
    assert t.plural(missed, many, 2) in told(page, "options")
    assert verdict_of(page) is not None
    assert page.selectbox(key=f"option-{lang}").value == 4  # the best is told in full
    _, looks = lines_of(page)
    assert looks == "cannot_say"
    roles = [each["role"] for each in drawn(page)["shapes"]]
    assert (roles.count("option"), roles.count("number"), roles.count("brought")) == (3, 4, 1)
    page = page.selectbox(key=f"option-{lang}").set_value(2).run()
    assert parameter(page, "option") == "2"
    _, looks = lines_of(page)
    assert looks == "crosses"
    page = meant(page, lang, "one")
    assert "rows" not in page.query_params
    assert "options" not in headings(page)


def test_seven_lines_or_other_shapes_are_no_options(open_page, loaded, door):
    for shapes in ((*OPTIONS, *OPTIONS[:3]), (OPTIONS[0], OPTIONS[1], Point(77.2, 43.2))):
        door(brought(*shapes))
        page = give(opened(open_page, rows="options"))
        asked = page.segmented_control(key="rows-en")
        assert asked.options == ["one project together", "each a project of its own"]
        assert asked.value == "one"
        assert "options" not in headings(page)


# ---- rows that are projects of their own ---------------------------------------------------------


PLOTS = [square(77.26, 43.26, 0.001), square(*TALGAR, 0.001), Point(77.2295, 43.2778),
         square(57.2, 50.3, 0.001)]  # fmt: skip
"""Far from the invented place, in it, in its buffer zone, on the other side of the country."""


def meant(page, lang, rows):
    page = page.segmented_control(key=f"rows-{lang}").set_value(rows).run()
    assert not page.exception
    return page


def batch_rows(page):
    """The rows of the list, in their order."""
    body = html_of(page).split('id="batch"')[1].split("<tbody>")[1].split("</tbody>")[0]
    return [re.sub(r"<[^>]+>", "\n", row) for row in re.findall(r"<tr[^>]*>(.*?)</tr>", body)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_of_a_file_are_screened_each_by_itself(open_page, loaded, door, lang):
    t = translator(lang)
    door(brought(*PLOTS))
    page = meant(give(opened(open_page, lang)), lang, "each")
    assert parameter(page, "rows") == "each"
    crosses, second, third, last = batch_rows(page)
    assert t("Row {row}: {name}", row=2, name="**a**") in crosses  # the gravest first
    assert t("Row {row}: {name}", row=3, name="**a**") in second
    assert t(VERDICTS["crosses"]) in crosses and t(VERDICTS["crosses"]) in second
    assert t(VERDICTS["cannot_say"]) in third and t(VERDICTS["clear"]) in last
    counted = "{n} rows were screened. Crosses: {crosses}. Cannot say: {unsure}. Clear: {clear}."
    one = "{n} row was screened. Crosses: {crosses}. Cannot say: {unsure}. Clear: {clear}."
    assert t.plural(one, counted, 4, crosses=2, unsure=1, clear=1) in html_of(page)
    assert lines_of(page)[1] == "crosses"
    assert page.selectbox(key=f"batch-row-{lang}").value == 2
    roles = [each["role"] for each in drawn(page)["shapes"]]
    of_rows = [role for role in roles if role.startswith("row_")]
    assert of_rows == ["row_clear", "row_cannot_say", "row_crosses"]  # the gravest on top
    assert roles.count("brought") == 1
    page = page.selectbox(key=f"batch-row-{lang}").set_value(4).run()
    assert parameter(page, "row") == "4"
    assert lines_of(page)[1] == "clear"
    (_, west), (_, east) = drawn(page)["extent"]
    assert 57 < west < east < 58  # the map goes to the row that is asked for
    page = page.selectbox(key=f"batch-order-{lang}").set_value("row").run()
    assert parameter(page, "order") == "row"
    first, *_ = batch_rows(page)
    assert t("Row {row}: {name}", row=1, name="**a**") in first
    assert not page.exception


def test_every_row_of_many_leads_the_map_to_its_place(open_page, loaded, door):
    door(brought(*[Point(77.0 + step / 1000, 43.3) for step in range(120)]))
    page = give(opened(open_page, rows="each", order="row", leaf="2"))
    rows = re.findall(r'href="#map=15/([\d.]+)/([\d.]+)&at=', html_of(page))
    marks = [each for each in rows if each[0] == "43.30000"]
    assert len(marks) == 50
    assert float(marks[0][1]) == pytest.approx(77.05, abs=1e-5)
    assert page.selectbox(key="batch-leaf-en").value == 2


def test_rows_that_could_not_be_placed_are_named_and_do_not_touch_the_others(
    open_page, loaded, door
):
    door(brought(*PLOTS, problems=[Problem("crosses_itself", 7)]))
    page = give(opened(open_page, rows="each", leave_out="yes"))
    assert "could not be placed, and were not screened: 7." in told(page, "batch")
    assert answer_of(page).source.left_out == ()


def test_more_rows_than_can_be_screened_at_once_are_refused_with_a_sentence(
    open_page, loaded, door, monkeypatch
):
    monkeypatch.setattr(batch, "MOST_ROWS", 3)
    door(brought(*PLOTS))
    page = give(opened(open_page, rows="each"))
    assert [error.value for error in page.error] == [
        "At most 3 rows can be screened at once, and the file has 4. Divide it."
    ]
    assert headings(page) == ["outcome"]


# ---- what would clear it -------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_way_round_is_asked_for_with_its_margin(open_page, loaded, lang):
    t = translator(lang)
    page = opened(open_page, lang, line="43.27,77.20;43.2778,77.2222;43.30,77.26")
    assert "detour" not in headings(page)
    page = page.number_input(key=f"margin-{lang}").set_value(50.0).run()
    assert not page.exception
    assert parameter(page, "margin") == "50"
    assert t("Screen the way round") in html_of(page)
    assert "detour" in {each["role"] for each in drawn(page)["shapes"]}
    assert "detour" in headings(page)


def test_without_a_loaded_zone_near_no_way_round_is_offered(open_page, office):
    page = opened(open_page, line=LINE, margin="50")
    assert not [each for each in page.number_input if each.key == "margin-en"]
    office.add(boundary("buffer_zone", accuracy_m=None))
    page = opened(open_page, line="43.27,77.20;43.2778,77.2222;43.30,77.26", margin="50")
    assert translator("en")(WHY_NOT["not_exact"]) in told(page, "detour")


def test_a_road_that_begins_in_a_zone_is_told_so(open_page, loaded):
    page = opened(open_page, line="43.2778,77.2222;43.30,77.26", margin="50")
    assert "begins or ends nearer than 50 m" in told(page, "detour")
