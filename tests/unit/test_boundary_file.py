"""A file of boundaries for one screening: every zone of it, or every reason why not."""

from dataclasses import replace

import geopandas as gpd
import pytest
import shapely

from geodata.boundary_file import LONGEST_ID, Line, of_brought, of_exchange
from geodata.office.exchange import to_geopackage
from geodata.office.records import ZONES
from geodata.office.sqlite import SqliteStore
from geodata.problems import ContractError, Problem
from geodata.readers.brought import Brought, Placement
from geodata.settings import MAX_PROBLEMS
from tests import brought_files as make
from tests.office import boundary, own_layer, square

SQUARE = shapely.box(77.2, 43.2, 77.3, 43.3)
BESIDE = shapely.box(77.3, 43.2, 77.4, 43.3)
APART = shapely.box(77.6, 43.2, 77.7, 43.3)


def said(feature_id="own", zone="property", accuracy_m="5", **more):
    """The properties of a row as readers give them: texts; None: not there."""
    told = {"feature_id": feature_id, "zone": zone, "accuracy_m": accuracy_m} | more
    return {key: value for key, value in told.items() if value is not None}


def brought(*rows, problems=(), moved=0.0, name="zones.geojson"):
    """Rows are (properties, geometry)."""
    table = gpd.GeoDataFrame(
        {
            "row": range(1, len(rows) + 1),
            "name": [""] * len(rows),
            "properties": [properties for properties, _ in rows],
        },
        geometry=[geometry for _, geometry in rows],
        crs="EPSG:4326",
    )
    placement = Placement("EPSG:4326", "format", "", moved)
    return Brought(name, "", "geojson", table if rows else None, problems, placement=placement)


def refused(*rows, **options):
    with pytest.raises(ContractError) as error:
        of_brought(brought(*rows, **options))
    assert error.value.file == "zones.geojson"
    return [(each.code, each.row, each.column) for each in error.value.problems]


def test_a_row_is_a_zone():
    (line,) = of_brought(brought((said(" own ", " corridor "), SQUARE)))
    assert line == Line("own", "corridor", shapely.MultiPolygon([SQUARE]), 5.0, "zones.geojson")


@pytest.mark.parametrize("zone", ZONES)
def test_every_zone_is_known(zone):
    assert of_brought(brought((said(zone=zone), SQUARE)))[0].zone == zone


@pytest.mark.parametrize(
    ("written", "metres"),
    [("5", 5), ("2,5", 2.5), (" 7.5 ", 7.5), ("0", 0), ("0.0", 0), ("1e3", 1000), (None, None),
     ("", None), ("null", None), ("None", None), ("NaN", None)],
)  # fmt: skip
def test_an_accuracy_as_it_may_be_written(written, metres):
    (line,) = of_brought(brought((said(accuracy_m=written), SQUARE)))
    assert line.accuracy_m == metres


@pytest.mark.parametrize("written", ["-1", "inf", "-inf", "exact", "±5", "5 m", "true", "[5]"])
def test_what_is_no_accuracy_is_refused(written):
    row = (said(accuracy_m=written), SQUARE)
    assert refused(row) == [("out_of_range", 1, "accuracy_m")]


def test_what_the_conversion_may_be_off_by_is_added():
    lines = of_brought(
        brought((said(), SQUARE), (said("other", accuracy_m=None), SQUARE), moved=3.0)
    )
    assert [each.accuracy_m for each in lines] == [8.0, None]


@pytest.mark.parametrize("identity", [None, "", "  "])
def test_a_zone_of_no_place_is_refused(identity):
    assert refused((said(identity), SQUARE)) == [("missing", 1, "feature_id")]


@pytest.mark.parametrize("identity", ["x" * (LONGEST_ID + 1), "a\nb", "a\x1bb", "a\u202eb"])
def test_an_id_that_cannot_be_shown_is_refused(identity):
    assert refused((said(identity), SQUARE)) == [("wrong_form", 1, "feature_id")]


def test_an_id_that_mura_does_not_know_is_allowed():
    for identity in ("1442-012", "Талғар 7", "<b>", "x" * LONGEST_ID):
        assert of_brought(brought((said(identity), SQUARE)))[0].feature_id == identity


@pytest.mark.parametrize(
    ("zone", "code"),
    [(None, "missing"), ("", "missing"), ("Property", "not_allowed"), ("buffer", "not_allowed")],
)
def test_a_zone_that_is_none_is_refused(zone, code):
    assert refused((said(zone=zone), SQUARE)) == [(code, 1, "zone")]


@pytest.mark.parametrize(
    "geometry",
    [
        shapely.Point(77, 43),
        shapely.LineString([(77, 43), (78, 43)]),
        shapely.MultiPoint([(77, 43), (78, 43)]),
        shapely.MultiLineString([[(77, 43), (78, 43)]]),
    ],
)
def test_what_is_no_area_is_refused(geometry):
    assert refused((said(), geometry)) == [("wrong_geometry", 1, None)]


def test_all_problems_of_all_rows_are_told_in_order():
    told = refused(
        (said(zone="x", accuracy_m="-1"), shapely.Point(77, 43)),
        (said(), SQUARE),
        (said(None, None), SQUARE),
        problems=(Problem("height_dropped", value="3"), Problem("crosses_itself", 2)),
    )
    assert told == [
        ("not_allowed", 1, "zone"),
        ("out_of_range", 1, "accuracy_m"),
        ("wrong_geometry", 1, None),
        ("crosses_itself", 2, None),
        ("missing", 3, "feature_id"),
        ("missing", 3, "zone"),
    ]


def test_problems_have_an_end():
    assert len(refused(*[({}, SQUARE)] * MAX_PROBLEMS)) == MAX_PROBLEMS


@pytest.mark.parametrize("code", ["crosses_itself", "no_geometry", "not_read", "outside_area"])
def test_a_boundary_that_was_not_placed_is_not_passed_over(code):
    """Nothing would be said of it."""
    assert refused((said(), SQUARE), problems=(Problem(code, 2),)) == [(code, 2, None)]


@pytest.mark.parametrize("code", ["height_dropped", "measure_dropped", "closed", "crs_named"])
def test_a_notice_hinders_nothing(code):
    assert of_brought(brought((said(), SQUARE), problems=(Problem(code, 1),)))


def test_a_file_without_a_row_is_refused():
    assert refused() == [("no_features", None, None)]


def test_rows_of_one_zone_are_one_zone():
    rows = [
        (said(accuracy_m="3", act="first"), SQUARE),
        (said(zone="corridor"), SQUARE),
        (said(accuracy_m="9", act="second"), BESIDE),
        (said("other"), SQUARE),
        (said(accuracy_m="1"), shapely.MultiPolygon([APART])),
        (said(accuracy_m="1"), SQUARE),
    ]
    lines = of_brought(brought(*rows))
    assert [(each.feature_id, each.zone) for each in lines] == [
        ("own", "property"),
        ("own", "corridor"),
        ("other", "property"),
    ]
    whole = lines[0]
    assert whole.geometry.equals(shapely.union_all([SQUARE, BESIDE, APART]))
    assert len(whole.geometry.geoms) == 2
    assert (whole.accuracy_m, whole.source) == (9.0, "first")


def test_one_part_of_unknown_accuracy_makes_the_whole_unknown():
    rows = [(said(accuracy_m="3"), SQUARE), (said(accuracy_m=None), APART)]
    assert of_brought(brought(*rows))[0].accuracy_m is None


def test_where_a_line_comes_from_is_said_in_one_line():
    def source(**more):
        return of_brought(brought((said(**more), SQUARE)))[0].source

    assert source() == "zones.geojson"
    assert source(act="Қаулы 17") == "Қаулы 17"
    assert source(act="Қаулы 17", source="https://gov.kz") == "https://gov.kz"
    assert source(act=" a\n\x1b[31mb\u202ec\xa0d ") == "a [31mb c d"


# ---- what another office downloaded --------------------------------------------------------------


@pytest.fixture
def store(tmp_path):
    return SqliteStore(tmp_path)


def test_the_boundaries_that_hold_are_taken(store):
    first = boundary(accuracy_m=1.0)
    later = replace(boundary(accuracy_m=2.0), added="2026-11-22T10:00:00.5+00:00")
    taken_back = replace(boundary(accuracy_m=3.0), added="2026-11-23T10:00:00Z")
    unknown = boundary("corridor", "own", square(60, 50), accuracy_m=None, act="a\n\x1bb")
    store.add(later, first, taken_back, unknown)
    store.remove(taken_back.version)
    store.add_layer(own_layer())
    found = {(each.feature_id, each.zone): each for each in of_exchange("a", to_geopackage(store))}
    assert set(found) == {("1442-012", "property"), ("own", "corridor")}
    held = found["1442-012", "property"]
    assert held.geometry.equals(later.geometry)
    assert (held.accuracy_m, held.source) == (2.0 + 3.0, "Resolution 17 of the akimat")
    assert (found["own", "corridor"].accuracy_m, found["own", "corridor"].source) == (None, "a b")


def test_an_exchange_in_which_nothing_holds_is_refused(store):
    store.add_layer(own_layer())
    with pytest.raises(ContractError) as error:
        of_exchange("theirs.gpkg", to_geopackage(store))
    assert error.value.file == "theirs.gpkg"
    assert [each.code for each in error.value.problems] == ["no_features"]


def test_a_broken_exchange_is_refused_with_its_rows(store):
    store.add(boundary(), boundary("corridor"))
    data = make.changed(
        to_geopackage(store),
        "UPDATE boundaries SET zone = 'x' WHERE zone = 'corridor'",
        "UPDATE boundaries SET accuracy_m = -1 WHERE zone = 'property'",
    )
    with pytest.raises(ContractError) as error:
        of_exchange("theirs.gpkg", data)
    assert error.value.file == "theirs.gpkg"
    told = {(each.code, each.row, each.column) for each in error.value.problems}
    assert told == {("out_of_range", 1, "accuracy_m"), ("not_allowed", 2, "zone")}


@pytest.mark.parametrize("data", [b"", b"{}", b"PK\x03\x04", b"SQLite format 3\0" + b"\0" * 500])
def test_what_is_no_exchange_is_left_to_the_readers(data):
    assert of_exchange("a", data) is None


def test_another_geopackage_is_left_to_the_readers():
    assert of_exchange("a", make.geopackage({"zones": [("a", SQUARE)]})) is None
