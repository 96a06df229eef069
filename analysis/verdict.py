"""What can be said of a project and a zone: crosses, clear, or that it cannot be said.

A wrong “clear” is the worst that Mura can do. So clear and crosses are said only where no error of
either side could turn them round; anything else is cannot_say, with what would settle it.
"""

from dataclasses import dataclass

from analysis.parameters import Values

VERDICTS = ("crosses", "cannot_say", "clear")
"""The gravest first. A layer without data has none: it is not_checked."""

REASONS = {
    "inside": ("crosses", ()),
    "outside": ("clear", ()),
    "assumed": ("clear", ()),
    "elsewhere": ("clear", ()),
    "too_near": ("cannot_say", ("survey",)),
    "too_shallow": ("cannot_say", ("survey",)),
    "not_exact": ("cannot_say", ("accuracy", "survey")),
    "extent_unknown": ("cannot_say", ("boundary", "survey")),
    "zone_unknown": ("cannot_say", ("boundary",)),
    "no_position": ("cannot_say", ("boundary",)),
    "met": ("cannot_say", ("survey",)),
}
"""Of each reason its verdict, and what would settle it:
survey (of the road and the edge), accuracy (of the line, from who drew it), boundary (to load)."""


@dataclass(frozen=True)
class Verdict:
    """One verdict with its reason."""

    reason: str
    """A key of REASONS."""

    @property
    def verdict(self) -> str:
        """One of VERDICTS."""
        return REASONS[self.reason][0]

    @property
    def settled_by(self) -> tuple[str, ...]:
        """Tokens of what would settle it; empty where it is settled."""
        return REASONS[self.reason][1]

    @property
    def assumed(self) -> bool:
        """Whether it rests on numbers of `analysis.parameters`."""
        return self.reason in {"assumed", "elsewhere"}


def of_boundary(clearance_m: float, touches: bool, accuracy_m: float | None) -> Verdict:
    """Of a loaded boundary. `accuracy_m`: both sides together, None where one is not known."""
    if accuracy_m is None:
        return Verdict("not_exact")
    if touches or clearance_m < 0:
        return Verdict("inside" if -clearance_m > accuracy_m else "too_shallow")
    return Verdict("outside" if clearance_m > accuracy_m else "too_near")


def of_unknown_extent(
    clearance_m: float, accuracy_m: float, reach_m: float, values: Values, zone_known: bool = True
) -> Verdict:
    """Of a place whose line nobody has loaded: from its point, its schematic, or another zone.

    `accuracy_m`: both sides together. `reach_m`: as far as the place may go from there.
    """
    if clearance_m > values["precaution_m"] + accuracy_m + reach_m:
        return Verdict("assumed")
    return Verdict("extent_unknown" if zone_known else "zone_unknown")


def of_no_position(may_lie_here: bool) -> Verdict:
    """Of a place of which only its regions are known. `may_lie_here`: whether the project lies, or
    may lie, in one of them."""
    return Verdict("no_position" if may_lie_here else "elsewhere")


def of_line_or_point(clearance_m: float, touches: bool, accuracy_m: float | None) -> Verdict:
    """Of a line or a point of the office's own layer, which has no inside."""
    if accuracy_m is None:
        return Verdict("not_exact")
    if touches:
        return Verdict("met")
    return Verdict("outside" if clearance_m > accuracy_m else "too_near")
