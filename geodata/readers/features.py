"""From a table to its places, in the numbers and the order of axes of the file.

One place a row, or one object of several rows. A row that cannot be read keeps its whole object
off: an outline without one of its corners is another outline.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata import settings
from geodata.contract import shortened
from geodata.coordinates.spelling import angle, number, pair
from geodata.problems import ContractError, Problem
from geodata.readers import wkt
from geodata.readers.brought import NOTICES, Answers, Reading, Written
from geodata.readers.columns import SHAPES, WHOLE, Cell, Column, columns_of, question_of, turn
from geodata.readers.tabular import Line, Table, refused

_TITLES = ("title", "object", "order")
"""Roles of a column that a place is called by, the likeliest first."""

Places = dict[int, tuple[float, float]]
"""Of each row that can be read its x and y."""


@dataclass(frozen=True)
class Choice:
    """The columns of a table by what they hold."""

    held: tuple[Column, ...]
    """x and y, or the one that holds both."""
    gathered: Column | None
    """The object that a row is a vertex of; None where there is a shape and it is of all rows."""
    shape: str
    """line, polygon, or empty for points."""
    title: Column | None
    columns: tuple[Column, ...]

    def name(self, line: Line) -> str | None:
        """What a row is called, as a problem shows it."""
        return shortened(self._called(line)) or None

    def _called(self, line: Line) -> str:
        return said(line[1][self.title.place]) if self.title else ""

    def feature(self, line: Line, geometry: BaseGeometry) -> Written:
        """A row with its geometry and the texts of all other columns."""
        own = {column.place for column in self.held}
        texts = {
            column.name: said(line[1][column.place])
            for column in self.columns
            if column.place not in own and line[1][column.place] != ""
        }
        return Written(line[0], self._called(line), geometry, texts)


def read_table(form: str, table: Table, answers: Answers, encoding: str = "") -> Reading:
    """The places of a table, or the question which columns hold them.

    Raises ContractError: no_features, no_coordinates, too_many_features, too_many_vertices.
    """
    if not table.rows:
        raise ContractError(form, [*table.problems, Problem("no_features")])
    columns = tuple(columns_of(table.names, table.rows))
    chosen = answers.columns if _is_of(answers.columns, table) else None
    if chosen is None:
        question = question_of(columns, _objects(table, columns), table.titled)
        if not question.candidates:
            raise refused(form, "no_coordinates")
        if len(question.candidates) > 1 or question.evidence == "not_named":
            return Reading(form, questions=(question,), encoding=encoding)
        chosen = tuple(question.candidates[0].token.split("\t"))
    written, problems, declared = _written(form, table, _choice(columns, chosen))
    if len(written) > settings.MAX_FEATURES:
        raise refused(form, "too_many_features", settings.MAX_FEATURES)
    told = _told([*table.problems, *problems])
    return Reading(form, tuple(written), declared, problems=told, encoding=encoding)


def said(cell: Cell) -> str:
    """A cell as plain text: 5, not 5.0."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return cell.replace("\0", "")


def _is_of(answer: tuple[str, ...], table: Table) -> bool:
    """Whether an answer is one of this table."""
    names = answer[:-1] if len(answer) > 2 and answer[-1] in SHAPES else answer
    if len(names) < len(answer) and names[-1] == WHOLE:
        return _is_of(names[:-1], table)
    right = len(names) == len(answer) - (len(answer) > 2) and 0 < len(names) <= 3
    return right and set(names) <= set(table.names) and len(set(names)) == len(names)


def _choice(columns: tuple[Column, ...], chosen: tuple[str, ...]) -> Choice:
    by_name = {column.name: column for column in columns}
    shape = chosen[-1] if len(chosen) > 2 else ""
    held = tuple(by_name[name] for name in (chosen[:-2] if shape else chosen))
    if shape and chosen[-2] == WHOLE:
        return Choice(held, None, shape, None, columns)
    gathered = by_name[chosen[-2]] if shape else None
    titles = [
        each for role in _TITLES for each in columns if role in each.roles and each not in held
    ]
    return Choice(held, gathered, shape, gathered or (titles[0] if titles else None), columns)


def _objects(table: Table, columns: Sequence[Column]) -> dict[str, bool]:
    """Columns that gather rows to objects, and whether the outline of the first one closes; WHOLE
    where the table looks like the corners of one."""
    found = {}
    for column in columns:
        if "object" not in column.roles or column.kind not in {"number", "text"}:
            continue
        groups = _grouped(table.rows, column.place)
        if groups and len(table.rows) >= 2 * len(groups):
            found[column.name] = _closes(next(iter(groups.values())), columns)
    closes = _closes(table.rows, columns)
    if closes or (len(table.rows) > 2 and _only_numbers_its_rows(columns)):
        found[WHOLE] = closes
    return found


def _only_numbers_its_rows(columns: Sequence[Column]) -> bool:
    """Whether nothing stands beside the coordinates but the numbers of the corners."""
    beside = [each for each in columns if not each.measured and each.kind not in {"pair", "blank"}]
    return bool(beside) and all("order" in each.roles for each in beside)


def _closes(rows: Sequence[Line], columns: Sequence[Column]) -> bool:
    """Whether the first and the last of some rows lie at the same place, and others elsewhere."""
    places = [each.place for each in columns if each.measured or each.kind == "pair"]
    if len(rows) <= 3:
        return False
    first, second, last = ([line[1][at] for at in places] for line in (*rows[:2], rows[-1]))
    return first == last != second


def _grouped(rows: Iterable[Line], place: int) -> dict[Cell, list[Line]]:
    groups: dict[Cell, list[Line]] = {}
    for line in rows:
        if line[1][place] != "":
            groups.setdefault(line[1][place], []).append(line)
    return groups


def _written(form: str, table: Table, choice: Choice) -> tuple[list[Written], list[Problem], str]:
    if len(choice.held) == 1 and choice.held[0].kind == "wkt":
        found, problems, declared = wkt.geometries(
            form, table.rows, choice.held[0].place, choice.name
        )
        return [choice.feature(*each) for each in found], problems, declared
    places, problems = _places(table.rows, choice)
    if choice.shape:
        written, more = _shaped(table.rows, places, choice)
        return written, [*problems, *more], ""
    lines = [line for line in table.rows if line[0] in places]
    points = shapely.points(np.array(list(places.values())).reshape(-1, 2))
    return [choice.feature(*each) for each in zip(lines, points, strict=True)], problems, ""


def _places(rows: Sequence[Line], choice: Choice) -> tuple[Places, list[Problem]]:
    if len(choice.held) == 1:
        return _of_both(rows, choice, choice.held[0])
    places: Places = {}
    problems: list[Problem] = []
    for line in rows:
        cells = [line[1][column.place] for column in choice.held]
        if cells == ["", ""]:
            problems.append(Problem("no_geometry", line[0], choice.name(line)))
            continue
        numbers = [_along(cell, axis) for cell, axis in zip(cells, ("we", "sn"), strict=True)]
        wrong = next((at for at, each in enumerate(numbers) if isinstance(each, str)), None)
        if wrong is None:
            places[line[0]] = (numbers[0], numbers[1])  # type: ignore[assignment]
            continue
        column, value = choice.held[wrong].name, shortened(said(cells[wrong])) or None
        code = str(numbers[wrong])
        problems.append(Problem(code, line[0], choice.name(line), shortened(column), value))
    return places, problems


def _along(cell: Cell, hemispheres: str) -> float | str:
    """The coordinate in a cell, or the code of why there is none: a latitude among longitudes."""
    if isinstance(cell, float):
        return cell
    if (plain := number(cell)) is not None:
        return plain
    written = angle(cell)
    if written is None:
        return "not_numbers"
    return written.degrees if written.hemisphere in hemispheres else "swapped"


def _of_both(rows: Sequence[Line], choice: Choice, column: Column) -> tuple[Places, list[Problem]]:
    """Of a column with two coordinates in a cell. Where one row says which comes first, all others
    have them in the same order; where rows contradict each other, those that say nothing are left
    out."""
    problems: list[Problem] = []
    known: Places = {}
    open_: Places = {}
    orders: set[bool] = set()
    for line in rows:
        cell = said(line[1][column.place])
        found = pair(cell) if cell else None
        if found is None:
            code = "not_numbers" if cell else "no_geometry"
            value = shortened(cell) or None
            problems.append(Problem(code, line[0], choice.name(line), column.name, value))
        elif found.known:
            orders.add(found.north_first)
            known[line[0]] = (found.x, found.y)
        else:
            open_[line[0]] = (found.x, found.y)
    if len(orders) > 1:
        problems += [Problem("swapped", row, None, column.name) for row in open_]
        open_ = {}
    numbers = np.array(list(open_.values())).reshape(-1, 2)
    if orders == {True} or (not orders and turn(numbers[:, 0], numbers[:, 1])):
        open_ = {row: (y, x) for row, (x, y) in open_.items()}
    both = known | open_
    return {line[0]: both[line[0]] for line in rows if line[0] in both}, problems


def _shaped(
    rows: Sequence[Line], places: Places, choice: Choice
) -> tuple[list[Written], list[Problem]]:
    """The rows of each object as the vertices of its line or of its outline."""
    written: list[Written] = []
    problems: list[Problem] = []
    groups: dict[Cell, list[Line]] = {WHOLE: list(rows)}
    if choice.gathered is not None:
        at = choice.gathered.place
        problems = [Problem("no_geometry", line[0]) for line in rows if line[1][at] == ""]
        groups = _grouped(rows, at)
    order = next((each for each in choice.columns if "order" in each.roles), None)
    for lines in groups.values():
        first = lines[0]
        if any(line[0] not in places for line in lines):
            problems.append(Problem("vertex_missing", first[0], choice.name(first)))
            continue
        vertices = np.array([places[line[0]] for line in _in_order(lines, order)])
        is_closed = bool((vertices[0] == vertices[-1]).all())
        if choice.shape == "polygon" and not is_closed:
            problems.append(Problem("closed", first[0], choice.name(first)))
            vertices = np.concatenate([vertices, vertices[:1]])
        different = len(np.unique(vertices, axis=0))
        if different < (3 if choice.shape == "polygon" else 2):
            problems.append(
                Problem("too_few_points", first[0], choice.name(first), value=str(different))
            )
            continue
        make = shapely.polygons if choice.shape == "polygon" else shapely.linestrings
        written.append(choice.feature(first, make(vertices)))
    return written, problems


def _in_order(lines: Sequence[Line], order: Column | None) -> Sequence[Line]:
    """By the number of the vertex where every row has its own; else as they stand."""
    if order is None:
        return lines
    numbers = [number(said(line[1][order.place])) for line in lines]
    if None in numbers or len(set(numbers)) < len(numbers):
        return lines
    return [line for _, line in sorted(zip(numbers, lines, strict=True), key=lambda each: each[0])]


def _told(problems: Sequence[Problem]) -> tuple[Problem, ...]:
    """What keeps rows off before what was done with others, where there is too much to tell."""
    wrong = [each for each in problems if each.code not in NOTICES]
    noticed = [each for each in problems if each.code in NOTICES]
    told = [*wrong, *noticed][: settings.MAX_PROBLEMS]
    return tuple(sorted(told, key=lambda problem: problem.row or 0))
