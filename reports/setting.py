"""Setting type: words in lines, lines in blocks, blocks in columns.

Nothing is drawn here: a page can be laid out, measured and tested without paper. All lengths are
millimetres, sizes of letters points.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reports.canvas import INK
from reports.letters import LINE, MM_PER_POINT, advance, drawable

_BREAKS = "/?&=_-.,;"
"""Signs after which a word that is longer than a line, such as an address, is best broken."""

FLOOR = 6.2
"""The smallest letters, points: what is smaller is not read on a photocopy."""
_PARTED = 12.0
"""Millimetres by which a column may be higher so that no part is parted."""


@dataclass(frozen=True)
class Run:
    """Words that look alike."""

    words: str
    face: str = "regular"
    color: str = INK
    scale: float = 1.0
    """Of their letters, in those of the text."""
    url: str = ""
    """Where a click on them leads."""
    tied: bool = False
    """No line breaks before them."""

    def size(self, size: float) -> float:
        """Of their letters in a text of that size; never below FLOOR because of their scale."""
        return max(size * self.scale, min(size, FLOOR))


@dataclass(frozen=True)
class Piece:
    """Words on one line; left and baseline from the upper left corner of their block."""

    left: float
    baseline: float
    words: str
    size: float
    face: str
    color: str
    url: str

    def moved(self, right: float, down: float) -> "Piece":
        """The same words elsewhere."""
        left, baseline = self.left + right, self.baseline + down
        return Piece(left, baseline, self.words, self.size, self.face, self.color, self.url)


@dataclass(frozen=True)
class Bar:
    """A filled rectangle, from the upper left corner of its block."""

    left: float
    top: float
    width: float
    height: float
    color: str

    def moved(self, right: float, down: float) -> "Bar":
        """The same rectangle elsewhere."""
        return Bar(self.left + right, self.top + down, self.width, self.height, self.color)


@dataclass(frozen=True)
class Block:
    """What stays together in a column."""

    height: float
    pieces: tuple[Piece, ...] = ()
    bars: tuple[Bar, ...] = ()
    above: float = 0.0
    """Room above it, unless it begins a column."""
    binds: bool = False
    """A heading: no column ends with it."""
    begins: bool = False
    """The first of a part: a column had best end before it."""
    head: "Block | None" = None
    """The head of its table, written again where a column begins in the middle of it."""

    @property
    def said(self) -> str:
        """Its words, for a search."""
        return " ".join(piece.words for piece in self.pieces)


@dataclass(frozen=True)
class _Word:
    """What is never parted, unless it is longer than a line by itself."""

    parts: tuple[tuple[str, Run], ...]
    """Letters, and how they look."""
    width: float

    def space(self, size: float) -> float:
        """Before it on a line."""
        _, run = self.parts[0]
        return advance(" ", run.face) * run.size(size)


def text(
    runs: Iterable[Run], room: float, size: float, right: bool = False, line: float = LINE
) -> Block:
    """Runs in lines of at most `room`, with a space from run to run; `right`: along the right."""
    return _set(tuple(runs), room, size, right, line)


@lru_cache(4096)
def _set(runs: tuple[Run, ...], room: float, size: float, right: bool, line: float) -> Block:
    """Kept, because the sheets of one property say much alike."""
    step = size * line * MM_PER_POINT
    pieces: list[Piece] = []
    lines = list(_lines(runs, room, size))
    for place, words in enumerate(lines):
        baseline = step * (place + 0.5) + size * 0.36 * MM_PER_POINT
        spaces = sum(word.space(size) for word in words[1:])
        left = room - sum(word.width for word in words) - spaces if right else 0.0
        pieces += _pieces(words, left, baseline, size)
    return Block(step * len(lines), tuple(pieces))


def natural(runs: Iterable[Run], size: float) -> float:
    """How wide the runs are on one line."""
    whole, _ = _spans(tuple(runs), size)
    return whole


def least(runs: Iterable[Run], size: float) -> float:
    """How wide their longest word is."""
    _, longest = _spans(tuple(runs), size)
    return longest


@lru_cache(4096)
def _spans(runs: tuple[Run, ...], size: float) -> tuple[float, float]:
    words = list(_words(runs, size))
    spaces = sum(word.space(size) for word in words[1:])
    widths = [word.width for word in words]
    return sum(widths) + spaces, max(widths, default=0.0)


def beside(parts: Iterable[tuple[float, Block]]) -> Block:
    """Blocks side by side, each so far from the left."""
    return _joined((left, 0.0, block) for left, block in parts)


def stacked(blocks: Iterable[Block]) -> Block:
    """Blocks below each other, never parted."""
    placed, top = [], 0.0
    for block in blocks:
        top += block.above if placed else 0.0
        placed.append((0.0, top, block))
        top += block.height
    return _joined(placed)


def _joined(placed: Iterable[tuple[float, float, Block]]) -> Block:
    pieces: list[Piece] = []
    bars: list[Bar] = []
    height = 0.0
    for left, top, block in placed:
        moved = left or top
        pieces += (each.moved(left, top) for each in block.pieces) if moved else block.pieces
        bars += (each.moved(left, top) for each in block.bars) if moved else block.bars
        height = max(height, top + block.height)
    return Block(height, tuple(pieces), tuple(bars))


def in_two(
    blocks: Sequence[Block], most: float, taken: float = 0.0
) -> tuple[list[Block], list[Block]] | None:
    """The blocks in two columns, about equally high and none higher than `most`; so much of the
    second is `taken`. None if they do not fit."""
    cuts = {
        cut: max(heights)
        for cut, heights in enumerate(_heights(blocks, taken))
        if max(heights) <= most and not (0 < cut < len(blocks) and blocks[cut - 1].binds)
    }
    if not cuts:
        return None
    whole = {cut for cut in cuts if cut == len(blocks) or blocks[cut].begins}
    best = min(cuts, key=lambda cut: cuts[cut] + (0.0 if cut in whole else _PARTED))
    rest = blocks[best:]
    again = [rest[0].head] if rest and rest[0].head else []
    return list(blocks[:best]), [*again, *rest]


def _heights(blocks: Sequence[Block], taken: float) -> Iterator[tuple[float, float]]:
    """Of both columns, if the second begins with the first block, the next, …, with none."""
    total = sum(block.above + block.height for block in blocks)
    left = 0.0
    for place, block in enumerate(blocks):
        saved = 0.0 if taken else block.above
        head = block.head.height - block.above if block.head else -saved
        yield left, taken + total - left - (blocks[0].above if left else 0.0) + head
        left += block.height + (block.above if place else 0.0)
    yield left, taken


def _words(runs: Iterable[Run], size: float) -> Iterator[_Word]:
    waiting: _Word | None = None
    for run in runs:
        per_word = run.size(size)
        for place, word in enumerate(_split(run.words)):
            width = advance(word, run.face) * per_word
            if waiting and run.tied and not place:
                width += waiting.width + _tie(size)
                waiting = _Word((*waiting.parts, (word, run)), width)
                continue
            if waiting:
                yield waiting
            waiting = _Word(((word, run),), width)
    if waiting:
        yield waiting


@lru_cache(8192)
def _split(words: str) -> tuple[str, ...]:
    return tuple(filter(None, drawable(words).split(" ")))


def _tie(size: float) -> float:
    """Between a figure and the mark that is tied to it."""
    return size * 0.22 * MM_PER_POINT


def _lines(runs: Iterable[Run], room: float, size: float) -> Iterator[list[_Word]]:
    line: list[_Word] = []
    across = 0.0
    for word in _words(runs, size):
        for part in _broken(word, room, size):
            wider = across + part.space(size) + part.width if line else part.width
            if line and wider > room + 1e-6:
                yield line
                line, wider = [], part.width
            line.append(part)
            across = wider
    if line:
        yield line


def _broken(word: _Word, room: float, size: float) -> Iterator[_Word]:
    """The word itself, or parts of it that fit a line."""
    if word.width <= room:
        yield word
        return
    for letters, run in word.parts:
        for part in _fitting(letters, run, room, size):
            yield _Word(((part, run),), advance(part, run.face) * run.size(size))


def _fitting(letters: str, run: Run, room: float, size: float) -> Iterator[str]:
    start, across, best = 0, 0.0, 0
    for place, letter in enumerate(letters):
        across += advance(letter, run.face) * run.size(size)
        if across > room and place > start:
            end = best if best > start + (place - start) // 2 else place
            yield letters[start:end]
            start = end
            kept = letters[start : place + 1]
            across = sum(advance(each, run.face) for each in kept) * run.size(size)
        if letter in _BREAKS:
            best = place + 1
    yield letters[start:]


def _pieces(words: list[_Word], left: float, baseline: float, size: float) -> Iterator[Piece]:
    """A line: the words of a run become one piece, so that they are one text in a file."""
    said: list[str] = []
    look: Run | None = None
    start = at = left
    for place, word in enumerate(words):
        for part, (letters, run) in enumerate(word.parts):
            gap = _tie(size) if part else word.space(size) if place else 0.0
            if run is not look:
                if look is not None:
                    yield _piece(look, " ".join(said), start, baseline, size)
                said, look, start = [], run, at + gap
            said.append(letters)
            at += gap + advance(letters, run.face) * run.size(size)
    if look is not None:
        yield _piece(look, " ".join(said), start, baseline, size)


def _piece(run: Run, said: str, left: float, baseline: float, size: float) -> Piece:
    return Piece(left, baseline, said, run.size(size), run.face, run.color, run.url)
