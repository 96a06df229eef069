"""The tables of the Sources page."""

from collections.abc import Iterable

import geopandas as gpd
import streamlit as st

from geodata.escape import for_html
from geodata.sources import Source
from i18n import N_, Translator
from layers.catalogue import layer
from layers.vocabulary import CAVEATS, LICENCES

USES = {
    "relief": N_("relief"),
    "regions": N_("regions of Kazakhstan"),
    "borders": N_("borders"),
    "waters": N_("lakes and rivers"),
    "names": N_("towns"),
}


_HEADS = (
    N_("What"),
    N_("Publisher"),
    N_("Licence as published"),
    N_("Read on, or version"),
    N_("Address"),
)


def source_table(sources: Iterable[Source], rows: gpd.GeoDataFrame | None, t: Translator) -> None:
    """One row a source. With `rows`, how many features of each confidence the layer holds."""
    st.html(sources_html(sources, rows, t))


def sources_html(
    sources: Iterable[Source], rows: gpd.GeoDataFrame | None, t: Translator, linked: bool = True
) -> str:
    """The same as HTML; not `linked`, addresses are letters to read."""
    heads = "".join(f'<th scope="col">{for_html(t(head))}</th>' for head in _HEADS)
    body = "".join(_row(source, rows, t, linked) for source in sources)
    return (
        f'<div class="mura-table mura-sources"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(source: Source, rows: gpd.GeoDataFrame | None, t: Translator, linked: bool) -> str:
    address = _link(source) if linked else for_html(source.url)
    cells = (for_html(source.publisher), _licence(source, t), for_html(source.read), address)
    data = "".join(f"<td>{cell}</td>" for cell in cells)
    return f'<tr><th scope="row">{_what(source, rows, t)}</th>{data}</tr>'


def _licence(source: Source, t: Translator) -> str:
    licence = source.licence
    said = for_html(t(LICENCES[licence]) if licence in LICENCES else licence)
    if not source.caveat:
        return said
    return f"{said}<br><small>{for_html(t(CAVEATS[source.caveat]))}</small>"


def _link(source: Source) -> str:
    """An address to click, if one has internet; nothing is asked of it before."""
    url = for_html(source.url)
    return f'<a href="{url}" target="_blank" rel="noreferrer">{url}</a>'


def _what(source: Source, rows: gpd.GeoDataFrame | None, t: Translator) -> str:
    if rows is None:
        title, small = source.name, ", ".join(t(USES[use]) for use in source.used_as)
    else:
        of_layer = rows.loc[rows["layer"] == source.key, "confidence"].value_counts()
        title = t(layer(source.key).title)
        small = ", ".join(
            t(message, n=int(of_layer[level]))
            for level, message in _CONFIDENCE_COUNTS.items()
            if level in of_layer
        )
    return f"{for_html(title)}<br><small>{for_html(small)}</small>"


_CONFIDENCE_COUNTS = {
    "high": N_("confidence high: {n}"),
    "medium": N_("medium: {n}"),
    "low": N_("low: {n}"),
}
