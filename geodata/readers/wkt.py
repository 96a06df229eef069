"""Geometries as well-known text in the cells of a table, strictly read.

Points, lines, polygons and several of one kind; nothing that nests. What PostGIS writes before it
(SRID=28413;) declares the system, if all rows say the same.
"""

import re
from collections.abc import Callable, Sequence

import shapely
from shapely.geometry.base import BaseGeometry

from geodata import settings
from geodata.contract import shortened
from geodata.problems import Problem
from geodata.readers.columns import WKT
from geodata.readers.tabular import Line, refused

_KINDS = frozenset(
    ("POINT", "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON")
)
_TOO_LONG = re.compile(r"[0-9]{31}|[eE][+-]?[0-9]{3}")
_BODY = re.compile(r"\([0-9eE+\-., ()\s]*\)\s*")

Named = Callable[[Line], str | None]


def geometries(
    form: str, rows: Sequence[Line], place: int, name: Named
) -> tuple[list[tuple[Line, BaseGeometry]], list[Problem], str]:
    """The rows with a geometry, what is wrong with the others, and the system that all declare.

    Raises ContractError: too_many_vertices.
    """
    texts = [str(line[1][place]) for line in rows]
    if sum(text.count(",") + 1 for text in texts) > settings.MAX_VERTICES:
        raise refused(form, "too_many_vertices", settings.MAX_VERTICES)
    declared = _declared(texts)
    found: list[tuple[Line, BaseGeometry]] = []
    problems: list[Problem] = []
    dropped = {"height_dropped": 0, "measure_dropped": 0}
    for line, text in zip(rows, texts, strict=True):
        code = _wrong(text, declared)
        geometry, closed = (None, False) if code else _parsed(text)
        if geometry is not None and _is_flat(geometry):
            geometry, code = None, "too_few_points"
        if geometry is None:
            value = shortened(text) or None
            problems.append(Problem(code or "not_numbers", line[0], name(line), value=value))
            continue
        if closed:
            problems.append(Problem("closed", line[0], name(line)))
        dropped["height_dropped"] += bool(shapely.has_z(geometry))
        dropped["measure_dropped"] += bool(shapely.has_m(geometry))
        found.append((line, shapely.force_2d(geometry)))
    problems += [Problem(code, value=str(count)) for code, count in dropped.items() if count]
    return found, problems, f"EPSG:{declared}" if declared else ""


def _declared(texts: Sequence[str]) -> str:
    """The first SRID that a row names; 0 is PostGIS's word for none."""
    named = (WKT.match(text) for text in texts if text[:6].strip().upper().startswith("SRID"))
    return next((found[1] for found in named if found and int(found[1] or 0)), "")


def _wrong(text: str, declared: str) -> str:
    """The code of why a text is not read; empty if it may be."""
    if not text:
        return "no_geometry"
    start = WKT.match(text)
    if start is None:
        return "not_numbers"
    if start[2].upper() not in _KINDS:
        return "collection" if start[2].upper() == "GEOMETRYCOLLECTION" else "not_read"
    if (start[1] or "").lstrip("0") != declared.lstrip("0"):
        return "unknown_system"
    if start[4] != "(":
        return "no_geometry"
    sound = _BODY.fullmatch(text, start.start(4)) and not _TOO_LONG.search(text)
    return "" if sound else "not_numbers"


def _is_flat(geometry: BaseGeometry) -> bool:
    """Whether an outline has no area, or a line no length: points are missing."""
    if shapely.get_dimensions(geometry) == 2:
        return float(shapely.area(geometry)) == 0
    return shapely.get_dimensions(geometry) == 1 and float(shapely.length(geometry)) == 0


def _parsed(text: str) -> tuple[BaseGeometry | None, bool]:
    """The geometry, and whether a ring of it had to be closed."""
    bare = text[WKT.match(text).start(2) :]  # type: ignore[union-attr]
    geometry = shapely.from_wkt(bare, on_invalid="ignore")
    if geometry is not None:
        return geometry, False
    mended = shapely.from_wkt(bare, on_invalid="fix")
    return mended, True
