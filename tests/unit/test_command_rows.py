"""The command line where the rows of a file are options of one road, or projects of their own; and
the way round. Boundaries are invented."""

import json
from xml.etree import ElementTree

import pytest
import shapely
from geographiclib.geodesic import Geodesic

from i18n import LANGUAGES, translator
from layers.screened import EMPTY
from tests import brought_files as make
from tests.command_line import zone, zones
from tests.office import TALGAR, square

ROUND = zones(zone(), zone(square(half=0.008), zone="buffer_zone"))
"""The place and its buffer zone."""


def line(north, name="road"):
    lon, lat = TALGAR
    return name, shapely.LineString([(lon - 0.03, lat + north), (lon + 0.03, lat + north)])


OPTIONS = make.geojson(line(0.0, "core"), line(0.006, "buffer"), line(0.02, "past"))
PLOTS = make.geojson(
    ("in it", square(half=0.001)), ("far", square(57.2, 50.3, 0.001)),
    ("beside", square(TALGAR[0] + 0.0065, TALGAR[1], 0.001)),
)  # fmt: skip


# ---- options -------------------------------------------------------------------------------------


def test_options_are_ranked_and_the_best_tells_how_it_ends(screen):
    ran = screen(OPTIONS, "--rows", "options", "--json", "-", boundaries=ROUND)
    assert ran.code == 2  # what crosses nothing here is not clear of what nobody has loaded
    options = ran.found["options"]
    assert [each["option"] for each in options] == [3, 2, 1]
    assert [each["name"] for each in options] == ["past", "buffer", "core"]
    assert [each["rank"] for each in options] == [1, 2, 3]
    assert [each["property_alone_would_pass"] for each in options] == [True, True, False]
    assert options[0]["extra_m"] < 0.01 or options[0]["extra_m"] == pytest.approx(
        options[0]["project"]["length_m"] - min(each["project"]["length_m"] for each in options),
        abs=0.01,
    )
    metres = [each["inside_m"] for each in options]
    width = Geodesic.WGS84.Inverse(TALGAR[1], 77.0, TALGAR[1], 77.016)["s12"]
    assert metres[0] == 0
    assert metres[1] == pytest.approx(width, rel=0.001)


def test_the_order_of_the_file_changes_nothing_but_the_numbers(screen):
    features = [line(0.0, "core"), line(0.02, "past"), line(0.006, "buffer")]
    ran = screen(make.geojson(*features), "--rows", "options", "--json", "-", boundaries=ROUND)
    assert [each["name"] for each in ran.found["options"]] == ["past", "buffer", "core"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_options_are_told_in_words(screen, lang):
    ran = screen(OPTIONS, "--rows", "options", boundaries=ROUND, lang=lang)
    t = translator(lang)
    best = t("Option {n}: {name}", n=3, name="past")
    assert t("The best is {option}: it crosses nothing that is loaded.", option=best) in ran.out
    assert f"3. {t('Option {n}: {name}', n=1, name='core')}: {t('crosses')}" in ran.out


@pytest.mark.parametrize("rows", [[line(0.0)], [("plot", square()), line(0.0)],
                                  [line(step / 100) for step in range(7)]])  # fmt: skip
def test_what_are_no_options_is_refused(screen, rows):
    ran = screen(make.geojson(*rows), "--rows", "options")
    assert ran.code == 3
    assert "Options of one road are two to 6 lines, and nothing else." in ran.err


# ---- each by itself ------------------------------------------------------------------------------


def test_each_row_is_screened_by_itself_and_the_gravest_tells_how_it_ends(screen):
    ran = screen(PLOTS, "--rows", "each", "--json", "-", boundaries=ROUND)
    assert ran.code == 1
    rows = {each["row"]: each for each in ran.found["rows"]}
    assert [each["name"] for each in rows.values()] == ["in it", "far", "beside"]
    assert [each["verdict"] for each in rows.values()] == ["crosses", "clear", "crosses"]
    crossed = {
        row: {each["zone"] for each in found["findings"] if each["verdict"] == "crosses"}
        for row, found in rows.items()
    }
    assert crossed == {1: {"property", "buffer_zone"}, 2: set(), 3: {"buffer_zone"}}


def test_a_row_is_told_what_it_is_told_alone(screen):
    together = screen(PLOTS, "--rows", "each", "--json", "-", boundaries=ROUND).found["rows"][2]
    alone = screen(
        make.geojson(("beside", square(TALGAR[0] + 0.0065, TALGAR[1], 0.001))),
        "--json", "-", boundaries=ROUND,
    ).found  # fmt: skip
    findings = [each for each in together["findings"] if each not in alone["findings"]]
    assert findings == []
    assert together["verdict"] == alone["verdict"]
    assert together["not_checked"] == alone["not_checked"]


def test_rows_that_were_left_out_keep_the_whole_from_clear_and_not_a_row(screen):
    bow = shapely.Polygon([(77, 43), (77.1, 43.1), (77.1, 43), (77, 43.1)])
    data = make.geojson(("far", square(57.2, 50.3, 0.001)), ("bow", bow))
    options = "--rows", "each", "--accept-unchecked", *EMPTY, "--leave-out"
    ran = screen(data, *options, "--json", "-")
    assert [each["verdict"] for each in ran.found["rows"]] == ["clear"]
    assert ran.found["left_out_rows"] == [2]
    assert ran.code == 2
    assert "could not be placed, and were not screened: 2." in screen(data, *options).out


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_are_told_in_words_the_gravest_first(screen, lang):
    ran = screen(PLOTS, "--rows", "each", boundaries=ROUND, lang=lang)
    t = translator(lang)
    rows = [each for each in ran.out.splitlines() if each.startswith("- ")]
    assert [t("Row {row}: {name}", row=row, name=name) in told for told, (row, name) in
            zip(rows, [(1, "in it"), (3, "beside"), (2, "far")], strict=True)]  # fmt: skip
    one = "{n} row was screened. Crosses: {crosses}. Cannot say: {unsure}. Clear: {clear}."
    many = "{n} rows were screened. Crosses: {crosses}. Cannot say: {unsure}. Clear: {clear}."
    assert t.plural(one, many, 3, crosses=2, unsure=0, clear=1) in ran.out


# ---- a way round ---------------------------------------------------------------------------------


def test_a_way_round_is_written_and_clears_when_it_is_screened(screen, tmp_path):
    out = tmp_path / "way.geojson"
    ran = screen(make.geojson(line(0.0)), "--way-round", out, "--margin", "80", boundaries=ROUND)
    assert "A way round keeps 80 m" in ran.out
    assert ran.code == 1  # that of the road itself
    again = screen(out.read_bytes(), "--json", "-", boundaries=ROUND)
    nearest = min(each["clearance_m"] for each in again.zones.values())
    assert nearest >= 80


def test_a_way_round_is_written_for_a_phone(screen, tmp_path):
    out = tmp_path / "way.GPX"
    screen(make.geojson(line(0.0)), "--way-round", out, boundaries=ROUND)
    root = ElementTree.fromstring(out.read_bytes())
    assert len(root.findall(".//{http://www.topografix.com/GPX/1/1}trkpt")) > 3


def test_the_way_round_of_options_is_that_of_the_best(screen, tmp_path):
    out = tmp_path / "way.kml"
    data = make.geojson(line(0.0, "core"), line(0.006, "buffer"))
    ran = screen(data, "--rows", "options", "--way-round", out, boundaries=ROUND)
    assert "A way round keeps 50 m" in ran.out
    assert b"<coordinates>" in out.read_bytes()


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (make.geojson(line(0.0)), ["way.dxf"], "written as one of geojson, kml, gpx"),
        (make.geojson(line(0.0)), ["no/way.kml"], "cannot be written"),
        (make.geojson(line(0.0)), ["road"], "cannot be written"),
        (PLOTS, ["way.kml", "--rows", "each"], "A way round is looked for of one road."),
    ],
)  # fmt: skip
def test_a_way_round_that_cannot_be_is_refused(screen, tmp_path, data, options, said):
    out, *others = options
    ran = screen(data, "--way-round", tmp_path / out, *others, boundaries=ROUND)
    assert ran.code == 3
    assert said in ran.err


def test_where_no_way_round_can_be_looked_for_nothing_is_written(screen, tmp_path):
    out = tmp_path / "way.kml"
    plot = make.geojson(("plot", square(half=0.001)))
    ran = screen(plot, "--way-round", out, boundaries=ROUND)
    assert "There is no line here that a way round could be looked for." in ran.out
    assert not out.exists()
    ran = screen(make.geojson(line(0.05)), "--way-round", out, boundaries=ROUND)
    assert "keeps 50 m from every zone" in ran.out
    assert not out.exists()


def test_nothing_is_written_over_the_road(screen, tmp_path):
    (tmp_path / "road.kml").write_bytes(b"")
    ran = screen(make.geojson(line(0.0)), "--way-round", tmp_path / "road.kml",
                 boundaries=ROUND, name="road.kml")  # fmt: skip
    assert ran.code == 3
    assert json.loads((tmp_path / "road.kml").read_bytes())
