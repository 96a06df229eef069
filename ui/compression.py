"""Files that never change, compressed once and kept: Streamlit's scripts, our layers, the basemap.

Streamlit leaves its own bundle uncompressed, 2.5 MB of a first page, because a middleware would
compress it anew at each request; so do Starlette's and those on PyPI (starlette-compress,
brotli-asgi). For an office without a proxy in front, keeping the result is what counts.
"""

import gzip
import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from urllib.parse import urlsplit

import brotli
from anyio import to_thread
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from layers.map import BASEMAP_ADDRESS
from layers.vendor import ADDRESS

FOR_EVER = "public, max-age=31536000, immutable"
"""Cache-Control of what is named by its hash."""

LEAST_BYTES = 300
"""Less than this gains nothing."""

MOST_BYTES = 64_000_000
"""Kept at most, compressed; all files there are take a tenth of it."""

_ENCODINGS: dict[str, Callable[[bytes], bytes]] = {
    "br": partial(brotli.compress, quality=9),
    "gzip": partial(gzip.compress, compresslevel=9, mtime=0),
}
"""The best first. Browsers offer brotli to this machine and to https only: a LAN gets gzip."""

_FOLDERS = ("/static/", "/component/", f"/{ADDRESS}", f"/{BASEMAP_ADDRESS}")
_COMPRESSIBLE = re.compile(r"text/|image/svg|application/(javascript|json|geo\+json)")
_HASHED_NAME = re.compile(r"\.[0-9A-Za-z_-]{8}\.(js|css)$")


class _Kept(NamedTuple):
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Compression:
    """ASGI middleware for GET and HEAD of files that are immutable or named by their hash.

    Everything else passes it untouched: websockets, ranges, what asks across origins, what is
    compressed already. Whether a path is allowed is for the app inside to say: only what it once
    answered with 200 is kept.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._kept: dict[tuple[str, str], _Kept] = {}
        self._bytes = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from what is kept, or ask the app and keep."""
        if not _is_for_a_file(scope):
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        encoding = accepted(asked.get("accept-encoding", ""))
        if encoding is None or "range" in asked or _is_from_elsewhere(asked):
            await self._app(scope, receive, _Answer(scope, send).forward)
            return
        kept = self._kept.get((scope["path"], encoding))
        if kept is None:
            answer = _Answer(scope, send)
            await self._app(_unencoded(scope), receive, answer.hold)
            if answer.is_forwarded or not answer.is_whole:
                return
            kept = await to_thread.run_sync(answer.packed, encoding)
        self._keep((scope["path"], encoding), kept)
        await _give(kept, asked, scope["method"], send)

    def _keep(self, key: tuple[str, str], kept: _Kept) -> None:
        """What was asked for longest ago goes first: data that change leave their files behind."""
        former = self._kept.pop(key, None)
        self._bytes += len(kept.body) - (len(former.body) if former else 0)
        self._kept[key] = kept
        while self._bytes > MOST_BYTES:
            self._bytes -= len(self._kept.pop(next(iter(self._kept))).body)


class _Answer:
    """What the app inside answers: held back if it is to be compressed, else sent on."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self._path = scope["path"]
        self._without_body = scope["method"] == "HEAD"
        self._send = send
        self._start: Message = {}
        self._body = bytearray()
        self.is_forwarded = False

    async def hold(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            self.is_forwarded = not _is_to_be_packed(message, self._path)
        if self.is_forwarded:
            await self.forward(message)
        elif message["type"] == "http.response.body":
            self._body += message.get("body", b"")

    async def forward(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=[*message["headers"]])
            if _COMPRESSIBLE.match(headers.get("content-type", "")):
                _vary(headers)
            message = {**message, "headers": headers.raw}
        elif self._without_body:
            message = {**message, "body": b""}
        await self._send(message)

    @property
    def is_whole(self) -> bool:
        """Whether all of it came. Of an asker who leaves in the middle the app sends no more, and
        what is kept would be half a script for everybody who comes after."""
        stated = Headers(raw=self._start.get("headers", []))
        return stated.get("content-length") == str(len(self._body))

    def packed(self, encoding: str) -> _Kept:
        headers = MutableHeaders(raw=[*self._start["headers"]])
        body = _ENCODINGS[encoding](bytes(self._body))
        headers["Content-Encoding"] = encoding
        headers["Content-Length"] = str(len(body))
        headers["Cache-Control"] = FOR_EVER
        if (tag := headers.get("etag")) and not tag.startswith("W/"):
            headers["ETag"] = f"W/{tag}"  # the same text, not the same bytes
        _vary(headers)
        del headers["accept-ranges"]
        return _Kept(headers.raw, body)


def accepted(header: str) -> str | None:
    """The best of our encodings that an Accept-Encoding header allows."""
    offered = set()
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if not re.fullmatch(r"\s*q\s*=\s*0(\.0*)?\s*", weight):
            offered.add(name.strip())
    return next((encoding for encoding in _ENCODINGS if encoding in offered), None)


def _vary(headers: MutableHeaders) -> None:
    if "accept-encoding" not in headers.get("vary", "").lower():
        headers.add_vary_header("Accept-Encoding")


def _is_for_a_file(scope: Scope) -> bool:
    return (
        scope["type"] == "http"
        and scope["method"] in {"GET", "HEAD"}
        and any(folder in scope["path"] for folder in _FOLDERS)
    )


def _is_from_elsewhere(asked: Headers) -> bool:
    """What another site may read is decided anew each time."""
    return "origin" in asked and urlsplit(asked["origin"]).netloc != asked.get("host")


def _unencoded(scope: Scope) -> Scope:
    """The same question for the whole file as it is: what is kept serves every later asker."""
    headers = [header for header in scope["headers"] if header[0] != b"accept-encoding"]
    return {**scope, "method": "GET", "headers": headers}


def _is_to_be_packed(start: Message, path: str) -> bool:
    headers = Headers(raw=start["headers"])
    caching = headers.get("cache-control", "")
    return (
        start["status"] == 200
        and ("immutable" in caching or ("public" in caching and bool(_HASHED_NAME.search(path))))
        and _COMPRESSIBLE.match(headers.get("content-type", "")) is not None
        and int(headers.get("content-length", "0")) >= LEAST_BYTES
        and "content-encoding" not in headers
        and "set-cookie" not in headers
        and "access-control-allow-origin" not in headers
    )


async def _give(kept: _Kept, asked: Headers, method: str, send: Send) -> None:
    headers = Headers(raw=kept.headers)
    known = {tag.strip().removeprefix("W/") for tag in asked.get("if-none-match", "").split(",")}
    if headers.get("etag", "").removeprefix("W/") in known - {""}:
        rest = [each for each in kept.headers if not each[0].startswith(b"content-")]
        await send({"type": "http.response.start", "status": 304, "headers": rest})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": 200, "headers": kept.headers})
    await send({"type": "http.response.body", "body": b"" if method == "HEAD" else kept.body})
