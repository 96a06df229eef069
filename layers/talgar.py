"""What is known of the settlement of Talgar, and what is not."""

from geodata.columns import TOKEN, Column
from i18n import N_, N_plural
from layers.declaration import Layer

LAYER = Layer(
    name="talgar",
    title=N_("Settlement of Talgar"),
    counted=N_plural("{n} feature of Talgar", "{n} features of Talgar"),
    colour="#7e22ce",
    shape="star",
    shown_at_start=True,
    columns=(Column("talgar_type", TOKEN, "kind of feature"),),
    facts=("talgar_type",),
    type_column="talgar_type",
    draw_order=6,
)
