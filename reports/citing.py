"""Sources on paper: numbers at the figures, and a list of what the numbers mean."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import count, takewhile
from urllib.parse import quote

from dossiers.parts import Event, Fact, Link, Proof, Row, Section
from i18n import Translator
from layers.vocabulary import LEVELS
from reports.canvas import QUIET
from reports.setting import Run

MARK = 0.82
"""Size of a mark, in sizes of the text."""
_SPACE = "\u00a0"
_COMMA = f",{_SPACE}"
_SAFE = "%/:?#[]@!$&'()*+,;=~"


@dataclass
class Register:
    """The sources that are cited so far, in the order in which they were first."""

    t: Translator
    level: str = ""
    """Token of the confidence that a mark does not tell, because most figures have it."""
    sources: dict[str, int] = field(default_factory=dict)
    """Their numbers."""

    def copy(self) -> "Register":
        """Another that knows the same and is written into for a trial."""
        return replace(self, sources=dict(self.sources))

    def proof(self, proof: Proof | None) -> list[Run]:
        """The mark at a figure, tied to it; nothing where there is no proof."""
        if proof is None or not proof.sources:
            return []
        level = "" if proof.confidence == self.level else self.t(LEVELS[proof.confidence])
        return self.mark(proof.sources, level)

    def mark(self, sources: Iterable[str], level: str = "") -> list[Run]:
        """The mark at words that rest on these sources; how sure they are, if that is told."""
        return [_mark(sorted({self.add(source) for source in sources}), level)]

    def link(self, link: Link) -> list[Run]:
        """The mark at words that lead to an address: paper cannot be clicked."""
        return self.mark([link.url]) if link.url else []

    def add(self, source: str) -> int:
        """The number of a source."""
        return self.sources.setdefault(source, len(self.sources) + 1)


def commonest_level(sections: Iterable[Section]) -> str:
    """The confidence of most figures; empty if there are none."""
    proofs = (each.proof for section in sections for each in _proven(section))
    levels = Counter(proof.confidence for proof in proofs if proof)
    return max(levels, key=levels.__getitem__, default="")


def _proven(section: Section) -> tuple[Fact | Event | Row, ...]:
    rows = section.table.rows if section.table else ()
    return (*section.facts, *section.events, *rows)


def cited(source: str) -> list[Run]:
    """A source as it is read; the addresses in it lead there where the file is clicked."""
    return [Run(word, url=_address(word)) for word in source.split()]


def _address(word: str) -> str:
    return quote(word, safe=_SAFE) if word.startswith(("http:", "https:")) else ""


def _mark(numbers: list[int], level: str) -> Run:
    """[1], [1, 4] or [1–3, 5: low]. Its spaces do not break."""
    said: list[str] = []
    rest = numbers
    while rest:
        steps = zip(rest, count(rest[0]), strict=False)
        row = [number for number, _ in takewhile(lambda pair: pair[0] == pair[1], steps)]
        said += [f"{row[0]}–{row[-1]}"] if len(row) > 2 else map(str, row)
        rest = rest[len(row) :]
    words = _COMMA.join(said) + (f":{_SPACE}{level}" if level else "")
    return Run(f"[{words}]", color=QUIET, scale=MARK, tied=True)
