"""A letter with its report as it was ordered, for the process that draws: everything by which the
answer is made again, because words and pictures travel worse than the project itself."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

import shapely

from analysis.screening import Project
from dossiers import strip as strips
from dossiers.report import Report, notice_report, report
from i18n import translator
from layers.answer import Answer, Source, answer
from layers.restored import card_of, restored

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
    training: str = ""
    """The set of invented boundaries that it was screened against; empty: it is no training."""
    options: tuple[dict[str, Any], ...] = ()
    """Where the project is one of several: each line, the number of its row and its name."""


def order_of(
    given: Answer,
    form: str,
    lang: str,
    day: date,
    addressee: str = "",
    subject: str = "",
    options: Sequence[Answer] = (),
) -> LetterOrder:
    """The order for an answer's letter. `options`: all of the road, if it is one of them."""
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
        card=card_of(project),
        values=dict(given.screening.values),
        training=given.training,
        options=tuple(map(_option, options)) if len(options) > 1 else (),
    )


def _option(given: Answer) -> dict[str, Any]:
    [line] = given.screening.project.shapes
    [row], [name] = given.source.rows, given.source.names
    return {"line": shapely.to_wkb(line, hex=True), "row": row, "name": name}


def make(order: LetterOrder) -> bytes:
    """Screen anew and write. Raises ChangedError if the answer would be another, TemplateError."""
    shapes = tuple(shapely.from_wkb(each) for each in order.shapes)
    source, project = restored(order.source, order.card, shapes)
    found = answer(source, project, (), order.values, order.training)
    if found.id != order.answer:
        raise ChangedError(order.answer)
    options = [_answered(each, source, project, order) for each in order.options]
    return write(found, order, options)


def _answered(
    option: dict[str, Any], source: Source, project: Project, order: LetterOrder
) -> Answer:
    """The answer for another line of the same file."""
    its_own = replace(source, rows=(option["row"],), names=(option["name"],))
    line = shapely.from_wkb(option["line"])
    return answer(its_own, replace(project, shapes=(line,)), (), order.values, order.training)


def write(given: Answer, order: LetterOrder, options: Sequence[Answer] = ()) -> bytes:
    """The file of an answer that is at hand. Raises TemplateError; ValueError for a notice where no
    zone of World Heritage is concerned."""
    # here, because the server itself needs none of them
    from reports import letter_docx, letter_pdf, letter_xlsx

    t = translator(order.lang)
    made = _report(given, order, options)
    if order.form == "xlsx":
        return letter_xlsx.to_workbook(given, made, t)
    pictures = _pictures(given, order)
    if order.form == "pdf":
        return letter_pdf.to_pdf(made, pictures, t)
    return letter_docx.to_docx(made, pictures, t)


def _report(given: Answer, order: LetterOrder, options: Sequence[Answer]) -> Report:
    t = translator(order.lang)
    if order.form != "notice":
        return report(given, order.day, t, order.addressee, order.subject, options)
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
