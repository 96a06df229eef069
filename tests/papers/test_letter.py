"""The letter as .docx, .pdf and .xlsx: the same words and figures in each, names stay letters, the
office's template is kept, and nothing but the report's language is in it."""

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pypdfium2
import pytest
from docx import Document
from PIL import Image

from analysis.geodesy import WGS84
from dossiers.options import titled
from dossiers.project import again
from dossiers.screening import intervals
from geodata import records, settings
from geodata.sources import basemap_attribution, layer_sources
from geodata.training import PREFIX
from i18n import LANGUAGES, NAMES, translator
from i18n.extraction import catalogue
from layers.catalogue import collection
from layers.positions import decimal, in_sk42, sexagesimal
from reports import screened_map
from reports.findings import document
from reports.letter_order import ChangedError, make, order_of, write
from reports.letter_template import TemplateError, made, refused
from reports.letters import UNKNOWN
from tests.letters import (
    DAY,
    FAR,
    HOSTILE,
    answered,
    joined,
    lines_of_docx,
    lines_of_xlsx,
    load,
    text_of_pdf,
)
from tests.papers.test_papers import KAZAKH

FORMS = ("docx", "pdf", "xlsx")


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "OFFICE", tmp_path)
    load()
    return tmp_path


def written(given, form, lang="en", addressee="", subject=""):
    return write(given, order_of(given, form, lang, DAY, addressee, subject))


def said_in(body, form):
    """All that a file says, without spaces."""
    if form == "pdf":
        return joined(text_of_pdf(body))
    return joined("\n".join(lines_of_docx(body) if form == "docx" else lines_of_xlsx(body)))


# ---- the same in each ----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_figures_of_the_json_stand_in_every_form(lang):
    t = translator(lang)
    given = answered()
    told = document(given)
    crossed = told["findings"][0]
    near = told["findings"][1 + len(given.screening.of_verdict("cannot_say"))]
    assert (crossed["verdict"], near["verdict"]) == ("crosses", "clear")
    wanted = [told["id"], told["data_version"], told["input_sha256"],
              t.number(crossed["length_inside_m"]), intervals(given.screening.findings[0]),
              ]  # fmt: skip
    for each in (crossed, near):
        [found] = [
            of
            for of in given.screening.findings
            if (of.target.feature_id, of.target.zone) == (each["feature_id"], each["zone"])
        ]
        assert each["clearance_m"] == pytest.approx(found.clearance_m, abs=0.0051)
        wanted.append(t("{n} m", n=t.number(found.clearance_m, 1)))
        lon, lat = each["nearest"]["lon"], each["nearest"]["lat"]
        wanted += [decimal(lat, lon), sexagesimal(lat, lon, t), in_sk42(lat, lon)]
        wanted.append(f"± {t.number(each['accuracy_m'])}")
    for form in FORMS:
        said = said_in(written(given, form, lang), form)
        missing = [each for each in wanted if joined(each) not in said]
        assert not missing, form


def test_screens_language_and_the_reports_are_two_things_and_the_figures_one():
    """Scenario 4: whatever the language, the positions and the chainages are the same letters."""
    given = answered()
    figures = re.compile(r"\d+\+\d{3}|\d\d\.\d{5}|1[2-5]\d{6}")
    found = [sorted(figures.findall("\n".join(lines_of_docx(written(given, "docx", lang)))))
             for lang in LANGUAGES]  # fmt: skip
    assert found[0] == found[1] == found[2]
    assert len(found[0]) > 20


@pytest.mark.parametrize("form", FORMS)
def test_the_same_order_is_the_same_file(form):
    given = answered()
    order = order_of(given, form, "kk", DAY)
    assert write(given, order) == make(order)


def test_an_order_on_other_data_is_refused():
    order = replace(order_of(answered(), "docx", "kk", DAY), answer="0" * 16)
    with pytest.raises(ChangedError):
        make(order)


@pytest.mark.parametrize("form", ("docx", "pdf", "xlsx"))
def test_of_several_options_all_are_compared_and_the_same_order_is_the_same_file(form):
    t = translator("ru")
    options = [
        replace(each, source=replace(each.source, rows=(row,), names=(name,)))
        for row, (name, each) in enumerate({"<b>юг": answered(), "север": answered(FAR)}.items(), 1)
    ]
    order = order_of(options[0], form, "ru", DAY, options=options)
    body = make(order)
    assert body == write(options[0], order, options)
    said = said_in(body, form)
    for words in (t("The options, the best first"), titled(1, "<b>юг", t), titled(2, "север", t)):
        assert joined(words) in said
    assert "cli.pyscreen'жол" not in said  # the command line knows no options


# ---- one language alone --------------------------------------------------------------------------

WORD = re.compile(r"[^\W\d_]{3,}")
OURS = {
    "mura",
    "мұра",
    "docx",
    "xlsx",
    "json",
    "pdf",
    "wgs",
    "epsg",
    "sha",
    "com",
    "para",
    "unesco",
}


def vocabulary(lang):
    """The words of the interface in a language."""
    known = [each for each in catalogue(lang_of(lang)) if each.id]
    told = [each.id if lang == "en" else each.string for each in known]
    every = (text for each in told for text in (each if isinstance(each, tuple | list) else [each]))
    return {word.lower() for text in every for word in WORD.findall(text or "")}


def lang_of(lang):
    return "ru" if lang == "en" else lang


def known_words(given, lang):
    """Names and citations, and what our own records say in that language."""
    table = collection().table
    rows = [*records.events(), *records.rules()]
    texts = [
        given.source.name, given.source.operation, again(given), basemap_attribution(),
        *table[f"name_{lang}"].dropna(),
        *(each.target.source for each in given.screening.findings),
        *(source for row in rows for source in row.sources),
        *(text for row in rows for words in (row.text, getattr(row, "act", None)) if words
          for text in [words[lang]]),
        *(text for source in layer_sources()
          for text in (source.publisher, source.licence, source.read)),
        *(source for sources in table["sources"] for source in sources),
        *(each.id for each in records.rules()),
    ]  # fmt: skip
    return {word.lower() for text in texts for word in WORD.findall(text)} | OURS


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_word_of_the_interface_in_another_language_is_in_it(lang):
    """Scenario 3: names and citations apart, whatever is read is of the report's language."""
    given = answered()
    own = vocabulary(lang) | known_words(given, lang)
    foreign = set().union(*(vocabulary(other) for other in LANGUAGES if other != lang)) - own
    for form in ("docx", "notice"):
        lines = [line for line in lines_of_docx(written(given, form, lang)) if "://" not in line]
        said = {word.lower() for line in lines for word in WORD.findall(line)}
        assert len(said) > 150
        assert not said & foreign, form


def test_that_test_would_see_a_foreign_word():
    own = vocabulary("kk") | known_words(answered(), "kk")
    assert {"findings", "расстояние", "вывод"} <= (vocabulary("en") | vocabulary("ru")) - own


# ---- letters -------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ("docx", "pdf", "xlsx", "notice"))
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_hostile_name_stays_letters(form, lang):
    given = answered(name=HOSTILE)
    body = written(given, form, lang, HOSTILE, HOSTILE)
    said = said_in(body, "docx" if form == "notice" else form)
    for each in ("=cmd|'/ccalc'!A1", "{{report}}", "{{7*7}}", "<b>$x^2$</b>&amp;", KAZAKH):
        assert each in said
    assert "\u202e" not in said or form == "xlsx"
    assert said.count(joined(translator(lang)("The answer"))) < 4  # no report inside the report


def test_a_hostile_name_is_no_formula_in_the_workbook():
    body = written(answered(name=HOSTILE), "xlsx")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        for name in packed.namelist():
            assert b"<f>" not in packed.read(name)
    assert not [each for each in lines_of_xlsx(body) if each.startswith(("=", "+", "@"))]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_letter_of_kazakh_is_drawn(lang):
    body = written(answered(name=f"{KAZAKH}.kml"), "pdf", lang)
    said = text_of_pdf(body)
    assert joined(said).count(KAZAKH) >= 4
    assert UNKNOWN not in said
    assert b"/FontFile2" in body
    assert b"/Type3" not in body


def test_each_kazakh_letter_leaves_ink_of_its_own():
    """Not only can it be found: it is seen, and no two look alike."""
    body = written(answered(name="x.kml"), "pdf", "kk", subject=" ".join(KAZAKH))
    seen = {}
    with pypdfium2.PdfDocument(body) as document:
        page = document[0]
        text, height = page.get_textpage(), page.get_height()
        dots = np.asarray(page.render(scale=8).to_pil().convert("L"))
        for place in range(text.count_chars()):
            letter = text.get_text_range(place, 1)
            if letter in KAZAKH and letter not in seen:
                left, low, right, up = (8 * each for each in text.get_charbox(place))
                part = dots[int(8 * height - up) : int(8 * height - low), int(left) : int(right)]
                assert (part < 128).sum() > 20, letter
                seen[letter] = Image.fromarray(part).resize((16, 24)).tobytes()
    assert set(seen) == set(KAZAKH)
    assert len(set(seen.values())) == len(KAZAKH)


# ---- the page ------------------------------------------------------------------------------------


def trained(given):
    found = given.screening
    target = replace(found.findings[0].target, feature_id=f"{PREFIX}talgar")
    first = replace(found.findings[0], target=target)
    return replace(given, screening=replace(found, findings=(first, *found.findings[1:])))


def test_training_boundaries_are_marked_on_every_page():
    given = trained(answered())
    mark = translator("ru")("TRAINING: the boundaries are invented. Not for any decision.")
    with pypdfium2.PdfDocument(written(given, "pdf", "ru")) as pages:
        assert len(pages) > 3
        for page in pages:
            assert joined(mark) in joined(page.get_textpage().get_text_bounded())
    for form in ("docx", "notice"):
        document = Document(io.BytesIO(written(given, form, "ru")))
        for section in document.sections:
            for head in (section.header, section.first_page_header, section.even_page_header):
                assert mark in [each.text for each in head.paragraphs]
    assert mark in lines_of_xlsx(written(given, "xlsx", "ru"))


def test_a_report_says_its_id_day_and_term_on_every_page():
    given = answered()
    with pypdfium2.PdfDocument(written(given, "pdf")) as pages:
        for page in pages:
            said = page.get_textpage().get_text_bounded()
            assert given.id in said
            assert "valid until 27 May 2027" in said


def test_tables_repeat_their_heads_and_pictures_say_what_they_show():
    body = written(answered(), "docx")
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        xml = packed.read("word/document.xml").decode()
    assert xml.count("w:tblHeader") > 4
    described = re.findall(r'<wp:docPr[^>]*descr="([^"]+)"', xml)
    assert len(described) == 2
    assert described[0].startswith("Map: the project")


def test_the_file_names_nobody_and_no_clock():
    about = Document(io.BytesIO(written(answered(), "docx"))).core_properties
    assert (about.author, about.last_modified_by) == ("Mura", "Mura")
    assert about.created.date() == about.modified.date() == DAY


def test_the_parts_of_the_document_are_sound_xml_in_word_order():
    """What a strict reader asks of tables: properties first, in the order of the schema."""
    body = written(answered(), "docx", "kk")
    word = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    with zipfile.ZipFile(io.BytesIO(body)) as packed:
        assert packed.testzip() is None
        tree = ElementTree.fromstring(packed.read("word/document.xml"))
    for about in tree.iter(f"{word}tblPr"):
        names = [each.tag.removeprefix(word) for each in about]
        order = ["tblStyle", "tblW", "jc", "tblBorders", "tblLayout", "tblCellMar", "tblLook"]
        assert names == [name for name in order if name in names]


# ---- the map -------------------------------------------------------------------------------------


def test_what_lies_inside_is_seen_in_grey():
    """The ladder over the part inside: dark and white beside each other; elsewhere the project is
    one stroke."""
    given = answered()
    picture = Image.open(io.BytesIO(screened_map.screened_map(given, translator("kk")))).convert(
        "L"
    )
    dots = np.asarray(picture)
    alone = answered(type(given.screening.project.shapes[0])([(77.19, 43.30), (77.21, 43.31)]))
    other = Image.open(io.BytesIO(screened_map.screened_map(alone, translator("kk")))).convert("L")
    assert picture.width == other.width
    assert (dots < 40).sum() > 5_000
    assert picture.height > other.height  # its legend tells of the part inside


def test_the_map_cuts_what_was_measured():
    given = answered()
    [piece] = screened_map.pieces(given)
    assert WGS84.geometry_length(piece) == pytest.approx(
        given.screening.findings[0].length_inside_m, rel=1e-5
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_name_in_a_picture_is_no_formula(lang):
    """matplotlib would read dollars as mathematics, and fail."""
    load_name = answered(name="$\\frac{1}{0}$ $x")
    assert screened_map.screened_map(load_name, translator(lang)).startswith(b"\x89PNG")


# ---- templates -----------------------------------------------------------------------------------


def test_an_offices_template_is_kept_and_filled(office):
    document = Document(io.BytesIO(made(translator("kk"))))
    document.paragraphs[0].insert_paragraph_before("Талғар ауданының әкімдігі")
    document.sections[0].header.paragraphs[0].text = "Бланк № 7, {{day}}"
    split = document.add_paragraph()
    for part in ("Id: {", "{i", "d}", "} end"):
        split.add_run(part)
    document.save(office / "letter-kk.docx")
    body = written(answered(), "docx", "kk")
    lines = lines_of_docx(body)
    assert lines[0] == "Талғар ауданының әкімдігі"
    assert "Бланк № 7, 2026 ж. 28 қараша" in " ".join(lines).replace("\u202f", " ")
    assert f"Id: {answered().id} end" in lines
    assert not [each for each in lines if "{{" in each]
    # another language has Mura's own
    assert "Талғар ауданының әкімдігі" not in lines_of_docx(written(answered(), "docx", "ru"))


def test_a_bare_template_is_enough(office):
    """One that somebody has made anew, with no marks and no styles."""
    document = Document()
    for style in list(document.styles):
        if style.name in {"List Bullet", "Heading 1", "Heading 2"}:
            style.delete()
    document.add_paragraph("Our letterhead")
    document.save(office / "letter.docx")
    lines = lines_of_docx(written(answered(), "docx"))
    assert lines[0] == "Our letterhead"
    assert "CROSSES. The project reaches into what is protected." in lines
    assert "About this report" in lines


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no", b"<html>"], ids=["empty", "zip", "html"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_broken_template_is_told_in_a_sentence(office, data, lang):
    (office / "letter.docx").write_bytes(data)
    with pytest.raises(TemplateError):
        written(answered(), "docx", lang)
    for screen in LANGUAGES:
        assert "letter.docx" in refused(lang, translator(screen))
    (office / "letter.docx").unlink()
    assert refused(lang, translator(lang)) == ""


def test_a_template_that_swells_is_refused(office):
    with zipfile.ZipFile(office / "letter.docx", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b" " * 60_000_000)
    assert refused("kk", translator("en"))


def test_the_template_that_ships_says_where_things_go():
    for lang in NAMES:
        said = "\n".join(lines_of_docx(made(translator(lang))))
        for mark in ("addressee", "subject", "letter", "report", "foot"):
            assert f"{{{{{mark}}}}}" in said


# ---- elsewhere -----------------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed here")
@pytest.mark.parametrize("form", ("docx", "notice"))
def test_libreoffice_opens_it(form, tmp_path):
    path = tmp_path / f"{form}.docx"
    path.write_bytes(written(answered(), form, "kk"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", tmp_path, path],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    said = joined(text_of_pdf((tmp_path / f"{form}.pdf").read_bytes()))
    lines = [each for each in lines_of_docx(path.read_bytes()) if "{" not in each]
    missing = [line for line in lines if joined(line)[:40] not in said]
    assert len(missing) <= len(lines) * 0.02, missing[:5]
