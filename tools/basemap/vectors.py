"""Regions, state borders, lakes and rivers as GeoJSON (WGS 84 degrees)."""

import csv
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from shapely.geometry import LineString, Point, box

from . import geojson, packages
from .labels import Label

REGION_NAMES = Path(__file__).with_name("regions.csv")

WIDE_BOX = box(44, 32, 115, 57)
# West of this line the map is used in detail; further east only the corridor matters.
NEAR_BOX = box(44, 32, 90, 57)
KAZAKHSTAN_PART_CODES = ("KAZ", "KAB")  # KAB is Natural Earth's Baikonur lease

REGION_TOLERANCE = 0.004
WATER_TOLERANCE = 0.003
FAR_TOLERANCE = 0.01
BORDER_TOLERANCE = 0.004
REGION_GAP = 0.01
# Natural Earth is off by up to 5 km along Kazakhstan's border: cut it, keep Kazakhstan's own.
BORDER_CUT = 0.15
JOIN_REACH = 0.2
NEIGHBOUR_REACH, SHORE_REACH = 0.2, 0.02
LAKE_KM2, FAR_LAKE_KM2 = 8, 60
RIVER_KM, FAR_RIVER_KM = 45, 75
KM_PER_DEGREE = 111.3
LAKE_LABEL_KINDS = ("sea", "lake", "reservoir")
LABEL_REACH = 0.15


def regions() -> gpd.GeoDataFrame:
    """Kazakhstan's 20 units, borders shared vertex by vertex, rounded (columns of regions.csv)."""
    frame = packages.kazakhstan_regions()
    # The source has slivers and overlaps between neighbours; the small cities keep the overlaps.
    clean = shapely.coverage_clean(
        frame.geometry.values, gap_width=REGION_GAP, merge_strategy="min_area"
    )
    simple = geojson.rounded(shapely.coverage_simplify(clean, REGION_TOLERANCE))
    if not (shapely.is_valid(simple).all() and shapely.coverage_is_valid(simple)):
        raise SystemExit("regions: simplifying broke a polygon or a shared border")

    with REGION_NAMES.open(encoding="utf-8", newline="") as file:
        names = {row["source_name"]: row for row in csv.DictReader(file)}
    rows = [names.pop(name) for name in frame["ADM1_EN"]]
    if names:
        raise SystemExit(f"regions.csv: not in the source: {', '.join(names)}")
    return gpd.GeoDataFrame(rows, geometry=simple, crs=frame.crs).sort_values(
        "id", ignore_index=True
    )


def write_all(
    folder: Path, regions: gpd.GeoDataFrame, waters: gpd.GeoDataFrame, labels: list[Label]
) -> None:
    """Write regions, borders, lakes and rivers into `folder`."""
    outline = regions.union_all()
    geojson.write(folder / "regions.geojson", region_features(regions))
    geojson.write(folder / "borders.geojson", border_features(outline, waters))
    geojson.write(folder / "lakes.geojson", lake_features(waters, labels))
    geojson.write(folder / "rivers.geojson", river_features(waters))


def region_features(regions: gpd.GeoDataFrame) -> Iterator[geojson.Feature]:
    """Regions with their ISO 3166-2 code as id and their official names."""
    for region in regions.itertuples():
        names = {
            "name_kk": region.name_kk,
            "name_ru": region.name_ru,
            "name_en": region.name_en,
        }
        yield region.id, names, region.geometry


def border_features(
    outline: shapely.Geometry, waters: gpd.GeoDataFrame
) -> Iterator[geojson.Feature]:
    """Kazakhstan's land border and its shore, then the borders between other states."""
    countries = other_countries()
    land, shore = split_outline(outline.boundary, countries, caspian=waters.geometry.iloc[0])
    yield "kz-land", {"kind": "kz", "part": "land"}, land
    yield "kz-shore", {"kind": "kz", "part": "shore"}, shore
    yield "state", {"kind": "state", "part": "land"}, foreign_borders(countries, outline)


def other_countries() -> gpd.GeoDataFrame:
    """Countries of the wide box without Kazakhstan."""
    countries = packages.countries()
    countries = countries[countries.intersects(WIDE_BOX)]
    return countries[~countries["ADM0_A3"].isin(KAZAKHSTAN_PART_CODES)]


def split_outline(
    outline: shapely.Geometry, countries: gpd.GeoDataFrame, caspian: shapely.Geometry
) -> tuple[shapely.Geometry, shapely.Geometry]:
    """(land border, shore) of Kazakhstan: a shore is drawn more lightly than a border."""
    abroad = shapely.clip_by_rect(countries.union_all(), *outline.buffer(1).bounds)
    border_zone = abroad.buffer(NEIGHBOUR_REACH).difference(caspian.buffer(SHORE_REACH))
    return (
        shapely.line_merge(only_lines(outline.intersection(border_zone))),
        shapely.line_merge(only_lines(outline.difference(border_zone))),
    )


def foreign_borders(
    countries: gpd.GeoDataFrame, outline: shapely.Geometry
) -> shapely.MultiLineString:
    """Natural Earth's land borders, cut near Kazakhstan and joined to its own outline."""
    shapes = countries.geometry.values
    edges = shapely.line_merge(shapely.union_all(shapely.boundary(shapes)))
    # An edge that two countries share is a border; one that only one has is a coast.
    shared = [
        shapely.intersection(shapely.boundary(shapes[i]), shapely.boundary(shapes[j]))
        for i, j in zip(*shapely.STRtree(shapes).query(shapes, predicate="intersects"), strict=True)
        if i < j
    ]
    borders = shapely.union_all([shapely.intersection(edges, line) for line in shared])
    borders = only_lines(shapely.intersection(borders, WIDE_BOX))
    strip = outline.buffer(BORDER_CUT)
    passing = [
        line
        for line in shapely.get_parts(shapely.line_merge(borders.intersection(strip)))
        if only_passes(line, outline)
    ]
    kept = shapely.line_merge(shapely.union_all([borders.difference(strip), *passing]))
    simple = [line.simplify(BORDER_TOLERANCE) for line in shapely.get_parts(kept)]
    return shapely.MultiLineString(simple + joins(simple, outline.boundary))


def only_passes(line: LineString, outline: shapely.Geometry) -> bool:
    """True if a border comes near Kazakhstan and leaves again, without meeting its border."""
    ends = [Point(line.coords[k]) for k in (0, -1)]
    on_rim = all(end.distance(outline) > 0.99 * BORDER_CUT for end in ends)
    return on_rim and line.distance(outline) > 0.2 * BORDER_CUT


def joins(lines: list[LineString], outline: shapely.Geometry) -> list[LineString]:
    """Short straight links from the ends left by the cut to Kazakhstan's border."""
    ends = [Point(line.coords[k]) for line in lines for k in (0, -1)]
    return [
        shapely.shortest_line(end, outline)
        for end in ends
        if 0.5 * BORDER_CUT < end.distance(outline) < JOIN_REACH
    ]


def lake_features(waters: gpd.GeoDataFrame, labels: list[Label]) -> Iterator[geojson.Feature]:
    """Lakes with their area (km2) and, where the table of labels has them, their names."""
    far = ~waters.intersects(NEAR_BOX)
    shown = waters[
        waters.intersects(WIDE_BOX) & (waters["area_km2"] >= np.where(far, FAR_LAKE_KM2, LAKE_KM2))
    ]
    names = lake_names(shown, labels)
    for number, lake in enumerate(shown.itertuples(), start=1):
        tolerance = FAR_TOLERANCE if far[lake.Index] else WATER_TOLERANCE
        shape = shapely.intersection(lake.geometry, WIDE_BOX)
        shape = shapely.simplify(shape, tolerance)
        shape = only_polygons(shapely.make_valid(geojson.rounded(without_islets(shape))))
        if not shape.is_empty:
            properties = {"area_km2": round(lake.area_km2)} | names.get(lake.Index, {})
            yield f"lake-{number}", properties, shape


def lake_names(lakes: gpd.GeoDataFrame, labels: list[Label]) -> dict[int, dict[str, str]]:
    """Names by row of `lakes`: the first label on a lake names it (Caspian before its bay)."""
    found: dict[int, dict[str, str]] = {}
    for label in labels:
        if label.kind in LAKE_LABEL_KINDS:
            distances = shapely.distance(lakes.geometry.values, label.point)
            if distances.min() > LABEL_REACH:
                raise SystemExit(f"labels.csv: {label.id} is not on any lake")
            row = lakes.index[distances.argmin()]
            found.setdefault(row, {"label": label.id} | label.names())
    return found


def without_islets(shape: shapely.Geometry) -> shapely.Geometry:
    """Drop islands below about 1 km2: they only weigh."""
    parts = [
        shapely.Polygon(part.exterior, [hole for hole in part.interiors if area(hole) > 1e-4])
        for part in shapely.get_parts(shape)
        if part.geom_type == "Polygon" and not part.is_empty
    ]
    return shapely.union_all(parts)


def area(ring: shapely.LinearRing) -> float:
    """Area within a ring, in square degrees."""
    return shapely.Polygon(ring).area


def river_features(waters: gpd.GeoDataFrame) -> Iterator[geojson.Feature]:
    """Rivers joined into chains, long ones first; `km` tells the map which to show when."""
    raw = [LineString(line) for _, _, line in packages.gshhg("rivers", WIDE_BOX.bounds)]
    lakes = shapely.union_all(waters[waters["area_km2"] > LAKE_KM2].geometry.values)
    clipped = shapely.intersection(shapely.union_all(raw), WIDE_BOX).difference(lakes)
    # Clipping leaves points where a line touches the edge; folium would draw them as markers.
    chains = shapely.get_parts(shapely.line_merge(only_lines(clipped)))
    lengths = np.array([length_km(chain) for chain in chains])
    near = shapely.intersects(chains, NEAR_BOX)
    kept = np.flatnonzero(lengths >= np.where(near, RIVER_KM, FAR_RIVER_KM))
    order = sorted(kept, key=lambda i: (-lengths[i], chains[i].bounds))
    for number, i in enumerate(order, start=1):
        line = shapely.simplify(chains[i], WATER_TOLERANCE if near[i] else FAR_TOLERANCE)
        yield f"river-{number}", {"km": round(lengths[i])}, line


def length_km(line: LineString) -> float:
    """Length good to a few per cent: enough to tell a river from a brook."""
    x, y = shapely.get_coordinates(line).T
    return (
        float(np.hypot(np.diff(x) * np.cos(np.radians(y[:-1])), np.diff(y)).sum()) * KM_PER_DEGREE
    )


def only_lines(shape: shapely.Geometry) -> shapely.Geometry:
    """The lines among the parts of a shape."""
    parts = [part for part in leaves(shape) if part.geom_type == "LineString"]
    return shapely.MultiLineString(parts)


def only_polygons(shape: shapely.Geometry) -> shapely.Geometry:
    """The polygons among the parts of a shape."""
    parts = [part for part in leaves(shape) if part.geom_type == "Polygon"]
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def leaves(shape: shapely.Geometry) -> Iterator[shapely.Geometry]:
    """The simple geometries within any nesting of collections."""
    for part in shapely.get_parts(shape):
        if hasattr(part, "geoms"):
            yield from leaves(part)
        else:
            yield part
