"""A collection with very many places: real rows of the corridor, copied all over Kazakhstan.

The copies bypass the files and their contract: they are for the clock, not for the reader. Import
this before anything that asks for the collection; BENCH_FEATURES says how many.
"""

import os
from dataclasses import replace
from functools import cache

import geopandas as gpd
import numpy as np
import pandas as pd

from layers import catalogue

LAYER = "corridor"
LONS, LATS = (47.0, 86.0), (41.0, 54.0)
YEARS = (2000, 2038)
"""Half of the places are designated after 2019: a change of the date changes half of them."""

_real = catalogue.shipped()


@cache
def enlarged():
    table = _real.table
    real = table[(table["layer"] == LAYER) & table.geometry.notna()]
    number = int(os.environ["BENCH_FEATURES"]) - len(real)
    chance = np.random.default_rng(1442)
    ids = [f"s{n:06}" for n in range(number)]
    copies = (
        pd.DataFrame(real)
        .take(np.arange(number) % len(real))
        .assign(
            id=ids,
            parent_id=None,
            geometry=gpd.points_from_xy(
                chance.uniform(*LONS, number), chance.uniform(*LATS, number)
            ),
            designated_year=pd.array(
                chance.integers(*YEARS, number), real["designated_year"].dtype
            ),
        )
    )
    copies.index = pd.Index(ids, name=table.index.name)
    plain = pd.DataFrame(table).astype({"geometry": object})
    joined = pd.concat([plain, copies.astype({"geometry": object})])
    whole = gpd.GeoDataFrame(joined, geometry="geometry", crs=table.crs).copy()
    return replace(_real, table=whole, published=whole)


catalogue.shipped = enlarged
