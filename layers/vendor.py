"""Leaflet and its plugins from an installed package, and our own browser code: one shelf of files.

folium names its scripts by addresses on the internet. The package folium-offline holds the bodies
of all of them; here they get local, content-hashed addresses, and every folium element is told so.
"""

import base64
import hashlib
import importlib
import mimetypes
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import folium
from folium.elements import JSCSSMixin
from offlinefolium.elements import _res as bodies_by_url

from layers.catalogue import collection
from layers.freshness import while_data_stay
from layers.symbols import KIND_SVG, kind_svg, symbol_svg

BROWSER = Path(__file__).parent / "browser"
ADDRESS = "geo/assets/"
"""Where app.py serves the shelf, below the application's root."""

FROM_COMPONENT = "../../"
"""From the map's frame (/component/streamlit_folium.st_folium/) up to the application's root.
Relative, so that it still holds behind a proxy with a base path."""


@dataclass(frozen=True)
class Asset:
    """A file for the browser. Its name holds its hash, so it may be cached for ever."""

    name: str
    body: bytes
    media_type: str

    @property
    def address(self) -> str:
        """Address as seen from the map's frame."""
        return FROM_COMPONENT + ADDRESS + self.name


@cache
def shelf() -> dict[str, Asset]:
    """All assets that no data change, by name."""
    every = (_vendored(), _own())
    return {asset.name: asset for assets in every for asset in assets.values()}


@cache
def own(file: str) -> Asset:
    """A style sheet of layers/browser/, or "mura.js": all its scripts in one. Raises KeyError."""
    return _own()[file]


def use_local_copies() -> set[str]:
    """Point every folium element at the shelf. Returns the addresses that have no local copy:
    a test holds that set empty, because one missing script means no map at all."""
    for module in pkgutil.walk_packages(folium.__path__, "folium."):
        importlib.import_module(module.name)
    missing: set[str] = set()
    for element in _with_subclasses(JSCSSMixin):
        for attribute in ("default_js", "default_css"):
            links = element.__dict__.get(attribute, ())
            missing |= {url for _, url in links if _is_remote(url) and url not in _vendored()}
            if links:
                setattr(element, attribute, [(name, _local(url)) for name, url in links])
    return missing


def symbol_address(name: str) -> str:
    """Address of a layer's or a kind's symbol, below the application's root."""
    return ADDRESS + symbols()[name].name


def symbol_data(name: str) -> str:
    """A layer's or a kind's symbol itself, where an address leads nowhere: a data: URI."""
    return f"data:image/svg+xml;base64,{base64.b64encode(symbols()[name].body).decode()}"


@while_data_stay()
def legend_sheet() -> Asset:
    """A style sheet that draws each layer's symbol before its box in the legend.

    Streamlit puts the key of a widget into its class: the boxes are keyed by the layer's name.
    """
    rules = (
        f'[class*="st-key-{layer.name}-"] label p::before {{ content: ""; display: inline-block; '
        f"width: 16px; height: 16px; margin-right: 7px; vertical-align: -2px; "
        f'background: url("{symbols()[layer.name].name}") center / contain no-repeat; }}'
        for layer in collection().known
    )
    return asset("legend.css", "\n".join(rules).encode())


def given() -> list[Asset]:
    """The pictures and sheets that were made of these data or of those before."""
    pictures = [asset for made in symbols.everything() for asset in made.values()]
    return [*pictures, *legend_sheet.everything()]


def _local(url: str) -> str:
    return _vendored()[url].address if url in _vendored() else url


def _is_remote(url: str) -> bool:
    return url.startswith(("http:", "https:", "//"))


def _with_subclasses(element: type) -> list[type]:
    return [element, *(deep for sub in element.__subclasses__() for deep in _with_subclasses(sub))]


@cache
def _vendored() -> dict[str, Asset]:
    return {url: asset(_file_name(url), body.encode()) for url, body in bodies_by_url.items()}


@cache
def _own() -> dict[str, Asset]:
    """Streamlit-folium loads scripts one after the other, so that ours travel as one."""
    scripts = b"\n".join(path.read_bytes() for path in sorted(BROWSER.glob("*.js")))
    sheets = {path.name: path.read_bytes() for path in sorted(BROWSER.glob("*.css"))}
    return {name: asset(name, body) for name, body in {"mura.js": scripts, **sheets}.items()}


@while_data_stay()
def symbols() -> dict[str, Asset]:
    """The pictures of the layers and of the ways in which a place is drawn."""
    pictures = {layer.name: symbol_svg(layer) for layer in collection().known}
    pictures |= {kind: kind_svg(kind) for kind in KIND_SVG}
    return {name: asset(f"{name}.svg", svg.encode()) for name, svg in pictures.items()}


def _file_name(url: str) -> str:
    """The last part of an address, as a plain file name with the right ending."""
    last = url.rsplit("/", 1)[-1].split("?")[0].split("@")[0] or "script"
    stem = re.sub(r"\.(min\.)?(js|css)$", "", last)
    return f"{re.sub(r'[^A-Za-z0-9]+', '-', stem)}{'.css' if '.css' in url else '.js'}"


def asset(file_name: str, body: bytes) -> Asset:
    """A file for the browser, its hash put into its name."""
    stem, ending = file_name.rsplit(".", 1)
    hashed = hashlib.sha256(body).hexdigest()[:12]
    media_type = {"js": "text/javascript", "svg": "image/svg+xml", "json": "application/json"}.get(
        ending, mimetypes.guess_type(file_name)[0] or "application/octet-stream"
    )
    return Asset(f"{stem}-{hashed}.{ending}", body, media_type)
