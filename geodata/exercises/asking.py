"""What a step asks, as the column `value` says it: `number distance_km A B ~ 5%`."""

import re
from dataclasses import dataclass

WAYS = ("read", "choose", "number", "point", "line", "decide")
"""How a step is answered. read: not at all."""

PAGES = (
    "", "site", "corridor", "reserves", "talgar", "central-asia", "proximity", "trips", "screening",
    "workshop", "boundaries", "sources", "help",
)  # fmt: skip
"""Addresses of the pages that an exercise may show."""


@dataclass(frozen=True)
class Key:
    """What a key computes, and of how many things."""

    kind: str
    """number, count (a whole number), token, point."""
    least: int
    most: int


KEYS = {
    "distance_km": Key("number", 2, 2),
    "area_ha": Key("number", 2, 2),
    "length_km": Key("number", 2, 2),
    "count": Key("count", 1, 3),
    "geometry": Key("token", 1, 1),
    "judge": Key("token", 1, 1),
    "verdict": Key("token", 2, 2),
    "crossing": Key("count", 2, 2),
    "inside_m": Key("number", 3, 3),
    "clearance_m": Key("number", 3, 3),
    "best": Key("count", 1, 1),
    "position": Key("point", 2, 2),
    "system": Key("token", 1, 1),
    "zone": Key("token", 2, 2),
    "nearest": Key("token", 2, 2),
}
"""The keys that workshop/keys.py computes, by name."""

_KINDS = {"choose": {"count", "token"}, "number": {"number", "count"}, "point": {"point"}}
"""What each way of answering can be compared with."""

_TOLERANCE = re.compile(r"(\d{1,6}(?:[.,]\d{1,4})?)\s*(%?)")
_SET = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Asked:
    """What is asked, and what the answer is held against."""

    way: str
    """One of WAYS."""
    key: str = ""
    """One of KEYS; empty where a choice says by itself that it is right, and of a line."""
    arguments: tuple[str, ...] = ()
    tolerance: float = 0.0
    """By how much an answer may differ: of a point metres; a share where it is relative."""
    relative: bool = False

    @property
    def judged(self) -> bool:
        """Whether an answer to it is right or wrong."""
        return self.way not in {"read", "decide"}


def asked(value: str) -> Asked | str:
    """What the value asks, or the code of what is wrong with it."""
    said, marked, tolerance = value.partition("~")
    way, *words = said.split() or [""]
    if way not in WAYS:
        return "not_a_task"
    if way in {"read", "decide"}:
        return Asked(way) if not words and not marked else "wrong_form"
    if way == "line":
        fits = len(words) == 1 and _SET.fullmatch(words[0]) and not marked
        return Asked(way, "", tuple(words)) if fits else "key_arguments"
    if way == "choose" and not words:
        return Asked(way) if not marked else "wrong_form"
    wrong = _wrong_key(way, words)
    return wrong or _with_tolerance(Asked(way, words[0], tuple(words[1:])), marked, tolerance)


def _wrong_key(way: str, words: list[str]) -> str:
    if not words or words[0] not in KEYS:
        return "unknown_key"
    key = KEYS[words[0]]
    if not key.least <= len(words) - 1 <= key.most:
        return "key_arguments"
    return "" if key.kind in _KINDS[way] else "key_of_another_kind"


def _with_tolerance(made: Asked, marked: str, written: str) -> Asked | str:
    if made.way == "choose":
        return made if not marked else "wrong_form"
    found = _TOLERANCE.fullmatch(written.strip())
    if found is None:
        return "no_tolerance"
    number, relative = float(found[1].replace(",", ".")), bool(found[2])
    if made.way == "point" and relative:
        return "no_tolerance"
    share = number / 100 if relative else number
    return Asked(made.way, made.key, made.arguments, share, relative)
