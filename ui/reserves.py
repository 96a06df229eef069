"""The page of the biosphere reserves: its filters in the address, and its charts."""

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import geopandas as gpd
import streamlit as st

from analysis.reserves import ZONES, by_regions, by_size, zone_sum
from analysis.select import AsOf, Query
from dossiers.parts import Section
from dossiers.reserves import designated, group_name, of_kazakhstan, zone_labels
from geodata.escape import for_html
from i18n import Translator
from layers.biosphere_reserves import LAYER
from layers.card import name
from layers.catalogue import collection
from layers.vocabulary import REGIONS, country_name
from ui import dossier, state
from ui.charts import Values, chart

DEFAULT = Query(layers=(LAYER.name,))

KAZAKHSTAN = ((40.5, 46.5), (55.5, 87.4))
"""Where the map begins: south-west and north-east, latitude and longitude."""

_WRITTEN, _GENERATION = "reserves_written", "reserves_generation"


def read(parameters: state.Parameters) -> Query:
    """The query that an address asks for: country, region and time; the rest is passed over."""
    asked = state.read(parameters)
    return replace(
        DEFAULT,
        countries=tuple(code for code in asked.countries if code in _countries()),
        regions=tuple(code for code in asked.regions if code in _regions()),
        as_of=asked.as_of,
    )


def write(query: Query) -> dict[str, list[str]]:
    """The address of a query: only what differs from the default."""
    return state.write(replace(query, layers=state.DEFAULT.layers))


def asked() -> Query:
    """The query of the address. If it changed by itself, the widgets are made anew from it."""
    query = read({name: st.query_params.get_all(name) for name in st.query_params})
    if query != st.session_state.get(_WRITTEN):
        st.session_state[_GENERATION] = secrets.token_hex(3)
    st.session_state[_WRITTEN] = query
    return query


def filters(query: Query, t: Translator) -> None:
    """The filters, in the sidebar as on the Map page."""
    with st.sidebar:
        st.header(t("Filters"), anchor=False)
        countries = {code: country_name(code, t) for code in _countries()}
        _several("countries", t("Country"), countries, query, t)
        times = {"today": t("today"), "2019": "2019"}
        key = _key("as_of", t)
        st.segmented_control(
            t("Regions and designations as of"),
            list(times),
            default=query.as_of,
            format_func=times.__getitem__,
            key=key,
            on_change=_changed,
            args=("as_of", key, lambda chosen: chosen),
            required=True,
        )
        regions = {code: t(REGIONS[code][0]) for code in _regions()}
        _several("regions", t("Region of Kazakhstan"), regions, query, t)
        st.button(t("Clear all filters"), on_click=_reset, width="stretch")


def contents(told: Sequence[Section], t: Translator) -> None:
    """Links to the sections of the page, which is a long one on a phone."""
    links = "".join(
        f'<li><a href="#{for_html(each.id)}" target="_self">{for_html(each.title)}</a></li>'
        for each in told
        if _says_something(each)
    )
    label = for_html(t("On this page"))
    st.html(f'<nav class="mura-contents" aria-label="{label}"><ul>{links}</ul></nav>')


def tell(told: Section, t: Translator, draw: Callable[[], None] | None = None) -> None:
    """Show a section, unless its table is empty. `draw` shows a chart of the table's figures, and
    stands above the table."""
    if not _says_something(told):
        return
    if draw is None or told.table is None:
        dossier.section(told, t)
        return
    dossier.section(replace(told, table=None), t)
    draw()
    st.html(f'<div class="mura-section">{dossier.table_html(told.table, t)}</div>')


def _says_something(told: Section) -> bool:
    return told.table is None or bool(told.table.rows)


def zones_chart(rows: gpd.GeoDataFrame, t: Translator) -> None:
    """The zones of the reserves whose split is published, the largest on top."""
    split = [row for _, row in by_size(designated(rows)).iterrows() if zone_sum(row).whole]
    values = [
        _part(name(row, t), place, order, row[zone], t)
        for place, row in enumerate(split)
        for order, zone in enumerate(ZONES)
    ]
    described = t.plural(
        "Bars: core, buffer and transition of {n} reserve. The table below has its figures.",
        "Bars: core, buffer and transition of {n} reserves. The table below has their figures.",
        len(split),
    )
    if values:
        chart(_bars(values, _labels(t)[:3], t), values, described, key=f"zones-{t.lang}")


def regions_chart(rows: gpd.GeoDataFrame, as_of: AsOf, t: Translator) -> None:
    """The zones by region of Kazakhstan, and the areas whose split is not published."""
    groups = [group for group in by_regions(of_kazakhstan(rows), as_of) if group.total_ha]
    values = [
        _part(group_name(group, rows, t), place, order, figure, t)
        for place, group in enumerate(groups)
        for order, figure in enumerate((*group.zones, group.undivided_ha))
        if figure is not None
    ]
    described = t("Bars: hectares by region. The table below has the same figures.")
    if values:
        chart(_bars(values, _labels(t), t), values, described, key=f"regions-{t.lang}")


_AROUND_PIXELS = 110
"""Legend and axis."""

_LIGHTNESS = ("#5c1a0d", "#c07a5e", "#f0dcc8", "#ffffff")
"""Core, buffer, transition, split not published: dark to light, so that grey paper tells them."""


def _labels(t: Translator) -> tuple[str, ...]:
    return (*zone_labels(t), t("Split not published"))


def _part(bar: str, place: int, order: int, figure: float, t: Translator) -> dict[str, Any]:
    """One part of a bar. Thousands of hectares on the axis; the whole figure is told by the
    tool tip and to a screen reader."""
    zone, whole = _labels(t)[order], t("{n} ha", n=t.number(figure, 2))
    return {
        "bar": bar,
        "place": place,
        "zone": zone,
        "order": order,
        "thousands": float(figure) / 1000,
        "label": t.number(float(figure) / 1000),
        "told": f"{bar}. {zone}: {whole}",
    }


def _bars(values: Values, labels: Sequence[str], t: Translator) -> dict[str, Any]:
    """Stacked bars, the parts outlined, a figure in each that has room for it.

    The longest bar and the height are said beforehand: the data come after the drawing, and the
    library would complain of an axis without an end.
    """
    bars = Counter[str]()
    for part in values:
        bars[part["bar"]] += part["thousands"]
    doubled = any(" + " in bar for bar in bars)
    across = {
        "field": "thousands",
        "type": "quantitative",
        "stack": "zero",
        "scale": {"domain": [0, max(bars.values())], "nice": True},
        "axis": {"title": t("thousand hectares"), "format": "d", "tickCount": 5},
    }
    down = {
        "field": "bar",
        "type": "nominal",
        "sort": {"field": "place", "op": "min"},
        "axis": {
            "title": None,
            "labelExpr": "split(datum.label, ' + ')",  # a line for each region of a group
            "labelOffset": -5 if doubled else 0,
            "labelFontSize": 11,
            "labelLimit": 200,
        },
    }
    room = "scale('x', datum.thousands) - scale('x', 0) > 30"
    return {
        "height": (34 if doubled else 26) * len(bars) + _AROUND_PIXELS,
        "encoding": {"y": down, "order": {"field": "order"}},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": "#1f1b18", "strokeWidth": 0.8},
                "encoding": {
                    "x": across,
                    "color": _shade(labels),
                    "tooltip": {"field": "told"},
                    "description": {"field": "told"},
                },
            },
            {
                "mark": {"type": "text", "fontSize": 11},
                "encoding": {
                    "x": {**across, "bandPosition": 0.5},
                    "text": {"field": "label"},
                    "detail": {"field": "order"},
                    "opacity": {"condition": {"test": room, "value": 1}, "value": 0},
                    "color": {
                        "condition": {"test": "datum.order == 0", "value": "#ffffff"},
                        "value": "#1f1b18",
                    },
                },
            },
        ],
    }


def _shade(labels: Sequence[str]) -> dict[str, Any]:
    """What tells the zones apart: by lightness, so that it lasts on grey paper."""
    return {
        "field": "zone",
        "type": "nominal",
        "scale": {"domain": list(labels), "range": list(_LIGHTNESS[: len(labels)])},
        "legend": {
            "title": None,
            "symbolStrokeColor": "#1f1b18",
            "symbolType": "square",
            "columns": {"expr": "width < 400 ? 1 : 4"},
        },
    }


def _countries() -> tuple[str, ...]:
    """The countries that have a reserve, Kazakhstan first."""
    held = {code for codes in _reserves()["countries"] for code in codes}
    return tuple(code for code in state.countries() if code in held)


def _regions() -> tuple[str, ...]:
    """The regions of Kazakhstan that have a reserve, or had one in 2019."""
    table = _reserves()
    held = {
        code for each in ("region_now", "region_2019") for codes in table[each] for code in codes
    }
    return tuple(code for code in REGIONS if code in held)


def _reserves() -> gpd.GeoDataFrame:
    table = collection().table
    return table[table["layer"] == LAYER.name]


def _several(field: str, label: str, words: dict[str, str], query: Query, t: Translator) -> None:
    key = _key(field, t)
    st.multiselect(
        label,
        list(words),
        default=getattr(query, field),
        format_func=words.__getitem__,
        key=key,
        on_change=_changed,
        args=(field, key, lambda chosen: tuple(each for each in words if each in chosen)),
        placeholder=t("any"),
        select_all=False,
    )


def _key(field: str, t: Translator) -> str:
    return f"reserves-{field}-{t.lang}-{st.session_state[_GENERATION]}"


def _changed(field: str, key: str, meaning: Callable[[Any], Any]) -> None:
    query = replace(st.session_state[_WRITTEN], **{field: meaning(st.session_state[key])})
    st.session_state[_WRITTEN] = query
    _into_address(query)


def _reset() -> None:
    st.session_state[_GENERATION] = secrets.token_hex(3)
    st.session_state[_WRITTEN] = DEFAULT
    _into_address(DEFAULT)


def _into_address(query: Query) -> None:
    language = st.query_params.get_all("lang")
    st.query_params.from_dict(({"lang": language} if language else {}) | write(query))
