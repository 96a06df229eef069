"""The layers there are, and the one table of all that they hold."""

from dataclasses import dataclass
from functools import cache

import geopandas as gpd
import pandas as pd

from geodata.columns import COMMON
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
from layers.declaration import Layer

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
    blank in the others' rows."""
    digests: dict[str, str]
    """SHA-256 of each file that was read, by layer."""
    refused: tuple[ContractError, ...]

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The layers that are there."""
        return tuple(layer for layer in CATALOGUE if layer.name in self.digests)


def layer(name: str) -> Layer:
    """The layer of that name. Raises KeyError."""
    return _BY_NAME[name]


_BY_NAME = {each.name: each for each in CATALOGUE}


def is_changed(source: Source) -> bool:
    """Whether the layer was read from another file than the one that this source is named for: an
    office may have put its own in the place of ours."""
    return collection().digests.get(source.key, source.sha256) != source.sha256


@cache
def collection() -> Collection:
    """Every layer, read once a process. A file that breaks its contract is left out and named."""
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
    return Collection(_joined(tables), digests, tuple(refused))


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
    if not tables:
        return _without_rows()
    joined = pd.concat([table.astype({"geometry": object}) for table in tables])
    for column in _every_column() - set(joined.columns):
        joined[column] = None
    # Joining fills the columns that a layer lacks with NaN, which is truthy; blank is None.
    # dtype=object is said aloud, because pandas would infer str and put NaN back.
    for column in joined.select_dtypes(["object", "str"]):
        values = [None if value != value else value for value in joined[column]]
        joined[column] = pd.Series(values, index=joined.index, dtype=object)
    return _with_inheritance(gpd.GeoDataFrame(joined, geometry="geometry", crs=CRS))


def _without_rows() -> gpd.GeoDataFrame:
    names = [*sorted(_every_column()), "layer"]
    return gpd.GeoDataFrame({name: [] for name in names}, geometry=[], crs=CRS)


def _every_column() -> set[str]:
    own = {column.name for each in CATALOGUE for column in each.columns}
    return own | {column.name for column in COMMON}


def _with_inheritance(table: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Give each part the category, the criteria and the flags of its property."""
    properties = table[table["layer"] == "world_heritage"]
    parts = table["layer"].isin(["corridor", "component_parts"])
    for column in _INHERITED:
        known = properties[column].to_dict()
        values = [known.get(parent) for parent in table.loc[parts, "parent_id"]]
        table.loc[parts, column] = pd.Series(values, index=table.index[parts], dtype=object)
    return table.copy()  # in one piece: a table that grew by columns is three times slower to cut
