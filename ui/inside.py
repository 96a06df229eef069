"""Which of the loaded boundaries a position lies in, and how sure that is."""

from math import isnan

from shapely.geometry import Point, box

from analysis import geodesy
from i18n import Translator
from layers.positions import metres
from layers.zones import Zone, exactness, loaded, with_place

_UNSURE_M = 100.0
"""ASSUMPTION. So near to an edge whose accuracy nobody knows, nothing is said for certain."""
_METRES_A_DEGREE = 60_000.0
"""At least so many, east to west as well, in all of the working area."""


def lines_here(lon: float, lat: float, t: Translator) -> list[dict[str, str]]:
    """The boundaries and zones that a position (degrees, WGS 84) lies in, or may lie in: id and
    name of the place, and how sure it is, in words."""
    point = Point(lon, lat)
    told = []
    for zone in loaded():
        unsure = _UNSURE_M if isnan(zone.accuracy_m) else zone.accuracy_m
        if point.distance(box(*zone.geometry.bounds)) > unsure / _METRES_A_DEGREE:
            continue
        said = _standing(geodesy.clearance_m(zone.geometry, lon, lat), unsure, zone, t)
        if said is not None:
            told.append({"id": zone.feature_id, "name": with_place(zone, t), "said": said})
    return told


def _standing(clearance: float, unsure: float, zone: Zone, t: Translator) -> str | None:
    """Whether a position lies in a zone, its clearance known in metres; None: it does not."""
    if clearance > unsure:
        return None
    if clearance > 0:
        return t("outside as drawn, but too near to the edge: cannot say ({exactness})",
                 exactness=exactness(zone.accuracy_m, t))  # fmt: skip
    if -clearance <= unsure:
        return t("inside as drawn, but too near to the edge: cannot say ({exactness})",
                 exactness=exactness(zone.accuracy_m, t))  # fmt: skip
    if isnan(zone.accuracy_m):
        return t("inside as drawn; how exact the line is nobody has said")
    return t("inside, {distance} from the edge ({exactness})",
             distance=metres(-clearance, t), exactness=exactness(zone.accuracy_m, t))  # fmt: skip
