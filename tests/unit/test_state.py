"""The address: hostile ones open the page with its defaults, ours come back as they were."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.select import Query
from layers.catalogue import CATALOGUE
from layers.vocabulary import CATEGORIES, KINDS, REGIONS
from ui import state


def some(options):
    options = tuple(options)
    return st.sets(st.sampled_from(options)).map(
        lambda chosen: tuple(each for each in options if each in chosen)
    )


QUERIES = st.builds(
    Query,
    layers=some(layer.name for layer in CATALOGUE),
    categories=some(CATEGORIES),
    criteria=some(state.CRITERIA),
    countries=some(state.countries()),
    regions=some(REGIONS),
    as_of=st.sampled_from(["today", "2019"]),
    year_from=st.none() | st.sampled_from(state.years()),
    year_to=st.none() | st.sampled_from(state.years()),
    in_danger=st.booleans(),
    serial=st.none() | st.booleans(),
    transboundary=st.none() | st.booleans(),
    kinds=some(KINDS),
)


@given(QUERIES)
def test_an_address_restores_the_query(query):
    assert state.read(state.write(query)) == query


def test_the_default_has_an_empty_address():
    assert state.write(state.DEFAULT) == {}
    assert state.read({}) == state.DEFAULT


def test_commas_and_repetitions_mean_the_same():
    by_commas = state.read({"layer": ["corridor,talgar"]})
    assert by_commas == state.read({"layer": ["talgar", "corridor"]})
    assert by_commas.layers == ("corridor", "talgar")


@pytest.mark.parametrize(
    "value",
    [
        "nothing",
        "__import__('os')",
        "../../etc/passwd",
        "{{7*7}}",
        "<script>",
        "1e309",
        "-1",
        "99999999999",
        "２０１９",
        "",
        "x" * 10_000,
        pickle.dumps({"a": 1}).decode("latin-1"),
        "\x00",
    ],
)
def test_what_is_not_allowed_is_passed_over(value):
    names = [*state.write(Query(layers=())), "layer", "country", "region", "from", "to", "as_of"]
    names += ["category", "criteria", "danger", "serial", "transboundary", "kind"]
    assert state.read({name: [value] for name in names if name != "layer"}) == state.DEFAULT
    assert state.read({"layer": [value]}) == state.DEFAULT


@given(st.dictionaries(st.text(), st.lists(st.text())))
def test_any_address_gives_a_query(parameters):
    assert isinstance(state.read(parameters), Query)
