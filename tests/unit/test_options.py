"""Lines for one road: the best first, and nothing depends on the order in which they came."""

from itertools import permutations

import pytest
from pyproj import Geod
from shapely.geometry import LineString

from analysis.options import ranked
from analysis.parameters import DEFAULTS
from analysis.screening import Project, Target, screen
from dossiers.options import options_section
from i18n import LANGUAGES, translator
from layers.answer import Source, answer
from layers.screened import the_borders
from tests.office import square

EAST, NORTH = 77.2222, 43.2778
TALGAR = "1442-012"


def zone(name, half):
    return Target(TALGAR, "corridor", name, "boundary", square(EAST, NORTH, half), 2.0)


ZONES = (zone("property", 0.004), zone("buffer_zone", 0.012))
CROSSING = [
    LineString([(77.20, NORTH + shift), (77.25, NORTH + shift)])
    for shift in (-0.010, -0.007, 0.0, 0.006, 0.010)
]
"""Five that cross the buffer zone; the third the place itself too. As at Talgar, but invented."""

CLEAR = LineString([(77.20, NORTH), (77.205, NORTH + 0.02), (77.245, NORTH + 0.02), (77.25, NORTH)])


def screened(line):
    return screen(Project((line,), 1.0, "road"), ZONES, (), the_borders(), DEFAULTS)


def test_scenario_5_the_sixth_that_crosses_nothing_is_first_with_its_extra_length():
    options = ranked([screened(line) for line in (*CROSSING, CLEAR)])
    first, *others = options
    assert (first.number, first.crossed) == (6, ())
    longer = Geod(ellps="WGS84")
    lengths = [longer.geometry_length(line) for line in (*CROSSING, CLEAR)]
    assert first.extra_m == pytest.approx(lengths[5] - min(lengths), rel=1e-6)
    assert {each.number for each in others} == {1, 2, 3, 4, 5}
    for each in others:
        assert "buffer_zone" in {finding.target.zone for finding in each.crossed}
    assert others[-1].number == 3  # through the place itself


def test_a_check_of_the_place_alone_would_have_passed_four_of_the_five():
    options = {each.number: each for each in ranked([screened(line) for line in CROSSING])}
    assert [options[number].property_alone for number in range(1, 6)] == [
        True, True, False, True, True,
    ]  # fmt: skip


def test_of_two_that_cross_alike_the_one_that_is_shorter_inside_comes_first():
    corner = LineString([(77.20, NORTH + 0.005), (77.22, NORTH + 0.0125)])
    first, second = ranked([screened(CROSSING[3]), screened(corner)])
    assert (first.number, second.number) == (2, 1)
    assert first.inside_m < second.inside_m


def test_the_order_of_upload_changes_nothing():
    lines = [CROSSING[0], CROSSING[2], CROSSING[4], CLEAR]
    found = {line.wkb: screened(line) for line in lines}
    orders = set()
    for order in permutations(lines):
        options = ranked([found[line.wkb] for line in order])
        orders.add(tuple(each.screening.project.shapes[0].wkb for each in options))
    assert len(orders) == 1


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_says_which_zone_for_how_long_and_what_was_missed(lang):
    t = translator(lang)
    lines = (*CROSSING, CLEAR)
    source = Source("roads.kml", "0" * 64, "kml")
    given = [answer(source, Project((line,), 1.0, "road"), (), DEFAULTS) for line in lines]
    options = ranked([screened(line) for line in lines])
    names = ["north", "", "", "", "", "<b>far</b>"]
    told = options_section(options, given, names, t)
    assert len(told.table.rows) == 6
    first, *others = told.table.rows
    assert "<b>far</b>" in first.cells[0][1]  # letters: the page takes them through its gate
    assert first.cells[2] == t("nothing")
    for row in others:
        assert any(t("Buffer zone (World Heritage)") in cell or "буфер" in cell.lower()
                   for cell in row.cells[2])  # fmt: skip
    missed = "A check of the place alone would have let {n} pass that crosses a zone round it."
    many = "A check of the places alone would have let {n} pass that cross zones round them."
    assert t.plural(missed, many, 4) in told.said
