import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import Template

from geodata.escape import for_html, for_script, for_spreadsheet, for_style, is_web_address

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(st.text())
def test_html_says_the_same_letters_and_no_markup(text):
    import html

    escaped = for_html(text)
    assert html.unescape(escaped) == html.unescape(html.escape(text))
    assert not set(escaped) & set("<>\"'{}$`\\")


@given(st.text())
def test_html_survives_two_passes_of_jinja(text):
    escaped = for_html(text).replace("\r", "")
    once = Template(escaped, keep_trailing_newline=True).render()
    assert Template(once, keep_trailing_newline=True).render() == escaped


@given(JSON)
def test_script_literal_is_the_same_value(value):
    assert json.loads(for_script(value)) == value


def test_script_literal_is_inert_in_jinja_and_script_blocks():
    hostile = "{{7*7}}{% set x=1 %}{# #}</script><script>${1}`'"
    literal = for_script({"name": hostile, "{{7*7}}": 1})
    assert Template(literal).render() == literal
    assert not set("<>`$'") & set(literal)
    assert "{{" not in literal
    assert "{%" not in literal


def test_script_refuses_what_is_no_json():
    import pytest

    with pytest.raises(ValueError, match="JSON"):
        for_script(float("nan"))


@given(st.text())
def test_spreadsheet_cell_starts_no_formula(text):
    cell = for_spreadsheet(text)
    assert cell.endswith(text)
    assert not cell.lstrip(" ").startswith(tuple("=+-@\t\r\n\0＝＋－＠"))


def test_spreadsheet_leaves_names_alone():
    assert for_spreadsheet("Талғар") == "Талғар"
    assert for_spreadsheet('=cmd|"/c calc"!A1').startswith("'=")


@pytest.mark.parametrize(
    ("word", "leads"),
    [
        ("https://whc.unesco.org/en/list/1442", True),
        ("http://adilet.zan.kz/rus/docs/V12D0002086", True),
        ("javascript://whc.unesco.org/%0Aalert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://[half", False),
        ("whc.unesco.org", False),
    ],
)
def test_only_an_address_of_the_web_becomes_a_link(word, leads):
    assert is_web_address(word) is leads


@given(st.text())
def test_a_string_of_a_style_sheet_stays_one(text):
    escaped = for_style(text)
    inside = escaped[1:-1]
    assert escaped[0] == escaped[-1] == '"'
    assert all(sign.isalnum() or sign in "\\ " for sign in inside)


def test_a_style_sheet_reads_the_same_letters():
    assert for_style('Файл "20 МБ"') == '"Файл \\22 20 МБ\\22 "'
