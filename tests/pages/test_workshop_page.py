"""The page Workshop by Streamlit's own harness, in three languages: the list, a step of each kind,
right and wrong answers, broken files, hostile texts, the end."""

import csv
import io
from html import unescape

import pytest

from dossiers.problems import sentence
from geodata import settings
from geodata.exercises import shelf
from geodata.problems import Problem
from i18n import LANGUAGES, translator
from tests.unit.test_exercises import ASKED, HEAD, row
from tests.unit.test_exercises import written as as_file
from workshop.judging import right_choice
from workshop.keys import key_of

HOSTILE = "**a** <img src=x onerror=alert(1)> :red[b] {{7*7}} =cmd|' /C calc'!A0 \u202e"
TALGAR = shelf().exercises["talgar_road"]
NUMBER = {each.id: number for number, each in enumerate(TALGAR.steps, 1)}


def html_of(page):
    return unescape("".join(block.proto.body for block in page.get("html")))


@pytest.fixture
def at(open_page):
    """at("five", lang="ru"): the Talgar exercise at a step."""

    def opened(step, lang="en", **asked):
        number = NUMBER.get(step, step)
        page = open_page("workshop", lang=lang, exercise="talgar_road", step=str(number), **asked)
        assert not page.exception
        return page

    return opened


@pytest.fixture
def own(tmp_path, monkeypatch):
    """own(id, rows…): a trainer's own exercise."""
    monkeypatch.setattr(settings, "EXERCISES", tmp_path)

    def put(identity, *rows):
        (tmp_path / f"{identity}.csv").write_bytes(as_file(*rows))

    return put


def asked_for(page, name):
    """Streamlit's harness unwraps a list of one."""
    found = page.query_params[name]
    return [found] if isinstance(found, str) else found


def answer(page, step, said):
    field = page.radio[0] if page.radio else page.text_input[0]
    field.set_value(said)
    return page.button(key=f"answer-{step}").click().run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_says_what_there_is_and_how_long_it_takes(open_page, lang):
    t = translator(lang)
    page = open_page("workshop", lang=lang)
    assert not page.exception
    html = html_of(page)
    for made in shelf().exercises.values():
        assert made.title[lang] in html
        assert made.introduction[lang] in html
        assert t.plural("{n} minute", "{n} minutes", made.minutes) in html
    page.button(key="begin-talgar_road").click().run()
    assert asked_for(page, "exercise") == ["talgar_road"]
    assert TALGAR.steps[0].text[lang] in html_of(page)
    assert t("TRAINING: the boundaries are invented. Not for any decision.") in html_of(page)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("step", [each.id for each in TALGAR.steps if each.asked.way == "choose"])
def test_every_choice_is_judged_and_explained(at, lang, step):
    t, asked = translator(lang), TALGAR.step(step)
    page = at(step, lang)
    right = right_choice(asked)
    for choice in (*(each for each in asked.choices if each is not right), right):
        html = html_of(answer(page, step, choice.id))
        assert (t("✓ Right.") in html) is (choice is right)
        assert (t("✗ Not right. Try again.") in html) is (choice is not right)
        assert asked.more[lang] in html
        assert choice.more[lang] in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_number_is_read_as_it_is_written_there(at, lang):
    t = translator(lang)
    key = key_of(TALGAR.step("inside").asked)
    page = at("inside", lang)
    assert t("✓ Right.") in html_of(answer(page, "inside", t.number(key, 1)))
    assert t("✗ Not right. Try again.") in html_of(answer(page, "inside", f"{key * 1.2:.0f}"))
    page = answer(page, "inside", "about a kilometre")
    assert [each.value for each in page.warning] == [
        t("This is no number. Write digits, with a comma or a point: 1083.9")
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_line_is_screened(at, lang):
    t = translator(lang)
    clear = "43.282,77.19; 43.26,77.196; 43.2585,77.215; 43.2595,77.24; 43.266,77.25"
    page = at("line", lang, line="43.282,77.19;43.266,77.25")
    assert page.text_input[0].value == "43.282,77.19;43.266,77.25"  # as the ruler brought it
    html = html_of(page.button(key="answer-line").click().run())
    assert t("✗ Not right. Try again.") in html
    assert t("Training: {said}", said="").strip() or "training" in html
    assert t("✓ Right.") in html_of(answer(page, "line", clear))
    backwards = ";".join(reversed(clear.split(";")))
    assert t("✓ Right.") in html_of(answer(page, "line", backwards))
    html = html_of(answer(page, "line", "43.2,77.1; 43.2,77.2"))
    assert t("The line must lead from one end to the other, no more than {n} m off.", n=300) in html
    page = answer(page, "line", HOSTILE)
    assert len(page.warning) == 1


def test_decisions_move_the_timeline_and_nothing_is_right_or_wrong(at):
    page = at("ask")
    assert "Your date: June 2014" in html_of(page)
    assert "Your date: October 2014" in html_of(answer(page, "ask", "boundary"))
    page = at("ask", a=["ask:build", "offer:works", "tell:late"])
    html = html_of(page)
    assert "Your date: May 2016" in html  # 1 + 14 + 8 months
    assert "✓" not in html
    assert "✗" not in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_end_tells_the_answers_the_dates_and_what_happened_with_sources(at, lang):
    t = translator(lang)
    answers = ["ask:boundary", "first:clear", "five:five", "offer:send", "tell:early"]
    page = at(len(TALGAR.steps) + 1, lang, a=answers)
    html = html_of(page)
    assert t("Right: {right} of {judged}.", right=1, judged=9) in html
    for event in TALGAR.events:
        assert event.text[lang] in html
        for source in event.source.split():
            if "://" in source:
                assert f'href="{source}"' in html
    for home in TALGAR.debrief:
        assert home.text[lang] in html
    assert TALGAR.step("offer").choices[1].text[lang] in html


def test_the_results_name_nobody_and_start_no_formula(own, open_page):
    from workshop.answered import Answered
    from workshop.outcomes import to_csv

    own("roads", HEAD, ASKED[0] | {"text_en": HOSTILE[HOSTILE.index("=cmd") :]}, *ASKED[1:])
    made = shelf().exercises["roads"]
    data = to_csv(made, {"first": Answered("roads", "first", "yes", True)}, translator("en"))
    [head, line] = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))
    assert line[2].startswith("'=cmd")
    assert line[3:] == ["words en", "right", "words en"]
    assert not {"name", "place", "time"} & {each.lower() for each in head}


def test_back_and_on_and_the_role_stand_in_the_address(at):
    page = at("known", role="engineer")
    assert TALGAR.roles[0].wants["en"] in html_of(page)
    page.button(key="exercise-on").click().run()
    assert asked_for(page, "step") == ["3"]
    page.button(key="exercise-back").click().run()
    assert asked_for(page, "step") == ["2"]
    assert asked_for(page, "role") == ["engineer"]


def test_answers_are_in_the_address_and_are_judged_anew(at):
    page = at("five", a=["five:three", "first:crosses", "nothing:x", "known:none", "inside:x"])
    html = html_of(page)
    assert "✗ Not right. Try again." in html
    page = answer(page, "five", "five")
    assert sorted(asked_for(page, "a")) == ["first:crosses", "five:five"]


def test_beginning_anew_can_be_taken_back(at):
    page = at("five", a=["five:five", "first:crosses"])
    page.button(key="exercise-anew").click().run()
    assert "a" not in page.query_params
    assert asked_for(page, "step") == ["1"]
    assert "Your answers are removed." in html_of(page)
    page.button(key="exercise-undo").click().run()
    assert sorted(asked_for(page, "a")) == ["first:crosses", "five:five"]
    assert "Your answers are removed." not in html_of(page)


@pytest.mark.parametrize(
    "asked",
    [{"step": "-1"}, {"step": "9" * 30}, {"step": "x"}, {"role": HOSTILE}, {"line": HOSTILE},
     {"a": [HOSTILE, "line:" + "9" * 9000, "line:0,0;0,0", "inside:" + "9" * 5000]}],
)  # fmt: skip
def test_whatever_the_address_says_a_step_is_shown(open_page, asked):
    page = open_page("workshop", lang="en", exercise="talgar_road", **asked)
    assert not page.exception
    assert "onerror" not in html_of(page)


@pytest.mark.parametrize("identity", ["nowhere", "../../etc/passwd", HOSTILE])
def test_an_exercise_that_is_none_is_said_and_the_list_is_there(open_page, identity):
    page = open_page("workshop", lang="en", exercise=identity)
    assert not page.exception
    assert [each.value for each in page.warning] == [
        "There is no such exercise, or its file is broken."
    ]
    assert page.button(key="begin-talgar_road")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_broken_file_is_told_plainly_and_the_others_work(own, open_page, lang):
    own("broken", HEAD | {"id": "broken", "value": "long", "text_kk": ""}, *ASKED, row("dance"))
    t = translator(lang)
    page = open_page("workshop", lang=lang)
    html = html_of(page)
    for problem in (
        Problem("not_minutes", 2, "broken", "value", "long"),
        Problem("no_translation", 2, "broken", "text_kk"),
        Problem("not_allowed", 6, None, "row", "dance"),
    ):
        assert sentence(problem, t) in html
    assert page.button(key="begin-talgar_road")


def test_a_key_that_cannot_be_computed_is_told_on_the_page(own, open_page):
    step = row("step", "far", "number distance_km nowhere 1442-012 ~ 5%", more="why")
    own("roads", HEAD, step)
    page = open_page("workshop", lang="en", exercise="roads")
    assert not page.exception
    assert "The key cannot be computed: “nowhere” is not known here." in html_of(page)
    page = answer(page, "far", "12")
    assert not page.exception


def test_hostile_texts_stay_letters(own, open_page):
    texts = {f"{name}_{lang}": HOSTILE for name in ("text", "more") for lang in LANGUAGES}
    own("roads", HEAD | texts, row("role", "x") | texts, ASKED[0] | texts,
        *(each | texts for each in ASKED[1:]), row("hint") | texts)  # fmt: skip
    for asked in ({}, {"exercise": "roads"}, {"exercise": "roads", "step": "2"}):
        page = open_page("workshop", lang="en", **asked)
        assert not page.exception
        raw = "".join(block.proto.body for block in page.get("html"))
        assert "<img" not in raw
        assert "{{7*7}}" not in raw
        for label in (each.label for each in page.button):
            assert "**a**" not in label
            assert ":red[" not in label
