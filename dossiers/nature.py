"""Ecological corridors and the protective zones of parks and reserves: acts without lines."""

from collections.abc import Sequence

from dossiers.law import act, capital, proof, verified
from dossiers.parts import Cell, Link, Proof, Row, Section, Table
from geodata.records import EcologicalCorridor, Rule, Words
from i18n import Translator
from layers.card import name
from layers.catalogue import collection
from layers.positions import metres
from layers.vocabulary import REGIONS, country_name
from layers.zones import loaded

PREFIX = "KZ-N-"
"""Rules of Kazakhstan's nature law."""


def corridors(known: Sequence[EcologicalCorridor], t: Translator) -> Section:
    """The ecological corridors, and why none of them is a line on the map."""
    heads = (t("Corridor"), t("Created"), t("By whom"), t("Area"), t("What it joins"), t("Where"))
    return Section(
        id="ecological-corridors",
        title=t("Ecological corridors"),
        warnings=(
            *_loaded("corridor", t),
            t(
                "In Almaty and Zhetysu regions, ask the akimat of the region for the boundary of "
                "the corridor Kapshagai – Balkhash before a road, a fence, a utility line or a "
                "building is planned: this map cannot tell whether a project lies in it unless its "
                "line is loaded."
            ),
        ),
        said=(
            t(
                "No line ships with Mura: the acts exist, but no coordinates of any corridor were "
                "published. A band drawn by hand would be taken for a boundary. An office can load "
                "its own line; a corridor whose line is not loaded is “not checked”."
            ),
        ),
        table=Table(
            caption=t("Ecological corridors"),
            heads=heads,
            rows=tuple(_corridor(each, t) for each in known if each.kind == "corridor"),
        ),
        notes=(
            t(
                "A “Zhongar corridor” was looked for and not found in any source. It is not in "
                "the list."
            ),
        ),
    )


def _loaded(zone: str, t: Translator) -> tuple[str, ...]:
    """Of which places the office has loaded the line of such a zone; nothing if of none."""
    table = collection().table
    named = [name(table.loc[each.feature_id], t) for each in loaded() if each.zone == zone]
    if not named:
        return ()
    return (t("Lines that this office has loaded: {names}.", names=", ".join(named)),)


def related_areas(known: Sequence[EcologicalCorridor], t: Translator) -> Section:
    """Protected areas that belong to the corridors' story and are in no UNESCO layer."""
    heads = (t("Protected area"), t("Act"), t("By whom"), t("Area"), t("Where"))
    return Section(
        id="related-areas",
        title=t("Protected areas beside the corridors"),
        said=(
            t(
                "They are no designations of UNESCO and no line of them ships with Mura: “not "
                "checked”."
            ),
        ),
        table=Table(
            caption=t("Protected areas beside the corridors"),
            heads=heads,
            rows=tuple(_area(each, t) for each in known if each.kind == "protected_area"),
        ),
    )


def protective_zone(rules: Sequence[Rule], t: Translator) -> Section:
    """The strip of not less than two kilometres, and the acts that set it."""
    wide = [rule for rule in rules if _is_of_nature(rule) and rule.metres is not None]
    return Section(
        id="protective-zone",
        title=t("Protective zone of parks and reserves"),
        warnings=(
            *_loaded("park_protective", t),
            t(
                "No line of any of these zones ships with Mura: where none is loaded, nothing "
                "within 2 km of a park or a reserve has been checked."
            ),
        ),
        said=(
            t(
                "By these acts a protective zone of not less than 2 km lies around a park or a "
                "reserve; the akimat of the region sets it. The land stays with its users; its use "
                "is restricted. It is not the protection zone of a monument. It may be the buffer "
                "zone of a biosphere reserve as well, or not: West Altai's is."
            ),
        ),
        table=_rules_table(t("Acts that set the width"), wide, True, t) if wide else None,
    )


def nature_law(rules: Sequence[Rule], t: Translator) -> Section:
    """What else the nature law says of reserves, parks and corridors."""
    others = [rule for rule in rules if _is_of_nature(rule) and rule.metres is None]
    return Section(
        id="nature-law",
        title=t("What else the law on protected areas says"),
        table=_rules_table(t("What else the law on protected areas says"), others, False, t),
    )


def _is_of_nature(rule: Rule) -> bool:
    return rule.id.startswith(PREFIX)


def _corridor(each: EcologicalCorridor, t: Translator) -> Row:
    cells = (
        _with_note(each, t),
        each.created[t.lang],
        _or_not_found(each.body, t),
        _area_of(each, t),
        _or_not_found(each.joins, t),
        _where(each, t),
    )
    return Row(cells, Proof(each.sources, each.confidence))


def _area(each: EcologicalCorridor, t: Translator) -> Row:
    cells = (
        _with_note(each, t),
        each.created[t.lang],
        _or_not_found(each.body, t),
        _area_of(each, t),
        _where(each, t),
    )
    return Row(cells, Proof(each.sources, each.confidence))


def _with_note(each: EcologicalCorridor, t: Translator) -> Cell:
    named = each.name[t.lang]
    return (named, each.note[t.lang]) if each.note else named


def _or_not_found(words: Words | None, t: Translator) -> str:
    return t("not found") if words is None else words[t.lang]


def _area_of(each: EcologicalCorridor, t: Translator) -> str:
    if each.area is not None:
        return each.area[t.lang]
    if each.hectares is None:
        return t("not published")
    return t("{n} ha", n=t.number(each.hectares, 2))


def _where(each: EcologicalCorridor, t: Translator) -> Cell:
    if each.country != "KZ":
        return country_name(each.country, t)
    return tuple(t(REGIONS[code][0]) for code in each.regions) or t("region not named")


def _rules_table(caption: str, rules: Sequence[Rule], widths: bool, t: Translator) -> Table:
    width = [t("Least width")] if widths else []
    heads = [t("Rule"), t("Act"), *width, t("Sheet"), t("Official text read")]
    return Table(
        caption=caption,
        heads=tuple(heads),
        rows=tuple(_rule(rule, widths, t) for rule in rules),
        numbers=frozenset({2}) if widths else frozenset(),
    )


def _rule(rule: Rule, widths: bool, t: Translator) -> Row:
    width = [metres(rule.metres, t) if rule.metres else "—"] if widths else []
    cells = (
        rule.text[t.lang],
        act(rule, t),
        *width,
        _places(rule, t),
        verified(rule, t),
    )
    return Row(cells, proof(rule))


def _places(rule: Rule, t: Translator) -> Cell:
    """What it is made for: sheets, or a name where no layer has the place."""
    if rule.made_for is not None:
        return capital(rule.made_for[t.lang])
    table = collection().table
    links = tuple(Link(name(table.loc[id], t), place=id) for id in rule.places if id in table.index)
    return links or "—"
