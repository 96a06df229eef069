"""The layers there are, and the one table of all that they hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache

import geopandas as gpd
import pandas as pd

from geodata.columns import COMMON
from geodata.office.records import Boundary
from geodata.problems import ContractError, Problem
from geodata.sources import Source
from geodata.tables import CRS, digest, read_table
from layers import (
    biosphere_reserves,
    component_parts,
    corridor,
    places,
    sacred_places,
    sco_capitals,
    talgar,
    world_heritage,
)
from layers.boundaries import known_and_unknown, no_zones, with_boundaries, zones_of
from layers.declaration import Layer
from layers.freshness import Snapshot, now, while_data_stay
from layers.own import OwnTable, own_tables

CATALOGUE: tuple[Layer, ...] = (
    world_heritage.LAYER,
    corridor.LAYER,
    component_parts.LAYER,
    biosphere_reserves.LAYER,
    talgar.LAYER,
    sacred_places.LAYER,
    sco_capitals.LAYER,
    places.LAYER,
)

_INHERITED = ("category", "criteria", "in_danger", "serial", "transboundary")
"""What a part has from its property."""


@dataclass(frozen=True)
class Collection:
    """All layers that could be read, in one table, and why the others could not."""

    table: gpd.GeoDataFrame
    """EPSG:4326, index is the id; column `layer` is the layer's name; the columns of a layer are
    blank in the others' rows. Where the office has loaded a place's own boundary, that is its
    geometry; column `zones` names the zones that it has loaded besides (tokens), or is None."""
    digests: dict[str, str]
    """SHA-256 of each file that was read, by layer."""
    refused: tuple[ContractError, ...]
    known: tuple[Layer, ...] = CATALOGUE
    """Every layer that Mura ships, whether it could be read or not; then the office's own."""
    published: gpd.GeoDataFrame = field(default_factory=gpd.GeoDataFrame)
    """The same table as the sources have it: without the boundaries of the office."""
    zones: gpd.GeoDataFrame = field(default_factory=no_zones)
    """The office's boundaries that hold, of places that are here: see `layers.boundaries`."""
    unknown_boundaries: tuple[Boundary, ...] = ()
    """Those of places that no layer has: they are kept, and drawn nowhere."""

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers that are there."""
        return tuple(layer for layer in self.known if layer.name in self.digests)


def layer(name: str) -> Layer:
    """The layer of that name. Raises KeyError."""
    return _by_name()[name]


@while_data_stay()
def _by_name() -> dict[str, Layer]:
    return {each.name: each for each in collection().known}


def is_changed(source: Source) -> bool:
    """Whether the layer was read from another file than the one that this source is named for: an
    office may have put its own in the place of ours."""
    return collection().digests.get(source.key, source.sha256) != source.sha256


@while_data_stay()
def collection() -> Collection:
    """Every layer with what the office has loaded. A file that breaks its contract is left out and
    named."""
    loaded = now()
    if loaded.refused:
        return replace(shipped(), refused=(*shipped().refused, loaded.refused))
    if not loaded.boundaries and not loaded.layers:
        return shipped()
    return _with_the_offices(shipped(), loaded)


def _with_the_offices(ours: Collection, loaded: Snapshot) -> Collection:
    taken = {each.name for each in CATALOGUE} | {"boundaries", "none"}, set(ours.table.index)
    tables, refused = own_tables(loaded.layers, *taken)
    published = _appended(ours.table, tables)
    known, unknown = known_and_unknown(loaded.boundaries, published)
    return Collection(
        table=with_boundaries(published, known),
        digests=ours.digests | {each.layer.name: each.digest for each in tables},
        refused=(*ours.refused, *refused),
        known=(*CATALOGUE, *(each.layer for each in tables)),
        published=published,
        zones=zones_of(known),
        unknown_boundaries=unknown,
    )


def _appended(table: gpd.GeoDataFrame, tables: Iterable[OwnTable]) -> gpd.GeoDataFrame:
    """The rows of the office's own layers below ours; the columns are ours."""
    rows = [each.table for each in tables if len(each.table)]
    if not rows:
        return table
    if table.empty:  # none of our files could be read: there are no types to keep
        return _joined(rows)
    kinds = {name: kind for name, kind in table.dtypes.items() if name != "geometry"}
    return _joined([table, *rows])[table.columns].astype(kinds)


@cache
def shipped() -> Collection:
    """The layer files, read once a process."""
    tables: list[gpd.GeoDataFrame] = []
    digests: dict[str, str] = {}
    refused: list[ContractError] = []
    ids: set[str] = set()
    for each in CATALOGUE:
        try:
            table = _read(each, ids)
        except ContractError as error:
            refused.append(error)
            continue
        ids |= set(table.index)
        digests[each.name] = digest(each.path)
        tables.append(table)
    joined = _with_inheritance(_joined(tables)) if tables else _without_rows()
    return Collection(joined, digests, tuple(refused), published=joined)


def _read(each: Layer, taken: set[str]) -> gpd.GeoDataFrame:
    try:
        table = read_table(each.path, each.columns)
    except OSError as error:
        raise ContractError(each.path.name, [Problem("not_found")]) from error
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        # The last net: a file that the contract should have stopped must not stop the others.
        if isinstance(error, ContractError):
            raise
        raise ContractError(each.path.name, [Problem("unreadable")]) from error
    doubles = [
        Problem("repeated_id", row, identity, "id", identity)
        for row, identity in enumerate(table.index, 1)
        if identity in taken
    ]
    if doubles:
        raise ContractError(each.path.name, doubles)
    return table.assign(layer=each.name)


def _joined(tables: list[gpd.GeoDataFrame]) -> gpd.GeoDataFrame:
    joined = pd.concat([table.astype({"geometry": object}) for table in tables])
    for column in _every_column() - set(joined.columns):
        joined[column] = None
    # Joining fills the columns that a layer lacks with NaN, which is truthy; blank is None.
    # dtype=object is said aloud, because pandas would infer str and put NaN back.
    for column in joined.select_dtypes(["object", "str"]):
        values = [None if value != value else value for value in joined[column]]
        joined[column] = pd.Series(values, index=joined.index, dtype=object)
    return gpd.GeoDataFrame(joined, geometry="geometry", crs=CRS)


def _without_rows() -> gpd.GeoDataFrame:
    names = [*sorted(_every_column()), "layer"]
    return gpd.GeoDataFrame({name: [] for name in names}, geometry=[], crs=CRS)


def _every_column() -> set[str]:
    own = {column.name for each in CATALOGUE for column in each.columns}
    return own | {column.name for column in COMMON} | {"zones"}


def _with_inheritance(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give each part the category, the criteria and the flags of its property."""
    properties = table[table["layer"] == "world_heritage"]
    parts = table["layer"].isin(["corridor", "component_parts"])
    for column in _INHERITED:
        known = properties[column].to_dict()
        values = [known.get(parent) for parent in table.loc[parts, "parent_id"]]
        table.loc[parts, column] = pd.Series(values, index=table.index[parts], dtype=object)
    return table.copy()  # in one piece: a table that grew by columns is three times slower to cut
