"""A trip in words: its days, what to mind, what is not known. Drawn by the page and on one A4."""

from collections.abc import Iterator

from dossiers.nearest import place_link, seats_of
from dossiers.parts import Cell, Dossier, Link, Row, Section, Table
from dossiers.proximity import called, stands
from i18n import Translator
from layers.card import name
from layers.catalogue import collection, layer
from layers.positions import decimal, metres
from layers.trips import Day, Trip
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
    straight = sum(day.straight_m for day in trip.days)
    estimate, days = metres(trip.estimate_m(straight), t), t.number(len(trip.days))
    said = metres(straight, t)
    return t.plural(
        "{n} stop from {town}, days: {days}; {straight} in straight lines, about {estimate} by "
        "road (estimate).",
        "{n} stops from {town}, days: {days}; {straight} in straight lines, about {estimate} by "
        "road (estimate).",
        n,
        town=town,
        days=days,
        straight=said,
        estimate=estimate,
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
        if trip.estimate_m(day.straight_m) > trip.wish.km_a_day * 1000:
            yield t("Day {day} is longer than {n} km by the estimate: take a day more, or fewer "
                    "stops.", day=number, n=t.number(trip.wish.km_a_day))  # fmt: skip


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
    straight, estimate = metres(day.straight_m, t), metres(trip.estimate_m(day.straight_m), t)
    return t(
        "Day {day}: {straight} straight, about {estimate} by road (estimate)",
        day=number,
        straight=straight,
        estimate=estimate,
    )


def _day(number: int, day: Day, trip: Trip, t: Translator) -> Section:
    said = day_title(number, day, trip, t)
    heads = (t("Stop"), t("Straight line"), t("By road, estimate"), t("Others within a day"))
    rows = [
        _row(f"{number}.{place}", stop, leg, trip, t)
        for place, (stop, leg) in enumerate(zip(day.stops, day.legs_m, strict=False), 1)
    ]
    back = day.legs_m[-1]
    home: Cell = t("back to {town}", town=called(trip.wish.base, t))
    rows.append(Row((home, metres(back, t), metres(trip.estimate_m(back), t), "—")))
    return Section(
        f"day-{number}", said, table=Table(said, heads, tuple(rows), frozenset({1, 2, 3}))
    )


def _row(number: str, stop: str, leg: float, trip: Trip, t: Translator) -> Row:
    row = collection().table.loc[stop]
    link = place_link(stop, t)
    lines = link if isinstance(link, tuple) else (link,)
    point = row.geometry.representative_point()
    kind, where = layer(row["layer"]).called(t), decimal(point.y, point.x)
    first = (number, *lines, kind, *offered(stop, t), where)
    others = t.number(trip.within_a_day[stop])
    return Row((first, metres(leg, t), metres(trip.estimate_m(leg), t), others), id=stop)


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
    return Section(
        "how-to-read",
        t("How to read it"),
        said=(
            t(
                "Each day begins and ends in the town. Nobody here has a map of roads: the road is "
                "estimated as the straight line times {factor}, a number that you can change. "
                "Mountains, rivers and closed roads are not in it.",
                factor=t.number(trip.wish.factor, 2),
            ),
            t(
                "Up to twelve stops stand in the shortest order by straight lines; more in one "
                "that could be a little longer. To stop at a place is no leave to build, camp or "
                "drive into it."
            ),
        ),
    )
