"""Invented boundaries as something to screen against, and as the map draws them: always said to be
training. Whoever screens for training screens against one set of them, and against nothing real."""

from collections.abc import Iterator

from analysis.screening import Target
from geodata.training import PREFIX, Invented, TrainingSet, sets, training_set
from i18n import N_, Translator
from layers.brought import Shape
from layers.zones import zone_name

LAYER = "training"
"""Layer of whatever is invented: none of the catalogue."""

INVENTED = N_("training, not a boundary")

NAMED = N_("{name} (training, not a boundary)")


def is_training(identity: str) -> bool:
    """Whether an id is that of something invented."""
    return identity.startswith(PREFIX)


def targets(name: str) -> tuple[Target, ...]:
    """The zones of a set. Raises ContractError, KeyError."""
    made = training_set(name)
    return tuple(
        Target(each.id, LAYER, str(each.token), "boundary", each.geometry, each.accuracy_m,
               source=f"training/{name}.geojson")
        for each in made.of("zone")
    )  # fmt: skip


def named(identity: str, t: Translator) -> str:
    """What something invented is called, and that it is: never the one without the other."""
    found = thing(identity)
    return t(NAMED, name=found.names[t.lang] if found else identity)


def thing(identity: str) -> Invented | None:
    """Something invented, of whatever set. Raises ContractError."""
    every = (training_set(name).thing(identity) for name in sets())
    return next((each for each in every if each is not None), None)


def drawn(made: TrainingSet, t: Translator, routes: bool = True) -> Iterator[Shape]:
    """The zones of a set under its routes and their ends. The sign of an end and of a spot is the
    first letter of its name."""
    for each in sorted(made.of("zone"), key=lambda each: -each.geometry.area):
        said = t(NAMED, name=zone_name(str(each.token), t))
        yield Shape("training", each.geometry, said, t(INVENTED))
    for each in made.of("route") if routes else ():
        yield Shape("route", each.geometry, t(NAMED, name=each.names[t.lang]))
        middle = each.geometry.interpolate(0.5, normalized=True)
        yield Shape("number", middle, str(each.token))
    for each in (*made.of("end"), *made.of("spot")):
        yield Shape("end", each.geometry, each.names[t.lang][:1])
