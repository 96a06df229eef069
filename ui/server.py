"""Our own addresses beside Streamlit's: layers, scripts, tiles. All named by their hash, so a
browser keeps them for ever and an old address can never show new data."""

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from threading import Thread
from typing import Any

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from geodata.settings import BASEMAP
from i18n import LANGUAGES
from layers import map, payload, vendor
from layers.freshness import one_moment
from layers.map import BASEMAP_ADDRESS, basemap_version
from layers.stories import story_payload
from layers.vendor import Asset
from ui import downloads, icons, one_file, papers
from ui.answers import answers, warm_up
from ui.compression import FOR_EVER, Compression
from ui.door import Door
from ui.front import front, pages
from ui.table import make_rows
from workshop.classroom import greeting, here


def routes() -> list[BaseRoute]:
    """The addresses that app.py serves besides Streamlit's own."""
    return [
        *(Route(address, front) for address in ("/", *pages())),
        Route(f"/{vendor.ADDRESS}{{name}}", _asset),
        *answers(),
        *papers.routes(),
        *one_file.routes(),
        *downloads.routes(),
        Mount(f"/{BASEMAP_ADDRESS}{basemap_version()}", _Immutable(directory=BASEMAP)),
    ]


def middleware() -> list[Middleware]:
    """The host is checked before anything is answered: Streamlit does so for its own connection
    only, and the data is as private as that. In a class nobody passes without a seat."""
    hosts = st.get_option("server.allowedHosts") or ["*"]
    room = here()
    return [
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
        *([Middleware(Door, room=room)] if room else []),
        Middleware(Compression),
        Middleware(icons.IconFont),
    ]


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[Mapping[str, Any]]:
    """Read and draw everything once before the server says that it is healthy."""
    _make_all()
    warm_up()
    Thread(target=icons.cut, daemon=True).start()
    for lang in LANGUAGES:
        make_rows(lang)
    # Most of what was made so far lives as long as the process: no collector needs to walk it.
    # What new data replace goes all the same: it is counted, and no cycle leads back to it.
    gc.collect()
    gc.freeze()
    print(greeting(), end="", flush=True)
    yield {}


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    found = _made(name) or await run_in_threadpool(_made_now, name)
    if found is None:
        return Response("not found", 404, media_type="text/plain")
    headers = {
        "Cache-Control": FOR_EVER,
        "ETag": f'"{name}"',
        "X-Content-Type-Options": "nosniff",
    }
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(found.body, headers=headers, media_type=found.media_type)


def _made(name: str) -> Asset | None:
    """A file that was given away under its name, of these data or of those before: a page that was
    open when they changed still finds what it was told of."""
    given = (vendor.given, map.given, payload.payload.everything, story_payload.everything)
    every = (each for files in given for each in files())
    return vendor.shelf().get(name) or next((each for each in every if each.name == name), None)


def _made_now(name: str) -> Asset | None:
    """The same, once all files of the data as they are now have been made."""
    _make_all()
    return _made(name)


def _make_all() -> None:
    with one_moment():
        vendor.legend_sheet()
        payload.payloads()
        for lang in LANGUAGES:
            map.chart(lang)
            story_payload(lang)


class _Immutable(StaticFiles):
    """Files that never change under their address."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = FOR_EVER
        return response
