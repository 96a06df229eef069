"""The pieces of the site sheet: which place it is of, its map, its links, how to find another."""

from functools import partial

import geopandas as gpd
import streamlit as st
from shapely.geometry.base import BaseGeometry

from analysis.search import find, names_of
from analysis.select import Query, drawn
from dossiers.parts import Dossier, Section
from dossiers.place import dossier
from geodata.escape import for_html
from i18n import LANGUAGES, NAMES, Translator, translator
from layers import card
from layers.catalogue import collection, layer
from layers.freshness import while_data_stay
from layers.map import Extent
from layers.outlines import outline
from layers.zones import zones_of
from ui.dossier import section, sheet_address
from ui.map_panel import map_panel
from ui.papers import paper_address

MOST_LETTERS = 80
_AROUND = 0.15
"""Degrees of the map around a place that has a position and no extent."""


def asked() -> str | None:
    """The id that the address names, if it is that of a place; else None."""
    identity = st.query_params.get("id", "")
    return identity if identity in collection().table.index else None


@while_data_stay(most=512)
def told(identity: str, lang: str) -> Dossier:
    """The sheet of a place in a language, made once. Raises KeyError."""
    return dossier(identity, translator(lang))


def finder(t: Translator) -> None:
    """What to do when the address names no place: find one by its name."""
    if st.query_params.get("id"):
        st.warning(t("No place of this id is known here."))
    st.info(t("Find a place by its name, or follow the link in a card of the map."))
    words = st.text_input(
        t("Find a place by any of its names"), max_chars=MOST_LETTERS, key=f"find-{t.lang}"
    )
    if not words.strip():
        return
    found = find(names_of(collection().table), words)
    if not found:
        st.info(t("No place of that name is known here."))
        return  # Streamlit takes an empty piece of HTML for a mistake
    st.html(_found([hit.id for hit in found], t))


def _found(ids: list[str], t: Translator) -> str:
    rows = (collection().table.loc[identity] for identity in ids)
    items = "".join(map(partial(_hit, t=t), rows))
    return f'<section class="mura-section"><ul>{items}</ul></section>'


def _hit(row: card.Row, t: Translator) -> str:
    address = for_html(sheet_address(row["id"], t.lang))
    named, kind = for_html(card.name(row, t)), for_html(layer(row["layer"]).called(t))
    return f'<li><a href="{address}" target="_self">{named}</a> <small>{kind}</small></li>'


def title(told: Dossier, t: Translator) -> None:
    """Name, kind and summary of the place, what must be known first, and where one can go."""
    warnings = "".join(f'<p class="mura-warning">{for_html(each)}</p>' for each in told.warnings)
    st.html(
        f'<section class="mura-section mura-place"><h2>{for_html(told.title)}</h2>'
        f'<p class="mura-note">{for_html(told.kind)}</p><p>{for_html(told.summary)}</p>'
        f"{_ways(told, t)}{warnings}</section>"
    )


def _ways(told: Dossier, t: Translator) -> str:
    """To the map, and to the same on one page of paper, in any of the three languages."""
    ways = [
        (f"./?lang={t.lang}#id={told.id}", t("On the map"), t.lang),
        *((paper_address(told.id, lang), f"PDF, {NAMES[lang]}", lang) for lang in LANGUAGES),
        (f"./site?lang={t.lang}", t("Find another place"), t.lang),
    ]
    links = "".join(
        f'<li><a href="{for_html(address)}" target="_self" lang="{lang}">{for_html(words)}</a></li>'
        for address, words, lang in ways
    )
    return f'<ul class="mura-ways">{links}</ul>'


def contents(sections: tuple[Section, ...], t: Translator) -> None:
    """Links to the sections of the sheet."""
    links = "".join(
        f'<li><a href="#{for_html(each.id)}" target="_self">{for_html(each.title)}</a></li>'
        for each in sections
    )
    label = for_html(t("On this page"))
    st.html(f'<nav class="mura-contents" aria-label="{label}"><ul>{links}</ul></nav>')


def sections(told: Dossier, t: Translator) -> None:
    """Every section, one below the other."""
    for each in told.sections:
        section(each, t)


def where(identity: str, t: Translator) -> None:
    """A map of the place, or of its parts; of a place that is on no map, a sentence."""
    table = collection().table
    rows = table.loc[[identity]]
    query = Query(layers=(str(rows["layer"].iloc[0]),), places=(identity,))
    places = drawn(table, rows, query)
    if places.empty:
        st.info(t("No usable position was found, so it is not on the map."))
        return
    with st.container(key="small-map"):
        map_panel(places, query, t, _extent(places), drawer=False)


def _lines(row: card.Row) -> list[BaseGeometry]:
    """The outline and the zones that are drawn of a place."""
    around = outline(row)
    zones = [each.geometry for each in zones_of(row["id"])]
    return zones if around is None else [around, *zones]


def _extent(places: gpd.GeoDataFrame) -> Extent:
    """What the small map begins with: the outlines that are drawn, or a little around a point."""
    rows = [collection().table.loc[identity] for identity in places.index]
    lines = [line for row in rows for line in _lines(row)]
    points = [row.geometry for row in rows if row.geometry is not None]
    west, south, east, north = gpd.GeoSeries([*lines, *points]).total_bounds
    room = 0.0 if len(places) > 1 or lines else _AROUND
    return (south - room, west - room), (north + room, east + room)
