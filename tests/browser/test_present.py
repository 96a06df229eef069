"""The presenter's screen: the map fills the window, the words are large, the arrow keys walk."""

import pytest
from playwright.sync_api import expect

from geodata.stories import stories
from i18n import LANGUAGES, translator
from tests.browser.test_story import choose
from tests.running import FRAME, Map

LAST_ROW = 28
"""Pixels of the smallest letters of the story."""

# Of every element with words of its own that is seen: its words, size in pixels, contrast (WCAG).
WORDS = """box => {
  const channels = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = (color) => channels(color).slice(0, 3).map((each) => each / 255)
    .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4)
    .reduce((sum, each, i) => sum + each * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    const { backgroundColor: own } = getComputedStyle(element);
    return (channels(own)[3] ?? 1) === 1 ? own : ground(element.parentElement);
  };
  const own = (element) => [...element.childNodes]
    .filter(({ nodeType }) => nodeType === 3).map(({ data }) => data.trim()).join("");
  return [...box.querySelectorAll("*")].filter((each) => own(each) && each.checkVisibility())
    .map((each) => {
      const { color, fontSize } = getComputedStyle(each);
      const [dark, bright] = [light(color), light(ground(each))].sort((a, b) => a - b);
      return [own(each), parseFloat(fontSize), (bright + 0.05) / (dark + 0.05)];
    });
}"""
OTHERS = """() => [...document.querySelectorAll("a, button, input, select, [role=radio], h1")]
  .filter((each) => each.checkVisibility({ visibilityProperty: true }))
  .filter((each) => each.getClientRects().length)
  .map((each) => each.textContent || each.title)"""


def presented(page, chart, story, number, lang):
    """The step is there, can be read from the last row, and nothing else is in the way."""
    step = story.steps[number - 1]
    box = chart.frame.locator(".mura-story")
    expect(box.get_by_role("heading", level=2)).to_have_text(step.title[lang])
    expect(box.locator(".mura-story-count")).to_have_text(f"{number} / {len(story.steps)}")
    expect(box).to_contain_text(step.text[lang])
    page.wait_for_url(f"**story={story.id}/{number}&present=yes")
    words = box.evaluate(WORDS)
    assert {step.title[lang], step.text[lang]} <= {said for said, _, _ in words}
    assert [each for each in words if each[1] < LAST_ROW or each[2] < 7] == []
    return box


def fills_the_window(page, chart):
    page.wait_for_function(
        f"""() => {{
          const frame = document.querySelector("{FRAME}");
          const {{ x, y, width, height }} = frame.getBoundingClientRect();
          return !x && !y && width === innerWidth && height === innerHeight;
        }}"""
    )
    chart.inside().wait_for_function(
        "innerWidth === mura.map.getSize().x && innerHeight === mura.map.getSize().y"
    )
    seen = page.evaluate(OTHERS)
    assert seen == []


def sees_its_places(chart):
    """Every place of the step stands in what the text leaves of the map."""
    chart.inside().wait_for_function(
        """() => {
          const left = document.querySelector(".mura-story").offsetLeft;
          const { y: high } = mura.map.getSize();
          const symbols = [...document.querySelectorAll(".mura-symbol")];
          return symbols.length && symbols.every((each) => {
            const { x, y, width } = each.getBoundingClientRect();
            return 0 < x && x + width < left && 0 < y && y < high;
          });
        }"""
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_trainer_opens_a_story_from_the_workshop_and_walks_all_with_a_clicker(
    page, watch, address, lang
):
    """Every step of every story is read without scrolling on a laptop of 768 lines. The longest
    of all is Kazakh; in English one story is walked."""
    t = translator(lang)
    first, *others = stories() if lang != "en" else stories()[:1]
    last = len(first.steps)
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{address}/workshop?lang={lang}")
    page.get_by_role("link", name=t("Show on a big screen"), exact=True).first.click()
    chart = Map(page).ready()
    fills_the_window(page, chart)
    walk_to_the_end(page, chart, first, lang)
    for key, number in {"Home": 1, "End": last, "PageUp": last - 1, "ArrowLeft": last - 2}.items():
        page.keyboard.press(key)
        presented(page, chart, first, number, lang)
    page.keyboard.press("Escape")
    page.wait_for_url(f"**story={first.id}/{last - 2}")
    expect(page.locator("h1")).to_be_visible()
    assert page.evaluate("document.fullscreenElement") is None
    expect(chart.frame.locator(".mura-story")).to_be_focused()
    expect(chart.frame.get_by_role("combobox").first).to_be_visible()
    for story in others:
        choose(chart, story.id)
        chart.frame.get_by_role("button", name=t("Show on a big screen")).click()
        fills_the_window(page, chart)
        walk_to_the_end(page, chart, story, lang)
        page.keyboard.press("Escape")
        page.wait_for_url(f"**story={story.id}/{len(story.steps)}")
    page.keyboard.press("Escape")
    expect(chart.frame.locator(".mura-story")).to_have_count(0)


def walk_to_the_end(page, chart, story, lang):
    last = len(story.steps)
    for number in range(1, last + 1):
        box = presented(page, chart, story, number, lang)
        assert box.locator(".mura-card").evaluate("it => it.scrollHeight <= it.clientHeight")
        if story.id == "reserves" and number < last:  # the last looks at one of them
            sees_its_places(chart)
        page.keyboard.press("ArrowRight" if number % 2 else "PageDown")
    presented(page, chart, story, last, lang)  # there is none after it


def test_full_screen_is_asked_for_and_given_back_together(page, open_map):
    chart = open_map("?lang=en#story=talgar/1")
    chart.frame.get_by_role("button", name="Show on a big screen").click()
    page.wait_for_function("document.fullscreenElement === document.documentElement")
    fills_the_window(page, chart)
    page.evaluate("document.exitFullscreen()")  # as the browser's own Escape or F11 does
    page.wait_for_url("**story=talgar/1")
    expect(page.locator("h1")).to_be_visible()


def test_on_a_phone_the_link_restores_the_thumb_walks_and_the_page_is_handed_out(page, open_map):
    page.set_viewport_size({"width": 390, "height": 844})
    t = translator("kk")
    reserves = next(story for story in stories() if story.id == "reserves")
    chart = open_map("?lang=kk#story=reserves/2&present=yes")
    fills_the_window(page, chart)
    box = presented(page, chart, reserves, 2, "kk")
    assert box.bounding_box()["y"] > 300  # the map above it
    assert chart.evaluate("document.documentElement.scrollWidth <= innerWidth")
    for button in box.get_by_role("button").all():
        assert min(button.bounding_box()[side] for side in ("width", "height")) >= 44
    box.get_by_role("button", name=t("Next"), exact=True).click()
    presented(page, chart, reserves, 3, "kk")
    page.reload()
    chart = Map(page).ready()
    fills_the_window(page, chart)
    box = presented(page, chart, reserves, 3, "kk")
    top = box.locator(".mura-card").evaluate("it => it.scrollTop")
    page.keyboard.press("ArrowDown")  # the text is longer than a phone
    assert box.locator(".mura-card").evaluate("it => it.scrollTop") > top
    box.get_by_role("button", name=t("Leave the big screen")).click()
    page.wait_for_url("**story=reserves/3")
    with page.expect_download(timeout=120_000) as handed:  # beside other tests it takes a while
        chart.frame.get_by_role("link", name=t("Hand-out (PDF)")).click()
    assert handed.value.suggested_filename == "mura-reserves-kk.pdf"
    assert handed.value.path().read_bytes().startswith(b"%PDF")


def test_an_address_that_presents_nothing_is_an_ordinary_map(page, open_map):
    chart = open_map("?lang=en&layer=corridor#present=yes")
    chart.wait_for_shown(33)
    page.wait_for_function("!location.hash.includes('present')")
    for asked in ("story=nothing/1&present=yes", "story=talgar/1&present=%3Cb%3E"):
        page.evaluate("asked => { location.hash = `${location.hash}&${asked}`; }", asked)
        page.wait_for_function("!location.hash.includes('present')")
        expect(page.locator("h1")).to_be_visible()
        assert not page.locator("[data-mura-presented]").count()
    expect(chart.frame.locator(".mura-story")).to_be_visible()
