"""The passport of a place's boundary: who drew it, from what, when, how exact, under which licence,
and what the sources do not agree on."""

from analysis.geodesy import WGS84, compass
from dossiers.parts import Cell, Fact, Proof, Section
from geodata.sources import Source, layer_sources
from i18n import N_, Translator
from layers import card
from layers.positions import apart, decimal, sexagesimal
from layers.vocabulary import CAVEATS, DIRECTIONS, KINDS, LICENCES

_BASIS = {
    "sources_differ": N_("so far do the sources differ"),
    "rounding": N_("so far may rounding have moved the published figures"),
    "stated": N_("as the source states"),
}


def passport(row: card.Row, t: Translator) -> Section:
    """What is known of the geometry: never more than its kind allows to conclude."""
    source = _source(row["layer"])
    facts = [
        Fact(t("On the map"), _kind(row, t)),
        *_position(row, t),
        *_accuracy(row, t),
        *_others(row, t),
        *([] if source is None else _published(source, t)),
    ]
    return Section(
        "passport",
        t("Passport of the boundary"),
        warnings=tuple(dispute[t.lang] for dispute in row["disputes"]),
        facts=tuple(facts),
        notes=() if row["geometry_kind"] == "boundary" else (_what_would_settle(t),),
    )


def _kind(row: card.Row, t: Translator) -> str:
    if row["parts_layer"]:
        return t("A serial property has no position of its own; its parts have.")
    kind = row["geometry_kind"] or "none"
    return t(KINDS[kind])


def _position(row: card.Row, t: Translator) -> list[Fact]:
    proof = Proof(tuple(row["sources"]), row["confidence_of"].get("geometry", row["confidence"]))
    if row.geometry is not None:
        point = row.geometry.representative_point()
        return [Fact(t("Position"), _written(point.y, point.x, t), proof)]
    if row["disputed_position"] is not None:
        lon, lat = row["disputed_position"]
        return [
            Fact(t("Published position, disputed and not on the map"), _written(lat, lon, t), proof)
        ]
    return []


def _written(lat: float, lon: float, t: Translator) -> Cell:
    return decimal(lat, lon), sexagesimal(lat, lon, t)


def _accuracy(row: card.Row, t: Translator) -> list[Fact]:
    if row.geometry is None:
        return []
    said = card.fact(row, "accuracy_m", t) or t("not known")
    basis = row["accuracy_basis"]
    text = f"± {said}: {t(_BASIS[basis])}" if basis else said
    return [Fact(t("Position may be off by"), text)]


def _others(row: card.Row, t: Translator) -> list[Fact]:
    """Where other sources place it, and how far from the position that is shown. A secondary source
    is of medium confidence; where the sources dispute the place, no position is more than low."""
    level = "low" if card.is_disputed(row) else "medium"
    return [
        Fact(
            t("Another source places it at"),
            (*_written(other["lat"], other["lon"], t), *_apart(row, other, t)),
            Proof((other["source"],), level),
        )
        for other in row["other_positions"]
    ]


def _apart(row: card.Row, other: dict[str, float], t: Translator) -> list[str]:
    if row.geometry is None:
        return []
    point = row.geometry.representative_point()
    azimuth, _, metres = WGS84.inv(point.x, point.y, other["lon"], other["lat"])
    direction = t(DIRECTIONS[compass(azimuth % 360)])
    return [t("{distance} away, {direction}", distance=apart(metres, t), direction=direction)]


def _source(layer: str) -> Source | None:
    return next((each for each in layer_sources() if each.key == layer), None)


def _published(source: Source, t: Translator) -> list[Fact]:
    licence = t(LICENCES[source.licence]) if source.licence in LICENCES else source.licence
    caveat = (t(CAVEATS[source.caveat]),) if source.caveat else ()
    return [
        Fact(t("Publisher"), source.publisher),
        Fact(t("Read on"), source.read),
        Fact(t("Licence as published"), (licence, *caveat)),
    ]


def _what_would_settle(t: Translator) -> str:
    return t(
        "Whether something lies inside cannot be said from this. It would be settled by the "
        "boundary itself: of a monument's zones from the act of the region's akimat, of a "
        "protected area from its registered passport, of a World Heritage property from the maps "
        "of its nomination."
    )
