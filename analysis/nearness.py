"""How far places lie from places: every pair measured, then the nearest of each kind."""

import geopandas as gpd
import numpy as np
import pandas as pd

from analysis.geodesy import WGS84, boundary_distance_m, inner_point

PAIRS = ("start", "place", "kind", "distance_m", "azimuth", "accuracy_m", "accuracy_whole")


def pairs(starts: gpd.GeoDataFrame, places: gpd.GeoDataFrame, kinds: pd.Series) -> pd.DataFrame:
    """Every start with every place: ids, kind of the place, geodesic distance in metres on WGS 84,
    azimuth at the start in degrees from north.

    A distance is that to the published point; of a start that is a boundary it is that from its
    edge, 0 inside, and of a line that from its nearest point. `accuracy_m` adds what is known of
    the accuracy of both, blank where nothing is; `accuracy_whole` is whether both are known.
    Whatever has no geometry is left out. `kinds` gives the kind of each place by its id; a place
    of no kind is left out.
    """
    here = starts[starts.geometry.notna()]
    there = places[places.geometry.notna() & kinds.reindex(places.index).notna()]
    if here.empty or there.empty:
        return pd.DataFrame({name: [] for name in PAIRS})
    first, second = (
        np.repeat(np.arange(len(here)), len(there)),
        np.tile(np.arange(len(there)), len(here)),
    )
    azimuths, metres = _geodesics(here, there, first, second)
    _from_boundaries(here, there, metres)
    accuracies = np.column_stack(
        [here["accuracy_m"].to_numpy()[first], there["accuracy_m"].to_numpy()[second]]
    )
    known = ~np.isnan(accuracies)
    return pd.DataFrame(
        {
            "start": here.index.to_numpy()[first],
            "place": there.index.to_numpy()[second],
            "kind": kinds.reindex(there.index).to_numpy()[second],
            "distance_m": metres,
            "azimuth": azimuths,
            "accuracy_m": np.where(known.any(axis=1), np.nansum(accuracies, axis=1), np.nan),
            "accuracy_whole": known.all(axis=1),
        }
    )


def nearest(measured: pd.DataFrame, *by: str) -> pd.DataFrame:
    """The nearest pair of each group: by "kind" over all starts, by "start", "kind" of each."""
    if measured.empty:
        return measured
    return measured.loc[measured.groupby(list(by), sort=False)["distance_m"].idxmin()]


def _geodesics(
    here: gpd.GeoDataFrame, there: gpd.GeoDataFrame, first: np.ndarray, second: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Azimuths (0 to 360) and metres between the inner points of both."""
    starts, places = here.geometry.map(inner_point), there.geometry.map(inner_point)
    azimuths, _, metres = WGS84.inv(
        starts.x.to_numpy()[first],
        starts.y.to_numpy()[first],
        places.x.to_numpy()[second],
        places.y.to_numpy()[second],
    )
    return azimuths % 360, metres


def _from_boundaries(here: gpd.GeoDataFrame, there: gpd.GeoDataFrame, metres: np.ndarray) -> None:
    """Put the distance from each start that is a boundary or a line in place of its point's."""
    points = there.geometry.map(inner_point)
    for row in np.flatnonzero(here["geometry_kind"].isin(["boundary", "line"]).to_numpy()):
        metres[row * len(there) : (row + 1) * len(there)] = [
            boundary_distance_m(here.geometry.iloc[row], point.x, point.y) for point in points
        ]
