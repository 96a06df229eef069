"""What is left of the collection when a file is empty or refused: every filter still answers."""

import json
import shutil

import pytest

from analysis.select import Query, drawn, select
from geodata.settings import FILES
from i18n import translator
from layers import catalogue, freshness
from layers.catalogue import CATALOGUE
from layers.declaration import Layer
from ui.filters import kinds
from ui.words import on_the_map, sentence

QUERIES = [
    Query(),
    Query(criteria=("iii",)),
    Query(categories=("natural",), serial=True, transboundary=False),
    Query(countries=("KZ",), regions=("KZ-19",), as_of="2019", in_danger=True),
    Query(kinds=("point", "none"), year_from=2000, year_to=2020),
]


def forget():
    """The files are read once a process."""
    catalogue.shipped.cache_clear()
    freshness.forget()


@pytest.fixture
def collection_of(tmp_path, monkeypatch):
    """collection_of(layer, text) reads the shipped files with that layer's file replaced."""

    def read(layer, text):
        folder = tmp_path / "files"
        shutil.copytree(FILES, folder)
        path = folder / f"{layer}.geojson"
        path.unlink() if text is None else path.write_text(text, "utf-8")
        monkeypatch.setattr(Layer, "path", property(lambda self: folder / f"{self.name}.geojson"))
        forget()
        return catalogue.collection()

    yield read
    monkeypatch.undo()
    forget()


@pytest.mark.parametrize(
    ("layer", "text"),
    [
        *((layer.name, None) for layer in CATALOGUE),
        ("world_heritage", '{"type": "FeatureCollection", "features": []}'),
        ("world_heritage", "{"),
    ],
)
def test_every_filter_answers_without_a_layer(collection_of, layer, text):
    here = collection_of(layer, text)
    for query in QUERIES:
        rows = select(here.table, query)
        places = drawn(here.table, rows, query)
        assert layer not in set(rows["layer"])
        for lang in ("kk", "ru", "en"):
            assert sentence(query, rows, translator(lang))
            assert on_the_map(query, rows, places, translator(lang))
    assert len(here.refused) == (text is None or text == "{")


def test_an_office_can_bring_a_boundary(collection_of):
    document = json.loads((FILES / "corridor.geojson").read_text("utf-8"))
    talgar = next(f for f in document["features"] if f["id"] == "1442-012")
    talgar["geometry"] = {
        "type": "Polygon",
        "coordinates": [[[77.2, 43.27], [77.23, 43.27], [77.23, 43.29], [77.2, 43.27]]],
    }
    talgar["properties"]["geometry_kind"] = "boundary"
    here = collection_of("corridor", json.dumps(document))
    assert here.refused == ()
    assert here.table.loc["1442-012"].geometry.geom_type == "Polygon"
    assert "none is loaded" not in kinds(translator("en"))


def test_the_legend_says_that_no_boundary_is_loaded():
    assert "none is loaded" in kinds(translator("en"))


def test_an_id_of_another_layer_is_refused(collection_of):
    document = json.loads((FILES / "talgar.geojson").read_text("utf-8"))
    document["features"][0]["id"] = document["features"][0]["properties"]["id"] = "1442-012"
    here = collection_of("talgar", json.dumps(document))
    assert [problem.code for problem in here.refused[0].problems] == ["repeated_id"]
