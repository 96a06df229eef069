"""The shipped basemap: unchanged, whole, and with today's regions."""

import hashlib
import json

import pytest

from geodata.settings import BASEMAP
from geodata.sources import basemap_sources
from layers.map import relief
from layers.vocabulary import REGIONS

LINES = [
    line.split(maxsplit=1) for line in (BASEMAP / "SHA256SUMS").read_text("utf-8").splitlines()
]


def vector(name):
    return json.loads((BASEMAP / "vector" / f"{name}.geojson").read_text("utf-8"))["features"]


def test_every_file_is_as_it_was_built():
    for checksum, name in LINES:
        assert hashlib.sha256((BASEMAP / name.lstrip("*")).read_bytes()).hexdigest() == checksum, (
            name
        )


def test_there_is_no_file_beside():
    named = {name.lstrip("*") for _, name in LINES} | {"SHA256SUMS"}
    there = {path.relative_to(BASEMAP).as_posix() for path in BASEMAP.rglob("*") if path.is_file()}
    assert there == named


def test_it_is_light():
    assert sum(path.stat().st_size for path in BASEMAP.rglob("*") if path.is_file()) < 7_500_000


def test_the_relief_has_every_tile_that_can_be_asked_for():
    """A missing tile inside the stated bounds would be a hole, and an error in the browser."""
    import math

    for rectangle in relief()["rectangles"]:
        (south, west), (north, east) = rectangle["bounds"]
        for zoom in range(rectangle["min_zoom"], rectangle["max_native_zoom"] + 1):
            tiles = 2**zoom

            def column(lon, tiles=tiles):
                return (lon + 180) / 360 * tiles

            def row(lat, tiles=tiles):
                return (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * tiles

            for x in range(int(column(west) + 1e-6), math.ceil(column(east) - 1e-6)):
                for y in range(int(row(north) + 1e-6), math.ceil(row(south) - 1e-6)):
                    assert (BASEMAP / f"relief/{zoom}/{x}/{y}.webp").is_file(), (zoom, x, y)


def test_the_regions_are_those_of_the_reform_of_2022():
    regions = {feature["properties"]["id"]: feature["properties"] for feature in vector("regions")}
    assert regions.keys() == REGIONS.keys()
    assert regions["KZ-33"]["name_kk"] == "Жетісу облысы"


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_every_label_has_a_name_in_every_language(lang):
    labels = vector("labels")
    assert len(labels) > 100
    assert all(label["properties"][f"name_{lang}"].strip() for label in labels)


def test_it_reaches_luoyang():
    (_, west), (_, east) = relief()["rectangles"][0]["bounds"]
    assert west <= 46 and east >= 113


def test_every_source_says_publisher_licence_and_version():
    assert len(basemap_sources()) >= 7
    for source in basemap_sources():
        assert source.publisher and source.licence and source.url and source.read
