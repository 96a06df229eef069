"""The strip chart on the screen: a line for each zone along the road. Each mark is a link that
takes the map there and says what is there; the table below says the same.

It is boxes placed by per cent: what Streamlit lets through of HTML holds no SVG."""

import streamlit as st

from dossiers.strip import MARKS, Band, Mark, Strip, table
from geodata.escape import for_html
from i18n import Translator
from layers.positions import chainage
from ui.dossier import on_the_map_here, table_html

_TICKS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000)
_SIGNS = {"nearest": "▲", "deepest": "▼"}


def strip_chart(made: Strip, t: Translator) -> None:
    """Show the chart and its table."""
    title = for_html(t("Along the road"))
    hint = for_html(
        t(
            "A mark takes the map there and gives the coordinates. Filled: inside. ┃ enters or "
            "leaves, ▲ the nearest point, ▼ the deepest inside."
        )
    )
    st.html(
        f'<section class="mura-section"><h2 id="strip">{title}</h2>{chart_html(made, t)}'
        f'<p class="mura-note">{hint}</p>{table_html(table(made, t), t)}</section>'
    )


def chart_html(made: Strip, t: Translator) -> str:
    """The chart: kilometres along the top, then a band for each zone."""
    label = for_html(t("Strip chart of the road; the table below holds the same"))
    bands = "".join(_band(each, made, t) for each in made.bands)
    return f'<div class="mura-strip" role="group" aria-label="{label}">{_axis(made)}{bands}</div>'


def _axis(made: Strip) -> str:
    step = next((each for each in _TICKS if made.length_m / each <= 8), _TICKS[-1])
    stations = [number * step for number in range(int(made.length_m // step) + 1)]
    ticks = "".join(
        f'<span style="left:{_part(each, made)}">{for_html(chainage(each))}</span>'
        for each in stations
    )
    return f'<div class="mura-strip-axis" aria-hidden="true">{ticks}</div>'


def _band(band: Band, made: Strip, t: Translator) -> str:
    said = for_html(band.said)
    inside = "".join(_inside(band, enter, leave, made) for enter, leave in band.intervals)
    marks = "".join(_mark(band, mark, made, t) for mark in band.marks)
    return (
        f'<div class="mura-strip-band"><p>{for_html(band.title)}: <strong>{said}</strong></p>'
        f'<div class="mura-strip-road">{inside}{marks}</div></div>'
    )


def _inside(band: Band, enter: float, leave: float, made: Strip) -> str:
    width = f"{100 * (leave - enter) / made.length_m:.3f}%"
    return (
        f'<span class="mura-strip-{band.verdict}" '
        f'style="left:{_part(enter, made)};width:{width}"></span>'
    )


def _mark(band: Band, mark: Mark, made: Strip, t: Translator) -> str:
    said = for_html(
        t(
            "{zone}: {what} at {at}",
            zone=band.title,
            what=t(MARKS[mark.kind]),
            at=chainage(mark.along_m),
        )
    )
    href = for_html(on_the_map_here(mark.lat, mark.lon))
    sign = _SIGNS.get(mark.kind, "┃")
    return (
        f'<a class="mura-strip-mark" href="{href}" target="_self" title="{said}" '
        f'aria-label="{said}" style="left:{_part(mark.along_m, made)}">{sign}</a>'
    )


def _part(along_m: float, made: Strip) -> str:
    return f"{100 * along_m / made.length_m:.3f}%"
