"""The zones of a place: which there are, how large, and whether Mura has any of their lines."""

from functools import cache

from dossiers.parts import Proof, Row, Section, Table
from geodata.glossary import Term, glossary
from i18n import Translator
from layers import card
from layers.vocabulary import KIND_NAMES

_MONUMENT = ("heritage_protection", "building_regulation", "protected_landscape")
_MAB = {"mab_core": "core_ha", "mab_buffer": "buffer_ha", "mab_transition": "transition_ha"}
_PROTECTED_AREA = ("park_protective", "corridor")


def zones(row: card.Row, t: Translator) -> Section | None:
    """Every zone that concerns the place; None of a town or an airport."""
    rows = [*_of_unesco(row, t), *_of_kazakhstan(row, t)]
    if not rows:
        return None
    table = Table(
        caption=t("Zones"),
        heads=(t("Zone"), t("Area"), t("On the map")),
        rows=tuple(rows),
        numbers=frozenset({1}),
    )
    note = t(
        "Where the line of a zone is not loaded, nothing was checked: that is not the same as free."
    )
    return Section("zones", t("Zones"), table=table, notes=(note,))


def _of_unesco(row: card.Row, t: Translator) -> list[Row]:
    """Property and buffer zone, or the three areas of a reserve, with their published hectares."""
    if row["layer"] == "biosphere_reserves":
        areas = {
            "mab_core": "core_ha",
            "mab_buffer": "buffer_ha",
            "mab_transition": "transition_ha",
        }
        return [_zone(row, zone, column, t("not on the map"), t) for zone, column in areas.items()]
    if row["layer"] in {"world_heritage", "corridor", "component_parts"}:
        kind = row["geometry_kind"] or "none"
        drawn = t("as its parts") if row["parts_layer"] else t(KIND_NAMES[kind])
        return [
            _zone(row, "property", "area_ha", drawn, t),
            _zone(row, "buffer_zone", "buffer_ha", t("not on the map"), t),
        ]
    return []


def _of_kazakhstan(row: card.Row, t: Translator) -> list[Row]:
    """The zones of national law: none of their lines is public."""
    if "KZ" not in row["countries"]:
        return []
    kinds: tuple[str, ...] = ()
    if row["layer"] in {"sacred_places", "talgar"} or row["category"] in {"cultural", "mixed"}:
        kinds += _MONUMENT
    if row["layer"] == "biosphere_reserves" or row["category"] in {"natural", "mixed"}:
        kinds += _PROTECTED_AREA
    return [
        Row((zone_name(kind, t), t("not found"), t("not loaded: not checked"))) for kind in kinds
    ]


def _zone(row: card.Row, zone: str, column: str, drawn: str, t: Translator) -> Row:
    hectares = card.fact(row, column, t)
    level = row["confidence_of"].get(column, row["confidence"])
    proof = Proof(tuple(row["sources"]), level) if hectares else None
    return Row((zone_name(zone, t), hectares or t("not published"), drawn), proof)


def zone_name(zone: str, t: Translator) -> str:
    """What the law or UNESCO calls a zone: the word of the glossary for its token."""
    word = _terms()[zone].term[t.lang]
    return word[:1].upper() + word[1:]


@cache
def _terms() -> dict[str, Term]:
    return {term.token: term for term in glossary() if term.token}
