"""What lies nearest to a place: a seat of an akimat, an airport, a border crossing, a museum."""

import geopandas as gpd
import pandas as pd

from analysis import nearness
from analysis.geodesy import compass
from dossiers.parts import Cell, Link, Proof, Row, Section, Table
from geodata.records import districts
from i18n import N_, Translator
from layers.card import is_disputed, name
from layers.catalogue import collection
from layers.freshness import while_data_stay
from layers.positions import metres
from layers.vocabulary import DIRECTIONS, REGIONS

KINDS = {
    "seat": (
        N_("seat of an akimat"),
        ("oblast_centre", "republican_city", "capital", "district_centre"),
    ),
    "airport": (N_("airport"), ("airport",)),
    "border_crossing": (N_("border crossing"), ("border_crossing",)),
    "museum": (N_("museum"), ("museum",)),
}
"""What is looked for: its name, and the types of places that are it."""


def nearest_section(row: pd.Series, t: Translator) -> Section:
    """The nearest place of each kind: distance, accuracy, direction; of a serial property over all
    its parts. Of what has no position, whose sheet and which seats may help."""
    starts = starting_points(row)
    if starts.empty:
        return _without_position(row, t)
    found = nearness.nearest(nearness.pairs(starts, _others(row), kinds_of_places()), "kind")
    return Section(
        id="nearest",
        title=_title(t),
        warnings=_warnings(starts, t),
        said=(t("Straight lines on the ellipsoid, not roads."), _from_where(starts, t)),
        table=_table(found, serial=len(starts) > 1, t=t),
        notes=(*doubts(found["place"], t), *notes_on_places(tuple(KINDS), t)),
    )


def starting_points(row: pd.Series) -> gpd.GeoDataFrame:
    """The row itself, or, of a serial property, its parts; of these what has a position."""
    table = collection().table
    if row["parts_layer"] is None:
        own = table["id"] == row["id"]
    else:
        own = (table["parent_id"] == row["id"]) & (table["layer"] == row["parts_layer"])
    return table[own & table.geometry.notna()]


@while_data_stay()
def kinds_of_places() -> pd.Series:
    """The kind of each place of the layer, by id; blank where it is none of KINDS."""
    kind_of = {token: kind for kind, (_, tokens) in KINDS.items() for token in tokens}
    return _places()["place_type"].map(kind_of)


def distance(pair: pd.Series, t: Translator) -> str:
    """A distance with its accuracy, as far as that is known of both ends."""
    said = metres(pair["distance_m"], t)
    if pd.isna(pair["accuracy_m"]):
        return t("{distance}, accuracy not known", distance=said)
    accuracy = metres(pair["accuracy_m"], t)
    if pair["accuracy_whole"]:
        return t("{distance} ± {accuracy}", distance=said, accuracy=accuracy)
    return t("{distance} ± {accuracy} or more", distance=said, accuracy=accuracy)


def direction(pair: pd.Series, t: Translator) -> str:
    """Where the place lies from here."""
    return t(DIRECTIONS[compass(pair["azimuth"])])


def place_link(identity: str, t: Translator) -> Cell:
    """A place by name; one of low confidence is marked."""
    row = collection().table.loc[identity]
    link = Link(name(row, t), place=identity)
    if confidence_of_position(row) != "low":
        return link
    return link, t("position of low confidence")


def confidence_of_position(row: pd.Series) -> str:
    """A token: how sure the position is."""
    return str(row["confidence_of"].get("geometry", row["confidence"]))


def proof_of_position(identity: str) -> Proof:
    """Where the position of a place comes from, and how sure it is."""
    row = collection().table.loc[identity]
    return Proof(tuple(row["sources"]), confidence_of_position(row))


def doubts(places: pd.Series, t: Translator) -> tuple[str, ...]:
    """What the sources do not agree on, of each of these places once."""
    table = collection().table
    return tuple(
        t("{place}: {doubt}", place=name(table.loc[each], t), doubt=dispute[t.lang])
        for each in dict.fromkeys(places)
        for dispute in table.loc[each, "disputes"]
    )


def notes_on_places(kinds: tuple[str, ...], t: Translator) -> tuple[str, ...]:
    """What stands in the list that is compared, and how much of it has no position."""
    said = [
        t(
            "Only what stands in Mura's own list is compared: the south and south-east of "
            "Kazakhstan and little beyond. A nearer one that is not in it may exist."
        )
    ]
    if missing := "; ".join(_missing(kind, t) for kind in kinds if len(without_position(kind))):
        said.append(
            t(
                "Left out, because they have no position: {missing}. A nearer one may be among "
                "them.",
                missing=missing,
            )
        )
    if "seat" in kinds:
        said.append(t("The nearest seat need not be that of the district where the place lies."))
    return tuple(said)


@while_data_stay()
def without_position(kind: str) -> gpd.GeoDataFrame:
    """Places of a kind that no distance can be told to."""
    return places_of_kind(kind)[lambda places: places.geometry.isna()]


def _missing(kind: str, t: Translator) -> str:
    missing, whole = len(without_position(kind)), len(places_of_kind(kind))
    return t("{kind}: {n} of {whole}", kind=t(KINDS[kind][0]), n=missing, whole=whole)


@while_data_stay()
def places_of_kind(kind: str) -> gpd.GeoDataFrame:
    """Places of one of KINDS, with or without a position."""
    return _places()[(kinds_of_places() == kind).to_numpy()]


@while_data_stay()
def _places() -> gpd.GeoDataFrame:
    table = collection().table
    return table[table["layer"] == "places"]


def _others(row: pd.Series) -> gpd.GeoDataFrame:
    return _places().drop(index=row["id"], errors="ignore")


def _title(t: Translator) -> str:
    return t("What lies nearest")


def _from_where(starts: gpd.GeoDataFrame, t: Translator) -> str:
    if len(starts) > 1:
        return t(
            "Of each kind the nearest over all parts that have a position. From each part by "
            "itself: on its sheet."
        )
    if starts["geometry_kind"].iloc[0] == "boundary":
        return t("Measured from the edge of the boundary; 0 is inside it.")
    if starts["geometry_kind"].iloc[0] == "line":
        return t("Measured from the nearest point of the line.")
    return t("Measured from the published point: where the place ends is not known.")


def _warnings(starts: gpd.GeoDataFrame, t: Translator) -> tuple[str, ...]:
    said = []
    doubtful = [name(start, t) for _, start in starts.iterrows() if is_disputed(start)]
    if doubtful:
        said.append(
            t(
                "The sources do not agree where this is: {names}. Each distance from there may "
                "be off by as much.",
                names=", ".join(doubtful),
            )
        )
    if unknown := _without_seats(starts):
        regions = ", ".join(t(REGIONS[code][0]) for code in unknown)
        said.append(t("Mura's list holds no seat of an akimat in: {regions}.", regions=regions))
    if any(countries and "KZ" not in countries for countries in starts["countries"]):
        said.append(
            t(
                "Abroad Mura knows three airports, and no seat, crossing or museum: these "
                "distances lead into Kazakhstan."
            )
        )
    return tuple(said)


def _without_seats(starts: gpd.GeoDataFrame) -> list[str]:
    """Regions of Kazakhstan in which these places lie, and where no seat is known."""
    known = {code for codes in places_of_kind("seat")["region_now"] for code in codes}
    lies = {code for codes in starts["region_now"] for code in codes}
    return [code for code in REGIONS if code in lies - known]


def _table(found: pd.DataFrame, serial: bool, t: Translator) -> Table:
    heads = [t("Kind of place"), t("Nearest"), t("Distance"), t("Direction")]
    return Table(
        caption=_title(t),
        heads=(*heads, *([t("From which part")] if serial else [])),
        rows=tuple(
            _row(kind, found[found["kind"] == kind], serial, t)
            for kind in KINDS
            if (found["kind"] == kind).any()
        ),
        numbers=frozenset({2}),
    )


def _row(kind: str, of_kind: pd.DataFrame, serial: bool, t: Translator) -> Row:
    pair = of_kind.iloc[0]
    cells: list[Cell] = [
        t(KINDS[kind][0]),
        place_link(pair["place"], t),
        distance(pair, t),
        direction(pair, t),
    ]
    if serial:
        part = collection().table.loc[pair["start"]]
        cells.append(Link(name(part, t), place=pair["start"]))
    return Row(tuple(cells), proof_of_position(pair["place"]), pair["place"])


def _without_position(row: pd.Series, t: Translator) -> Section:
    table = collection().table
    points: list[Cell] = []
    if row["parent_id"] in table.index:
        parent = table.loc[row["parent_id"]]
        points.append((t("It belongs to:"), Link(name(parent, t), place=parent["id"])))
    seats = seats_of(row, t)
    points += zip(seats[::2], seats[1::2], strict=True)
    return Section(
        id="nearest",
        title=_title(t),
        said=(t("No usable position is known, so no distance can be told."),),
        points=tuple(points),
    )


def seats_of(row: pd.Series, t: Translator) -> tuple[str | Link, ...]:
    """Where the akimats of its districts sit, in turn the words and the place: whom to ask."""
    table = collection().table
    said: list[str | Link] = []
    for token in row["districts"]:
        district = districts().get(token)
        if district is not None and district.seat in table.index:
            seat = table.loc[district.seat]
            said.append(t("{district}, seat of its akimat:", district=district.name[t.lang]))
            said.append(Link(name(seat, t), place=seat["id"]))
    return tuple(said)
