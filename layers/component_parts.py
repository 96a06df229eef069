"""The component parts of the other serial properties."""

from geodata.columns import TOKEN, Column, blank_or
from i18n import N_, N_plural
from layers.declaration import Layer

LAYER = Layer(
    name="component_parts",
    title=N_("Parts of other serial properties"),
    counted=N_plural("{n} part of a serial property", "{n} parts of serial properties"),
    colour="#b45309",
    shape="small_diamond",
    columns=(Column("part_type", blank_or(TOKEN), "kind of part"),),
    facts=("part_type",),
    type_column="part_type",
    draw_order=3,
)
