"""What is served compressed, what is left alone, and that neither opens a door."""

import gzip
import http.client
import io
from urllib.parse import urlsplit

import brotli
import pytest
from fontTools.ttLib import TTFont
from streamlit import file_util

from layers.map import BASEMAP_ADDRESS, basemap_version, chart
from layers.vendor import ADDRESS
from tests.server.test_addresses import get
from ui import icons

SCRIPT = "/static/js/" + next(
    path.name for path in icons._STATIC.glob("js/index.*.js") if path.stat().st_size > 100_000
)
VECTOR = f"/{BASEMAP_ADDRESS}{basemap_version()}/vector/borders.geojson"
TILE = f"/{BASEMAP_ADDRESS}{basemap_version()}/relief/5/22/11.webp"
OURS = f"/{ADDRESS}{chart('kk').scripts.name}"
UNPACK = {"gzip": gzip.decompress, "br": brotli.decompress}


@pytest.mark.parametrize("path", [SCRIPT, VECTOR, OURS])
@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_a_file_is_the_same_file_when_it_is_unpacked(address, path, encoding):
    plain, whole = get(address, path, **{"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    for _ in range(2):  # made, and kept
        answer, body = get(address, path, **{"Accept-Encoding": encoding})
        assert answer.headers["Content-Encoding"] == encoding
        assert int(answer.headers["Content-Length"]) == len(body) < len(whole) / 2
        assert UNPACK[encoding](body) == whole
        assert answer.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Type"] == plain.headers["Content-Type"]


def test_the_component_of_the_map_is_kept_by_the_browser(address, page):
    page.goto(address)
    frame = page.frame_locator("iframe[title='streamlit_folium.st_folium']")
    frame.locator(".leaflet-container").wait_for()
    inside = next(each for each in page.frames if "streamlit_folium" in each.url)
    script = inside.evaluate("document.querySelector('script[src*=main]').src")
    answer, _ = get(address, urlsplit(script).path, **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert "immutable" in answer.headers["Cache-Control"]


@pytest.mark.parametrize("path", [SCRIPT, OURS, VECTOR])
def test_who_has_it_is_told_so(address, path):
    answer, _ = get(address, path, **{"Accept-Encoding": "gzip"})
    tag = answer.headers["ETag"]
    assert tag.startswith("W/")
    for known in (tag, f'"else", {tag}'):
        for encoding in ("gzip", "br", "identity"):
            again, body = get(
                address, path, **{"If-None-Match": known, "Accept-Encoding": encoding}
            )
            assert (again.status, body) == (304, b"")
    other, body = get(address, path, **{"If-None-Match": '"else"', "Accept-Encoding": "gzip"})
    assert other.status == 200
    assert body


def test_a_range_is_a_range_of_the_file_itself(address):
    _, whole = get(address, VECTOR)
    asked = {"Accept-Encoding": "gzip", "Range": "bytes=10-29"}
    for _ in range(2):
        answer, body = get(address, VECTOR, **asked)
        assert (answer.status, body) == (206, whole[10:30])
        assert "Content-Encoding" not in answer.headers
        get(address, VECTOR, **{"Accept-Encoding": "gzip"})


def test_pictures_are_not_compressed_again(address):
    answer, body = get(address, TILE, **{"Accept-Encoding": "gzip, br"})
    assert body[8:12] == b"WEBP"
    assert "Content-Encoding" not in answer.headers
    font = f"/static/media/{next(icons._STATIC.glob('media/SourceSans*Upright*')).name}"
    answer, body = get(address, font, **{"Accept-Encoding": "gzip, br"})
    assert body[:4] == b"wOF2"
    assert "Content-Encoding" not in answer.headers


def test_head_tells_what_get_would_give(address):
    where = urlsplit(address)
    answer, _ = get(address, SCRIPT, **{"Accept-Encoding": "gzip"})
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=10)
    connection.request("HEAD", SCRIPT, headers={"Accept-Encoding": "gzip", "Connection": "close"})
    head = connection.getresponse()
    assert head.read() == b""
    for name in ("Content-Length", "Content-Encoding", "ETag", "Vary", "Cache-Control"):
        assert head.headers[name] == answer.headers[name]
    connection.close()


@pytest.mark.parametrize(
    "path",
    [
        "/static/js/../../../../../../etc/passwd",
        "/static/js/..%2f..%2f..%2fweb%2fserver%2fserver.py",
        "/static/%2e%2e/%2e%2e/__init__.py",
        "/static//etc/passwd",
        f"/{BASEMAP_ADDRESS}{basemap_version()}/../SOURCES.toml",
        "/component/streamlit_folium.st_folium/..%2f..%2f__init__.py",
        "/static/js/nothing.12345678.js",
    ],
)
@pytest.mark.parametrize("encoding", ["gzip", "br"])
def test_no_path_leads_out_by_way_of_compression(address, path, encoding):
    for _ in range(2):
        answer, body = get(address, path, **{"Accept-Encoding": encoding})
        text = UNPACK[encoding](body) if answer.headers.get("Content-Encoding") else body
        assert answer.status in {400, 404} or b"<title>Streamlit</title>" in text
        assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_a_foreign_name_is_refused_before_anything_is_answered(address):
    asked = {"Accept-Encoding": "gzip"}
    assert get(address, SCRIPT, **asked)[0].status == 200
    assert get(address, SCRIPT, Host="evil.example", **asked)[0].status == 400


# ---- the icon font, the front page -----------------------------------------------------------


def test_the_icon_font_is_cut_to_what_streamlit_names(address):
    path = f"/static/media/{icons.whole().name}"
    answer, body = get(address, path)
    assert answer.headers["Content-Type"] == "font/woff2"
    assert len(body) < icons.whole().stat().st_size / 10
    kept = icons._icons(TTFont(io.BytesIO(body)))
    for name in (
        "keyboard_double_arrow_left", "keyboard_double_arrow_right", "keyboard_arrow_down",
        "keyboard_arrow_right", "expand_more", "chevron_right", "close", "check", "info", "error",
    ):  # fmt: skip
        assert name in kept, name
    again, _ = get(address, path, **{"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304


def test_the_front_page_is_streamlits_without_its_font_and_with_our_look(address):
    theirs = file_util.get_static_dir() + "/index.html"
    with open(theirs, encoding="utf-8") as file:
        assert 'as="font"' in file.read()
    for path in ("/", "/map", "/sources?lang=kk"):
        answer, body = get(address, path)
        page = body.decode()
        assert answer.headers["Cache-Control"] == "no-cache"
        assert 'as="font"' not in page
        assert "<title>Streamlit</title>" in page
        assert '"backgroundColor": "#fffdf9"' in page
        assert "Noto Sans" in page
