"""Where one starts from: akimat seats, airports, stations, crossings, museums, institutions."""

from geodata.columns import COUNT, TOKEN, Column, blank_or
from i18n import N_, N_plural
from layers.declaration import Layer

LAYER = Layer(
    name="places",
    title=N_("Towns, transport, museums"),
    counted=N_plural("{n} useful place", "{n} useful places"),
    colour="#334155",
    shape="square",
    designated=False,
    columns=(
        Column("place_type", TOKEN, "kind of place"),
        Column("population", blank_or(COUNT), "inhabitants as GeoNames gives them, undated"),
    ),
    facts=("place_type", "population"),
    type_column="place_type",
)
