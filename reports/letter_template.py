"""The template of a letter: an office's own .docx from its folder, or the one that is made here.

An office changes letterhead, fonts and order in its word processor. Marks in double braces say
where Mura puts what; they are looked for and replaced, never evaluated.
"""

import io
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from geodata import settings
from i18n import Translator, translator

INLINE = ("addressee", "subject", "day", "id", "foot")
"""Marks inside a paragraph."""

BLOCKS = ("letter", "report")
"""Marks that are a paragraph of their own; without the last, the report comes at the end."""

MOST_BYTES = 5_000_000
MOST_UNPACKED = 50_000_000
FONT = "Times New Roman"
"""On every office's machine, with all letters of Kazakh; LibreOffice puts Liberation in its place,
whose letters are as wide."""

_LOCALES = {"kk": "kk-KZ", "ru": "ru-RU", "en": "en-GB"}


class TemplateError(ValueError):
    """A file in the office's folder that is no template: its name."""


def own_template(lang: str) -> Path | None:
    """The office's template for letters in a language: letter-kk.docx, else letter.docx."""
    named = (settings.OFFICE / f"letter-{lang}.docx", settings.OFFICE / "letter.docx")
    return next((path for path in named if path.is_file()), None)


def opened(t: Translator) -> Any:
    """A document to write into. Raises TemplateError."""
    own = own_template(t.lang)
    if own is None:
        return Document(io.BytesIO(made(t)))
    try:
        data = own.read_bytes()
        _small(data)
        found = Document(io.BytesIO(data))
        found.styles["Normal"].font.name  # noqa: B018 what is no word file ends here
        return found
    except Exception as error:  # python-docx raises whatever lxml and zipfile do
        raise TemplateError(own.name) from error


def _small(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        unpacked = sum(each.file_size for each in packed.infolist())
    if len(data) > MOST_BYTES or unpacked > MOST_UNPACKED:
        raise ValueError(unpacked)


def refused(lang: str, t: Translator) -> str:
    """What is wrong with the office's template for letters in that language, in a plain sentence;
    empty if nothing is."""
    try:
        if own_template(lang):
            opened(translator(lang))
    except TemplateError as error:
        return template_refused(error, t)
    return ""


def template_refused(error: TemplateError, t: Translator) -> str:
    """Which file is no template, and what to do."""
    return t(
        "The template {file} in the office's folder cannot be read as a .docx. Save it anew in a "
        "word processor, or take it away: then Mura's own is used.",
        file=str(error),
    )


@cache
def made(t: Translator) -> bytes:
    """The template that ships, in one language: an office takes it as its own to change."""
    document = Document()
    _look(document, t.lang)
    add = document.add_paragraph
    add("{{addressee}}").alignment = WD_ALIGN_PARAGRAPH.RIGHT
    add(t("No. ____________        Date ____ ______________ 20____"))
    add("").add_run("{{subject}}").bold = True
    add("{{letter}}")
    add("")
    add(t("Position ______________   Signature ______________   Name ______________"))
    add("{{report}}")
    _foot(document)
    return saved(document)


def _look(document: Any, lang: str) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(25), Mm(15)
    page.top_margin = page.bottom_margin = Mm(20)
    normal = document.styles["Normal"]
    normal.font.size = Pt(12)
    normal.paragraph_format.space_after = Pt(6)
    for name in ("Normal", "Heading 1", "Heading 2", "Title"):
        style = document.styles[name]
        _in_font(style)
        style.font.color.rgb = RGBColor(0, 0, 0)
    document.styles["Heading 1"].font.size = Pt(15)
    document.styles["Heading 2"].font.size = Pt(12.5)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    tongue = defaults.find(qn("w:rPr")).find(qn("w:lang"))
    tongue.set(qn("w:val"), _LOCALES[lang])
    tongue.set(qn("w:eastAsia"), _LOCALES[lang])


def _in_font(style: Any) -> None:
    """In all four kinds of letters: the theme of the empty document has another font."""
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for kind in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{kind}"), FONT)


def _foot(document: Any) -> None:
    paragraph = document.sections[0].footer.paragraphs[0]
    for run in (paragraph.add_run("{{foot}} · "), *_page_number(paragraph)):
        run.font.size = Pt(8)


def _page_number(paragraph: Any) -> Iterator[Any]:
    for kind in ("begin", None, "end"):
        run = paragraph.add_run()
        if kind is None:
            asked = OxmlElement("w:instrText")
            asked.text = "PAGE"
        else:
            asked = OxmlElement("w:fldChar")
            asked.set(qn("w:fldCharType"), kind)
        run._r.append(asked)
        yield run


def saved(document: Any) -> bytes:
    """The document as a file in which no clock stands: same document, same bytes."""
    found, fixed = io.BytesIO(), io.BytesIO()
    document.save(found)
    with zipfile.ZipFile(found) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return fixed.getvalue()
