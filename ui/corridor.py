"""The Corridor page: its filters, kept in its address, and the chart of the periods."""

import json
from collections.abc import Iterable
from typing import Any

import geopandas as gpd
import streamlit as st

from analysis.corridor import NO_PERIOD, Wanted, centuries, has_period, years
from analysis.select import Query
from dossiers.corridor import of_home, period
from i18n import Translator
from layers import card
from layers.map import Extent
from layers.vocabulary import country_name, type_name
from ui import state
from ui.charts import Values, chart

_NAMES = {"types": "type", "centuries": "century", "countries": "country"}
"""Fields of what is wanted, and their names in the address."""

_MARGIN = 1.5
"""Degrees left free around the outermost parts."""

_STEP = 200
"""Years between two ticks of the chart."""

_HEIGHT = 48
"""Pixels of a bar with its name and its share of the axes."""


def asked(parts: gpd.GeoDataFrame, parameters: state.Parameters) -> Wanted:
    """What an address asks for; what no part has is passed over."""
    choose = state.chooser(parameters)
    options = _options(parts)
    return Wanted(**{field: choose(_NAMES[field], options[field]) for field in _NAMES})


def parameters() -> state.Parameters:
    """The address of this page."""
    return {name: st.query_params.get_all(name) for name in st.query_params}


def filters(parts: gpd.GeoDataFrame, wanted: Wanted, t: Translator) -> None:
    """Three choices, as the address has them; each change is written there and nowhere else."""
    options = _options(parts)
    words = {
        "types": {kind: type_name(kind, t) for kind in options["types"]},
        "centuries": {each: _century(each, t) for each in options["centuries"]},
        "countries": {code: country_name(code, t) for code in options["countries"]},
    }
    labels = {
        "types": t("Type (inferred)"),
        "centuries": t("Century"),
        "countries": t("Country"),
    }
    for field, column in zip(_NAMES, st.columns(3), strict=True):
        key = f"asked-{field}-{t.lang}"  # a layer's name would bring its symbol: the legend
        st.session_state[key] = list(getattr(wanted, field))
        column.multiselect(
            labels[field],
            options[field],
            format_func=words[field].__getitem__,
            key=key,
            on_change=_changed,
            args=(_NAMES[field], key),
            placeholder=t("any"),
            select_all=False,
        )


def clear(t: Translator) -> None:
    """A button that forgets every filter."""
    st.button(t("Clear all filters"), on_click=_forget)


def query(rows: gpd.GeoDataFrame, total: int) -> Query:
    """The same places as the Map page would be asked for them."""
    if rows.empty:
        return Query()
    return Query(
        layers=("corridor",), places=() if len(rows) == total else tuple(sorted(rows.index))
    )


def home(parts: gpd.GeoDataFrame) -> Extent | None:
    """The extent of the whole corridor; None if no part has a position."""
    placed = parts[parts.geometry.notna()]
    if placed.empty:
        return None
    west, south, east, north = (float(edge) for edge in placed.total_bounds)
    return (south - _MARGIN, west - _MARGIN), (north + _MARGIN, east + _MARGIN)


def timeline(rows: gpd.GeoDataFrame, t: Translator) -> None:
    """Bars from the first century to the last. Without a period there is nothing to draw."""
    drawn = rows[has_period(rows)]
    if drawn.empty:
        return
    described = t("Bars from the first century of each part to its last")
    chart(timeline_spec(drawn, t), timeline_values(drawn, t), described, "corridor-timeline")


def timeline_values(rows: gpd.GeoDataFrame, t: Translator) -> Values:
    """A bar each: years as `years` counts them, the words above the bar, whose it is."""
    at_home = set(of_home(rows).index)
    return [
        {
            "id": identity,
            "from": years(*_ends(row))[0],
            "to": years(*_ends(row))[1],
            "label": f"{card.name(row, t)} · {period(row, t)}",
            "whose": _whose(t)[0 if identity in at_home else 1],
        }
        for identity, row in rows.iterrows()
    ]


def timeline_spec(rows: gpd.GeoDataFrame, t: Translator) -> dict[str, Any]:
    """What Vega-Lite draws: no text of data stands in it.

    The name stands above its bar and not beside it, so that a phone has room for the bar. Bars of
    Kazakhstan are filled, the others hollow: they differ in grey as well.
    """
    ticks = list(_ticks(years(*_ends(row)) for _, row in rows.iterrows()))
    x = {
        "type": "quantitative",
        "scale": {"domain": [ticks[0], ticks[-1]], "nice": False},
        "axis": {"title": t("Year"), "values": ticks, "labelExpr": _labels(ticks, t)},
    }
    whose = {
        "field": "whose",
        "type": "nominal",
        "scale": {"domain": list(_whose(t)), "range": ["#8c2d19", "#ffffff"]},
        "legend": {"title": None, "symbolType": "square", "symbolStrokeColor": "#1f1b18"},
    }
    bar = {
        "mark": {"type": "bar", "height": 12, "yOffset": 9, "stroke": "#1f1b18"},
        "encoding": {"x": {"field": "from", **x}, "x2": {"field": "to"}, "fill": whose},
    }
    name = {
        "mark": {
            "type": "text",
            "align": "left",
            "yOffset": -7,
            "color": "#1f1b18",
            "fontSize": 12,
        },
        "encoding": {"x": {"value": 2}, "text": {"field": "label"}},
    }
    rows_of_it = {"field": "id", "type": "nominal", "sort": None, "axis": None}
    height = _HEIGHT * len(rows)
    return {"height": height, "encoding": {"y": rows_of_it}, "layer": [bar, name]}


def _ends(row: card.Row) -> tuple[int, int]:
    lived = centuries(row)
    return lived[0], lived[-1]


def _whose(t: Translator) -> tuple[str, str]:
    return t("in Kazakhstan (filled)"), t("in the other countries (hollow)")


def _ticks(spans: Iterable[tuple[int, int]]) -> range:
    starts, ends = zip(*spans, strict=True)
    first, last = min(starts) // _STEP * _STEP, -(-max(ends) // _STEP) * _STEP
    return range(first, last + 1, _STEP)


def _labels(ticks: list[int], t: Translator) -> str:
    """A Vega expression that looks a year's label up; there is no year 0."""
    said = {str(year): t("{n} BC", n=-year) if year < 0 else str(max(year, 1)) for year in ticks}
    return f"({json.dumps(said)})[datum.value]"


def _century(option: str, t: Translator) -> str:
    return t("period not found") if option == NO_PERIOD else card.century(int(option), t)


def _options(parts: gpd.GeoDataFrame) -> dict[str, list[str]]:
    """What occurs among the parts: the allow-lists of the address."""
    lived = sorted({number for _, row in parts.iterrows() for number in centuries(row)})
    return {
        "types": list(dict.fromkeys(parts.sort_values("id")["part_type"])),
        "centuries": [NO_PERIOD, *map(str, lived)],
        "countries": [
            code for code in state.countries() if any(code in each for each in parts["countries"])
        ],
    }


def _changed(name: str, key: str) -> None:
    chosen = st.session_state[key]
    if chosen:
        st.query_params[name] = ",".join(chosen)
    else:
        st.query_params.pop(name, None)


def _forget() -> None:
    for name in _NAMES.values():
        st.query_params.pop(name, None)
