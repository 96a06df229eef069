"""The state of the Map page in its address: parsed by allow-lists, written in one canonical form.

What an address cannot say (an unknown layer, a year of 10 digits, pickled bytes) is passed over,
and the page opens with its default there.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from analysis.select import Query
from layers.catalogue import CATALOGUE, collection
from layers.freshness import while_data_stay
from layers.vocabulary import CATEGORIES, KINDS, REGIONS

DEFAULT = Query(layers=tuple(layer.name for layer in CATALOGUE if layer.shown_at_start))
CRITERIA = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
NO_LAYER = "none"
"""The address of a map with every layer switched off."""

_MOST_VALUES = 100
"""Values of one parameter that are looked at; an address with more was not written by us."""

Parameters = Mapping[str, list[str]]
"""Parameters of an address: every value of every name."""


@while_data_stay()
def countries() -> tuple[str, ...]:
    """The countries that occur, Kazakhstan first, then by code."""
    found = {code for codes in collection().table["countries"] for code in codes}
    return tuple(sorted(found, key=lambda code: (code != "KZ", code)))


@while_data_stay()
def years() -> tuple[int, ...]:
    """The years from the first designation to the last."""
    found = collection().table["designated_year"].dropna()
    return tuple(range(int(found.min()), int(found.max()) + 1)) if len(found) else ()


def read(parameters: Parameters) -> Query:
    """The query that an address asks for."""
    choose = chooser(parameters)
    layers = choose("layer", [layer.name for layer in collection().known])
    if not layers and NO_LAYER not in parameters.get("layer", []):
        layers = DEFAULT.layers
    return Query(
        layers=layers,
        categories=choose("category", CATEGORIES),
        criteria=choose("criteria", CRITERIA),
        countries=choose("country", countries()),
        regions=choose("region", REGIONS),
        as_of="2019" if choose("as_of", ["2019"]) else "today",
        year_from=_year(parameters, "from"),
        year_to=_year(parameters, "to"),
        in_danger=bool(choose("danger", ["yes"])),
        serial=_yes_or_no(choose("serial", ["yes", "no"])),
        transboundary=_yes_or_no(choose("transboundary", ["yes", "no"])),
        kinds=choose("kind", KINDS),
        places=choose("place", collection().table.index) if "place" in parameters else (),
    )


def write(query: Query) -> dict[str, list[str]]:
    """The address of a query: only what differs from the default, in a fixed order."""
    parameters: dict[str, list[str]] = {
        "layer": [] if query.layers == DEFAULT.layers else list(query.layers) or [NO_LAYER],
        "category": list(query.categories),
        "criteria": list(query.criteria),
        "country": list(query.countries),
        "region": list(query.regions),
        "as_of": ["2019"] if query.as_of == "2019" else [],
        "from": _words(query.year_from),
        "to": _words(query.year_to),
        "danger": ["yes"] if query.in_danger else [],
        "serial": _words(query.serial),
        "transboundary": _words(query.transboundary),
        "kind": list(query.kinds),
        "place": [",".join(query.places)] if query.places else [],
    }
    return {name: values for name, values in parameters.items() if values}


def chooser(parameters: Parameters) -> Callable[[str, Iterable[str]], tuple[str, ...]]:
    """What reads an address by allow-lists: choose("country", the countries there are)."""

    def choose(name: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """The allowed values that the address names, in the order of the allow-list."""
        asked = {
            part for value in parameters.get(name, [])[:_MOST_VALUES] for part in value.split(",")
        }
        return tuple(value for value in allowed if value in asked)

    return choose


def _year(parameters: Parameters, name: str) -> int | None:
    text = (parameters.get(name) or [""])[-1]
    # isdecimal alone would take digits of other scripts, which int() takes too.
    if not (text.isascii() and text.isdecimal() and len(text) == 4):
        return None
    return int(text) if int(text) in years() else None


def _yes_or_no(values: tuple[str, ...]) -> bool | None:
    return {("yes",): True, ("no",): False}.get(values)


def _words(value: Any) -> list[str]:
    if value is None:
        return []
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [str(value)]
