"""What lies near as files: JSON as the command line gives it, CSV, XLSX, GeoJSON, KML, GPX. The
same rows and numbers in each, in the order of the table."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from dossiers.proximity import called, how_far, in_order, layer_name, stands
from dossiers.proximity_of_many import summary
from geodata.export import Bundle, Part, to_csv, to_geojson, to_gpx, to_kml, to_xlsx
from geodata.sources import layer_sources
from geodata.tables import CRS
from i18n import LANGUAGES, Translator, translator
from layers.proximity import Proximity, ground, matrix
from layers.vocabulary import KIND_NAMES, NOT_STATED
from reports.findings import DECIMALS, encoded

FORMS = {
    "csv": ("CSV", "text/csv"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "geojson": ("GeoJSON", "application/geo+json"),
    "kml": ("KML", "application/vnd.google-earth.kml+xml"),
    "gpx": ("GPX", "application/gpx+xml"),
    "json": ("JSON", "application/json"),
}
"""By the ending of the file: what it is called in every language, and how the web names it."""

MOST_IN_A_BOOK = 50_000
"""Points of which a workbook and a map are made: half a minute. CSV and JSON have more."""

MOST_PAIRS = 20_000
"""Rows of pairs in a workbook of many points: the nearest of all. The JSON has every one."""

FORMAT = 1
"""Of the document; another number when a key changes its meaning."""

_METRES = ("distance_m", "accuracy_m", "clearance_m", "unsure_m")
_OF_NEAREST = ("distance_m", "accuracy_m", "bearing_deg", "kind")

_MEANINGS = {
    "point": "number of the point, or of its row in the file",
    "feature_id": "id of the place",
    "distance_m": "geodesic distance, metres on WGS 84: to the edge of a loaded boundary, 0 "
    "inside, and else to the published point",
    "accuracy_m": "what is known of the accuracy of both ends, added, metres",
    "accuracy_whole": "whether the accuracy of both ends is known",
    "bearing_deg": "direction from the point, degrees from north; blank inside",
    "zone": "innermost loaded zone of the place in which the point lies as drawn",
    "kind": "boundary: a real line; schematic, point: where the place ends is not known",
    "nearest_id": "id of the nearest place",
    "stands_in": "loaded zones that the point lies in, or too near to the edge to tell",
}


# ---- the document --------------------------------------------------------------------------------


def as_json(found: Proximity) -> bytes:
    """UTF-8; the same points and data give the same bytes. Many rows are written piece by piece,
    since a hundred thousand points have a million of them."""
    return b"".join(_written(document(found)))


def _written(told: dict[str, Any]) -> Iterator[bytes]:
    yield b"{"
    for place, (name, value) in enumerate(sorted(told.items())):
        yield b",\n" if place else b"\n"
        yield encoded(name, None).strip() + b": "
        if isinstance(value, pd.DataFrame):
            yield from _rows_written(value)
        else:
            yield encoded(value, None).strip()
    yield b"\n}\n"


def _rows_written(rows: pd.DataFrame) -> Iterator[bytes]:
    """A list, a line a piece."""
    yield b"["
    for start in range(0, len(rows), _PIECE):
        piece = _records(rows.iloc[start : start + _PIECE])
        yield (b",\n" if start else b"\n") + encoded(piece, None).strip()[1:-1]
    yield b"]"


def document(found: Proximity) -> dict[str, Any]:
    """Tokens and numbers; metres, degrees (WGS 84, longitude first). Rows are tables."""
    return {
        "format": FORMAT,
        "data_version": found.data_version,
        "within_m": found.within_m,
        "points": _starts(found),
        "rows": found.rows,
        "nearest": found.nearest,
        "standing": found.standing,
        "without_position": list(found.without_position),
        "rounding": {**DECIMALS, "bearing": _BEARING},
    }


_BEARING = 2
"""Decimals of a direction."""
_PIECE = 10_000


def _starts(found: Proximity) -> list[dict[str, Any]]:
    starts = found.starts
    names = starts.names or ("",) * len(starts.numbers)
    return [
        {"point": number, "name": name, "lon": round(lon, 7), "lat": round(lat, 7)}
        for number, name, (lon, lat) in zip(
            starts.numbers, names, starts.positions.tolist(), strict=True
        )
    ]


def _records(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """With blanks as None."""
    told = _rounded(rows).astype(object)
    return told.where(told.notna(), None).to_dict("records")


def _rounded(rows: pd.DataFrame) -> pd.DataFrame:
    places = {name: DECIMALS["metres"] for name in _METRES} | {"bearing_deg": _BEARING}
    return rows.round({name: to for name, to in places.items() if name in rows})


# ---- files of the page ---------------------------------------------------------------------------


def file_of(
    form: str,
    found: Proximity,
    t: Translator,
    rings_m: Sequence[float] = (),
    sort: str = "distance",
) -> bytes:
    """One of FORMS. Of one point the places near it; of many the points, and in a workbook the
    pairs besides."""
    if form == "json":
        return as_json(found)
    many = bool(rings_m) and not _alone(found)
    first = _points(found, rings_m, t) if many else _near(found, sort, t)
    if form in {"csv", "geojson"}:
        return to_csv(first.table, t.lang) if form == "csv" else to_geojson(first.table)
    others = [_pairs(found, t)] if many and form == "xlsx" else []
    return _MADE[form](_bundle(found, [first, *others], t))


def forms_of(found: Proximity) -> list[str]:
    """Those that can be made of so many points while one waits."""
    few = len(found.starts.numbers) <= MOST_IN_A_BOOK
    return [form for form in FORMS if few or form in {"csv", "json"}]


_MADE: dict[str, Callable[[Bundle], bytes]] = {"xlsx": to_xlsx, "kml": to_kml, "gpx": to_gpx}


def _alone(found: Proximity) -> bool:
    return found.starts.numbers == (1,) and not found.starts.names


def _bundle(found: Proximity, parts: list[Part], t: Translator) -> Bundle:
    return Bundle(
        lang=t.lang,
        title=t("Proximity"),
        said=(
            summary(found, t),
            t("Version of the data: {version}.", version=found.data_version),
            t(NOT_STATED),
        ),
        day=date.fromisoformat(max(source.read for source in layer_sources())),
        parts=tuple(parts),
        meanings=_MEANINGS,
        kinds={kind: t(words) for kind, words in KIND_NAMES.items()},
        describe=lambda row: str(row[f"text_{t.lang}"]),
    )


def _near(found: Proximity, sort: str, t: Translator) -> Part:
    rows = _of_places(in_order(found.rows, sort, t))
    return Part("near", t("What lies near"), summary(found, t), rows, "#7a2614", "diamond")


def _of_places(rows: pd.DataFrame, apart: bool = False) -> gpd.GeoDataFrame:
    """A row a pair, at the position of its place. `apart`: whether a place may be there twice."""
    every = [_told(each, apart) for each in _rounded(rows).to_dict("records")]
    shapes = _geometries()
    return _table("near", every, [shapes[each["feature_id"]] for each in every])


def _told(row: dict[str, Any], apart: bool) -> dict[str, Any]:
    identity = row["feature_id"]
    words = {lang: translator(lang) for lang in LANGUAGES}
    return {
        "id": f"{row['point']}-{identity}" if apart else identity,
        **{f"name_{lang}": called(identity, t) for lang, t in words.items()},
        **{f"text_{lang}": f"{layer_name(row['layer'], t)}. {how_far(row, t)}"
           for lang, t in words.items()},
        "of_layer": row["layer"],
        **{name: value for name, value in row.items() if name != "layer"},
    }  # fmt: skip


def _geometries() -> dict[str, BaseGeometry]:
    places = ground().places
    return dict(zip(places.ids, places.geometries, strict=True))


def _points(found: Proximity, rings_m: Sequence[float], t: Translator) -> Part:
    points = _matrix(found, rings_m, t)
    return Part("points", t("The points"), summary(found, t), points, "#9d174d", "circle")


def _pairs(found: Proximity, t: Translator) -> Part:
    pairs = found.rows.sort_values("distance_m", kind="stable").head(MOST_PAIRS).sort_index()
    said = t("The nearest pairs, at most {n}.", n=t.number(MOST_PAIRS))
    table = _of_places(pairs, True)
    return Part("near", t("What lies near"), said, table, "#7a2614", "diamond")


def _matrix(found: Proximity, rings_m: Sequence[float], t: Translator) -> gpd.GeoDataFrame:
    told = _rounded(matrix(found, rings_m))
    names = found.starts.names or ("",) * len(told)
    zones = found.standing.to_dict("index")
    every = []
    for row, name in zip(told.to_dict("records"), names, strict=True):
        every.append(
            {
                "id": f"point-{row['point']}",
                "point": row["point"],
                **{f"name_{lang}": name or str(row["point"]) for lang in LANGUAGES},
                f"text_{t.lang}": _point_said(row, zones, t),
                "nearest_id": row["feature_id"],
                "of_layer": row["layer"],
                **{column: row[column] for column in _OF_NEAREST},
                **{f"within_{radius:g}_m": row[f"within_{place}"]
                   for place, radius in enumerate(rings_m)},
                "stands_in": ", ".join(
                    f"{zones[each]['feature_id']} {zones[each]['zone']}"
                    for each in row["stands_in"]
                ),
            }
        )  # fmt: skip
    return _table("points", every, [Point(each) for each in found.starts.positions])


def _point_said(row: dict[str, Any], zones: dict[Any, dict[str, Any]], t: Translator) -> str:
    said = []
    if isinstance(row["feature_id"], str):
        said.append(f"{called(row['feature_id'], t)}: {how_far(row, t)}")
    said += [f"{called(zones[each]['feature_id'], t)}: {stands(zones[each], t)}"
             for each in row["stands_in"]]  # fmt: skip
    return "; ".join(said)


def _table(
    layer: str, records: list[dict[str, Any]], shapes: Sequence[BaseGeometry]
) -> gpd.GeoDataFrame:
    table = pd.DataFrame([{"layer": layer, **record} for record in records])
    numbers = [name for name in table if name.endswith(("_m", "_deg"))]
    table[numbers] = table[numbers].apply(pd.to_numeric)
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(list(shapes), crs=CRS), crs=CRS)
