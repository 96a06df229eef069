"""A report as .xlsx: a sheet a matter in words, and the findings, the project and the zones in
figures, as the screening's own workbook has them."""

from dataclasses import replace

from dossiers.report import Report
from geodata.export import to_xlsx
from geodata.export.bundle import Matter
from i18n import Translator
from layers.answer import Answer
from reports.flow import Chapter, Grid, Words, chapters
from reports.take_along import bundle

_NAMES = {"findings": "findings_words", "project": "project_card", "about": "report"}
"""Sheets whose id another sheet has."""


def to_workbook(given: Answer, report: Report, t: Translator) -> bytes:
    """The workbook. Same answer, same day: same bytes."""
    matters = tuple(_matter(each) for each in chapters(report, t))
    first = Matter("letter", ((report.letter.subject,), (report.foot,), *_training(report)))
    return to_xlsx(replace(bundle(given, t), matters=(first, *matters)))


def _training(report: Report) -> tuple[tuple[str, ...], ...]:
    return ((report.training,),) if report.training else ()


def _matter(chapter: Chapter) -> Matter:
    """Words a row each, tables as they are; the lines of a cell stay in one cell."""
    rows: list[tuple[str, ...]] = []
    for piece in chapter.pieces:
        if isinstance(piece, Words):
            rows.append((piece.text,))
        elif isinstance(piece, Grid):
            rows += [piece.heads] if piece.heads else []
            rows += [tuple("\n".join(lines) for lines in row) for row in piece.rows]
    return Matter(_NAMES.get(chapter.id, chapter.id), tuple(rows))
