"""A trip as files: KML and GPX in the order of the stops, CSV; and as one A4 for the guide."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd

from dossiers.proximity import called, layer_name
from dossiers.trips import answered, by_road, day_title, offered, title, warnings
from geodata.export import Bundle, Part, to_csv, to_gpx, to_kml
from geodata.sources import layer_sources
from geodata.tables import CRS
from i18n import LANGUAGES, Translator, translator
from layers.catalogue import collection
from layers.positions import metres
from layers.trips import Day, Leg, Trip
from layers.vocabulary import KIND_NAMES, NOT_STATED

FORMS = {
    "gpx": ("GPX", "application/gpx+xml"),
    "kml": ("KML", "application/vnd.google-earth.kml+xml"),
    "csv": ("CSV", "text/csv"),
}
"""By the ending of the file: what it is called in every language, and how the web names it."""

_MEANINGS = {
    "day": "number of the day",
    "stop": "number of the stop in its day; 0 is the town, as is the last",
    "feature_id": "id of the place",
    "straight_m": "geodesic distance from the stop before, metres on WGS 84",
    "by_roads_m": "metres along the office's own roads; blank where no way along them is known",
    "road_estimate_m": "the straight metres times the factor where no way is known: an estimate",
    "road_basis": "by_your_roads: measured along them; estimate: the straight line times a factor",
}


def file_of(form: str, trip: Trip, t: Translator) -> bytes:
    """One of FORMS."""
    days = [_part(number, day, trip, t) for number, day in enumerate(trip.days, 1)]
    if form == "csv":
        return to_csv(gpd.GeoDataFrame(pd.concat([day.table for day in days]), crs=CRS), t.lang)
    made = _bundle(trip, days, t)
    return to_kml(made) if form == "kml" else to_gpx(made, routes=True)


def _bundle(trip: Trip, days: list[Part], t: Translator) -> Bundle:
    return Bundle(
        lang=t.lang,
        title=title(trip, t),
        said=(answered(trip, t), *warnings(trip, t), t(NOT_STATED)),
        day=date.fromisoformat(max(source.read for source in layer_sources())),
        parts=tuple(days),
        meanings=_MEANINGS,
        kinds={kind: t(words) for kind, words in KIND_NAMES.items()},
        describe=lambda row: str(row[f"text_{t.lang}"]),
    )


def _part(number: int, day: Day, trip: Trip, t: Translator) -> Part:
    table = collection().table
    records = list(_records(number, day, trip))
    shapes = [table.geometry[each["feature_id"]].representative_point() for each in records]
    rows = gpd.GeoDataFrame(records, geometry=shapes, crs=CRS)
    said = day_title(number, day, trip, t)
    return Part(f"day-{number}", said, answered(trip, t), rows, "#9d174d", "circle")


def _records(number: int, day: Day, trip: Trip) -> Iterator[dict[str, Any]]:
    """From the town over the stops and back."""
    places = (trip.wish.base, *day.stops, trip.wish.base)
    for stop, (identity, leg) in enumerate(zip(places, (None, *day.legs), strict=True)):
        far = trip.far([leg] if leg else [])
        yield {
            "layer": "trip",
            "id": f"{number}-{stop}-{identity}",
            **{f"name_{lang}": called(identity, translator(lang)) for lang in LANGUAGES},
            **{f"text_{lang}": _said(identity, leg, trip, translator(lang)) for lang in LANGUAGES},
            "day": number,
            "stop": stop,
            "feature_id": identity,
            "straight_m": round(far.straight_m, 2),
            "by_roads_m": _rounded(far.by_roads_m),
            "road_estimate_m": _rounded(far.estimate_m),
            "road_basis": leg and ("estimate" if leg.road_m is None else "by_your_roads"),
        }


def _rounded(length: float | None) -> float | None:
    return None if length is None else round(length, 2)


def _said(identity: str, leg: Leg | None, trip: Trip, t: Translator) -> str:
    kind = ". ".join(
        [layer_name(collection().table.loc[identity, "layer"], t),
         *(each.rstrip(".") for each in offered(identity, t))]
    )  # fmt: skip
    if not leg:
        return kind
    return t("{kind}. {straight} straight, {road}", kind=kind,
             straight=metres(leg.straight_m, t), road=by_road(trip.far([leg]), t))  # fmt: skip
