"""The verdict: certain only where no error of either side could turn it round."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import verdict
from analysis.parameters import DEFAULTS, PARAMETERS, with_changes
from analysis.screening import reach_m
from analysis.verdict import REASONS, VERDICTS

METRES = st.floats(0, 1e6)
CLEARANCES = st.floats(-1e5, 1e6)


@pytest.mark.parametrize(
    ("clearance", "accuracy", "reason", "said"),
    [
        (-60.0, 10.0, "inside", "crosses"),
        (-3.0, 10.0, "too_shallow", "cannot_say"),  # a road that clips 3 m at ±10 m
        (0.0, 10.0, "too_near", "cannot_say"),
        (40.0, 101.0, "too_near", "cannot_say"),  # scenario 9
        (412.0, 10.0, "outside", "clear"),
        (412.0, None, "not_exact", "cannot_say"),
        (-412.0, None, "not_exact", "cannot_say"),
        (10.0, 10.0, "too_near", "cannot_say"),  # it must exceed them
        (-10.0, 10.0, "too_shallow", "cannot_say"),
    ],
)
def test_of_a_loaded_boundary(clearance, accuracy, reason, said):
    found = verdict.of_boundary(clearance, clearance < 0, accuracy)
    assert (found.reason, found.verdict) == (reason, said)
    assert not found.assumed


def test_what_only_touches_the_edge_is_not_clear():
    assert verdict.of_boundary(0.0, True, 0.0).verdict == "cannot_say"


@given(CLEARANCES, METRES, METRES)
def test_a_worse_accuracy_never_makes_it_clear_or_crossing(clearance, accuracy, worse):
    better = verdict.of_boundary(clearance, clearance < 0, accuracy)
    after = verdict.of_boundary(clearance, clearance < 0, accuracy + worse)
    unknown = verdict.of_boundary(clearance, clearance < 0, None)
    assert after.verdict in {better.verdict, "cannot_say"}
    assert unknown.verdict == "cannot_say"


@given(METRES, METRES, METRES, METRES)
def test_so_of_an_unknown_extent(clearance, accuracy, worse, reach):
    better = verdict.of_unknown_extent(clearance, accuracy, reach, DEFAULTS)
    after = verdict.of_unknown_extent(clearance, accuracy + worse, reach, DEFAULTS)
    assert after.verdict in {better.verdict, "cannot_say"}
    assert better.verdict != "crosses"


@given(CLEARANCES, METRES)
def test_every_verdict_has_its_reason_and_every_doubt_a_way_to_settle_it(clearance, accuracy):
    found = verdict.of_boundary(clearance, clearance < 0, accuracy)
    assert found.verdict in VERDICTS
    assert bool(found.settled_by) == (found.verdict == "cannot_say")


def test_every_doubt_says_what_would_settle_it():
    for said, settled_by in REASONS.values():
        assert said in VERDICTS
        assert bool(settled_by) == (said == "cannot_say")


def test_from_a_point_clear_is_said_only_beyond_precaution_accuracy_and_three_radii():
    """Talgar: nothing of its own is published, so its property's total of 232,631.26 ha counts."""
    reach = reach_m(math.nan, math.nan, 42_668.16, 189_963.1, DEFAULTS)
    radius = math.sqrt(232_631.26 * 10_000 / math.pi)
    assert reach == pytest.approx(3 * radius)
    least = 2_000 + 721 + 3 * radius
    assert verdict.of_unknown_extent(least - 1, 721, reach, DEFAULTS).verdict == "cannot_say"
    beyond = verdict.of_unknown_extent(least + 1, 721, reach, DEFAULTS)
    assert (beyond.verdict, beyond.assumed) == ("clear", True)


@pytest.mark.parametrize(
    ("area", "buffer", "total", "around", "hectares"),
    [
        (900, 2_900, math.nan, math.nan, 3_800),
        (900, 0, 5_000, 5_000, 900),  # published as having none
        (900, math.nan, 5_000, 700, 1_600),  # not published: the property's
        (900, math.nan, math.nan, math.nan, 900),
        (math.nan, math.nan, 5_000, math.nan, 5_000),
    ],
)
def test_the_reach_takes_the_published_area_with_its_buffer(area, buffer, total, around, hectares):
    expected = 3 * math.sqrt(hectares * 10_000 / math.pi)
    assert reach_m(area, buffer, total, around, DEFAULTS) == pytest.approx(expected)


def test_without_any_area_the_reach_is_the_number_of_the_office():
    assert reach_m(math.nan, math.nan, math.nan, math.nan, DEFAULTS) == 50_000
    changed = with_changes({"unknown_extent_m": 70_000})
    assert reach_m(math.nan, math.nan, math.nan, math.nan, changed) == 70_000


def test_a_place_without_a_position_is_never_clear_where_it_may_lie():
    assert verdict.of_no_position(True).verdict == "cannot_say"
    elsewhere = verdict.of_no_position(False)
    assert (elsewhere.verdict, elsewhere.assumed) == ("clear", True)


def test_every_number_says_what_it_is_worth():
    for each in PARAMETERS:
        assert each.status in {"assumption", "unverified"}
        assert each.least <= each.default <= each.most
        assert (each.status == "unverified") == bool(each.rule)


@pytest.mark.parametrize(
    "changes", [{"nothing": 1}, {"precaution_m": -1}, {"precaution_m": 1e9}, {"tall_m": math.nan}]
)
def test_a_number_that_is_none_or_out_of_range_is_refused(changes):
    with pytest.raises(ValueError):
        with_changes(changes)


def test_numbers_keep_one_order():
    assert list(with_changes({"tall_m": 20})) == [each.name for each in PARAMETERS]
