"""What the running server answers, and what it refuses."""

import contextlib
import gzip
import http.client
import json
import os
import shutil
import socket
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect as dial

from layers.map import BASEMAP_ADDRESS, basemap_version
from layers.payload import payload
from layers.stories import story_payload
from layers.vendor import ADDRESS as ASSETS
from layers.vendor import own
from tests.running import ROOT


def get(address, path, **headers):
    """A raw request: no client may mend the path."""
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=10)
    connection.request("GET", path, headers={"Connection": "close", **headers})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


def test_a_layer_is_served_packed_for_ever_and_once(address):
    path = f"/{ASSETS}{payload('corridor', 'ru').name}"
    answer, body = get(address, path, **{"Accept-Encoding": "gzip"})
    assert answer.status == 200
    assert answer.headers["Content-Type"].startswith("application/json")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    assert len(json.loads(gzip.decompress(body))) == 33
    again, body = get(address, path, **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status, body) == (304, b"")
    plain, body = get(address, path, **{"Accept-Encoding": "identity"})
    assert len(json.loads(body)) == 33
    assert "Content-Encoding" not in plain.headers


def test_scripts_and_tiles_are_served_with_their_types(address):
    answer, _ = get(address, f"/{ASSETS}{own('mura.js').name}")
    assert (answer.status, answer.headers["Content-Type"]) == (
        200,
        "text/javascript; charset=utf-8",
    )
    tile = f"/{BASEMAP_ADDRESS}{basemap_version()}/relief/5/22/11.webp"
    answer, body = get(address, tile)
    assert (answer.status, body[8:12]) == (200, b"WEBP")
    assert "immutable" in answer.headers["Cache-Control"]
    again, _ = get(address, tile, **{"If-None-Match": answer.headers["ETag"]})
    assert again.status == 304


def test_a_story_is_served_as_data(address):
    answer, body = get(address, f"/{ASSETS}{story_payload('kk').name}")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    assert [story["id"] for story in json.loads(body)] == ["map", "reserves", "talgar"]


@pytest.mark.parametrize(
    "path",
    [
        f"/{ASSETS}corridor-kk-000000000000.json",
        f"/{ASSETS}..%2f..%2fapp.py",
        f"/{ASSETS}../../app.py",
        f"/{ASSETS}%2e%2e%2f%2e%2e%2fapp.py",
        f"/{BASEMAP_ADDRESS}{basemap_version()}/../SOURCES.toml",
        f"/{BASEMAP_ADDRESS}{basemap_version()}/..%2f..%2f..%2fetc%2fpasswd",
        f"/{BASEMAP_ADDRESS}{basemap_version()}/relief/../../settings.py",
        f"/{BASEMAP_ADDRESS}{basemap_version()}/%5c%5chost%5cshare",
        f"/{BASEMAP_ADDRESS}{basemap_version()}//etc/passwd",
        "/static/../app.py",
        "/static/%2e%2e/%2e%2e/app.py",
        "/static//host/share/file",
        "/component/streamlit_folium.st_folium/../../app.py",
    ],
)
def test_no_path_leads_out(address, path):
    answer, body = get(address, path)
    assert b"st.App" not in body
    assert b"root:" not in body
    assert b"WORKING_EXTENT" not in body
    # Streamlit answers unknown pages with its own start page; nothing else may be 200.
    assert answer.status in {400, 404} or b"<title>Streamlit</title>" in body


def connect(address, host="127.0.0.1", **headers):
    """The status with which the server answers who asks for a session under this host name."""
    where = urlsplit(address)
    url = f"ws://{host}:{where.port}/_stcore/stream"
    with socket.create_connection((where.hostname, where.port), timeout=10) as door:
        try:
            with dial(url, sock=door, subprotocols=["streamlit"], proxy=None, **headers):
                return 101
        except InvalidStatus as refused:
            return refused.response.status_code


def test_a_page_of_another_site_may_not_connect(address):
    assert connect(address, origin="http://evil.example") == 403
    assert connect(address, origin=address) == 101


def test_a_foreign_name_for_this_machine_is_refused(address):
    """DNS rebinding: the browser believes that evil.example is 127.0.0.1."""
    origin = f"http://evil.example:{urlsplit(address).port}"
    assert connect(address, "evil.example", origin=origin) in {400, 403}


def test_no_address_answers_under_a_foreign_name(address):
    for path in ("/", f"/{ASSETS}{payload('corridor', 'ru').name}", "/_stcore/health"):
        assert get(address, path, Host="evil.example")[0].status == 400
        assert get(address, path, Host="localhost:1")[0].status == 200


def addresses_of_this_machine():
    """Those that others could reach: by its name, if it has one, and on the way out, if there is
    one (connecting a datagram socket sends nothing)."""
    found = set()
    with contextlib.suppress(socket.gaierror):
        named = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
        found |= {info[4][0] for info in named}
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as way:
        way.connect(("192.0.2.1", 9))
        found.add(way.getsockname()[0])
    return {each for each in found if not each.startswith("127.")}


def test_it_listens_on_this_machine_only(address):
    assert urlsplit(address).hostname == "127.0.0.1"
    for other in addresses_of_this_machine():
        with socket.socket() as door:
            door.settimeout(2)
            assert door.connect_ex((other, urlsplit(address).port)) != 0


@pytest.fixture(scope="module")
def broken_address(serve, tmp_path_factory):
    """The app with a page that fails."""
    copy = tmp_path_factory.mktemp("broken") / "mura"
    left_out = shutil.ignore_patterns(".*", "tests", "bench", "docs", "basemap", "__pycache__")
    shutil.copytree(ROOT, copy, ignore=left_out)
    shutil.copytree(ROOT / ".streamlit", copy / ".streamlit")
    (copy / "pages" / "sources.py").write_text(
        "raise RuntimeError(__file__ + ' secret')\n", "utf-8"
    )
    return serve(
        root=copy, MURA_BASEMAP=str(ROOT / "geodata" / "basemap"), PYTHONPATH=os.fspath(copy)
    )


def test_an_error_shows_no_path_and_no_traceback(page, broken_address):
    page.goto(f"{broken_address}/sources?lang=en")
    page.get_by_test_id("stException").wait_for()
    said = page.locator("body").inner_text()
    for told in ("Traceback", "secret", "/mura", "sources.py", "RuntimeError"):
        assert told not in said
