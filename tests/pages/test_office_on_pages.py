"""A boundary and a layer of the office's on the pages, and gone again: Streamlit's own harness."""

import pytest

from geodata import office, settings
from geodata.problems import ContractError, Problem
from i18n import LANGUAGES, translator
from layers import freshness
from tests.office import PASSPORT, boundary, own_layer
from ui.downloads import _file_of

HOSTILE = "**a** [x](javascript:alert(1)) :material/home: $x^2$ www.evil.kz <b>{{7*7}}"


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    yield office.store()
    freshness.forget()


def html_of(page):
    return [block.proto.body for block in page.get("html")]


def map_of(page):
    """What the page sends to its map: which chart, and which places of it."""
    [sent] = [each.proto for each in page.get("component_instance")]
    return sent.json_args


def seen(open_page, lang):
    """What three pages and two files say of Talgar."""
    asked = (("map", {"layer": "corridor"}), ("site", {"id": "1442-012"}), ("talgar", {}))
    pages = [open_page(name, lang=lang, **parameters) for name, parameters in asked]
    assert not any(page.exception for page in pages)
    files = [_file_of(lang, f"mura-corridor.{form}", freshness.now()) for form in ("csv", "kml")]
    drawn = [map_of(page) for page in pages]
    told = [html_of(page) for page in pages]
    said = [[each.value for each in (*page.caption, *page.header)] for page in pages]
    return drawn, told, said, files


def test_a_boundary_is_on_every_page_and_its_removal_restores_every_byte(open_page, store):
    lang, t = "kk", translator("kk")
    before = seen(open_page, lang)
    added = boundary()
    store.add(added)
    drawn, told, said, files = seen(open_page, lang)
    assert all(now != then for now, then in zip(drawn, before[0], strict=True))
    assert all(now != then for now, then in zip(told[:2], before[1][:2], strict=True))
    assert t("boundary") in "".join(told[0])
    assert PASSPORT.act in "".join(told[1])
    assert PASSPORT.act in "".join(said[2])
    assert all(now != then for now, then in zip(files, before[3], strict=True))
    store.remove(added.version)
    assert seen(open_page, lang) == before


@pytest.mark.parametrize("name", ["map", "site", "sources", "reserves"])
def test_a_page_opens_with_what_an_office_has_loaded(open_page, store, name):
    store.add(boundary(act=HOSTILE))
    store.add(boundary("buffer_zone", "1442", drawer=HOSTILE))
    store.add(boundary("corridor", "br-kz-altynemel"))
    store.add_layer(own_layer(title=HOSTILE))
    page = open_page(name, lang="ru", id="1442-012")
    assert not page.exception
    for html in html_of(page):
        assert "<b>{{" not in html
        assert "{{7" not in html


@pytest.mark.parametrize("lang", LANGUAGES[:2])
def test_an_own_layer_stands_in_legend_heading_and_table(open_page, store, lang):
    """Its title is data: in Markdown it stays letters."""
    store.add_layer(own_layer(title=HOSTILE))
    page = open_page(lang=lang, layer="own_roads")
    assert not page.exception
    [box] = [each for each in page.checkbox if "evil" in each.label]
    for text in (box.label, page.main.header[0].value):
        assert "\\*\\*a\\*\\*" in text
        assert ":material" not in text
        assert "www." not in text
        assert "](" not in text
    assert "Ring road" in "".join(html_of(page))
    box.uncheck().run()
    assert not page.exception
    assert page.query_params["layer"] in ("none", ["none"])


def test_a_page_with_a_layer_that_was_removed_goes_on(open_page, store):
    store.add_layer(own := own_layer())
    page = open_page(lang="en", layer="own_roads,corridor")
    store.remove_layer(own.version)
    page.run()
    assert not page.exception
    assert "Ring road" not in "".join(html_of(page))
    assert "Roads of the office" not in page.main.header[0].value


def test_a_page_that_was_begun_is_ended_with_the_same_data(open_page, store, monkeypatch):
    """The bits that say what is shown count the places of the chart that is named beside them."""
    store.add(boundary())
    from ui import map_panel

    counted = map_panel.shown

    def shown(drawn):
        store.add_layer(own_layer())
        return counted(drawn)

    monkeypatch.setattr(map_panel, "shown", shown)
    page = open_page(lang="en", layer="corridor")
    assert not page.exception
    assert not [box for box in page.checkbox if "office" in box.label]
    monkeypatch.setattr(map_panel, "shown", counted)
    page.run()
    assert [box for box in page.checkbox if "office" in box.label]


def test_a_store_that_cannot_be_read_is_named(open_page, store, monkeypatch):
    def refuse():
        raise ContractError("office.sqlite", [Problem("unreadable")])

    store.add(boundary())
    monkeypatch.setattr(type(store), "boundaries", lambda self: refuse())
    page = open_page(lang="en")
    assert not page.exception
    assert "office.sqlite was not loaded" in "".join(html_of(page))
