"""What a dossier is made of. It is words in one language; ui/ draws it on the screen, reports/ on
paper, so that both say the same.

Every text is plain: whoever draws it takes it through the gate of geodata/escape.py.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Proof:
    """Where a figure comes from, and how sure it is."""

    sources: tuple[str, ...]
    """URLs or citations, the most official one first."""
    confidence: str
    """A token: high, medium, low."""


@dataclass(frozen=True)
class Link:
    """Words that lead to the sheet of a place, to a position on the map of the page, or to an
    address on the internet."""

    words: str
    place: str = ""
    """Id of a place."""
    url: str = ""
    at: tuple[float, float] | None = None
    """Latitude and longitude."""


Cell = str | Link | tuple[str | Link, ...]
"""What stands in a cell of a table or beside a label; the members of a tuple are lines."""


@dataclass(frozen=True)
class Fact:
    """One thing that is known, or that is known to be blank."""

    label: str
    value: Cell
    proof: Proof | None = None
    """None for what is no figure of a source: a blank, or our own sum or distance."""


@dataclass(frozen=True)
class Row:
    """A row of a table; its first cell is its head."""

    cells: tuple[Cell, ...]
    proof: Proof | None = None
    id: str = ""
    """Id of the place that the row tells of, if it tells of one."""


@dataclass(frozen=True)
class Table:
    """Rows below their heads. Where any row has a proof, a last column leads to it."""

    caption: str
    """What is read out before the table; not seen."""
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    numbers: frozenset[int] = frozenset()
    """Columns of figures: they stand to the right."""


@dataclass(frozen=True)
class Event:
    """Something that happened on a day, in the order of time."""

    when: str
    """As it is read: 2016-10 is “October 2016”."""
    what: Cell
    number: str = ""
    """Of a decision."""
    proof: Proof | None = None


@dataclass(frozen=True)
class Section:
    """A part of a dossier under a heading of its own. What is empty is left out."""

    id: str
    """Anchor in the address."""
    title: str
    warnings: tuple[str, ...] = ()
    """Sentences that must be read before the figures."""
    said: tuple[str, ...] = ()
    """Paragraphs."""
    facts: tuple[Fact, ...] = ()
    events: tuple[Event, ...] = ()
    table: Table | None = None
    below: Table | None = None
    """A second table, its caption seen as a heading; one sheet of paper may leave it out."""
    points: tuple[Cell, ...] = ()
    """A list, one point each."""
    notes: tuple[str, ...] = ()
    """Sentences in small letters below."""


@dataclass(frozen=True)
class Dossier:
    """All that is told of one place."""

    id: str
    title: str
    kind: str
    """What it is: the layer, and its number."""
    summary: str
    warnings: tuple[str, ...]
    sections: tuple[Section, ...]
    places: tuple[str, ...] = ()
    """Ids of those that its map shows; none: the one that it tells of."""
    address: str = ""
    """Of its page, if that is not the sheet of the place."""
