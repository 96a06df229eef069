"""How the bytes of a text are to be read: by evidence, and by a question where evidence ends.

A byte order mark decides, then valid UTF-8, then the zero bytes of UTF-16. The encodings of one
byte are weighed by the letters that they make of the words in question: whether they stand
together in our own Kazakh and Russian texts. Of Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ only KZ-1048 and PT154 have
any; read as cp1251, Талғар becomes Талєар without an error.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice, pairwise

import numpy as np

from geodata.problems import ContractError, Problem
from geodata.readers.brought import Candidate, Question
from geodata.settings import HERE

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1251", "kz1048", "ptcp154", "cp866")
"""Tokens; each is the name of a codec too."""

_WEIGHED = ("utf-8", "cp1251", "kz1048", "ptcp154", "cp866")
"""What bytes may be that are no valid UTF-8: damaged UTF-8 as well."""

_CREDIBLE = 0.5
"""Share of known neighbours from which letters read as words do."""

_AHEAD = 0.25
"""By how much a reading must be more credible than another one that is not asked about."""

_LETTERS = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі")
_EDGES = "«»„“”‘’—–…№°±§•·×′″\u00a0"
_RUN = re.compile(r"[^\W\d_]+")
_SIGN = re.compile(r"[0-9]?(?:[^\w\x00-\x7f])")
_DEGREES = re.compile(r"[0-9]°")
_WEIGHT = 5
_EXPECTED = re.compile(r"[\u00a0-\u024f\u0400-\u052f\u2000-\u22ff]")
"""Latin, Cyrillic and the signs of both."""

_HIGH_WORD = re.compile(rb"[0-9A-Za-z]*[\x80-\xff][0-9A-Za-z\x80-\xff]*")
_MANY_WORDS = 5_000
_LONG_WORD = 40
_OWN_TEXTS = ("files/*.geojson", "records/*.json", "stories/*.json", "glossary.json")
_SHOWN = 60
"""Letters of a sample."""


@dataclass(frozen=True)
class Decoded:
    """A text, how it was read, and what must be asked before it is believed."""

    text: str
    encoding: str
    """A token of ENCODINGS; of pure ASCII utf-8."""
    question: Question | None = None


@dataclass(frozen=True)
class _Reading:
    """One encoding, with the words of the file as it reads them."""

    encoding: str
    words: tuple[str, ...]
    whole: bool
    """Whether every byte is a letter or a sign in it."""

    @cached_property
    def credibility(self) -> float:
        return _credibility(self.words)


def decoded(data: bytes, answer: str) -> Decoded:
    """The text of a file. `answer`: the user's choice, a token of ENCODINGS, or empty.

    Raises ContractError: damaged, where a byte order mark promises what does not follow.
    """
    if answer in ENCODINGS:
        text = _read(data, answer)
        if text is not None:
            return Decoded(text, answer)
    return _certain(data) or _weighed(data)


def _read(data: bytes, encoding: str) -> str | None:
    """The text in an encoding; None if the bytes cannot be it."""
    codec = {"utf-8": "utf-8-sig", "utf-16": _order(data)}.get(encoding, encoding)
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        # A single damaged letter shall not keep out who knows better.
        return data.decode(codec, "replace") if encoding in _WEIGHED else None


def _order(data: bytes) -> str:
    """The codec of UTF-16, by its mark or by where the bytes are that all its letters share."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-16-be" if _shared(data[::2]) > _shared(data[1::2]) else "utf-16-le"


def _shared(half: bytes) -> float:
    """Share of the bytes that Latin and Cyrillic letters of UTF-16 have as their upper half."""
    part = half[:65_536]
    return (part.count(0) + part.count(4)) / max(len(part), 1)


def _certain(data: bytes) -> Decoded | None:
    """What needs no weighing."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = _read(data, "utf-16")
        if text is None:
            raise ContractError("", [Problem("damaged")])
        return Decoded(text, "utf-16")
    if len(data) % 2 == 0 and max(_shared(data[::2]), _shared(data[1::2])) > 0.8:
        text = _read(data, "utf-16")
        if text is not None:
            return Decoded(text, "utf-16")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        return Decoded(text, "utf-8-sig")
    return None if _is_chance(text, data) else Decoded(text, "utf-8")


def _is_chance(text: str, data: bytes) -> bool:
    """Whether a few words of another encoding happen to be UTF-8: скачан of cp866 is."""
    if text.isascii() or _EXPECTED.search(text):
        return False
    return any(each.credibility >= _CREDIBLE for each in _readings(data, _words(data)))


def _weighed(data: bytes) -> Decoded:
    """The most credible reading; with a question unless it leaves all others behind."""
    words = _words(data)
    readings = sorted(_readings(data, words), key=lambda each: -each.credibility)
    best, rivals = readings[0], readings[1:]
    near = [rival for rival in rivals if _is_near(rival, best)]
    if best.whole and best.credibility >= _CREDIBLE and not near:
        return Decoded(str(_read(data, best.encoding)), best.encoding)
    likely = [each for each in (best, *near) if each.credibility >= _CREDIBLE]
    telling = _telling(words, [*likely, *readings])
    candidates = (
        Candidate(each.encoding, _sample(data, telling, each.encoding), likely=each in likely)
        for each in readings
    )
    question = Question("encoding", tuple(candidates), "several")
    return Decoded(str(_read(data, best.encoding)), best.encoding, question)


def _words(data: bytes) -> tuple[bytes, ...]:
    """Words with a letter above ASCII, each once: many, and one of each rare letter."""
    many = islice(_HIGH_WORD.finditer(data), _MANY_WORDS)
    found = {word[0][:_LONG_WORD]: None for word in many}
    for letter in _alphabet(data):
        place = data.find(bytes([letter]))
        start = max(place - 30, 0)
        around = (word[0] for word in _HIGH_WORD.finditer(data[start : place + 30]))
        found.update((word, None) for word in around if letter in word)
    return tuple(found)


def _alphabet(data: bytes) -> list[int]:
    """The bytes above ASCII that occur."""
    counts = np.bincount(np.frombuffer(data, np.uint8), minlength=256)
    return [byte for byte in range(128, 256) if counts[byte]]


def _readings(data: bytes, words: tuple[bytes, ...]) -> Iterator[_Reading]:
    """The encodings that make different texts of the data; of those that do not, the first."""
    alphabet = bytes(_alphabet(data))
    seen: set[str] = set()
    for encoding in _WEIGHED:
        letters = alphabet.decode(encoding, "replace")
        if encoding != "utf-8" and letters in seen:
            continue
        seen.add(letters)
        read = tuple(word.decode(encoding, "replace") for word in words)
        whole = "\ufffd" not in ("".join(read) if encoding == "utf-8" else letters)
        if encoding != "utf-8" or whole or _credibility(read) >= _CREDIBLE:
            yield _Reading(encoding, read, whole)


def _is_near(rival: _Reading, best: _Reading) -> bool:
    """Whether the words that the two read differently do not decide between them."""
    if rival.encoding == "utf-8" and rival.whole:
        return True  # what is UTF-8 without a fault seldom is by chance
    pairs = zip(rival.words, best.words, strict=True)
    differing = [(theirs, ours) for theirs, ours in pairs if theirs != ours]
    theirs, ours = (_credibility([pair[side] for pair in differing]) for side in (0, 1))
    return ours < _CREDIBLE or ours - theirs < _AHEAD


def _credibility(words: tuple[str, ...] | list[str]) -> float:
    """Share of the neighbourhoods of letters and signs that occur in our own texts; 0 of none."""
    verdicts = [verdict for word in words for verdict in _verdicts(word)]
    return sum(verdicts) / len(verdicts) if verdicts else 0.0


def _verdicts(word: str) -> Iterator[bool]:
    """Of each neighbourhood in a word, whether it occurs in our own texts; a sign or a letter
    that stands in none counts as much as several."""
    if not word.strip(_EDGES).isascii():
        for sign in _SIGN.finditer(word.strip(_EDGES)):
            yield from [bool(_DEGREES.match(sign[0]))] * _WEIGHT
    elif not word.isascii():
        yield True  # signs at the edge of numbers or words: «, №
    for run in _RUN.finditer(word):
        if not run[0].isascii():
            yield from _of_run(run)


def _of_run(run: re.Match[str]) -> Iterator[bool]:
    letters, (words, parts) = run[0].lower(), _known()
    if letters in words:
        yield from [True] * (2 * len(letters))
    elif not _after_digit(run):
        edged = f" {letters} "
        for size in (2, 3):
            yield from (edged[at : at + size] in parts for at in range(len(edged) - size + 1))
    elif run.string[run.end() :][:1].isdigit():
        yield False  # 43ш18
    for letter in letters:
        if letter not in _LETTERS:
            yield from [False] * _WEIGHT
    # ТаЛгар: a capital inside small letters is a letter of another encoding.
    yield from (False for low, high in pairwise(run[0]) if _rises(low, high))


def _after_digit(run: re.Match[str]) -> bool:
    """Whether it is one letter behind a number, as of a house: 5а."""
    return len(run[0]) == 1 and run.string[: run.start()][-1:].isdigit()


def _rises(low: str, high: str) -> bool:
    return low.islower() and high.isupper()


@cache
def _known() -> tuple[frozenset[str], frozenset[str]]:
    """Words of our own texts, and their letters by twos and threes, a blank at their edges."""
    words: set[str] = set()
    for pattern in _OWN_TEXTS:
        for path in HERE.glob(pattern):
            words.update(re.findall(r"[Ѐ-ӿ]{2,}", path.read_text("utf-8").lower()))
    edged = [f" {word} " for word in words]
    parts = {
        word[at : at + size]
        for word in edged
        for size in (2, 3)
        for at in range(len(word) - size + 1)
    }
    return frozenset(words), frozenset(parts)


def _telling(words: tuple[bytes, ...], readings: list[_Reading]) -> bytes:
    """The first word that the likeliest readings differ in."""
    first, second = (
        readings[0],
        next((each for each in readings if each.encoding != readings[0].encoding), readings[0]),
    )
    differing = (
        word
        for word, ours, theirs in zip(words, first.words, second.words, strict=True)
        if ours != theirs
    )
    return next(differing, words[0])


def _sample(data: bytes, word: bytes, encoding: str) -> str:
    """The line in which a word stands, as it would be read."""
    place = data.find(word)
    start = max(data.rfind(b"\n", 0, place) + 1, place - _SHOWN // 2)
    line = data[start : place + _SHOWN].split(b"\n")[0]
    return line.decode(encoding, "replace").strip("\ufffd\r\t ")[:_SHOWN]
