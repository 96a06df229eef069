"""The Folium map: a constant base per language, and one line of script that says what to show.

Layer data never passes through folium: what it renders is evaluated, as a template and then as a
script, so a name could run code. The browser fetches the layers itself (layers/browser/map.js);
folium carries our own constants, each through `for_script`.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import folium
from branca.element import MacroElement
from folium.plugins import Fullscreen, MarkerCluster, MousePosition
from folium.template import Template

from geodata.escape import for_html, for_script
from geodata.settings import BASEMAP
from geodata.sources import basemap_attribution
from geodata.tables import digest
from i18n import Translator, translator
from layers import printing
from layers.catalogue import collection
from layers.freshness import while_data_stay
from layers.payload import is_dense, payload
from layers.stories import story_payload
from layers.symbols import SHAPES
from layers.texts import texts
from layers.vendor import FROM_COMPONENT, Asset, asset, own, shelf, use_local_copies
from layers.zones import LOOKS

BASEMAP_ADDRESS = "geo/basemap/"
ANSWERS_ADDRESS = "geo/answers/"
"""Where app.py answers what the map asks while it is used: ui/answers.py."""

HOME = [[39.0, 49.0], [54.5, 88.5]]
"""South-west and north-east of the home extent, degrees: Kazakhstan and its southern neighbours."""

MIN_ZOOM, MAX_ZOOM = 3, 13
CLOSE_ZOOM = 9
"""Where a link to a place leads: the last zoom with relief of its own."""

use_local_copies()


class _Start(MacroElement):
    """Starts layers/browser/map.js on its parent map."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "mura.start({{ this._parent.get_name() }}, {{ this.settings }});"
        "{% endmacro %}"
    )

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__()
        self._name = "Start"
        self.settings = for_script(settings)


class _Map(folium.Map):
    """A folium map that loads Leaflet, its clusters and our code, and nothing else."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._name = "Map"
        leaflet = [link for link in folium.Map.default_js if link[0] == "leaflet"]
        self.default_js = [*leaflet, *MarkerCluster.default_js, ("mura", own("mura.js").address)]
        sheet = [link for link in folium.Map.default_css if link[0] == "leaflet_css"]
        self.default_css = [
            *sheet,
            *MarkerCluster.default_css[:1],
            ("mura", own("map.css").address),
        ]


def base_map(t: Translator) -> folium.Map:
    """The map without places: relief, controls, and our code with its settings."""
    chart = _Map(
        tiles=None,
        minZoom=MIN_ZOOM,
        maxZoom=MAX_ZOOM,
        prefer_canvas=True,
        zoom_control=False,
        maxBounds=relief()["rectangles"][0]["bounds"],
        maxBoundsViscosity=0.8,
        zoomSnap=0.5,
    )
    for rectangle in relief()["rectangles"]:
        _relief_layer(rectangle).add_to(chart)
    _Zoom(t("Zoom in"), t("Zoom out")).add_to(chart)
    Fullscreen(
        position="topright",
        title=for_html(t("Full screen")),
        title_cancel=for_html(t("Leave full screen")),
    ).add_to(chart)
    MousePosition(separator="  ", num_digits=4, empty_string="", prefix="").add_to(chart)
    _Start(_settings(t)).add_to(chart)
    return chart


class _Zoom(MacroElement):
    """Leaflet's zoom buttons with titles in the page's language."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "L.control.zoom({{ this.options }}).addTo({{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, zoom_in: str, zoom_out: str) -> None:
        super().__init__()
        self._name = "Zoom"
        options = {"position": "topright", "zoomInTitle": zoom_in, "zoomOutTitle": zoom_out}
        self.options = for_script(options)


@dataclass(frozen=True)
class Chart:
    """The base map of one language as the browser gets it.

    Streamlit-folium waits for each script before it asks for the next, so the scripts that all
    languages share travel as one, and so do the sheets.
    """

    scripts: Asset
    """Leaflet, its plugins and our code."""
    sheet: Asset
    script: Asset
    """What folium made of the map: a function that draws it and returns Leaflet's map."""


@while_data_stay()
def chart(lang: str) -> Chart:
    """The base map of a language, rendered by folium once as long as the data stay.

    It is served as a file named by its hash. What a change of filters sends is `show` alone.
    """
    built = base_map(translator(lang))
    _name_in_order(built)
    root = built.get_root()
    root.render()
    body = f"mura.chart = () => {{ {root.script.render()} return {built.get_name()}; }};"
    elements = [built, *built._children.values()]
    return Chart(
        asset("scripts.js", b"\n;\n".join(_bodies(elements, "default_js"))),
        asset("sheet.css", b"\n".join(_bodies(elements, "default_css"))),
        asset(f"chart-{lang}.js", body.encode()),
    )


Extent = tuple[tuple[float, float], tuple[float, float]]
"""South-west and north-east, latitude and longitude in degrees."""


def show(
    shown: dict[str, str],
    filters: list[tuple[str, str]],
    home: Extent | None = None,
    drawer: bool = True,
    brought: dict[str, Any] | None = None,
) -> str:
    """The script that tells the running map which places to show: see `payload.shown`.

    `filters` is what the address of the Map page says of these places: each name with each of its
    values. It makes each change of filters a new script even where the same places stay: the map
    must hear of every rewritten address, to put its position back. `home`: what a page is about.
    `drawer`: whether its filters are in the sidebar: on a phone a button of the map opens it.
    `brought`: what a user brought, as `layers.brought.drawing` gives it.
    """
    view = {"shown": shown, "filters": filters, "home": home, "drawer": drawer, "brought": brought}
    return f"mura.show({for_script(view)});"


def given() -> list[Asset]:
    """What the maps load that were made of these data or of those before."""
    every = ((each.scripts, each.sheet, each.script) for each in chart.everything())
    return [asset for assets in every for asset in assets]


def _name_in_order(built: folium.Map) -> None:
    """folium names its variables at random; names in order give the same file every time.

    The map itself is called map_div, as streamlit-folium expects.
    """
    built._id = "div"
    for place, child in enumerate(built._children.values()):
        child._id = f"{place}"


def _bodies(elements: list[Any], attribute: str) -> list[bytes]:
    """What the elements link to, each file once, in their order."""
    every = [url for element in elements for _, url in getattr(element, attribute, ())]
    return [shelf()[url.rsplit("/", 1)[-1]].body for url in dict.fromkeys(every)]


@cache
def relief() -> dict[str, Any]:
    """The rectangles that have relief tiles, and their zooms: basemap/relief/index.json."""
    index: dict[str, Any] = json.loads((BASEMAP / "relief" / "index.json").read_text("utf-8"))
    return index


@cache
def basemap_version() -> str:
    """Hash of the basemap's checksums: in its address, so that it may be cached for ever."""
    return digest(BASEMAP / "SHA256SUMS")[:12]


def basemap_address() -> str:
    """Address of the basemap as seen from the map's frame."""
    return f"{FROM_COMPONENT}{BASEMAP_ADDRESS}{basemap_version()}/"


def _relief_layer(rectangle: dict[str, Any]) -> folium.TileLayer:
    return folium.TileLayer(
        tiles=f"{basemap_address()}relief/{{z}}/{{x}}/{{y}}.webp",
        attr=for_html(basemap_attribution()),
        min_zoom=rectangle["min_zoom"],
        max_zoom=MAX_ZOOM,
        max_native_zoom=rectangle["max_native_zoom"],
        bounds=rectangle["bounds"],
        control=False,
    )


def _settings(t: Translator) -> dict[str, Any]:
    return {
        "lang": t.lang,
        "home": HOME,
        "close": CLOSE_ZOOM,
        "basemap": basemap_address(),
        "layers": {
            layer.name: {
                "url": payload(layer.name, t.lang).address,
                "colour": layer.colour,
                "path": SHAPES[layer.shape],
                "order": layer.draw_order,
                "dense": is_dense(layer.name),
            }
            for layer in collection().layers
        },
        "zones": {
            zone: {"weight": look.weight, "dashes": list(look.dashes), "fill": look.fill}
            for zone, look in LOOKS.items()
        },
        "stories": story_payload(t.lang).address,
        "answers": FROM_COMPONENT + ANSWERS_ADDRESS,
        "print": printing.settings(t, FROM_COMPONENT),
        "texts": texts(t),
    }
