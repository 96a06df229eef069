"""The Map page the plain way: a new folium.Map with its GeoJSON inside, at each rerun.

Everything else is the same code: filters, selection, sentence, table. With BENCH_GROUND the map has
the same relief, lakes, rivers and borders as the living one; without, it has the places alone. It
is spared the names, the cards and the clusters either way.
"""

import json
import os
from functools import cache

import folium
import streamlit as st
from branca.element import MacroElement
from folium.template import Template
from shapely.geometry import mapping
from streamlit_folium import st_folium

from analysis.select import drawn, select
from geodata.settings import BASEMAP
from i18n import translator
from layers.card import name
from layers.catalogue import collection
from layers.map import basemap_address, relief
from layers.outlines import outline
from layers.vendor import use_local_copies
from ui import session
from ui.filters import filters
from ui.map_panel import HEIGHT
from ui.table import table
from ui.words import sentence

use_local_copies()


class _Painted(MacroElement):
    """Tells when the map was painted: two frames after its script ran."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "requestAnimationFrame(() => requestAnimationFrame(() => performance.mark('mura-shown')));"
        "{% endmacro %}"
    )


@cache
def ground():
    return [
        json.loads((BASEMAP / "vector" / f"{name}.geojson").read_text("utf-8"))
        for name in ("rivers", "lakes", "regions", "borders")
    ]


def add_ground(chart):
    for rectangle in relief()["rectangles"]:
        folium.TileLayer(
            f"{basemap_address()}relief/{{z}}/{{x}}/{{y}}.webp",
            attr="relief",
            min_zoom=rectangle["min_zoom"],
            max_native_zoom=rectangle["max_native_zoom"],
            max_zoom=14,
            bounds=rectangle["bounds"],
        ).add_to(chart)
    for collection_of_lines in ground():
        folium.GeoJson(collection_of_lines, interactive=False).add_to(chart)


def plain_map(places, t):
    chart = folium.Map([47, 68], zoom_start=4, tiles=None, control_scale=True, maxZoom=14)
    if os.environ.get("BENCH_GROUND"):
        add_ground(chart)
    for layer in collection().layers:
        rows = places[places["layer"] == layer.name]
        if rows.empty:
            continue
        features = []
        for _, row in rows.iterrows():
            said = {"name": name(row, t), "year": str(row["designated_year"])}
            shapes = map(mapping, filter(None, (row.geometry, outline(row))))
            features += [
                {"type": "Feature", "properties": said, "geometry": shape} for shape in shapes
            ]
        folium.GeoJson(
            {"type": "FeatureCollection", "features": features},
            marker=folium.CircleMarker(radius=6, color=layer.colour, fill=True),
            tooltip=folium.GeoJsonTooltip(["name"]),
            popup=folium.GeoJsonPopup(["name", "year"]),
        ).add_to(chart)
    _Painted().add_to(chart)
    return chart


t = translator("kk")
st.set_page_config(layout="wide")
st.title(t("Map"))
query = session.asked(returning=session.enter("map"))
everything = collection().table
rows = select(everything, query)
st.header(sentence(query, rows, t))
left, right = st.columns([4, 3])
with left:
    st_folium(
        plain_map(everything.loc[drawn(everything, rows, query).index], t),
        key="plain",
        height=HEIGHT,
        use_container_width=True,
        returned_objects=[],
    )
filters(query, t)
with right:
    table(rows, query, t)
