"""The zones of places whose lines the office has loaded: what they are called, how they are drawn.

A zone is drawn with the place that it belongs to, and never for it. Where the office has loaded the
boundary of the place itself, that is the place's own geometry, and no zone beside it.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from shapely.geometry import MultiPolygon

from geodata.glossary import glossary
from geodata.office.records import ZONES, Passport
from i18n import Translator
from layers.boundaries import PLACE, is_the_place
from layers.catalogue import collection
from layers.freshness import while_data_stay
from layers.positions import metres

_OF_THE_LIST = ("world_heritage", "corridor", "component_parts")
"""Layers whose places are World Heritage, or parts of it: there `property` has its own word."""


@dataclass(frozen=True)
class Look:
    """How a zone is drawn: always in the colour of its place's layer, and always filled, because
    it is real; a schematic is not. Told apart in grey as well, by weight and dashes."""

    weight: float
    """Of its line, pixels or points."""
    dashes: tuple[float, ...]
    """Pixels or points: line, gap, line, gap. Empty is a solid line."""
    fill: float
    """Opacity."""


_CORE = Look(1.6, (), 0.16)
_AROUND = Look(1.4, (), 0.06)
_PROTECTED = Look(2.6, (), 0.06)
_REGULATED = Look(1.3, (11, 3, 2, 3), 0.06)
_WIDE = Look(1.3, (2, 3), 0.04)

LOOKS = {
    "property": _CORE,
    "buffer_zone": _AROUND,
    "mab_core": _CORE,
    "mab_buffer": _AROUND,
    "mab_transition": _WIDE,
    "heritage_protection": _PROTECTED,
    "building_regulation": _REGULATED,
    "protected_landscape": _WIDE,
    "park_protective": _REGULATED,
    "corridor": _REGULATED,
}


@dataclass(frozen=True)
class Zone:
    """The line of one zone of one place."""

    version: str
    feature_id: str
    zone: str
    """A key of LOOKS."""
    geometry: MultiPolygon
    """EPSG:4326."""
    accuracy_m: float
    """What its edge may be off by, metres; NaN where nobody knows."""
    passport: Passport
    added: str
    is_place: bool
    """Whether the place itself ends there."""


def zones_of(identity: str) -> tuple[Zone, ...]:
    """The zones that are drawn with a place: all but its own boundary, the widest kinds first."""
    return tuple(each for each in loaded_of(identity) if not each.is_place)


def boundary_of(identity: str) -> Zone | None:
    """The place's own boundary, if the office has loaded it."""
    return next((each for each in loaded_of(identity) if each.is_place), None)


def loaded_of(identity: str) -> tuple[Zone, ...]:
    """Whatever line the office has loaded of a place."""
    return _by_place().get(identity, ())


def loaded() -> tuple[Zone, ...]:
    """Whatever line the office has loaded of any place that is here."""
    return tuple(zone for zones in _by_place().values() for zone in zones)


@while_data_stay()
def _by_place() -> dict[str, tuple[Zone, ...]]:
    here = collection()
    found: dict[str, list[Zone]] = {}
    for version, row in here.zones.iterrows():
        is_place = is_the_place(row["zone"], here.table.loc[row["feature_id"]])
        zone = Zone(version=str(version), is_place=is_place, **row.to_dict())
        found.setdefault(zone.feature_id, []).append(zone)
    return {
        identity: tuple(sorted(zones, key=lambda each: ZONES.index(each.zone), reverse=True))
        for identity, zones in found.items()
    }


def zone_name(zone: str, t: Translator) -> str:
    """What the law or UNESCO calls a zone: the word of the glossary for its token."""
    word = _terms()[zone][t.lang]
    return word[:1].upper() + word[1:]


def name_of(zone: Zone, t: Translator) -> str:
    """What a zone of a place is called there: not every place is World Heritage."""
    row = collection().table.loc[zone.feature_id]
    if zone.zone == PLACE and row["layer"] not in _OF_THE_LIST:
        return t("Boundary of the place")
    return zone_name(zone.zone, t)


def with_place(zone: Zone, t: Translator) -> str:
    """The zone's name and the place's."""
    row = collection().table.loc[zone.feature_id]
    return f"{name_of(zone, t)} · {row[f'name_{t.lang}']}"


def exactness(accuracy_m: float, t: Translator) -> str:
    """What an edge may be off by, in words."""
    if accuracy_m != accuracy_m:
        return t("accuracy not known")
    return f"± {metres(accuracy_m, t)}"


@cache
def _terms() -> dict[str, dict[str, Any]]:
    return {term.token: term.term for term in glossary() if term.token}
