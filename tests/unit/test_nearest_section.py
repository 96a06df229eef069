"""What a sheet says of the nearest seat, airport, crossing and museum."""

import pytest
from geographiclib.geodesic import Geodesic

from dossiers import nearest
from dossiers.nearest import KINDS, nearest_section
from dossiers.parts import Link
from geodata.records import District
from i18n import LANGUAGES, translator
from layers.catalogue import collection

TABLE = collection().table
EN = translator("en")
SEATS = {"oblast_centre", "republican_city", "capital", "district_centre"}


def said(identity, t=EN):
    return nearest_section(TABLE.loc[identity], t)


def truth_km(start, end):
    start, end = TABLE.geometry[start], TABLE.geometry[end]
    return Geodesic.WGS84.Inverse(start.y, start.x, end.y, end.x)["s12"] / 1000


def target(row):
    cell = row.cells[1]
    return (cell if isinstance(cell, Link) else cell[0]).place


def brute(start, types):
    """The nearest, found by trying all of them."""
    rows = TABLE[TABLE["place_type"].isin(types) & TABLE.geometry.notna()]
    return min(rows.index.difference([start]), key=lambda place: truth_km(start, place))


@pytest.mark.parametrize(
    "identity", ["1442-012", "1103", "1102rev-002", "br-kz-charyn", "kz-talgar"]
)
def test_of_each_kind_the_nearest(identity):
    rows = said(identity).table.rows
    for row, types in zip(rows, (SEATS, {"airport"}, {"border_crossing"}, {"museum"}), strict=True):
        assert target(row) == brute(identity, types)
        assert row.cells[2].startswith(f"{EN.number(truth_km(identity, target(row)), 1)} km") or (
            truth_km(identity, target(row)) < 1
        )
        assert row.proof.sources


def test_talgar():
    seat, airport, _, museum = said("1442-012").table.rows
    assert seat.cells == (
        "seat of an akimat", Link("Talgar", place="kz-talgar"), "3 km ± 973 m", "to the north-east"
    )  # fmt: skip
    assert airport.cells[2] == "16.9 km ± 720 m or more"
    assert museum.cells[1][1] == "position of low confidence"
    assert museum.proof.confidence == "low"
    assert any("3 km away" in note for note in said("1442-012").notes)


def test_of_a_serial_property_the_nearest_of_its_parts_and_which_it_is():
    parts = TABLE.index[TABLE["parent_id"] == "1693"]
    placed = [part for part in parts if TABLE.geometry[part] is not None]
    for row, types in zip(
        said("1693").table.rows, (SEATS, {"airport"}, {"border_crossing"}, {"museum"}), strict=True
    ):
        distances = {
            (part, brute(part, types)): truth_km(part, brute(part, types)) for part in placed
        }
        assert (row.cells[4].place, target(row)) == min(distances, key=distances.get)


def test_a_disputed_start_and_a_region_without_seats_are_warned_of():
    assert any("Karamergen" in warning for warning in said("1442-024").warnings)
    assert any("Mangystau" in warning for warning in said("1760").warnings)
    assert any("three airports" in warning for warning in said("1252").warnings)
    assert said("1103").warnings == ()


def test_what_has_no_position_leads_on(monkeypatch):
    words = dict.fromkeys(LANGUAGES, "Talgar district")
    district = District("talgar", words, words, "KZ-19", "kz-talgar")
    monkeypatch.setattr(nearest, "districts", lambda: {"talgar": district})
    row = TABLE.loc["br-kz-almaty"].copy()
    row["districts"] = ["talgar", "unheard_of"]
    section = nearest_section(row, EN)
    assert section.table is None
    assert section.said == ("No usable position is known, so no distance can be told.",)
    assert [point[1].place for point in section.points] == ["kz-talgar"]
    assert said("sp-akyrtas").points[0][1].place == "1442-016"


def test_places_without_a_position_are_counted():
    for kind, (_, types) in KINDS.items():
        rows = TABLE[TABLE["place_type"].isin(types)]
        assert len(nearest.without_position(kind)) == rows.geometry.isna().sum()
    note = next(note for note in said("1103").notes if "Left out" in note)
    assert "border crossing: 8 of 15; museum: 3 of 10" in note


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_place_has_its_section_in_every_language(lang):
    t = translator(lang)
    for _, row in TABLE.iloc[::9].iterrows():
        section = nearest_section(row, t)
        assert section.id == "nearest"
        assert section.table or section.said
