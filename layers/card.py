"""What is said of one place: the short card on the map and the cells of the table."""

from collections.abc import Callable, Mapping
from typing import Any

from geodata.tables import is_blank
from i18n import N_, Translator
from layers.catalogue import collection, layer
from layers.positions import metres
from layers.vocabulary import (
    CATEGORIES,
    CONFIDENCE,
    IN_DANGER,
    KINDS,
    LEVELS,
    STATUS,
    country_name,
    type_name,
)
from layers.whereabouts import Row, district_names, region_then, regions
from layers.zones import exactness, name_of, zones_of

_FIRST_FACTS = ("geometry_kind", "accuracy_m", "zones")
"""What must be read before anything is concluded from the map."""

_COMMON_FACTS = (
    "parent_id",
    "designated_year",
    "status",
    "countries",
    "region_now",
    "region_2019",
    "districts",
    "area_ha",
    "buffer_ha",
    "confidence",
    "names_other",
)

LABELS = {
    "category": N_("Category"),
    "criteria": N_("Criteria"),
    "in_danger": N_("In danger"),
    "parts_total": N_("Component parts"),
    "transboundary": N_("In more than one country"),
    "part_type": N_("Type"),
    "century_from": N_("Period"),
    "core_ha": N_("Core area"),
    "transition_ha": N_("Transition area"),
    "managing_body": N_("Managed by"),
    "talgar_type": N_("Type"),
    "place_type": N_("Type"),
    "sacred_type": N_("Type"),
    "population": N_("Population (GeoNames, undated)"),
    "year_from": N_("Years"),
    "parent_id": N_("Part of"),
    "designated_year": N_("Year of inscription or designation"),
    "status": N_("Status"),
    "countries": N_("Countries"),
    "region_now": N_("Region today"),
    "region_2019": N_("Region in 2019"),
    "districts": N_("District"),
    "area_ha": N_("Area"),
    "buffer_ha": N_("Buffer zone"),
    "geometry_kind": N_("On the map"),
    "accuracy_m": N_("Position may be off by"),
    "zones": N_("Zones whose lines are loaded"),
    "confidence": N_("Confidence"),
    "names_other": N_("Also written"),
}


def name(row: Row, t: Translator) -> str:
    """The place's name in this language."""
    return str(row[f"name_{t.lang}"])


def card(row: Row, t: Translator) -> dict[str, Any]:
    """The short card, as texts in one language: layer, summary, warnings, facts, sources."""
    declared = layer(row["layer"])
    facts = [
        [t(LABELS[column]), text]
        for column in (*_FIRST_FACTS, *declared.facts, *_COMMON_FACTS)
        if (text := fact(row, column, t)) is not None
    ]
    return {
        "layer": declared.called(t),
        "summary": row[f"summary_{t.lang}"],
        "warnings": warnings(row, t),
        "facts": facts,
        "sources": row["sources"],
    }


DISPUTED_ABOVE_M = 100
"""Sources that place something farther apart than this dispute its position: a road and a wall
can both stand in between."""


DISPUTE_COLUMNS = ("disputed_position", "accuracy_basis", "accuracy_m")
"""What `is_disputed` reads of a row."""


def is_disputed(row: Mapping[str, Any] | Row) -> bool:
    """Whether the sources disagree on where the place is. Other notes do not make it disputed."""
    if row["disputed_position"] is not None:
        return True
    return row["accuracy_basis"] == "sources_differ" and row["accuracy_m"] > DISPUTED_ABOVE_M


def warnings(row: Row, t: Translator) -> list[str]:
    """The known conflicts of a place, a sentence each."""
    sentences = [dispute[t.lang] for dispute in row["disputes"]]
    if row[f"name_{t.lang}_status"] == "unofficial":
        sentences.append(t("The name is our own rendering; no official form was found."))
    return sentences


def fact(row: Row, column: str, t: Translator) -> str | None:
    """One fact as a text in one language with its unit; None where nobody found the figure."""
    if column == "managing_body":
        return row[f"managing_body_{t.lang}"]
    value = row[column]
    if column == "geometry_kind":
        kind = value or "none"
        return t(KINDS[kind])
    if column == "accuracy_m" and is_blank(value):
        return t("not known")
    if is_blank(value):
        return None
    return _FORMATS[column](row, value, t)


def _hectares(row: Row, value: float, t: Translator) -> str:
    return t("{n} ha", n=t.number(value, 2))


def _number(row: Row, value: float, t: Translator) -> str:
    return t.number(value)


def _year(row: Row, value: int, t: Translator) -> str:
    return str(int(value))


def _confidence(row: Row, level: str, t: Translator) -> str:
    """How sure the figures are, and how sure the position, where that is another matter."""
    of_position = row["confidence_of"].get("geometry", "low" if is_disputed(row) else level)
    if of_position == level:
        return t(CONFIDENCE[level])
    position = t(LEVELS[of_position])
    return t("{level}; of the position: {position}", level=t(CONFIDENCE[level]), position=position)


def _type(row: Row, token: str, t: Translator) -> str:
    inferred = row["part_type_inferred"] is True
    return t("{type} (inferred)", type=type_name(token, t)) if inferred else type_name(token, t)


def _period(row: Row, first: int, t: Translator) -> str:
    last = first if is_blank(row["century_to"]) else row["century_to"]
    if first == last:
        return century(first, t)
    if first > 0 and last > 0:
        return t("{first}–{last} centuries", first=_ordinal(first, t), last=_ordinal(last, t))
    return f"{century(first, t)} – {century(last, t)}"


def century(number: int, t: Translator) -> str:
    """A century as a text; negative numbers are before Christ."""
    if number < 0:
        return t("{n} century BC", n=_ordinal(-number, t))
    return t("{n} century", n=_ordinal(number, t))


def _ordinal(number: int, t: Translator) -> str:
    """8th in English, VIII in Kazakh and Russian."""
    if t.lang != "en":
        return _ROMAN[int(number)]
    teens = 10 < number % 100 < 20
    return f"{number}{'th' if teens else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _years(row: Row, first: int, t: Translator) -> str:
    last = row["year_to"]
    return str(int(first)) if is_blank(last) else f"{int(first)}–{int(last)}"


def _zones(row: Row, tokens: list[str], t: Translator) -> str:
    return ", ".join(
        f"{name_of(each, t)} ({exactness(each.accuracy_m, t)})" for each in zones_of(row["id"])
    )


def _parent(row: Row, identity: str, t: Translator) -> str | None:
    table = collection().table
    return name(table.loc[identity], t) if identity in table.index else None


_ROMAN = dict(
    enumerate(
        [
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
            "VIII",
            "IX",
            "X",
            "XI",
            "XII",
            "XIII",
            "XIV",
            "XV",
            "XVI",
            "XVII",
            "XVIII",
            "XIX",
            "XX",
            "XXI",
            "XXII",
            "XXIII",
            "XXIV",
            "XXV",
            "XXVI",
            "XXVII",
            "XXVIII",
            "XXIX",
            "XXX",
        ],
        1,
    )
)

_FORMATS: dict[str, Callable[[Row, Any, Translator], str | None]] = {
    "category": lambda row, value, t: t(CATEGORIES[value]),
    "criteria": lambda row, value, t: ", ".join(f"({criterion})" for criterion in value),
    "in_danger": lambda row, value, t: None if value == "no" else t(IN_DANGER[value]),
    "parts_total": _number,
    "transboundary": lambda row, value, t: t("yes") if value is True else None,
    "part_type": _type,
    "talgar_type": _type,
    "place_type": _type,
    "sacred_type": _type,
    "century_from": _period,
    "core_ha": _hectares,
    "transition_ha": _hectares,
    "area_ha": _hectares,
    "buffer_ha": _hectares,
    "population": _number,
    "year_from": _years,
    "parent_id": _parent,
    "designated_year": _year,
    "status": lambda row, value, t: t(STATUS[value]) if value in STATUS else None,
    "countries": lambda row, value, t: ", ".join(country_name(code, t) for code in value),
    "region_now": lambda row, value, t: regions(row, "today", t),
    "region_2019": region_then,
    "districts": lambda row, value, t: district_names(row, t),
    "accuracy_m": lambda row, value, t: metres(value, t),
    "zones": _zones,
    "confidence": _confidence,
    "names_other": lambda row, value, t: ", ".join(value),
}
