"""The stories for a class, as the workshop lists them, in three languages."""

from dataclasses import replace
from html import unescape

import pytest

from geodata.stories import stories
from i18n import LANGUAGES, translator
from ui import handouts


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_story_is_offered_on_screen_and_on_paper(open_page, lang):
    page = open_page("workshop", lang=lang)
    assert not page.exception
    assert translator(lang)("Stories on the map") in [each.value for each in page.header]
    html = unescape("".join(block.proto.body for block in page.get("html")))
    for story in stories():
        assert f"<strong>{story.title[lang]}</strong>" in html
        for address in (
            f"./?lang={lang}#story={story.id}/1&present=yes",
            f"./?lang={lang}#story={story.id}/1",
            f"./geo/handout/{story.id}/{lang}.pdf",
        ):
            assert f'href="{address}"' in html, address


def test_a_hostile_title_is_letters(monkeypatch):
    hostile = "<img src=x onerror=alert(1)>{{7*7}}"
    story = replace(stories()[0], title=dict.fromkeys(LANGUAGES, hostile))
    monkeypatch.setattr(handouts, "stories", lambda: (story,))
    html = handouts.stories_html(translator("kk"))
    assert "<img" not in html
    assert hostile in unescape(html)
