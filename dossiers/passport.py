"""The passport of a place's boundary: who drew it, from what, when, how exact, under which licence,
and what the sources do not agree on."""

from analysis.geodesy import WGS84, compass
from dossiers.parts import Cell, Fact, Proof, Section
from geodata.office.records import Passport
from geodata.sources import Source, layer_sources
from i18n import N_, Translator
from layers import card
from layers.boundaries import citation
from layers.catalogue import layer
from layers.freshness import now
from layers.positions import apart, decimal, metres, sexagesimal
from layers.vocabulary import CAVEATS, DIRECTIONS, KINDS, LICENCES
from layers.zones import Zone, boundary_of, name_of, zones_of

_BASIS = {
    "sources_differ": N_("so far do the sources differ"),
    "rounding": N_("so far may rounding have moved the published figures"),
    "stated": N_("as the source states"),
}


def passport(row: card.Row, t: Translator) -> Section:
    """What is known of the geometry: never more than its kind allows to conclude."""
    own = boundary_of(row["id"])
    facts = [
        Fact(t("On the map"), _kind(row, t)),
        *_position(row, own, t),
        *_accuracy(row, own, t),
        *_others(row, t),
        *(_origin(row, t) if own is None else _drawn(own.passport, own.added, t)),
        *(_of_zone(each, t) for each in zones_of(row["id"])),
    ]
    return Section(
        "passport",
        t("Passport of the boundary"),
        warnings=tuple(dispute[t.lang] for dispute in row["disputes"]),
        facts=tuple(facts),
        notes=() if _is_settled(row) else (_what_would_settle(t),),
    )


def _kind(row: card.Row, t: Translator) -> str:
    if row["parts_layer"]:
        return t("A serial property has no position of its own; its parts have.")
    kind = row["geometry_kind"] or "none"
    return t(KINDS[kind])


def _is_settled(row: card.Row) -> bool:
    """Whether its extent is known, or it is no place that could be inside of anything."""
    return row["geometry_kind"] == "boundary" or layer(row["layer"]).own


def _position(row: card.Row, own: Zone | None, t: Translator) -> list[Fact]:
    cited = tuple(row["sources"]) if own is None else (citation(own.passport),)
    proof = Proof(cited, row["confidence_of"].get("geometry", row["confidence"]))
    if row.geometry is not None:
        point = row.geometry.representative_point()
        label = t("Position") if own is None else t("A position inside")
        return [Fact(label, _written(point.y, point.x, t), proof)]
    if row["disputed_position"] is not None:
        lon, lat = row["disputed_position"]
        return [
            Fact(t("Published position, disputed and not on the map"), _written(lat, lon, t), proof)
        ]
    return []


def _written(lat: float, lon: float, t: Translator) -> Cell:
    return decimal(lat, lon), sexagesimal(lat, lon, t)


def _accuracy(row: card.Row, own: Zone | None, t: Translator) -> list[Fact]:
    if row.geometry is None:
        return []
    if own is not None:
        return [Fact(t("Its edge may be off by"), _exact(own.passport, t))]
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


def _exact(passport: Passport, t: Translator) -> Cell:
    """As it was drawn, and as it was transformed: together they are what an edge may be off by."""
    total = passport.total_accuracy_m
    if total is None or passport.accuracy_m is None:
        return t("not known: near the edge nobody can say what lies inside")
    said = f"± {metres(total, t)}"
    if not passport.operation_accuracy_m:
        return said
    return said, t(
        "as drawn {drawn}, by the transformation {operation}",
        drawn=metres(passport.accuracy_m, t),
        operation=metres(passport.operation_accuracy_m, t),
    )


def _drawn(passport: Passport, added: str, t: Translator) -> list[Fact]:
    """Who drew a line, from what, when, how exactly: all of it the office's own words."""
    unknown = t("not known")
    system = passport.system or unknown
    return [
        Fact(t("Act, or what it was taken from"), passport.act),
        Fact(t("Date of the act"), passport.act_date or unknown),
        Fact(t("Drawn by"), passport.drawer or unknown),
        Fact(t("Scale"), f"1 : {t.number(passport.scale)}" if passport.scale else unknown),
        Fact(t("Licence"), passport.licence or unknown),
        Fact(t("File"), passport.file or unknown),
        Fact(t("Coordinate system of the file"), (system, passport.operation or t("as it is"))),
        Fact(t("Loaded by the office on"), added[:10]),
    ]


def _of_zone(zone: Zone, t: Translator) -> Fact:
    """The passport of a zone, line by line."""
    exact = _exact(zone.passport, t)
    told = [f"{fact.label}: {_joined(fact.value)}" for fact in _drawn(zone.passport, zone.added, t)]
    label = t("Line of the zone: {zone}", zone=name_of(zone, t))
    edge = t("Its edge may be off by")
    lines = (f"{edge}: {_joined(exact)}", *told)
    return Fact(label, lines, Proof((citation(zone.passport),), "medium"))


def _joined(value: Cell) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _origin(row: card.Row, t: Translator) -> list[Fact]:
    """Where the layer of the place comes from: its publisher, or the office's own passport."""
    declared = layer(row["layer"])
    if declared.passport is not None:
        added = next(each.added for each in now().layers if each.name == declared.name)
        return _drawn(declared.passport, added, t)
    source = next((each for each in layer_sources() if each.key == row["layer"]), None)
    return [] if source is None else _published(source, t)


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
