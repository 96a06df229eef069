"""Sacred places: mausoleums, sanctuaries, burial mounds."""

from geodata.columns import TOKEN, Column
from i18n import N_, N_plural
from layers.declaration import Layer

LAYER = Layer(
    name="sacred_places",
    title=N_("Sacred places"),
    counted=N_plural("{n} sacred place", "{n} sacred places"),
    colour="#0e7490",
    shape="pentagon",
    designated=False,
    columns=(Column("sacred_type", TOKEN, "kind of place"),),
    facts=("sacred_type",),
    type_column="sacred_type",
    draw_order=1,
)
