"""A new boundary beside what stood there until now, in figures: before anything is kept."""

from collections.abc import Iterator

from shapely.geometry.base import BaseGeometry

from dossiers.parts import Row, Section, Table
from geodata.office.difference import Difference
from i18n import Translator
from layers.catalogue import collection
from layers.positions import apart

MOST_APART = 0.05
"""Of the published area: more than that is said, with both figures."""

PUBLISHED = {
    "property": "area_ha",
    "buffer_zone": "buffer_ha",
    "mab_core": "core_ha",
    "mab_buffer": "buffer_ha",
    "mab_transition": "transition_ha",
}
"""Column of the published area of a zone; of the others none is published."""


def comparison(
    changed: Difference, former: BaseGeometry | None, place: str, zone: str, t: Translator
) -> Section:
    """What would change, before it does."""
    warnings = [said for said in (_published(changed, place, zone, t),) if said]
    return Section(
        "difference",
        t("What would change"),
        warnings=tuple(warnings),
        said=(_first(changed, former, t),),
        table=Table(
            t("The new outline and the former state"),
            (t("Figure"), t("Value")),
            tuple(_rows(changed, place, zone, t)),
            numbers=frozenset({1}),
        ),
        notes=(t("Areas and distances are computed on the ellipsoid WGS 84."),),
    )


def _first(changed: Difference, former: BaseGeometry | None, t: Translator) -> str:
    if changed.former_area_ha is not None:
        return t("On the map: the former outline as a double line, the new one as a full one.")
    if former is not None:
        return t("Until now there was a point here and no outline: nothing is taken away.")
    return t("Until now there was nothing here: nothing is taken away.")


def _rows(changed: Difference, place: str, zone: str, t: Translator) -> Iterator[Row]:
    yield Row((t("Area of the new outline"), _hectares(changed.area_ha, t)))
    published = published_ha(place, zone)
    if published is not None:
        yield Row((t("Area as published"), _hectares(published, t)))
    if changed.former_area_ha is not None:
        yield Row((t("Area of the former outline"), _hectares(changed.former_area_ha, t)))
        yield Row((t("Added"), _square_metres(changed.added_m2, t)))
        yield Row((t("Taken away"), _square_metres(changed.removed_m2, t)))
    if changed.apart_m is not None:
        yield Row((t("The edges are apart by at most"), apart(changed.apart_m, t)))
    if changed.point_to_edge_m is not None:
        where = (
            t("The published point lies inside, from the edge")
            if changed.point_inside
            else t("The published point lies OUTSIDE, from the edge")
        )
        yield Row((where, apart(changed.point_to_edge_m, t)))


def published_ha(place: str, zone: str) -> float | None:
    """The published area of a zone, hectares; None where nobody published one."""
    column = PUBLISHED.get(zone)
    value = collection().table.loc[place].get(column) if column else None
    known = value is not None and value == value
    return float(value) if known else None


def _published(changed: Difference, place: str, zone: str, t: Translator) -> str | None:
    published = published_ha(place, zone)
    if not published or abs(changed.area_ha - published) <= MOST_APART * published:
        return None
    return t(
        "The published area is {published}, that of the new outline {computed}: they differ by "
        "{percent} %. Make sure that it is this zone of this place.",
        published=_hectares(published, t),
        computed=_hectares(changed.area_ha, t),
        percent=t.number(100 * abs(changed.area_ha - published) / published),
    )


def _hectares(value: float, t: Translator) -> str:
    return t("{n} ha", n=t.number(value, 2))


def _square_metres(value: float, t: Translator) -> str:
    return t("{n} m²", n=t.number(value))
