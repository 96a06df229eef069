"""The glossary: what a word means, in three languages, and where the meaning is from."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geodata.columns import (
    CONFIDENCE,
    IN_THREE_LANGUAGES,
    TEXT,
    TOKEN,
    Schema,
    blank_or,
    list_of,
    one_of,
)
from geodata.documents import object_of, read_document
from geodata.settings import HERE

GLOSSARY = HERE / "glossary.json"
GROUPS = ("world_heritage", "biosphere_reserve", "national_law", "map", "screening")
"""In the order in which they are read."""

SCHEMA: Schema = object_of(
    terms={
        "type": "array",
        "minItems": 1,
        "items": object_of(
            id=TOKEN,
            group=one_of(*GROUPS),
            token=blank_or(TOKEN),
            term=IN_THREE_LANGUAGES,
            meaning=IN_THREE_LANGUAGES,
            sources=list_of(TEXT),
            confidence=blank_or(CONFIDENCE),
        ),
    }
)


@dataclass(frozen=True)
class Term:
    """One word of the field."""

    id: str
    group: str
    token: str | None
    """How the word is written in data and JSON, the same in every language; None if it is not."""
    term: dict[str, str]
    """The word itself, by language."""
    meaning: dict[str, str]
    sources: tuple[str, ...]
    """URLs or citations; empty for a word that Mura itself defines."""
    confidence: str | None
    """high: read in an official text; medium: read in a reprint or a page about it."""


@cache
def glossary(path: Path = GLOSSARY) -> tuple[Term, ...]:
    """All terms, in the order of the file. Raises ContractError with all problems, or OSError."""
    terms = read_document(path, SCHEMA, "terms")["terms"]
    return tuple(Term(**{**each, "sources": tuple(each["sources"])}) for each in terms)
