"""A name is letters, whatever the letters are: in folium, in payloads, in tables."""

import html
import json
import re

import pytest
from jinja2 import Template

from geodata import office
from geodata.escape import for_markdown
from geodata.problems import ContractError, Problem
from i18n import LANGUAGES, translator
from layers import freshness
from layers.catalogue import collection
from layers.map import chart, show
from layers.payload import place, shown
from layers.vendor import legend_sheet
from tests.office import DIG, Memory, feature, own_layer
from ui.problems import refusal
from ui.table import row_html

PAYLOADS = [
    "{{7*7}}</script><img onerror=alert(1) src=x>${1}",
    "{% set x=1 %}{{x}}",
    "{# comment",
    "{% endraw %}{{ cycler.__init__.__globals__.os.getpid() }}",
    "<script>document.title='hacked'</script>",
    '"><svg onload=alert(1)>',
    "javascript:alert(1)",
    "`${document.title=7*7}`",
    "\\u007b\\u007b7*7\\u007d\\u007d",
    "&#123;&#123;7*7&#125;&#125;",
    "'; DROP TABLE places; --",
    "![x](http://example.org/x.png) **bold** [a](javascript:alert(1)) :material/home: $x^2$",
    "=cmd|'/c calc'!A1",
    "\u202eтерс\u202c",
]


def renamed(name):
    """One place of the real collection under a hostile name, in every language."""
    rows = collection().table.loc[["1103"]].copy()
    for lang in LANGUAGES:
        rows[f"name_{lang}"] = name
        rows[f"summary_{lang}"] = name
    return rows


def test_folium_never_sees_a_text_of_a_file():
    """What folium renders is evaluated, so it may hold our own constants only."""
    table = collection().table
    page = chart("en").script.body.decode()
    script = show(shown(table[table.geometry.notna()]), [])
    for name in [*table["name_en"], *table["summary_en"].dropna(), *table.index]:
        if len(name) > 8:
            assert name not in page
            assert name not in script


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_payload_says_the_letters(name):
    said = place(renamed(name).iloc[0], translator("kk"))
    assert json.loads(json.dumps(said))["name"] == name
    assert said["card"]["summary"] == name


@pytest.mark.parametrize("name", PAYLOADS)
def test_the_table_shows_the_letters(name):
    rendered = row_html(renamed(name).iloc[0], "today", translator("en"))
    assert not re.search(r"<(script|svg|img [^>]*onerror)", rendered)
    assert Template(rendered).render() == rendered
    assert name in html.unescape(rendered)


@pytest.fixture
def own(monkeypatch):
    """own(name) brings a layer of the office's whose every text is that name."""
    store = Memory()
    monkeypatch.setattr(office, "store", lambda: store)

    def bring(name):
        store.add_layer(own_layer(features=[feature(DIG, name=name, text=name)], title=name))

    yield bring
    freshness.forget()


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_layer_of_the_offices_own_says_the_letters(own, name):
    own(name)
    row = collection().table.loc["own-roads-1"]
    letters = " ".join(name.split())
    said = place(row, translator("kk"))
    assert said["name"] == said["card"]["summary"] == letters
    assert said["card"]["layer"] == f"{letters} kk"
    rendered = row_html(row, "today", translator("en"))
    marks = re.sub('"[^"]*"', '""', rendered)  # what stands in an attribute is escaped there
    assert not re.search(r"<(script|svg|img [^>]*onerror)", marks)
    assert Template(rendered).render() == rendered
    assert letters in html.unescape(rendered)
    assert letters not in legend_sheet().body.decode()


def test_folium_never_sees_a_text_of_an_own_layer(own):
    own(PAYLOADS[0])
    script = chart("en").script.body.decode()
    assert "own_roads" in script
    assert "7*7" not in script


@pytest.mark.parametrize("name", PAYLOADS)
def test_markdown_shows_the_letters(name):
    """Every sign that Markdown could read has its backslash; what is read after them is parted."""
    written = for_markdown(name)
    read = re.sub(r"\\(.)", r"\1", written).replace("\u2060", "")
    assert read == " ".join(name.split())
    assert not re.search(r"(?<!\\)[*_`\[\]<>$#]|:[a-z/]|www\.|://", written)


def test_a_problem_quotes_a_value_as_letters():
    problem = Problem("not_allowed", 3, "**a** -> b", "<b>", "$x$ :material/home: www.evil.kz")
    rendered = refusal(ContractError("<i>.geojson", [problem]), translator("en"))
    assert "<i>" not in rendered
    assert "<b>" not in rendered
    said = html.unescape(rendered)
    for letters in ("**a** -> b", "<b>", "$x$ :material/home: www.evil.kz", "<i>.geojson"):
        assert letters in said
