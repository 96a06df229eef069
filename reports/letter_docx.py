"""A report as .docx: a letter to register, and the report behind it, in the office's template.

Names and texts become runs of letters; no field, link or template is ever made of them.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, time
from typing import Any

from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Emu, Pt, RGBColor

from dossiers.report import Report
from dossiers.report_basis import day_said
from geodata.escape import for_document
from i18n import Translator
from reports.flow import Grid, Picture, Piece, Words, chapters
from reports.letter_template import BLOCKS, INLINE, opened, saved

Pictures = Mapping[str, tuple[bytes, str]]
"""By name: a PNG, and what it shows in words."""

_MARK = re.compile(r"\{\{\s*(" + "|".join((*INLINE, *BLOCKS)) + r")\s*\}\}")
_SIZES = {"note": 8.5}
_ANNEX = 10.5
"""Size of the letters behind the letter, which has that of the template."""
_TABLE = 7.5
"""Size of the letters in a table, points."""
_EDGE = "50"
"""Of a cell, in twentieths of a point."""


def to_docx(report: Report, pictures: Pictures, t: Translator) -> bytes:
    """The letter and its annex. Raises letter_template.TemplateError."""
    document = opened(t)
    blocks = _blocks(document)
    _fill(document, _inline(report, t))
    _put(document, blocks.get("letter"), lambda: _letter(document, report))
    _put(document, blocks.get("report"), lambda: _annex(document, report, pictures, t))
    _mark_training(document, report.training)
    _about(document, report)
    return saved(document)


def _blocks(document: Any) -> dict[str, Any]:
    """The paragraphs that are marks. They are found before any text of ours stands there."""
    found = ((_MARK.fullmatch(each.text.strip()), each) for each in document.paragraphs)
    return {mark[1]: each for mark, each in found if mark and mark[1] in BLOCKS}


def _inline(report: Report, t: Translator) -> dict[str, str]:
    letter = report.letter
    return {
        "addressee": t("To: {addressee}", addressee=letter.addressee),
        "subject": letter.subject,
        "day": day_said(report.day, t),
        "id": report.id,
        "foot": report.foot,
    }


def _fill(document: Any, values: Mapping[str, str]) -> None:
    """Each paragraph once, from left to right: what was put in is not looked at again."""
    for paragraph in _paragraphs(document):
        text = paragraph.text
        if any(mark[1] in INLINE for mark in _MARK.finditer(text)):
            _rewrite(paragraph, values)


def _rewrite(paragraph: Any, values: Mapping[str, str]) -> None:
    """A word processor may have cut a mark into several runs: then the first of the paragraph takes
    all its letters."""

    def filled(text: str) -> str:
        return _MARK.sub(lambda mark: for_document(values.get(mark[1], mark[0])), text)

    runs = paragraph.runs
    whole = "".join(run.text for run in runs)
    if len(_MARK.findall(whole)) == sum(len(_MARK.findall(run.text)) for run in runs):
        for run in runs:
            if _MARK.search(run.text):  # a field has no text and must stay
                run.text = filled(run.text)
        return
    runs[0].text = filled(whole)
    for run in runs[1:]:
        run.text = ""


def _paragraphs(document: Any) -> Iterator[Any]:
    """Of the page, its tables, heads and feet."""
    yield from _within(document)
    for section in document.sections:
        for part in (section.header, section.footer):
            yield from _within(part)


def _within(part: Any) -> Iterator[Any]:
    yield from part.paragraphs
    for table in part.tables:
        for row in table.rows:
            for cell in row.cells:
                yield from cell.paragraphs


def _put(document: Any, mark: Any | None, write: Any) -> None:
    """Write at the end, and bring what was written to its mark, if there is one."""
    body = document.element.body
    before = len(body)
    write()
    if mark is None:
        return
    for each in list(body)[before - 1 : -1]:  # the last is how the page lies
        mark._p.addprevious(each)
    body.remove(mark._p)


def _letter(document: Any, report: Report) -> None:
    letter = report.letter
    for said in letter.said:
        document.add_paragraph(for_document(said))
    for place, line in enumerate(letter.lines):
        _words(document, Words(line, "strong" if not place else "point"))
    for asked in letter.asked:
        document.add_paragraph(for_document(asked))


def _annex(document: Any, report: Report, pictures: Pictures, t: Translator) -> None:
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    _styled(document, report.title, "Heading 1", 15)
    for chapter in chapters(report, t):
        for piece in chapter.pieces:
            _piece(document, piece, pictures)


def _piece(document: Any, piece: Piece, pictures: Pictures) -> None:
    if isinstance(piece, Words):
        _words(document, piece, _ANNEX)
    elif isinstance(piece, Grid):
        _grid(document, piece)
    elif piece.name in pictures:
        _picture(document, piece, pictures)


def _words(document: Any, piece: Words, size: float | None = None) -> None:
    if piece.look == "heading":
        _styled(document, piece.text, "Heading 2", 12.5)
        return
    style = "List Bullet" if piece.look == "point" and _has(document, "List Bullet") else None
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(for_document(piece.text))
    run.bold = piece.look == "strong" or None
    if points := _SIZES.get(piece.look, size):
        run.font.size = Pt(points)


def _styled(document: Any, text: str, style: str, size: float) -> None:
    """In a style of the template; one that lacks it gets strong letters."""
    known = _has(document, style)
    paragraph = document.add_paragraph(style=style if known else None)
    run = paragraph.add_run(for_document(text))
    paragraph.paragraph_format.keep_with_next = True
    if not known:
        run.bold, run.font.size = True, Pt(size)


def _has(document: Any, style: str) -> bool:
    return any(each.name == style for each in document.styles)


def _picture(document: Any, piece: Picture, pictures: Pictures) -> None:
    body, said = pictures[piece.name]
    document.add_picture(io.BytesIO(body), width=_room(document))
    shape = document.inline_shapes[-1]
    shape._inline.docPr.set("descr", for_document(said))


def _room(document: Any) -> Emu:
    page = document.sections[-1]
    return Emu(page.page_width - page.left_margin - page.right_margin)


# ---- tables --------------------------------------------------------------------------------------


def _grid(document: Any, grid: Grid) -> None:
    rows = [*([tuple((head,) for head in grid.heads)] if grid.heads else []), *grid.rows]
    table = document.add_table(len(rows), len(rows[0]))
    table.autofit = False
    _bordered(table)
    room = _room(document)
    widths = [Emu(int(room * share)) for share in grid.shares]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for place, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        head = bool(grid.heads) and not place
        _row(row, cells, widths, grid, head)
    document.add_paragraph().paragraph_format.space_after = Pt(2)


def _row(
    row: Any, cells: Iterable[tuple[str, ...]], widths: list[Emu], grid: Grid, head: bool
) -> None:
    _never_parted(row, head)
    for place, (cell, lines) in enumerate(zip(row.cells, cells, strict=True)):
        cell.width = widths[place]
        paragraph = cell.paragraphs[0]
        paragraph.paragraph_format.space_after = Pt(1)
        for number, line in enumerate(lines):
            run = paragraph.add_run(for_document(line))
            run.font.size, run.bold = Pt(_TABLE), head or None
            if number < len(lines) - 1:
                run.add_break()
        if place in grid.numbers and not head:
            paragraph.alignment = 2


def _never_parted(row: Any, head: bool) -> None:
    """No page ends in the middle of a row, and each begins with the head."""
    about = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(["w:tblHeader"] if head else [])):
        about.append(OxmlElement(name))


def _bordered(table: Any) -> None:
    """Thin lines and narrow edges: a template may have no style for tables. Word wants the
    properties in the order of the schema, on both sides of the layout."""
    layout = table._tbl.tblPr.find(qn("w:tblLayout"))
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "808080")):
            line.set(qn(f"w:{name}"), value)
        borders.append(line)
    layout.addprevious(borders)
    edges = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        edge = OxmlElement(f"w:{side}")
        edge.set(qn("w:w"), _EDGE)
        edge.set(qn("w:type"), "dxa")
        edges.append(edge)
    layout.addnext(edges)


# ---- the whole -----------------------------------------------------------------------------------


def _mark_training(document: Any, training: str) -> None:
    """At the head of every page, whatever the template says of first and even ones."""
    if not training:
        return
    for number, section in enumerate(document.sections):
        for head in (section.header, section.first_page_header, section.even_page_header):
            if number and head.is_linked_to_previous:
                continue  # it has that of the section before, with the sentence
            head.is_linked_to_previous = False
            paragraph = head.paragraphs[0] if head.paragraphs else head.add_paragraph()
            run = paragraph.insert_paragraph_before().add_run(for_document(training))
            run.bold, run.font.color.rgb = True, RGBColor(0xB9, 0x1C, 0x1C)


def _about(document: Any, report: Report) -> None:
    """What the file says of itself: nobody's name, and the day of the report."""
    about = document.core_properties
    day = datetime.combine(report.day, time())
    about.title, about.author = for_document(report.letter.subject)[:200], "Mura"
    about.last_modified_by, about.comments = "Mura", ""
    about.created = about.modified = day
    about.language = report.lang
