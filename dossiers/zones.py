"""The zones of a place: which there are, how large, and whether Mura has any of their lines."""

from analysis.geodesy import surface_ha
from dossiers.parts import Cell, Proof, Row, Section, Table
from i18n import Translator
from layers import card
from layers.boundaries import PLACE, citation
from layers.vocabulary import KIND_NAMES
from layers.zones import Zone, exactness, loaded_of, name_of, zone_name

_MONUMENT = ("heritage_protection", "building_regulation", "protected_landscape")
_PROTECTED_AREA = ("park_protective", "corridor")


def zones(row: card.Row, t: Translator) -> Section | None:
    """Every zone that concerns the place; None of a town or an airport, unless the office has
    loaded the line of one."""
    loaded = {each.zone: each for each in loaded_of(row["id"])}
    rows = _of_unesco(row, loaded, t) | _of_kazakhstan(row, loaded, t)
    rows |= {zone: _loaded(each, t) for zone, each in loaded.items() if zone not in rows}
    if not rows:
        return None
    table = Table(
        caption=t("Zones"),
        heads=(t("Zone"), t("Area"), t("On the map")),
        rows=tuple(rows.values()),
        numbers=frozenset({1}),
    )
    note = t(
        "Where the line of a zone is not loaded, nothing was checked: that is not the same as free."
    )
    return Section("zones", t("Zones"), table=table, notes=(note,))


def _of_unesco(row: card.Row, loaded: dict[str, Zone], t: Translator) -> dict[str, Row]:
    """Property and buffer zone, or the three areas of a reserve, with their published hectares."""
    absent = t("not on the map")
    if row["layer"] == "biosphere_reserves":
        areas = {
            "mab_core": ("core_ha", absent),
            "mab_buffer": ("buffer_ha", absent),
            "mab_transition": ("transition_ha", absent),
        }
    elif row["layer"] in {"world_heritage", "corridor", "component_parts"}:
        kind = row["geometry_kind"] or "none"
        drawn = t("as its parts") if row["parts_layer"] else t(KIND_NAMES[kind])
        areas = {PLACE: ("area_ha", drawn), "buffer_zone": ("buffer_ha", absent)}
    else:
        areas = {}
    return {
        zone: _published(row, zone, column, loaded.get(zone), drawn, t)
        for zone, (column, drawn) in areas.items()
    }


def _of_kazakhstan(row: card.Row, loaded: dict[str, Zone], t: Translator) -> dict[str, Row]:
    """The zones of national law: none of their lines is public."""
    if "KZ" not in row["countries"]:
        return {}
    kinds: tuple[str, ...] = ()
    if row["layer"] in {"sacred_places", "talgar"} or row["category"] in {"cultural", "mixed"}:
        kinds += _MONUMENT
    if row["layer"] == "biosphere_reserves" or row["category"] in {"natural", "mixed"}:
        kinds += _PROTECTED_AREA
    unknown = t("not found"), t("not loaded: not checked")
    return {
        kind: _loaded(loaded[kind], t) if kind in loaded else Row((zone_name(kind, t), *unknown))
        for kind in kinds
    }


def _published(
    row: card.Row, zone: str, column: str, loaded: Zone | None, drawn: str, t: Translator
) -> Row:
    """A zone whose hectares may be published; the line that the office has loaded beside them."""
    hectares = card.fact(row, column, t)
    said = hectares or t("not published")
    level = row["confidence_of"].get(column, row["confidence"])
    of_source = tuple(row["sources"]) if hectares else ()
    if loaded is None:
        return Row((zone_name(zone, t), said, drawn), Proof(of_source, level) if hectares else None)
    own = citation(loaded.passport)
    proof = Proof((*(each for each in of_source if each != own), own), _own_level(level))
    return Row((zone_name(zone, t), (said, _computed(loaded, t)), _line(loaded, t)), proof)


def _own_level(level: str) -> str:
    """A figure beside a line of the office's is no surer than the office's word."""
    return "low" if level == "low" else "medium"


def _loaded(zone: Zone, t: Translator) -> Row:
    """A zone of which nothing is published, and the office has the line."""
    proof = Proof((citation(zone.passport),), "medium")
    return Row((name_of(zone, t), _computed(zone, t), _line(zone, t)), proof)


def _computed(zone: Zone, t: Translator) -> str:
    return t("{n} ha inside the loaded line (computed)", n=t.number(surface_ha(zone.geometry), 2))


def _line(zone: Zone, t: Translator) -> Cell:
    return t("loaded: {act}", act=zone.passport.act), exactness(zone.accuracy_m, t)
