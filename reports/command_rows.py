"""What `screen` says of the rows of a file: one project, options of one road, or each by itself;
and of a way round."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.detour import Detour
from analysis.options import MOST, ranked
from analysis.parameters import Values
from analysis.screening import Project
from dossiers import batch as words
from dossiers.detour import detour_section
from dossiers.options import options_section, titled
from dossiers.screening import summary, told
from dossiers.screening_words import VERDICTS
from geodata.boundary_file import Line
from geodata.problems import ContractError, Problem
from i18n import Translator
from layers.answer import Answer, Source, answer, answers, as_options, each_by_itself
from reports import batch, findings, options, way

ROWS = ("one", "options", "each")
"""What the rows of a file are."""


Against = tuple[Sequence[Line], Values, str]
"""Boundaries of this screening alone, the office's numbers, and of training the set of invented
boundaries instead of all."""


@dataclass(frozen=True)
class Told:
    """What was found, as it is written and printed."""

    json: bytes
    sentences: tuple[str, ...]
    judged: tuple[Answer, ...]
    """The answers by which the command ends."""
    options: tuple[Answer, ...] = ()
    """The answers of all options of one road, in the order of the file."""
    whole: bool = True
    """Whether everything in the file was screened."""


def screen_rows(
    rows: str, source: Source, project: Project, against: Against, t: Translator
) -> Told:
    """Screen them as one of ROWS. Raises ContractError (too_long, no_options)."""
    return _SCREENED[rows](source, project, against, t)


def _as_one(source: Source, project: Project, against: Against, t: Translator) -> Told:
    found = answer(source, project, *against)
    return Told(findings.as_json(found), tuple(summary(found, t)), (found,))


def _as_options(source: Source, project: Project, against: Against, t: Translator) -> Told:
    shapes = project.shapes
    if not 2 <= len(shapes) <= MOST or not all("Line" in each.geom_type for each in shapes):
        raise ContractError(source.name, [Problem("no_options", value=str(MOST))])
    found = [answer(*each, *against) for each in as_options(source, project)]
    order = ranked([each.screening for each in found])
    names = [each.source.names[0] for each in found]
    said = options_section(order, found, names, t).said
    listed = (
        f"{rank}. {titled(each.number, names[each.number - 1], t)}: "
        f"{t(VERDICTS[found[each.number - 1].verdict])}"
        for rank, each in enumerate(order, 1)
    )
    best = found[order[0].number - 1]
    written = options.as_json(order, found, source)
    return Told(written, (*said, *listed), (best,), tuple(found))


def _each(source: Source, project: Project, against: Against, t: Translator) -> Told:
    found = tuple(answers(each_by_itself(source, project), *against))
    said = words.batch_section(found, source.left_out, t)
    listed = (_row(each, t) for each in words.ordered(found, "verdict"))
    return Told(
        batch.as_json(found, source),
        (*said.warnings, *said.said, *listed),
        found,
        whole=not (source.left_out or source.unread),
    )


def _row(given: Answer, t: Translator) -> str:
    first = given.screening.findings[0]
    return f"- {words.titled(given, t)}: {t(VERDICTS[given.verdict])}. {told(first, t)}"


_SCREENED: dict[str, Callable[..., Told]] = {
    "one": _as_one,
    "options": _as_options,
    "each": _each,
}


def way_round(given: Answer, margin_m: float, out: str, t: Translator) -> tuple[str, ...]:
    """Write the way round into a file; what is said of it. Raises OSError, and KeyError for an
    ending that is none of way.FORMS."""
    form = Path(out).suffix.removeprefix(".").lower()
    if form not in way.FORMS:
        raise KeyError(form)
    found = way.way_round(given, margin_m)
    if found is None:
        return (t("There is no line here that a way round could be looked for."),)
    if isinstance(found, Detour):
        Path(out).write_bytes(way.file_of(form, found.line, t("Way round")))
    section = detour_section(found, margin_m, t)
    return (*section.said, *section.notes)
