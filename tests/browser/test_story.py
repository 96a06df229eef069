"""Stories walked on the map, that of Talgar for one: by keys, by buttons, by link, on a phone."""

import pytest
from playwright.sync_api import expect

from geodata.stories import stories
from i18n import LANGUAGES, translator
from tests.running import Map

FIRST = stories()[0]
TALGAR = next(story for story in stories() if story.id == "talgar")
CORRIDOR = {f"1442-{n:03}" for n in range(1, 34)}


def begin(page, open_map, query):
    """Open the map, press the button of the stories, and choose that of Talgar with the mouse."""
    chart = open_map(query)
    chart.wait_for_shown(len(chart.shown()))
    lang = query.split("lang=")[1][:2]
    tool(chart, lang).click()
    choose(chart, "talgar")
    return chart


def choose(chart, story):
    choice = chart.frame.locator(".mura-story-choice")
    choice.dispatch_event("pointerdown")
    choice.select_option(story)


def tool(chart, lang):
    name = translator(lang)("Stories")
    return chart.frame.get_by_role("button", name=name, exact=True)


def stands_at(page, chart, number, lang):
    """Text, sources, view, ring and address are those of a step, counted from 1."""
    step = TALGAR.steps[number - 1]
    box = chart.frame.locator(".mura-story")
    expect(box.get_by_role("heading", level=2)).to_have_text(step.title[lang])
    expect(box).to_contain_text(f"{number} / 3")
    expect(box).to_contain_text(step.text[lang])
    expect(box.locator("li")).to_have_text(list(step.sources))
    page.wait_for_url(f"**story=talgar/{number}")
    chart.inside().wait_for_function(f"mura.map.getZoom() === {step.view['zoom']}")
    expect(box.locator(".mura-story-place")).to_be_visible()
    chart.inside().wait_for_function(  # the place is seen above the text, when the flight is over
        f"""async () => {{
          const at = (await mura.places.get("{step.place}")).marker.getLatLng();
          const top = document.querySelector(".mura-story").offsetTop;
          const {{ y }} = mura.map.latLngToContainerPoint(at);
          return 0 < y && y < top && top < mura.map.getSize().y;
        }}"""
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_arrow_keys_walk_through_and_escape_gives_all_back(page, open_map, lang):
    chart = open_map(f"?lang={lang}&layer=corridor&country=KZ#map=5/47/66.5")
    chart.wait_for_shown(8)
    shown = chart.shown()
    tool(chart, lang).click()
    expect(chart.frame.locator(".mura-story h2")).to_have_text(FIRST.steps[0].title[lang])
    choose(chart, "talgar")
    stands_at(page, chart, 1, lang)
    chart.wait_for_shown(33)
    assert chart.shown() == CORRIDOR
    page.keyboard.press("ArrowRight")
    stands_at(page, chart, 2, lang)
    assert {"kz-talgar", *CORRIDOR} <= chart.shown()
    page.keyboard.press("ArrowRight")
    stands_at(page, chart, 3, lang)
    chart.wait_for_shown(34)
    assert chart.shown() == {"talgar-site", *CORRIDOR}
    page.keyboard.press("ArrowRight")  # there is no fourth
    page.keyboard.press("ArrowLeft")
    stands_at(page, chart, 2, lang)
    page.keyboard.press("Escape")
    chart.wait_for_shown(8)
    assert chart.shown() == shown
    expect(chart.frame.locator(".mura-story")).to_have_count(0)
    page.wait_for_url("**#map=5/47.0000/66.5000")
    expect(tool(chart, lang)).to_be_focused()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_link_opens_its_step_and_the_keys_work_at_once(page, open_map, lang):
    chart = open_map(f"?lang={lang}#story=talgar/2")
    stands_at(page, chart, 2, lang)
    page.keyboard.press("ArrowRight")
    stands_at(page, chart, 3, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_help_page_leads_into_the_story(page, watch, address, lang):
    page.goto(f"{address}/help?lang={lang}")
    page.get_by_role("link", name=translator(lang)("The story of Talgar")).click()
    stands_at(page, Map(page).ready(), 1, lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_on_a_phone_the_buttons_walk_and_nothing_scrolls_sideways(page, open_map, lang):
    page.set_viewport_size({"width": 390, "height": 844})
    t = translator(lang)
    chart = begin(page, open_map, f"?lang={lang}")
    box = chart.frame.locator(".mura-story")
    for number in (1, 2, 3):
        stands_at(page, chart, number, lang)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert chart.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert box.evaluate("box => box.firstChild.scrollWidth <= box.clientWidth")
        for button in box.get_by_role("button").all():
            assert button.bounding_box()["height"] >= 43.5
        # At the end it is pressed in vain; Playwright would wait for it to be enabled.
        box.get_by_role("button", name=t("Next"), exact=True).click(force=True)
    expect(box.get_by_role("button", name=t("Next"), exact=True)).to_have_attribute(
        "aria-disabled", "true"
    )
    box.get_by_role("button", name=t("Back"), exact=True).click()
    stands_at(page, chart, 2, lang)
    box.get_by_role("button", name=t("Leave the story"), exact=True).click()
    expect(box).to_have_count(0)
    assert "story" not in page.url


def test_a_screen_reader_hears_each_step_and_the_focus_stays(page, open_map):
    chart = begin(page, open_map, "?lang=en")
    box = chart.frame.get_by_role("region", name=TALGAR.title["en"])
    expect(box).to_be_focused()
    expect(box.locator("[aria-live=polite]")).to_contain_text(TALGAR.steps[0].text["en"])
    following = box.get_by_role("button", name="Next", exact=True)
    following.focus()
    for number in (2, 3):
        page.keyboard.press("Enter")
        stands_at(page, chart, number, "en")
        expect(following).to_be_focused()


def test_escape_closes_a_card_before_the_story(page, open_map):
    chart = begin(page, open_map, "?lang=en")
    stands_at(page, chart, 1, "en")
    chart.frame.locator(".mura-story-place").click()
    expect(chart.frame.locator(".leaflet-popup .mura-card")).to_be_visible()
    page.keyboard.press("Escape")
    expect(chart.frame.locator(".leaflet-popup .mura-card")).to_have_count(0)
    expect(chart.frame.locator(".mura-story")).to_be_focused()
    page.keyboard.press("Escape")
    expect(chart.frame.locator(".mura-story")).to_have_count(0)


def test_the_language_changes_in_the_middle_of_the_story(page, open_map):
    chart = open_map("?lang=en#story=talgar/1")
    stands_at(page, chart, 1, "en")
    page.get_by_role("radio", name="Русский").click()
    stands_at(page, Map(page).ready(), 1, "ru")
    page.locator("h1").click()  # away from the switch, whose own arrows choose a language
    page.keyboard.press("ArrowRight")
    stands_at(page, Map(page), 2, "ru")


def test_a_change_of_filter_waits_until_the_story_ends(page, open_map):
    chart = begin(page, open_map, "?lang=en&layer=corridor")
    chart.wait_for_shown(33)
    page.get_by_text("Settlement of Talgar", exact=False).first.click()
    page.wait_for_url("**layer=talgar**")
    stands_at(page, chart, 1, "en")
    assert chart.shown() == CORRIDOR
    chart.frame.get_by_role("button", name="Leave the story").click()
    chart.wait_for_shown(34)


WALK = """() => {
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "ArrowRight" }));
  return mura.map.getZoom();
}"""


@pytest.mark.parametrize(("wanted", "zoom_at_once"), [("reduce", 11), ("no-preference", 6)])
def test_who_wants_no_motion_is_not_flown(page, open_map, wanted, zoom_at_once):
    page.emulate_media(reduced_motion=wanted)
    chart = begin(page, open_map, "?lang=en")
    stands_at(page, chart, 1, "en")
    assert chart.evaluate(WALK) == pytest.approx(zoom_at_once, abs=0.2)  # a flight has just begun
    stands_at(page, chart, 2, "en")


def test_arrows_in_the_search_field_move_the_cursor_and_not_the_story(page, open_map):
    chart = open_map("?lang=en#story=talgar/2")
    stands_at(page, chart, 2, "en")
    chart.frame.get_by_role("search").get_by_role("combobox").fill("Tal")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    stands_at(page, chart, 2, "en")


@pytest.mark.parametrize("asked", ["talgar/0", "talgar/4", "talgar/x", "nothing/1", "%3Cb%3E", "/"])
def test_an_address_that_names_no_step_is_passed_over(page, open_map, asked):
    chart = open_map(f"?lang=en&layer=corridor#story={asked}")
    chart.wait_for_shown(33)
    if asked == "talgar/x":
        stands_at(page, chart, 1, "en")
    else:
        expect(chart.frame.locator(".mura-story")).to_have_count(0)
        page.wait_for_function("!location.hash.includes('story')")
