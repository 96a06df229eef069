"""The address of the view as one file."""

import gzip
from datetime import date
from urllib.parse import urlencode

import pytest

from i18n import LANGUAGES, translator
from tests.server.test_addresses import get

TALGAR = {"view": "10/43.3/77.2", "size": "1000x560", "layer": "corridor"}


def ask(address, name, asked=TALGAR, **headers):
    return get(address, f"/geo/view/{name}?{urlencode(asked, doseq=True)}", **headers)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_file_comes_packed_as_an_attachment(address, lang):
    answer, body = ask(address, f"{lang}.html", **{"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    named = f'attachment; filename="mura-{date.today()}.html"'
    assert answer.headers["Content-Disposition"] == named
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Encoding"] == "gzip"
    text = gzip.decompress(body).decode()
    assert f'<html lang="{lang}">' in text
    assert translator(lang)("Legend") in text


def test_the_file_comes_plain_to_who_asks_for_that(address):
    answer, body = ask(address, "en.html", **{"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers
    assert body.startswith(b"<!DOCTYPE html>")


@pytest.mark.parametrize("name", ["xx.html", "en.pdf", "en", "en.html.html"])
def test_another_name_is_not_found(address, name):
    answer, body = ask(address, name)
    assert answer.status == 404
    assert b"<html" not in body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_title_that_is_too_long_is_refused_in_words(address, lang):
    answer, body = ask(address, f"{lang}.html", {**TALGAR, "title": "т" * 121})
    assert answer.status == 400
    assert body.decode() == translator(lang)("The title is longer than {n} letters.", n=120)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


@pytest.mark.parametrize(
    "asked",
    [
        {"view": "1e309/x/y", "size": "-1x5", "layer": "../../etc/passwd"},
        {"view": "\x80\x04pickle", "size": "9" * 5000, "from": "99999", "place": "x," * 500},
        {"view": ["10/43.3/77.2"] * 300, "layer": ["<script>"] * 300},
    ],
)
def test_what_makes_no_sense_is_passed_over(address, asked):
    answer, body = ask(address, "en.html", asked)
    assert answer.status == 200
    assert b"root:" not in body
    assert b"<h1>21 World Heritage" in body
