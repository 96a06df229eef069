"""For who sees badly, hears the page or has no mouse: axe on every page and every panel."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from i18n import LANGUAGES, NAMES, translator
from tests.running import PAGES, Map, settled

WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
RUN = """(rules) => axe.run(document, { resultTypes: ["violations"], rules }).then((found) =>
    found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, any, all, none }) =>
        [id, target.join(" "), ...[...any, ...all, ...none].map(({ message }) => message)])))"""
NAME = "(e => e.getAttribute('aria-label') || e.title)(document.activeElement)"


def faults(frame):
    """What axe finds wrong in a frame: rule, element, reason. Its rules do not cross frames; that
    there is one main part and one h1 is asked of the page alone."""
    whole_page = ("landmark-one-main", "page-has-heading-one")
    rules = {rule: {"enabled": frame.parent_frame is None} for rule in whole_page}
    frame.evaluate(f"{AXE_SCRIPT}; 0")
    return frame.evaluate(RUN, rules)


def faults_of_page_and_map(page):
    inside = [frame for frame in page.frames if "streamlit_folium" in frame.url]
    return [fault for frame in (page.main_frame, *inside) for fault in faults(frame)]


def in_both_sizes(page):
    """What is wrong on a wide window, and then on a phone: one page is loaded for both."""
    for size in (WIDE, PHONE):
        page.set_viewport_size(size)
        yield from faults_of_page_and_map(page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_map_page(page, open_map, lang):
    open_map(f"?lang={lang}&layer=corridor&country=KZ")
    assert list(in_both_sizes(page)) == []


@pytest.mark.parametrize(
    ("what", "panel"),
    [
        ("id=1442-012", ".mura-card"),
        ("id=1442", ".mura-card"),
        ("at=43.3,77.24", ".mura-here"),
        ("measure=43,77;44,78;43,78", ".mura-bar"),
        ("story=talgar/2", ".mura-story"),
        ("story=talgar/2&present=yes", ".mura-present-leave"),
    ],
)
def test_what_opens_on_the_map(page, open_map, what, panel):
    chart = open_map(f"?lang=kk#{what}")
    expect(chart.frame.locator(panel)).to_be_visible()
    assert list(in_both_sizes(page)) == []


def test_the_search_with_its_suggestions(page, open_map):
    chart = open_map("?lang=ru")
    chart.frame.get_by_role("combobox").fill("тал")
    expect(chart.frame.get_by_role("option").first).to_be_visible()
    assert faults_of_page_and_map(page) == []


def test_my_list(page, open_map):
    chart = open_map("?lang=kk#list=1442-012,1490")
    chart.frame.locator(".mura-list-tool").click()
    expect(chart.frame.locator(".mura-mine li").first).to_be_visible()
    assert faults_of_page_and_map(page) == []


@pytest.mark.parametrize("name", [name for name in PAGES if name != "map"])
def test_the_other_pages(page, watch, address, name):
    page.goto(f"{address}/{name}?lang={LANGUAGES[0]}")
    for lang in LANGUAGES:
        switched = page.get_by_role("radio", name=NAMES[lang])
        expect(switched).to_be_visible()
        switched.click()
        expect(page.locator("html")).to_have_attribute("lang", lang)
        settled(page)
        assert faults(page.main_frame) == [], lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_tool_of_the_map_is_reached_and_named_by_keyboard(page, open_map, lang):
    t = translator(lang)
    chart = open_map(f"?lang={lang}")
    chart.frame.get_by_role("combobox").focus()
    reached = []
    for _ in range(14):
        reached.append(
            chart.evaluate(
                "document.activeElement.getAttribute('aria-label') || document.activeElement.title"
            )
        )
        page.keyboard.press("Tab")
    for name in ("Find a place by any of its names", "Home extent", "Measure distance and area",
                 "Zoom in", "Zoom out", "Full screen"):  # fmt: skip
        assert t(name) in reached, (name, reached)
    assert any(said and said.startswith(t("My list")) for said in reached)


def test_the_focus_is_seen(page, open_map):
    chart = open_map("?lang=en")
    chart.frame.get_by_role("combobox").focus()
    for _ in range(4):
        page.keyboard.press("Tab")
        looks = chart.evaluate(
            "(({ outlineStyle, outlineWidth }) => [outlineStyle, parseFloat(outlineWidth)])"
            "(getComputedStyle(document.activeElement))"
        )
        assert looks[0] == "solid"
        assert looks[1] >= 2


def test_who_wants_no_motion_gets_none(browser, address):
    context = browser.new_context(reduced_motion="reduce", viewport=WIDE)
    page = context.new_page()
    page.goto(f"{address}/?lang=en")
    frame = page.frame_locator("iframe[title='streamlit_folium.st_folium']")
    frame.locator(".leaflet-container[data-shown]").wait_for()
    inside = next(each for each in page.frames if "streamlit_folium" in each.url)
    inside.evaluate("void (mura.map.flyTo = null)")  # whoever flies, falls
    frame.get_by_role("combobox").fill("talkhiz")
    frame.get_by_role("option").first.click()
    expect(frame.locator(".mura-card h2")).to_have_text("Site of Talgar")
    context.close()


def test_no_meaning_by_colour_alone():
    """Each layer has a shape of its own, and the kinds of geometry differ in line."""
    from layers.catalogue import CATALOGUE

    assert len({layer.shape for layer in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize(
    ("step", "seen", "size"), [(11, ".mura-said", PHONE), (15, "#debrief", WIDE)]
)
def test_an_exercise(page, watch, address, step, seen, size):
    """A step with its map and a wrong answer, and the end."""
    page.set_viewport_size(size)
    wrong = "line:43.282,77.19;43.266,77.25"
    page.goto(f"{address}/workshop?lang=kk&exercise=talgar_road&step={step}&a={wrong}&a=ask:build")
    page.locator(seen).first.wait_for(timeout=30_000)
    if step == 11:
        Map(page).ready()
    assert faults_of_page_and_map(page) == []
