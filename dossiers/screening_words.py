"""The tokens of a screening in words: verdicts, reasons, kinds of project, numbers assumed."""

from i18n import N_

VERDICTS = {
    "crosses": N_("crosses"),
    "cannot_say": N_("cannot say"),
    "clear": N_("clear"),
    "not_checked": N_("not checked"),
}

NOT_CHECKED = VERDICTS["not_checked"]

WHOLE = {
    "crosses": N_("CROSSES. The project reaches into what is protected."),
    "cannot_say": N_(
        "CANNOT SAY. What is known here does not settle it; this is no leave to build."
    ),
    "clear": N_("CLEAR. The project touches nothing that is known here."),
}
"""The first of the five lines."""

WHOLE_ASSUMED = N_("CLEAR, BY ASSUMPTION. Whatever is known here should be too far away to matter.")
"""The same where a place is clear whose line nobody has loaded."""

REASONS = {
    "inside": N_("certain: deeper inside than both sides may be off"),
    "outside": N_("certain: farther away than both sides may be off"),
    "assumed": N_("by assumption: farther away than the place may reach"),
    "elsewhere": N_("by assumption: the place lies in another region, or in another country"),
    "too_near": N_("too near: both sides may be off by more than the distance"),
    "too_shallow": N_("too shallow: both sides may be off by more than the depth"),
    "not_exact": N_("nobody has said how exact the line is"),
    "extent_unknown": N_("its line is not loaded, and it may reach as far as here"),
    "zone_unknown": N_("the line of this zone is not loaded, and it may reach as far as here"),
    "no_position": N_("it has no usable position, and lies somewhere in this region"),
    "met": N_("it meets a line or a point, which has no inside"),
}

SETTLED_BY = {
    "survey": N_("a survey of the project and of the edge"),
    "accuracy": N_("the accuracy of the line, from whoever drew it"),
    "boundary": N_(
        "the boundary from its act or register, loaded on the page Boundaries and layers"
    ),
}

KINDS = {
    "road": N_("a road"),
    "plot": N_("plots"),
    "building": N_("a building"),
    "other": N_("something else"),
}

PHASES = {
    "plan": N_("it is an idea"),
    "design": N_("it is being designed"),
    "works": N_("works are under way"),
    "find": N_("something was found in the ground"),
}

PARAMETERS = {
    "precaution_m": N_("Precaution distance, m"),
    "extent_factor": N_("A place may reach from its point so many radii of its published area"),
    "unknown_extent_m": N_("The same of a place without a published area, m"),
    "unknown_accuracy_m": N_("Accuracy of a published point where nobody knows it, m"),
    "tall_m": N_("A building counts as tall from, m"),
    "setting_factor": N_("A tall building matters up to so many times its height away"),
    "monument_m": N_("Often quoted width round an archaeological monument, m"),
    "park_protective_m": N_("Least width of a park's protective zone, m"),
    "find_days": N_("Term to report a find, working days"),
    "conclusion_days": N_("Term for the expertise's copy to the akimat, working days"),
    "valid_days": N_("An answer may be relied on for so many days"),
    "small_pieces": N_("So many projects at one place in a year are looked at together"),
}

STATUS = {
    "assumption": N_("assumption"),
    "unverified": N_("unverified"),
}

BODIES = {
    "managing_body": N_("managing body of the place"),
    "district_akimat": N_("akimat of the district"),
    "region_akimat": N_("akimat of the region"),
    "culture_ministry": N_("ministry of culture"),
    "state_party": N_("State Party, through the National Commission for UNESCO"),
    "committee": N_("World Heritage Committee"),
    "mab": N_("National Committee of the MAB programme"),
    "developer": N_("the developer"),
}

UNCHECKED = {
    "none_here": N_("nothing of it is loaded in this region"),
    "not_all": N_("not loaded of every place near"),
}

SIDES = {"left": N_("to the left"), "right": N_("to the right")}

PLACES = {
    "world_heritage": N_("World Heritage property"),
    "corridor": N_("Part of the World Heritage property"),
    "component_parts": N_("Part of the World Heritage property"),
    "biosphere_reserves": N_("Biosphere reserve"),
    "sacred_places": N_("Sacred place"),
    "talgar": N_("Point of Talgar"),
    "boundaries": N_("Place"),
    "training": N_("Invented place"),
}
"""What the zone “property” is called, by the layer of its place."""
