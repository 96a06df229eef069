"""Tourism and culture capitals of the Shanghai Cooperation Organisation, by year."""

from geodata.columns import YEAR, Column, blank_or
from i18n import N_, N_plural
from layers.declaration import Layer

LAYER = Layer(
    name="sco_capitals",
    title=N_("SCO tourism and culture capitals"),
    counted=N_plural("{n} SCO capital", "{n} SCO capitals"),
    colour="#1d4ed8",
    shape="triangle",
    designated=False,
    columns=(
        Column("year_from", blank_or(YEAR), "first year of the title"),
        Column("year_to", blank_or(YEAR), "last year of the title"),
    ),
    facts=("year_from",),
)
