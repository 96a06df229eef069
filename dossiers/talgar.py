"""The settlement of Talgar: what is known of it, what is not, what happened, what was learnt."""

import geopandas as gpd

from analysis.corridor import between
from analysis.geodesy import Position, nearest
from analysis.select import Query
from dossiers.corridor import affected
from dossiers.events import DECISIONS, events
from dossiers.parts import Fact, Proof, Row, Section, Table
from dossiers.positions import coordinates
from geodata.records import EVENT_KINDS, Known, talgar
from i18n import N_, Translator
from layers import card
from layers.catalogue import collection
from layers.positions import apart
from layers.zones import boundary_of, exactness

PART = "1442-012"
"""UNESCO's point of the settlement."""
SITE = "talgar-site"
"""The point of the site description."""
NEAR_M = 25_000
"""How far the places lie that are shown around, metres."""
HOME = ((43.24, 77.13), (43.33, 77.27))
"""What the map shows first: the settlement, the town and the villages of the road, degrees."""

BLANK_WORDS = {"not_published": N_("not published"), "not_found": N_("not found")}


def around() -> gpd.GeoDataFrame:
    """The settlement, and the towns and villages near it."""
    table = collection().table
    own = table.index.isin([PART]) | (table["layer"] == "talgar")
    rows = table[own]
    points = _points()
    if points:
        lon, lat = points[0]
        towns = nearest(table[table["layer"] == "places"], lon, lat, len(table))
        near = towns.index[towns["distance_m"] <= NEAR_M]
        rows = table[own | table.index.isin(near)]
    return rows


def query(rows: gpd.GeoDataFrame) -> Query:
    """The same places as the Map page would be asked for them."""
    return Query(layers=("corridor", "talgar", "places"), places=tuple(sorted(rows.index)))


def identity_section(t: Translator) -> Section:
    """Which place this is: numbers, names, dates."""
    facts = [_fact(known, t) for known in _of("identity")]
    facts.insert(2, Fact(t("Parts of the property"), affected(t)))
    return Section("identity", t("Which place this is"), facts=tuple(facts))


def extent_section(t: Translator) -> Section:
    """What is known of where the settlement begins and ends, and what is not."""
    heads = (t("What it is about"), t("What is known"))
    rows = (*_two_points(t), *(_row(known, t) for known in _of("extent")))
    table = Table(t("Known and unknown of the extent"), heads, rows)
    title = t("Its extent: known and unknown")
    return Section("extent", title, (cannot_say(t),), table=table)


def cannot_say(t: Translator) -> str:
    """Why nobody may read "inside" or "outside" from the map; or by which line alone."""
    boundary = boundary_of(PART)
    if boundary is not None:
        return t(
            "This office has loaded a boundary of the settlement ({act}; {exactness}). Inside or "
            "outside is told by that line alone, and not nearer to it than it may be off.",
            act=boundary.passport.act,
            exactness=exactness(boundary.accuracy_m, t),
        )
    points = _points()
    if len(points) < 2:
        return t(
            "No boundary of Talgar is published: inside or outside cannot be read from the map."
        )
    return t(
        "The two published points are {distance} apart and no boundary is published, while the "
        "disputed roads run nearer than that: inside or outside cannot be read from these points.",
        distance=apart(between(*points)[0], t),
    )


def story_section(t: Translator) -> Section:
    """The road, from the inscription to the last decision; what is undated stands last."""
    kinds = [kind for kind in EVENT_KINDS if kind != "planning"]
    return Section("events", t("What happened"), events=events((PART,), t, kinds))


def decisions_section(t: Translator) -> Section:
    """The decisions of the Committee alone, by number."""
    note = t(
        "“Text not read” means that the decision is known by its number alone: the link leads to "
        "it, or to a later decision that cites it."
    )
    told = events((PART,), t, DECISIONS)
    return Section("decisions", t("What the Committee decided"), events=told, notes=(note,))


def pressure_section(t: Translator) -> Section:
    """Plans for the land of the district since."""
    note = t("Drafts are no acts: whether they were adopted was not found.")
    told = events((PART,), t, ("planning",))
    return Section(
        "pressure", t("Planning pressure in Talgar district"), events=told, notes=(note,)
    )


def lessons_section(t: Translator) -> Section:
    """What the case teaches whoever plans a road or a house."""
    facts = tuple(_fact(known, t) for known in _of("lesson"))
    return Section("lessons", t("What to learn from it"), facts=facts)


def _of(group: str) -> list[Known]:
    return [known for known in talgar() if known.group == group]


def _fact(known: Known, t: Translator) -> Fact:
    return Fact(known.label[t.lang], _value(known, t), _proof(known))


def _row(known: Known, t: Translator) -> Row:
    return Row((known.label[t.lang], _value(known, t)), _proof(known))


def _value(known: Known, t: Translator) -> str:
    if known.value is not None:
        return known.value[t.lang]
    word = BLANK_WORDS[known.blank or "not_found"]
    return t(word)


def _proof(known: Known) -> Proof:
    return Proof(known.sources, known.confidence)


def _two_points(t: Translator) -> tuple[Row, ...]:
    """UNESCO's point, that of the site description, and what lies between; as far as the files
    have them. An office's boundary changes nothing in what is published."""
    table = collection().published
    labels = {PART: t("UNESCO's point"), SITE: t("Point of the site description")}
    rows = [
        Row((label, coordinates(_point(row))), Proof(tuple(row["sources"]), row["confidence"]), id)
        for id, label in labels.items()
        if id in table.index and (row := table.loc[id]).geometry is not None
    ]
    points = _points()
    if len(points) == 2:
        metres, _ = between(*points)
        rows.append(Row((t("Distance between the two points (computed)"), apart(metres, t))))
    return tuple(rows)


def _points() -> list[Position]:
    table = collection().published
    placed = [table.loc[id] for id in (PART, SITE) if id in table.index]
    return [_point(row) for row in placed if row.geometry is not None]


def _point(row: card.Row) -> Position:
    point = row.geometry.representative_point()
    return point.x, point.y
