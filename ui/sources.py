"""The tables of the Sources page."""

from collections.abc import Iterable

import geopandas as gpd
import streamlit as st

from geodata.escape import for_html
from geodata.sources import Source
from i18n import N_, Translator
from layers.catalogue import layer

NO_LICENCE = "none stated"
"""What SOURCES.toml says where the publisher states no licence."""

_HEADS = (
    N_("What"),
    N_("Publisher"),
    N_("Licence as published"),
    N_("Read on, or version"),
    N_("Address"),
)


def source_table(sources: Iterable[Source], rows: gpd.GeoDataFrame | None, t: Translator) -> None:
    """One row a source. With `rows`, how many features of each confidence the layer holds."""
    heads = "".join(f'<th scope="col">{for_html(t(head))}</th>' for head in _HEADS)
    body = "".join(_row(source, rows, t) for source in sources)
    st.html(
        f'<div class="mura-table mura-sources"><table><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(source: Source, rows: gpd.GeoDataFrame | None, t: Translator) -> str:
    licence = t("none stated") if source.licence == NO_LICENCE else source.licence
    cells = (source.publisher, licence, source.read, source.url)
    data = "".join(f"<td>{for_html(cell or '—')}</td>" for cell in cells)
    return f'<tr><th scope="row">{_what(source, rows, t)}</th>{data}</tr>'


def _what(source: Source, rows: gpd.GeoDataFrame | None, t: Translator) -> str:
    if rows is None:
        return for_html(source.title)
    title = t(layer(source.key).title)
    of_layer = rows.loc[rows["layer"] == source.key, "confidence"].value_counts()
    counts = ", ".join(
        t(message, n=int(of_layer[level]))
        for level, message in _CONFIDENCE_COUNTS.items()
        if level in of_layer
    )
    return f"{for_html(title)}<br><small>{for_html(counts)}</small>"


_CONFIDENCE_COUNTS = {
    "high": N_("confidence high: {n}"),
    "medium": N_("medium: {n}"),
    "low": N_("low: {n}"),
}
