"""The Sources page by Streamlit's own harness, in three languages."""

import re
from dataclasses import replace
from html import unescape

import pytest

from geodata.glossary import glossary
from geodata.sources import layer_sources, own_texts
from i18n import LANGUAGES, translator
from layers import catalogue
from layers.catalogue import CATALOGUE, collection
from layers.vocabulary import CONFIDENCE
from reports.data import CHANGED, FORMS, bundle, source_line
from ui.downloads import address
from ui.sources import SECTIONS, TEXTS, sources_html


def html_of(page):
    return "".join(block.proto.body for block in page.get("html"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_section_is_there_in_its_language(open_page, lang):
    t = translator(lang)
    page = open_page("sources", lang=lang)
    assert not page.exception
    html = html_of(page)
    headings = [each.value for each in page.header]
    headings += [unescape(each) for each in re.findall(r"<h2[^>]*>([^<]*)</h2>", html)]
    assert headings == [t(title) for title in SECTIONS.values()]
    for anchor in SECTIONS:
        assert f'href="#{anchor}"' in html
    for meaning in CONFIDENCE.values():
        assert t(meaning) in unescape(html)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_and_each_layer_can_be_taken_along_in_five_formats(open_page, lang):
    html = html_of(open_page("sources", lang=lang))
    links = re.findall(r'href="(\./geo/data/[^"]+)" download="([^"]+)"', html)
    layers = ["", *(layer.name for layer in CATALOGUE)]
    assert [link for link, _ in links] == [
        address(lang, form, layer) for layer in layers for form in FORMS
    ]
    assert all(link.endswith(f"/{name}") for link, name in links)
    [table] = re.findall(r'<div class="[^"]*mura-downloads.*?</table>', html, re.DOTALL)
    counts = [int(n) for n in re.findall(r'data-head="[^"]*">(\d+)<', table)]
    assert counts[0] == len(collection().table) == sum(counts[1:])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_source_that_our_texts_cite_is_listed(open_page, lang):
    html = unescape(html_of(open_page("sources", lang=lang)))
    for term in glossary():
        for source in term.sources:
            assert source in html
    assert html.count('class="mura-cited"') == sum(bool(text.cited) for text in own_texts())


def test_every_text_of_ours_has_a_name():
    assert {text.file for text in own_texts()} == set(TEXTS)
    assert {text.file: text.entries for text in own_texts()}["glossary.json"] == len(glossary())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_changed_file_is_said_to_be_changed(monkeypatch, lang):
    """An office put its own corridor in the place of ours."""
    t = translator(lang)
    ours = collection()
    digests = {**ours.digests, "corridor": "0" * 64}
    other = replace(ours, digests=digests)
    assert t(CHANGED) not in unescape(sources_html(layer_sources(), ours.table, t))
    monkeypatch.setattr(catalogue, "collection", lambda: other)
    html = unescape(sources_html(layer_sources(), ours.table, t))
    assert html.count(t(CHANGED)) == 1
    by_key = {source.key: source for source in layer_sources()}
    assert source_line(by_key["corridor"], t).endswith(t(CHANGED))
    assert t(CHANGED) not in source_line(by_key["talgar"], t)
    about = dict(bundle(ours.table, t).about())
    assert about["corridor"].endswith(t(CHANGED))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_rows_of_a_filter_can_be_taken_along(open_page, lang):
    t = translator(lang)
    page = open_page(lang=lang, layer="corridor", country="CN")
    buttons = {each.proto.label: each.proto for each in page.get("download_button")}
    assert list(buttons) == [t(f"Download as {form}") for form in ("CSV", "XLSX", "GeoJSON", "KML")]
    assert not any(button.disabled for button in buttons.values())
    empty = open_page(lang=lang, layer="none")
    assert all(each.proto.disabled for each in empty.get("download_button"))
