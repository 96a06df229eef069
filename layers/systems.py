"""Coordinate systems in words: what one is called, how positions came to WGS 84, who says so."""

from geodata.coordinates.candidates import SWAPPED
from geodata.coordinates.systems import SYSTEMS, System, name_of, system_for
from geodata.readers.brought import Placement
from i18n import N_, Translator

DATUMS = {"wgs84": "WGS 84", "qaztrf23": "QazTRF-23", "sk42": N_("SK-42")}
"""Two of them are called the same in every language."""

KINDS = {
    "geographic": N_("{datum}, in degrees ({code})"),
    "zone6": N_("{datum}, Gauss-Krüger, 6° zone {zone} ({code})"),
    "zone3": N_("{datum}, Gauss-Krüger, 3° zone {zone} ({code})"),
    "meridian6": N_("{datum}, Gauss-Krüger, central meridian {meridian}° E, without zone ({code})"),
    "cs63": N_("SK-63, zone K{zone} ({code})"),
    "utm": N_("{datum}, UTM zone {zone}N ({code})"),
    "web": N_("{datum}, web Mercator ({code})"),
}
KINDS["meridian3"] = KINDS["meridian6"]

BASES = {
    "format": N_("laid down by the file's format"),
    "declared": N_("declared by the file"),
    "confirmed": N_("confirmed by the user"),
}
"""How it is known in which system a file is written."""


def system_name(code: str, t: Translator) -> str:
    """Datum, projection, zone and code: SK-42, Gauss-Krüger, 6° zone 13 (EPSG:28413).

    The token of a candidate is understood too: with the axes changed over, it says so. A system
    that is not ours bears the registry's English name.
    """
    if code.startswith(SWAPPED):
        return _swapped_name(code.removeprefix(SWAPPED), t)
    system = SYSTEMS.get(code)
    return _name(system, t) if system else f"{name_of(code)} ({code})"


def operation_said(placement: Placement, t: Translator) -> str:
    """By which operation positions came to WGS 84, and what it may be off by."""
    if not placement.operation:
        return t("no conversion was needed")
    return t(
        "converted from {datum} by {operation}, ± {accuracy} m",
        datum=_datum(placement.system, t),
        operation=placement.operation,
        accuracy=t.number(placement.accuracy_m, 1),
    )


def basis_said(placement: Placement, t: Translator) -> str:
    """How the system of the file is known."""
    return t(BASES[placement.basis])


def _swapped_name(code: str, t: Translator) -> str:
    system = SYSTEMS.get(code)
    if system is not None and system.geographic:
        return t("{system}; latitude stands first", system=system_name(code, t))
    return t("{system}; the northing stands first", system=system_name(code, t))


def _name(system: System, t: Translator) -> str:
    return t(
        KINDS[system.kind],
        datum=t(DATUMS[system.datum]),
        zone=system.zone,
        meridian=t.number(system.meridian or 0.0),
        code=system.code,
    )


def _datum(code: str, t: Translator) -> str:
    datum = system_for(code).datum
    return t(DATUMS[datum]) if datum in DATUMS else datum
