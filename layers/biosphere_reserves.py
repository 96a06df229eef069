"""Biosphere reserves of UNESCO's programme Man and the Biosphere."""

from geodata.columns import (
    CONFIDENCE,
    FLAG,
    HECTARES,
    IN_THREE_LANGUAGES,
    TEXT,
    Column,
    blank_or,
    list_of,
)
from geodata.documents import object_of
from i18n import N_, N_plural
from layers.declaration import Layer

LAYER = Layer(
    name="biosphere_reserves",
    title=N_("Biosphere reserves"),
    counted=N_plural("{n} biosphere reserve", "{n} biosphere reserves"),
    colour="#166534",
    shape="hexagon",
    shown_at_start=True,
    columns=(
        Column("core_ha", blank_or(HECTARES), "core area, hectares"),
        Column("transition_ha", blank_or(HECTARES), "transition area, hectares"),
        Column("transboundary", FLAG, "in more than one country"),
        Column("managing_body_kk", blank_or(TEXT), "who manages it, in Kazakh"),
        Column("managing_body_ru", blank_or(TEXT), "who manages it, in Russian"),
        Column("managing_body_en", blank_or(TEXT), "who manages it, in English"),
        Column(
            "other_areas",
            list_of(
                object_of(
                    of=IN_THREE_LANGUAGES, ha=HECTARES, sources=list_of(TEXT), confidence=CONFIDENCE
                )
            ),
            "areas that sources give for something else of this name; never to be added",
        ),
    ),
    facts=("core_ha", "transition_ha", "managing_body"),
    draw_order=2,
)
