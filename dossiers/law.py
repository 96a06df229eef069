"""Which rules bind a place: by its layer, its category, its country, and what it belongs to."""

from collections.abc import Iterable

from dossiers.parts import Cell, Proof
from geodata.records import Rule, rules_of
from i18n import Translator
from layers.catalogue import collection
from layers.whereabouts import Row as Place

PARTS = ("corridor", "component_parts")
"""Layers of component parts."""

_BY_CATEGORY = {
    "cultural": ("heritage_law",),
    "natural": ("nature_law",),
    "mixed": ("heritage_law", "nature_law"),
}
_NATIONAL = ("heritage_law", "nature_law")


def lineage(row: Place) -> tuple[Place, ...]:
    """The place, what it belongs to, and so on up: a point of Talgar, the part, the property."""
    table = collection().table
    found = [row]
    while (parent := found[-1]["parent_id"]) in table.index:
        if any(parent == each["id"] for each in found):
            break  # an office's own file may go in a circle
        found.append(table.loc[parent])
    return tuple(found)


def in_kazakhstan(row: Place) -> bool:
    """Whether the place, or a part of it, lies in Kazakhstan."""
    return "KZ" in row["countries"]


def law_of(row: Place) -> tuple[Rule, ...]:
    """The rules that bind a place, in the order of the file. Abroad only UNESCO's bind."""
    family = lineage(row)
    found = rules_of(_regimes(row, family[-1]), tuple(each["id"] for each in family))
    return (
        found if in_kazakhstan(row) else tuple(rule for rule in found if not _of_kazakhstan(rule))
    )


def act(rule: Rule, t: Translator) -> Cell:
    """Where the rule stands, and the id by which it is cited here."""
    return capital(rule.act[t.lang]), rule.id


def capital(words: str) -> str:
    """Words as they begin a line."""
    return words[:1].upper() + words[1:]


def verified(rule: Rule, t: Translator) -> str:
    """Whether its text was read."""
    return t("yes") if rule.verified else t("no")


def proof(rule: Rule) -> Proof:
    """Where the rule comes from, and how sure that is."""
    return Proof(rule.sources, rule.confidence)


def giving(law: Iterable[Rule], body: str) -> tuple[Rule, ...]:
    """The rules that give this body a power or a duty."""
    return tuple(rule for rule in law if body in rule.bodies)


def for_planners(law: Iterable[Rule]) -> tuple[Rule, ...]:
    """What whoever plans something must know: what binds the developer, and what is said to all."""
    return tuple(rule for rule in law if "developer" in rule.bodies or not rule.bodies)


def _regimes(row: Place, top: Place) -> tuple[str, ...]:
    if top["layer"] == "biosphere_reserves":
        return ("biosphere_reserve", "nature_law") if in_kazakhstan(row) else ("biosphere_reserve",)
    if top["layer"] == "world_heritage":
        if not in_kazakhstan(row):
            return ("world_heritage",)
        return ("world_heritage", "impact_assessment", *_BY_CATEGORY.get(top["category"], ()))
    at_home = row["layer"] == "sacred_places" and in_kazakhstan(row)
    return ("heritage_law",) if at_home else ()


def _of_kazakhstan(rule: Rule) -> bool:
    """Kazakhstan's own law, or how Kazakhstan applies UNESCO's: KZ stands in the id."""
    return rule.regime in _NATIONAL or "KZ" in rule.id.split("-")
