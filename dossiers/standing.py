"""Whether a position stands in a zone, in words: inside, or too near to the edge to tell."""

from math import isnan

from i18n import Translator
from layers.positions import metres
from layers.zones import exactness


def standing(clearance_m: float, accuracy_m: float, unsure_m: float, t: Translator) -> str | None:
    """Whether a position lies in a zone, its clearance known in metres; None: it does not.

    `accuracy_m`: of the zone's edge, NaN where nobody knows. `unsure_m`: nearer to it than so much
    nothing is said for certain.
    """
    if clearance_m > unsure_m:
        return None
    exact = exactness(accuracy_m, t)
    if clearance_m > 0:
        return t("outside as drawn, but too near to the edge: cannot say ({exactness})",
                 exactness=exact)  # fmt: skip
    if -clearance_m <= unsure_m:
        return t("inside as drawn, but too near to the edge: cannot say ({exactness})",
                 exactness=exact)  # fmt: skip
    if isnan(accuracy_m):
        return t("inside as drawn; how exact the line is nobody has said")
    return t("inside, {distance} from the edge ({exactness})",
             distance=metres(-clearance_m, t), exactness=exact)  # fmt: skip
