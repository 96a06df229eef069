"""A timeline that decisions move. The months are an assumption of the exercise; what really
happened stands beside it, and is not moved by anything."""

from collections.abc import Mapping
from dataclasses import dataclass

from geodata.exercises import Choice, Exercise, Step
from workshop.answered import Answered

Month = tuple[int, int]
"""Year and month, from 1."""


@dataclass(frozen=True)
class Decided:
    """A decision and where it leads to."""

    step: Step
    choice: Choice
    months: int
    ends: str
    """2015-04: when what was decided is done."""


def decided(made: Exercise, answers: Mapping[str, Answered]) -> tuple[Decided, ...]:
    """The decisions so far, in the order of the steps, each later than the one before."""
    found: list[Decided] = []
    at = begins(made)
    for step in made.steps:
        said = answers[step.id].said if step.id in answers else None
        choice = next((each for each in step.choices if each.id == said), None)
        if step.asked.way == "decide" and choice is not None:
            at = later(at, int(choice.value))
            found.append(Decided(step, choice, int(choice.value), spelled(at)))
    return tuple(found)


def now(made: Exercise, answers: Mapping[str, Answered]) -> str:
    """The learner's own date: 2015-04."""
    before = decided(made, answers)
    return before[-1].ends if before else spelled(begins(made))


def begins(made: Exercise) -> Month:
    """The month of the first event; of a year alone January."""
    year, *rest = map(int, made.events[0].date.split("-"))
    return year, rest[0] if rest else 1


def later(at: Month, months: int) -> Month:
    """So many months after."""
    whole = at[0] * 12 + at[1] - 1 + months
    return whole // 12, whole % 12 + 1


def spelled(at: Month) -> str:
    """As dates are written: 2015-04."""
    return f"{at[0]}-{at[1]:02}"


def years(made: Exercise, answers: Mapping[str, Answered]) -> range:
    """From the first event to the last, or as far as the decisions have come."""
    dates = [each.date for each in made.events] + [now(made, answers)]
    every = [int(date[:4]) for date in dates]
    return range(min(every), max(every) + 1)


def has_one(made: Exercise) -> bool:
    """Whether anything is decided in it."""
    return any(each.asked.way == "decide" for each in made.steps)
