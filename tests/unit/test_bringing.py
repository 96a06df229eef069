"""What is drawn of a file, what a passport's fields understand, and the words of a question."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, Point, Polygon, box

from dossiers.problems import SENTENCES
from geodata.office.difference import difference
from geodata.office.records import ZONES
from geodata.readers.brought import Answers, Brought, Candidate, Question
from i18n import LANGUAGES, translator
from layers.brought import MOST_SHAPES, MOST_VERTICES, ROLES, Shape, drawing, signs
from ui import address, answers, own_layers, passport, questions
from ui.comparing import comparison

EN = translator("en")


def circle(vertices):
    angles = np.linspace(0, 2 * np.pi, vertices)
    return Polygon(np.column_stack([77 + np.cos(angles), 43 + np.sin(angles)]))


# ---- what is drawn ----------------------------------------------------------------------------


def test_nothing_is_drawn_of_nothing():
    assert drawing([], EN) is None
    assert drawing([Shape("brought", Polygon())], EN) is None


def test_a_small_file_is_drawn_as_it_is():
    made = drawing([Shape("brought", box(77, 43, 78, 44), "<b>")], EN)
    assert not made.simplified and not made.left_out
    assert made.extent == ((43.0, 77.0), (44.0, 78.0))
    [shape] = made.payload["shapes"]
    assert shape["label"] == "<b>"
    assert shapely.equals(shapely.geometry.shape(shape["geometry"]), box(77, 43, 78, 44))
    assert made.payload["legend"] == [["brought", ROLES["brought"]]]


def test_an_outline_of_200_000_vertices_is_simplified_for_drawing_only():
    whole = circle(200_000)
    made = drawing([Shape("brought", whole)], EN)
    drawn = shapely.geometry.shape(made.payload["shapes"][0]["geometry"])
    assert made.simplified
    assert shapely.get_num_coordinates(drawn) <= MOST_VERTICES
    assert drawn.symmetric_difference(whole).area / whole.area < 0.01


def test_very_many_places_are_cut_and_counted_and_none_vanishes_for_being_small():
    places = [Shape("brought", Point(77 + i / 1e6, 43)) for i in range(MOST_SHAPES + 5)]
    made = drawing(places, EN)
    assert len(made.payload["shapes"]) == MOST_SHAPES
    assert made.left_out == 5
    specks = [Shape("brought", circle(30).buffer(0).centroid.buffer(1e-7)) for _ in range(1500)]
    drawn = drawing([Shape("brought", box(60, 40, 80, 50)), *specks], EN)
    assert all(each["geometry"]["coordinates"] for each in drawn.payload["shapes"])


def test_of_very_many_places_those_are_drawn_that_show_where_they_all_lie():
    places = [Shape("brought", Point(60 + i / 1000, 43)) for i in range(20_000)]
    made = drawing([*places, Shape("fault", Point(61, 44), "here")], EN)
    (_, west), (_, east) = made.extent
    assert (west, round(east, 3)) == (60, 79.999)
    assert made.payload["shapes"][-1]["role"] == "fault"
    assert made.left_out == 20_001 - MOST_SHAPES


def test_possible_positions_that_are_the_same_share_a_sign():
    first, second = signs([(77, 43), None, (77, 43.0000001), (78, 43)])
    assert (first.label, second.label) == ("1 3", "4")
    assert first.geometry.equals(Point(77, 43))


def test_what_is_added_and_removed_has_its_words_inside_it():
    piece = box(77, 43, 77.1, 43.1)
    made = drawing([Shape("added", piece, "added: 5 m²")], EN)
    lat, lon = made.payload["shapes"][0]["at"]
    assert piece.contains(Point(lon, lat))


def test_another_drawing_has_another_key():
    one, other = (drawing([Shape("brought", Point(77, y))], EN) for y in (43, 44))
    again = drawing([Shape("brought", Point(77, 43))], EN)
    assert one.payload["key"] == again.payload["key"] != other.payload["key"]


# ---- the passport -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "scale"),
    [("10000", 10_000), ("1:25 000", 25_000), ("1 : 50\u00a0000", 50_000), ("10,000", 10_000),
     ("0", None), ("gross", None), ("-5", None), ("1e9", None), ("9" * 20, None), ("", None)],
)  # fmt: skip
def test_a_scale_in_any_writing(written, scale):
    assert passport.scale_of(written) == scale


@pytest.mark.parametrize(
    ("written", "day"),
    [("2024-05-31", "2024-05-31"), ("31.05.2024", "2024-05-31"), ("1/2/2020", "2020-02-01"),
     ("31.02.2024", None), ("2024", None), ("0000-01-01", None), ("май", None)],
)  # fmt: skip
def test_a_day_in_either_order(written, day):
    assert passport.day_of(written) == day


@given(st.text(max_size=20))
def test_no_text_breaks_the_fields(text):
    passport.scale_of(text)
    passport.day_of(text)


@given(st.text())
def test_a_layer_always_has_a_token(title):
    name = own_layers.name_of(title)
    assert name.startswith("own_") and name.isascii() and name == name.lower()
    assert name.replace("_", "").isalnum()


# ---- zones, questions, words ------------------------------------------------------------------


def test_each_place_has_the_zones_of_its_law():
    assert address.zones_of("1442-012") == (
        "property", "buffer_zone", "heritage_protection", "building_regulation",
        "protected_landscape",
    )  # fmt: skip
    charyn = set(address.zones_of("br-kz-charyn"))
    assert charyn == {"property", "mab_core", "mab_buffer", "mab_transition", "park_protective",
                      "corridor"}  # fmt: skip
    assert address.zones_of("ap-uaaa") == ("property",)
    assert charyn <= set(ZONES)


def test_a_candidate_fills_its_field():
    assert questions.answer_of("axes", "no") == {"swapped": False}
    assert questions.answer_of("columns", "x\ty\tid\tpolygon") == {
        "columns": ("x", "y", "id", "polygon")
    }
    assert questions.answer_of("system", "swapped:EPSG:28413") == {"system": "swapped:EPSG:28413"}
    for about in questions.ASKED:
        assert set(questions.answer_of(about, "yes")) <= set(vars(Answers()))


def test_the_sample_of_columns_says_no_token():
    token = "x\ty\tid\tpolygon"
    candidate = Candidate(token, "x · y · id · polygon: 1 ; 2")
    [row] = questions._table(Question("columns", (candidate,)), EN).rows
    assert row.cells[1:] == ("the rows of an object are one outline", "x · y · id: 1 ; 2")


def test_the_sample_of_a_whole_table_says_no_token_either():
    candidate = Candidate("Y\tX\t\tpolygon", "Y · X ·  · polygon: 1 ; 2")
    [row] = questions._table(Question("columns", (candidate,)), EN).rows
    assert row.cells[1:] == ("all rows together are one outline", "Y · X: 1 ; 2")
    assert questions._said("columns", ("Y", "X", "", "line"), EN) == (
        "Y, X · all rows together are one line"
    )


def test_every_sentence_takes_its_fields_in_every_language():
    for lang in LANGUAGES:
        for message in SENTENCES.values():
            assert translator(lang)(message).format(column="c", value="v")


def test_a_first_outline_of_a_place_takes_nothing_away():
    outline = shapely.multipolygons([box(77.2, 43.2, 77.3, 43.3)])
    told = comparison(difference(outline, None), None, "1442-012", "buffer_zone", EN)
    heads = [row.cells[0] for row in told.table.rows]
    assert "Taken away" not in heads
    assert not told.warnings


def test_a_layer_of_ones_own_is_a_plain_collection():
    import geopandas as gpd

    table = gpd.GeoDataFrame(
        {"row": [1], "name": [""], "properties": [{"a": "1", "b": ""}]},
        geometry=[LineString([(77.123456789, 43), (78, 44)])],
        crs="EPSG:4326",
    )
    document = own_layers.document(Brought("f", "", "csv", table))
    [feature] = document["features"]
    assert feature["properties"] == {"name": "1", "text": "a: 1"}
    assert feature["geometry"] == {
        "type": "LineString",
        "coordinates": [[77.1234568, 43.0], [78.0, 44.0]],
    }


# ---- the map's search ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_coordinates_in_the_search_are_positions_and_names_stay_names(lang):
    t = translator(lang)
    one, *others = answers.found({"q": "43,30333; 77,24000"}, t)
    assert "EPSG:4326" in one["about"]
    assert all(abs(each["lat"] - one["lat"]) < 0.001 for each in others)  # the same in other datums
    assert (one["lat"], one["lon"]) == (43.30333, 77.24)
    assert one["name"] == "43.30333, 77.24000"
    assert t("Almaty Region") in one["about"]
    meant = answers.found({"q": "13681000 4795200"}, t)
    assert len(meant) > 1 and all("id" not in each for each in meant)
    for words in ("Talgar", "1442-012", "Талғар 2", "77", "0 0"):
        assert all("id" in each for each in answers.found({"q": words}, t)), words
