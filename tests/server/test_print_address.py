"""Sheets of paper over the wire: right sizes, right languages, no faults shown."""

import http.client
import io
import re
import threading
import time
from urllib.parse import quote, urlsplit

import pypdfium2
import pytest
from PIL import Image

from i18n import LANGUAGES, translator
from tests.server.test_addresses import get

VIEW = "view=8/43.4/77.2&size=900x560"
TYPES = {"pdf": "application/pdf", "png": "image/png"}


def sheet(address, name, query=VIEW):
    """A machine that runs other tests beside this one may take a while."""
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=130)
    connection.request("GET", f"/geo/print/{name}?{query}", headers={"Connection": "close"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def text_of(pdf):
    with pypdfium2.PdfDocument(pdf) as document:
        return re.sub(r"\s", "", document[0].get_textpage().get_text_bounded())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sheet_is_a_file_in_its_language_and_is_not_kept(address, lang):
    answer, body = sheet(address, f"{lang}.pdf", f"{VIEW}&layer=corridor")
    assert (answer.status, answer.headers["Content-Type"]) == (200, TYPES["pdf"])
    assert re.sub(r"\s", "", translator(lang)("On this sheet")) in text_of(body)
    assert len(body) < 2_000_000
    told = answer.headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="mura-map-\d{4}-\d\d-\d\d\.pdf"', told)
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("paper", "orientation", "points", "pixels"),
    [
        ("A4", "portrait", (595, 842), (1654, 2339)),
        ("A3", "landscape", (1191, 842), (3307, 2339)),
    ],
)
def test_a_sheet_has_the_size_of_its_paper(address, paper, orientation, points, pixels):
    query = f"{VIEW}&paper={paper}&orientation={orientation}&layer=corridor"
    _, body = sheet(address, "kk.pdf", query)
    assert pypdfium2.PdfDocument(body)[0].get_size() == pytest.approx(points, abs=1)
    answer, body = sheet(address, "kk.png", query)
    assert (answer.status, answer.headers["Content-Type"]) == (200, TYPES["png"])
    assert Image.open(io.BytesIO(body)).size == pytest.approx(pixels, abs=1)


def test_a_sheet_shows_what_the_filters_chose(address):
    few, many = "layer=world_heritage&country=KZ", "layer=world_heritage"
    said = text_of(sheet(address, "en.pdf", f"{few}&view=4/45/66&size=700x540")[1])
    assert "7WorldHeritagepropertiesinKazakhstan" in said
    said = text_of(sheet(address, "en.pdf", f"{many}&view=4/45/66&size=700x540")[1])
    assert "21WorldHeritageproperties" in said


@pytest.mark.parametrize(
    "query",
    [
        "",
        "view=1e999/1/1&size=99999999999x1&layer=../../etc/passwd&country=<script>&place=%00&card=%00"
        "&from=99999999999&paper=A0&orientation=up",
        "view=18/-85/-180&size=100x8000&title=%F0%9F%98%80%ED%A0%80",
        "view=" + "8/" * 500 + "&layer=none&title=" + quote("{{7*7}} $x^2$ <script>"),
    ],
)
def test_an_address_that_makes_no_sense_is_a_sheet_all_the_same(address, query):
    answer, body = sheet(address, "ru.pdf", query)
    assert (answer.status, body[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_too_long_a_title_is_refused_in_one_plain_sentence(address, lang):
    answer, body = sheet(address, f"{lang}.pdf", "title=" + "a" * 121)
    assert answer.status == 400
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert body.decode() == translator(lang)("The title is longer than {n} letters.", n=120)


@pytest.mark.parametrize(
    "name", ["fr.pdf", "kk.svg", "kk", "kk.pdf.png", "..%2fkk.pdf", "KK.pdf", ".pdf"]
)
def test_there_are_no_other_sheets(address, name):
    answer, body = sheet(address, name)
    assert answer.status in {400, 404} or b"<title>Streamlit</title>" in body
    assert b"Traceback" not in body


def test_others_are_served_while_a_sheet_is_made(address):
    sheet(address, "kk.pdf")  # the process is there
    began, waits = time.perf_counter(), []
    made = threading.Thread(target=sheet, args=(address, "kk.png", f"{VIEW}&paper=A3"))
    made.start()
    while made.is_alive():
        asked = time.perf_counter()
        assert get(address, "/_stcore/health")[0].status == 200
        waits.append(time.perf_counter() - asked)
    assert sorted(waits)[len(waits) // 2] < (time.perf_counter() - began) / 10
