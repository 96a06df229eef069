"""The zones of biosphere reserves: whether they add up, and what each region holds of them."""

from dataclasses import dataclass

import geopandas as gpd
import pandas as pd

from analysis.select import AsOf, region_column

ZONES = ("core_ha", "buffer_ha", "transition_ha")
"""From the inside out, hectares."""

Row = pd.Series

_ROUNDING_HA = 1.0
"""A total that is printed in whole hectares may differ by less than this from its zones."""


@dataclass(frozen=True)
class Sum:
    """The published zones of a reserve added up, against its published total. Hectares."""

    zones: int
    """How many of the three are published."""
    sum_ha: float | None
    """None where no zone is published."""
    total_ha: float | None

    @property
    def whole(self) -> bool:
        """Whether all three zones are published."""
        return self.zones == len(ZONES)

    @property
    def less_ha(self) -> float | None:
        """How much less than the total the zones are; None where either is blank."""
        if self.sum_ha is None or self.total_ha is None:
            return None
        return round(self.total_ha - self.sum_ha, 2)

    @property
    def verdict(self) -> str:
        """A token: equal, rounded (by less than a hectare), differs, or blank."""
        if self.less_ha is None:
            return "blank"
        if self.less_ha == 0:
            return "equal"
        return "rounded" if abs(self.less_ha) < _ROUNDING_HA else "differs"


@dataclass(frozen=True)
class Group:
    """The reserves that lie in the same regions. Hectares, each the sum of what is published."""

    regions: tuple[str, ...]
    """ISO 3166-2; several for reserves that lie in several: nobody published how they divide."""
    reserves: tuple[str, ...]
    zones: tuple[float | None, ...]
    """Of the reserves whose three zones are published, in the order of ZONES; None: there is none
    such."""
    undivided_ha: float | None
    """Published areas of the others; None where there is none such."""
    without_area: int
    """Reserves of which no area is published."""

    @property
    def total_ha(self) -> float | None:
        """All that is published; None where nothing is."""
        known = [each for each in (*self.zones, self.undivided_ha) if each is not None]
        return round(sum(known), 2) if known else None


def zone_sum(row: Row) -> Sum:
    """Add up the zones of a reserve. Columns: those of ZONES, area_ha."""
    known = [float(row[zone]) for zone in ZONES if pd.notna(row[zone])]
    return Sum(
        zones=len(known),
        sum_ha=round(sum(known), 2) if known else None,
        total_ha=None if pd.isna(row["area_ha"]) else float(row["area_ha"]),
    )


def by_size(rows: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """The largest first; those without a published area last, in their order."""
    return rows.sort_values("area_ha", ascending=False, na_position="last", kind="stable")


def by_regions(rows: gpd.GeoDataFrame, as_of: AsOf) -> tuple[Group, ...]:
    """The reserves by the regions that they lay in at that time, the largest group first.

    A reserve in two regions is in a group of both: it is never divided by guess.
    """
    held = rows[region_column(as_of)].map(lambda codes: tuple(sorted(codes)))
    each = [held.map(lambda codes, of=of: codes == of) for of in sorted(set(held))]
    groups = [_group(held[inside].iloc[0], rows[inside]) for inside in each]
    return tuple(sorted(groups, key=lambda group: -(group.total_ha or 0)))


def _group(regions: tuple[str, ...], rows: gpd.GeoDataFrame) -> Group:
    whole = rows[rows[list(ZONES)].notna().all(axis=1)]
    others = rows.loc[rows.index.difference(whole.index, sort=False), "area_ha"]
    return Group(
        regions=regions,
        reserves=tuple(rows.index),
        zones=tuple(_sum(whole[zone]) for zone in ZONES),
        undivided_ha=_sum(others),
        without_area=int(others.isna().sum()),
    )


def _sum(figures: pd.Series) -> float | None:
    known = figures.dropna()
    return round(float(known.sum()), 2) if len(known) else None
