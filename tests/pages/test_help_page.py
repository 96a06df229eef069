"""The Help page by Streamlit's own harness, in three languages."""

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from geodata.exercises import shelf
from geodata.glossary import glossary
from i18n import LANGUAGES, translator
from layers.catalogue import collection
from tests.running import PAGES
from ui import state
from ui.help import KEYS, LIMITS, SECTIONS
from ui.roles import ROLES

PARAMETERS = {
    "lang", "layer", "category", "criteria", "country", "region", "as_of", "from", "to", "danger",
    "serial", "transboundary", "kind",
}  # fmt: skip
IN_FRAGMENT = {"map", "id", "story"}
OTHER_PAGES = {f"./{page}" for page in PAGES} - {"./map"}


def html_of(page):
    return "".join(block.proto.body for block in page.get("html"))


def links(page):
    """Every link to a view of Mura."""
    return [unescape(link) for link in re.findall(r'href="(\./[^"]*)"', html_of(page))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_section_and_every_word_is_there(open_page, lang):
    t = translator(lang)
    page = open_page("help", lang=lang)
    html = unescape(html_of(page))
    assert [(head.anchor, head.value) for head in page.header] == [
        (anchor, t(title)) for anchor, title in SECTIONS.items()
    ]
    for anchor in SECTIONS:
        assert f'href="#{anchor}"' in html
    for role in ROLES:
        assert 4 <= len(role.steps) <= 6
        assert all(t(said) in html for said in (role.name, role.comes_with))
        assert all(t(step.text) in html for step in role.steps)
    assert all(t(does) in html for _, does in KEYS)
    assert all(t(limit) in html for limit in LIMITS)
    assert "2026-11-22" in html
    assert "<h1" not in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_stands_in_three_languages_beside_its_meaning(open_page, lang):
    html = html_of(open_page("help", lang=lang))
    rows = dict(re.findall(r'<tr data-term="([a-z0-9_]+)">(.*?)</tr>', html))
    assert list(rows) == [term.id for term in glossary()]
    for term in glossary():
        row = unescape(rows[term.id])
        words = dict(re.findall(r'<t[hd][^>]* lang="(\w\w)">(.*?)</t[hd]>', row))
        assert words == term.term
        assert term.meaning[lang] in row


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_link_opens_a_view_that_mura_knows(open_page, lang):
    found = links(open_page("help", lang=lang))
    assert len(found) == sum(len(step.links) for role in ROLES for step in role.steps)
    drawn = collection().table
    for link in found:
        where = urlsplit(link)
        parameters = parse_qs(where.query, strict_parsing=True)
        assert parameters.pop("lang") == [lang]
        if where.path in OTHER_PAGES:
            assert set(parameters) <= {"id", "bring", "place", "line", "exercise"}
            assert set(parameters.get("exercise", ())) <= set(shelf().exercises)
            named = [*parameters.get("id", ()), *parameters.get("place", ())]
            assert all(identity in drawn.index for identity in named)
            continue
        assert where.path == "./"
        assert set(parameters) <= PARAMETERS
        assert state.write(state.read(parameters)) == parameters, link
        view = parse_qs(where.fragment, strict_parsing=True) if where.fragment else {}
        assert set(view) <= IN_FRAGMENT
        for identity in view.get("id", ()):
            assert drawn.loc[identity].geometry is not None


def test_every_role_has_a_link_and_rows_behind_its_filter(open_page):
    for role in ROLES:
        assert any(step.links for step in role.steps)
    for link in links(open_page("help", lang="en")):
        query = {
            name: values[0] if len(values) == 1 else values
            for name, values in parse_qs(urlsplit(link).query).items()
        }
        if link.startswith("./?"):
            page = open_page(**query)
            assert not page.exception
            assert "Nothing matches" not in page.main.header[0].value, link
