"""The live map in a page. It is made once a language; filters only tell it what to show."""

from typing import Any

import geopandas as gpd
import streamlit_folium

from analysis.select import Query
from i18n import Translator
from layers.map import Extent, chart, show
from layers.payload import shown
from ui import state

HEIGHT = 560
"""Pixels: the map and the table beside it on a laptop of 768 lines."""


def map_panel(
    drawn: gpd.GeoDataFrame,
    query: Query,
    t: Translator,
    home: Extent | None = None,
    drawer: bool = True,
    brought: dict[str, Any] | None = None,
) -> None:
    """Show these places of a query on the map. Panning, zooming and reading ask the server nothing.

    `home`: where the map of a page begins that is not about the whole country. `drawer`: whether
    the page has filters in the sidebar. `brought`: what a user brought, to be drawn over it.

    This is `st_folium` without its first half: that renders the whole map anew, twice, at every
    rerun and sends it along, 18 ms and 8 KB for a map that never changes. A test holds the names
    that are borrowed here.
    """
    made = chart(t.lang)
    filters = [(name, each) for name, values in state.write(query).items() for each in values]
    streamlit_folium._component_func(
        script="var map_div = mura.chart();",
        header="",
        html="",
        id="map_div",
        key=f"map-{made.script.name}",  # new data is a new map: its bits count other places
        height=HEIGHT,
        width=None,
        returned_objects=[],
        default={},
        zoom=None,
        center=None,
        feature_group=show(shown(drawn), filters, home, drawer, brought),
        return_on_hover=False,
        layer_control="",
        pixelated=False,
        css_links=[made.sheet.address],
        js_links=[made.scripts.address, made.script.address],
        wrap_longitude=False,
    )
