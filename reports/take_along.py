"""The findings of a screening as files: JSON as the command line gives it, XLSX, GeoJSON,
GeoPackage, KML. The same rows and numbers in each."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from analysis.screening import Finding
from analysis.shapes import Shapes
from dossiers.report import training_mark
from dossiers.screening import findings_not_clear, five_lines, intervals, named, told
from geodata.export import Bundle, Part, to_geopackage, to_kml, to_xlsx
from geodata.export.plain import features
from geodata.sources import layer_sources
from geodata.tables import CRS
from i18n import LANGUAGES, Translator, translator
from layers.answer import Answer
from layers.vocabulary import KINDS, NOT_STATED
from reports.findings import as_json, finding

FORMS = {
    "json": ("JSON", "application/json"),
    "xlsx": ("XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "geojson": ("GeoJSON", "application/geo+json"),
    "gpkg": ("GeoPackage", "application/geopackage+sqlite3"),
    "kml": ("KML", "application/vnd.google-earth.kml+xml"),
}
"""By the ending of the file: what it is called in every language, and how the web names it."""

MEANINGS = {
    "feature_id": "id of the place",
    "zone": "which zone of the place; property is the place itself",
    "verdict": "crosses, cannot_say or clear",
    "reason": "token of the reason",
    "settled_by": "what would settle it: survey, accuracy, boundary",
    "assumed": "whether the verdict rests on the parameters of the screening",
    "clearance_m": "shortest distance, metres on WGS 84; inside minus the greatest depth",
    "accuracy_m": "what both sides together may be off by, metres",
    "clear_beyond_m": "of an unknown extent: farther than this it would be clear by assumption",
    "length_inside_m": "length of the lines inside, metres",
    "area_inside_m2": "area of the plots inside, square metres",
    "share_of_zone": "area inside by the area of the zone",
    "intervals": "chainage of each entry and exit, km+m",
    "nearest_lon": "longitude of the nearest, or deepest, point; degrees, WGS 84",
    "nearest_lat": "latitude of the nearest, or deepest, point; degrees, WGS 84",
    "chainage_m": "metres from the start of the lines to that point",
    "side": "left or right of the road, as one goes along it",
    "boundary_kind": "boundary: a real line; schematic, point, none: the extent is not known; "
    "training: invented, no boundary",
    "source": "where the line or the point comes from",
    "row": "number of the row in the file",
    "row_name": "what the row is called in the file",
    "crosses": "how many zones the row crosses",
    "cannot_say": "of how many zones it cannot be said",
    "not_checked": "layers that were not checked there",
    "to": "whom to turn to",
    "days": "term in working days",
    "rows": "numbers of the rows that it concerns",
}


def file_of(form: str, given: Answer, t: Translator) -> bytes:
    """One of FORMS."""
    if form == "json":
        return as_json(given)
    return MADE[form](bundle(given, t))


def to_collection(made: Bundle) -> bytes:
    """All parts in one FeatureCollection (RFC 7946): each feature says its layer."""
    every = [feature for part in made.parts for feature in features(part.table)]
    collection = {"type": "FeatureCollection", "features": every}
    return json.dumps(collection, ensure_ascii=False, indent=1).encode()


MADE: dict[str, Callable[[Bundle], bytes]] = {
    "xlsx": to_xlsx,
    "geojson": to_collection,
    "gpkg": to_geopackage,
    "kml": to_kml,
}


def bundle(given: Answer, t: Translator) -> Bundle:
    """Findings, the project, what of it lies inside, the lines that matter."""
    return bundled(
        t,
        t("Screening"),
        (
            *marked(given, t),
            *five_lines(given, t),
            t("Version of the data: {version}.", version=given.data_version),
        ),
        Part("findings", t("Findings"), t("Nearest or deepest points"), _findings(given),
             "#7a2614", "diamond"),
        Part("project", t("The project"), given.source.name or t("drawn on the map"),
             _project(given), "#9d174d", "circle"),
        Part("inside", t("Inside"), t("What lies inside a zone"), _inside(given),
             "#b91c1c", "circle"),
        Part("zones", t("Zones"), t("Zones that it does not clear"), _zones(given),
             "#334155", "square"),
    )  # fmt: skip


def marked(given: Answer, t: Translator) -> tuple[str, ...]:
    """What goes before all else of an answer on invented boundaries."""
    return tuple(filter(None, (training_mark(given, t),)))


def bundled(t: Translator, title: str, said: Iterable[str], *parts: Part) -> Bundle:
    """Parts with the words that go before them; what is empty is left out."""
    return Bundle(
        lang=t.lang,
        title=title,
        said=(*said, t(NOT_STATED)),
        day=date.fromisoformat(max(source.read for source in layer_sources())),
        parts=tuple(part for part in parts if len(part.table)),
        meanings=MEANINGS,
        kinds={kind: t(words) for kind, words in KINDS.items()},
        describe=lambda row: str(row[f"text_{t.lang}"]),
    )


def _findings(given: Answer) -> gpd.GeoDataFrame:
    findings = given.screening.findings
    return table_of("findings", [record(each) for each in findings], list(map(point, findings)))


def point(each: Finding) -> Point | None:
    """The nearest or deepest point of a finding."""
    return None if each.nearest is None else Point(each.nearest.lon, each.nearest.lat)


def record(each: Finding) -> dict[str, Any]:
    """A finding as a row: its names and sentences in every language, then tokens and numbers."""
    said = finding(each)
    nearest = said.pop("nearest") or {}
    said.pop("layer")
    return {
        **_named(each, ""),
        **said,
        "settled_by": ", ".join(said["settled_by"]),
        "intervals": intervals(each),
        "nearest_lon": nearest.get("lon"),
        "nearest_lat": nearest.get("lat"),
        "chainage_m": nearest.get("chainage_m"),
        "side": nearest.get("side"),
    }


def _named(each: Finding, suffix: str) -> dict[str, Any]:
    target = each.target
    words = {lang: translator(lang) for lang in LANGUAGES}
    return {
        "id": f"{target.feature_id}-{target.zone}{suffix}",
        **{f"name_{lang}": named(target, t) for lang, t in words.items()},
        **{f"text_{lang}": told(each, t) for lang, t in words.items()},
    }


def _project(given: Answer) -> gpd.GeoDataFrame:
    shapes = given.screening.project.shapes
    names = {lang: translator(lang)("The project") for lang in LANGUAGES}
    records = [
        {
            "id": f"project-{row}",
            "row": row,
            **{f"name_{lang}": f"{name} {row}" for lang, name in names.items()},
            **{
                f"text_{lang}": given.source.name or translator(lang)("drawn on the map")
                for lang in LANGUAGES
            },
        }
        for row, _ in enumerate(shapes, 1)
    ]
    return table_of("project", records, list(shapes))


def _inside(given: Answer) -> gpd.GeoDataFrame:
    shapes = Shapes(given.screening.project.shapes)
    records, pieces = [], []
    for each in given.screening.findings:
        for place, piece in enumerate(_pieces(each, shapes), 1):
            records.append({**_named(each, f"-inside-{place}"), "zone": each.target.zone})
            pieces.append(piece)
    return table_of("inside", records, pieces)


def _pieces(each: Finding, shapes: Shapes) -> Iterator[BaseGeometry]:
    for enter, leave in each.intervals:
        yield shapes.between(enter, leave)
    if each.area_inside_m2 and each.target.geometry is not None:
        inside = shapes.areas.intersection(each.target.geometry)
        yield from (part for part in shapely.get_parts(inside) if part.area)


def _zones(given: Answer) -> gpd.GeoDataFrame:
    unclear = [
        each for each in findings_not_clear(given) if each.target.boundary_kind == "boundary"
    ]
    records = [
        {**_named(each, "-zone"), "zone": each.target.zone, "accuracy_m": each.target.accuracy_m,
         "source": each.target.source}
        for each in unclear
    ]  # fmt: skip
    return table_of("zones", records, [each.target.geometry for each in unclear])


def table_of(
    layer: str, records: list[dict[str, Any]], shapes: list[BaseGeometry | None]
) -> gpd.GeoDataFrame:
    """Rows with their geometry, EPSG:4326; what is measured is a column of numbers."""
    table = pd.DataFrame([{"layer": layer, **record} for record in records])
    numbers = [name for name in table if name.endswith(("_m", "_m2", "_of_zone", "_lon", "_lat"))]
    table[numbers] = table[numbers].apply(pd.to_numeric)
    return gpd.GeoDataFrame(table, geometry=gpd.GeoSeries(shapes, crs=CRS), crs=CRS)
