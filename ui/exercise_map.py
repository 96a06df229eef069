"""The map beside a step: what is invented is drawn over it, dashed and by its word; the same as a
table below."""

from collections import Counter

import geopandas as gpd
import shapely
import streamlit as st

from analysis.geodesy import surface_ha
from analysis.select import Query, drawn
from analysis.shapes import Shapes
from dossiers.parts import Row, Table
from geodata.exercises import Exercise, Step
from geodata.problems import ContractError
from geodata.training import Invented, TrainingSet, sets, training_set
from i18n import N_, Translator
from layers.brought import Shape, drawing
from layers.catalogue import collection
from layers.map import Extent
from layers.training import drawn as invented
from layers.zones import zone_name
from ui.dossier import table_html
from ui.exercise_address import Asked
from ui.map_panel import map_panel
from ui.problems import refusals
from ui.screening_address import points_of

KINDS = {
    "route": N_("An invented route"),
    "end": N_("An end of the road"),
    "spot": N_("An invented spot"),
}


def has_map(made: Exercise, step: Step) -> bool:
    """Whether there is anything to look at, or to click on."""
    return bool(set_of(made, step)) or step.asked.way in {"line", "point"}


def has_invented(made: Exercise) -> bool:
    """Whether anything in it is invented: boundaries, or a file to practise on."""
    shows = [show for step in made.steps for show in step.shows]
    return any(map(_named, made.steps)) or any(
        show.file or "training=" in show.address for show in shows
    )


def set_of(made: Exercise, step: Step) -> str:
    """Name of the invented things that a step is about; else of those that most of the exercise's
    keys are about; empty: there are none."""
    named = [_named(each) for each in made.steps if each.asked.arguments]
    name, count = Counter(named).most_common(1)[0] if named else ("", 0)
    return _named(step) or (name if 2 * count > len(named) else "")


def _named(step: Step) -> str:
    return next((word for word in step.asked.arguments if word in sets()), "")


def beside_the_step(made: Exercise, step: Step, wanted: Asked, t: Translator) -> None:
    """Show the map and the table of what is drawn."""
    name = set_of(made, step)
    try:
        things = training_set(name) if name else None
    except ContractError as error:
        refusals([error], t)
        things = None
    _map(things, wanted, t)
    if things is not None:
        st.html(table_html(_table(things, t), t))


def _map(things: TrainingSet | None, wanted: Asked, t: Translator) -> None:
    shapes = list(invented(things, t)) if things else []
    points = points_of(wanted.drawn) if wanted.drawn else None
    if points:
        line = shapely.LineString(points) if len(points) > 1 else shapely.Point(points[0])
        shapes.append(Shape("brought", line))
    made = drawing(shapes, t)
    extent: Extent | None = made.extent if made else None
    table, query = collection().table, Query(layers=())
    with st.container(key="small-map"):
        nothing: gpd.GeoDataFrame = table.iloc[:0]
        map_panel(
            drawn(table, nothing, query), query, t, extent, False, made.payload if made else None
        )


def _table(things: TrainingSet, t: Translator) -> Table:
    rows = tuple(Row(_cells(each, t)) for each in things.things)
    heads = (t("What it is"), t("Name"), t("Size"), t("Status"))
    return Table(t("What is drawn here, all invented"), heads, rows, numbers=frozenset({2}))


def _cells(each: Invented, t: Translator) -> tuple[str, ...]:
    kind = zone_name(str(each.token), t) if each.kind == "zone" else t(KINDS[each.kind])
    return kind, each.names[t.lang], _size(each, t), t("training, not a boundary")


def _size(each: Invented, t: Translator) -> str:
    if each.kind == "zone":
        return t("{n} ha", n=t.number(surface_ha(each.geometry), 1))
    if each.kind == "route":
        return t("{n} km", n=t.number(Shapes((each.geometry,)).length_m / 1000, 2))
    return "–"
