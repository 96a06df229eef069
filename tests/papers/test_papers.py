"""The sheets themselves, read by another program than the one that wrote them."""

import io
import re
from dataclasses import replace
from datetime import date

import numpy as np
import pypdfium2
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from PIL import Image

from geodata.sources import layer_sources
from i18n import translator
from layers.catalogue import CATALOGUE, collection
from layers.catalogue import layer as layer_of
from layers.vocabulary import LEGEND_OF_KINDS, NOT_STATED, REGIONS
from reports import paper, places
from reports.canvas import DOTS_PER_INCH, Canvas
from reports.letters import UNKNOWN, balanced, drawable, known, width, wrap
from reports.sheet import PAPERS
from ui.papers import sheet_of

KAZAKH = "ӘәҒғҚқҢңӨөҰұҮүҺһІі"
ALMATY = {"view": ["8/43.4/77.2"], "size": ["900x560"]}
DAY = date(2026, 11, 22)


def asked(lang="en", form="pdf", **parameters):
    lists = {name: [value] for name, value in parameters.items()}
    return replace(sheet_of(lang, form, ALMATY | lists), day=DAY)


def text_of(pdf):
    """What a reader finds in the file when it is searched, in one line."""
    document = pypdfium2.PdfDocument(pdf)
    [page] = document
    text = page.get_textpage().get_text_bounded()
    document.close()
    return " ".join(text.replace("\ufffe", "-").split())


def joined(text):
    return re.sub(r"\s", "", text)


def test_the_font_has_every_letter_of_the_three_languages():
    assert set(map(ord, KAZAKH)) <= known()
    for lang in ("kk", "ru"):
        names = "".join(collection().table[f"name_{lang}"])
        assert UNKNOWN not in drawable(names)


def test_kazakh_letters_stand_in_the_file_with_their_font():
    pdf = paper.draw(asked("kk", title=KAZAKH))
    assert KAZAKH in text_of(pdf)
    assert b"DejaVuSans-Bold" in pdf
    assert pdf.count(b"/FontFile2") >= 2
    assert b"/CIDFontType2" in pdf
    assert b"/Type3" not in pdf


def test_each_kazakh_letter_leaves_its_own_ink():
    """Two letters that looked alike, or a box for both, would be one picture."""

    def ink(letter):
        canvas = Canvas(asked("kk", "png"))
        canvas.lines([letter], 20, 20, 40)
        return canvas.file(asked("kk", "png"))

    assert len({ink(letter) for letter in KAZAKH} | {ink(UNKNOWN)}) == len(KAZAKH) + 1


HOSTILE = [
    "$x^2$",
    "{{7*7}}",
    "<script>alert(1)</script>",
    r"\frac{1}{2} $\alpha$",
    "%s %(a)s ${1}",
    "(]\\)",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_a_hostile_title_and_a_hostile_name_are_letters(hostile, monkeypatch):
    table = collection().table.copy()
    table.loc["talgar-site", "name_en"] = hostile
    monkeypatch.setattr(places, "collection", lambda: replace(collection(), table=table))
    sheet = asked(title=hostile, layer="talgar", view="12/43.28/77.2", card="talgar-site")
    assert joined(text_of(paper.draw(sheet))).count(joined(hostile)) == 2


def test_what_the_font_lacks_is_a_box_and_no_error():
    assert drawable("西安 \u202eab\nc\ud800") == f"{UNKNOWN}{UNKNOWN} ab c"
    assert UNKNOWN in text_of(paper.draw(asked(title="西安")))


@pytest.mark.parametrize(
    ("lang", "orientation"), [("kk", "landscape"), ("ru", "portrait"), ("en", "portrait")]
)
def test_a_sheet_says_everything_it_must_in_its_language(lang, orientation):
    t = translator(lang)
    said = joined(text_of(paper.draw(asked(lang, orientation=orientation, title="Ә $"))))
    for words in (
        "Ә $",
        t("On this sheet"),
        t("Scale"),
        "1 : 2",
        t("N"),
        t(NOT_STATED),
        t(LEGEND_OF_KINDS["schematic"]),
        t(LEGEND_OF_KINDS["disputed"]),
        "2026",
        "UNESCO World Heritage Centre",
        "GEBCO 2023",
        "44°",
        "78°",
        t(layer_of("talgar").title),
    ):
        assert joined(words) in said, words


def test_the_legend_tells_only_of_what_is_on_the_sheet():
    said = joined(
        text_of(paper.draw(asked(layer="corridor,sco_capitals,places", view="12/43.28/77.2")))
    )
    assert joined("Parts of the Chang'an-Tianshan corridor (1)") in said
    assert joined(layer_of("sco_capitals").title) not in said
    assert joined(layer_of("world_heritage").title) not in said
    assert joined(LEGEND_OF_KINDS["boundary"]) not in said
    assert joined(LEGEND_OF_KINDS["schematic"]) not in said
    kazmab = next(source.publisher for source in layer_sources() if "kazmab" in source.publisher)
    assert joined(kazmab) not in said
    assert "GeoNames;airportsdata" in said


def test_counts_of_the_legend_are_those_of_the_map():
    sheet = asked(layer="biosphere_reserves")
    canvas = Canvas(sheet)
    layout = paper.settle(sheet, canvas, translator("en"))
    west, south, east, north = layout.extent.bounds
    table = collection().table.loc[list(sheet.ids)].to_crs(3857)
    inside = table.geometry.representative_point().cx[west:east, south:north]
    assert {place.id for place in layout.places} >= set(inside.index)
    others = {place.id for place in layout.places} - set(inside.index)
    assert all(place.outline is not None for place in layout.places if place.id in others)
    assert f"({len(layout.places)})" in text_of(paper.draw(sheet))


def test_a_sheet_without_a_title_is_called_what_the_filter_says():
    sheet = asked(layer="world_heritage", country="KZ")
    assert sheet.title == "7 World Heritage properties in Kazakhstan"
    assert sheet.title not in sheet.said
    every = ",".join(code for code in REGIONS)
    sheet = asked(layer="world_heritage", region=every)
    assert sheet.title == "Map"
    assert "Turkistan" in sheet.said[0]
    assert any("2022" in sentence for sentence in sheet.said)
    assert paper.draw(sheet).startswith(b"%PDF")


def test_nothing_at_all_is_still_a_sheet():
    said = text_of(paper.draw(asked(layer="none")))
    assert "Map" in said
    assert "On this sheet" not in said
    assert "GEBCO" in said


@pytest.mark.parametrize("form", ["pdf", "png"])
def test_the_same_sheet_gives_the_same_bytes(form):
    sheet = asked("kk", form, layer="corridor")
    body = paper.draw(sheet)
    assert paper.draw(sheet) == body
    assert b"CreationDate" not in body


@pytest.mark.parametrize(("size", "orientation"), [("A4", "landscape"), ("A3", "portrait")])
def test_a_sheet_is_as_large_as_its_paper(size, orientation):
    short, long = PAPERS[size]
    wanted = (long, short) if orientation == "landscape" else (short, long)
    few = asked(form="png", layer="corridor", paper=size, orientation=orientation)
    picture = Image.open(io.BytesIO(paper.draw(few)))
    assert picture.size == pytest.approx([each / 25.4 * DOTS_PER_INCH for each in wanted], abs=1)
    assert picture.info["dpi"] == pytest.approx((DOTS_PER_INCH, DOTS_PER_INCH), abs=0.1)
    page = pypdfium2.PdfDocument(paper.draw(asked(paper=size, orientation=orientation)))[0]
    assert page.get_size() == pytest.approx([each / 25.4 * 72 for each in wanted], abs=0.1)


def overlapping(layout_texts):
    return [
        (one, two)
        for place, (one, a) in enumerate(layout_texts)
        for two, b in layout_texts[place + 1 :]
        if a[0] < b[2] and a[2] > b[0] and a[1] < b[3] and a[3] > b[1]
    ]


EVERY_LAYER = ",".join(layer.name for layer in CATALOGUE)


@pytest.mark.parametrize("view", ["4.5/47.2/68.5", "8/43.4/77.2", "12/43.28/77.2"])
@pytest.mark.parametrize(
    ("lang", "orientation"), [("kk", "portrait"), ("ru", "landscape"), ("en", "portrait")]
)
def test_no_text_lies_on_another_and_none_leaves_the_paper(view, lang, orientation, monkeypatch):
    """Seen as a reader's program sees it: the ink of every text on a page without a map."""
    drawn = {}
    monkeypatch.setattr(Canvas, "file", lambda self, sheet: drawn.setdefault("canvas", self))
    sheet = asked(lang, view=view, orientation=orientation, layer=EVERY_LAYER, size="760x543")
    paper.draw(sheet)
    canvas = drawn["canvas"]
    renderer = FigureCanvasAgg(canvas.figure).get_renderer()
    texts = []
    for axes in canvas.figure.axes:
        for text in axes.texts:
            if text.get_path_effects() or not text.get_text():
                continue
            box = text.get_window_extent(renderer)
            # Lines of one text stand close; a dot of slack below each.
            texts.append((text.get_text(), (box.x0 + 1, box.y0 + 2.5, box.x1 - 1, box.y1 - 2.5)))
    assert len(texts) > 20
    assert overlapping(texts) == []
    wide, high = (each / 25.4 * DOTS_PER_INCH for each in sheet.size)
    for said, box in texts:
        assert 0 < box[0] < box[2] < wide, said
        assert 0 < box[1] < box[3] < high, said


def luminance(colour):
    """Of a colour printed in grey, as WCAG 2 counts it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot(linear, (0.2126, 0.7152, 0.0722)))


@pytest.mark.parametrize("layer", CATALOGUE, ids=lambda layer: layer.name)
def test_every_symbol_stands_out_in_grey(layer):
    """From its white edge, and from its neighbours by its outline."""
    assert 1.05 / (luminance(layer.colour) + 0.05) >= 4.5
    assert [each.shape for each in CATALOGUE].count(layer.shape) == 1


def test_the_ring_of_the_disputed_stands_out_in_grey():
    assert 1.05 / (luminance(places.AMBER) + 0.05) >= 3


def test_the_relief_leaves_ink_its_contrast():
    """Names stand on a white halo; symbols have a white edge; lines must show by themselves."""
    from reports.relief import relief

    sheet = asked()
    layout = paper.settle(sheet, Canvas(sheet), translator("en"))
    grey = np.asarray(relief(layout.extent).convert("RGB").convert("L")) / 255
    assert np.quantile(grey, 0.02) > 0.6


def test_thousands_of_places_are_still_a_small_file(monkeypatch):
    import time

    table = collection().table
    one = places.drawn(["1103"], translator("en"))[0]
    grid = np.random.default_rng(1).uniform(0, 1, (6000, 2)) * (4e6, 2.5e6) + (5.5e6, 4.6e6)
    many = [replace(one, id=f"p{n}", name=f"Place {n}", x=x, y=y, outline=None, kind="point")
            for n, (x, y) in enumerate(grid)]  # fmt: skip
    monkeypatch.setattr(places, "drawn", lambda ids, t: many)
    began = time.process_time()
    body = paper.draw(asked(view="4.5/47.2/68.5", size="760x543"))
    assert time.process_time() - began < 20
    assert len(body) < 4_000_000
    assert "(6" in text_of(body)
    assert len(table) < len(many)


def test_lines_break_between_words_and_long_words_inside():
    assert wrap("one two three", 1000, 8) == ["one two three"]
    lines = wrap("Чанъань-Тянь-Шаньского " * 5 + "ы" * 200, 40, 8)
    assert all(width(line, 8) <= 40 for line in lines)
    assert "".join(lines).count("ы") == 200
    assert wrap("", 40, 8) == [""]
    even = balanced("aaa bbb ccc ddd eee fff", width("aaa bbb ccc ddd eee", 8) + 0.1, 8)
    assert len(even) == 2
    assert len(even[1]) > 3


def test_the_open_place_is_marked_and_named():
    sheet = asked(view="4.5/47.2/68.5", layer="corridor", card="1442-024")
    assert "Karamergen" in text_of(paper.draw(sheet))
    assert paper.draw(sheet) != paper.draw(replace(sheet, place=""))


def test_an_unknown_place_changes_nothing():
    few = {"layer": "talgar", "form": "png"}
    assert paper.draw(asked(**few, card="<b>")) == paper.draw(asked(**few))
