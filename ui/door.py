"""The one door of a class: who has no seat gets the page to join, and nothing else of Mura.

It stands before everything the server answers, over HTTP and over Streamlit's own connection. A
seat is a random token in a cookie that no script reads and no other site sends. Whoever is out of
the class loses an open connection with the next thing that he does.
"""

from urllib.parse import urlsplit

from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui import class_desk, joining
from ui.front import pages
from ui.in_class import ADDRESS
from ui.seat import CLOSED, COOKIE
from workshop.classroom import Classroom

_REFUSED = PlainTextResponse("forbidden", 403)


class Door:
    """ASGI middleware that lets in who has a seat in the class."""

    def __init__(self, app: ASGIApp, room: Classroom) -> None:
        self._app, self._room = app, room

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it pass, or answer it here."""
        if scope["type"] == "websocket":
            await self._connect(scope, receive, send)
        elif scope["type"] == "http":
            answer = await self._answer(Request(scope, receive))
            await (answer or self._app)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, request: Request) -> Response | None:
        """What is answered here; None: the app may answer."""
        path = request.url.path
        if request.method == "POST" and path.startswith(ADDRESS) and _foreign(request):
            return _REFUSED
        if path == joining.ADDRESS:
            return await joining.join(request, self._room)
        token = token_of(request)
        seat = self._room.seat(token)
        if path.startswith(ADDRESS):
            return await class_desk.answer(request, self._room, token, seat)
        if seat is None:
            asks_for_a_page = request.method == "GET" and path in ("/", *pages())
            return joining.page(request) if asks_for_a_page else _REFUSED
        return joining.closed(request) if _is_closed(path) else None

    async def _connect(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = token_of(HTTPConnection(scope))
        if self._room.seat(token) is None:
            await receive()
            await send({"type": "websocket.close", "code": 1008})
            return
        await self._app(scope, self._while_seated(token, receive), send)

    def _while_seated(self, token: str, receive: Receive) -> Receive:
        async def heard() -> Message:
            message = await receive()
            if self._room.seat(token) is None:
                return {"type": "websocket.disconnect", "code": 1008}
            return message

        return heard


def token_of(asks: HTTPConnection) -> str:
    """The token of a seat that a browser shows; empty without any."""
    return asks.cookies.get(COOKIE, "")


def _is_closed(path: str) -> bool:
    return path.strip("/").split("/")[0] in CLOSED


def _foreign(request: Request) -> bool:
    """Whether a page of another site asks. Browsers say with each POST whose page it is."""
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != request.headers.get("host")
