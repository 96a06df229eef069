"""Stories told on the map in steps: each a text, a view, the layers it needs, its sources.

A story is a file of geodata/stories/, named by its id.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from geodata.columns import IN_THREE_LANGUAGES, TEXT, TOKEN, Schema, blank_or, list_of, one_of
from geodata.documents import object_of, read_document
from geodata.problems import ContractError, Problem
from geodata.settings import HERE, WORKING_EXTENT

STORIES = HERE / "stories"
MOST_STEPS = 8
"""A hand-out of one page has room for so many."""

_WEST, _SOUTH, _EAST, _NORTH = WORKING_EXTENT

VIEW: Schema = object_of(
    zoom={"type": "number", "minimum": 3, "maximum": 13, "multipleOf": 0.5},
    lat={"type": "number", "minimum": _SOUTH, "maximum": _NORTH},
    lon={"type": "number", "minimum": _WEST, "maximum": _EAST},
)
"""A view of the map: web map zoom, centre in degrees (EPSG:4326)."""

SCHEMA: Schema = object_of(
    id=TOKEN,
    title=IN_THREE_LANGUAGES,
    steps={
        "type": "array",
        "minItems": 1,
        "maxItems": MOST_STEPS,
        "items": object_of(
            id=TOKEN,
            title=IN_THREE_LANGUAGES,
            text=IN_THREE_LANGUAGES,
            view=VIEW,
            layers={**list_of(TOKEN), "minItems": 1},
            regions=list_of({"type": "string", "pattern": "^KZ-[0-9]{2}$"}),
            as_of=one_of("today", "2019"),
            place=blank_or(TEXT),
            sources={**list_of(TEXT), "minItems": 1},
        ),
    },
)


@dataclass(frozen=True)
class Step:
    """One step of a story."""

    id: str
    title: dict[str, str]
    """By language, as the text."""
    text: dict[str, str]
    view: dict[str, float]
    """zoom, lat, lon"""
    layers: tuple[str, ...]
    """Names of the layers that are shown, and no others."""
    regions: tuple[str, ...]
    """ISO 3166-2: only places in these; empty means any."""
    as_of: Literal["today", "2019"]
    """Whose borders and designations: as in analysis.select.Query."""
    place: str | None
    """Id of the place whose card may be opened."""
    sources: tuple[str, ...]
    """URLs or citations; never empty."""


@dataclass(frozen=True)
class Story:
    """A title and its steps."""

    id: str
    title: dict[str, str]
    steps: tuple[Step, ...]


@cache
def stories() -> tuple[Story, ...]:
    """Every story, in the order of their ids. Raises ContractError of the first broken file."""
    return tuple(read_story(path) for path in sorted(STORIES.glob("*.json")))


def read_story(path: Path) -> Story:
    """Read one story. Raises ContractError with all problems, or OSError."""
    document = read_document(path, SCHEMA, "steps")
    if document["id"] != path.stem:
        raise ContractError(path.name, [Problem("not_allowed", None, None, "id", document["id"])])
    return Story(document["id"], document["title"], tuple(map(_step, document["steps"])))


def _step(step: dict[str, Any]) -> Step:
    lists = {name: tuple(step[name]) for name in ("layers", "regions", "sources")}
    return Step(**{**step, **lists})
