"""A report as .pdf: the same pieces as the .docx, set by reportlab, in the font that matplotlib
brings: embedded, with all letters of Kazakh, to be searched and copied."""

import io
from collections.abc import Iterator
from functools import cache
from itertools import zip_longest
from typing import Any

from reportlab import rl_config
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    Image,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from dossiers.report import Report
from geodata.escape import for_document, for_paragraph
from i18n import Translator
from reports.flow import Grid, Picture, Piece, Words, chapters
from reports.letter_docx import Pictures
from reports.letters import drawable, font_file

rl_config.useA85 = 0  # pictures as bytes: to spell them in 85 letters takes a second

_PLAIN, _STRONG = "Mura", "Mura-Bold"
_LEFT, _RIGHT, _TOP, _BOTTOM = 22 * mm, 15 * mm, 18 * mm, 18 * mm
_ROOM = A4[0] - _LEFT - _RIGHT
_LINE = colors.HexColor("#9a938a")
_HEAD = colors.HexColor("#efece6")
_WARN = colors.HexColor("#b91c1c")


def _style(name: str, size: float, face: str = _PLAIN, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(
        name, fontName=face, fontSize=size, leading=size * 1.3, spaceAfter=size * 0.4, **more
    )


_STYLES = {
    "title": _style("title", 14, _STRONG),
    "heading": _style("heading", 11, _STRONG, spaceBefore=8),
    "plain": _style("plain", 9.5),
    "strong": _style("strong", 9.5, _STRONG),
    "point": _style("point", 9.5, leftIndent=10, bulletIndent=1),
    "note": _style("note", 7.5, textColor=colors.HexColor("#57504a")),
    "right": _style("right", 10, alignment=2),
    "cell": _style("cell", 7.0),
    "figure": _style("figure", 7.0, alignment=2),
    "head": _style("head", 7.0, _STRONG),
}


def to_pdf(report: Report, pictures: Pictures, t: Translator) -> bytes:
    """The letter and its annex. Same report, same pictures, same bytes."""
    _fonts()
    body = io.BytesIO()
    paper = BaseDocTemplate(
        body,
        pagesize=A4,
        invariant=1,
        title=for_document(report.letter.subject),
        author="Mura",
        creator="Mura",
        producer="Mura",
        lang=report.lang,
    )
    frame = Frame(
        _LEFT, _BOTTOM, _ROOM, A4[1] - _TOP - _BOTTOM,
        leftPadding=0, rightPadding=0, topPadding=0, bottomPadding=0,
    )  # fmt: skip
    paper.addPageTemplates(
        PageTemplate("page", [frame], onPage=lambda canvas, _: _every_page(canvas, report))
    )
    paper.build([*_letter(report, t), PageBreak(), *_annex(report, pictures, t)])
    return body.getvalue()


@cache
def _fonts() -> None:
    for name, face in ((_PLAIN, "regular"), (_STRONG, "bold")):
        pdfmetrics.registerFont(TTFont(name, str(font_file(face))))
    pdfmetrics.registerFontFamily(_PLAIN, _PLAIN, _STRONG, _PLAIN, _STRONG)


def _every_page(canvas: Any, report: Report) -> None:
    """Foot and number; at the head whatever must not be missed."""
    canvas.saveState()
    canvas.setFont(_PLAIN, 7)
    canvas.drawString(_LEFT, 10 * mm, drawable(report.foot))
    canvas.drawRightString(A4[0] - _RIGHT, 10 * mm, str(canvas.getPageNumber()))
    if report.training:
        canvas.setFont(_STRONG, 9)
        canvas.setFillColor(_WARN)
        canvas.drawString(_LEFT, A4[1] - 12 * mm, drawable(report.training))
    canvas.restoreState()


def _paragraph(text: str, look: str, bullet: str | None = None) -> Paragraph:
    return Paragraph(for_paragraph(drawable(text)), _STYLES[look], bulletText=bullet)


def _letter(report: Report, t: Translator) -> Iterator[Flowable]:
    letter = report.letter
    yield _paragraph(t("To: {addressee}", addressee=letter.addressee), "right")
    yield Spacer(1, 4)
    yield _paragraph(t("No. ____________        Date ____ ______________ 20____"), "plain")
    yield Spacer(1, 6)
    yield _paragraph(letter.subject, "strong")
    yield from (_paragraph(said, "plain") for said in letter.said)
    for place, line in enumerate(letter.lines):
        yield _paragraph(line, "point" if place else "strong", "•" if place else None)
    yield from (_paragraph(asked, "plain") for asked in letter.asked)
    yield Spacer(1, 16)
    yield _paragraph(
        t("Position ______________   Signature ______________   Name ______________"), "plain"
    )


def _annex(report: Report, pictures: Pictures, t: Translator) -> Iterator[Flowable]:
    yield _paragraph(report.title, "title")
    for chapter in chapters(report, t):
        for piece, after in zip_longest(chapter.pieces, chapter.pieces[1:]):
            if isinstance(piece, Words) and piece.look == "heading":
                yield CondPageBreak(_below(after, pictures))
            yield from _piece(piece, pictures)


def _below(piece: Piece | None, pictures: Pictures) -> float:
    """What a page must have left for a heading: room for what follows it."""
    if isinstance(piece, Picture) and piece.name in pictures:
        return float(_picture(pictures[piece.name][0]).drawHeight + 12 * mm)
    return 30 * mm


def _piece(piece: Piece, pictures: Pictures) -> Iterator[Flowable]:
    if isinstance(piece, Words):
        yield _paragraph(piece.text, piece.look, "•" if piece.look == "point" else None)
    elif isinstance(piece, Grid):
        yield _grid(piece)
        yield Spacer(1, 6)
    elif piece.name in pictures:
        yield _picture(pictures[piece.name][0])
        yield Spacer(1, 6)


def _picture(body: bytes) -> Image:
    across, tall = ImageReader(io.BytesIO(body)).getSize()
    return Image(io.BytesIO(body), _ROOM, _ROOM * tall / across)


def _grid(grid: Grid) -> Table:
    widths = [_ROOM * share for share in grid.shares]
    heads = [[_paragraph(head, "head") for head in grid.heads]] if grid.heads else []
    rows = [
        [_cell(lines, place in grid.numbers) for place, lines in enumerate(row)]
        for row in grid.rows
    ]
    made = Table(heads + rows, colWidths=widths, repeatRows=len(heads), hAlign="LEFT")
    look = [
        ("GRID", (0, 0), (-1, -1), 0.4, _LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 1.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 0.5),
    ]
    if heads:
        look.append(("BACKGROUND", (0, 0), (-1, 0), _HEAD))
    made.setStyle(look)
    return made


def _cell(lines: tuple[str, ...], figure: bool) -> list[Paragraph]:
    return [_paragraph(line, "figure" if figure else "cell") for line in lines if line]
