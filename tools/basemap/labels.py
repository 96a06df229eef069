"""The hand-kept table of map labels in Kazakh, Russian and English.

Display names are typed: GeoNames' alternate names carry no language (Almaty gives the historic form
of 1867, Astana a Ukrainian one). A town's position comes from GeoNames by its number; a label of a
region, range, lake or river stands where it reads well, and is no statement of a place.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

import shapely

from . import geojson, packages

TABLE = Path(__file__).with_name("labels.csv")
KINDS = (
    "country", "region", "capital", "city", "town", "village",
    "sea", "lake", "reservoir", "river", "range", "desert", "plateau",
)  # fmt: skip


@dataclass(frozen=True)
class Label:
    """One label; rank 1 is the most important, zooms are those at which it may be shown."""

    id: str
    kind: str
    rank: int
    min_zoom: int
    max_zoom: int
    name_kk: str
    name_ru: str
    name_en: str
    point: shapely.Point

    def names(self) -> dict[str, str]:
        """The three names under their GeoJSON property names."""
        return {"name_kk": self.name_kk, "name_ru": self.name_ru, "name_en": self.name_en}


def read_labels() -> list[Label]:
    """Labels in the order of the table; stops at an incomplete or doubtful row."""
    towns = packages.geonames()
    with TABLE.open(encoding="utf-8", newline="") as file:
        labels = [_label(row, towns) for row in csv.DictReader(file)]
    if len({label.id for label in labels}) != len(labels):
        raise SystemExit("labels.csv: an id is used twice")
    return labels


def _label(row: dict[str, str], towns: dict[str, dict]) -> Label:
    if row["geonameid"]:
        town = towns[row["geonameid"]]
        point = shapely.Point(town["longitude"], town["latitude"])
    else:
        point = shapely.Point(float(row["lon"]), float(row["lat"]))
    label = Label(
        id=row["id"],
        kind=row["kind"],
        rank=int(row["rank"]),
        min_zoom=int(row["min_zoom"]),
        max_zoom=int(row["max_zoom"]),
        name_kk=row["name_kk"],
        name_ru=row["name_ru"],
        name_en=row["name_en"],
        point=point,
    )
    if label.kind not in KINDS or not all(label.names().values()):
        raise SystemExit(f"labels.csv: {label.id}: unknown kind or a name is missing")
    return label


def write(labels: list[Label], path: Path) -> None:
    """Write labels.geojson."""
    geojson.write(path, (_feature(label) for label in labels))


def _feature(label: Label) -> geojson.Feature:
    zooms = {"min_zoom": label.min_zoom, "max_zoom": label.max_zoom}
    properties = {"kind": label.kind, "rank": label.rank} | zooms | label.names()
    return label.id, properties, label.point
