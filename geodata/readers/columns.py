"""Which columns of a table hold the coordinates: by their names in three languages, by their cells.

What neither decides is asked. A choice of columns is written as they stand in `Answers.columns`:

    x, y                         points; x is the longitude or easting
    both                         points, from one column with two coordinates; or WKT
    x, y, object, line|polygon   the rows of an object are the vertices of its line or outline
    both, object, line|polygon   the same, from one column

An object without a name is the whole table: the list of corners of one plot, as acts have it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from math import isfinite

import numpy as np

from geodata.contract import shortened
from geodata.coordinates.spelling import NORTHINGS, Pair, angle, number, pair
from geodata.readers.brought import Candidate, Question
from geodata.settings import BROUGHT_EXTENT

Cell = str | float
"""A number of a workbook, or a text without blanks at its ends; empty where nothing is written."""

SHAPES = ("line", "polygon")
"""What the rows of one object make, besides points."""

WHOLE = ""
"""In the place of a column that gathers rows to objects: all of them are one."""

WKT = re.compile(r"\s*(?:SRID\s*=\s*([0-9]{1,6})\s*;)?\s*([A-Z]+)\s*(ZM|Z|M)?\s*(\(|EMPTY)", re.I)
"""The beginning of a geometry as well-known text, with the SRID that PostGIS puts before it."""

_SAMPLE = 300
_MOST = 0.6
_OPTIONS = 9
_NAMES = {
    "lat": "lat latitude широта шир ендік ендiк",
    "lon": "lon long lng longitude долгота долг бойлық",
    "north": "north northing север солтүстік",
    "east": "east easting восток шығыс",
    "x": "x х",
    "y": "y у",
    "title": "name title label название наименование имя атауы аты",
    "object": "object obj parcel plot polygon contour ring line track feature участок участка "
    "контур контура полигон полигона объект объекта линия линии зона зоны учаске учаскесі телім "
    "нысан контуры сызық id fid gid oid",
    "order": "order vertex seq sequence point точка точки точек вершина вершины нүкте нөмір номер "
    "no num пп",
}
_ROLES = {role: frozenset(words.split()) for role, words in _NAMES.items()}
_AREAL = _ROLES["object"] - frozenset(("object", "obj", "feature", "объект", "объекта", "нысан"))
_LINEAR = frozenset(("line", "track", "линия", "линии", "сызық"))
_COUNTED = frozenset(("id", "fid", "gid", "oid"))
"""What an object may be called by that says nothing of its shape."""


@dataclass(frozen=True)
class Column:
    """One column: its name and some of its cells."""

    name: str
    place: int
    cells: tuple[Cell, ...]
    """A sample of those that are not blank."""

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its name; a single N or E is a word of its own."""
        bare = self.name.casefold().strip(" .,:()")
        single = {"n": "north", "e": "east", "№": "order", "n п/п": "order", "№ п/п": "order"}
        return frozenset(re.findall(r"[^\W\d_]+", single.get(bare, bare)))

    @cached_property
    def roles(self) -> frozenset[str]:
        """What its name says that it holds: keys of the names."""
        return frozenset(role for role, words in _ROLES.items() if words & self.words)

    @cached_property
    def kind(self) -> str:
        """What most of its cells are: number, angle, pair, wkt, text, or blank."""
        kinds = Counter(map(kind_of, self.cells))
        if not kinds:
            return "blank"
        kinds["angle"] += kinds["number"] if kinds["angle"] else 0
        kind, count = kinds.most_common(1)[0]
        return kind if count >= _MOST * len(self.cells) else "text"

    @cached_property
    def direction(self) -> str:
        """north or east where the hemispheres of its angles say so."""
        found = {said.hemisphere for cell in self.cells if (said := angle(str(cell)))}
        if found and found <= {"n", "s"}:
            return "north"
        return "east" if found and found <= {"e", "w"} else ""

    @cached_property
    def values(self) -> np.ndarray:
        """Its numbers and angles, in the order of their size, the outermost tenths left out."""
        written = (coordinate(cell) for cell in self.cells)
        found = sorted(each for each in written if each is not None and isfinite(each))
        cut = len(found) // 10
        return np.array(found[cut : len(found) - cut])

    def within(self, least: float, most: float) -> bool:
        """Whether its values lie in a range; never if it has none."""
        return bool(len(self.values)) and least <= self.values[0] and self.values[-1] <= most

    @property
    def measured(self) -> bool:
        """Whether its values can be coordinates rather than a count."""
        return self.kind == "angle" or (
            self.kind == "number" and bool((self.values % 1 != 0).any() or self.within(1e5, 4e7))
        )


def kind_of(cell: Cell) -> str:
    """What one cell is: number, angle, pair, wkt or text."""
    if isinstance(cell, float) or number(cell) is not None:
        return "number"
    if (found := angle(cell)) is not None and found.marked:
        return "angle"
    if WKT.match(cell):
        return "wkt"
    found = pair(cell)
    return "pair" if found is not None and _is_place(found) else "text"


def _is_place(found: Pair) -> bool:
    """Whether two numbers in one cell are coordinates, and not the plots 12/5."""
    if not found.degrees:
        return True
    west, south, east, north = BROUGHT_EXTENT
    first, second = (found.y, found.x) if found.known else sorted((found.x, found.y))
    exact = found.known or found.x % 1 != 0 or found.y % 1 != 0
    return exact and south <= first <= north and west <= second <= east


def coordinate(cell: Cell) -> float | None:
    """The number or the angle in degrees that a cell holds."""
    if isinstance(cell, float):
        return cell
    if (found := number(cell)) is not None:
        return found
    written = angle(cell)
    return written.degrees if written else None


def columns_of(names: Sequence[str], rows: Sequence[tuple[int, Sequence[Cell]]]) -> list[Column]:
    """The columns of a table with a sample of their cells."""
    some = [cells for _, cells in rows[:: max(1, len(rows) // _SAMPLE)]]
    return [
        Column(name, place, tuple(row[place] for row in some if row[place] != ""))
        for place, name in enumerate(names)
    ]


def question_of(columns: Sequence[Column], closed: dict[str, bool], titled: bool) -> Question:
    """Which columns hold the coordinates, and whether the rows of an object belong together.

    `closed`: of each column that gathers several rows to an object, whether their first and last
    places agree; of WHOLE, where all rows can be one object. `titled`: whether the table has a
    header. With no candidate there are no coordinates; a single one need not be asked about, unless
    its evidence is "not_named": there is a header that does not speak of coordinates, and only the
    numbers look like some.
    """
    sure = [*_single(columns), *_named(columns)]
    likely = sure or _by_content(columns)
    options = likely or list(_adjacent(columns))
    candidates = [
        candidate
        for option in options[:_OPTIONS]
        for candidate in _shapes(option, columns, closed, likely=bool(likely))
    ]
    evidence = "several" if sure or not titled else "not_named"
    return Question("columns", tuple(candidates), evidence)


def _single(columns: Sequence[Column]) -> Iterator[tuple[Column, ...]]:
    for column in columns:
        if column.kind in {"wkt", "pair"}:
            yield (column,)


def _named(columns: Sequence[Column]) -> list[tuple[Column, ...]]:
    """Pairs by their names: of a lat_wgs84 and a lat_sk42 each with the longitude like it."""
    found = [
        each
        for east, north in (("lon", "lat"), ("east", "north"), ("x", "y"))
        for each in _pairs_named(columns, east, north)
    ]
    return list(dict.fromkeys(found))


def _pairs_named(
    columns: Sequence[Column], east: str, north: str
) -> Iterator[tuple[Column, Column]]:
    those = [_with_role(columns, role) for role in (east, north)]
    pairs = [(x, y) for x in those[0] for y in those[1] if x is not y]
    alike = [(x, y) for x, y in pairs if x.words - _ROLES[east] == y.words - _ROLES[north]]
    for x, y in alike or pairs:
        yield oriented(x, y) if east == "x" else (x, y)


def _with_role(columns: Sequence[Column], role: str) -> list[Column]:
    """Columns with a role that hold numbers; if none does, those that have no other name."""
    named = [each for each in columns if role in each.roles and "pair" != each.kind != "wkt"]
    fitting = [each for each in named if each.kind in {"number", "angle"}]
    return fitting or [each for each in named if each.kind == "text" and len(each.words) == 1]


def _by_content(columns: Sequence[Column]) -> list[tuple[Column, ...]]:
    """Pairs of columns whose numbers can be a place of the working area; neighbours first."""
    measured = [each for each in columns if each.measured]
    found = [
        oriented(first, second)
        for at, first in enumerate(measured)
        for second in measured[at + 1 :]
        if _go_together(first, second) or _go_together(second, first)
    ]
    return sorted(found, key=lambda two: abs(two[0].place - two[1].place))


def _go_together(north: Column, east: Column) -> bool:
    west, south, far, top = BROUGHT_EXTENT
    if north.within(south, top) and east.within(west, far):
        return north.direction != "east" and east.direction != "north"
    return north.within(*NORTHINGS) and east.within(1e5, 4e7)


def _adjacent(columns: Sequence[Column]) -> Iterator[tuple[Column, ...]]:
    """Where nothing fits: neighbours that hold numbers, for whoever knows better."""
    for first, second in pairwise(columns):
        if first.measured and second.measured:
            yield oriented(first, second)


def oriented(first: Column, second: Column) -> tuple[Column, Column]:
    """The column of x and that of y, where the letters say nothing: X is north in the zoned systems
    of Kazakhstan. Numbers that could be either stay in their order, and the system is asked."""
    turned = turn(first.values, second.values)
    if first.direction == "north" or second.direction == "east":
        turned = True
    elif first.direction == "east" or second.direction == "north":
        turned = False
    return (second, first) if turned else (first, second)


def turn(first: np.ndarray, second: np.ndarray) -> bool:
    """Whether numbers can only be northings before eastings, or latitudes before longitudes."""
    if not len(first) or not len(second):
        return False
    _, south, east, top = BROUGHT_EXTENT
    north, other = _all_in(first, *NORTHINGS), _all_in(second, *NORTHINGS)
    if north and not other:
        return _all_in(second, 1e5, 4e7)
    return _all_in(first, south, top) and _all_in(second, top, east)


def _all_in(values: np.ndarray, least: float, most: float) -> bool:
    return bool((values >= least).all() and (values <= most).all())


def _shapes(
    option: tuple[Column, ...], columns: Sequence[Column], closed: dict[str, bool], likely: bool
) -> Iterator[Candidate]:
    """The points of some columns, and what the rows of an object make of them."""
    names = [column.name for column in option]
    objects = [
        each
        for each in columns
        if each.name in closed and each not in option and option[0].kind != "wkt"
    ]
    whole = not objects and option[0].kind != "wkt" and WHOLE in closed
    yield _candidate(names, option, likely and not objects and not whole)
    for shape in SHAPES if whole else ():
        fits = shape == "polygon" and closed[WHOLE]
        yield _candidate([*names, WHOLE, shape], option, likely and fits)
    for each in objects:
        linear = not closed[each.name] and bool(each.words & _LINEAR)
        areal = closed[each.name] or (not linear and bool(each.words & (_AREAL - _COUNTED)))
        for shape, fits in zip(SHAPES, (linear, areal), strict=True):
            yield _candidate([*names, each.name, shape], option, likely and fits)


def _candidate(names: list[str], option: tuple[Column, ...], likely: bool) -> Candidate:
    first = " ; ".join(str(column.cells[0]) for column in option if column.cells)
    said = " · ".join(names)
    return Candidate("\t".join(names), str(shortened(f"{said}: {first}")), likely=likely)
