"""What would clear a road, in words: the way round, or why there is none."""

from analysis.detour import Detour, Untaken
from dossiers.parts import Section
from dossiers.screening import metres
from i18n import N_, Translator
from layers.positions import chainage

WHY_NOT = {
    "clear_already": N_("The road keeps {margin} from every zone that is loaded."),
    "end_inside": N_(
        "The road begins or ends nearer than {margin} to a zone, or in it: no way round mends "
        "that. Move its end."
    ),
    "none_within": N_(
        "No way round was found that keeps {margin}: it would be more than three times as long as "
        "the stretch that it replaces, and 2 km more, or lead through a gap that is too narrow."
    ),
    "not_exact": N_(
        "Of a zone near the road nobody has said how exact its line is, so no way round can be "
        "certain."
    ),
}


def detour_section(found: Detour | Untaken | str, margin_m: float, t: Translator) -> Section:
    """The way round, and what it does not know."""
    margin = metres(margin_m, t)
    title = t("What would clear it")
    if not isinstance(found, Detour):
        return Section("detour", title, said=(t(WHY_NOT[found]).format(margin=margin),))
    turns = ", ".join(f"{chainage(start)} – {chainage(end)}" for start, end in found.turns)
    return Section(
        "detour",
        title,
        said=(
            t(
                "A way round keeps {margin} from every zone that is loaded, beyond what both sides "
                "may be off: {length} long, {extra}. At its nearest it is {clearance} from a zone.",
                margin=margin,
                length=metres(found.length_m, t),
                extra=_extra(found, t),
                clearance=metres(found.clearance_m, t),
            ),
            t("It leaves the road at km {turns}.", turns=turns),
        ),
        notes=(
            t(
                "It avoids the lakes of the map. Slope, rivers, roads, ownership and cost are not "
                "known here, and a place whose line is not loaded cannot be cleared by it."
            ),
        ),
    )


def _extra(found: Detour, t: Translator) -> str:
    if found.extra_m < 0:
        return t("{n} shorter than the road", n=metres(-found.extra_m, t))
    return t("{n} longer than the road", n=metres(found.extra_m, t))
