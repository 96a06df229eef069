"""A letter with its report as it was ordered, for the process that draws: everything by which the
answer is made again, because words and pictures travel worse than the project itself."""

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import shapely

from analysis.screening import Project
from dossiers import strip as strips
from dossiers.report import Report, notice_report, report
from i18n import translator
from layers.answer import Answer, Source, answer

LETTER_FORMS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "notice": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""Kinds of files, with their media types; notice is the draft to the ministry, a .docx."""


class ChangedError(RuntimeError):
    """What the answer rests on has changed since it was given."""


@dataclass(frozen=True, kw_only=True)
class LetterOrder:
    """What a letter is made of: the project, and what to write. The same order on the same data
    gives the same file."""

    form: str
    """A key of LETTER_FORMS."""
    lang: str
    day: date
    answer: str
    """Id of the answer that was read on the screen."""
    addressee: str = ""
    subject: str = ""
    source: dict[str, Any] = field(default_factory=dict)
    shapes: tuple[str, ...] = ()
    """EPSG:4326, WKB in hexadecimal."""
    card: dict[str, Any] = field(default_factory=dict)
    values: dict[str, float] = field(default_factory=dict)


def order_of(
    given: Answer, form: str, lang: str, day: date, addressee: str = "", subject: str = ""
) -> LetterOrder:
    """The order for an answer's letter."""
    project = given.screening.project
    return LetterOrder(
        form=form,
        lang=lang,
        day=day,
        answer=given.id,
        addressee=addressee,
        subject=subject,
        source=asdict(given.source),
        shapes=tuple(shapely.to_wkb(each, hex=True) for each in project.shapes),
        card={
            "accuracy_m": project.accuracy_m,
            "kind": project.kind,
            "height_m": project.height_m,
            "width_m": project.width_m,
            "phase": project.phase,
        },
        values=dict(given.screening.values),
    )


def make(order: LetterOrder) -> bytes:
    """Screen anew and write. Raises ChangedError if the answer would be another, TemplateError."""
    shapes = tuple(shapely.from_wkb(each) for each in order.shapes)
    lists = {name: tuple(v) if isinstance(v, list) else v for name, v in order.source.items()}
    found = answer(Source(**lists), Project(shapes, **order.card), (), order.values)
    if found.id != order.answer:
        raise ChangedError(order.answer)
    return write(found, order)


def write(given: Answer, order: LetterOrder) -> bytes:
    """The file of an answer that is at hand. Raises TemplateError; ValueError for a notice where no
    zone of World Heritage is concerned."""
    # here, because the server itself needs none of them
    from reports import letter_docx, letter_pdf, letter_xlsx

    t = translator(order.lang)
    made = _report(given, order)
    if order.form == "xlsx":
        return letter_xlsx.to_workbook(given, made, t)
    pictures = _pictures(given, order)
    if order.form == "pdf":
        return letter_pdf.to_pdf(made, pictures, t)
    return letter_docx.to_docx(made, pictures, t)


def _report(given: Answer, order: LetterOrder) -> Report:
    t = translator(order.lang)
    if order.form != "notice":
        return report(given, order.day, t, order.addressee, order.subject)
    made = notice_report(given, order.day, t)
    if made is None:
        raise ValueError(order.form)
    return made


def _pictures(given: Answer, order: LetterOrder) -> dict[str, tuple[bytes, str]]:
    from reports import screened_map, strip_picture

    t = translator(order.lang)
    made = {"map": (screened_map.screened_map(given, t), screened_map.said(t))}
    strip = strips.strip(given, t)
    if strip is not None and order.form != "notice":
        made["strip"] = (strip_picture.strip_picture(strip, t), strip_picture.said(strip, t))
    return made
