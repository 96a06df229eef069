"""The active filter said in a sentence, and why today's regions are not those of 2019."""

from collections.abc import Callable

import geopandas as gpd

from analysis.regions import FORMED_FROM
from analysis.select import Query
from i18n import Translator
from layers.catalogue import collection
from layers.vocabulary import (
    CATEGORIES,
    COUNTRIES,
    KIND_NAMES,
    REFORM,
    REGIONS,
)

_INSCRIBED = {"world_heritage", "corridor", "component_parts"}


Gate = Callable[[str], str]
"""What takes a text from data into the language that it is shown in: see geodata/escape.py."""


def sentence(query: Query, rows: gpd.GeoDataFrame, t: Translator, gate: Gate = str) -> str:
    """What the table and the map show, for example: 7 World Heritage properties in Kazakhstan
    inscribed since 2003. The titles of an office's own layers go through the gate."""
    if rows.empty:
        return t("Nothing matches these filters.")
    text = _and_where(_counts(rows, t, gate), query, t)
    text = _and_when(text, query, t)
    if query.as_of == "2019":
        text = t("{what} as of 2019", what=text)
    if conditions := _conditions(query, t):
        text = t("{what}; {conditions}", what=text, conditions="; ".join(conditions))
    return text[:1].upper() + text[1:]  # in Kazakh a layer may come first, and not its number


def on_the_map(
    query: Query, rows: gpd.GeoDataFrame, places: gpd.GeoDataFrame, t: Translator
) -> str:
    """Why the map and the table may not count the same."""
    placed = int(places.geometry.notna().sum())
    said = [t.plural("On the map: {n} place.", "On the map: {n} places.", placed)]
    if places["layer"].isin(rows["parts_layer"].dropna()).any():
        said.append(t("A serial property appears there as its parts."))
    nowhere = int((rows.geometry.isna() & rows["parts_layer"].isna()).sum())
    if nowhere:
        said.append(
            t.plural(
                "{n} place without a usable position is in the table only.",
                "{n} places without a usable position are in the table only.",
                nowhere,
            )
        )
    if query.year_from is not None or query.year_to is not None:
        said.append(t("Places without a year are left out."))
    return " ".join(said)


def reform_note(query: Query, t: Translator) -> str | None:
    """Why a region's places differ between 2019 and today, where the reform of 2022 touched it."""
    touched = {*FORMED_FROM, *FORMED_FROM.values()}
    if touched.isdisjoint(query.regions) and query.as_of == "today":
        return None
    return t(REFORM)


def _counts(rows: gpd.GeoDataFrame, t: Translator, gate: Gate) -> str:
    """How many of each layer. A candidate is named, and never counted among the designated."""
    counts = rows["layer"].where(rows["status"] == "designated").value_counts()
    named = [
        (layer, layer.count(int(counts[layer.name]), t))
        for layer in collection().known
        if layer.name in counts
    ]
    said = [gate(words) if layer.own else words for layer, words in named]
    candidates = int((rows["status"] == "candidate").sum())
    if candidates:
        said.append(t.plural("{n} candidate", "{n} candidates", candidates))
    return ", ".join(said)


def _and_where(what: str, query: Query, t: Translator) -> str:
    regions = [t(REGIONS[code][1]) for code in query.regions]
    countries = [t(COUNTRIES[code][1]) if code in COUNTRIES else code for code in query.countries]
    if regions and query.countries == ("KZ",):
        countries = []  # the regions are all Kazakhstan's
    for places in filter(None, (regions, countries)):
        what = t("{what} {where}", what=what, where=_either(places, t))
    return what


def _either(named: list[str], t: Translator) -> str:
    either = t("or")
    return f" {either} ".join(named)


def _and_when(what: str, query: Query, t: Translator) -> str:
    first, last = query.year_from, query.year_to
    if first is None and last is None:
        return what
    if set(query.layers) <= _INSCRIBED:
        if first == last:
            return t("{what} inscribed in {first}", what=what, first=first)
        if last is None:
            return t("{what} inscribed since {first}", what=what, first=first)
        if first is None:
            return t("{what} inscribed up to {last}", what=what, last=last)
        return t("{what} inscribed from {first} to {last}", what=what, first=first, last=last)
    if first == last:
        return t("{what} designated in {first}", what=what, first=first)
    if last is None:
        return t("{what} designated since {first}", what=what, first=first)
    if first is None:
        return t("{what} designated up to {last}", what=what, last=last)
    return t("{what} designated from {first} to {last}", what=what, first=first, last=last)


def _conditions(query: Query, t: Translator) -> list[str]:
    said = []
    if query.categories:
        names = _either([t(CATEGORIES[each]) for each in query.categories], t)
        said.append(t("category: {names}", names=names))
    if query.criteria:
        names = _either([f"({each})" for each in query.criteria], t)
        said.append(t("criteria: {names}", names=names))
    if query.in_danger:
        said.append(t("in danger or to be checked"))
    if query.serial is not None:
        said.append(t("serial") if query.serial else t("not serial"))
    if query.transboundary is not None:
        said.append(t("transboundary") if query.transboundary else t("not transboundary"))
    if query.places:
        said.append(t("only the places of a list"))
    if query.kinds:
        names = _either([t(KIND_NAMES[each]) for each in query.kinds], t)
        said.append(t("on the map as: {names}", names=names))
    return said
