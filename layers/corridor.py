"""The component parts of 1442, the Silk Roads corridor from Chang'an to the Tianshan."""

from geodata.columns import CENTURY, FLAG, TEXT, Column, blank_or, list_of, one_of
from i18n import N_, N_plural
from layers.declaration import Layer

LAYER = Layer(
    name="corridor",
    title=N_("Parts of the Chang'an-Tianshan corridor"),
    counted=N_plural("{n} part of the corridor", "{n} parts of the corridor"),
    colour="#c2410c",
    shape="circle",
    shown_at_start=True,
    columns=(
        Column(
            "part_type",
            one_of(
                "central_city",
                "trading_settlement",
                "transport_defence",
                "religious_site",
                "associated_site",
            ),
            "kind of part",
        ),
        Column("part_type_inferred", FLAG, "the type was inferred from the blocks of ids"),
        Column("century_from", blank_or(CENTURY), "first century of occupation, negative is BC"),
        Column("century_to", blank_or(CENTURY), "last century of occupation"),
        Column("period_sources", list_of(TEXT), "where the centuries come from"),
    ),
    facts=("part_type", "century_from"),
    type_column="part_type",
    draw_order=5,
)
