"""A file of boundaries for one screening: features with `feature_id`, `zone` and `accuracy_m`.

It is read as any file that is brought is (`geodata.readers`), so it asks what it does not say.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import shapely
from shapely.geometry import MultiPolygon

from geodata.contract import shortened
from geodata.office.exchange import from_geopackage
from geodata.office.records import ZONES, Boundary
from geodata.problems import ContractError, Problem
from geodata.readers.brought import NOTICES, Brought
from geodata.settings import MAX_PROBLEMS

LONGEST_ID = 100
_AREAL = ("Polygon", "MultiPolygon")
_TOLD = NOTICES - {"no_geometry", "not_read"}
"""What may be said of a row whose whole boundary is there."""


@dataclass(frozen=True)
class Line:
    """One zone of one place, as the file draws it."""

    feature_id: str
    zone: str
    """One of ZONES."""
    geometry: MultiPolygon
    """EPSG:4326."""
    accuracy_m: float | None
    """As stated and as transformed together; None: not stated, and then no verdict can be sure."""
    source: str


def of_exchange(name: str, data: bytes) -> tuple[Line, ...] | None:
    """The boundaries that hold in a GeoPackage that another office downloaded; None if it is none.

    Raises ContractError where it is one and does not keep its form.
    """
    if not data.startswith(b"SQLite format 3"):
        return None
    try:
        boundaries, _ = from_geopackage(data)
    except ContractError as error:
        if {each.code for each in error.problems} <= {"not_an_exchange", "damaged"}:
            return None  # another GeoPackage, which the readers know
        raise ContractError(name, list(error.problems)) from error
    held: dict[tuple[str, str], Boundary] = {}
    for each in sorted(boundaries, key=lambda each: datetime.fromisoformat(each.added)):
        if not each.removed:
            held[each.feature_id, each.zone] = each
    if not held:
        raise ContractError(name, [Problem("no_features")])
    return tuple(
        Line(each.feature_id, each.zone, each.geometry, each.passport.total_accuracy_m,
             _in_one_line(each.passport.act))
        for each in held.values()
    )  # fmt: skip


def of_brought(made: Brought) -> tuple[Line, ...]:
    """The zones of a file that was placed. Rows of the same place and zone are one zone.

    Raises ContractError with the problems of all rows: a boundary that is left out would be a
    place that nothing is said of.
    """
    problems = [each for each in made.problems if each.code not in _TOLD]
    found: dict[tuple[str, str], list[Line]] = {}
    rows = [] if made.table is None else made.table.to_dict("records")
    for row in rows:
        problems += _problems(row)
        if not problems:
            line = _line(row, made)
            found.setdefault((line.feature_id, line.zone), []).append(line)
    if problems or not found:
        problems.sort(key=lambda problem: problem.row or 0)
        raise ContractError(made.name, problems[:MAX_PROBLEMS] or [Problem("no_features")])
    return tuple(_joined(lines) for lines in found.values())


def _problems(row: dict[str, Any]) -> Iterator[Problem]:
    number, told = row["row"], row["properties"]
    identity = str(told.get("feature_id", "")).strip()
    if not identity:
        yield Problem("missing", number, column="feature_id")
    elif len(identity) > LONGEST_ID or not identity.isprintable():
        yield Problem("wrong_form", number, column="feature_id", value=shortened(identity))
    zone = str(told.get("zone", "")).strip()
    if not zone:
        yield Problem("missing", number, identity or None, "zone")
    elif zone not in ZONES:
        yield Problem("not_allowed", number, identity or None, "zone", shortened(zone))
    if _accuracy(told) == "wrong":
        value = shortened(told["accuracy_m"])
        yield Problem("out_of_range", number, identity or None, "accuracy_m", value)
    if row["geometry"].geom_type not in _AREAL:
        yield Problem("wrong_geometry", number, identity or None)


def _accuracy(told: dict[str, Any]) -> float | str | None:
    """Metres, None where nothing is stated, or that what is stated is no accuracy."""
    written = str(told.get("accuracy_m", "") or "").strip().replace(",", ".")
    if written.lower() in {"", "none", "null", "nan"}:
        return None
    try:
        metres = float(written)
    except ValueError:
        return "wrong"
    return metres if math.isfinite(metres) and metres >= 0 else "wrong"


def _line(row: dict[str, Any], made: Brought) -> Line:
    told = row["properties"]
    stated = _accuracy(told)
    moved = made.placement.accuracy_m if made.placement else 0.0
    accuracy = stated + moved if isinstance(stated, float) else None
    geometry = row["geometry"]
    parts = shapely.get_parts(geometry)
    source = str(told.get("source") or told.get("act") or made.name)
    return Line(
        str(told["feature_id"]).strip(), str(told["zone"]).strip(), MultiPolygon(list(parts)),
        accuracy, _in_one_line(source),
    )  # fmt: skip


def _in_one_line(text: str) -> str:
    """Without what steers a terminal."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _joined(lines: list[Line]) -> Line:
    """Rows of one zone as one; it is as exact as the least exact of them."""
    if len(lines) == 1:
        return lines[0]
    whole = shapely.union_all([each.geometry for each in lines])
    parts = [each for each in shapely.get_parts(whole) if each.geom_type == "Polygon"]
    known = [each.accuracy_m for each in lines]
    accuracy = None if None in known else max(each for each in known if each is not None)
    first = lines[0]
    return Line(first.feature_id, first.zone, MultiPolygon(parts), accuracy, first.source)
