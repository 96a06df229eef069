"""The trainer's board as HTML: read by a parser that knows nothing of how it was made."""

from html.parser import HTMLParser

import pytest

from geodata.exercises import shelf
from i18n import LANGUAGES, translator
from tests.unit.test_codes import Clock
from ui.board import fragment
from workshop.answered import Answered
from workshop.classroom import Classroom

HOSTILE = ("<img src=x onerror=x>", "{{7*7}}", '"><script>x', "=cmd|x", "`${x}`", "'-alert()-'")


class Read(HTMLParser):
    """Elements, their texts, and the cells of each row."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.rows, self.text, self.links, self.buttons = [], [], "", [], []
        self.in_cell = False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        given = dict(attributes)
        assert not any(name.startswith("on") for name in given)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
            self.in_cell = True
        if tag == "a":
            self.links.append(given["href"])
        if tag == "button":
            self.buttons.append((given["data-act"], given.get("data-seat")))

    def handle_endtag(self, tag):
        if tag in {"td", "th"}:
            self.in_cell = False

    def handle_data(self, data):
        self.text += data
        if self.in_cell:
            self.rows[-1][-1] += data


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def room(clock):
    return Classroom(9, "http://192.168.43.1:8501", clock)


def join(room, name):
    return room.join(room.present().code, name, "a")


def read(room, lang="en"):
    return Read(fragment(room, translator(lang)))


def rows(room):
    return {row[1]: row for row in read(room).rows if len(row) == 6}


def test_it_tells_where_each_is_and_when_he_was_heard_of(room, clock):
    one, two = join(room, "Айгүл"), join(room, "Иван")
    room.tell(one, "/workshop?lang=kk&exercise=talgar_road&step=3&line=43,77;43,78")
    room.tell(two, "/?lang=ru&layer=corridor#map=9/43/77")
    assert rows(room)["Айгүл"][2:4] == ["Workshop · The Talgar road · 3", "now"]
    assert rows(room)["Иван"][2:4] == ["Map", "now"]
    clock.now += 40
    room.tell(two)
    assert [rows(room)[name][3] for name in ("Айгүл", "Иван")] == ["less than a minute ago", "now"]
    clock.now += 90
    assert rows(room)["Айгүл"][3] == "2 min ago"
    assert "./?lang=ru&layer=corridor#map=9/43/77" in read(room).links
    join(room, "Late")
    assert rows(room)["Late"][2] == "—"


def test_answers_are_told_by_word_and_sign(room):
    one, _ = join(room, "Айгүл"), join(room, "Иван")
    for step, right in (("a", True), ("b", False), ("c", None)):
        room.keep(one, Answered("talgar", step, f"said {step}", right))
    told = [row for row in read(room).rows if len(row) == 4]
    assert told == [
        ["Learner", "a", "b", "c"],
        ["1 · Айгүл", "✓ right: said a", "✗ wrong: said b", "• a decision: said c"],
        ["2 · Иван", "none", "none", "none"],
    ]
    assert rows(room)["Айгүл"][4] == "✓ right: 1, ✗ wrong: 1, • a decision: 1"


def test_an_exercise_is_called_by_its_title_and_a_task_by_its_number(room):
    made = shelf().exercises["talgar_road"]
    token = join(room, "Айгүл")
    room.keep(token, Answered("talgar_road", made.steps[1].id, "point", True))
    assert read(room).rows[-2] == ["Learner", f"2 · {made.steps[1].id}"]
    assert made.title["kk"] in read(room, "kk").text


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("text", HOSTILE)
def test_texts_from_outside_stay_letters(room, lang, text):
    token = join(room, text)
    room.tell(token, f"/workshop?exercise={text}&step={text}")
    room.keep(token, Answered(text, text, text, True))
    made = read(room, lang)
    assert {"script", "iframe"}.isdisjoint(made.tags)
    assert made.tags.count("img") == 1
    assert text in made.text
    assert "{{" not in fragment(room, translator(lang))
    assert all(link.startswith(("./", "./class/")) for link in made.links)


def test_buttons_are_those_that_can_be_used(room):
    join(room, "Айгүл")
    assert ("lead", "1") in read(room).buttons
    assert ("lead", "0") in read(room).buttons
    assert ("release", None) not in read(room).buttons
    room.lead(1)
    assert ("lead", "1") not in read(room).buttons
    assert ("release", None) in read(room).buttons
    room.lead(0)
    assert ("lead", "0") not in read(room).buttons
    assert "Open your map in another tab" in read(room).text
    assert ("close", None) in read(room).buttons
    room.let_in(False)
    assert ("open", None) in read(room).buttons
    assert "nobody comes in" in read(room).text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_trainers_code_is_not_on_the_wall(room, lang):
    assert room.trainer_code not in fragment(room, translator(lang)).replace("-", "")
    assert room.present().code in read(room, lang).text
