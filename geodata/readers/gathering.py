"""What a reader gathers of a file: its features, what was wrong with them, within the limits.

The limits hold while a file is read, so that a hostile one is given up early. Geometry is
two-dimensional, in the numbers and the order of axes of the file.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geodata import settings
from geodata.contract import shortened
from geodata.problems import ContractError, Problem
from geodata.readers.brought import Question, Reading, Written
from geodata.readers.texts import as_text, legible, name_of

Positions = NDArray[np.float64]
"""One position a row; x and y are the first two columns."""


_UNREAD = 5
"""Things that are not read for each that may be."""

_FARTHEST = 1e12
"""Ten times around the Earth in millimetres, with the number of a zone before it."""

_MANY = {
    "Point": shapely.multipoints,
    "LineString": shapely.multilinestrings,
    "Polygon": shapely.multipolygons,
}
"""How several of a kind are made one."""


class Unreadable(Exception):
    """One feature that cannot be read; the file goes on."""

    def __init__(self, code: str, value: Any = None) -> None:
        super().__init__(code)
        self.code = code
        self.value = value


class Row:
    """One feature while it is read: makes its geometry, remembers what was done to it."""

    def __init__(self, gathering: "Gathering", number: int) -> None:
        self._gathering = gathering
        self.number = number
        self.closed = False
        self.height = False
        self.measure = False
        self.left_out = 0
        """Parts of it that are nothing by themselves."""

    def point(self, positions: Positions) -> BaseGeometry:
        """The one position as a point. Raises Unreadable, as all that follow."""
        return shapely.points(self._checked(positions, 1)[0])

    def points(self, positions: Positions) -> BaseGeometry | None:
        """Any number of positions as points."""
        return together([shapely.multipoints(self._checked(positions, 1))])

    def line(self, positions: Positions) -> BaseGeometry:
        """Two positions at least, not all the same."""
        checked = self._checked(positions, 2)
        if (checked == checked[0]).all():
            raise Unreadable("too_few_points", len(checked))
        return shapely.linestrings(checked)

    def polygon(self, rings: Sequence[Positions]) -> BaseGeometry:
        """The outline and its holes, in whatever direction they run (RFC 7946, 3.1.6).

        A ring that is not closed is closed, with a notice: it adds no position, and nothing else
        can be meant.
        """
        if not rings:
            raise Unreadable("too_few_points", 0)
        outline, *holes = map(self.ring, rings)
        return shapely.Polygon(outline, holes)

    def make_room(self, number: int) -> None:
        """Raises ContractError if so many positions are too many, before they are computed."""
        if number > settings.MAX_VERTICES:
            self._gathering.count_vertices(number)

    def ring(self, positions: Positions) -> Positions:
        """One closed ring of at least three places."""
        ring = self._checked(positions, 3)
        if (ring[0] != ring[-1]).any():
            self.closed = True
            ring = np.concatenate([ring, ring[:1]])
        if len(set(map(tuple, ring.tolist()))) < 3:
            raise Unreadable("too_few_points", len(ring))
        return ring

    def _checked(self, positions: Positions, least: int) -> Positions:
        self._gathering.count_vertices(len(positions))
        if len(positions) < least:
            raise Unreadable("too_few_points", len(positions))
        check_finite(positions[:, :2])
        self.height = self.height or positions.shape[1] > 2
        return positions[:, :2]


def check_finite(positions: Positions) -> None:
    """Raises Unreadable where a number is none, or so large that reckoning with it overflows."""
    sound = np.abs(positions) < _FARTHEST  # of what is no number nothing is true
    if not sound.all():
        wrong = positions[~sound.all(axis=1)][0]
        raise Unreadable("not_finite", ", ".join(map(str, wrong.tolist())))


def together(parts: Sequence[BaseGeometry]) -> BaseGeometry | None:
    """Parts of one kind as one geometry; None of none. Raises Unreadable where kinds are mixed."""
    if len(parts) == 1 and parts[0].geom_type in _MANY:
        return parts[0]
    single = [piece for part in parts for piece in shapely.get_parts(part)]
    kinds = {piece.geom_type for piece in single}
    if len(kinds) > 1:
        raise Unreadable("collection", ", ".join(sorted(kinds)))
    if len(single) < 2:
        return single[0] if single else None
    return _MANY[kinds.pop()](single)


class Gathering:
    """All that is gathered of one file."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._rows = 0
        self._vertices = 0
        self._written: list[Written] = []
        self._problems: list[Problem] = []
        self._notices: list[Problem] = []
        self._columns: set[str] = set()
        self._dropped: Counter[str] = Counter()
        self._unread: Counter[str] = Counter()

    def row(self) -> Row:
        """The next feature. Raises ContractError past MAX_FEATURES."""
        self._rows += 1
        if self._rows > settings.MAX_FEATURES:
            raise self.refused("too_many_features", settings.MAX_FEATURES)
        return Row(self, self._rows)

    def count_vertices(self, number: int) -> None:
        """Count positions before anything is made of them. Raises ContractError past the limit."""
        self._vertices += number
        if self._vertices > settings.MAX_VERTICES:
            raise self.refused("too_many_vertices", settings.MAX_VERTICES)

    def count_columns(self, names: Iterable[str]) -> None:
        """Raises ContractError past MAX_COLUMNS."""
        self._columns.update(names)
        if len(self._columns) > settings.MAX_COLUMNS:
            raise self.refused("too_many_columns", settings.MAX_COLUMNS)

    def refused(self, code: str, value: Any = None) -> ContractError:
        """The file as a whole, refused."""
        return ContractError(self._form, [Problem(code, value=_value(value))])

    def add(
        self,
        row: Row,
        geometry: BaseGeometry | None,
        properties: Mapping[str, Any],
        name: str = "",
        otherwise: str = "",
    ) -> None:
        """Keep a feature that was read, with a notice of each thing that was done to it.

        It is called what the format calls it, what its properties call it, or else `otherwise`.
        """
        self.count_columns(properties)
        texts = {legible(key): as_text(value) for key, value in properties.items()}
        said = {key: text for key, text in texts.items() if text}
        name = legible(name) or name_of(said) or legible(otherwise)
        if row.closed:
            self.tell("closed", row.number, name)
        self._dropped["height_dropped"] += row.height
        self._dropped["measure_dropped"] += row.measure
        self._written.append(Written(row.number, name, geometry, said))

    def refuse(
        self, row: Row, code: str, value: Any = None, name: str = "", column: str | None = None
    ) -> None:
        """Keep a feature off, and say why."""
        if len(self._problems) < settings.MAX_PROBLEMS:
            problem = Problem(code, row.number, _value(name or None), column, _value(value))
            self._problems.append(problem)

    def tell(self, code: str, row: int | None, name: str = "", value: Any = None) -> None:
        """Say what was done, without keeping anything off."""
        if len(self._notices) < settings.MAX_PROBLEMS:
            self._notices.append(Problem(code, row, _value(name or None), None, _value(value)))

    def unread(self, kind: str) -> None:
        """Count something of a kind that is not read; told once a kind.

        Raises ContractError where there is more of it than any file of use has.
        """
        self._unread[kind if len(self._unread) < settings.MAX_PROBLEMS else "…"] += 1
        if self._unread.total() > _UNREAD * settings.MAX_FEATURES:
            raise self.refused("too_many_features", settings.MAX_FEATURES)

    def reading(
        self,
        *,
        declared: str = "",
        defined: bool = False,
        encoding: str = "",
        questions: tuple[Question, ...] = (),
    ) -> Reading:
        """The file as it is written, with what is to be said of it.

        Problems come before notices where there are too many to tell them all.
        """
        counted = [
            Problem("not_read", value=_value(f"{kind} × {count}"))
            for kind, count in self._unread.items()
        ]
        dropped = [
            Problem(code, value=str(count)) for code, count in self._dropped.items() if count
        ]
        told = [*self._problems, *dropped, *counted, *self._notices][: settings.MAX_PROBLEMS]
        problems = sorted(told, key=lambda problem: problem.row or 0)
        written = tuple(self._written)
        return Reading(self._form, written, declared, defined, tuple(problems), questions, encoding)


def _value(value: Any) -> str | None:
    return None if value is None else legible(str(shortened(value)))
