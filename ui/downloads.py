"""The whole data to take along: `/geo/data/ru/mura.xlsx`, one layer as `mura-corridor.gpkg`.

An address of our own, so that it can be sent, asked by a program and kept by a browser: Streamlit's
own downloads live as long as their page.
"""

from functools import partial
from hashlib import sha256

import anyio
import geopandas as gpd
import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geodata.escape import for_html
from i18n import LANGUAGES, N_, Translator, translator
from layers.catalogue import collection
from layers.freshness import Snapshot, now, one_moment, while_data_stay
from reports.boundaries import NAME as BOUNDARIES
from reports.boundaries import boundary_table
from reports.data import FORMS, data_file

ADDRESS = "geo/data/"
STEM = "mura"

NAMES = {"xlsx": "XLSX", "csv": "CSV", "geojson": "GeoJSON", "gpkg": "GeoPackage", "kml": "KML"}
"""What the formats are called in every language."""

MADE_FOR = {
    "xlsx": N_("Excel and other spreadsheets: a sheet a layer, with an explanation"),
    "csv": N_("any spreadsheet or program: one table"),
    "geojson": N_("web maps and programs"),
    "gpkg": N_("QGIS and other GIS: symbols and names are set"),
    "kml": N_("phones and Google Earth"),
}

_MOST_KEPT = 16
"""Files that stay in memory: a megabyte or less each."""

_SMALL = 2000
"""Rows. A file of more is tens of megabytes, and made anew for each who asks."""

_limiter = anyio.CapacityLimiter(1)
"""One file at a time: making one keeps a core busy, a quarter of a second with our own data."""


def routes() -> list[BaseRoute]:
    """The addresses of the files."""
    return [Route(f"/{ADDRESS}{{lang}}/{{name}}", _file)]


def address(lang: str, form: str, layer: str = "") -> str:
    """Where a file stands, as seen from any page; without a layer, all of them."""
    return f"./{ADDRESS}{lang}/{file_name(form, layer)}"


def file_name(form: str, layer: str = "") -> str:
    """What a file is called on a disk."""
    return f"{STEM}-{layer}.{form}" if layer else f"{STEM}.{form}"


async def _file(request: Request) -> Response:
    lang, name = request.path_params["lang"], request.path_params["name"]
    moment, form = await run_in_threadpool(_asked, name)
    if lang not in LANGUAGES or not form:
        return Response("not found", 404, media_type="text/plain")
    body = await anyio.to_thread.run_sync(_file_of, lang, name, moment, limiter=_limiter)
    tag = f'"{sha256(body).hexdigest()}"'
    headers = {
        "Cache-Control": "no-cache",  # keep it, and ask whether the data are still these
        "ETag": tag,
        "X-Content-Type-Options": "nosniff",
    }
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return Response(body, headers=headers, media_type=FORMS[form])


def _asked(name: str) -> tuple[Snapshot, str]:
    """The form of a file, empty if there is none of that name; and of which data: a layer that is
    there now shall not be gone before it is written."""
    with one_moment() as moment:
        _, form = _names().get(name, ("", ""))
    return moment, form


def _names() -> dict[str, tuple[str, str]]:
    """Every file that there is: its layer, or nothing for all of them, and its form."""
    layers = ["", *(layer.name for layer in collection().layers)]
    layers += [] if collection().zones.empty else [BOUNDARIES]
    return {file_name(form, layer): (layer, form) for layer in layers for form in FORMS}


def _file_of(lang: str, name: str, moment: Snapshot) -> bytes:
    with one_moment(moment):
        small = len(_rows(_names()[name][0])) < _SMALL
        return _kept(lang, name) if small else _made(lang, name)


def _made(lang: str, name: str) -> bytes:
    layer, form = _names()[name]
    return data_file(form, _rows(layer), translator(lang))


_kept = while_data_stay(most=_MOST_KEPT)(_made)


def _rows(layer: str) -> gpd.GeoDataFrame:
    if layer == BOUNDARIES:
        return boundary_table()
    table = collection().table
    return table[table["layer"] == layer] if layer else table


ON_THE_MAP = {
    "csv": N_("Download as CSV"),
    "xlsx": N_("Download as XLSX"),
    "geojson": N_("Download as GeoJSON"),
    "kml": N_("Download as KML"),
}
"""In which forms the rows of a filter can be taken along."""


def take_along(rows: gpd.GeoDataFrame, t: Translator, chosen: str) -> None:
    """Buttons for these rows, which are made when one is pressed. `chosen`: the filter in words."""
    for form, words in ON_THE_MAP.items():
        st.download_button(
            t(words),
            partial(_taken, now(), form, rows, t, chosen),
            file_name(form),
            FORMS[form],
            on_click="ignore",
            disabled=rows.empty,
        )


def _taken(
    moment: Snapshot, form: str, rows: gpd.GeoDataFrame, t: Translator, chosen: str
) -> bytes:
    """What the page showed, also when the data have changed since."""
    with one_moment(moment):
        return data_file(form, rows, t, chosen)


def downloads(t: Translator) -> None:
    """What there is to take along, and for whom each format is made."""
    st.html(downloads_html(t))


def downloads_html(t: Translator) -> str:
    """A table: everything first, then a layer a row; a link for each format."""
    what, count = for_html(t("What")), for_html(t("Rows"))
    head = f'<th scope="col">{what}</th><th scope="col" class="mura-figure">{count}</th>'
    head += "".join(f'<th scope="col">{NAMES[form]}</th>' for form in FORMS)
    rows = [_row(t("All layers"), "", t)]
    rows += [_row(layer.called(t), layer.name, t) for layer in collection().layers]
    if not collection().zones.empty:
        rows.append(_row(t("Boundaries loaded by the office"), BOUNDARIES, t))
    points = "".join(
        f"<li><strong>{NAMES[form]}</strong>: {for_html(t(words))}</li>"
        for form, words in MADE_FOR.items()
    )
    caption = for_html(t("Files to download"))
    return (
        f'<ul class="mura-limits">{points}</ul>'
        f'<div class="mura-table mura-told mura-downloads" role="region" tabindex="0" '
        f'aria-label="{caption}"><table><caption>{caption}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(title: str, layer: str, t: Translator) -> str:
    count, head = for_html(t.number(len(_rows(layer)))), for_html(t("Rows"))
    links = "".join(f"<td>{_link(title, layer, form, t)}</td>" for form in FORMS)
    return (
        f'<tr><th scope="row">{for_html(title)}</th>'
        f'<td class="mura-figure" data-head="{head}">{count}</td>{links}</tr>'
    )


def _link(title: str, layer: str, form: str, t: Translator) -> str:
    """Its words are the format; a screen reader hears which rows as well."""
    href = for_html(address(t.lang, form, layer))
    label = for_html(f"{NAMES[form]}: {title}")
    name = for_html(file_name(form, layer))
    return f'<a href="{href}" download="{name}" aria-label="{label}">{NAMES[form]}</a>'
