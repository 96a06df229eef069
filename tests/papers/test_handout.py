"""A story on one A4 to hand out: its words, a picture of each step, its sources."""

import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

import pypdfium2
import pytest

from geodata.stories import MOST_STEPS, stories
from i18n import LANGUAGES, translator
from layers.stories import places_of
from layers.vocabulary import NOT_STATED
from reports import handout
from reports.letters import UNKNOWN
from reports.page import EDGE, HEIGHT, WIDTH
from reports.setting import FLOOR
from reports.sheet import HandOut
from tests.papers.test_papers import HOSTILE, KAZAKH, joined, text_of

DAY = date(2026, 11, 28)
TALGAR = next(story for story in stories() if story.id == "talgar")


def order(story, lang):
    return HandOut(story=story.id, lang=lang, day=DAY)


@cache
def pdf_of(story, lang):
    return handout.make(HandOut(story=story, lang=lang, day=DAY))


@pytest.mark.parametrize(
    ("identity", "lang"),
    [("map", "kk"), ("reserves", "kk"), ("talgar", "kk"), ("reserves", "ru"), ("talgar", "en")],
)
def test_a_story_is_one_a4_with_all_its_words_and_sources(identity, lang):
    t = translator(lang)
    story = next(story for story in stories() if story.id == identity)
    pdf = pdf_of(identity, lang)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((595.3, 841.9), abs=0.2)
        assert document.get_metadata_value("Title") == story.title[lang]
    said = without_hyphens(text_of(pdf))
    for words in (story.title[lang], t("Hand-out"), t(NOT_STATED), "2026", "GEBCO"):
        assert without_hyphens(words) in said
    for number, step in enumerate(story.steps, 1):
        told = f"{number}. {step.title[lang]}{step.text[lang]}["
        assert without_hyphens(told) in said
        assert [each for each in step.sources if without_hyphens(each) not in said] == []
    assert UNKNOWN not in said
    assert len(pdf) < 1_500_000


def without_hyphens(text):
    """A reader of the file takes one at the end of a line for a word that was parted: \\x02."""
    return re.sub("[-\x02]", "", joined(text))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("story", stories(), ids=lambda story: story.id)
def test_nothing_lies_on_another_and_each_picture_shows_its_step(story, lang):
    layout = handout.settle(story, DAY, translator(lang))
    assert layout.size >= 9
    boxes = [picture.box for picture in layout.pictures]
    assert len(boxes) == len(story.steps)
    assert all(above.bottom + 3 < below.top for above, below in pairwise(boxes))
    assert boxes[-1].bottom + 3 < layout.legend_top
    head, foot, *words = layout.blocks
    assert EDGE + head.block.height < boxes[0].top
    tall = max(column.height for column in layout.legend)
    assert layout.legend_top + tall < foot.top
    assert foot.top + foot.block.height == pytest.approx(EDGE + HEIGHT)
    for each, below in pairwise([*words, None]):
        end = layout.legend_top if below is None else below.top
        assert each.left > boxes[0].right
        assert each.top + each.block.height < end
        right = max(piece.left for piece in each.block.pieces)
        assert each.left + right < EDGE + WIDTH
    for picture, step in zip(layout.pictures, story.steps, strict=True):
        shown = {place.id for place in picture.shown}
        assert shown
        assert shown <= set(places_of(step).index)
        assert step.place is None or step.place in shown


def test_the_words_of_every_step_stand_on_the_page_in_each_language():
    for lang in LANGUAGES:
        for story in stories():
            blocks = handout.settle(story, DAY, translator(lang)).blocks
            said = joined(" ".join(placed.block.said for placed in blocks))
            assert all(joined(step.text[lang]) in said for step in story.steps), (story.id, lang)


def told(*texts, title=""):
    """A story of a step each that says so."""
    steps = tuple(
        replace(TALGAR.steps[0], id=f"s{number}", title=dict.fromkeys(LANGUAGES, title or text),
                text=dict.fromkeys(LANGUAGES, text), sources=(title or text,))
        for number, text in enumerate(texts)
    )  # fmt: skip
    return replace(TALGAR, title=dict.fromkeys(LANGUAGES, title or texts[0]), steps=steps)


def test_every_kazakh_letter_and_every_hostile_one_is_drawn_in_heading_text_and_source(monkeypatch):
    assert len(set(KAZAKH)) == 18
    story = told(KAZAKH, *HOSTILE)
    monkeypatch.setattr(handout, "story_of", lambda identity: story)
    said = joined(text_of(handout.make(order(story, "kk"))))
    assert said.count(KAZAKH) == 4  # in the title too
    assert {each: said.count(joined(each)) for each in HOSTILE} == dict.fromkeys(HOSTILE, 3)
    assert UNKNOWN not in said


def test_the_longest_story_fits_in_letters_that_can_be_read_and_a_longer_one_is_refused():
    t = translator("kk")
    words = TALGAR.steps[1].text["kk"][:500]
    layout = handout.settle(told(*[words] * MOST_STEPS, title="Қадам"), DAY, t)
    assert layout.size >= FLOOR
    with pytest.raises(handout.TooLongError):
        handout.settle(told(*[words * 6] * MOST_STEPS, title="Қадам"), DAY, t)


def test_what_a_picture_draws_is_what_the_screen_shows():
    """The reserves of 2019 and not those of today."""
    reserves = next(story for story in stories() if story.id == "reserves")
    layout = handout.settle(reserves, DAY, translator("en"))
    then, _, today, _ = ({place.id for place in each.shown} for each in layout.pictures)
    assert "br-kz-zhongar" in then - today
    assert "br-kz-kolsai" in today - then


def test_the_same_order_gives_the_same_bytes():
    assert handout.make(order(TALGAR, "kk")) == pdf_of("talgar", "kk")
