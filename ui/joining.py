"""The page to join a class, the answer to who joins, and the page where something is closed. Pages
of our own: who has no seat gets nothing of Streamlit."""

from math import ceil
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from geodata.escape import for_html
from i18n import LANGUAGES, N_, NAMES, Translator, translator
from ui.front import pages
from ui.seat import CLOSED, COOKIE
from workshop.classroom import Classroom, RefusedError
from workshop.codes import LONGEST_NAME

ADDRESS = "/class/join"
HOME = "/workshop"
MOST_BYTES = 4_000
"""Of a form: a code, a name, and where to go."""

WHY = {
    "wrong": N_("This code is not right. Look at it again, letter by letter."),
    "wait": N_("Too many codes were wrong. Wait {n} s, then try again."),
    "closed": N_("The trainer has closed the door. Ask to be let in."),
    "full": N_("All seats of this class are taken. Ask the trainer."),
    "nameless": N_("Write a name to be called by."),
}
"""Why somebody may not come in, by the tokens of RefusedError."""

_FIELDS = ("code", "name", "trainer", "next", "lang")

_HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
}

_LOOK = """
body { font: 18px/1.45 'Segoe UI', 'Noto Sans', Roboto, sans-serif; color: #2b2420;
  background: #fffdf9; margin: 0 auto; padding: 1.2rem; max-width: 30rem; }
h1 { font-size: 1.5rem; margin: .8rem 0 .4rem; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .2rem; }
nav { display: flex; gap: 1rem; } a { color: #7a2614; }
label { display: block; margin: .9rem 0 .2rem; font-weight: 600; }
input { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem; color: inherit;
  border: 1px solid #6b6259; border-radius: .4rem; background: #fff; }
.code { text-transform: uppercase; letter-spacing: .12em; }
button { font: inherit; font-weight: 600; margin-top: 1rem; padding: .55rem 1.3rem; border: 0;
  border-radius: .4rem; background: #8c2d19; color: #fff; }
:focus-visible { outline: 3px solid #8c2d19; outline-offset: 2px; }
.problem { border-left: 5px solid #b3261e; background: #fdecea; padding: .5rem .8rem; }
.note { font-size: .88rem; } summary { cursor: pointer; margin-top: 1.8rem; }
"""


def page(request: Request) -> Response:
    """The page to join, with the code that the address holds."""
    asked = request.query_params
    t = _translator(request, asked.get("lang", ""))
    typed = {"code": asked.get("class", ""), "name": "", "next": _next(request)}
    return _joining(t, typed, None)


async def join(request: Request, room: Classroom) -> Response:
    """Give a seat to who has the code, and lead on to the page that was asked for."""
    if request.method != "POST":
        return RedirectResponse("/", 303)
    typed = await _typed(request)
    t = _translator(request, typed["lang"])
    if room.seat(request.cookies.get(COOKIE, "")) and not typed["trainer"]:
        return RedirectResponse(_onward(typed["next"], t.lang), 303)  # pressed twice: one seat
    address = request.client.host if request.client else ""
    try:
        if typed["trainer"]:
            token = room.join_as_trainer(typed["trainer"], address)
        else:
            token = room.join(typed["code"], typed["name"], address)
    except RefusedError as refused:
        return _joining(t, typed, refused)
    answer = RedirectResponse(_onward(typed["next"], t.lang), 303, {"Cache-Control": "no-store"})
    answer.set_cookie(COOKIE, token, path="/", httponly=True, samesite="strict")
    return answer


def closed(request: Request) -> Response:
    """What is answered where a page is closed in a class."""
    t = _translator(request, request.query_params.get("lang", ""))
    said = t("This page is closed in a class: the office's data are not here.")
    to_the_map = for_html(t("To the map"))
    back = f'<p><a href="{for_html(_onward("/", t.lang))}">{to_the_map}</a></p>'
    return _html(t, f"<p>{for_html(said)}</p>{back}", 404)


# ---- what was typed ------------------------------------------------------------------------------


async def _typed(request: Request) -> dict[str, str]:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > MOST_BYTES:
            return dict.fromkeys(_FIELDS, "")
    given = dict(parse_qsl(body.decode("utf-8", "replace")))
    return {name: given.get(name, "").strip() for name in _FIELDS}


def _translator(request: Request, asked: str) -> Translator:
    """The language that is asked for, else the browser's, else Kazakh."""
    spoken = request.headers.get("accept-language", "").lower().split(",")
    wanted = [asked, *(each.split(";")[0].split("-")[0].strip() for each in spoken)]
    return translator(next((each for each in wanted if each in LANGUAGES), LANGUAGES[0]))


def _next(request: Request) -> str:
    """Where who joins wanted to go; from the front door to the workshop."""
    path, asked = request.url.path, request.query_params.multi_items()
    rest = [(name, value) for name, value in asked if name not in {"class", "lang"}]
    if path == "/" and not rest:
        return HOME
    return f"{path}?{urlencode(rest)}" if rest else path


def _onward(wanted: str, lang: str, more: dict[str, str] | None = None) -> str:
    """A page of ours, in a language, whatever was asked for."""
    path, _, query = wanted.partition("?")
    is_open = path in ("/", *pages()) and path[1:] not in CLOSED
    asked = [each for each in parse_qsl(query) if each[0] != "lang"] if is_open else []
    return (
        f"{path if is_open else HOME}?{urlencode([*asked, *(more or {}).items(), ('lang', lang)])}"
    )


# ---- what is shown -------------------------------------------------------------------------------


def _joining(t: Translator, typed: dict[str, str], refused: RefusedError | None) -> Response:
    title, of_trainer = t("Join the class"), t("I am the trainer")
    note = t(
        "The trainer sees your name, which page you are on, and your answers to exercises. All of "
        "it is gone when the class ends. The network is not encrypted."
    )
    at_most = f'maxlength="{LONGEST_NAME}"'
    opened = " open" if typed.get("trainer") else ""
    body = [
        _languages(typed, t),
        f"<h1>{for_html(title)}</h1>",
        _problem(refused, t),
        _form(
            typed,
            t,
            _field("code", t("Class code"), typed["code"], "code", 'autocapitalize="characters"'),
            _field("name", t("A name to be called by"), typed["name"], "", at_most),
            t("Join"),
        ),
        f'<p class="note">{for_html(note)}</p>',
        f"<details{opened}><summary>{for_html(of_trainer)}</summary>",
        _form(typed, t, _field("trainer", t("Trainer code"), "", "code"), "", t("Come in")),
        "</details>",
    ]
    return _html(t, "".join(body))


def _problem(refused: RefusedError | None, t: Translator) -> str:
    if refused is None:
        return ""
    said = t(WHY[refused.why], n=t.number(ceil(refused.wait_s)))
    return f'<p class="problem" role="alert">{for_html(said)}</p>'


def _form(typed: dict[str, str], t: Translator, first: str, second: str, act: str) -> str:
    return (
        f'<form method="post" action="{ADDRESS}">{first}{second}'
        f'<input type="hidden" name="next" value="{for_html(typed["next"])}">'
        f'<input type="hidden" name="lang" value="{t.lang}">'
        f'<button type="submit">{for_html(act)}</button></form>'
    )


def _field(name: str, label: str, value: str, looks: str, more: str = "") -> str:
    return (
        f'<label for="{name}">{for_html(label)}</label><input id="{name}" name="{name}" '
        f'value="{for_html(value[:60])}" class="{looks}" autocomplete="off" spellcheck="false" '
        f"required {more}>"
    )


def _languages(typed: dict[str, str], t: Translator) -> str:
    """The same page in the other languages."""
    code = {"class": typed["code"]} if typed["code"] else {}
    links = (
        f'<a lang="{lang}" href="{for_html(_onward(typed["next"], lang, code))}">'
        f"{for_html(NAMES[lang])}</a>"
        for lang in LANGUAGES
        if lang != t.lang
    )
    return f"<nav>{''.join(links)}</nav>"


def _html(t: Translator, body: str, status: int = 200) -> HTMLResponse:
    title = for_html(t("Mura"))
    return HTMLResponse(
        f'<!doctype html><html lang="{t.lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_LOOK}</style></head>'
        f"<body><main>{body}</main></body></html>",
        status,
        headers=_HEADERS,
    )
