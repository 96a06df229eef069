"""Whether what a learner said is right: held against the key, as exactly as the exercise allows."""

import re
from dataclasses import dataclass

from shapely.geometry import LineString

from analysis.geodesy import WGS84
from geodata.coordinates.written import positions
from geodata.exercises import Choice, Step
from geodata.problems import ContractError
from layers.answer import Answer
from workshop.keys import key_of, written
from workshop.keys_of_sets import ends, screened_line
from workshop.missing import Position

ENDS_M = 300.0
"""So near to an end a line that somebody draws begins or ends there."""

DRAWN_ACCURACY_M = 10.0
"""ASSUMPTION. What a line that somebody draws is off by: as on the page Screening."""

_MOST_POINTS = 200
_LONGEST_NUMBER = 30
_NUMBER = re.compile(r"-?\d+(\.\d*)?")
_THOUSANDS = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d*)?")


@dataclass(frozen=True)
class Judged:
    """An answer and what is to be said of it."""

    right: bool | None
    """None: a decision; or what was said cannot be understood: see `unclear`."""
    unclear: str = ""
    """A token of why it is no answer: no_choice, no_number, no_point, no_line."""
    choice: Choice | None = None
    """The one that was chosen."""
    not_its_ends: bool = False
    """Of a line: whether it leads from elsewhere, or to elsewhere."""
    screened: Answer | None = None
    """Of a line: what its screening says."""


def judge(step: Step, said: str) -> Judged:
    """Judge an answer: the id of a choice, a number, a position, positions with semicolons between
    them. Raises NoKeyError where the step has no key."""
    return _BY_WAY[step.asked.way](step, said)


def _choice(step: Step, said: str) -> Judged:
    chosen = next((each for each in step.choices if each.id == said), None)
    if chosen is None:
        return Judged(None, "no_choice")
    if step.asked.way == "decide":
        return Judged(None, choice=chosen)
    return Judged(chosen is right_choice(step), choice=chosen)


def right_choice(step: Step) -> Choice | None:
    """The right one of its choices. Raises NoKeyError."""
    wanted = written(key_of(step.asked)) if step.asked.key else "right"
    return next((each for each in step.choices if each.value == wanted), None)


def _number(step: Step, said: str) -> Judged:
    numbers = numbers_of(said)
    if not numbers:
        return Judged(None, "no_number")
    key = key_of(step.asked)
    assert not isinstance(key, str | tuple)
    allowed = step.asked.tolerance * (abs(key) if step.asked.relative else 1.0)
    return Judged(any(abs(number - key) <= allowed for number in numbers))


def numbers_of(said: str) -> tuple[float, ...]:
    """What a number can mean: 1 083,9; 1,083.9; and 1,084, which is one in English and another in
    Kazakh and Russian. Empty: it is none."""
    plain = "".join(said[:_LONGEST_NUMBER].split()).replace("−", "-")
    meant = [plain.replace(",", ".")]
    if _THOUSANDS.fullmatch(plain):
        meant.append(plain.replace(",", ""))
    return tuple(float(each) for each in meant if _NUMBER.fullmatch(each))


def _point(step: Step, said: str) -> Judged:
    place = _position(said)
    if place is None:
        return Judged(None, "no_point")
    key = key_of(step.asked)
    assert isinstance(key, tuple)
    return Judged(_metres(place, key) <= step.asked.tolerance)


def _line(step: Step, said: str) -> Judged:
    """Right where it joins both ends and Mura screens it clear."""
    line = line_of(said)
    if line is None:
        return Judged(None, "no_line")
    name = step.asked.arguments[0]
    try:
        found = screened_line(name, LineString(line), DRAWN_ACCURACY_M)
    except ContractError:  # longer than the country is wide
        return Judged(None, "no_line")
    joins = _joins(line, ends(name))
    return Judged(joins and found.verdict == "clear", not_its_ends=not joins, screened=found)


def line_of(said: str) -> list[Position] | None:
    """The positions of a line, in any spelling; None where it is none."""
    pairs = [pair for pair in said.replace("\n", ";").split(";") if pair.strip()]
    places = [_position(pair) for pair in pairs[: _MOST_POINTS + 1]]
    found = [place for place in places if place is not None]
    sound = len(found) == len(places) <= _MOST_POINTS and len(set(found)) >= 2
    return found if sound else None


def _joins(line: list[Position], wanted: tuple[Position, Position]) -> bool:
    """Whichever way it runs."""
    ways = (wanted, wanted[::-1])
    return any(
        _metres(line[0], first) <= ENDS_M and _metres(line[-1], last) <= ENDS_M
        for first, last in ways
    )


def _position(words: str) -> Position | None:
    meant = positions(words.strip())
    return meant[0].position if len(meant) == 1 else None


def _metres(first: Position, second: Position) -> float:
    return float(WGS84.inv(*first, *second)[2])


_BY_WAY = {
    "choose": _choice,
    "decide": _choice,
    "number": _number,
    "point": _point,
    "line": _line,
}
