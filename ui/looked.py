"""What of a screening is looked at: one answer that is told in full, and what stands beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from i18n import N_
from layers.answer import Answer
from layers.brought import Shape

THE_ANSWER = N_("The answer")


def _nothing() -> None:
    """A project that is one has nothing beside it."""


@dataclass(frozen=True, kw_only=True)
class Looked:
    """One answer among others, or alone."""

    answer: Answer
    title: str
    """Over its five lines."""
    before: str = ""
    """A sentence of them all, before the lines."""
    options: tuple[Answer, ...] = ()
    """The answers of all options of one road, if it is one of them."""
    below: Sequence[Shape] = ()
    """What else the map shows, below the project."""
    beside: Callable[[], None] = _nothing
    """Shows the others, and asks which is looked at."""
