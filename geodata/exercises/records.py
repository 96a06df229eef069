"""What an exercise is made of. Texts are by language: kk, ru, en, none of them missing."""

from dataclasses import dataclass

from geodata.exercises.asking import Asked

Text = dict[str, str]
"""By language. Plain: from a file that anybody may have written."""


@dataclass(frozen=True)
class Choice:
    """One of the answers that a step offers."""

    id: str
    value: str
    """right or empty; what a key must compute; of a decision the months that it takes."""
    text: Text
    more: Text
    """Why it is wrong, or what follows from it; empty where nothing is said."""


@dataclass(frozen=True)
class Show:
    """A view of Mura to look at."""

    address: str
    """Relative, of a page of PAGES: ./?layer=corridor#map=12/43.27/77.21"""
    text: Text


@dataclass(frozen=True)
class Step:
    """One task of an exercise."""

    id: str
    row: int
    """Of the file."""
    asked: Asked
    text: Text
    more: Text
    """Why: shown with a wrong answer, and when it is answered."""
    choices: tuple[Choice, ...] = ()
    hints: tuple[Text, ...] = ()
    shows: tuple[Show, ...] = ()


@dataclass(frozen=True)
class Role:
    """Whom a learner speaks for."""

    id: str
    name: Text
    wants: Text


@dataclass(frozen=True)
class Event:
    """Something that really happened."""

    id: str
    date: str
    """2016, 2016-03 or 2016-03-21."""
    text: Text
    source: str


@dataclass(frozen=True)
class Home:
    """A sentence to take home."""

    id: str
    text: Text
    source: str


@dataclass(frozen=True)
class Exercise:
    """A whole exercise."""

    id: str
    minutes: int
    title: Text
    introduction: Text
    roles: tuple[Role, ...]
    steps: tuple[Step, ...]
    events: tuple[Event, ...]
    """In the order of their dates."""
    debrief: tuple[Home, ...]

    def step(self, identity: str) -> Step | None:
        """The step of that id."""
        return next((each for each in self.steps if each.id == identity), None)
