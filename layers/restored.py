"""A project as plain fields, to be kept or handed to another process, and made of them again."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

from shapely.geometry.base import BaseGeometry

from analysis.screening import Project
from layers.answer import Source


def card_of(project: Project) -> dict[str, Any]:
    """All of a project but its shapes, as JSON holds it."""
    card = asdict(replace(project, shapes=()))
    del card["shapes"]
    return card


def restored(
    source: Mapping[str, Any], card: Mapping[str, Any], shapes: Sequence[BaseGeometry]
) -> tuple[Source, Project]:
    """Of the fields of a Source, a card and shapes (EPSG:4326). JSON makes lists of tuples."""
    fields = {name: tuple(each) if isinstance(each, list) else each
              for name, each in source.items()}  # fmt: skip
    return Source(**fields), Project(tuple(shapes), **card)
