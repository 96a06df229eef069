"""What a learner said to one step of an exercise."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Answered:
    """An answer as it was judged."""

    exercise: str
    """Id of the exercise."""
    step: str
    """Id of the step in it."""
    said: str
    """As it was given: the id of a choice, a number as written, lat,lon;lat,lon. From outside: only
    ever shown."""
    right: bool | None
    """None: a decision, which is neither right nor wrong."""
