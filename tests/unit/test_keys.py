"""The keys of exercises against what computes otherwise: geographiclib's and PROJ's geodesics,
shapely on a local plane, and the screening's own JSON on the command line."""

import json

import numpy as np
import pytest
import shapely
from pyproj import Geod, Transformer

from geodata import settings
from geodata.exercises.asking import Asked
from geodata.training import set_of, sets, training_set
from layers.catalogue import collection
from tests import brought_files as make
from workshop import keys_of_files, keys_of_places, keys_of_sets
from workshop.keys import key_of, written
from workshop.missing import NoKeyError

WGS84 = Geod(ellps="WGS84")
PLANE = Transformer.from_crs("EPSG:4326", "+proj=laea +lat_0=43.275 +lon_0=77.22", always_xy=True)
ROUTES = [str(each.token) for each in training_set("talgar").of("route")]


def flat(shape):
    return shapely.transform(shape, lambda at: np.column_stack(PLANE.transform(*at.T)))


def zones(kind):
    return [each.geometry for each in training_set("talgar").of("zone") if each.token == kind]


def line(number):
    return training_set("talgar").route(number).geometry


@pytest.mark.parametrize("number", ROUTES)
@pytest.mark.parametrize("kind", ["property", "buffer_zone"])
def test_what_lies_inside_agrees_with_a_plane(number, kind):
    inside = sum(flat(line(number)).intersection(flat(zone)).length for zone in zones(kind))
    assert keys_of_sets.inside_m("talgar", number, kind) == pytest.approx(inside, rel=1e-3, abs=0.5)


@pytest.mark.parametrize("number", ROUTES)
def test_length_and_clearance_agree_with_a_plane(number):
    metres = WGS84.geometry_length(line(number))
    assert keys_of_sets.length_km("talgar", number) == pytest.approx(metres / 1000, rel=1e-6)
    [place] = zones("property")
    if number != "1":
        far = flat(line(number)).distance(flat(place))
        found = keys_of_sets.clearance_m("talgar", number, "property")
        assert found == pytest.approx(far, rel=2e-3)


@pytest.mark.parametrize("number", ROUTES)
def test_a_key_is_what_the_screening_writes(screen, number):
    ran = screen(make.geojson(("road", line(number))), "--training", "talgar", "--json", "-")
    assert ran.found["training"] == "talgar"
    assert ran.found["verdict"] == keys_of_sets.verdict("talgar", number)
    for each in ran.found["findings"]:
        assert each["feature_id"].startswith("training-")
        zone = each["zone"]
        assert each["length_inside_m"] == pytest.approx(
            keys_of_sets.inside_m("talgar", number, zone), abs=0.01
        )
        assert each["clearance_m"] == pytest.approx(
            keys_of_sets.clearance_m("talgar", number, zone), abs=0.01
        )


def test_the_best_and_how_many_cross_agree_with_the_options_of_the_command(screen):
    roads = [(each, line(each)) for each in ROUTES]
    ran = screen(make.geojson(*roads), "--training", "talgar", "--rows", "options", "--json", "-")
    order = [each["option"] for each in ran.found["options"]]
    assert order[0] == keys_of_sets.best("talgar")
    for kind in ("property", "buffer_zone"):
        crossed = sum(line(each).crosses(zone) for each in ROUTES for zone in zones(kind))
        assert keys_of_sets.crossing("talgar", kind) == crossed


def test_all_five_routes_cross_the_buffer_zone_and_only_one_the_place():
    assert keys_of_sets.crossing("talgar", "buffer_zone") == len(ROUTES) == 5
    assert keys_of_sets.crossing("talgar", "property") == 1


def test_the_ground():
    position = collection().table.geometry
    first, second = position["1442-012"], position["talgar-site"]
    _, _, metres = WGS84.inv(first.x, first.y, second.x, second.y)
    assert keys_of_places.distance_km("1442-012", "talgar-site") == pytest.approx(metres / 1000)
    assert written(key_of(Asked("number", "distance_km", ("1442-012", "talgar-site"), 1))) == (
        f"{metres / 1000:.6g}"
    )
    [place] = zones("property")
    area = abs(WGS84.geometry_area_perimeter(place)[0]) / 10_000
    assert keys_of_sets.area_ha("talgar", "training-talgar-place") == pytest.approx(area, rel=1e-4)


@pytest.mark.parametrize("layer", ["corridor", "biosphere_reserves", "world_heritage"])
@pytest.mark.parametrize(("as_of", "column"), [("2019", "region_2019"), ("today", "region_now")])
def test_a_count_is_that_of_the_file(layer, as_of, column):
    document = json.loads((settings.FILES / f"{layer}.geojson").read_text("utf-8"))
    rows = [each["properties"] for each in document["features"]]
    rows = [each for each in rows if each["status"] == "designated"]
    if as_of == "2019":
        rows = [each for each in rows if not each["designated_year"] > 2019]
    assert keys_of_places.count(layer, f"as_of={as_of}") == len(rows)
    here = sum("KZ-19" in each[column] for each in rows)
    assert keys_of_places.count(layer, "region=KZ-19", f"as_of={as_of}") == here


def test_the_kind_of_a_place_and_whether_it_may_be_judged_by():
    assert keys_of_places.geometry("1442-012") == "point"
    assert keys_of_places.judge("1442-012") == "no"
    assert keys_of_places.geometry("training-talgar-place") == "training"
    assert keys_of_places.judge("training-talgar-place") == "no"


def test_the_nearest_of_a_layer_by_every_geodesic():
    table = collection().table
    parts = table[(table["layer"] == "corridor") & table.geometry.notna()]
    lon, lat = 77.0, 43.2
    far = {each: WGS84.inv(lon, lat, at.x, at.y)[2] for each, at in parts.geometry.items()}
    assert keys_of_places.nearest("corridor", f"{lat},{lon}") == min(far, key=far.get)


def test_which_zone_a_position_lies_in():
    assert keys_of_sets.zone_at("talgar", "43.275,77.22") == "property"
    assert keys_of_sets.zone_at("talgar", "43.285,77.22") == "buffer_zone"
    assert keys_of_sets.zone_at("talgar", "43.25,77.22") == "outside"


@pytest.fixture
def brought(tmp_path, monkeypatch):
    """A trainer's own folder with a file in SK-42 and one whose axes are swapped."""
    monkeypatch.setattr(settings, "EXERCISES", tmp_path)
    (tmp_path / "files").mkdir()
    return tmp_path / "files"


def test_a_file_is_read_as_its_evidence_says(brought):
    swapped = make.geojson(("well", shapely.Point(43.2778, 77.2222)))
    (brought / "swapped.geojson").write_bytes(swapped)
    assert keys_of_files.position("swapped.geojson", "1") == pytest.approx((77.2222, 43.2778))
    to_sk42 = Transformer.from_crs("EPSG:4326", "EPSG:28413", always_xy=True)
    x, y = to_sk42.transform(77.2222, 43.2778)
    (brought / "sk42.csv").write_text(f"name;x;y\nwell;{x:.2f};{y:.2f}\n", "utf-8")
    assert keys_of_files.system("sk42.csv") == "EPSG:28413"
    lon, lat = keys_of_files.position("sk42.csv", "2")
    assert WGS84.inv(lon, lat, 77.2222, 43.2778)[2] < 10


@pytest.mark.parametrize(
    ("key", "arguments"),
    [
        ("distance_km", ("nowhere", "1442-012")),
        ("count", ("nothing",)),
        ("count", ("corridor", "region=XX")),
        ("count", ("corridor", "colour=red")),
        ("geometry", ("training-none",)),
        ("verdict", ("talgar", "9")),
        ("inside_m", ("talgar", "1", "mab_core")),
        ("area_ha", ("talgar", "training-talgar-route-1")),
        ("best", ("nowhere",)),
        ("zone", ("talgar", "somewhere")),
        ("nearest", ("corridor", "x")),
        ("system", ("none.csv",)),
        ("system", ("../talgar.geojson",)),
        ("position", ("none.csv", "x")),
    ],
)
def test_what_is_not_known_has_no_key(key, arguments):
    with pytest.raises(NoKeyError):
        key_of(Asked("choose", key, arguments))


# ---- the sets ------------------------------------------------------------------------------------


def feature(identity="training-x", geometry=None, **told):
    names = {f"name_{lang}": "x" for lang in ("kk", "ru", "en")}
    shape = geometry or {"type": "Point", "coordinates": [77.2, 43.2]}
    return {"type": "Feature", "properties": {"id": identity, **names, **told}, "geometry": shape}


@pytest.mark.parametrize(
    ("made", "codes"),
    [
        (feature("real-1", end=1), {"wrong_form"}),
        (feature(end=3), {"out_of_range"}),
        (feature(), {"missing"}),
        (feature(end=1, zone="property"), {"missing"}),
        (feature(zone="property", accuracy_m=5), {"wrong_geometry"}),
        (feature(end=1, colour="red"), {"unknown_column"}),
        (feature(end=1, geometry={"type": "Point", "coordinates": [43.2, 77.2]}), {"outside"}),
        (feature(end=1, geometry={"type": "Point", "coordinates": "x"}), {"not_a_position"}),
        (feature(end=1) | {"properties": None}, {"not_a_feature"}),
    ],
)
def test_a_set_that_breaks_its_contract_is_refused(made, codes):
    from geodata.problems import ContractError

    data = json.dumps({"type": "FeatureCollection", "features": [made]}).encode()
    with pytest.raises(ContractError) as caught:
        set_of("x.geojson", data)
    assert {each.code for each in caught.value.problems} == codes


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b'{"features": 1}', b"\xff", b"[" * 100_000])
def test_what_is_no_set_is_refused(data):
    from geodata.problems import ContractError

    with pytest.raises(ContractError):
        set_of("x.geojson", data)


def test_the_sets_that_ship_are_read_and_no_id_is_in_two_of_them():
    ids = [each.id for name in sets() for each in training_set(name).things]
    assert ids
    assert len(ids) == len(set(ids))
