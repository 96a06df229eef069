"""What the middlewares do with an answer, and with what they have no business with."""

import asyncio
import gzip
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.responses import PlainTextResponse, Response

from ui import compression, icons
from ui.compression import Compression, accepted


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP;q=0.5", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("gzip;q=0.0", None),
        ("identity", None),
        ("", None),
        ("xgzip", None),
    ],
)
def test_only_what_was_offered_is_sent(header, encoding):
    assert accepted(header) == encoding


TEXT = "мұра " * 1000
FOR_EVER = {"Cache-Control": compression.FOR_EVER}


def ask(app, path="/static/a.txt", method="GET", kind="http", **headers):
    """What an ASGI app sends: status, headers, body; of a websocket, all its messages."""
    sent = []

    async def send(message):
        sent.append(message)

    async def receive():
        return {"type": f"{kind}.request"}

    given = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": kind, "method": method, "path": path, "headers": given, "query_string": b""}
    with ThreadPoolExecutor(1) as elsewhere:  # Playwright keeps a loop running in this thread
        elsewhere.submit(asyncio.run, app(scope, receive, send)).result()
    if kind != "http":
        return sent
    told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], told, b"".join(message["body"] for message in sent[1:])


def around(answer):
    """Compression around an app that always answers this, and what that was asked."""
    asked = []

    async def app(scope, receive, send):
        asked.append(dict(scope["headers"]))
        await answer(scope, receive, send)

    return Compression(app), asked


GZIP = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize(
    "answer",
    [
        PlainTextResponse(TEXT),
        PlainTextResponse(TEXT, headers={"Cache-Control": "no-cache"}),
        PlainTextResponse(TEXT, 404, headers=FOR_EVER),
        PlainTextResponse("short", headers=FOR_EVER),
        PlainTextResponse(TEXT, headers={**FOR_EVER, "Set-Cookie": "a=b"}),
        PlainTextResponse(TEXT, headers={**FOR_EVER, "Access-Control-Allow-Origin": "x"}),
        Response(TEXT.encode(), media_type="image/png", headers=FOR_EVER),
    ],
)
def test_what_may_change_or_is_private_is_not_kept(answer):
    app, asked = around(answer)
    for _ in range(2):
        _, headers, body = ask(app, **GZIP)
        assert body == answer.body
        assert "content-encoding" not in headers
    assert len(asked) == 2


def leaving(*sizes):
    """An app whose first askers leave after so many bytes; None: before the answer begins."""
    left, body = list(sizes), TEXT.encode()

    async def app(scope, receive, send):
        size = left.pop(0) if left else len(body)
        if size is None:
            return
        headers = [(b"content-type", b"text/plain"), (b"content-length", str(len(body)).encode()),
                   (b"cache-control", compression.FOR_EVER.encode())]  # fmt: skip
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if size:
            more = size < len(body)
            await send({"type": "http.response.body", "body": body[:size], "more_body": more})

    return Compression(app)


@pytest.mark.parametrize("size", [None, 0, 1, len(TEXT.encode()) - 1])
def test_of_an_asker_who_left_in_the_middle_nothing_is_kept(size):
    app = leaving(size)
    with pytest.raises(IndexError):  # nothing was sent: nobody is there to hear it
        ask(app, **GZIP)
    status, _, body = ask(app, **GZIP)
    assert status == 200
    assert gzip.decompress(body).decode() == TEXT


def test_what_is_compressed_already_passes():
    packed = gzip.compress(TEXT.encode())
    app, _ = around(Response(packed, headers={**FOR_EVER, "Content-Encoding": "gzip"}))
    assert ask(app, **GZIP)[2] == packed


def test_it_asks_the_app_once_and_keeps_no_more_than_it_may(monkeypatch):
    app, asked = around(PlainTextResponse(TEXT, headers=FOR_EVER))
    for _ in range(3):
        assert gzip.decompress(ask(app, **GZIP)[2]).decode() == TEXT
    assert len(asked) == 1
    assert b"accept-encoding" not in asked[0]
    monkeypatch.setattr(compression, "MOST_BYTES", 10)
    for _ in range(2):
        assert gzip.decompress(ask(app, "/static/b.txt", **GZIP)[2]).decode() == TEXT
    assert len(asked) == 3


def test_another_site_is_not_answered_from_what_is_kept():
    app, asked = around(PlainTextResponse(TEXT, headers=FOR_EVER))
    for origin in ("http://mura", "http://mura", "http://evil.example", "null"):
        ask(app, Host="mura", Origin=origin, **GZIP)
    assert len(asked) == 3


def test_other_addresses_methods_and_websockets_pass_untouched():
    answer = PlainTextResponse(TEXT, headers=FOR_EVER)
    app, asked = around(answer)
    for path, method in (("/_stcore/health", "GET"), ("/media/a.csv", "GET"), ("/static/a", "PUT")):
        _, headers, body = ask(app, path, method, **GZIP)
        assert body == answer.body
        assert "vary" not in headers
    assert all(each[b"accept-encoding"] == b"gzip" for each in asked)

    async def socket(scope, receive, send):
        for message in ({"type": "websocket.accept"}, {"type": "websocket.send", "text": TEXT}):
            await send(message)

    sent = ask(Compression(socket), kind="websocket", **GZIP)
    assert sent == [{"type": "websocket.accept"}, {"type": "websocket.send", "text": TEXT}]


def test_other_fonts_pass_the_cut():
    app = icons.IconFont(PlainTextResponse("theirs"))
    assert ask(app, "/static/media/other.woff2")[2] == b"theirs"
