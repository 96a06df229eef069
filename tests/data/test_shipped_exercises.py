"""The exercises that ship: sound, in three languages, what they assert computed here once more, by
other means; and nothing invented that could be taken for real."""

import csv
import json
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import shapely
from pyproj import Geod, Proj, Transformer
from shapely.geometry import Point, shape

from analysis.geodesy import WGS84
from geodata import settings
from geodata.coordinates.transforming import to_wgs84
from geodata.exercises import Asked, shelf
from geodata.training import sets, training_set
from layers.catalogue import collection
from layers.trips import FACTOR
from ui import state
from ui.screening_address import outside, points_of
from workshop.keys import key_of, problems_of
from workshop.missing import NoKeyError

EARTH = Geod(ellps="WGS84")
OURS = {
    "reading_the_map",
    "kinds_of_geometry",
    "coordinates",
    "reserve_and_corridor",
    "day_trip",
}
INVENTED = {"kk": "ойдан шығарылған", "ru": "вымышлен", "en": "invented"}
FILES = sorted((settings.TRAINING / "files").glob("*"))
SHIPPED = shelf().exercises
STEPS = [(made, step) for made in SHIPPED.values() for step in made.steps]
SHOWN = [(made.id, show.address) for made, step in STEPS for show in step.shows if not show.file]


def texts(made):
    yield from (made.title, made.introduction)
    yield from (text for step in made.steps for text in (step.text, step.more, *step.hints))
    yield from (show.text for step in made.steps for show in step.shows)
    yield from (t for step in made.steps for each in step.choices for t in (each.text, each.more))
    yield from (each.text for each in (*made.events, *made.debrief))


def features(name):
    document = json.loads((settings.TRAINING / f"{name}.geojson").read_text("utf-8"))
    return {each["id"]: shape(each["geometry"]) for each in document["features"]}


def place(identity):
    """The published point, straight from the layer's file."""
    for path in settings.HERE.glob("files/*.geojson"):
        for each in json.loads(path.read_text("utf-8"))["features"]:
            if each["id"] == identity:
                return each["geometry"]["coordinates"]
    raise KeyError(identity)


def rows_of(layer):
    document = json.loads((settings.HERE / f"files/{layer}.geojson").read_text("utf-8"))
    return [each["properties"] for each in document["features"]]


def metres(first, second):
    return EARTH.inv(*first, *second)[2]


def key(name, *arguments):
    return key_of(Asked("", name, arguments))


def step_of(made, step):
    return SHIPPED[made].step(step)


# --- All that ship


def test_all_are_there_and_sound():
    assert not shelf().refused
    assert set(SHIPPED) >= OURS
    for made in SHIPPED.values():
        assert problems_of(made) == [], made.id


@pytest.mark.parametrize("name", sorted(OURS))
def test_an_exercise_of_ours_has_its_shape(name):
    made = SHIPPED[name]
    assert 5 <= len(made.steps) <= 9
    assert 15 <= made.minutes <= 45
    assert made.debrief and all(each.source for each in made.debrief)
    for step in made.steps:
        if step.asked.way == "choose":
            explained = [bool(each.more) for each in step.choices]
            assert sum(explained) >= len(step.choices) - 1, (name, step.id)


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_each_language_is_in_its_own_words(name):
    for text in filter(None, texts(SHIPPED[name])):
        if not any(text.values()):
            continue
        said = {lang: re.sub(r"«Мұра»|Жетісу|Көлсай көлдері", "", text[lang]) for lang in text}
        assert not re.search("[А-я]", text["en"]), text["en"]
        assert not re.search("[ӘәҒғҚқҢңӨөҰұҮүҺһІі]", said["ru"]), text["ru"]
        if len(re.findall("[А-я]", said["kk"])) > 25:
            assert said["kk"] != said["ru"], text["kk"]
            assert re.search("[ӘәҒғҚқҢңӨөҰұҮүҺһІі]", said["kk"]), text["kk"]
        for lang in ("kk", "ru"):
            assert '"' not in text[lang] and " - " not in text[lang], text[lang]


@pytest.mark.parametrize(("made", "address"), SHOWN, ids=[f"{a}-{b}" for a, b in SHOWN])
def test_what_a_link_names_is_there(made, address):
    parts = urlsplit(address)
    asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
    known = collection().table.index
    hashed = dict(each.split("=", 1) for each in parts.fragment.split("&") if "=" in each)
    if parts.path == "./":
        assert set(state.write(state.read({n: [v] for n, v in asked.items()}))) == set(asked)
    for name in ("id", "place", "town", "base"):
        assert {asked.get(name), hashed.get(name)} - {None} <= set(known), (made, address)
    for each in filter(None, asked.get("stops", "").split(",")):
        assert each in known
    if "training" in asked:
        assert asked["training"] in sets()
    for name in ("line", "area", "point"):
        if name in asked:
            points = points_of(asked[name])
            assert points and not outside(points)
    if "region" in asked:
        assert any(asked["region"] in codes for codes in collection().table["region_now"])
    if "map" in hashed:
        zoom, lat, lon = map(float, hashed["map"].split("/"))
        assert 3 <= zoom <= 18 and 35 <= lat <= 56 and 44 <= lon <= 120


@pytest.mark.parametrize("name", sorted(sets()))
def test_what_is_invented_says_so(name):
    for each in training_set(name).things:
        assert each.id.startswith("training-")
        for lang, word in INVENTED.items() if name != "talgar" or each.kind == "zone" else ():
            assert word in each.names[lang].lower(), each.names[lang]


def test_nothing_invented_is_a_place():
    known = collection().table.index
    assert not [each for each in known if each.startswith("training-")]
    for name in sets():
        assert not {each.id for each in training_set(name).things} & set(known)


@pytest.mark.parametrize("name", ["reserve", "trip"])
def test_what_is_invented_lies_far_from_what_is_real(name):
    real = collection().table.geometry.dropna().representative_point()
    nearest = min(
        metres((point.x, point.y), (corner[0], corner[1]))
        for point in real
        for made in features(name).values()
        for corner in shapely.get_coordinates(made)[:2]
    )
    assert nearest > 15_000


def test_every_file_is_handed_out_where_it_is_asked_about():
    asked = {
        (step.id, step.asked.arguments[0])
        for made, step in STEPS
        if step.asked.key in {"axes", "system"}
    }
    handed = {(step.id, show.file) for made, step in STEPS for show in step.shows if show.file}
    assert asked <= handed
    assert {name for _, name in handed} == {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=[each.name for each in FILES])
def test_every_row_of_a_file_says_that_it_is_invented(path):
    assert path.name.startswith("training-")
    with path.open(encoding="utf-8", newline="") as stream:
        _, *rows = csv.reader(stream, delimiter=";")
    assert rows
    for row in rows:
        assert all(word in row[0] for word in INVENTED.values())


# --- What the exercises assert, computed once more


def test_the_two_points_of_talgar():
    apart = metres(place("1442-012"), place("talgar-site")) / 1000
    assert round(apart, 2) == 0.72
    assert key("distance_km", "1442-012", "talgar-site") == pytest.approx(apart, abs=1e-6)
    told = next(each for each in SHIPPED["reading_the_map"].debrief if each.id == "sign_first")
    assert all("0,72" in told.text[lang] for lang in ("kk", "ru")) and "0.72" in told.text["en"]


def test_almaty_region_then_and_now():
    rows = [each for each in rows_of("biosphere_reserves") if each["status"] == "designated"]
    then = {e["id"] for e in rows if "KZ-19" in e["region_2019"] and e["designated_year"] <= 2019}
    today = {each["id"] for each in rows if "KZ-19" in each["region_now"]}
    assert key("count", "biosphere_reserves", "region=KZ-19", "as_of=2019") == len(then)
    assert key("count", "biosphere_reserves", "region=KZ-19") == len(today)
    # The choice that is right, and its reasons.
    assert len(then) == len(today)
    assert then - today == {"br-kz-alakol", "br-kz-zhongar"}
    assert today - then == {"br-kz-almaty", "br-kz-kolsai"}
    years = {each["id"]: each["designated_year"] for each in rows}
    assert (years["br-kz-almaty"], years["br-kz-kolsai"]) == (2020, 2021)
    zhetysu = {each["id"] for each in rows if "KZ-33" in each["region_now"]}
    assert key("count", "biosphere_reserves", "region=KZ-33") == len(zhetysu) == 3
    assert zhetysu & today == {"br-kz-altynemel"}


def test_what_is_said_of_the_wrong_numbers():
    assert metres(place("1442-011"), place("1442-012")) > 300_000
    assert len(rows_of("corridor")) == 33


def test_a_position_is_disputed_by_more_than_a_hundred_metres():
    off = {each["id"]: each["accuracy_m"] for each in rows_of("corridor")}
    assert key("disputed", "1442-024", "1442-016", "1442-015") == "1442-024"
    assert key("disputed", "1442-016", "1442-015", "1442-014") == "1442-014"
    assert off["1442-024"] > 20_000 and off["1442-014"] > 1_000
    assert (off["1442-016"], off["1442-015"], off["1442-017"]) == (60, 30, 200)
    with pytest.raises(NoKeyError):
        key("disputed", "1442-024", "1442-014")  # both are
    with pytest.raises(NoKeyError):
        key("disputed", "1442-024", "no-such-place")


def test_inside_the_circle_of_tanbaly():
    lon, lat = place("1145")
    hectares = next(each["area_ha"] for each in rows_of("world_heritage") if each["id"] == "1145")
    away = metres((lon, lat), (75.545, 43.806))
    assert away < 1_000 < (hectares * 1e4 / 3.14159265) ** 0.5
    assert key("verdict_near", "1145", "43.806,75.545") == "cannot_say"


def test_far_from_akyrtas_is_not_clear_and_very_far_is():
    assert 30_000 < metres(place("1442-016"), (71.37334, 42.89799)) < 40_000
    assert key("verdict_near", "1442-016", "42.89799,71.37334") == "cannot_say"
    whole = next(each for each in rows_of("world_heritage") if each["id"] == "1442")
    radius = ((whole["area_ha"] + whole["buffer_ha"]) * 1e4 / 3.14159265) ** 0.5
    reach = 3 * radius + 2_000 + 60
    lon, lat, _ = EARTH.fwd(*place("1442-016"), 270, reach - 200)
    assert key("verdict_near", "1442-016", f"{lat},{lon}") == "cannot_say"
    lon, lat, _ = EARTH.fwd(*place("1442-016"), 270, reach + 200)
    assert key("verdict_near", "1442-016", f"{lat},{lon}") == "clear"
    with pytest.raises(NoKeyError):
        key("verdict_near", "1442-999", "42.9,71.4")


def test_the_file_whose_headings_are_swapped():
    with (settings.TRAINING / "files/training-road.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream, delimiter=";"))
    lon, lat = float(rows[0]["longitude"]), float(rows[0]["latitude"])
    assert (rows[0]["longitude"], rows[0]["latitude"]) == ("46.0500", "77.4800")
    assert not 41 < lat < 55.5  # the sea, as the wrong answer says
    assert key("axes", "training-road.csv") == "swapped"
    assert key("position", "training-road.csv", "2") == pytest.approx((lat, lon), abs=1e-9)
    assert key("axes", "training-plot.csv") == "as_written"


def test_the_file_without_a_system():
    with (settings.TRAINING / "files/training-plot.csv").open(encoding="utf-8") as stream:
        first = next(csv.DictReader(stream, delimiter=";"))
    assert first["Y"].startswith("13") and "13700577.77" in first["Y"]
    assert key("system", "training-plot.csv") == "EPSG:28413"
    there = key("position", "training-plot.csv", "2")
    proj = Transformer.from_crs(28413, 4326, always_xy=True)
    assert metres(there, proj.transform(float(first["Y"]), float(first["X"]))) < 5
    # The same grid on another ellipsoid, whose datum is within a metre of WGS 84.
    misread = Proj("+proj=tmerc +lon_0=75 +x_0=13500000 +ellps=GRS80")
    off = metres(there, misread(float(first["Y"]), float(first["X"]), inverse=True))
    assert key("shift_m", "training-plot.csv", "2", "EPSG:10947") == pytest.approx(off, abs=5)
    assert off > 2 * 30  # whoever takes the other system is told that he is wrong
    with pytest.raises(NoKeyError):
        key("shift_m", "training-plot.csv", "2", "EPSG:1")


def test_the_shift_of_sk_42_in_kazakhstan():
    lon, lat = 77.6, 46.24
    shifted = to_wgs84(*shapely.get_coordinates(Point(lon, lat)).T, "EPSG:4284")
    assert 55 <= WGS84.inv(lon, lat, shifted[0][0], shifted[1][0])[2] <= 96


ZONES = {
    "mab_core": "training-reserve-core",
    "mab_buffer": "training-reserve-buffer",
    "mab_transition": "training-reserve-transition",
    "corridor": "training-reserve-corridor",
}


@pytest.mark.parametrize("zone", ZONES)
def test_the_routes_and_the_zones(zone):
    made = features("reserve")
    outline = made[ZONES[zone]]
    inside = [
        EARTH.geometry_length(made[f"training-reserve-route-{n}"].intersection(outline))
        for n in range(1, 6)
    ]
    crossed = sum(length > 100 for length in inside)
    assert crossed == {"mab_core": 1, "mab_buffer": 2, "mab_transition": 3, "corridor": 1}[zone]
    assert key("crossing", "reserve", zone) == crossed
    for number, length in enumerate(inside, 1):
        assert key("inside_m", "reserve", str(number), zone) == pytest.approx(length, rel=1e-3)


def test_the_route_that_keeps_out():
    made = features("reserve")
    fifth = made["training-reserve-route-5"]
    zones = shapely.union_all([made[each] for each in ZONES.values()])
    assert not fifth.intersects(zones)
    assert [key("verdict", "reserve", str(n)) for n in range(1, 6)] == ["crosses"] * 4 + ["clear"]
    assert key("best", "reserve") == 5
    others = (EARTH.geometry_length(made[f"training-reserve-route-{n}"]) for n in range(1, 5))
    assert EARTH.geometry_length(fifth) > max(others)
    # Every 20 m along the route, to every 20 m of the edge.
    edge = made[ZONES["mab_transition"]].exterior.segmentize(0.0002)
    along = shapely.get_coordinates(fifth.segmentize(0.0002))
    corners = shapely.get_coordinates(edge)
    tree = shapely.STRtree(shapely.points(corners))
    near = tree.nearest(shapely.points(along))
    least = min(metres(a, b) for a, b in zip(along, corners[near], strict=True))
    told = key("clearance_m", "reserve", "5", "mab_transition")
    assert told == pytest.approx(least, rel=0.05)


def test_a_day_from_taraz():
    town, kostobe, akyrtas = place("kz-taraz"), place("1442-017"), place("1442-016")
    parts = {each["id"]: place(each["id"]) for each in rows_of("corridor")}
    assert min(parts, key=lambda each: metres(town, parts[each])) == "1442-017"
    assert key("nearest", "corridor", f"{town[1]},{town[0]}") == "1442-017"
    assert f"{town[1]},{town[0]}" in step_of("day_trip", "nearest").asked.arguments
    assert key("distance_km", "kz-taraz", "1442-016") == pytest.approx(
        metres(town, akyrtas) / 1000, abs=1e-6
    )
    loop = metres(town, kostobe) + metres(kostobe, akyrtas) + metres(akyrtas, town)
    assert key("trip_km", "kz-taraz", "1442-017", "1442-016") == pytest.approx(loop / 1000)
    assert metres(town, parts["1442-013"]) > 200_000
    assert FACTOR == 1.3
    with pytest.raises(NoKeyError):
        key("trip_km", "kz-taraz", "1490-005")  # no usable position


def test_a_camp_inside_and_one_300_m_away():
    made = features("trip")
    zone, inside, off = (
        made[f"training-trip-{each}"] for each in ("protection", "camp-1", "camp-2")
    )
    assert zone.covers(inside) and not zone.covers(off)
    edge = shapely.get_coordinates(zone.exterior.segmentize(0.00001))
    assert min(metres(each, (off.x, off.y)) for each in edge) == pytest.approx(300, abs=3)
    for step, camp in (("camp_inside", inside), ("camp_outside", off)):
        assert step_of("day_trip", step).asked.arguments == ("trip", f"{camp.y:g},{camp.x:g}")
    assert key("zone", "trip", f"{inside.y},{inside.x}") == "heritage_protection"
    assert key("zone", "trip", f"{off.y},{off.x}") == "outside"
