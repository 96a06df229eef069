"""Keys about what is real, computed from the collection as it is now, with the office's own."""

import numpy as np

from analysis.geodesy import WGS84
from analysis.select import Query, region_column, select
from geodata.coordinates.written import positions
from layers.catalogue import collection
from layers.proximity import Starts, proximity
from layers.training import is_training, thing
from workshop.missing import NoKeyError, Position

_ANYWHERE_M = 5e6


def distance_km(first: str, second: str) -> float:
    """Between the published points of two places, geodesic; of an outline its inner point."""
    (lon, lat), (other_lon, other_lat) = _point(first), _point(second)
    return float(WGS84.inv(lon, lat, other_lon, other_lat)[2]) / 1000


def count(layer: str, *narrowed: str) -> int:
    """Designated places of a layer; candidates are not counted. `narrowed`: region=KZ-19,
    as_of=2019."""
    asked = dict(each.split("=", 1) for each in narrowed)
    if layer not in collection().digests or set(asked) - {"region", "as_of"}:
        raise NoKeyError(" ".join((layer, *narrowed)))
    as_of = "2019" if asked.get("as_of") == "2019" else "today"
    regions = (asked["region"],) if "region" in asked else ()
    known = {code for codes in collection().table[region_column(as_of)] for code in codes or ()}
    if set(regions) - known:
        raise NoKeyError(asked["region"])
    rows = select(collection().table, Query(layers=(layer,), regions=regions, as_of=as_of))
    return int((rows["status"] == "designated").sum())


def geometry(identity: str) -> str:
    """boundary, schematic, point or none; of what is invented training."""
    if is_training(identity):
        return _training(identity)
    table = collection().table
    if identity not in table.index:
        raise NoKeyError(identity)
    return str(table.loc[identity, "geometry_kind"] or "none")


def judge(identity: str) -> str:
    """Whether a verdict may be built on it: yes of a real boundary, no of anything else."""
    return "yes" if geometry(identity) == "boundary" else "no"


def nearest(layer: str, position: str) -> str:
    """Id of the place of a layer that is nearest to a position, as the page Proximity finds it."""
    if layer not in collection().digests:
        raise NoKeyError(layer)
    starts = Starts(np.array([position_of(position)]), (1,))
    found = proximity(starts, _ANYWHERE_M, (layer,)).nearest
    if found.empty:
        raise NoKeyError(layer)
    return str(found["feature_id"].iloc[0])


def position_of(words: str) -> Position:
    """What words mean that can be one position alone. Raises NoKeyError."""
    meant = positions(words)
    if len(meant) != 1 or meant[0].position is None:
        raise NoKeyError(words)
    return meant[0].position


def _training(identity: str) -> str:
    if thing(identity) is None:
        raise NoKeyError(identity)
    return "training"


def _point(identity: str) -> Position:
    if is_training(identity):
        found = thing(identity)
        shape = found.geometry if found else None
    else:
        table = collection().table
        shape = table.loc[identity].geometry if identity in table.index else None
    if shape is None:
        raise NoKeyError(identity)
    inner = shape.representative_point()
    return inner.x, inner.y
