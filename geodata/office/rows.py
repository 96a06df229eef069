"""A boundary and a layer as rows of a table, and back; what is read is still to be checked."""

import json
from dataclasses import asdict
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geodata.office.records import Boundary, OwnLayer, Passport
from geodata.readers.wkb import Malformed, outline_of

Row = tuple[Any, ...]


def shape_from(wkb: bytes) -> BaseGeometry:
    """A geometry of whose counts, depth and kinds nothing is believed: shapely would follow
    collections of collections until the stack ends. Raises ValueError, ShapelyError."""
    if not outline_of(wkb).is_read:
        raise Malformed("kind")
    with np.errstate(invalid="ignore"):  # said by `checks`
        return shapely.from_wkb(wkb)


def boundary_of(row: Row) -> Boundary:
    """What `row_of_boundary` wrote. Raises ShapelyError, ValueError, TypeError."""
    version, feature_id, zone, geometry, passport, added, removed = row
    outline: Any = shape_from(geometry)
    drawn = Passport(**json.loads(passport))
    return Boundary(version, feature_id, zone, outline, drawn, added, removed)


def row_of_boundary(kept: Boundary) -> Row:
    """In the order of the table's columns; the geometry as WKB."""
    return (
        kept.version,
        kept.feature_id,
        kept.zone,
        shapely.to_wkb(kept.geometry, byte_order=1),
        _json(asdict(kept.passport)),
        kept.added,
        kept.removed,
    )


def layer_of(row: Row) -> OwnLayer:
    """What `row_of_layer` wrote. Raises ValueError, TypeError, RecursionError."""
    version, name, titles, colour, document, passport, added, removed = row
    return OwnLayer(
        version,
        name,
        json.loads(titles),
        colour,
        json.loads(document),
        Passport(**json.loads(passport)),
        added,
        removed,
    )


def row_of_layer(kept: OwnLayer) -> Row:
    """In the order of the table's columns; the document as JSON."""
    return (
        kept.version,
        kept.name,
        _json(kept.titles),
        kept.colour,
        _json(kept.document),
        _json(asdict(kept.passport)),
        kept.added,
        kept.removed,
    )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
