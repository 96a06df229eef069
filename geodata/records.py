"""What is known besides the layers: events, rules, districts, ecological corridors, the tentative
list, the settlement of Talgar. Documents of our own in geodata/records/, each fact with its source.

Each is read against its contract; a broken one is refused with all its problems.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from geodata.columns import (
    CONFIDENCE,
    FLAG,
    HECTARES,
    IN_THREE_LANGUAGES,
    TEXT,
    TOKEN,
    Schema,
    blank_or,
    list_of,
    one_of,
)
from geodata.documents import object_of, read_document
from geodata.settings import HERE

RECORDS = HERE / "records"

Words = dict[str, str]
"""A text by language: kk, ru, en."""

_ID: Schema = {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9.-]*$"}
_SOURCES: Schema = {**list_of(TEXT), "minItems": 1}
_DATE: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2}(/\d{4}-\d{2}-\d{2})?)?)?$"}
_COUNTRY: Schema = {"type": "string", "pattern": "^[A-Z]{2}$"}
_REGION: Schema = {"type": "string", "pattern": "^KZ-[0-9]{2}$"}

REGIMES = ("world_heritage", "impact_assessment", "biosphere_reserve", "heritage_law", "nature_law")
BODIES = (
    "managing_body",
    "district_akimat",
    "region_akimat",
    "culture_ministry",
    "state_party",
    "committee",
    "mab",
    "developer",
)
EVENT_KINDS = ("decision", "inscription", "mission", "works", "agreement", "press", "planning")
BLANKS = ("not_published", "not_found")


@dataclass(frozen=True)
class Event:
    """Something that happened to a place, or that was decided about it."""

    id: str
    places: tuple[str, ...]
    """Ids of the places that it is about."""
    date: str | None
    """ISO 8601, as exact as the source: 2016, 2016-10, 2016-10-27, or two days with a slash."""
    kind: str
    """One of EVENT_KINDS."""
    number: str | None
    """Of a decision of the World Heritage Committee: 41 COM 7B.88."""
    text: Words | None
    """One line in our words; None where nobody has read the text."""
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class Rule:
    """A rule of law or of the Convention, in our words."""

    id: str
    regime: str
    """One of REGIMES."""
    text: Words
    act: Words
    """The act, the decision or the guidance that it stands in, as an official cites it."""
    number: str | None
    """The article, the paragraph or the number alone, the same in every language."""
    date: str | None
    """Of the act or the decision, ISO 8601, as exact as the source; None where nobody found it."""
    bodies: tuple[str, ...]
    """Whom it gives a power or a duty: of BODIES."""
    metres: float | None
    """The least width that it names."""
    places: tuple[str, ...]
    """Ids of the places that it is made for; empty is all of its regime."""
    made_for: Words | None
    """The one place that it is made for, where no layer has it: it binds no place of ours."""
    verified: bool
    """Whether its text was read; of what is only recalled or reported, it was not."""
    sources: tuple[str, ...]
    confidence: str

    def binds(self, places: tuple[str, ...]) -> bool:
        """Whether it is made for one of these places, or for all of its regime."""
        return self.made_for is None and (
            not self.places or not set(places).isdisjoint(self.places)
        )


@dataclass(frozen=True)
class District:
    """A district, or a city that is none."""

    id: str
    name: Words
    """As it stands alone: Talgar district."""
    akimat: Words
    """Its executive body, with the grammar of each language: akimat of Talgar district."""
    region: str
    """ISO 3166-2, within today's borders."""
    seat: str | None
    """Id of the place where its akimat sits, if it is among the places."""


@dataclass(frozen=True)
class EcologicalCorridor:
    """A corridor that an act has created, or a protected area that belongs to its story."""

    id: str
    kind: str
    """corridor or protected_area"""
    country: str
    """ISO 3166-1 alpha-2"""
    name: Words
    created: Words
    """When, and by which act."""
    body: Words | None
    """Who created it; None where it was not found."""
    hectares: float | None
    area: Words | None
    """The area as the source gives it, where it gives no exact figure."""
    joins: Words | None
    regions: tuple[str, ...]
    note: Words | None
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class Tentative:
    """An entry of Kazakhstan's tentative list."""

    id: str
    number: str | None
    name: Words
    date: str | None
    """Of the entry: 1998, or a day."""
    category: str | None
    became: str | None
    """Id of the property that it was inscribed as, or of the property or part that holds it now."""
    note: Words | None
    sources: tuple[str, ...]
    confidence: str


@dataclass(frozen=True)
class Known:
    """Something known of the settlement of Talgar, or known to be unknown."""

    id: str
    group: str
    """identity, extent, lesson"""
    label: Words
    value: Words | None
    """None where nobody found it."""
    blank: str | None
    """Why there is no value: one of BLANKS."""
    sources: tuple[str, ...]
    confidence: str


_PROVEN = {"sources": _SOURCES, "confidence": CONFIDENCE}

_EVENT = object_of(
    id=_ID,
    places={**list_of(TEXT), "minItems": 1},
    date=blank_or(_DATE),
    kind=one_of(*EVENT_KINDS),
    number=blank_or(TEXT),
    text=blank_or(IN_THREE_LANGUAGES),
    **_PROVEN,
)
_RULE = object_of(
    id=_ID,
    regime=one_of(*REGIMES),
    text=IN_THREE_LANGUAGES,
    act=IN_THREE_LANGUAGES,
    number=blank_or(TEXT),
    date=blank_or(_DATE),
    bodies=list_of(one_of(*BODIES)),
    metres=blank_or({"type": "number", "exclusiveMinimum": 0}),
    places=list_of(TEXT),
    made_for=blank_or(IN_THREE_LANGUAGES),
    verified=FLAG,
    **_PROVEN,
)
_DISTRICT = object_of(
    id=TOKEN,
    name=IN_THREE_LANGUAGES,
    akimat=IN_THREE_LANGUAGES,
    region=_REGION,
    seat=blank_or(TEXT),
)
_CORRIDOR = object_of(
    id=_ID,
    kind=one_of("corridor", "protected_area"),
    country=_COUNTRY,
    name=IN_THREE_LANGUAGES,
    created=IN_THREE_LANGUAGES,
    body=blank_or(IN_THREE_LANGUAGES),
    hectares=blank_or(HECTARES),
    area=blank_or(IN_THREE_LANGUAGES),
    joins=blank_or(IN_THREE_LANGUAGES),
    regions=list_of(_REGION),
    note=blank_or(IN_THREE_LANGUAGES),
    **_PROVEN,
)
_TENTATIVE = object_of(
    id=_ID,
    number=blank_or(TEXT),
    name=IN_THREE_LANGUAGES,
    date=blank_or(_DATE),
    category=blank_or(one_of("cultural", "natural", "mixed")),
    became=blank_or(TEXT),
    note=blank_or(IN_THREE_LANGUAGES),
    **_PROVEN,
)
_KNOWN = object_of(
    id=_ID,
    group=one_of("identity", "extent", "lesson"),
    label=IN_THREE_LANGUAGES,
    value=blank_or(IN_THREE_LANGUAGES),
    blank=blank_or(one_of(*BLANKS)),
    **_PROVEN,
)


@cache
def events() -> tuple[Event, ...]:
    """Every event, in the order of time; the undated last. Raises ContractError."""
    told = read_rows("events", _EVENT, Event)
    return tuple(sorted(told, key=lambda event: (event.date is None, event.date or "")))


def events_of(*places: str) -> tuple[Event, ...]:
    """The events of any of these places, in the order of time."""
    return tuple(event for event in events() if not set(places).isdisjoint(event.places))


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the file. Raises ContractError."""
    return read_rows("rules", _RULE, Rule)


def rules_of(regimes: tuple[str, ...], places: tuple[str, ...]) -> tuple[Rule, ...]:
    """The rules of these regimes that bind any of these places, in the order of the file."""
    return tuple(rule for rule in rules() if rule.regime in regimes and rule.binds(places))


@cache
def districts() -> dict[str, District]:
    """Every district that the layers name, by its token. Raises ContractError."""
    return {district.id: district for district in read_rows("districts", _DISTRICT, District)}


@cache
def ecological_corridors() -> tuple[EcologicalCorridor, ...]:
    """Corridors and the areas that belong to them. Raises ContractError."""
    return read_rows("ecological_corridors", _CORRIDOR, EcologicalCorridor)


@cache
def tentative_list() -> tuple[Tentative, ...]:
    """Kazakhstan's tentative list, as far as it was found. Raises ContractError."""
    return read_rows("tentative_list", _TENTATIVE, Tentative)


@cache
def talgar() -> tuple[Known, ...]:
    """What is known of Talgar, in the order of the file. Raises ContractError."""
    return read_rows("talgar", _KNOWN, Known)


def read_rows(name: str, member: Schema, make: Callable[..., Any]) -> tuple[Any, ...]:
    """The rows of a document, each by its contract. Raises ContractError."""
    form = object_of(rows={"type": "array", "minItems": 1, "items": member})
    rows = read_document(RECORDS / f"{name}.json", form, "rows")["rows"]
    return tuple(make(**{key: _frozen(value) for key, value in row.items()}) for row in rows)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
