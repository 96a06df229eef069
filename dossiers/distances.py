"""How far each World Heritage place of Kazakhstan lies from the next border crossing and museum."""

import geopandas as gpd
import pandas as pd

from analysis import nearness
from dossiers.cells import linked, proof
from dossiers.nearest import (
    KINDS,
    confidence_of_position,
    direction,
    distance,
    doubts,
    kinds_of_places,
    notes_on_places,
    place_link,
    places_of_kind,
    proof_of_position,
)
from dossiers.parts import Cell, Proof, Row, Section, Table
from i18n import N_, Translator
from layers.card import fact
from layers.catalogue import collection
from layers.freshness import while_data_stay
from layers.positions import metres
from layers.vocabulary import LEVELS

ASKED = ("border_crossing", "museum")
_NONE_IN_REGION = {
    "border_crossing": N_("no crossing with a position in its own region"),
    "museum": N_("no museum with a position in its own region"),
}
_UPWARDS = ("low", "medium", "high")


def distances_sections(t: Translator) -> tuple[Section, ...]:
    """The distances, and what they lead to."""
    sites = sites_of_kazakhstan()
    found = nearness.nearest(nearness.pairs(sites, _targets(), kinds_of_places()), "start", "kind")
    by_pair = {(pair["start"], pair["kind"]): pair for _, pair in found.iterrows()}
    return _distances(sites, by_pair, t), _compared(t), _left_out(t)


def sites_of_kazakhstan() -> gpd.GeoDataFrame:
    """The properties of Kazakhstan; of a serial one those of its parts that lie there."""
    table = collection().table
    here = table["countries"].map(lambda countries: "KZ" in countries).astype(bool)
    whole = (table["layer"] == "world_heritage") & table["parts_layer"].isna()
    parts = table["layer"].isin(["corridor", "component_parts"])
    return table[here & (whole | parts)]


def _targets() -> gpd.GeoDataFrame:
    return pd.concat([places_of_kind(kind) for kind in ASKED])


def _distances(
    sites: gpd.GeoDataFrame, by_pair: dict[tuple[str, str], pd.Series], t: Translator
) -> Section:
    title = t("From each World Heritage place of Kazakhstan to the next crossing and museum")
    rows = tuple(_site(row, by_pair, t) for _, row in sites.iterrows())
    return Section(
        id="distances",
        title=title,
        warnings=(
            t(
                "The next crossing or museum may be another one: of some no position was found, "
                "and Mura's list covers the south and south-east of Kazakhstan. Where a region has "
                "none with a position, the table says so."
            ),
        ),
        said=(
            t(
                "Why this table: the states of the region agreed to share information against "
                "illicit trafficking in cultural property, and to make culture part of their "
                "economic goals. The first asks for the next border crossing, the second for the "
                "next museum. The text of that agreement was not read here."
            ),
            t("Straight lines on the ellipsoid, not roads."),
            t("Measured from the published point: where the place ends is not known."),
        ),
        table=Table(title, (t("Place"), t("Border crossing"), t("Museum")), rows),
        notes=notes_on_places(ASKED, t),
    )


def _site(row: pd.Series, by_pair: dict[tuple[str, str], pd.Series], t: Translator) -> Row:
    found = [by_pair.get((row["id"], kind)) for kind in ASKED]
    parent = fact(row, "parent_id", t)
    places = [pair["place"] for pair in found if pair is not None]
    return Row(
        cells=(
            (linked(row, t), parent) if parent else linked(row, t),
            *(_measured(row, kind, pair, t) for kind, pair in zip(ASKED, found, strict=True)),
        ),
        proof=_joined(row, places) if places else None,
        id=row["id"],
    )


def _measured(row: pd.Series, kind: str, pair: pd.Series | None, t: Translator) -> Cell:
    if pair is None:
        return t("no usable position") if row.geometry is None else t("not found")
    linked_place = place_link(pair["place"], t)
    lines = linked_place if isinstance(linked_place, tuple) else (linked_place,)
    said = t("{distance}, {direction}", distance=distance(pair, t), direction=direction(pair, t))
    if not _regions_of(kind).isdisjoint(row["region_now"]):
        return said, *lines
    return said, *lines, t(_NONE_IN_REGION[kind])


@while_data_stay()
def _regions_of(kind: str) -> frozenset[str]:
    """The regions in which a place of the kind has a position."""
    places = places_of_kind(kind)
    return frozenset(
        code for codes in places["region_now"][places.geometry.notna()] for code in codes
    )


def _joined(row: pd.Series, places: list[str]) -> Proof:
    """The proofs of all positions that a row rests on; as sure as the least sure of them."""
    proofs = [Proof(proof(row).sources, confidence_of_position(row))]
    proofs += [proof_of_position(place) for place in places]
    return Proof(
        sources=tuple(dict.fromkeys(source for each in proofs for source in each.sources)),
        confidence=min((each.confidence for each in proofs), key=_UPWARDS.index),
    )


def _compared(t: Translator) -> Section:
    """Every crossing and museum with a position, and how sure that is."""
    title = t("The crossings and museums that are compared")
    targets = _targets()
    compared = targets[targets.geometry.notna()]
    heads = (t("Name"), t("Kind of place"), t("Position may be off by"), t("Confidence"))
    weak = sum(confidence_of_position(row) == "low" for _, row in compared.iterrows())
    return Section(
        id="compared",
        title=title,
        table=Table(title, heads, tuple(_place(row, t) for _, row in compared.iterrows())),
        notes=(
            t(
                "{n} of {whole} have a position of low confidence: no conclusion may rest on it.",
                n=weak,
                whole=len(compared),
            ),
            *doubts(compared["id"], t),
        ),
    )


def _place(row: pd.Series, t: Translator) -> Row:
    kind = kinds_of_places()[row["id"]]
    cells = (
        linked(row, t),
        t(KINDS[kind][0]),
        t("not known") if pd.isna(row["accuracy_m"]) else metres(row["accuracy_m"], t),
        t(LEVELS[confidence_of_position(row)]),
    )
    return Row(cells, proof_of_position(row["id"]), row["id"])


def _left_out(t: Translator) -> Section:
    targets = _targets()
    missing = targets[targets.geometry.isna()]
    return Section(
        id="left-out",
        title=t("Left out, because no position was found"),
        said=(
            t(
                "{n} of {whole} crossings and museums stand in the list by name only.",
                n=len(missing),
                whole=len(targets),
            ),
        ),
        points=tuple(linked(row, t) for _, row in missing.iterrows()),
    )
