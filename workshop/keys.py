"""The keys of exercises: what the right answer is, computed by what answers in Mura itself. Nobody
types one in, so no key can differ from what the map, the screening and the table say.

Each function takes the arguments as the file writes them; its unit is in its name.
"""

from collections.abc import Callable

from geodata.exercises import Asked, Exercise, Step
from geodata.problems import ContractError, Problem
from workshop import keys_of_files as files
from workshop import keys_of_places as places
from workshop import keys_of_sets as sets
from workshop.missing import Computed, NoKeyError

KEYS: dict[str, Callable[..., Computed]] = {
    "distance_km": places.distance_km,
    "area_ha": sets.area_ha,
    "length_km": sets.length_km,
    "count": places.count,
    "geometry": places.geometry,
    "judge": places.judge,
    "verdict": sets.verdict,
    "crossing": sets.crossing,
    "inside_m": sets.inside_m,
    "clearance_m": sets.clearance_m,
    "best": sets.best,
    "position": files.position,
    "system": files.system,
    "zone": sets.zone_at,
    "nearest": places.nearest,
}
"""By the names of geodata.exercises.KEYS."""


def key_of(asked: Asked) -> Computed:
    """What the right answer is. Raises NoKeyError."""
    try:
        return KEYS[asked.key](*asked.arguments)
    except NoKeyError:
        raise
    except (ContractError, KeyError, ValueError, OSError) as error:
        raise NoKeyError(" ".join((asked.key, *asked.arguments))) from error


def problems_of(made: Exercise) -> list[Problem]:
    """What is wrong with the keys of an exercise that is sound in itself: what cannot be computed,
    and a step none of whose choices is what is computed."""
    return [each for step in made.steps if (each := _problem(step)) is not None]


def _problem(step: Step) -> Problem | None:
    asked = step.asked
    try:
        if asked.way == "line":
            sets.ends(asked.arguments[0])
        elif asked.key:
            told = written(key_of(asked))
            if asked.way == "choose" and told not in {each.value for each in step.choices}:
                return Problem("no_choice_fits", step.row, step.id, "value", told)
    except NoKeyError as error:
        return Problem("key_not_computed", step.row, step.id, "value", str(error))
    return None


def written(computed: Computed) -> str:
    """A key as a choice would say it: 5, clear, EPSG:28413, 43.277500,77.213300."""
    if isinstance(computed, tuple):
        return f"{computed[1]:.6f},{computed[0]:.6f}"
    return f"{computed:.6g}" if isinstance(computed, float) else str(computed)
