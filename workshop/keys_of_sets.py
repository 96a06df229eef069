"""Keys about what is invented: computed by the screening itself, against one set of zones."""

import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from analysis.geodesy import surface_ha
from analysis.options import ranked
from analysis.parameters import DEFAULTS
from analysis.screening import Finding, Project
from analysis.shapes import Shapes
from geodata.office.records import ZONES
from geodata.problems import ContractError
from geodata.training import Invented, TrainingSet, training_set
from layers.answer import DEFAULT_ACCURACY_M, Answer, Source, answer, kind_of
from workshop.keys_of_places import position_of
from workshop.missing import NoKeyError, Position

OUTSIDE = "outside"
"""The token of a place in no zone."""


def area_ha(name: str, identity: str) -> float:
    """Of a zone of a set, on the ellipsoid."""
    return float(surface_ha(_of_set(name, identity).geometry))


def length_km(name: str, route: str) -> float:
    """Of a route of a set, geodesic from corner to corner."""
    return Shapes((_route(name, route).geometry,)).length_m / 1000


def verdict(name: str, route: str) -> str:
    """What a route's screening says: crosses, clear, cannot_say; not_checked where the set has no
    zone."""
    found = screened(name, route)
    return found.verdict if found.screening.findings else "not_checked"


def crossing(name: str, zone: str) -> int:
    """How many routes of a set cross a zone of that kind."""
    routes = _set(name).of("route")
    crossed = (_findings(name, str(each.token), zone) for each in routes)
    return sum(any(each.verdict.verdict == "crosses" for each in found) for found in crossed)


def inside_m(name: str, route: str, zone: str) -> float:
    """How much of a route lies inside the zones of that kind."""
    return sum(each.length_inside_m for each in _findings(name, route, zone))


def clearance_m(name: str, route: str, zone: str) -> float:
    """Least distance from a route to a zone of that kind; inside, minus the greatest depth."""
    found = [each.clearance_m for each in _findings(name, route, zone)]
    return min(each for each in found if each is not None)


def best(name: str) -> int:
    """The number of the route that ranks first."""
    routes = _set(name).of("route")
    order = ranked([screened(name, str(each.token)).screening for each in routes])
    return int(routes[order[0].number - 1].token)


def zone_at(name: str, position: str) -> str:
    """Token of the gravest zone of a set in which a position lies; else outside."""
    place = Point(position_of(position))
    found = [str(each.token) for each in _set(name).of("zone") if each.geometry.covers(place)]
    return min(found, key=ZONES.index, default=OUTSIDE)


def screened(name: str, route: str) -> Answer:
    """The screening of a route, as `cli.py screen FILE --training SET` makes it."""
    line = _route(name, route).geometry
    return screened_line(name, line, DEFAULT_ACCURACY_M)


def screened_line(name: str, line: BaseGeometry, accuracy_m: float) -> Answer:
    """The screening of any line against a set. Raises ContractError, KeyError."""
    source = Source("", "", "drawn")
    project = Project((line,), accuracy_m, kind_of((line,)))
    return answer(source, project, (), DEFAULTS, name)


def ends(name: str) -> tuple[Position, Position]:
    """Where a line of a set is to begin and end. Raises NoKeyError."""
    try:
        found = _set(name).of("end")
    except (KeyError, ContractError) as error:
        raise NoKeyError(name) from error
    if [each.token for each in found] != [1, 2]:
        raise NoKeyError(name)
    first, second = (shapely.get_coordinates(each.geometry)[0] for each in found)
    return (float(first[0]), float(first[1])), (float(second[0]), float(second[1]))


def _set(name: str) -> TrainingSet:
    try:
        return training_set(name)
    except (KeyError, ContractError) as error:
        raise NoKeyError(name) from error


def _of_set(name: str, identity: str) -> Invented:
    found = _set(name).thing(identity)
    if found is None or found.kind != "zone":
        raise NoKeyError(f"{name} {identity}")
    return found


def _route(name: str, number: str) -> Invented:
    found = _set(name).route(number)
    if found is None:
        raise NoKeyError(f"{name} {number}")
    return found


def _findings(name: str, route: str, zone: str) -> list[Finding]:
    every = screened(name, route).screening.findings
    found = [each for each in every if each.target.zone == zone]
    if not found:
        raise NoKeyError(f"{name} {zone}")
    return found
