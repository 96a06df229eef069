"""A screening on its way into the ledger, and answered again out of it."""

from dataclasses import asdict
from datetime import date
from typing import Any

from analysis.parameters import DEFAULTS, with_changes
from geodata.ledger import Entry, Paper
from geodata.ledger.records import hits_of
from geodata.ledger.sqlite import moment
from layers.answer import Answer, answer
from layers.restored import card_of, restored


def entry_of(given: Answer, document: dict[str, Any], name: str, by: str, day: date) -> Entry:
    """What the ledger lists of an answer. `document`: its findings as they are written."""
    found, project = given.screening, given.screening.project
    return Entry(
        given.id,
        name,
        by,
        day,
        moment(),
        project.kind,
        project.phase,
        given.verdict,
        given.data_version,
        found.values["valid_days"],
        found.length_m,
        hits_of(document),
    )


def paper_of(given: Answer, document: dict[str, Any]) -> Paper:
    """All by which it can be answered again, and what was not clear: the rest is only told by how
    many there were."""
    project = given.screening.project
    unclear = [each for each in document["findings"] if each["verdict"] != "clear"]
    told = {**document, "findings": unclear, "clear": len(document["findings"]) - len(unclear)}
    values = dict(given.screening.values)
    return Paper(asdict(given.source), card_of(project), project.shapes, values, told)


def again(paper: Paper) -> Answer:
    """The same project against the data as they are now. A number that a newer Mura does not know
    is passed over. Raises ContractError (too_long)."""
    source, project = restored(paper.source, paper.card, paper.shapes)
    values = with_changes({name: each for name, each in paper.values.items() if name in DEFAULTS})
    return answer(source, project, (), values)
