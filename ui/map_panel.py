"""The live map in a page. It is made once a language; filters only tell it what to show."""

import geopandas as gpd
from streamlit_folium import st_folium

from i18n import Translator
from layers.map import base_map, show
from layers.payload import shown

HEIGHT = 560
"""Pixels: the map and the table beside it on a laptop of 768 lines."""


def map_panel(drawn: gpd.GeoDataFrame, t: Translator) -> None:
    """Show these places on the map. Panning, zooming and reading a card ask the server nothing."""
    st_folium(
        base_map(t),
        key=f"map-{t.lang}",
        height=HEIGHT,
        use_container_width=True,
        returned_objects=[],
        feature_group_to_add=show(shown(drawn)),
    )
