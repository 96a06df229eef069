"""Streamlit's icon font, cut to the icons that a page can show: 10 KB instead of 366.

Streamlit's script asks for the whole font before the page is there, and over a slow line the two
share the line: that cost three seconds of a first visit. The font is Google's Material Symbols,
under the Apache licence, out of Streamlit's own package; nothing of it is stored.
"""

import hashlib
import io
import re
from functools import cache
from pathlib import Path
from threading import Lock

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send
from streamlit import file_util

_STATIC = Path(file_util.get_static_dir()) / "static"
_OURS = Path(__file__).resolve().parents[1]
_ROOMS = ("pages", "ui")

_ONE_AT_A_TIME = Lock()

_NAMED = re.compile(r":material/([a-z0-9_]+)")
"""How Streamlit's scripts and an app's pages name an icon."""


class IconFont:
    """ASGI middleware that answers for Streamlit's icon font, once `cut` has been made."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._path = f"/static/media/{whole().name}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the cut font, or ask the app."""
        ours = scope["type"] == "http" and scope["path"].endswith(self._path)
        if not ours or scope["method"] not in {"GET", "HEAD"}:
            await self._app(scope, receive, send)
            return
        body = await run_in_threadpool(cut)
        # Not for ever: the address stays when a later version of ours shows another icon.
        headers = {
            "ETag": f'"{hashlib.sha256(body).hexdigest()[:16]}"',
            "Cache-Control": "no-cache",
        }
        if headers["ETag"] in Request(scope).headers.get("if-none-match", ""):
            answer = Response(status_code=304, headers=headers)
        else:
            answer = Response(body, headers=headers, media_type="font/woff2")
        await answer(scope, receive, send)


@cache
def whole() -> Path:
    """The font as Streamlit ships it."""
    return next((_STATIC / "media").glob("MaterialSymbols-Rounded.*.woff2"))


def cut() -> bytes:
    """The font with the icons alone that Streamlit's scripts or our pages name: WOFF2.

    It takes a second, the first time: the server begins it when it starts.
    """
    with _ONE_AT_A_TIME:
        return _cut()


@cache
def _cut() -> bytes:
    font = TTFont(whole())
    glyphs = _icons(font)
    wanted = glyphs.keys() & (_named(_STATIC / "js", "*.js") | _named_by_us())
    options = Options(layout_features=["*"], layout_closure=False, flavor="woff2")
    subsetter = Subsetter(options)
    subsetter.populate(glyphs=[glyphs[name] for name in wanted], text="".join(wanted))
    subsetter.subset(font)
    font.flavor = "woff2"
    written = io.BytesIO()
    font.save(written)
    return written.getvalue()


def _icons(font: TTFont) -> dict[str, str]:
    """The glyph of each icon, by the name that is written to show it: the font's ligatures."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    tables = [table for lookup in font["GSUB"].table.LookupList.Lookup for table in lookup.SubTable]
    return {
        "".join(letters[glyph] for glyph in (first, *ligature.Component)): ligature.LigGlyph
        for table in (getattr(each, "ExtSubTable", each) for each in tables)
        for first, ligatures in getattr(table, "ligatures", {}).items()
        for ligature in ligatures
    }


def _named(folder: Path, files: str) -> set[str]:
    found: set[str] = set()
    for path in folder.glob(files):
        found.update(_NAMED.findall(path.read_text("utf-8")))
    return found


def _named_by_us() -> set[str]:
    return set[str]().union(*(_named(_OURS / room, "*.py") for room in _ROOMS))
