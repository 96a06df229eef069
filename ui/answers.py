"""What the map asks the server while it is used: search, what is here, measure, places by id.

Each answer is JSON in one language, made of words that are ready to be read. A question that makes
no sense is answered with 400 and nothing else.
"""

from collections.abc import Callable, Iterator
from math import ceil
from typing import Any

import geopandas as gpd
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route

from analysis import geodesy, regions, search
from geodata.coordinates.spelling import understand
from geodata.ground import regions_of_kazakhstan
from i18n import LANGUAGES, Translator, translator
from layers.card import name
from layers.card import regions as regions_of
from layers.catalogue import collection, layer
from layers.freshness import moments, one_moment, while_data_stay
from layers.map import ANSWERS_ADDRESS
from layers.payload import drawable, payload, place
from layers.positions import decimal, in_sk42, metres, sexagesimal
from layers.systems import system_name
from layers.vocabulary import DIRECTIONS, country_name
from ui.inside import lines_here
from ui.whereabouts import either_region, region_at

MOST_LETTERS = 80
MOST_IDS = 200
MOST_POINTS = 100
NEAREST = 5

CLICK_PIXELS = 2
"""ASSUMPTION. So many pixels a click may be off where the accuracy of a drawing is not stated."""

Answer = Callable[[dict[str, str], Translator], Any]


class Unanswerable(ValueError):
    """The question makes no sense."""


def answers() -> list[BaseRoute]:
    """The addresses of all questions: geo/answers/QUESTION/LANG."""
    questions: dict[str, Answer] = {
        "search": found,
        "places": places,
        "here": here,
        "measure": measured,
    }
    return [
        Route(f"/{ANSWERS_ADDRESS}{question}/{{lang}}", _endpoint(answer))
        for question, answer in questions.items()
    ]


def _endpoint(answer: Answer) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> JSONResponse:
        lang = request.path_params["lang"]
        try:
            if lang not in LANGUAGES:
                raise Unanswerable(lang)
            asked = dict(request.query_params)
            said = await run_in_threadpool(_answered, answer, asked, translator(lang))
        except Unanswerable:
            return JSONResponse({"error": "unanswerable"}, 400)
        return JSONResponse(said, headers={"Cache-Control": "no-store"})

    return endpoint


def _answered(answer: Answer, asked: dict[str, str], t: Translator) -> Any:
    with one_moment():
        return answer(asked, t)


# ---- search ---------------------------------------------------------------------------------


def found(asked: dict[str, str], t: Translator) -> list[dict[str, Any]]:
    """?q=words: the places that answer best, each with its name and what and where it is.

    Coordinates, however they are written, answer with the positions that they can mean.
    """
    words = asked.get("q", "")[:MOST_LETTERS]
    if positions := list(_positions(words, t)):
        return positions
    table = collection().table
    hits = search.find(_names(), words)
    return [
        {
            "id": hit.id,
            "name": name(table.loc[hit.id], t),
            "about": _about(table.loc[hit.id], hit, t),
        }
        for hit in hits
    ]


def _positions(words: str, t: Translator) -> Iterator[dict[str, Any]]:
    for meant in understand(words):
        if meant.position is None:
            continue
        lon, lat = meant.position
        about = [system_name(meant.token, t), region_at(lon, lat, t)]
        yield {"lat": lat, "lon": lon, "name": decimal(lat, lon), "about": " · ".join(about)}


@while_data_stay()
def _names() -> search.Names:
    return search.names_of(collection().table)


def warm_up() -> None:
    """Make what the first question needs before anybody asks it."""
    _names()
    regions_of_kazakhstan()


def _about(row: Any, hit: search.Found, t: Translator) -> str:
    said = [layer(row["layer"]).called(t)]
    where = regions_of(row, "today", t) or ", ".join(
        country_name(code, t) for code in row["countries"]
    )
    if where:
        said.append(where)
    if search.sound(hit.written) not in search.sound(name(row, t)):
        said.append(t("also “{name}”", name=hit.written))
    if row.geometry is None and not row["parts_layer"]:
        said.append(t("no usable position"))
    return " · ".join(said)


# ---- places -----------------------------------------------------------------------------------


def places(asked: dict[str, str], t: Translator) -> list[dict[str, Any]]:
    """?id=one,two: these places with their cards, in this order; an unknown one is left out.

    ?layer=name&nth=5&of=file instead: the place at that index of the layer's payload of that name,
    be it of data that have changed since.
    """
    table = collection().table
    if "nth" in asked:
        return [_nth(asked.get("layer", ""), asked["nth"], asked.get("of", ""), t)]
    wanted = dict.fromkeys(asked.get("id", "").split(",")[:MOST_IDS])
    return [place(table.loc[identity], t) for identity in wanted if identity in table.index]


def _nth(layer_name: str, nth: str, of: str, t: Translator) -> dict[str, Any]:
    for moment in moments():
        with one_moment(moment):
            there = layer_name in collection().digests
            if there and of in {"", payload(layer_name, t.lang).name}:
                return place(_row_at(layer_name, nth), t)
    raise Unanswerable("of")


def _row_at(layer_name: str, nth: str) -> Any:
    rows = drawable(layer_name)
    if not (nth.isascii() and nth.isdecimal()) or len(nth) > 7 or int(nth) >= len(rows):
        raise Unanswerable("nth")
    return rows.iloc[int(nth)]


# ---- what is here -----------------------------------------------------------------------------


def here(asked: dict[str, str], t: Translator) -> dict[str, Any]:
    """?lat=&lon=: coordinates, what was loaded that the position lies in, region now and in 2019,
    the nearest designated places."""
    lon, lat = _position(asked.get("lat", ""), asked.get("lon", ""))
    lies = regions.whereabouts(regions_of_kazakhstan(), lon, lat)
    return {
        "title": t("What is here"),
        "coordinates": _spellings(lat, lon, t),
        "zones_title": t("Loaded boundaries here"),
        "zones": lines_here(lon, lat, t),
        "facts": [
            [t("Region today"), either_region(lies.today, lies.border_near, t)],
            [t("Region in 2019"), either_region(lies.of_2019, lies.border_near, t)],
        ],
        "nearest_title": t("Nearest designated places"),
        "nearest": [_neighbour(row, t) for _, row in _nearest(lon, lat).iterrows()],
        "note": t(
            "Distances are geodesic, to the published point: where a place ends is not known "
            "unless its boundary is loaded. They do not say that building here is allowed."
        ),
        "near": {
            "words": t("What lies near"),
            "address": f"./proximity?lang={t.lang}&at={lat:.6f},{lon:.6f}",
        },
    }


def _spellings(lat: float, lon: float, t: Translator) -> list[str]:
    """The position as it goes into a letter: degrees in two ways, and SK-42 where it has a zone."""
    surveyed = in_sk42(lat, lon)
    said = [decimal(lat, lon), sexagesimal(lat, lon, t)]
    return said if surveyed == "—" else [*said, t("SK-42: {position}", position=surveyed)]


def _nearest(lon: float, lat: float) -> Any:
    return geodesy.nearest(_designated(), lon, lat, NEAREST)


@while_data_stay()
def _designated() -> gpd.GeoDataFrame:
    """The designated places that have a position; of the settlement of Talgar, once: as a part."""
    table = collection().table
    by_unesco = [each.name for each in collection().layers if each.designated]
    kept = table["layer"].isin(by_unesco) & (table["status"] == "designated")
    return table[kept & (table["layer"] != "talgar") & table.geometry.notna()]


def _neighbour(row: Any, t: Translator) -> dict[str, str]:
    # Of a point the distance can be 0 too, and says nothing of where the place ends.
    if row["distance_m"] == 0 and row["geometry_kind"] == "boundary":
        said = t("inside its boundary")
    else:
        known = row["accuracy_m"] == row["accuracy_m"]
        sure = f" ± {metres(row['accuracy_m'], t)}" if known else ""
        direction = t(DIRECTIONS[geodesy.compass(row["azimuth"])])
        said = f"{metres(row['distance_m'], t)}{sure}, {direction}"
    return {"id": row["id"], "name": name(row, t), "distance": said}


# ---- measure ----------------------------------------------------------------------------------


def measured(asked: dict[str, str], t: Translator) -> dict[str, Any]:
    """?points=lat,lon;lat,lon: length and area in words, the line as it runs as [lat, lon] each."""
    pairs = [pair.split(",") for pair in asked.get("points", "").split(";")]
    if not 2 <= len(pairs) <= MOST_POINTS or any(len(pair) != 2 for pair in pairs):
        raise Unanswerable("points")
    points = [_position(*pair) for pair in pairs]
    said = t("Length: {length}.", length=metres(geodesy.length_m(points), t))
    closing: list[list[float]] | None = None
    if len(points) > 2:
        around = [*points, points[0]]
        closing = _drawn([points[-1], points[0]])
        said = t(
            "{length} Closed: {around} around, area {area}.",
            length=said,
            around=metres(geodesy.length_m(around), t),
            area=_area(geodesy.area_ha(points), t),
        )
    said = t("{measured} One pixel here is {pixel}.", measured=said, pixel=_pixel(points, asked, t))
    return {
        "said": said,
        "line": _drawn(points),
        "closing": closing,
        "accuracy_m": ceil(CLICK_PIXELS * _pixel_m(points, asked)),
    }


def _drawn(points: list[geodesy.Position]) -> list[list[float]]:
    return [[lat, lon] for lon, lat in geodesy.as_it_runs(points)]


def _pixel(points: list[geodesy.Position], asked: dict[str, str], t: Translator) -> str:
    """What a click cannot be more exact than: a pixel of the web map, at the line's first point."""
    return metres(_pixel_m(points, asked), t)


def _pixel_m(points: list[geodesy.Position], asked: dict[str, str]) -> float:
    try:
        zoom = min(20.0, max(0.0, float(asked.get("zoom", "8"))))
    except ValueError as error:
        raise Unanswerable("zoom") from error
    return geodesy.pixel_m(points[0][1], zoom)


def _area(hectares: float, t: Translator) -> str:
    if hectares >= 10_000:
        return t("{n} km²", n=t.number(hectares / 100, 1))
    return t("{n} ha", n=t.number(hectares, 2))


def _position(lat: str, lon: str) -> geodesy.Position:
    """Longitude and latitude out of two texts. Raises Unanswerable."""
    try:
        y, x = float(lat), float(lon)
    except ValueError as error:
        raise Unanswerable("position") from error
    if not (-90 <= y <= 90 and -180 <= x <= 180):
        raise Unanswerable("position")
    return x, y
