"""The words for the tokens in the data: what a card, a filter or a legend says of them."""

from i18n import N_, Translator

CATEGORIES = {
    "cultural": N_("cultural"),
    "natural": N_("natural"),
    "mixed": N_("mixed"),
}

KINDS = {
    "boundary": N_("boundary"),
    "schematic": N_("schematic: a circle of the published area, not a boundary"),
    "point": N_("point: the extent is not known"),
    "line": N_("line of the office's own layer"),
    "none": N_("no usable position"),
}

KIND_NAMES = {
    "boundary": N_("boundary"),
    "schematic": N_("schematic"),
    "point": N_("point"),
    "line": N_("line"),
    "none": N_("no position"),
}

LEGEND_OF_KINDS = {
    "boundary": N_("boundary: a real outline"),
    "zone": N_("zone of a place: the real line that the office has loaded"),
    "line": N_("line: of the office's own layer"),
    "schematic": N_("schematic: a circle of the published area, not a boundary"),
    "point": N_("point: the extent is not known"),
    "disputed": N_("disputed: the sources place it more than 100 m apart"),
}
"""What the legend says of the ways in which a place is drawn."""

NOT_STATED = N_(
    "Borders and names on the map state nothing about the status of any territory. "
    "A point or a schematic is not a boundary: whether something lies inside it cannot be said."
)
"""What must stand below every map, on the screen and on paper."""

LICENCES = {"none stated": N_("none stated"), "Public domain": N_("public domain")}
"""Words that stand where a licence has no name of its own."""

CAVEATS = {
    "origin_unproven": N_("the origin of the data is not proven"),
    "licence_unconfirmed": N_("found in other projects, not confirmed by the publisher"),
    "unnamed_lists": N_("some of the points come from unnamed public lists"),
}
"""What is not certain about a source."""

CONFIDENCE = {
    "high": N_("high: read in an official export or act"),
    "medium": N_("medium: a secondary source"),
    "low": N_("low: one weak source"),
}

LEVELS = {"high": N_("high"), "medium": N_("medium"), "low": N_("low")}

IN_DANGER = {
    "yes": N_("yes"),
    "no": N_("no"),
    "check": N_("check: the sources do not agree"),
}

STATUS = {"candidate": N_("candidate, not counted")}

REGION_NOTES = {
    "split_to_be_verified": N_("split to be verified"),
    "continues_beyond": N_("continues into another region, not verified"),
    "adjoins": N_("adjoins another region"),
}

REFORM = N_(
    "In June 2022 Zhetysu Region was formed out of Almaty Region, Abai Region out of East "
    "Kazakhstan Region, and Ulytau Region out of Karaganda Region. “2019” shows the borders "
    "and the designations of that year; “today” shows today's. The borders drawn on the map "
    "are always today's."
)
"""Why a region's places differ between 2019 and today."""

TYPES: dict[str, str] = {
    "central_city": N_("central city"),
    "trading_settlement": N_("trading settlement"),
    "transport_defence": N_("transport and defence"),
    "religious_site": N_("religious site"),
    "associated_site": N_("associated site"),
    "strict_nature_reserve": N_("strict nature reserve"),
    "national_park": N_("national park"),
    "protected_area": N_("protected area"),
    "ecological_corridor_buffer": N_("ecological corridor (buffer zone only)"),
    "rock_mosque_necropolis": N_("rock-cut mosque and necropolis"),
    "settlement": N_("settlement"),
    "fortification": N_("fortification"),
    "water_structure": N_("water structure"),
    "caravanserai": N_("caravanserai"),
    "archaeological_site": N_("archaeological site"),
    "mausoleum": N_("mausoleum"),
    "natural_sacred_place": N_("natural sacred place"),
    "sanctuary": N_("sanctuary"),
    "petroglyphs": N_("petroglyphs"),
    "rock_images": N_("rock images"),
    "burial_mounds": N_("burial mounds"),
    "mosque": N_("mosque"),
    "heritage_point": N_("reference point of the settlement"),
    "corner": N_("corner of the walled town"),
    "bridge": N_("road bridge"),
    "river": N_("river"),
    "resort": N_("resort"),
    "oblast_centre": N_("centre of a region"),
    "republican_city": N_("city of republican significance"),
    "capital": N_("capital"),
    "district_centre": N_("centre of a district"),
    "city_oblast_significance": N_("city of regional significance"),
    "town": N_("town"),
    "populated_place": N_("populated place"),
    "airport": N_("airport"),
    "border_crossing": N_("border crossing"),
    "rail_station": N_("railway station"),
    "institution": N_("institution"),
    "museum": N_("museum"),
    "tourism_point": N_("point of interest for visitors"),
}
"""Types of places of all layers. A test holds it complete for the files that ship."""

REGIONS = {
    "KZ-71": (N_("Astana city"), N_("in Astana city")),
    "KZ-75": (N_("Almaty city"), N_("in Almaty city")),
    "KZ-79": (N_("Shymkent city"), N_("in Shymkent city")),
    "KZ-10": (N_("Abai Region"), N_("in Abai Region")),
    "KZ-11": (N_("Akmola Region"), N_("in Akmola Region")),
    "KZ-15": (N_("Aktobe Region"), N_("in Aktobe Region")),
    "KZ-19": (N_("Almaty Region"), N_("in Almaty Region")),
    "KZ-23": (N_("Atyrau Region"), N_("in Atyrau Region")),
    "KZ-63": (N_("East Kazakhstan Region"), N_("in East Kazakhstan Region")),
    "KZ-31": (N_("Zhambyl Region"), N_("in Zhambyl Region")),
    "KZ-33": (N_("Zhetysu Region"), N_("in Zhetysu Region")),
    "KZ-27": (N_("West Kazakhstan Region"), N_("in West Kazakhstan Region")),
    "KZ-35": (N_("Karaganda Region"), N_("in Karaganda Region")),
    "KZ-39": (N_("Kostanay Region"), N_("in Kostanay Region")),
    "KZ-43": (N_("Kyzylorda Region"), N_("in Kyzylorda Region")),
    "KZ-47": (N_("Mangystau Region"), N_("in Mangystau Region")),
    "KZ-55": (N_("Pavlodar Region"), N_("in Pavlodar Region")),
    "KZ-59": (N_("North Kazakhstan Region"), N_("in North Kazakhstan Region")),
    "KZ-61": (N_("Turkistan Region"), N_("in Turkistan Region")),
    "KZ-62": (N_("Ulytau Region"), N_("in Ulytau Region")),
}
"""Kazakhstan's regions: the name, and where something is. The grammar of "in" is the language's."""

AKIMATS = {
    "KZ-71": N_("akimat of Astana city"),
    "KZ-75": N_("akimat of Almaty city"),
    "KZ-79": N_("akimat of Shymkent city"),
    "KZ-10": N_("akimat of Abai Region"),
    "KZ-11": N_("akimat of Akmola Region"),
    "KZ-15": N_("akimat of Aktobe Region"),
    "KZ-19": N_("akimat of Almaty Region"),
    "KZ-23": N_("akimat of Atyrau Region"),
    "KZ-63": N_("akimat of East Kazakhstan Region"),
    "KZ-31": N_("akimat of Zhambyl Region"),
    "KZ-33": N_("akimat of Zhetysu Region"),
    "KZ-27": N_("akimat of West Kazakhstan Region"),
    "KZ-35": N_("akimat of Karaganda Region"),
    "KZ-39": N_("akimat of Kostanay Region"),
    "KZ-43": N_("akimat of Kyzylorda Region"),
    "KZ-47": N_("akimat of Mangystau Region"),
    "KZ-55": N_("akimat of Pavlodar Region"),
    "KZ-59": N_("akimat of North Kazakhstan Region"),
    "KZ-61": N_("akimat of Turkistan Region"),
    "KZ-62": N_("akimat of Ulytau Region"),
}
"""The executive body of each region. The genitive is the language's."""

DIRECTIONS = {
    "n": N_("to the north"),
    "ne": N_("to the north-east"),
    "e": N_("to the east"),
    "se": N_("to the south-east"),
    "s": N_("to the south"),
    "sw": N_("to the south-west"),
    "w": N_("to the west"),
    "nw": N_("to the north-west"),
}
"""Where a place lies from here."""

COUNTRIES = {
    "KZ": (N_("Kazakhstan"), N_("in Kazakhstan")),
    "KG": (N_("Kyrgyzstan"), N_("in Kyrgyzstan")),
    "UZ": (N_("Uzbekistan"), N_("in Uzbekistan")),
    "TJ": (N_("Tajikistan"), N_("in Tajikistan")),
    "TM": (N_("Turkmenistan"), N_("in Turkmenistan")),
    "CN": (N_("China"), N_("in China")),
    "RU": (N_("Russia"), N_("in Russia")),
    "IN": (N_("India"), N_("in India")),
}
"""The country's name, and where something is. Not from CLDR: in Kazakhstan Russian says
Кыргызстан, and the grammar of "in" is the language's."""


def licence_name(licence: str, t: Translator) -> str:
    """A licence as its publisher words it, or what we say where it has no name."""
    return t(LICENCES[licence]) if licence in LICENCES else licence


def country_name(code: str, t: Translator) -> str:
    """A country's name as Kazakhstan writes it; the code of one that no file has brought yet."""
    return t(COUNTRIES[code][0]) if code in COUNTRIES else code


def type_name(token: str, t: Translator) -> str:
    """What a type token says; the token itself, readable, if a file brings one we do not know."""
    return t(TYPES[token]) if token in TYPES else token.replace("_", " ")
