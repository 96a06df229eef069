"""What a reader makes of a file, and what the user is asked before anything is placed.

bytes + Answers ──reader──▶ Reading (as written) ──place──▶ Brought (EPSG:4326, or questions)
"""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from shapely.geometry.base import BaseGeometry

from geodata.problems import Problem
from geodata.settings import MAX_PROBLEMS

if TYPE_CHECKING:  # the process that reads a file does without tables
    import geopandas as gpd

NOTICES = frozenset(
    {
        "height_dropped",
        "measure_dropped",
        "mended",
        "closed",
        "crs_named",
        "not_read",
        "no_geometry",
    }
)
"""Codes of problems that tell what was done with a row; all others keep it off the map."""


@dataclass(frozen=True)
class Answers:
    """What the user has answered so far. Empty: not asked yet, or nothing to ask."""

    member: str = ""
    """Which file of an archive, or which layer of a file."""
    encoding: str = ""
    """A token of `encodings.ENCODINGS`."""
    columns: tuple[str, ...] = ()
    """Of a table: the columns of x and y in that order, or the one column that holds both. Of a
    list of vertices also the column that names the object, and what it is: line or polygon."""
    system: str = ""
    """A code of `systems.SYSTEMS`: EPSG:28413."""
    swapped: bool | None = None
    """Whether the axes of the file are to be changed over."""
    mend: bool = False
    """Whether outlines that cross themselves are to be mended."""


@dataclass(frozen=True)
class Candidate:
    """One answer that a question can have, and what would follow from it."""

    token: str
    """What goes into Answers: an encoding, a member's name, a system's code, "yes" or "no"."""
    sample: str = ""
    """A text of the file as it would be read; the names of columns; plain text, from data."""
    position: tuple[float, float] | None = None
    """Where the first place of the file would lie: longitude and latitude, WGS 84."""
    likely: bool = False
    """Whether the evidence speaks for it. Several may be likely; the order is by evidence."""


@dataclass(frozen=True)
class Question:
    """What must be known before the file can be placed."""

    about: str
    """A token: member, encoding, columns, system, axes."""
    candidates: tuple[Candidate, ...]
    evidence: str = ""
    """A token of why it is asked: see `dossiers.questions`."""


@dataclass(frozen=True)
class Written:
    """One feature as it stands in the file."""

    row: int
    """Its number in the file, from 1: line, feature, placemark, entity."""
    name: str
    geometry: BaseGeometry | None
    """In the numbers and the order of axes of the file; two-dimensional."""
    properties: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A file as it is written: nothing is placed yet."""

    form: str
    """A token of `forms.FORMS`: geojson, kml, gpx, shapefile, gpkg, dxf, csv, xlsx."""
    written: tuple[Written, ...] = ()
    declared: str = ""
    """The coordinate system as the file names it: an EPSG code or WKT; empty if it says nothing."""
    defined: bool = False
    """Whether the format itself lays the system down (KML, GPX, GeoJSON: WGS 84)."""
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    """Where there are any, nothing else is to be trusted yet."""
    encoding: str = ""
    """How the texts were read, a token of `encodings.ENCODINGS`; empty where it cannot be else."""


@dataclass(frozen=True)
class Placement:
    """How the positions of a file came to WGS 84."""

    system: str
    """Code of the file's system: EPSG:28413."""
    basis: str
    """A token of how it is known: format (laid down), declared (by the file), confirmed (by the
    user)."""
    operation: str
    """Name and code of the transformation; empty where none was needed."""
    accuracy_m: float
    """What the transformation may be off by, metres; 0 where none was needed."""


@dataclass(frozen=True)
class Brought:
    """A file that was brought: placed, or with the questions that must be answered first."""

    name: str
    """What its owner calls the file. From outside: never a path to open."""
    sha256: str
    form: str
    table: "gpd.GeoDataFrame | None"
    """EPSG:4326, index from 0; columns row, name, properties (dict), geometry (two-dimensional,
    never null or empty). None while a question is open or when nothing could be placed."""
    problems: tuple[Problem, ...] = ()
    questions: tuple[Question, ...] = ()
    placement: Placement | None = None
    encoding: str = ""
    answers: Answers = Answers()

    @property
    def lost(self) -> tuple[Problem, ...]:
        """Why something of the file is on no map: problems of rows that were not placed, be they
        notices, and of the file as a whole."""
        placed = self._placed
        return tuple(
            each
            for each in self.problems
            if (each.row is None and each.code not in NOTICES)
            or (each.row is not None and each.row not in placed and not self._is_title(each))
        )

    @property
    def unread(self) -> tuple[str, ...]:
        """Kinds of things that the file holds and that were not read, though they could be places;
        and that there are more remarks than are told."""
        placed = self._placed
        kinds = [
            each.value or ""
            for each in self.problems
            if each.code == "not_read" and (each.row is None or each.row in placed)
        ]
        more = ["…"] if len(self.problems) >= MAX_PROBLEMS else []
        return tuple([kind for kind in kinds if not _is_annotation(kind)] + more)

    def _is_title(self, problem: Problem) -> bool:
        """A line above the heading of a table that cannot be a position."""
        numbers = _LONG_NUMBER.findall(problem.value or "")
        return problem.code == "not_read" and self.form in {"csv", "xlsx"} and len(numbers) < 2

    @property
    def _placed(self) -> frozenset[int]:
        return frozenset() if self.table is None else frozenset(self.table["row"])


_ANNOTATIONS = frozenset(
    ("TEXT", "MTEXT", "DIMENSION", "LEADER", "MULTILEADER", "ATTDEF", "ATTRIB", "VIEWPORT")
)
"""Entities of a drawing that say something and are no place."""

_LONG_NUMBER = re.compile(r"\d[\d.,]{3,}")


def _is_annotation(kind: str) -> bool:
    """Also a column of a shapefile's table, of which only the texts are lost."""
    return kind.split(" × ")[0] in _ANNOTATIONS or kind.startswith(".dbf")
