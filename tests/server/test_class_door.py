"""The one door of a class, asked by raw requests: who has no seat gets the page to join and nothing
else; what is the trainer's stays the trainer's; nothing of an office is there."""

import json
import re
import time
from urllib.parse import urlsplit

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect as dial

from layers.map import BASEMAP_ADDRESS, basemap_version
from layers.vendor import ADDRESS as ASSETS
from layers.vendor import own
from tests.running import PAGES
from tests.server.asking import ask
from ui.in_class import script

HOSTILE = [
    "",
    " ",
    "AAAAAA",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{7*7}}",
    "%00",
    "ААААААА" * 50,
    "\u202e123456",
    "K" * 3_000,
]
NOT_A_PAGE = [
    f"/{ASSETS}{own('mura.js').name}",
    f"/{BASEMAP_ADDRESS}{basemap_version()}/relief/5/22/11.webp",
    "/geo/data/ru/mura.csv",
    "/geo/answers/search/ru?q=x",
    "/geo/print/ru.pdf",
    "/geo/view/ru.html",
    "/geo/sheet/1442/ru.pdf",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/upload_file/x/y",
    "/static/js/index.js",
    "/media/x",
    "/component/streamlit_folium.st_folium/index.html",
    "/index.html",
    "/nothing",
    "/map/",
    "//map",
    "/%2e%2e/app.py",
    "/class/board",
    "/class/results.csv",
    f"/class/{script().name}",
    "/class/",
    "/_stcore/metrics",
    "/_stcore/agent/openapi.json",
]


@pytest.fixture(scope="module")
def taught(teach):
    return teach("--seats", "60")


@pytest.fixture(scope="module")
def elsewhere(teach):
    """A class on another address of this machine, for what ends it."""
    return teach(address="127.0.0.2")


@pytest.fixture
def anew(elsewhere):
    """The same, begun anew: it and the trainer's cookie."""
    trainer = elsewhere.join_as_trainer()[2]
    act(elsewhere, trainer, act="end")
    elsewhere.code = re.search(r'"mura-code">(\w{6})<', board(elsewhere, trainer)[1])[1]
    return elsewhere, trainer


@pytest.fixture(scope="module")
def learner(taught):
    return taught.join("Айгүл")[2]


@pytest.fixture(scope="module")
def trainer(taught):
    return taught.join_as_trainer()[2]


def pulse(taught, cookie, told=None, **headers):
    answer, body = ask(
        taught.address, "/class/pulse", "POST", json.dumps(told or {}),
        **{"Cookie": cookie, "Content-Type": "application/json", **headers},
    )  # fmt: skip
    return answer.status, json.loads(body) if answer.status == 200 else body


def act(taught, cookie, **told):
    answer, _ = ask(
        taught.address, "/class/act", "POST", json.dumps(told),
        **{"Cookie": cookie, "Content-Type": "application/json"},
    )  # fmt: skip
    return answer.status


def board(taught, cookie, lang="en"):
    answer, body = ask(taught.address, f"/class/board?lang={lang}", Cookie=cookie)
    return answer.status, body.decode()


# ---- without a seat ----


@pytest.mark.parametrize("name", ["", *PAGES])
def test_every_page_is_the_page_to_join(taught, name):
    answer, body = ask(taught.address, f"/{name}")
    assert answer.status == 200
    assert b'action="/class/join"' in body
    assert b"streamlit" not in body.lower()
    assert b"<script" not in body
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", NOT_A_PAGE)
def test_everything_else_is_refused(taught, path):
    for cookie in ("", "mura_seat=", "mura_seat=guess", "mura_seat=1; mura_seat=2", "x"):
        answer, body = ask(taught.address, path, Cookie=cookie)
        assert (answer.status, body) == (403, b"forbidden"), (path, cookie)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"])
def test_no_other_method_is_a_way_in(taught, method):
    for path in ("/", "/screening", "/class/act", "/_stcore/upload_file/a/b"):
        answer, _ = ask(taught.address, path, method)
        assert answer.status == 403, (path, method)


def dialled(taught, cookie="", **more):
    """How the server answers who asks for a session: 101, or what it refuses with."""
    where = urlsplit(taught.address)
    headers = {"Cookie": cookie} if cookie else {}
    try:
        return dial(
            f"ws://{where.netloc}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=taught.address,
            additional_headers=headers,
            proxy=None,
            **more,
        )
    except InvalidStatus as refused:
        return refused.response.status_code


def test_streamlits_connection_asks_for_a_seat_too(taught, learner):
    assert dialled(taught) == 403
    assert dialled(taught, "mura_seat=guess") == 403
    with dialled(taught, learner) as open_connection:
        assert open_connection.subprotocol == "streamlit"


def test_a_foreign_name_and_another_address_are_refused(taught):
    for host in ("evil.example", "localhost", "127.0.0.2"):
        answer, body = ask(taught.address, "/", Host=host)
        assert (answer.status, b"join" in body) == (400, False)


def test_only_the_chosen_address_is_bound(elsewhere):
    port = urlsplit(elsewhere.address).port
    assert ask(elsewhere.address, "/")[0].status == 200
    with pytest.raises(ConnectionRefusedError):
        ask(f"http://127.0.0.1:{port}", "/")


# ---- joining ----


def test_who_has_the_code_gets_a_seat_that_no_script_reads(taught):
    answer, _, cookie = taught.join("Иван", next="/corridor?country=KZ&layer=a&layer=b")
    assert answer.status == 303
    assert answer.headers["Location"] == "/corridor?country=KZ&layer=a&layer=b&lang=en"
    given = answer.headers["Set-Cookie"].lower()
    assert "httponly" in given
    assert "samesite=strict" in given
    assert len(cookie) > 32
    page, body = ask(taught.address, "/corridor", Cookie=cookie)
    assert page.status == 200
    assert script().name.encode() in body
    for path in NOT_A_PAGE[:2]:
        assert ask(taught.address, path, Cookie=cookie)[0].status == 200


def test_who_sits_already_takes_no_second_seat(taught, trainer):
    cookie = taught.join("Twice")[2]
    form = {"code": taught.code, "name": "Twice", "next": "/screening", "lang": "ru"}
    answer, _, given = taught.posted(form, Cookie=cookie)
    assert (answer.status, given) == (303, "")
    assert answer.headers["Location"] == "/screening?lang=ru"
    assert board(taught, trainer)[1].count("<bdi>Twice</bdi>") == 1


@pytest.mark.parametrize(
    "wanted",
    ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)",
     "/nothing", "/boundaries",
     "/map\r\nSet-Cookie: a=b", "//[", "/ledger?id=1", ""],
)  # fmt: skip
def test_nobody_is_led_away_by_joining(taught, trainer, wanted):
    answer, _, _ = taught.join("Иван", next=wanted)
    assert answer.status == 303
    assert answer.headers["Location"] == "/workshop?lang=en"
    assert answer.headers.get_all("Set-Cookie") == [answer.headers["Set-Cookie"]]


@pytest.mark.parametrize("typed", HOSTILE)
def test_a_wrong_or_hostile_code_is_refused_plainly(teach, typed):
    taught = _of_wrong_codes(teach)
    answer, body, cookie = taught.join("x", typed)
    assert (answer.status, cookie) == (200, "")
    assert body.count('role="alert"') == 1
    assert "This code is not right. Look at it again, letter by letter." in body
    assert "<script>alert" not in body
    assert "49" not in body.split("</style>")[1]


_WRONG = []


def _of_wrong_codes(teach):
    """A class of its own: what is wrong here shall hold up no other test."""
    if not _WRONG:
        _WRONG.append(teach("--seats", "1"))
    return _WRONG[0]


def test_a_used_up_code_is_refused_plainly(teach):
    taught = _of_wrong_codes(teach)
    assert taught.join("the only one")[2]
    answer, body, cookie = taught.join("one too many")
    assert (answer.status, cookie) == (200, "")
    assert "All seats of this class are taken." in body


def test_a_code_cannot_be_found_by_trying(teach):
    taught = _of_wrong_codes(teach)
    said = [taught.join("x", f"AAAA{place:02d}")[1] for place in range(60)]
    assert "Too many codes were wrong. Wait " in said[-1]
    _, body, cookie = taught.join("x")
    assert cookie == ""
    assert "Too many codes were wrong" in body


def test_a_form_that_is_none_is_refused(taught):
    for form in ({}, {"code": "x" * 10_000}, {"a": "b"}):
        answer, _, cookie = taught.posted(form)
        assert (answer.status, cookie) == (200, "")
    answer, _, cookie = taught.posted(
        {"code": taught.code, "name": "x"}, Origin="http://evil.example"
    )
    assert (answer.status, cookie) == (403, "")
    answer, _ = ask(taught.address, "/class/join")
    assert answer.status == 303


def test_the_language_is_the_browsers_or_the_one_that_was_chosen(taught):
    for spoken, heading in (
        ("ru-RU,ru;q=0.9", "Войти в класс"),
        ("kk", "Топқа кіру"),
        ("de", "Топқа кіру"),
    ):
        _, body = ask(taught.address, "/", **{"Accept-Language": spoken})
        assert heading in body.decode()
    _, body = ask(taught.address, "/?lang=en&class=ABC", **{"Accept-Language": "ru"})
    assert "Join the class" in body.decode()
    assert 'value="ABC"' in body.decode()


# ---- what is closed ----


@pytest.mark.parametrize("name", ["boundaries", "ledger", "boundaries/", "ledger/x", "ledger?id=1"])
def test_the_office_is_closed_to_everybody(taught, learner, trainer, name):
    for cookie in (learner, trainer):
        answer, body = ask(taught.address, f"/{name}", Cookie=cookie)
        assert answer.status == 404
        assert b"Streamlit" not in body


@pytest.mark.parametrize("lang", ["kk", "ru", "en"])
def test_a_learner_cannot_open_what_is_the_trainers(taught, learner, lang):
    for path in ("/class/board", "/class/results.csv"):
        answer, body = ask(taught.address, f"{path}?lang={lang}", Cookie=learner)
        assert answer.status == 403
        assert taught.code not in body.decode()
    for name in ("lead", "release", "open", "close", "clear", "end"):
        assert act(taught, learner, act=name, seat=0) == 403
    assert pulse(taught, learner)[1]["gone"] is False


# ---- the pulse ----


def test_the_pulse_tells_who_leads_and_where(taught, learner, trainer):
    other = taught.join("Иван")[2]
    pulse(taught, learner, {"where": "/screening?line=43,77;43,78#map=9/43/77"})
    number = _number_of(taught, trainer, "Айгүл")
    assert act(taught, trainer, act="lead", seat=number) == 204
    _, told = pulse(taught, other)
    assert told["lead"] == "/screening?line=43,77;43,78#map=9/43/77"
    assert (told["by"], told["leads"], told["role"]) == ("learner", False, "learner")
    assert pulse(taught, learner)[1]["leads"] is True
    assert pulse(taught, trainer)[1]["lead"]
    version = told["version"]
    assert pulse(taught, other)[1]["version"] == version
    assert act(taught, trainer, act="release") == 204
    assert pulse(taught, other)[1]["lead"] == ""


def _number_of(taught, trainer, name):
    _, body = board(taught, trainer)
    row = body.split(f"<bdi>{name}</bdi>")[0].rsplit("<tr>", 1)[1]
    return int(re.search(r">(\d+)</td>", row)[1])


@pytest.mark.parametrize(
    "where",
    ["//evil.example/x", "https://evil.example", "javascript:alert(1)", "/nothing", "/../app.py", 7,
     None, ["/screening"], "/screening\n", "/screening?" + "x" * 5_000, "screening", "/\\evil"],
)  # fmt: skip
def test_a_hostile_address_is_passed_over(taught, trainer, where):
    cookie = taught.join(name := f"Hostile {abs(hash(str(where))) % 10**9}")[2]
    pulse(taught, cookie, {"where": "/corridor"})
    assert pulse(taught, cookie, {"where": where})[0] == 200
    number = _number_of(taught, trainer, name)
    act(taught, trainer, act="lead", seat=number)
    assert pulse(taught, trainer)[1]["lead"] == "/corridor"
    act(taught, trainer, act="release")


@pytest.mark.parametrize(
    "body", ["", "[]", "{", "7", "null", '"x"', "[" * 100_000, "{" * 9_000, "\x00"]
)
def test_a_pulse_that_is_no_pulse_breaks_nothing(taught, body):
    trainer = taught.join_as_trainer()[2]
    answer, said = ask(
        taught.address, "/class/pulse", "POST", body,
        **{"Cookie": trainer, "Content-Type": "application/json"},
    )  # fmt: skip
    assert (answer.status, json.loads(said)["gone"]) == (200, False)


def test_a_pulse_without_a_seat_is_told_that_it_is_gone_and_nothing_else(taught):
    assert pulse(taught, "") == (200, {"gone": True})
    assert pulse(taught, "mura_seat=x", {"where": "/"}) == (200, {"gone": True})


def test_the_board_tab_of_the_trainer_leads_nobody(anew):
    taught, trainer = anew
    learner = taught.join()[2]
    act(taught, trainer, act="lead", seat=0)
    pulse(taught, trainer, {"where": "/workshop?lang=ru"})
    assert pulse(taught, learner)[1]["lead"] == ""
    pulse(taught, trainer, {"where": "/?lang=ru#map=9/43/77"})
    pulse(taught, trainer, {"where": "/workshop"})
    assert pulse(taught, learner)[1]["lead"] == "/?lang=ru#map=9/43/77"
    for where in ("/workshop?lang=ru&exercise=", "/workshop?exercise=talgar_road&step=2"):
        pulse(taught, trainer, {"where": where})
        assert pulse(taught, learner)[1]["lead"] == where


# ---- the board, and the end ----


def test_hostile_names_stay_letters_on_the_board(anew):
    taught, trainer = anew
    names = ["<img onerror=x>", "{{7*7}}", '"><script>', "=cmd|calc", "a\u202eb"]
    cookies = [taught.join(name)[2] for name in names]
    pulse(taught, cookies[0], {"where": '/screening?line="><script>alert(1)</script>'})
    for lang in ("kk", "ru", "en"):
        status, body = board(taught, trainer, lang)
        assert status == 200
        assert "<script" not in body
        assert "<img onerror" not in body
        assert "&lt;img onerror=x&gt;" in body
        assert "{{" not in body
        assert "\u202e" not in body
        assert taught.trainer_code not in body  # the board may be thrown on the wall
        assert taught.code in body


def test_at_the_end_everybody_is_out_at_once(anew):
    taught, trainer = anew
    learner = taught.join("Айгүл")[2]
    with dialled(taught, learner) as connection:
        begun = time.monotonic()
        assert act(taught, trainer, act="end") == 204
        assert pulse(taught, learner)[1] == {"gone": True}
        assert ask(taught.address, NOT_A_PAGE[0], Cookie=learner)[0].status == 403
        assert time.monotonic() - begun < 5
        connection.send(b"anything")
        with pytest.raises(ConnectionClosed):
            while True:
                connection.recv(timeout=10)
    assert "This code is not right" in taught.join()[1]
    status, body = board(taught, trainer)
    assert status == 200
    assert "Айгүл" not in body
    assert taught.code not in body


def test_unknown_acts_do_nothing(taught):
    trainer = taught.join_as_trainer()[2]
    for told in ({}, {"act": "x"}, {"act": ["end"]}, {"act": None, "seat": {}}):
        assert act(taught, trainer, **told) == 400
    for seat in ("1", None, -5, 1.5, [1], True):
        assert act(taught, trainer, act="lead", seat=seat) == 204
    act(taught, trainer, act="release")
