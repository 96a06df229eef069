"""Paper: the map, `/geo/print/ru.pdf?…` with the parameters of its own address, the sheet of a
place, `/geo/sheet/1442-012/ru.pdf`, and the page of a story, `/geo/handout/talgar/ru.pdf`.

Drawing takes a second of computing. It is done in a process of its own (reports/studio.py): in
this one it would hold up everybody else's page.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from analysis.select import drawn, select
from geodata.stories import stories
from i18n import LANGUAGES, Translator, translator
from layers.answer import Answer
from layers.catalogue import collection
from layers.freshness import one_moment
from layers.stories import HAND_OUTS
from layers.trips import Wish
from reports.letter_order import LetterOrder, write
from reports.sheet import FORMS, HandOut, OnePage, Sheet, SiteSheet, TripSheet, parse
from reports.studio import Studio, StudioError
from reports.view import LONGEST_TITLE, Parameters, TitleTooLongError
from ui import state
from ui.words import on_the_map, reform_note, sentence

ADDRESS, SITE_ADDRESS = "geo/print/", "geo/sheet/"
MOST_WAITING = 8
"""Sheets that may wait at once. Whoever comes then is asked to come again."""

_waiting: set[object] = set()
_studio = Studio()


def routes() -> list[BaseRoute]:
    """The addresses of the papers."""
    return [
        Route(f"/{ADDRESS}{{name}}", _print),
        Route(f"/{SITE_ADDRESS}{{identity:path}}/{{name}}", _print_site),
        Route(f"/{HAND_OUTS}{{identity}}/{{name}}", _print_story),
    ]


def paper_address(identity: str, lang: str) -> str:
    """Where the sheet of a place lies as one page to print, as seen from any page."""
    return f"./{SITE_ADDRESS}{quote(identity, safe='')}/{lang}.pdf"


async def _print(request: Request) -> Response:
    lang, _, form = request.path_params["name"].partition(".")
    if lang not in LANGUAGES or form not in FORMS:
        return Response("not found", 404, media_type="text/plain")
    t = translator(lang)
    asked = {name: request.query_params.getlist(name) for name in request.query_params}
    try:
        sheet = await run_in_threadpool(_sheet, lang, form, asked)
    except TitleTooLongError:
        return _plain(t("The title is longer than {n} letters.", n=LONGEST_TITLE), 400)
    return await _drawn(sheet, f"mura-map-{sheet.day}.{sheet.form}", t)


async def _print_site(request: Request) -> Response:
    lang, _, form = request.path_params["name"].partition(".")
    if lang not in LANGUAGES or form != "pdf":
        return Response("not found", 404, media_type="text/plain")
    t = translator(lang)
    identity = request.path_params["identity"]
    if identity not in collection().table.index:
        return _plain(t("No place of this id is known here."), 404)
    sheet = SiteSheet(identity=identity, lang=lang, day=date.today())
    plain = re.sub("[^A-Za-z0-9.-]", "-", identity)
    return await _drawn(sheet, f"mura-{plain}-{lang}-{sheet.day}.pdf", t)


async def _print_story(request: Request) -> Response:
    lang, _, form = request.path_params["name"].partition(".")
    identity = request.path_params["identity"]
    known = {story.id for story in stories()}
    if lang not in LANGUAGES or form != "pdf" or identity not in known:
        return Response("not found", 404, media_type="text/plain")
    sheet = HandOut(story=identity, lang=lang, day=date.today())
    return await _drawn(sheet, f"mura-{identity}-{lang}.pdf", translator(lang))


def guide(wish: Wish, lang: str) -> bytes:
    """The sheet of a trip, as a PDF. Raises StudioError."""
    return _studio.make(TripSheet(**vars(wish), lang=lang, day=date.today()))


def _sheet(lang: str, form: str, parameters: Parameters) -> Sheet:
    with one_moment():
        return sheet_of(lang, form, parameters)


def sheet_of(lang: str, form: str, parameters: Parameters) -> Sheet:
    """The sheet that an address asks for, of today. Raises TitleTooLongError."""
    t = translator(lang)
    query = state.read({name: list(values) for name, values in parameters.items()})
    table = collection().table
    rows = select(table, query) if query.layers else table.iloc[:0]
    places = drawn(table, rows, query)
    sheet = parse(lang, form, parameters)
    filtered = sentence(query, rows, t)
    short = not rows.empty and len(filtered) <= LONGEST_TITLE
    title = sheet.title or (filtered if short else t("Map"))
    said = (filtered, on_the_map(query, rows, places, t), reform_note(query, t))
    below = tuple(each for each in said if each and each != title)
    return replace(sheet, title=title, said=below, ids=tuple(places.index), day=date.today())


async def _drawn(sheet: Sheet | OnePage, name: str, t: Translator) -> Response:
    if len(_waiting) >= MOST_WAITING:
        return _plain(t("Too many sheets are being made. Try again in a minute."), 503)
    ticket = object()
    _waiting.add(ticket)
    try:
        body = await run_in_threadpool(_studio.make, sheet)
    except StudioError:
        return _plain(t("The sheet could not be made."), 500)
    finally:
        _waiting.discard(ticket)
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return Response(body, headers=headers, media_type=FORMS[sheet.form])


def make_ready() -> None:
    """Start what makes letters while the answer is being read: it needs seconds to begin."""
    _studio.make_ready()


def letter_of(given: Answer, order: LetterOrder, options: Sequence[Answer] = ()) -> bytes:
    """A letter with its report, made beside the server; here, if the data have changed since the
    answer was given: whoever reads that answer gets its letter. Raises what `write` raises."""
    try:
        return _studio.make(order)
    except StudioError:
        return write(given, order, options)


def _plain(said: str, status: int) -> Response:
    return Response(said, status, media_type="text/plain; charset=utf-8")
