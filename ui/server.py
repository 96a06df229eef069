"""Our own addresses beside Streamlit's: layers, scripts, tiles. All named by their hash, so a
browser keeps them for ever and an old address can never show new data."""

import gc
import gzip
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from typing import Any

import streamlit as st
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from geodata.settings import BASEMAP
from i18n import LANGUAGES
from layers import payload, vendor
from layers.map import BASEMAP_ADDRESS, basemap_version, charts
from layers.stories import story_assets
from ui import one_file
from ui.answers import answers, warm_up
from ui.table import known_rows

_FOR_EVER = "public, max-age=31536000, immutable"


def routes() -> list[BaseRoute]:
    """The addresses that app.py serves besides Streamlit's own."""
    return [
        Route(f"/{vendor.ADDRESS}{{name}}", _asset),
        *answers(),
        *one_file.routes(),
        Mount(f"/{BASEMAP_ADDRESS}{basemap_version()}", _Immutable(directory=BASEMAP)),
    ]


def middleware() -> list[Middleware]:
    """Streamlit checks the host of its own connection only; the data is as private as that."""
    hosts = st.get_option("server.allowedHosts") or ["*"]
    return [Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False)]


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[Mapping[str, Any]]:
    """Read and draw everything once before the server says that it is healthy."""
    payload.payloads()
    vendor.shelf()
    charts()
    story_assets()
    warm_up()
    for lang in LANGUAGES:
        known_rows(lang, "today")
    # What was made so far lives as long as the process: no collector needs to walk it again.
    gc.collect()
    gc.freeze()
    yield {}


async def _asset(request: Request) -> Response:
    name = request.path_params["name"]
    shelves = (vendor.shelf, charts, payload.payloads, story_assets)
    found = next((shelf()[name] for shelf in shelves if name in shelf()), None)
    if found is None:
        return Response("not found", 404, media_type="text/plain")
    headers = {
        "Cache-Control": _FOR_EVER,
        "ETag": f'"{name}"',
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if request.headers.get("if-none-match") == headers["ETag"]:
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(found.body, headers=headers, media_type=found.media_type)
    headers["Content-Encoding"] = "gzip"
    return Response(_packed(found.body), headers=headers, media_type=found.media_type)


@cache
def _packed(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


class _Immutable(StaticFiles):
    """Files that never change under their address."""

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = _FOR_EVER
        return response
