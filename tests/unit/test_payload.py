import base64
import json

import numpy as np
import pytest

import layers.payload
from analysis.select import Query, drawn, select
from i18n import LANGUAGES
from layers.catalogue import CATALOGUE, collection
from layers.payload import drawable, payload, payloads, shown

TABLE = collection().table


def places(layer, lang="en"):
    return json.loads(payload(layer, lang).body)


def test_bits_name_exactly_the_drawn_places():
    query = Query(countries=("KZ",), year_from=2010)
    on_map = drawn(TABLE, select(TABLE, query), query)
    said = set()
    for layer, bits in shown(on_map).items():
        flags = np.unpackbits(np.frombuffer(base64.b64decode(bits), "u1"))
        said |= {place["id"] for place, flag in zip(places(layer), flags, strict=False) if flag}
    assert said == set(on_map.index)


def test_a_layer_of_very_many_places_travels_as_numbers(monkeypatch):
    monkeypatch.setattr(layers.payload, "DENSE_ABOVE", 10)
    said = {each["id"]: each for each in places("corridor")}
    body = layers.payload.payload.__wrapped__("corridor", "kk").body
    count = int.from_bytes(body[:4], "little")
    lons, lats = np.frombuffer(body, "<f4", 2 * count, 4).reshape(2, count)
    disputed = np.frombuffer(body, "u1", count, 4 + 8 * count)
    assert len(body) == 4 + 9 * count
    assert list(drawable("corridor").index) == list(said)
    for place, lon, lat, doubt in zip(said.values(), lons, lats, disputed, strict=True):
        assert (lon, lat) == pytest.approx((place["lon"], place["lat"]), abs=1e-5)
        assert doubt == place["disputed"]
    assert disputed.any()
    assert layers.payload.is_dense("corridor")
    assert not layers.payload.is_dense("talgar")


def test_a_filter_is_small_on_the_wire():
    assert len(json.dumps(shown(TABLE[TABLE.geometry.notna()]))) < 600


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("layer", [layer.name for layer in CATALOGUE])
def test_cards_are_whole_in_every_language(layer, lang):
    for place in places(layer, lang):
        assert place["name"] == TABLE.loc[place["id"], f"name_{lang}"]
        card = place["card"]
        assert all(label and isinstance(value, str) and value for label, value in card["facts"])
        assert "nan" not in json.dumps(card).lower().replace("nanaimo", "").split()
        assert len(card["warnings"]) >= len(TABLE.loc[place["id"], "disputes"])


def test_only_a_schematic_or_a_boundary_has_an_outline():
    for layer in CATALOGUE:
        for place in places(layer.name):
            assert ("outline" in place) == (place["kind"] in {"schematic", "boundary"})


def test_karamergen_carries_its_warning():
    [card] = [place["card"] for place in places("corridor") if place["id"] == "1442-024"]
    assert any("38.6" in warning and "51.9" in warning for warning in card["warnings"])


def test_addresses_change_with_their_content():
    assert len({one.name for one in payloads().values()}) == len(CATALOGUE) * len(LANGUAGES)
    assert payload("corridor", "kk").name != payload("corridor", "ru").name
