"""Which of the loaded boundaries a position lies in, and how sure that is."""

from math import isnan

from shapely.geometry import Point, box

from analysis import geodesy
from dossiers.standing import standing
from i18n import Translator
from layers.proximity import UNSURE_M
from layers.zones import loaded, with_place

_METRES_A_DEGREE = 60_000.0
"""At least so many, east to west as well, in all of the working area."""


def lines_here(lon: float, lat: float, t: Translator) -> list[dict[str, str]]:
    """The boundaries and zones that a position (degrees, WGS 84) lies in, or may lie in: id and
    name of the place, and how sure it is, in words."""
    point = Point(lon, lat)
    told = []
    for zone in loaded():
        unsure = UNSURE_M if isnan(zone.accuracy_m) else zone.accuracy_m
        if point.distance(box(*zone.geometry.bounds)) > unsure / _METRES_A_DEGREE:
            continue
        clearance = geodesy.clearance_m(zone.geometry, lon, lat)
        said = standing(clearance, zone.accuracy_m, unsure, t)
        if said is not None:
            told.append({"id": zone.feature_id, "name": with_place(zone, t), "said": said})
    return told
