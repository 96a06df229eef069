"""The data itself to take along: any rows of the collection as a file, explained in a language."""

from collections.abc import Callable
from datetime import date

import geopandas as gpd

from geodata.columns import COMMON
from geodata.export import Bundle, Part, to_csv, to_geojson, to_geopackage, to_kml, to_xlsx
from geodata.sources import Source, layer_sources
from i18n import N_, Translator
from layers.boundaries import citation
from layers.card import Row, card, name
from layers.catalogue import collection, is_changed
from layers.declaration import Layer
from layers.vocabulary import CAVEATS, KINDS, NOT_STATED, licence_name
from layers.zones import boundary_of
from reports import boundaries
from reports.boundaries import NAME, boundary_part, boundary_table

FORMS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "kml": "application/vnd.google-earth.kml+xml",
}
"""The formats by the ending of their files, and how the web names them."""

CHANGED = N_("This file was changed: the source named here is that of the file that ships.")

_MEANINGS = {
    "layer": "the layer that the place belongs to",
    "zones": "the zones of the place whose lines the office has loaded, besides its own boundary",
    "lon": "longitude in degrees, WGS 84 (EPSG:4326); blank where no position may be used",
    "lat": "latitude in degrees, WGS 84 (EPSG:4326); blank where no position may be used",
}


def data_file(form: str, rows: gpd.GeoDataFrame, t: Translator, chosen: str = "") -> bytes:
    """Rows of the collection in one of FORMS.

    `chosen`: by which filter they were chosen, in words; empty where they are all.
    """
    if form == "csv":
        return to_csv(rows, t.lang)
    if form == "geojson":
        return to_geojson(rows)
    return _EXPLAINED[form](bundle(rows, t, chosen))


_EXPLAINED: dict[str, Callable[[Bundle], bytes]] = {
    "xlsx": to_xlsx,
    "gpkg": to_geopackage,
    "kml": to_kml,
}


def bundle(rows: gpd.GeoDataFrame, t: Translator, chosen: str = "") -> Bundle:
    """The rows by layer, with the words that explain the file."""
    sources = {source.key: source for source in layer_sources()}
    there = [layer for layer in collection().known if (rows["layer"] == layer.name).any()]
    lines = rows if NAME in set(rows["layer"]) else boundary_table(rows.index)
    of_lines = [] if lines.empty else [boundary_part(lines, t)]
    last = max(source.read for source in sources.values())
    return Bundle(
        lang=t.lang,
        title=t("UNESCO-designated places of Kazakhstan and its Silk Road neighbours"),
        said=_said(rows, chosen, last, t),
        day=date.fromisoformat(last),
        parts=(*(_part(layer, rows, sources.get(layer.name), t) for layer in there), *of_lines),
        meanings=meanings(),
        kinds={kind: t(words) for kind, words in KINDS.items()},
        describe=lambda row: _described(row, t),
    )


def meanings() -> dict[str, str]:
    """What each column of any layer means, in English."""
    own = {column.name: column.doc for layer in collection().known for column in layer.columns}
    common = {column.name: column.doc for column in COMMON}
    return boundaries.MEANINGS | own | common | _MEANINGS


def described(row: Row, t: Translator) -> str:
    """A place in plain words: what its card says, line by line."""
    said = card(row, t)
    facts = [f"{label}: {value}" for label, value in said["facts"]]
    heading = t("Sources")
    sources = [f"{heading}:", *said["sources"]] if said["sources"] else []
    lines = (name(row, t), said["layer"], said["summary"], *said["warnings"], *facts, *sources)
    return "\n".join(filter(None, lines))


def source_line(source: Source, t: Translator) -> str:
    """Who published a layer, under which licence, and when it was read, in one line."""
    licence = licence_name(source.licence, t)
    if source.caveat:
        licence = f"{licence} ({t(CAVEATS[source.caveat])})"
    line = t(
        "Published by {publisher}. Licence as published: {licence}. Read on {read}. {url}",
        publisher=source.publisher,
        licence=licence,
        read=source.read,
        url=source.url,
    )
    return f"{line} {t(CHANGED)}" if is_changed(source) else line


def _described(row: Row, t: Translator) -> str:
    return boundaries.described(row, t) if row["layer"] == NAME else described(row, t)


def _own_line(layer: Layer, t: Translator) -> str:
    """Where a layer of the office's own comes from."""
    act = "" if layer.passport is None else citation(layer.passport)
    return t("A layer of the office's own: {act}.", act=act)


def _part(layer: Layer, rows: gpd.GeoDataFrame, source: Source | None, t: Translator) -> Part:
    table = rows[rows["layer"] == layer.name]
    counted = t.plural("{n} row", "{n} rows", len(table))
    said = _own_line(layer, t) if source is None else source_line(source, t)
    return Part(
        name=layer.name,
        title=layer.called(t),
        source=f"{counted}. {said}",
        table=table,
        colour=layer.colour,
        shape=layer.shape,
    )


def _said(rows: gpd.GeoDataFrame, chosen: str, last: str, t: Translator) -> tuple[str, ...]:
    said = [chosen] if chosen else []
    said += [
        t("The figures were read up to {last}; what was decided later is not in them.", last=last),
        t(NOT_STATED),
    ]
    of_office = {layer.name for layer in collection().layers if layer.own}
    bounded = rows[(rows["geometry_kind"] == "boundary") & ~rows["layer"].isin(of_office)]
    if bounded.empty:
        said.append(t("There is no official boundary of any place in this file."))
    elif any(map(boundary_of, bounded.index)):
        said.append(
            t(
                "The office has loaded boundaries itself: each is cited among the sources of its "
                "place."
            )
        )
    said += [
        t(
            "A blank is a figure that nobody found. Positions are degrees in WGS 84 (EPSG:4326): "
            "lon is longitude, lat is latitude."
        ),
        t("The names of columns and their short words are the same in every language."),
    ]
    return tuple(said)
