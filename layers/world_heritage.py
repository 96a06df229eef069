"""World Heritage properties. A serial one has no place of its own: its parts have."""

from geodata.columns import COUNT, FLAG, POSITION, Column, blank_or, list_of, one_of
from i18n import N_, N_plural
from layers.declaration import Layer

LAYER = Layer(
    name="world_heritage",
    title=N_("World Heritage properties"),
    counted=N_plural("{n} World Heritage property", "{n} World Heritage properties"),
    colour="#8c2d19",
    shape="diamond",
    shown_at_start=True,
    columns=(
        Column("category", one_of("cultural", "natural", "mixed"), "as on the List"),
        Column(
            "criteria",
            list_of(one_of("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")),
            "of the Operational Guidelines, paragraph 77",
        ),
        Column(
            "in_danger",
            one_of("yes", "no", "check"),
            "on the List in Danger; check: the sources do not agree",
        ),
        Column("transboundary", FLAG, "in more than one country"),
        Column("serial", FLAG, "made of separate parts"),
        Column("parts_total", blank_or(COUNT), "number of component parts as published"),
        Column(
            "parts_layer",
            blank_or(one_of("corridor", "component_parts")),
            "the layer that holds its parts",
        ),
        Column(
            "reference_position",
            blank_or(POSITION),
            "the list's one point for a serial property, degrees; never plotted",
        ),
    ),
    facts=("category", "criteria", "in_danger", "parts_total", "transboundary"),
    draw_order=4,
)
