"""A trip in words: its days, what to mind, what is not known. Drawn by the page and on one A4."""

from collections.abc import Iterator

from analysis.roads import JOIN_M, REACH_M
from dossiers.nearest import place_link, seats_of
from dossiers.parts import Cell, Dossier, Link, Row, Section, Table
from dossiers.proximity import called, stands
from i18n import Translator
from layers.card import name
from layers.catalogue import collection, layer
from layers.positions import decimal, metres
from layers.trips import Day, Far, Leg, Trip
from layers.zones import zone_name


def dossier(trip: Trip, t: Translator) -> Dossier:
    """The whole trip, for one sheet."""
    return Dossier(
        id=trip.wish.base,
        title=title(trip, t),
        kind=t("Plan of a trip"),
        summary=answered(trip, t),
        warnings=tuple(warnings(trip, t)),
        sections=sections(trip, t),
        places=(trip.wish.base, *trip.stops),
        address=_address(trip),
    )


def _address(trip: Trip) -> str:
    """Of the page, as it can be typed: with the stops as long as they are few."""
    short = f"trips?base={trip.wish.base}&days={trip.wish.days}"
    if trip.wish.roads:
        short += f"&roads={trip.wish.roads}"
    whole = f"{short}&stops={','.join(trip.wish.stops)}" if trip.wish.stops else short
    return whole if len(whole) <= _LONGEST_ADDRESS else short


_LONGEST_ADDRESS = 90


def title(trip: Trip, t: Translator) -> str:
    """From where, and for how many days."""
    town = called(trip.wish.base, t)
    n = max(1, len(trip.days))
    return t.plural("From {town}: {n} day", "From {town}: {n} days", n, town=town)


def answered(trip: Trip, t: Translator) -> str:
    """The trip in one sentence."""
    n, town = len(trip.stops), called(trip.wish.base, t)
    if not n and trip.without_position:
        return t("None of the stops that you chose has a usable position.")
    if not n:
        return t(
            "From {town} no designated place of sure position can be reached and back in {n} km a "
            "day.",
            town=town,
            n=t.number(trip.wish.km_a_day),
        )
    far = trip.far(trip.legs)
    return t.plural(
        "{n} stop from {town}, days: {days}; {straight} in straight lines, {road}.",
        "{n} stops from {town}, days: {days}; {straight} in straight lines, {road}.",
        n,
        town=town,
        days=t.number(len(trip.days)),
        straight=metres(far.straight_m, t),
        road=by_road(far, t),
    )


def by_road(far: Far, t: Translator) -> str:
    """How far it is by road, and what of it nobody has measured."""
    if far.by_roads_m is None:
        return t("about {estimate} by road (estimate)", estimate=metres(far.whole_m, t))
    road = metres(far.by_roads_m, t)
    if far.estimate_m is None:
        return t("{road} by your roads", road=road)
    return t(
        "{road} by your roads and about {estimate} more by road (estimate)",
        road=road,
        estimate=metres(far.estimate_m, t),
    )


def warnings(trip: Trip, t: Translator) -> Iterator[str]:
    """What could spoil it: zones, positions, days that are too long."""
    stops = trip.stops
    for row in trip.zones.to_dict("records"):
        stop = called(stops[row["point"] - 1], t)
        yield t("{place}: {zone}: {stands}", place=stop, zone=_zone(row, t), stands=stands(row, t))
    for row in trip.camp_zones.to_dict("records"):
        lon, lat = trip.wish.camps[row["point"] - 1]
        camp = t("Camp or car park {position}", position=decimal(lat, lon))
        yield t("{place}: {zone}: {stands}", place=camp, zone=_zone(row, t), stands=stands(row, t))
    if trip.disputed:
        names = ", ".join(called(each, t) for each in trip.disputed)
        yield t("The sources do not agree where this is, ask before you go: {names}.", names=names)
    for number, day in enumerate(trip.days, 1):
        if trip.far(day.legs).whole_m > trip.wish.km_a_day * 1000:
            yield t("Day {day} is longer than {n} km by road, as far as can be told: take a day "
                    "more, or fewer stops.",
                    day=number, n=t.number(trip.wish.km_a_day))  # fmt: skip


def _zone(row: "dict[str, str]", t: Translator) -> str:
    return f"{zone_name(row['zone'], t)} · {called(row['feature_id'], t)}"


def sections(trip: Trip, t: Translator) -> tuple[Section, ...]:
    """A section a day, then what is not known, then how to read it."""
    days = tuple(_day(number, day, trip, t) for number, day in enumerate(trip.days, 1))
    missing = (_without_position(trip, t),) if trip.without_position else ()
    camps = (_camps(trip, t),) if trip.wish.camps else ()
    return (*days, *missing, *camps, _how_to_read(trip, t))


def day_title(number: int, day: Day, trip: Trip, t: Translator) -> str:
    """Its number and how far it goes."""
    far = trip.far(day.legs)
    return t(
        "Day {day}: {straight} straight, {road}",
        day=number,
        straight=metres(far.straight_m, t),
        road=by_road(far, t),
    )


def _day(number: int, day: Day, trip: Trip, t: Translator) -> Section:
    said = day_title(number, day, trip, t)
    road = t("By road") if trip.wish.roads else t("By road, estimate")
    heads = (t("Stop"), t("Straight line"), road, t("Others within a day"))
    rows = [
        _row(f"{number}.{place}", stop, leg, trip, t)
        for place, (stop, leg) in enumerate(zip(day.stops, day.legs, strict=False), 1)
    ]
    home: Cell = t("back to {town}", town=called(trip.wish.base, t))
    rows.append(Row((home, *_lengths(day.legs[-1], trip, t), "—")))
    return Section(
        f"day-{number}", said, table=Table(said, heads, tuple(rows), frozenset({1, 2, 3}))
    )


def _row(number: str, stop: str, leg: Leg, trip: Trip, t: Translator) -> Row:
    row = collection().table.loc[stop]
    link = place_link(stop, t)
    lines = link if isinstance(link, tuple) else (link,)
    point = row.geometry.representative_point()
    kind, where = layer(row["layer"]).called(t), decimal(point.y, point.x)
    first = (number, *lines, kind, *offered(stop, t), where)
    others = t.number(trip.within_a_day[stop])
    return Row((first, *_lengths(leg, trip, t), others), id=stop)


def _lengths(leg: Leg, trip: Trip, t: Translator) -> tuple[str, Cell]:
    """Straight, and by road; where the office has roads, whether it is along them."""
    far = trip.far([leg])
    straight, road = metres(leg.straight_m, t), metres(far.whole_m, t)
    if not trip.wish.roads:
        return straight, road
    return straight, (road, t("estimate") if leg.road_m is None else t("by your roads"))


def offered(stop: str, t: Translator) -> tuple[str, ...]:
    """What the sources say of a place in one sentence; nothing where they say none."""
    said = collection().table.loc[stop, f"summary_{t.lang}"]
    return (said,) if said else ()


def _without_position(trip: Trip, t: Translator) -> Section:
    table = collection().table
    points: list[Cell] = []
    for each in trip.without_position:
        row = table.loc[each]
        points.append((Link(name(row, t), place=each), *seats_of(row, t)))
    said = t("No usable position is known of these: they are in no day.")
    return Section(
        "without-position", t("Without a usable position"), said=(said,), points=tuple(points)
    )


def _camps(trip: Trip, t: Translator) -> Section:
    warned = set(trip.camp_zones["point"])
    points = tuple(
        t("{position}: in no zone that is loaded", position=decimal(lat, lon))
        for number, (lon, lat) in enumerate(trip.wish.camps, 1)
        if number not in warned
    )
    said = t(
        "Of the places whose boundary or zones nobody has loaded this says nothing: ask before you "
        "camp or park."
    )
    return Section("camps", t("Camps and car parks"), points=points, notes=(said,))


def _how_to_read(trip: Trip, t: Translator) -> Section:
    own = trip.wish.roads
    return Section(
        "how-to-read",
        t("How to read it"),
        said=(
            *(_with_roads(own, t) if own else ()),
            _estimated(trip, t) if own else _without_roads(trip, t),
            t(
                "Up to twelve stops stand in the shortest order by these distances; more in one "
                "that could be a little longer. To stop at a place is no leave to build, camp or "
                "drive into it."
            ),
        ),
    )


def _without_roads(trip: Trip, t: Translator) -> str:
    return t(
        "Each day begins and ends in the town. Mura has no map of roads: the road is "
        "estimated as the straight line times {factor}, a number that you can change. "
        "Mountains, rivers and closed roads are not in it.",
        factor=t.number(trip.wish.factor, 2),
    )


def _with_roads(own: str, t: Translator) -> tuple[str, ...]:
    return (
        t(
            "Each day begins and ends in the town. “By your roads” is measured along the lines of "
            "“{layer}”, which your office has loaded, as they were drawn: whether a road is open "
            "or fit for your car is not in it.",
            layer=layer(own).called(t),
        ),
        t(
            "Assumptions: roads that cross are joined, so that a bridge counts as a junction; so "
            "is the end of a line within {join} of another; every road can be driven both ways; a "
            "place within {reach} of a road is reached from it in a straight line.",
            join=metres(JOIN_M, t),
            reach=metres(REACH_M, t),
        ),
    )


def _estimated(trip: Trip, t: Translator) -> str:
    return t(
        "Where no way along those roads is known, the road is estimated as the straight line times "
        "{factor}, a number that you can change, and marked “estimate”. Others within a day are "
        "counted by the estimate alone.",
        factor=t.number(trip.wish.factor, 2),
    )
