"""The view as one HTML file: it opens from a disk in any browser, and asks nobody for anything.

The map is the app's own: the same scripts, told to take tiles, lines and places from the file. What
comes from data enters as text through `for_html` or as a literal through `for_script`; no template
engine ever sees it.
"""

import json
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import geopandas as gpd
import shapely
from babel.dates import format_date
from shapely.geometry import Point, shape

from geodata.escape import for_html, for_script
from i18n import Translator
from layers.map import chart, relief
from layers.payload import packed, payload
from layers.vendor import own
from layers.vocabulary import NOT_STATED
from reports.offline_ground import ground, tiles
from reports.view import Bounds, View

BROWSER = Path(__file__).parent / "browser"

PADDING = 0.25
"""Of the screen's width and height, on each side: what one sees beyond the edge by panning."""

POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "base-uri 'none'; form-action 'none'"
)
"""Content Security Policy: whatever got into the file, it could reach nothing."""

_SOURCE_MAP = re.compile(r"(//|/\*)# sourceMappingURL=\S+( \*/)?")


@dataclass(frozen=True)
class Extent:
    """The part of the world that a file holds."""

    home: Bounds
    """What the screen showed."""
    whole: Bounds
    """The same, padded."""


@dataclass(frozen=True)
class Page:
    """What stands around the map, in one language."""

    title: str
    said: tuple[str, ...]
    """Sentences below the title."""
    day: date
    """When the file was made."""
    legend: str
    """HTML, like the rest; its texts have passed the gate."""
    table: str
    sources: str


def extent(view: View) -> Extent:
    """What a view shows of the ground that there is; all of that, if it looks elsewhere."""
    (south, west), (north, east) = relief()["rectangles"][0]["bounds"]
    all_of_it = (west, south, east, north)
    home = _within(view.bounds(), all_of_it)
    if home is None:
        return Extent(all_of_it, all_of_it)
    return Extent(home, _within(view.bounds(PADDING), all_of_it) or home)


def _within(bounds: Bounds, limits: Bounds) -> Bounds | None:
    west, south = (max(bounds[side], limits[side]) for side in (0, 1))
    east, north = (min(bounds[side], limits[side]) for side in (2, 3))
    return (west, south, east, north) if west < east and south < north else None


def places_within(drawn: gpd.GeoDataFrame, bounds: Bounds, lang: str) -> dict[str, list[Any]]:
    """The drawn places that touch the bounds, as the browser gets them, by layer."""
    ids, box = set(drawn.index), shapely.box(*bounds)
    held = {
        layer: [
            place
            for place in json.loads(payload(layer, lang).body)
            if place["id"] in ids and _touches(place, box)
        ]
        for layer in drawn["layer"].unique()
    }
    return {layer: places for layer, places in held.items() if places}


def _touches(place: dict[str, Any], box: shapely.Polygon) -> bool:
    """Of an outline or a zone, any part of it: one may stand inside and not see its symbol."""
    outlines = [zone["outline"] for zone in place.get("zones", ())]
    outlines += [place["outline"]] if "outline" in place else []
    drawn = [shape(outline) for outline in outlines] or [Point(place["lon"], place["lat"])]
    return any(each.intersects(box) for each in drawn)


def document(page: Page, part: Extent, places: dict[str, list[Any]], t: Translator) -> str:
    """The file."""
    given = {
        "tiles": tiles(part.whole),
        "extent": _corners(part.whole),
        "home": _corners(part.home),
        "places": places,
        "shown": {layer: packed(True for _ in each) for layer, each in places.items()},
        "ground": ground(part.whole, t.lang),
    }
    return (
        f'<!DOCTYPE html>\n<html lang="{for_html(t.lang)}">\n{_head(page)}\n'
        f"<body>\n{_body(page, t)}\n"
        f"{_scripts(t.lang)}\n<script>mura.oneFile.open({for_script(given)});</script>\n"
        "</body>\n</html>\n"
    )


def _corners(bounds: Bounds) -> list[list[float]]:
    west, south, east, north = bounds
    return [[south, west], [north, east]]


def _head(page: Page) -> str:
    return (
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<link rel="icon" href="data:,">\n<title>{for_html(page.title)}</title>\n'
        f"{_sheets()}\n</head>"
    )


def _body(page: Page, t: Translator) -> str:
    said = "".join(f"<p>{for_html(sentence)}</p>" for sentence in page.said)
    day = format_date(page.day, "long", locale=t.locale)
    made = for_html(t("Saved from Mura, {day}", day=day))
    unscripted = for_html(
        t("The browser runs no scripts here, so there is no map. The table stands below.")
    )
    limits = for_html(t(NOT_STATED))
    legend = _section(t("Legend"), f'{page.legend}<p class="limits">{limits}</p>')
    table = _section(t("Places"), page.table)
    sources = _section(t("Sources"), page.sources)
    alone = for_html(t("This file holds all that it shows and needs no internet."))
    return (
        f'<header><h1>{for_html(page.title)}</h1>{said}<p class="made">{made}</p></header>\n'
        f'<main>\n<div class="around"><div><div id="map_div"></div>'
        f"<noscript><p>{unscripted}</p></noscript></div>\n"
        f"{legend}</div>\n{table}\n{sources}\n</main>\n"
        f"<footer><p>{alone}</p></footer>"
    )


def _section(heading: str, content: str) -> str:
    return f"<section><h2>{for_html(heading)}</h2>{content}</section>"


def _sheets() -> str:
    every = [chart("en").sheet.body, own("page.css").body, (BROWSER / "one_file.css").read_bytes()]
    return "\n".join(_inline("style", sheet.decode()) for sheet in every)


def _scripts(lang: str) -> str:
    made = chart(lang)
    every = [made.scripts.body, made.script.body, (BROWSER / "one_file.js").read_bytes()]
    return "\n".join(_inline("script", script.decode()) for script in every)


def _inline(element: str, body: str) -> str:
    """A script or a sheet in its element, without the address of its source map.

    Raises ValueError: a body that would end its element early is not ours.
    """
    if f"</{element}" in body.lower() or "<!--" in body:
        raise ValueError(element)
    return f"<{element}>\n{_SOURCE_MAP.sub('', body)}\n</{element}>"
