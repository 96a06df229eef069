"""The sheet of a place on one page: everything is on it or said to be left out, and can be read."""

import re
from dataclasses import replace
from datetime import date
from itertools import combinations

import pypdfium2
import pytest

from dossiers.parts import Dossier, Event, Fact, Link, Proof, Row, Section, Table
from dossiers.place import dossier
from geodata.records import districts
from i18n import LANGUAGES, translator
from layers.catalogue import collection
from layers.vocabulary import LEVELS, NOT_STATED
from reports import locator, setting, site_sheet
from reports.canvas import Canvas
from reports.composing import HAIRLINE
from reports.letters import UNKNOWN, advance, drawable
from reports.page import COLUMN, EDGE, HEIGHT, WIDTH
from reports.setting import FLOOR
from reports.sheet import SiteSheet
from reports.site_sheet import RULES, draw, settle
from tests.papers.test_papers import HOSTILE, KAZAKH, joined, luminance, text_of

DAY = date(2026, 11, 22)
PROOF = Proof(("the List", "https://example.org/a_(b)"), "high")
OTHER = Proof(("a newspaper",), "low")
FIGURE = re.compile(r"\d(?:[\d\u00a0\u202f.,]*\d)?")


def order(told, lang):
    return SiteSheet(identity=told.id, lang=lang, day=DAY)


def made(*sections, **parts):
    """A dossier of a place that no layer has, so it has no map either."""
    given = {"title": "Place", "kind": "Kind", "summary": "Summary.", "warnings": (), **parts}
    return Dossier(id="made", sections=sections, **given)


def table(*rows, proof=PROOF, heads=("Name", "Area")):
    return Table("Parts", heads, tuple(Row(cells, proof) for cells in rows), frozenset({1}))


def settled(told, lang="en"):
    return settle(told, DAY, translator(lang))


def texts(told):
    """Every text of a dossier that must be on its page."""

    def lines(cell, proof=None):
        for each in cell if isinstance(cell, tuple) else (cell,):
            cited = isinstance(each, Link) and proof is not None and each.url in proof.sources
            if not cited:  # the mark beside it leads there
                yield each.words if isinstance(each, Link) else each

    yield from (told.title, told.kind, told.summary, *told.warnings)
    for section in told.sections:
        yield from (*section.warnings, *section.said, *section.notes)
        yield section.below.caption if section.below else ""
        for fact in section.facts:
            yield from (fact.label, *lines(fact.value))
        for event in section.events:
            yield from (event.when, event.number, *lines(event.what, event.proof))
        for row in section.table.rows if section.table else ():
            for cell in row.cells:
                yield from (line for line in lines(cell, row.proof) if line != "—")
        for point in section.points:
            yield from lines(point)


def figures(*said):
    return {joined(figure) for text in said for figure in FIGURE.findall(text)}


def test_every_kazakh_letter_is_read_back_in_each_face():
    told = made(
        Section("facts", KAZAKH, facts=(Fact(KAZAKH, KAZAKH, PROOF),)),
        Section("events", "E", events=(Event("2014", KAZAKH, KAZAKH, PROOF),)),
        Section("parts", "P", table=table((KAZAKH, "1 га"))),
        title=KAZAKH,
    )
    pdf = draw(order(told, "kk"), told)
    assert joined(text_of(pdf)).count(KAZAKH) == 7
    assert b"DejaVuSans-Bold" in pdf
    assert pdf.count(b"/FontFile2") >= 2
    assert b"/Type3" not in pdf


@pytest.mark.parametrize(
    ("identity", "lang"),
    [
        ("1442-012", "kk"),
        ("1442", "ru"),
        ("1693", "en"),
        ("br-kz-altynemel", "kk"),
        ("ap-uaaa", "ru"),
        ("sp-sauran", "en"),
    ],
)
def test_a_sheet_is_one_page_of_a4_and_each_figure_is_read_back(identity, lang):
    t = translator(lang)
    told = dossier(identity, t)
    pdf = draw(order(told, lang), told)
    with pypdfium2.PdfDocument(pdf) as document:
        assert len(document) == 1
        assert document[0].get_size() == pytest.approx((595.3, 841.9), abs=0.2)
    said = joined(text_of(pdf))
    layout = settle(told, DAY, t)
    printed = texts(told) if complete(layout) else [layout.said]
    assert {each for each in figures(*printed) if each not in said} == set()
    for words in (told.title, t(NOT_STATED), f"site?id={identity}", "2026", "GEBCO"):
        assert joined(words) in said
    assert UNKNOWN not in said
    assert len(pdf) < 1_500_000


def every_layout():
    """A part of the places, most in the state language: 60 ms each."""
    for lang, step in (("kk", 5), ("ru", 24), ("en", 24)):
        t = translator(lang)
        for identity in collection().table.index[::step]:
            told = dossier(identity, t)
            yield told, settle(told, DAY, t)


def test_every_place_fits_and_nothing_of_it_is_missing():
    count = 0
    for told, layout in every_layout():
        count += 1
        said = joined(layout.said)
        if complete(layout):
            wanted = (joined(drawable(text)) for text in texts(told) if "://" not in text)
            assert [text for text in wanted if text not in said] == [], told.id
        assert_in_order(layout)
    assert count > len(collection().table) / 5


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_of_talgar_keeps_whom_to_ask_and_what_was_decided(lang):
    """It cannot hold all; what is left out is said, and is neither a decision nor a body."""
    t = translator(lang)
    layout = settle(dossier("1442-012", t), DAY, t)
    said = joined(layout.said)
    assert layout.rule.short
    for number in ("38 COM 8B.24", "40 COM 7B.34", "41 COM 7B.88", "42 COM 7B.5", "44 COM 7B.22",
                   "45 COM 7B.156"):  # fmt: skip
        assert joined(number) in said
    assert joined(t("Part {n} of {total}", n=12, total=33)) in said
    assert joined(districts()["talgar"].akimat[lang]).lower() in said.lower()


def complete(layout):
    return RULES.index(layout.rule) <= RULES.index(TIGHT)


TIGHT = next(rule for rule in RULES if rule.dense)


def assert_in_order(layout):
    """Blocks lie within the paper, no block on another or on the map; letters within theirs."""
    boxes = []
    for placed in layout.blocks:
        top, bottom = placed.top, placed.top + placed.block.height
        assert top >= EDGE - 0.01 and bottom <= EDGE + HEIGHT + 0.01
        boxes.append((placed.left, top, right_edge(placed), bottom))
        for piece in placed.block.pieces:
            assert piece.size >= FLOOR - 0.001
            assert placed.left + piece.left >= EDGE - 0.01
            end = placed.left + piece.left + advance(piece.words, piece.face) * piece.size
            assert end <= EDGE + WIDTH + 0.7, piece.words
    if layout.map:
        box = layout.map
        boxes.append((box.left, box.top, box.right, box.bottom))
    for one, other in combinations(boxes, 2):
        apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
        assert apart or touching(one, other)


def right_edge(placed):
    across = [
        piece.left + advance(piece.words, piece.face) * piece.size for piece in placed.block.pieces
    ]
    return placed.left + max(across, default=0)


def touching(one, other):
    """By less than a hair: blocks are set line to line."""
    return min(one[3], other[3]) - max(one[1], other[1]) < 0.01


def test_letters_become_smaller_before_anything_is_left_out():
    words = "Words and words and words and words."
    rules = [
        settled(made(Section("s", "S", said=(words,) * n))).rule for n in (10, 80, 90, 100, 300)
    ]
    assert rules == sorted(rules, key=RULES.index)
    assert rules[0] is RULES[0]
    assert rules[0].size > rules[2].size > rules[3].size > FLOOR
    assert RULES.index(rules[3]) < RULES.index(TIGHT) < RULES.index(rules[4])


def test_a_long_table_is_cut_and_says_by_how_much():
    rows = [(f"Part no {n}", f"{1000 + n},5 ha") for n in range(700)]
    layout = settled(made(Section("parts", "Parts", table=table(*rows))))
    shown = [n for n in range(700) if f"{1000 + n},5\u00a0ha" in layout.said]
    assert shown == list(range(len(shown)))
    assert 20 < len(shown) < 100
    assert f"and {700 - len(shown)} more: see the sheet in Mura" in layout.said
    assert not any(str(1000 + n) in layout.said for n in range(len(shown), 700))


def test_of_many_events_decisions_with_a_number_stay_and_the_last():
    events = tuple(
        Event(f"day {n}", f"Event no {n}. " * 9, f"{n} COM" if n == 3 else "", PROOF)
        for n in range(200)
    )
    layout = settled(made(Section("events", "Events", events=events)))
    shown = [n for n in range(200) if f"Event no {n}." in layout.said]
    assert shown[0] == 3
    assert shown[1:] == list(range(201 - len(shown), 200))
    assert f"and {200 - len(shown)} more: see the sheet in Mura" in layout.said


def test_of_a_long_chain_each_body_stays_with_its_first_power():
    bodies = [f"Body {n}" for n in range(8)]
    rows = [(body, f"{body} has power no {n}: " + "words " * 20, "yes") for body in bodies
            for n in range(9)]  # fmt: skip
    chain = table(*rows, heads=("Who", "Power", "Verified"))
    rules_below = table(("Act", "a rule"))
    layout = settled(made(Section("r", "R", table=chain, below=rules_below)))
    shown = layout.said.count("has power no")
    assert 8 <= shown < 72
    assert all(f"{body} has power no 0" in layout.said for body in bodies)
    assert f"and {72 - shown} more: see the sheet in Mura" in layout.said
    assert "Parts (1): see the sheet in Mura" in layout.said


def test_a_section_is_cut_only_where_it_is_longer_than_others():
    rows = [(f"Part no {n}", f"{1000 + n} ha") for n in range(300)]
    facts = tuple(Fact(f"Label {n}", f"{n},75 ha", PROOF) for n in range(12))
    told = made(Section("a", "A", table=table(*rows)), Section("b", "B", facts=facts))
    said = joined(settled(told).said)
    assert all(joined(f"{n},75 ha") in said for n in range(12))
    assert "(more:" not in said


def test_a_text_is_cut_between_words_and_says_so():
    long = " ".join(f"{n}\u00a0000,25" for n in range(100, 4000))
    layout = settled(made(Section("s", "S", said=(long,)), summary=long))
    assert layout.said.count("… (more: see the sheet in Mura)") == 2
    assert figures(layout.said) <= figures(long) | figures("[1] 22 2026", *ground())


def ground():
    from geodata.sources import basemap_attribution

    return basemap_attribution(), "made"


def test_each_figure_leads_to_its_source_and_confidence():
    told = made(
        Section(
            "facts",
            "Facts",
            facts=(
                Fact("Area", "5 ha", PROOF),
                Fact("Buffer", "6 ha", OTHER),
                Fact("Sum", "11 ha"),
            ),
            events=(Event("2014", "Inscribed.", "38 COM", PROOF),),
            table=table(("a", "7 ha"), ("b", "8 ha")),
        ),
        Section("nearest", "Nearest", points=(Link("the text", url="https://example.org/act"),)),
        Section("sources", "Sources", points=("a newspaper", "an atlas")),
    )
    layout = settled(told)
    said = layout.said.replace("\u00a0", " ")
    assert "5 ha [1, 2]" in said
    assert f"6 ha [3: {LEVELS['low']}]" in said
    assert "11 ha [" not in said
    assert "Inscribed. [1, 2]" in said
    assert "Area [1, 2]" in said  # one proof for all rows stands at the head of the table
    assert "the text [4]" in said
    foot = said[said.index("Confidence where no mark says otherwise: high.") :]
    listed = dict(re.findall(r"\[(\d)\] (\S+(?: [a-zA-Z]+)?)", foot))
    assert listed["1"] == "the List"
    assert listed["2"].startswith("https://example.org/a_(b)")
    assert listed["3"] == "a newspaper"
    assert listed["4"].startswith("https://example.org/act")
    assert listed["5"].startswith("an atlas")
    assert b"/URI (https://example.org/act)" in draw(order(told, "en"), told)


def test_only_an_address_of_the_web_can_be_clicked():
    point = Link("click", url="javascript:alert(1)")
    pdf = draw(order(made(), "en"), made(Section("s", "S", points=(point, "file:///etc/passwd"))))
    assert "javascript:alert(1)" in text_of(pdf)
    assert b"/URI" not in pdf


def test_what_every_row_says_is_said_once():
    rows = [(f"Part {n}", "not published") for n in range(6)]
    said = settled(made(Section("parts", "Parts", table=table(*rows)))).said
    assert said.count("not published") == 1
    assert "Area: not published (in every row)" in said


def test_a_warning_of_the_head_is_not_said_again_below():
    told = made(Section("s", "S", warnings=("One.", "Two.")), warnings=("One.",))
    said = settled(told).said
    assert (said.count("One."), said.count("Two.")) == (1, 1)


@pytest.mark.parametrize("hostile", [*HOSTILE, "ы" * 3000, "1" * 900, "a " * 1200, "\u202e\x00"])
def test_hostile_texts_are_letters_wherever_they_stand(hostile):
    section = Section(
        "s",
        title=hostile,
        warnings=(hostile,),
        said=(hostile,),
        facts=(Fact(hostile, hostile, Proof((hostile,), "low")),),
        events=(Event(hostile, (hostile, Link(hostile, url=hostile)), hostile, PROOF),),
        table=table((hostile, hostile), (hostile, "1")),
        points=(hostile,),
        notes=(hostile,),
    )
    words = {"title": hostile, "kind": hostile, "summary": hostile, "warnings": (hostile,)}
    told = made(section, **words)
    assert_in_order(settled(told))
    if hostile in HOSTILE:
        said = joined(text_of(draw(order(told, "en"), told)))
        assert said.count(joined(hostile)) >= 15


def test_a_dossier_that_cannot_fit_is_refused():
    many = tuple(Section(f"s{n}", f"S{n}", said=("Words.",)) for n in range(400))
    with pytest.raises(site_sheet.TooLongError):
        settled(made(*many))


def test_the_same_order_gives_the_same_bytes():
    told = dossier("talgar-site", translator("kk"))
    body = draw(order(told, "kk"), told)
    assert draw(order(told, "kk"), told) == body
    assert b"CreationDate" not in body


def test_all_ink_is_legible_in_grey():
    told = dossier("1442-012", translator("kk"))
    for placed in settled(told, "kk").blocks:
        for piece in placed.block.pieces:
            assert 1.05 / (luminance(piece.color) + 0.05) >= 7, piece
        for bar in placed.block.bars:
            assert bar.color == HAIRLINE or 1.05 / (luminance(bar.color) + 0.05) >= 7


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_place_without_a_position_says_so(lang):
    t = translator(lang)
    layout = settled(dossier("talgar-bridge", t), lang)
    assert layout.map is None
    said = t("No usable position was found, so it is not on the map. What is known stands below.")
    assert joined(said) in joined(layout.said)


def test_the_map_shows_the_place_or_all_its_parts():
    t = translator("en")
    part = settled(dossier("1442-012", t)).locator
    assert [place.id for place in part.places] == ["1442-012"]
    assert part.extent.denominator == 4e6
    whole = settled(dossier("1442", t))
    assert len(whole.locator.places) == 33
    west, south, east, north = whole.locator.extent.bounds
    assert all(west < place.x < east and south < place.y < north for place in whole.locator.places)
    assert whole.map.height == whole.locator.extent.height < 60


def test_the_small_map_lies_where_it_covers_no_place():
    t = translator("en")
    given = settled(dossier("1490", t))
    x, y = given.locator.extent.on_paper(
        [place.x for place in given.locator.places], [place.y for place in given.locator.places]
    )
    inset = locator.inset(given.map, given.locator.extent, x, y)
    left, low = inset.left - given.map.left, given.map.bottom - inset.bottom
    inside = (x > left) & (x < left + inset.width) & (y > low) & (y < low + inset.height)
    assert not inside.any()
    whole = settled(dossier("1442", t))
    assert locator.inset(whole.map, whole.locator.extent, x, y) is None


def test_lines_are_as_wide_as_they_are_drawn():
    runs = [
        setting.Run("Талғар AV 142\u00a0927,5\u00a0га"),
        setting.Run("[1–3]", scale=0.8, tied=True),
    ]
    block = setting.text(runs * 9, 40, 8)
    canvas = Canvas(SiteSheet(identity="x", lang="kk", day=DAY))
    renderer = canvas_renderer(canvas)
    for piece in block.pieces:
        assert "[" not in piece.words or piece.left > 0  # a mark begins no line
        assert piece.words.count("142") == piece.words.count("142\u00a0927,5\u00a0га")
        drawn = canvas.page.text(0, 0, piece.words, fontproperties=setting_face(piece))
        wide = drawn.get_window_extent(renderer).width / canvas.figure.dpi * 25.4
        assert advance(piece.words, piece.face) * piece.size == pytest.approx(wide, abs=0.6)
        assert piece.left + advance(piece.words, piece.face) * piece.size <= 40 + 0.1


def canvas_renderer(canvas):
    from matplotlib.backends.backend_agg import FigureCanvasAgg

    return FigureCanvasAgg(canvas.figure).get_renderer()


def setting_face(piece):
    from reports.letters import face

    return face(piece.face, piece.size)


def test_columns_are_even_and_end_with_no_heading():
    block = setting.Block(10.0)
    heading = replace(block, binds=True, begins=True)
    left, right = setting.in_two([heading, *[block] * 3, heading, *[block] * 3], 100)
    assert (len(left), right[0]) == (4, heading)
    head = setting.Block(4.0)
    left, right = setting.in_two([replace(block, head=head)] * 9, 60, taken=5)
    assert right[0] is head
    assert setting.in_two([block] * 30, 100) is None
    assert COLUMN < WIDTH / 2


def test_a_table_whose_words_have_no_room_beside_each_other_is_prose():
    """No word is broken for a column; a short table of few columns stays one."""
    long = "государственно-административный"
    rows = [(f"{long} {n}", f"{n},5 ha", long, long, long) for n in (1, 2)]
    wide = Table("t", ("a", "b", "c", "d", "e"), tuple(Row(cells, PROOF) for cells in rows))
    layout = settled(made(Section("t", "T", table=wide)))
    words = [word for placed in layout.blocks for word in placed.block.said.split()]
    assert words.count(long) == 8
    narrow = settled(made(Section("t", "T", table=table(("a", "7 ha"), ("b", "8 ha")))))
    assert joined("Name Area [1, 2] a") in joined(narrow.said)
