"""A class in real browsers, each in a profile of its own: a trainer, two learners, one server that
was started by the real command."""

import csv
import io
import re
import threading
import time
from contextlib import ExitStack, contextmanager
from urllib.parse import urlsplit

import pytest
import uvicorn
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse
from starlette.routing import Route

from geodata.exercises import shelf
from i18n import LANGUAGES, translator
from tests import brought_files as make
from tests.browser.test_access import PHONE, WIDE, faults
from tests.running import Map, watched
from ui import in_class
from ui.door import Door
from workshop.answered import Answered
from workshop.classroom import Classroom
from workshop.judging import judge

FIELD = "[data-testid=stFileUploaderDropzoneInput]"
HOSTILE = "<img src=x onerror=alert(1)>"[:24]
SOON = 20_000
"""Milliseconds in which a browser has heard of a change, on a machine that does much else: two
questions and the drawing of a page."""


@pytest.fixture(scope="module")
def taught(teach):
    return teach("--seats", "8")


@pytest.fixture
def profiles(browser, browser_context_args):
    """profiles(3): so many browsers that know nothing of each other; each watched, see `watch`."""
    with ExitStack() as opened:

        def some(count, **settings):
            made = [
                browser.new_context(**{**browser_context_args, **settings}) for _ in range(count)
            ]
            for each in made:
                opened.callback(each.close)
                opened.enter_context(watched(each))
            return made

        yield some


def come_in(context, taught):
    """The trainer at his board."""
    page = context.new_page()
    page.goto(f"{taught.address}/?lang=en")
    page.get_by_text("I am the trainer").click()
    page.get_by_label("Trainer code").fill(taught.trainer_code.lower())
    page.get_by_role("button", name="Come in").click()
    expect(page.locator("#board-end")).to_be_visible(timeout=20_000)
    return page


def join(context, taught, name, lang="en", page=""):
    """A learner who came by the picture."""
    opened = context.new_page()
    opened.goto(f"{taught.address}/{page}?class={taught.code}&lang={lang}")
    t = translator(lang)
    opened.get_by_label(t("A name to be called by")).fill(name)
    opened.get_by_role("button", name=t("Join"), exact=True).click()
    expect(opened.locator("h1")).to_be_visible(timeout=20_000)
    return opened


def row(board, name):
    return board.locator("#board-learners tbody tr", has=board.get_by_role("rowheader", name=name))


def end(board, taught):
    """End the class, and read the new code. Whoever still loads a page then is refused the rest."""
    for each in board.context.browser.contexts:
        for page in each.pages:
            page.wait_for_load_state("networkidle")
    board.get_by_text("End the class").click()
    board.get_by_role("button", name="Yes, end it").click()
    expect(board.locator(".mura-code")).not_to_have_text(taught.code)
    taught.code = board.locator(".mura-code").inner_text()


def at(page, pattern):
    """Wait until the page is at an address, without waiting for it to load."""
    expect(page).to_have_url(re.compile(pattern), timeout=SOON)


# ---- the whole way --------------------------------------------------------------------------


def test_join_lead_show_release_export_reset(taught, profiles):
    of_trainer, of_one, of_two = profiles(3)
    board = come_in(of_trainer, taught)
    one = join(of_one, taught, "Айгүл", "kk")
    two = join(of_two, taught, HOSTILE, "ru")
    expect(row(board, "Айгүл")).to_be_visible(timeout=SOON)
    expect(row(board, HOSTILE)).to_contain_text(HOSTILE)

    # Each goes where he likes, and the board tells it.
    one.goto(f"{taught.address}/?lang=kk&layer=corridor#map=6/43.0000/72.0000")
    Map(one).ready()
    two.goto(f"{taught.address}/proximity?lang=ru")
    expect(row(board, "Айгүл")).to_contain_text("Map", timeout=SOON)
    expect(row(board, HOSTILE)).to_contain_text("Proximity", timeout=SOON)

    # The trainer's map leads: place, zoom, layers. His board stays where it is.
    with of_trainer.expect_page() as opened:
        board.get_by_role("link", name="Open my map in another tab").click()
    leading = opened.value
    leading.goto(f"{taught.address}/?lang=en&layer=talgar#map=11/43.3000/77.2000")
    Map(leading).ready()
    board.get_by_role("button", name="Lead with my map").click()
    expect(board.locator("#board-lead")).to_contain_text("Everybody's map follows yours.")
    at(one, r"/\?lang=kk&layer=talgar#map=11/43\.3")
    at(two, r"/\?lang=ru&layer=talgar#map=11/43\.3")
    assert "/workshop" in board.url
    Map(two).ready()
    assert Map(two).evaluate("[mura.map.getZoom(), mura.map.getCenter().lat.toFixed(2)]") == [
        11,
        "43.30",
    ]
    assert Map(one).evaluate("mura.map.getZoom()") == 11
    line = two.locator(".mura-class-line")
    expect(line).to_have_text(translator("ru")("The trainer leads: your map follows."))
    expect(one.locator("h1")).to_have_text(translator("kk")("Map"))

    # A step of the map alone: everybody's moves, and no page runs anew.
    two.evaluate("document.querySelector('h1').dataset.kept = 'yes'")
    leading.evaluate("location.hash = '#map=8/44.0000/78.0000'")
    at(two, r"#map=8/44")
    expect(two.locator("h1")).to_have_attribute("data-kept", "yes")
    _until(lambda: Map(two).evaluate("mura.map.getZoom()") == 8)

    # Released, each is where he was.
    board.get_by_role("button", name="Release").click()
    at(one, r"layer=corridor#map=6/43")
    at(two, r"/proximity\?lang=ru")
    expect(line).to_be_empty()

    # One learner's map for all, the trainer's own map among them; not his board.
    row(board, "Айгүл").get_by_role("button", name="Show to all").click()
    at(two, r"/\?lang=ru&layer=corridor#map=6/43")
    at(leading, r"/\?lang=en&layer=corridor#map=6/43")
    expect(row(board, "Айгүл")).to_contain_text("is shown to all")
    assert "/workshop" in board.url
    board.get_by_role("button", name="Release").click()
    at(two, r"/proximity")

    # Answers, and the results without names.
    answer_through_the_page(one, two, board)
    with board.expect_download() as saved:
        board.get_by_role("link", name="Results without names").click()
    said = saved.value.path().read_text("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(said), delimiter=";")
    assert heads[0] == "Learner"
    assert [(each[0], each[2], each[4]) for each in rows] == [
        ("1", "known", "right"),
        ("2", "known", "wrong"),
    ]
    assert "Айгүл" not in said
    assert "img" not in said

    # The end: in five seconds everybody stands before the door, and the old code is none.
    former, begun = taught.code, time.monotonic()
    end(board, taught)
    for each in (one, two):
        expect(each.locator("#code")).to_be_visible(timeout=5_000)
    assert time.monotonic() - begun < 5
    expect(board.locator("#board-learners")).to_contain_text("Nobody has come yet")
    one.locator("#code").fill(former)
    one.locator("#name").fill("Айгүл")
    one.get_by_role("button", name=translator("kk")("Join"), exact=True).click()
    expect(one.get_by_role("alert")).to_contain_text(
        translator("kk")("This code is not right. Look at it again, letter by letter.")
    )


def answer_through_the_page(one, two, board):
    """Each learner answers a task of the Talgar road, and the board tells both as they come."""
    steps = shelf().exercises["talgar_road"].steps
    step = next(each for each in steps if each.id == "known")
    judged = {choice.id: judge(step, choice.id).right for choice in step.choices}
    right = next(each for each in judged if judged[each])
    wrong = next(each for each in judged if not judged[each])
    answers = board.locator("#board-answers")
    for page, lang, said, sign in ((one, "kk", right, "✓ right"), (two, "ru", wrong, "✗ wrong")):
        where = urlsplit(page.url)
        page.goto(
            f"{where.scheme}://{where.netloc}/workshop?lang={lang}&exercise=talgar_road&step=2"
        )
        words = next(each.text[lang] for each in step.choices if each.id == said)
        page.get_by_text(words, exact=True).click()
        page.get_by_role("button", name=translator(lang)("Give this answer")).click()
        expect(answers).to_contain_text(f"{sign}: {said}", timeout=SOON)
    page.reload()  # the answer lies in the class, not in the session
    expect(page.locator(".mura-said")).to_be_visible(timeout=SOON)
    expect(row(board, "Айгүл")).to_contain_text("Workshop · The Talgar road · 2")
    rows = answers.locator("tbody tr")
    expect(rows.nth(0)).to_contain_text("✓ right")
    expect(rows.nth(1)).to_contain_text("✗ wrong")


def _until(holds, seconds=SOON / 1000):
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.1)


# ---- who stays out --------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_a_wrong_or_hostile_code_is_refused_plainly(taught, profiles, lang, size):
    [context] = profiles(1, viewport=size)
    page, t = context.new_page(), translator(lang)
    page.goto(f"{taught.address}/screening?lang={lang}")
    assert faults(page.main_frame) == []
    for code in ("AAAAAA", "<script>alert(1)</script>", "{{7*7}}"):
        page.get_by_label(t("Class code")).fill(code)
        page.get_by_label(t("A name to be called by")).fill(HOSTILE)
        page.get_by_role("button", name=t("Join"), exact=True).click()
        expect(page.get_by_role("alert")).to_have_text(
            t("This code is not right. Look at it again, letter by letter.")
        )
        expect(page.get_by_label(t("Class code"))).to_have_value(code)
        expect(page.get_by_label(t("A name to be called by"))).to_have_value(HOSTILE)
    assert faults(page.main_frame) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_class_that_is_full_or_closed_says_so(taught, profiles):
    of_trainer, of_one, of_two = profiles(3)
    board = come_in(of_trainer, taught)
    one = join(of_one, taught, "Айгүл")
    board.get_by_role("button", name="Close the door").click()
    expect(board.locator("#board-way")).to_contain_text("The door is closed")
    late = of_two.new_page()
    late.goto(f"{taught.address}/?class={taught.code}&lang=en")
    late.get_by_label("A name to be called by").fill("Late")
    late.get_by_role("button", name="Join", exact=True).click()
    expect(late.get_by_role("alert")).to_have_text(
        "The trainer has closed the door. Ask to be let in."
    )
    one.reload()
    expect(one.locator("h1")).to_be_visible()  # who is in stays in
    board.get_by_role("button", name="Open the door").click()
    expect(board.locator("#board-way")).to_contain_text("The door is open")
    late.get_by_role("button", name="Join", exact=True).click()
    expect(late.locator("h1")).to_have_text("Workshop", timeout=20_000)
    end(board, taught)


def test_a_learner_sees_nothing_of_the_trainers_and_of_the_office(taught, profiles):
    [context] = profiles(1)
    page = join(context, taught, "Айгүл")
    expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_be_visible()
    expect(page.locator(".mura-board")).to_have_count(0)
    bar = page.locator("[data-testid=stTopNavLinkContainer]")
    expect(bar.filter(has_text="Screening")).to_have_count(1)
    expect(bar.filter(has_text="Ledger")).to_have_count(0)
    expect(bar.filter(has_text="Boundaries")).to_have_count(0)
    for path, status in (
        ("boundaries", 404),
        ("ledger", 404),
        ("class/board", 403),
        ("class/results.csv", 403),
    ):
        answer = page.request.get(f"{taught.address}/{path}")
        assert answer.status == status
        assert taught.code not in answer.text()
    act = page.request.post(f"{taught.address}/class/act", data={"act": "end"})
    assert act.status == 403


# ---- each has his own -----------------------------------------------------------------------


def test_one_learners_bad_file_touches_nobody(taught, profiles):
    of_one, of_two = profiles(2)
    one = join(of_one, taught, "Айгүл", page="screening")
    two = join(of_two, taught, "Иван", page="screening")
    road = make.geojson(
        {
            "type": "Feature",
            "properties": {},
            "geometry": {"type": "LineString", "coordinates": [[77.2, 43.27], [77.24, 43.28]]},
        }
    )
    two.locator(FIELD).first.set_input_files(
        {"name": "road.geojson", "mimeType": "", "buffer": road}
    )
    expect(two.locator(".mura-answer")).to_be_visible(timeout=30_000)
    said = two.locator(".mura-answer").inner_text()
    one.locator(FIELD).first.set_input_files(
        {
            "name": "bad.geojson",
            "mimeType": "",
            "buffer": b'{"type": "FeatureCollection", "features": [{',
        }
    )
    expect(one.locator(".mura-refusal").first).to_be_visible(timeout=30_000)
    assert two.locator(".mura-answer").inner_text() == said
    expect(two.locator(".mura-refusal")).to_have_count(0)
    expect(two.get_by_text("Keep in the ledger of the office")).to_have_count(0)


# ---- the board ------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
def test_the_board_can_be_read_by_everybody(taught, profiles, lang, size):
    of_trainer, of_learner = profiles(2, viewport=size)
    board = come_in(of_trainer, taught)
    join(of_learner, taught, HOSTILE)
    board.goto(f"{taught.address}/workshop?lang={lang}")
    t = translator(lang)
    expect(board.locator("#board-learners")).to_contain_text(HOSTILE, timeout=SOON)
    expect(board.locator("#board-way")).to_contain_text(t("Class code"))
    assert faults(board.main_frame) == []
    assert board.evaluate("document.documentElement.scrollWidth") <= size["width"]
    board.goto(f"{taught.address}/workshop?lang=en")
    expect(board.locator("#board-end")).to_be_visible(timeout=20_000)
    end(board, taught)


@contextmanager
def tiny(room):
    """A page with the board and nothing of Streamlit, behind the real door."""

    async def page(request):
        return HTMLResponse(
            f"<!doctype html><html lang='en'><title>x</title>{in_class.scripts()}"
            "<body><h1>x</h1><div class='mura-board' data-lang='en'></div></body></html>"
        )

    app = Starlette(routes=[Route("/workshop", page)], middleware=[Middleware(Door, room=room)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        _until(lambda: server.started)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


def test_answers_stand_on_the_board_as_they_come(profiles):
    """By word and sign; a focused button keeps its focus, an opened question stays open."""
    room = Classroom(5, "http://127.0.0.1")
    one = room.join(room.present().code, "Айгүл", "a")
    two = room.join(room.present().code, HOSTILE, "a")
    with tiny(room) as address:
        [context] = profiles(1)
        page = context.new_page()
        page.goto(f"{address}/workshop?lang=en")
        page.get_by_text("I am the trainer").click()
        page.get_by_label("Trainer code").fill(room.trainer_code)
        page.get_by_role("button", name="Come in").click()
        answers = page.locator("#board-answers")
        expect(answers).to_contain_text("No answer has come yet.", timeout=SOON)
        page.get_by_text("Clear the answers", exact=True).click()
        page.locator("#act-close").focus()
        room.keep(one, Answered("talgar", "first", "right-choice", True))
        expect(answers).to_contain_text("✓ right: right-choice", timeout=SOON)
        room.keep(two, Answered("talgar", "first", "<b>{{7*7}}", False))
        room.keep(two, Answered("talgar", "road", "+7", None))
        room.keep(one, Answered("reserve", "where", "43,77", True))
        expect(answers).to_contain_text("✗ wrong: <b>{{7*7}}", timeout=SOON)
        rows = answers.locator("table").first.locator("tbody tr")
        expect(rows.nth(0)).to_contain_text("none")
        expect(rows.nth(1)).to_contain_text("• a decision: +7")
        expect(answers.locator("h3")).to_have_text(["talgar", "reserve"])
        expect(page.locator("#act-close")).to_be_focused()
        expect(page.get_by_role("button", name="Yes, clear the answers of all")).to_be_visible()
        page.get_by_role("button", name="Yes, clear the answers of all").click()
        expect(answers).to_contain_text("No answer has come yet.", timeout=SOON)
        assert room.kept(one, "talgar") == {}
