"""The view as one HTML file: `/geo/view/ru.html?…` with the parameters of the map's own address.

Besides them: `view=zoom/lat/lon`, `size=WIDTHxHEIGHT` of the map on the screen in CSS pixels, and
`title=`, what the user calls it.
"""

import gzip
from collections import Counter
from datetime import date

import anyio
import geopandas as gpd
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from analysis.select import Query, drawn, select
from geodata.escape import for_html
from geodata.sources import basemap_sources, layer_sources
from i18n import LANGUAGES, Translator, translator
from layers.catalogue import collection
from layers.declaration import Layer
from layers.freshness import now, one_moment
from layers.vendor import symbol_data
from reports.one_file import Page, document, extent, places_within
from reports.view import LONGEST_TITLE, Parameters, TitleTooLongError, View, parse
from ui import state
from ui.filters import kinds
from ui.sources import office_html, sources_html
from ui.table import row_html, table_html
from ui.words import on_the_map, reform_note, sentence

ADDRESS = "geo/view/"

AT_ONCE = 2
"""Files that are made at the same time; a large one takes a second and tens of megabytes."""

_limiter = anyio.CapacityLimiter(AT_ONCE)


def routes() -> list[BaseRoute]:
    """The address of the file."""
    return [Route(f"/{ADDRESS}{{name}}", _file)]


async def _file(request: Request) -> Response:
    lang, _, form = request.path_params["name"].partition(".")
    if lang not in LANGUAGES or form != "html":
        return Response("not found", 404, media_type="text/plain")
    asked = {name: request.query_params.getlist(name) for name in request.query_params}
    day = date.today()
    packed = "gzip" in request.headers.get("accept-encoding", "")
    try:
        body = await anyio.to_thread.run_sync(_made, lang, asked, day, packed, limiter=_limiter)
    except TitleTooLongError:
        t = translator(lang)
        refusal = t("The title is longer than {n} letters.", n=LONGEST_TITLE)
        return Response(refusal, 400, media_type="text/plain")
    headers = {
        "Content-Disposition": f'attachment; filename="mura-{day}.html"',
        "Cache-Control": "no-store",
        "Vary": "Accept-Encoding",
        "X-Content-Type-Options": "nosniff",
    }
    if packed:
        headers["Content-Encoding"] = "gzip"
    return Response(body, headers=headers, media_type="text/html")


def _made(lang: str, asked: Parameters, day: date, packed: bool) -> bytes:
    with one_moment():
        body = file_of(lang, asked, day).encode()
    return gzip.compress(body, 3, mtime=0) if packed else body


def file_of(lang: str, asked: Parameters, day: date) -> str:
    """The file that an address asks for. Raises TitleTooLongError."""
    t = translator(lang)
    view = parse(asked)
    query = state.read({name: list(values) for name, values in asked.items()})
    table = collection().table
    rows = select(table, query) if query.layers else table.iloc[:0]
    return _document(view, query, rows, drawn(table, rows, query), day, t)


def _document(
    view: View,
    query: Query,
    rows: gpd.GeoDataFrame,
    places: gpd.GeoDataFrame,
    day: date,
    t: Translator,
) -> str:
    part = extent(view)
    held = places_within(places, part.whole, t.lang)
    inside = places.loc[[place["id"] for each in held.values() for place in each]]
    page = Page(
        title=view.title or sentence(query, rows, t),
        said=_said(view, query, rows, places, inside, t),
        day=day,
        legend=_legend(inside, t) + kinds(t, symbol_data),
        table=_table(rows, query, inside, t),
        sources=_sources(rows, places, t),
    )
    return document(page, part, held, t)


def _said(
    view: View,
    query: Query,
    rows: gpd.GeoDataFrame,
    places: gpd.GeoDataFrame,
    inside: gpd.GeoDataFrame,
    t: Translator,
) -> tuple[str, ...]:
    said = [sentence(query, rows, t)] if view.title else []
    said.append(on_the_map(query, rows, inside, t))
    if beyond := len(places) - len(inside):
        said.append(
            t.plural(
                "{n} place of the filter lies outside this map.",
                "{n} places of the filter lie outside this map.",
                beyond,
            )
        )
    note = reform_note(query, t)
    return (*said, note) if note else tuple(said)


def _legend(inside: gpd.GeoDataFrame, t: Translator) -> str:
    """The layers that the map shows, each with its symbol and how many of it are there."""
    shown = Counter(inside["layer"])
    designated, others = (
        "".join(
            _entry(layer, shown[layer.name], t)
            for layer in collection().known
            if layer.name in shown and layer.designated is wanted
        )
        for wanted in (True, False)
    )
    aside = for_html(t("Not designated by UNESCO, for orientation:"))
    apart = f'<p class="aside">{aside}</p><ul class="layers">{others}</ul>' if others else ""
    return (f'<ul class="layers">{designated}</ul>' if designated else "") + apart


def _entry(layer: Layer, count: int, t: Translator) -> str:
    return (
        f'<li><img alt="" src="{symbol_data(layer.name)}" width="20" height="20"> '
        f"<span>{for_html(layer.called(t))} ({for_html(t.number(count))})</span></li>"
    )


def _table(rows: gpd.GeoDataFrame, query: Query, inside: gpd.GeoDataFrame, t: Translator) -> str:
    held = set(inside.index)
    beyond = rows.geometry.notna() & ~rows.index.isin(held)
    return table_html(
        [
            row_html(row, query.as_of, t, symbol_data, bool(beyond[identity]), sheets=False)
            for identity, row in rows.iterrows()
        ],
        t,
    )


def _sources(rows: gpd.GeoDataFrame, places: gpd.GeoDataFrame, t: Translator) -> str:
    """Of the layers in the table and on the map, and of the ground below them."""
    table = collection().table
    told = table[table.index.isin(rows.index) | table.index.isin(places.index)]
    shown = set(told["layer"])
    lines = [each for each in now().boundaries if each.feature_id in told.index]
    own = office_html(lines, [each for each in now().layers if each.name in shown], t)
    of_layers = [source for source in layer_sources() if source.key in shown]
    layers, basemap = for_html(t("Layers")), for_html(t("Basemap"))
    return (
        f"<h3>{layers}</h3>{sources_html(of_layers, told, t, linked=False)}{own}"
        f"<h3>{basemap}</h3>{sources_html(basemap_sources(), None, t, linked=False)}"
    )
