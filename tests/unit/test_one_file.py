"""The view as one file: what is in it, what is not, and that letters stay letters."""

import base64
import json
import re
from datetime import date
from html.parser import HTMLParser

import pytest
import shapely

from analysis.select import Query, drawn, select
from geodata.settings import BASEMAP
from i18n import LANGUAGES, translator
from layers.catalogue import collection
from reports.offline_ground import ground, tiles
from reports.one_file import Extent, Page, document, extent, places_within
from reports.view import LONGEST_TITLE, TitleTooLongError, View, lon_lat, parse, world
from tools.basemap.tiles import tile_of
from ui.one_file import file_of

DAY = date(2026, 11, 22)
TALGAR = {"view": ["10/43.3/77.2"], "size": ["1000x560"], "layer": ["corridor"]}
HOSTILE = [
    "</script><script>document.title='hacked'</script>",
    "{{7*7}} {% set x=1 %}{{x}}",
    "`${document.title=7*7}`",
    '"><img src=x onerror=alert(1)>',
    "<!--<script>",
    "\u2028'; alert(1); //",
]


class Reader(HTMLParser):
    """The elements of a page with their attributes, its texts and its scripts."""

    def __init__(self):
        super().__init__()
        self.elements, self.texts, self.scripts = [], [], []
        self.inside = None

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        self.inside = tag

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        (self.scripts if self.inside in {"script", "style"} else self.texts).append(data)


def read(body):
    reader = Reader()
    reader.feed(body)
    return reader


def given(body):
    """What the file gives its map."""
    [call] = [each for each in read(body).scripts if each.startswith("mura.oneFile.open(")]
    return json.loads(call.removeprefix("mura.oneFile.open(").removesuffix(");"))


@pytest.mark.parametrize(
    "view",
    [View(9, 43.3, 77.2, 1000, 560), View(4.5, 48, 67, 780, 560), View(6, 34, 112, 390, 600)],
)
def test_every_tile_of_the_extent_is_in_and_no_other(view):
    """By the arithmetic of the builder of the tiles, which is not ours here."""
    west, south, east, north = bounds = extent(view).whole
    held = tiles(bounds)
    for path in (BASEMAP / "relief").rglob("*.webp"):
        zoom, column, row = path.relative_to(BASEMAP / "relief").with_suffix("").parts
        left, top = tile_of(west, north, int(zoom))
        right, bottom = tile_of(east, south, int(zoom))
        touches = left - 1 < int(column) < right and top - 1 < int(row) < bottom
        name = f"{zoom}/{column}/{row}"
        assert (name in held) == touches, name
        if touches:
            assert base64.b64decode(held[name]) == path.read_bytes()


def test_a_position_survives_the_way_to_the_world_and_back():
    for lon, lat in ((77.2, 43.3), (-180, 85), (180, -85), (0, 0)):
        assert lon_lat(*world(lon, lat)) == pytest.approx((lon, lat), abs=1e-9)


def test_the_extent_is_that_of_the_screen():
    west, south, east, north = View(0, 0, 0, 256, 256).bounds()
    assert (west, east) == (-180, 180)
    assert (south, north) == pytest.approx((-85.0511, 85.0511), abs=1e-3)
    part = extent(View(9, 43.3, 77.2, 1000, 560))
    assert part.home[2] - part.home[0] == pytest.approx(1000 / (256 * 2**9) * 360)
    assert part.whole[2] - part.whole[0] == pytest.approx(1500 / (256 * 2**9) * 360)


def test_a_view_of_elsewhere_takes_all_the_ground_there_is():
    part = extent(View(9, 0, 0, 1000, 560))
    assert part.home == part.whole
    assert len(tiles(part.whole)) == len(list((BASEMAP / "relief").rglob("*.webp")))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_ground_is_cut_to_the_extent(lang):
    bounds = (75.0, 42.0, 79.0, 45.0)
    part = ground(bounds, lang)
    assert set(part) == {"lakes", "rivers", "regions", "borders", "labels"}
    box = shapely.box(*bounds).buffer(1e-4)  # a vertex on the edge is rounded to 4 decimals
    for name, layer in part.items():
        assert layer["features"], name
        for feature in layer["features"]:
            assert box.covers(shapely.from_geojson(json.dumps(feature["geometry"]))), name
    assert {each["properties"]["part"] for each in part["borders"]["features"]} <= {"land", "shore"}
    for label in part["labels"]["features"]:
        assert {key for key in label["properties"] if key.startswith("name_")} == {f"name_{lang}"}


def test_the_cut_of_a_region_is_no_border():
    """Inside one region there is no line at all; a cut polygon would have the edge of the cut."""
    assert ground((67.0, 48.0, 67.2, 48.2), "en")["regions"]["features"] == []


def places_of(view, **query):
    table = collection().table
    asked = Query(**query)
    return places_within(drawn(table, select(table, asked), asked), extent(view).whole, "en")


def test_only_places_of_the_filter_and_the_extent_are_in():
    held = places_of(View(10, 43.3, 77.2, 1000, 560), layers=("corridor",))
    assert [place["id"] for place in held["corridor"]] == ["1442-012"]
    assert set(held) == {"corridor"}


def test_a_schematic_is_in_where_any_part_of_its_circle_is():
    table = collection().table
    circle = table[(table["geometry_kind"] == "schematic") & (table["area_ha"] > 100_000)].iloc[0]
    east = View(10, circle.geometry.y, circle.geometry.x + 0.25, 200, 200)
    west, _, _, _ = extent(east).whole
    assert circle.geometry.x < west  # its symbol lies outside
    held = places_of(east, layers=(circle["layer"],))
    assert circle["id"] in {place["id"] for place in held[circle["layer"]]}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_says_what_it_shows_in_each_language(lang):
    t = translator(lang)
    page = read(file_of(lang, TALGAR, DAY))
    said = " ".join(page.texts)
    assert ("html", {"lang": lang}) in page.elements
    assert collection().table.loc["1442-012", f"name_{lang}"] in said
    for message in ("Legend", "Places", "Sources", "outside this map"):
        assert t(message) in said
    assert t.plural("On the map: {n} place.", "On the map: {n} places.", 1) in said
    assert t("boundary: a real outline; none is loaded") in said
    assert "2026" in said
    assert "GEBCO" in said


def test_the_table_links_what_the_map_holds_and_tells_the_rest():
    page = read(file_of("en", TALGAR, DAY))
    assert [a["href"] for tag, a in page.elements if tag == "a"] == ["#id=1442-012"]
    assert len([tag for tag, a in page.elements if tag == "tr" and "data-id" in a]) == 33
    assert page.texts.count("outside this map") == 32


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_fetches_nothing(lang):
    page = read(file_of(lang, TALGAR, DAY))
    policy = next(a["content"] for tag, a in page.elements if "http-equiv" in a)
    assert policy.startswith("default-src 'none'; img-src data:;")
    for tag, attributes in page.elements:
        for name in ("src", "href", "srcset", "data", "poster", "action", "background"):
            value = attributes.get(name, "data:")
            assert value.startswith(("data:", "#id=")), (tag, name, value)
    assert {tag for tag, _ in page.elements}.isdisjoint({"iframe", "object", "embed", "base"})
    for body in page.scripts:
        assert "@import" not in body
        assert "sourceMappingURL" not in body
        for address in re.findall(r"url\(\s*['\"]?([^)'\"]*)", body):
            assert address.startswith(("data:", "#")), address


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_letters(title):
    page = read(file_of("en", {**TALGAR, "title": [title]}, DAY))
    wanted = " ".join(title.split())
    assert wanted in page.texts
    assert page.texts.count(wanted) == 2  # the heading and the title of the page
    assert not any("hacked" in script for script in page.scripts)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_letters(name):
    place = {"id": "1", "layer": "corridor", "name": name, "lon": 77.2, "lat": 43.3, "card": name}
    page = Page(name, (name,), DAY, "", "", "")
    box = (77.0, 43.0, 77.4, 43.6)
    body = document(page, Extent(box, box), {"corridor": [place]}, translator("en"))
    assert given(body)["places"]["corridor"] == [place]
    assert read(body).texts.count(name) == 3
    tags = [tag for tag, _ in read(body).elements]
    assert "img" not in tags
    assert tags.count("script") == len(read(body).scripts) - tags.count("style")


def test_the_bits_show_every_place_of_the_file():
    told = given(file_of("en", {"view": ["4.5/48/67"]}, DAY))
    for layer, places in told["places"].items():
        bits = "".join(f"{byte:08b}" for byte in base64.b64decode(told["shown"][layer]))
        assert bits.count("1") == len(places)
        assert "0" not in bits[: len(places)]


def test_an_empty_filter_is_a_file_that_says_so():
    body = file_of("ru", {"layer": ["none"]}, DAY)
    assert translator("ru")("Nothing matches these filters.") in read(body).texts
    assert given(body)["places"] == {}


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"view": ["9"], "size": ["10x10"]},
        {"view": ["nan/0/0"], "size": ["1e3x560"]},
        {"view": ["4/999/0"], "size": ["١٠٠٠x560"]},
        {"view": ["4/inf/nan"], "size": ["100000x100000"]},
    ],
)
def test_what_makes_no_sense_is_passed_over(asked):
    assert parse(asked) == View(4.5, 47.0, 68.5, 1000, 560)


def test_zoom_is_one_that_the_map_has():
    assert parse({"view": ["99/43/77"]}).zoom == 13
    assert parse({"view": ["-5/43/77"]}).zoom == 2


def test_a_title_is_one_line_of_seen_letters_and_not_too_long():
    assert parse({"title": [" Талғар\n\u202eабв\u202c "]}).title == "Талғар абв"
    assert parse({"title": ["т" * LONGEST_TITLE]}).title == "т" * LONGEST_TITLE
    with pytest.raises(TitleTooLongError):
        parse({"title": ["т" * (LONGEST_TITLE + 1)]})


def test_a_whole_country_is_no_more_than_eight_megabytes():
    every = [layer.name for layer in collection().layers]
    body = file_of("kk", {"view": ["4.5/48/67"], "size": ["1000x560"], "layer": every}, DAY)
    assert len(body.encode()) < 8_000_000
    assert len(file_of("kk", TALGAR, DAY).encode()) < 1_000_000
