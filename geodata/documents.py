"""Documents of our own in JSON, the glossary and the stories, read against a JSON Schema.

As with a layer file, all problems are found at once, each with the row that it stands in.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from geodata.columns import Schema
from geodata.contract import code_of, shortened
from geodata.problems import ContractError, Problem
from geodata.settings import MAX_PROBLEMS
from geodata.tables import parsed


def read_document(path: Path, schema: Schema, rows: str) -> dict[str, Any]:
    """Read a document; `rows` names the list in it whose members are counted as rows.

    Raises ContractError with all problems, OSError if the file cannot be opened.
    """
    document: dict[str, Any] = parsed(path)
    errors = Draft202012Validator(schema).iter_errors(document)
    problems = [found for error in errors for found in _said(error, document, rows)]
    problems = problems or list(_repeated(document[rows]))
    if problems:
        in_order = sorted(dict.fromkeys(problems), key=lambda problem: problem.row or 0)
        raise ContractError(path.name, in_order[:MAX_PROBLEMS])
    return document


def object_of(**properties: Schema) -> Schema:
    """An object with exactly these members."""
    return {
        "type": "object",
        "required": list(properties),
        "properties": properties,
        "additionalProperties": False,
    }


def _said(error: ValidationError, document: Any, rows: str) -> Iterator[Problem]:
    """One problem for each thing that a validation error is about."""
    where = list(error.absolute_path)
    row, identity = None, None
    if where[:1] == [rows] and len(where) > 1:
        row, where = int(where[1]) + 1, where[2:]
        member = document[rows][row - 1]
        identity = shortened(member.get("id")) if isinstance(member, dict) else None
    value = error.instance
    if error.validator == "required":
        for name in error.validator_value:
            if name not in value:
                yield Problem("missing", row, identity, _column([*where, name]))
    elif error.validator == "additionalProperties":
        for name in sorted(value.keys() - error.schema["properties"].keys()):
            yield Problem("unknown_column", row, identity, _column([*where, name]))
    else:
        column = _column(where or [rows])
        yield Problem(code_of(error), row, identity, column, shortened(value))


def _column(where: list[Any]) -> str:
    """The way to a value, as a person reads it: meaning.kk"""
    return str(shortened(".".join(map(str, where))))


def _repeated(members: list[dict[str, Any]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for row, member in enumerate(members, 1):
        if member["id"] in seen:
            yield Problem("repeated_id", row, member["id"], "id", member["id"])
        seen.add(member["id"])
