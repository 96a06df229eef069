"""Places by name: any language, old spellings, forgiving of case, accents, alphabet, a slip."""

from dataclasses import dataclass

import geopandas as gpd
from anyascii import anyascii
from rapidfuzz import fuzz, process

LANGUAGES_OF_NAMES = ("name_kk", "name_ru", "name_en")

_SAME_SOUND = (
    ("shch", "sh"), ("dzh", "j"), ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ts", "c"),
    ("ngg", "ng"), ("ck", "k"), ("yo", "o"), ("ya", "a"), ("yu", "u"), ("q", "k"), ("x", "h"),
    ("w", "v"), ("y", "i"),
)  # fmt: skip
"""Letters that the alphabets of these names write differently for one sound, longest first."""

_SHORTEST_FORGIVEN = 4
"""Letters: a slip in a shorter word would make it any other word."""

_SHORTEST_PART = 5
"""Letters: a shorter word is like a part of almost any name."""

_WHOLE, _START, _WORD, _INSIDE = 400.0, 300.0, 200.0, 100.0
"""How well a name answers when it needs no forgiving: above every score of likeness (0-100)."""


@dataclass(frozen=True)
class Names:
    """Every name of every place, as it sounds."""

    spoken: tuple[str, ...]
    """What `sound` made of each name."""
    written: tuple[str, ...]
    places: tuple[str, ...]
    """Id of the place of each name."""


@dataclass(frozen=True)
class Found:
    """A place that answers to the words, and the spelling by which it does."""

    id: str
    written: str
    score: float


def sound(name: str) -> str:
    """A name without case, accents and alphabet: Талғар, Talghar and TALGAR sound the same."""
    letters = anyascii(name).casefold()
    kept = "".join(each if each.isalnum() else " " for each in letters.replace("'", ""))
    for spelling, same in _SAME_SOUND:
        kept = kept.replace(spelling, same)
    single = [each for i, each in enumerate(kept) if i == 0 or each != kept[i - 1]]
    return " ".join("".join(single).split())


def names_of(table: gpd.GeoDataFrame) -> Names:
    """The names of a table: name_kk, name_ru, name_en and names_other of each row, and the id of
    those that UNESCO numbers."""
    spoken, written, places = [], [], []
    columns = zip(
        *(table[column] for column in LANGUAGES_OF_NAMES),
        table["names_other"],
        table["id"],
        strict=True,
    )
    for *official, others, identity in columns:
        number = [identity] if identity[0].isdigit() else []
        for name in dict.fromkeys([*official, *others, *number]):
            if said := sound(name):
                spoken.append(said)
                written.append(name)
                places.append(identity)
    return Names(tuple(spoken), tuple(written), tuple(places))


def find(names: Names, words: str, limit: int = 8) -> list[Found]:
    """The places that answer best to the words, each once; none if nothing is like them."""
    asked = sound(words)
    if not asked:
        return []
    scores = _plain(names, asked)
    if len(asked) >= _SHORTEST_FORGIVEN and max(scores.values(), default=0) < _WORD:
        scores = _alike(names, asked) | scores
    best: dict[str, Found] = {}
    for place in sorted(scores, key=lambda i: (-scores[i], len(names.spoken[i]), i)):
        identity = names.places[place]
        if identity not in best:
            best[identity] = Found(identity, names.written[place], scores[place])
        if len(best) == limit:
            break
    return list(best.values())


def _plain(names: Names, asked: str) -> dict[int, float]:
    """The names that hold the words as they are; the shorter the name, the better."""
    words = asked.split()
    scores = {}
    for i, spoken in enumerate(names.spoken):
        if spoken.startswith(asked):
            scores[i] = _WHOLE if spoken == asked else _START
        elif all(word in spoken for word in words):
            scores[i] = _WORD if all(f" {word}" in f" {spoken}" for word in words) else _INSIDE
    return scores


def _alike(names: Names, asked: str) -> dict[int, float]:
    """The names that are like the words: one slip in five letters, or words in another order."""
    enough = 100 * (1 - 1 / min(len(asked), 6)) - 0.1
    scores: dict[int, float] = {}
    ways = [fuzz.ratio, fuzz.token_sort_ratio]
    if len(asked) >= _SHORTEST_PART:
        ways.append(fuzz.partial_ratio)
    for likeness in ways:
        best = process.extract(asked, names.spoken, scorer=likeness, score_cutoff=enough, limit=60)
        for spoken, score, i in best:
            if len(spoken) >= len(asked) - 2:  # a part of the words is not like all of them
                scores[i] = max(score, scores.get(i, 0.0))
    return scores
