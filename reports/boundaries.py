"""The office's boundaries as a table to take along: each line with its whole passport."""

from collections.abc import Container
from dataclasses import asdict

import geopandas as gpd
import pandas as pd

from geodata.export import Part
from geodata.tables import CRS
from i18n import LANGUAGES, Translator, translator
from layers.boundaries import citation
from layers.zones import Zone, exactness, loaded, with_place

NAME = "boundaries"
"""Of the table, and of the file that holds it alone."""

MEANINGS = {
    "feature_id": "id of the place that the boundary belongs to",
    "zone": "what it bounds; property is the place itself",
    "act": "number and title of the act, or what the boundary was taken from",
    "act_date": "date of the act",
    "drawer": "who drew it",
    "scale": "denominator of the scale: 10000 is 1:10 000",
    "licence": "under which licence the office has it",
    "file": "name of the file that was loaded",
    "sha256": "SHA-256 of that file",
    "system": "coordinate system of that file",
    "operation": "how its positions came to WGS 84",
    "operation_accuracy_m": "what that may be off by, metres",
    "drawn_accuracy_m": "what the line may be off by as it was drawn, metres",
    "added": "when the office loaded it, UTC",
}


def boundary_table(places: Container[str] | None = None) -> gpd.GeoDataFrame:
    """Every boundary that holds of these places, or of all. EPSG:4326, index is the version."""
    zones = [each for each in loaded() if places is None or each.feature_id in places]
    table = pd.DataFrame([_record(each) for each in zones], dtype=object)
    table.index = pd.Index([each.version for each in zones], dtype=object)
    return gpd.GeoDataFrame(table, geometry=[each.geometry for each in zones], crs=CRS)


def boundary_part(table: gpd.GeoDataFrame, t: Translator) -> Part:
    """The same as a sheet, a folder, a table of a file."""
    counted = t.plural("{n} row", "{n} rows", len(table))
    note = t("Each boundary names its act and its licence.")
    return Part(
        name=NAME,
        title=t("Boundaries loaded by the office"),
        source=f"{counted}. {note}",
        table=table,
        colour="#334155",
        shape="square",
    )


def described(row: pd.Series, t: Translator) -> str:
    """A boundary in plain words, line by line."""
    zone = next(each for each in loaded() if each.version == row["id"])
    return "\n".join((with_place(zone, t), citation(zone.passport), exactness(zone.accuracy_m, t)))


def _record(zone: Zone) -> dict[str, object]:
    passport = asdict(zone.passport)
    passport["drawn_accuracy_m"] = passport.pop("accuracy_m")
    known = {name: None if value == "" else value for name, value in passport.items()}
    return {
        "layer": NAME,
        "id": zone.version,
        "feature_id": zone.feature_id,
        "zone": zone.zone,
        **{f"name_{lang}": with_place(zone, translator(lang)) for lang in LANGUAGES},
        "geometry_kind": "boundary",
        "accuracy_m": zone.accuracy_m,
        **known,
        "added": zone.added,
    }
