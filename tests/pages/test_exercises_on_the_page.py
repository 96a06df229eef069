"""The exercises that ship, on the page Workshop by Streamlit's own harness: every step in every
language, answered rightly and wrongly; its links and its files."""

import re

import pytest

from dossiers.report import MARK
from geodata import settings
from geodata.escape import for_markdown
from geodata.exercises import shelf
from i18n import LANGUAGES, translator
from tests.pages.test_screening_page import html_of
from workshop.judging import right_choice
from workshop.keys import key_of

EXERCISES = [each for name, each in sorted(shelf().exercises.items()) if name != "talgar_road"]
LINES = {
    True: "46.06,77.46; 46.185,77.56; 46.2,77.74; 46.175,77.9; 46.1,77.93; 46.08,78.04",
    False: "46.06,77.46; 46.08,78.04",
}
"""Out of the invented reserve, and through it."""


def field(page, label):
    return next(each for each in page.text_input if label in each.label)


def answer(page, step, lang, right):
    t = translator(lang)
    way = step.asked.way
    if way == "choose":
        fitting = right_choice(step)
        chosen = next(each for each in step.choices if (each == fitting) is right)
        page.radio[0].set_value(chosen.id)
    elif way == "line":
        field(page, t("Your line: latitude, longitude; …")).set_value(LINES[right])
    elif way == "point":
        lon, lat = key_of(step.asked)
        said = f"{lat:.5f}, {lon if right else lon + 1:.5f}"
        field(page, t("Latitude and longitude, in any spelling")).set_value(said)
    else:
        key = key_of(step.asked)
        field(page, t("Your answer")).set_value(f"{key if right else 2 * key + 1:.3f}")
    page.button(key=f"answer-{step.id}").click()
    page.run()
    assert not page.exception


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("made", EXERCISES, ids=lambda made: made.id)
def test_every_step_is_asked_answered_and_explained(open_page, made, lang):
    t = translator(lang)
    for number, step in enumerate(made.steps, 1):
        page = open_page("workshop", lang=lang, exercise=made.id, step=str(number))
        assert not page.exception
        assert step.text[lang][:20] in html_of(page)
        links = re.findall(r'href="(\./[^"]*)"', html_of(page))
        assert len(links) >= sum(not each.file for each in step.shows)
        if step.asked.way == "read":
            continue
        answer(page, step, lang, right=False)
        assert t("✗ Not right. Try again.") in html_of(page), (made.id, step.id)
        answer(page, step, lang, right=True)
        assert t("✓ Right.") in html_of(page), (made.id, step.id)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_file_is_handed_out_as_it_is(open_page, lang):
    page = open_page("workshop", lang=lang, exercise="coordinates", step="2")
    [button] = page.get("download_button")
    [show] = [each for each in shelf().exercises["coordinates"].steps[1].shows if each.file]
    assert for_markdown(show.text[lang]) == button.proto.label
    assert (settings.TRAINING / "files/training-road.csv").is_file()


def test_what_is_invented_is_not_shown_beside_what_is_real(open_page):
    real = open_page("workshop", lang="en", exercise="day_trip", step="2")
    assert "Invented settlement" not in html_of(real)
    invented = open_page("workshop", lang="en", exercise="day_trip", step="7")
    assert "Invented settlement" in html_of(invented)


@pytest.mark.parametrize("made", EXERCISES, ids=lambda made: made.id)
def test_what_is_invented_is_said_where_anything_is(open_page, made):
    page = open_page("workshop", lang="en", exercise=made.id, step="1")
    assert (translator("en")(MARK) in html_of(page)) is (made.id != "reading_the_map")


def test_the_end_tells_the_right_answer_of_what_was_answered_alone(open_page):
    made = shelf().exercises["reading_the_map"]
    number, step = next(
        (number, each) for number, each in enumerate(made.steps, 1) if each.asked.way == "choose"
    )
    key = right_choice(step).text["en"]
    end = str(len(made.steps) + 1)
    assert key not in html_of(open_page("workshop", lang="en", exercise=made.id, step=end))
    page = open_page("workshop", lang="en", exercise=made.id, step=str(number))
    answer(page, step, "en", right=False)
    page.query_params["step"] = end
    assert key in html_of(page.run())
