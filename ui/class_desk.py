"""What the browsers of a class ask while it runs: the pulse of everybody, and what is the trainer's
alone: his board, his buttons, the results. Small answers that cost no run of a page."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from i18n import LANGUAGES, translator
from ui.board import ASKS_FOR_EXERCISES, fragment
from ui.compression import FOR_EVER
from ui.front import pages
from ui.in_class import ADDRESS, script
from workshop.classroom import LONGEST_WHERE, Classroom, Seat
from workshop.results import results

BOARD = "/workshop"
MOST_BYTES = 8_000
"""Of what a browser tells: an address of LONGEST_WHERE letters, escaped."""

_NO_STORE = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


async def answer(request: Request, room: Classroom, token: str, seat: Seat | None) -> Response:
    """The answer to a question of a browser with this seat, or with none."""
    name = request.url.path.removeprefix(ADDRESS)
    if (request.method, name) == ("POST", "pulse"):
        return await _pulse(request, room, token, seat)
    if seat is None:
        return PlainTextResponse("forbidden", 403)
    if (request.method, name) == ("GET", script().name):
        return Response(script().body, 200, {"Cache-Control": FOR_EVER}, script().media_type)
    asked = {("GET", "board"): _board, ("GET", "results.csv"): _results, ("POST", "act"): _act}
    found = asked.get((request.method, name))
    if found is None:
        return PlainTextResponse("not found", 404)
    if not seat.is_trainer:
        t = translator(_lang(request))
        return PlainTextResponse(t("This is for the trainer alone."), 403)
    return await found(request, room)


async def _pulse(request: Request, room: Classroom, token: str, seat: Seat | None) -> Response:
    """Note where a browser is, and tell it whom to follow; `gone`: the seat is nobody's."""
    told = await _json(request)
    if seat is None:
        return JSONResponse({"gone": True}, headers=_NO_STORE)
    where = place(told.get("where"))
    room.tell(token, "" if seat.is_trainer and _is_board(where) else where)
    leader = room.leader
    leads = leader is not None and leader.number == seat.number
    lead = leader.where if leader is not None and not leads else ""
    return JSONResponse(
        {
            "gone": False,
            "version": room.version,
            "role": "trainer" if seat.is_trainer else "learner",
            "leads": leads,
            "lead": lead,
            "by": "trainer" if leader is None or leader.is_trainer else "learner",
        },
        headers=_NO_STORE,
    )


def place(told: Any) -> str:
    """An address of a page of ours, from its path on; empty for anything else that is told."""
    if not isinstance(told, str) or len(told) > LONGEST_WHERE or not told.isprintable():
        return ""
    return told if _path(told) in ("/", *pages()) else ""


def _path(where: str) -> str:
    return where.partition("#")[0].partition("?")[0]


def _is_board(where: str) -> bool:
    query = where.partition("#")[0].partition("?")[2]
    return _path(where) == BOARD and ASKS_FOR_EXERCISES not in dict(parse_qsl(query, True))


# ---- of the trainer alone ------------------------------------------------------------------------


async def _board(request: Request, room: Classroom) -> Response:
    return HTMLResponse(fragment(room, translator(_lang(request))), headers=_NO_STORE)


async def _results(request: Request, room: Classroom) -> Response:
    lang = _lang(request)
    name = f"mura-class-{date.today()}-{lang}.csv"
    headers = {**_NO_STORE, "Content-Disposition": f'attachment; filename="{name}"'}
    body = results(room.present(), translator(lang))
    return Response(body, headers=headers, media_type="text/csv; charset=utf-8")


async def _act(request: Request, room: Classroom) -> Response:
    told = await _json(request)
    seat = told.get("seat")
    acts: dict[Any, Callable[[], None]] = {
        "lead": lambda: room.lead(seat if type(seat) is int else -1),
        "release": room.release,
        "open": lambda: room.let_in(True),
        "close": lambda: room.let_in(False),
        "clear": room.clear,
        "end": room.end,
    }
    name = told.get("act")
    if not isinstance(name, str) or name not in acts:
        return PlainTextResponse("unknown", 400)
    acts[name]()
    return Response(status_code=204, headers=_NO_STORE)


# ---- what was told -------------------------------------------------------------------------------


async def _json(request: Request) -> dict[str, Any]:
    """The object that a browser tells; empty where it is none. Only our own script can send JSON
    here: another site's would have to ask first."""
    if request.headers.get("content-type", "") != "application/json":
        return {}
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return {}
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _lang(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    return asked if asked in LANGUAGES else LANGUAGES[0]
