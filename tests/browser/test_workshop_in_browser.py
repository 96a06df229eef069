"""The Talgar exercise in a real browser, walked to its end in each language: choices, a number, a
line drawn on the map with the ruler, decisions, the debrief, the results."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from geodata.exercises import shelf
from i18n import LANGUAGES, translator
from tests.running import FRAME, Map
from workshop.judging import right_choice
from workshop.keys import key_of, written

EXERCISE = shelf().exercises["talgar_road"]
LINE = [(43.282, 77.19), (43.26, 77.196), (43.2585, 77.215), (43.2595, 77.24), (43.266, 77.25)]


@pytest.fixture
def open_step(page, watch, address):
    def opened(lang, step, **asked):
        more = "".join(f"&{name}={value}" for name, value in asked.items())
        page.goto(f"{address}/workshop?lang={lang}&exercise=talgar_road&step={step}{more}")
        page.locator(f"[data-step={EXERCISE.steps[step - 1].id}]").wait_for(timeout=30_000)
        return page

    return opened


def press(page, words):
    page.get_by_role("button", name=words, exact=True).click()


def choose(page, step, choice):
    radios = page.get_by_test_id("stRadio").get_by_role("radio")
    expect(radios).to_have_count(len(step.choices))
    radios.nth(step.choices.index(choice)).locator("xpath=ancestor::label").click()


def answered(page, step, lang, t):
    """Answer a step, as a learner does."""
    way = step.asked.way
    if way == "number":
        key = key_of(step.asked)
        field = page.get_by_label(re.compile(t("Your answer")))
        field.fill(f"{key:.0f}".replace(".", ","))
        field.press("Tab")
    elif way == "choose":
        choose(page, step, right_choice(step))
    elif way == "decide":
        choose(page, step, step.choices[0])
    press(page, t("Decide") if way == "decide" else t("Give this answer"))


def draw(page, t):
    """Click along the road on the map, with the ruler."""
    chart = Map(page).ready()
    frame = page.frame_locator(FRAME)
    chart.frame.locator(".leaflet-container .mura-is-training").first.wait_for()
    frame.get_by_role("button", name=t("Measure distance and area")).click()
    for lat, lon in LINE:
        x, y = chart.evaluate(
            f"(() => {{ const at = mura.map.latLngToContainerPoint([{lat}, {lon}]);"
            " return [at.x, at.y]; })()"
        )
        frame.locator(".leaflet-container").click(position={"x": x, "y": y})
    frame.get_by_role("button", name=t("Take this line")).click()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_exercise_is_walked_to_its_end(open_step, lang):
    t = translator(lang)
    page = open_step(lang, 1)
    page.get_by_text(EXERCISE.roles[1].name[lang], exact=True).click()
    expect(page.get_by_text(EXERCISE.roles[1].wants[lang])).to_be_visible()
    for number, step in enumerate(EXERCISE.steps, 1):
        page.locator(f"[data-step={step.id}]").wait_for(timeout=20_000)
        if step.asked.way == "line":
            draw(page, t)
            field = page.get_by_label(t("Your line: latitude, longitude; …"))
            expect(field).to_have_value(re.compile(r"^43\.28.*;43\.266"), timeout=20_000)
            assert f"step={number}" in page.url
            press(page, t("Give this answer"))
        elif step.asked.way != "read":
            answered(page, step, lang, t)
        if step.asked.judged:
            expect(page.get_by_text(t("✓ Right."))).to_be_visible(timeout=20_000)
        elif step.asked.way == "decide":
            expect(page.locator(".mura-said-decided")).to_be_visible(timeout=20_000)
        last = number == len(EXERCISE.steps)
        press(page, t("What came of it") if last else t("On"))
    page.locator("#debrief").wait_for(timeout=20_000)
    judged = sum(each.asked.judged for each in EXERCISE.steps)
    right = t("Right: {right} of {judged}.", right=judged, judged=judged)
    expect(page.get_by_text(right)).to_be_visible()
    expect(page.locator("section:has(#dates) table")).to_contain_text("41 COM 7B.88")
    with page.expect_download() as download:
        page.get_by_role("button", name=t("Results as CSV, without a name")).click()
    assert download.value.suggested_filename == "training-talgar_road.csv"
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(rows) == 1 + sum(each.asked.way != "read" for each in EXERCISE.steps)
    assert {row[4] for row in rows[1:]} == {t("right"), t("decided")}
    assert "role=culture" in page.url


def test_a_wrong_answer_is_explained_a_hint_opens_and_a_page_loaded_anew_is_the_same(open_step):
    t = translator("en")
    number = next(n for n, each in enumerate(EXERCISE.steps, 1) if each.id == "five")
    step = EXERCISE.steps[number - 1]
    page = open_step("en", number)
    page.get_by_text(t("Hint"), exact=True).click()
    expect(page.get_by_text(step.hints[0]["en"])).to_be_visible()
    wrong = next(each for each in step.choices if each.value != written(key_of(step.asked)))
    choose(page, step, wrong)
    press(page, t("Give this answer"))
    expect(page.get_by_text(t("✗ Not right. Try again."))).to_be_visible(timeout=20_000)
    expect(page.get_by_text(wrong.more["en"])).to_be_visible()
    page.reload()
    expect(page.get_by_text(t("✗ Not right. Try again."))).to_be_visible(timeout=30_000)
    choose(page, step, right_choice(step))
    press(page, t("Give this answer"))
    expect(page.get_by_text(t("✓ Right."))).to_be_visible(timeout=20_000)
    press(page, t("Begin anew"))
    expect(page.get_by_text(t("Your answers are removed."))).to_be_visible(timeout=20_000)
    press(page, t("Undo"))
    expect(page.get_by_text(t("Your answers are removed."))).to_have_count(0, timeout=20_000)
    assert "a=five" in page.url


def test_training_is_said_by_the_map_the_table_and_the_files(page, watch, address):
    t = translator("en")
    points = ";".join(f"{lat},{lon}" for lat, lon in LINE)
    page.goto(f"{address}/screening?lang=en&training=talgar&line={points}")
    page.locator("#findings").wait_for(timeout=30_000)
    expect(page.locator(".mura-training")).to_contain_text("TRAINING")
    chart = Map(page).ready()
    expect(chart.frame.locator("path.mura-is-training").first).to_be_visible()
    expect(chart.frame.locator(".mura-change").first).to_contain_text("training, not a boundary")
    dashes = chart.frame.locator("path.mura-is-training").first.get_attribute("stroke-dasharray")
    assert dashes and chart.shown() == set()
    rows = page.locator("section:has(#findings) tbody tr")
    assert rows.count() == 2
    for row in rows.all():
        expect(row).to_contain_text("(training, not a boundary)")
    with page.expect_download() as download:
        page.get_by_role("button", name="JSON", exact=True).click()
    assert download.value.suggested_filename == "training-mura-screening.json"
    assert page.get_by_text(t("Keep in the ledger of the office")).count() == 0
