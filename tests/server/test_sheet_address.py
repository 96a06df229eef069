"""The sheet of a place to print, over the wire: right languages, right names, no faults shown."""

import asyncio
import http.client
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from urllib.parse import urlsplit

import pypdfium2
import pytest

from i18n import LANGUAGES, translator
from layers.catalogue import collection
from layers.stories import handout_address
from reports.sheet import SiteSheet
from ui import papers


def asked(address, path):
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=130)
    connection.request("GET", path, headers={"Connection": "close"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sheet_is_one_page_in_its_language_and_a_file_with_a_name(address, lang):
    path = papers.paper_address("talgar-bridge", lang)
    answer, body = asked(address, path.removeprefix("."))
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    named = f'attachment; filename="mura-talgar-bridge-{lang}-' + r'\d{4}-\d\d-\d\d\.pdf"'
    assert re.fullmatch(named, answer.headers["Content-Disposition"])
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    with pypdfium2.PdfDocument(body) as document:
        assert len(document) == 1
        said = document[0].get_textpage().get_text_bounded()
    assert collection().table.loc["talgar-bridge", f"name_{lang}"] in " ".join(said.split())


@pytest.mark.parametrize(
    "identity",
    [
        "nowhere",
        "%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "a/b/c",
        "1442-012/1442",
        "%7B%7B7*7%7D%7D",
        "x" * 5000,
    ],
)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_unknown_place_is_one_plain_sentence(address, identity, lang):
    answer, body = asked(address, f"/geo/sheet/{identity}/{lang}.pdf")
    assert answer.status == 404
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert body.decode() == translator(lang)("No place of this id is known here.")


@pytest.mark.parametrize("identity", ["1442-012%00", "1442-012%0d%0aSet-Cookie:%20a=b"])
def test_letters_that_are_no_address_find_nothing(address, identity):
    answer, body = asked(address, f"/geo/sheet/{identity}/kk.pdf")
    assert answer.status in {400, 404}  # Streamlit itself refuses a zero in an address
    assert "Set-Cookie" not in answer.headers
    assert len(body) < 100


@pytest.mark.parametrize("name", ["fr.pdf", "kk.png", "kk", "kk.pdf.png", "KK.pdf", ".pdf"])
def test_there_are_no_other_sheets_of_a_place(address, name):
    answer, body = asked(address, f"/geo/sheet/1442-012/{name}")
    assert (answer.status, body) == (404, b"not found")


def test_the_page_of_a_story_is_a_file_with_a_name(address):
    lang = "ru"
    answer, body = asked(address, f"/{handout_address('talgar', lang)}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    named = f'attachment; filename="mura-talgar-{lang}.pdf"'
    assert answer.headers["Content-Disposition"] == named
    with pypdfium2.PdfDocument(body) as document:
        assert len(document) == 1
        assert translator(lang)("Hand-out") in document[0].get_textpage().get_text_bounded()


@pytest.mark.parametrize(
    "name",
    ["talgar/fr.pdf", "talgar/kk.png", "nothing/kk.pdf", "..%2Fmap/kk.pdf", "%3Cb%3E/kk.pdf",
     "talgar/kk", "talgar"],
)  # fmt: skip
def test_there_are_no_other_pages_of_stories(address, name):
    answer, body = asked(address, f"/geo/handout/{name}")
    assert answer.status in {400, 404} or b"<title>Streamlit</title>" in body
    assert b"%PDF" not in body
    assert b"Traceback" not in body


def test_who_comes_when_too_many_wait_is_asked_to_come_again(monkeypatch):
    monkeypatch.setattr(papers, "_waiting", {object() for _ in range(papers.MOST_WAITING)})
    t = translator("ru")
    sheet = SiteSheet(identity="1442-012", lang="ru", day=date(2026, 11, 22))
    with ThreadPoolExecutor(1) as aside:  # the browser of other tests has a loop here already
        answer = aside.submit(lambda: asyncio.run(papers._drawn(sheet, "mura.pdf", t))).result()
    assert answer.status_code == 503
    assert answer.body.decode() == t("Too many sheets are being made. Try again in a minute.")


def test_an_id_cannot_leave_its_address():
    assert papers.paper_address("../é", "kk") == "./geo/sheet/..%2F%C3%A9/kk.pdf"
