"""The pages: their names, what each is for, and where they stand in the bar."""

from i18n import N_
from ui import seat

PAGES = (
    ("map", N_("Map"), N_("UNESCO-designated places of Kazakhstan and its Silk Road neighbours")),
    (
        "site",
        N_("Site sheet"),
        N_("What is known of one place, whose it is, how sure it is"),
    ),
    ("corridor", N_("Corridor"), N_("The parts of the Silk Roads from Chang'an to the Tianshan")),
    (
        "reserves",
        N_("Biosphere reserves"),
        N_("Their zones in hectares, their regions then and now, corridors, protective zones"),
    ),
    ("talgar", N_("Talgar"), N_("The place, the road, what was decided, what was learnt")),
    (
        "central_asia",
        N_("Central Asia"),
        N_("Heritage of five states side by side; crossings, museums and sacred places"),
    ),
    (
        "proximity",
        N_("Proximity"),
        N_("What lies near a place or a list of points: how far, in which direction, how sure"),
    ),
    (
        "trips",
        N_("Trips"),
        N_("Days from a town to its designated places: in which order, how far, what to mind"),
    ),
    (
        "screening",
        N_("Screening"),
        N_("May one build or drive here: how far, how deep inside, how sure, and what to do next"),
    ),
    (
        "ledger",
        N_("Ledger"),
        N_("What the office has screened, what adds up at each place, what has changed since"),
    ),
    (
        "boundaries",
        N_("Boundaries and layers"),
        N_("Bring your own: boundaries, layers, files, coordinates; kept, compared, taken back"),
    ),
    (
        "workshop",
        N_("Workshop"),
        N_("Exercises on invented boundaries, alone or in a class: nothing in them is a decision"),
    ),
    ("sources", N_("Sources"), N_("Who published each figure, when, under which licence")),
    ("help", N_("Help"), N_("First steps, keys, words, and what Mura does not say")),
)
"""File in pages/, name, what it is for. The first page is the start; the address of the others is
the file's name, with hyphens."""

SECTIONS = (
    ("", ("map", "screening", "ledger", "proximity", "trips", "site", "boundaries")),
    (N_("Subjects"), ("corridor", "reserves", "talgar", "central_asia")),
    (N_("About"), ("workshop", "sources", "help")),
)
"""The bar of pages: those of no section stand in it, the others in a menu each. On a narrow window
Streamlit would hide what has no room behind an English word."""


def open_pages() -> tuple[tuple[str, str, str], ...]:
    """Those that can be opened here: in a class, none of what an office keeps."""
    return tuple(each for each in PAGES if not seat.is_closed(each[0]))
