"""First steps for each of those who open Mura, and what Mura cannot say to them yet."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from i18n import N_
from ui import state


@dataclass(frozen=True)
class Link:
    """A view of Mura to open from the text. The words are a message."""

    words: str
    page: str = ""
    """Address of the page below the root; the Map page by default."""
    query: tuple[tuple[str, Any], ...] = ()
    """Fields of the map's query that differ from the default."""
    asked: tuple[tuple[str, str], ...] = ()
    """Parameters of another page."""
    view: str = ""
    """The part after #: position, open card, story."""

    def address(self, lang: str) -> str:
        """Relative to the page it stands on, so that it holds behind a proxy with a base path."""
        query = replace(state.DEFAULT, **dict(self.query))
        parameters = {"lang": [lang]} | state.write(query) | dict(self.asked)
        view = f"#{self.view}" if self.view else ""
        return f"./{self.page}?{urlencode(parameters, doseq=True)}{view}"


@dataclass(frozen=True)
class Step:
    """One thing to do. The text is a message."""

    text: str
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class Role:
    """Who comes, with what, and the steps. All texts are messages."""

    name: str
    comes_with: str
    steps: tuple[Step, ...]


def _map(words: str, view: str = "", **query: Any) -> Link:
    return Link(words, query=tuple(query.items()), view=view)


_DESIGNATED = ("world_heritage", "corridor", "component_parts", "biosphere_reserves")
_TALGAR = "map=12/43.2777/77.2180&id=1442-012"
_SHEET = (("id", "1442-012"),)
_ROAD = (("line", "43.262,77.19;43.27,77.205;43.285,77.235;43.3,77.25"),)
_BRING = (("bring", "boundary"), ("place", "1442-012"))

_AKIMAT = Role(
    N_("Akimat: engineer, land department, culture department"),
    N_("You have the line of a road, a plot, or the map of a decree."),
    (
        Step(
            N_("Open the designated places of your region; change the region in the sidebar."),
            (
                _map(
                    N_("Almaty Region: what is designated"),
                    layers=_DESIGNATED,
                    regions=("KZ-19",),
                ),
            ),
        ),
        Step(
            N_(
                "Click where the project lies. “What is here” tells the coordinates, the region "
                "now and in 2019, and the nearest designated places. Put the coordinates in your "
                "letter."
            )
        ),
        Step(
            N_(
                "Open the card of the place that is near. Read how it stands on the map, how far "
                "the position may be off, what the sources dispute."
            ),
            (_map(N_("The card of Talgar"), _TALGAR),),
        ),
        Step(
            N_(
                "From the card open the sheet of the place: who is responsible and by which act, "
                "what was decided, whom to notify. Print it on one page."
            ),
            (Link(N_("The sheet of Talgar"), page="site", asked=_SHEET),),
        ),
        Step(
            N_(
                "Screen the project: bring its file, or draw it with the ruler. Five lines say "
                "what it crosses, how far, how sure that is, what was not checked, what to do next."
            ),
            (Link(N_("Screen a road near Talgar"), page="screening", asked=_ROAD),),
        ),
        Step(
            N_(
                "Whether a road or a plot lies inside a zone can be said only where your office "
                "has loaded the boundary: none ships with Mura. Ask for the boundary: the akimat "
                "of the region for the approved zones of the monument, the administration of a "
                "park or reserve for its passport. Load it, and screen again."
            ),
            (Link(N_("Bring the boundary of Talgar as a file"), page="boundaries", asked=_BRING),),
        ),
    ),
)

_TOURISM = Role(
    N_("Tourism: planner, guide, hotel"),
    N_("You have a town, a list of hotels, two free days."),
    (
        Step(
            N_("Open a town with the designated and sacred places, stations and museums round it."),
            (
                _map(
                    N_("Around Turkistan"),
                    "map=9/43.2946/68.2569",
                    layers=(*_DESIGNATED, "sacred_places", "places"),
                    countries=("KZ",),
                ),
            ),
        ),
        Step(
            N_(
                "Search for a place by any name or old spelling, for example Talkhiz, Талхиз or "
                "Тальхир. Press / to write, the arrow keys to choose, Enter to go there."
            )
        ),
        Step(
            N_(
                "See what lies near a town, or plan days from it: straight lines over the ground, "
                "and an estimate of the road, which is longer."
            ),
            (Link(N_("Proximity"), page="proximity"), Link(N_("Trips"), page="trips")),
        ),
        Step(
            N_(
                "Press the star in the cards of the places you want, then share your list as a "
                "link or a file."
            )
        ),
        Step(
            N_(
                "Save the view as one HTML file: it opens in the browser of any computer without "
                "internet. Or print it."
            )
        ),
    ),
)

_TRAINING = Role(
    N_("Training: trainer, museum, university"),
    N_("You have a class, one computer, no internet."),
    (
        Step(N_("Pull the network cable and reload the page: everything works as before.")),
        Step(
            N_("Walk through the story of Talgar with the arrow keys."),
            (
                _map(N_("The story of Talgar"), "story=talgar/1"),
                Link(N_("What happened, and what was learnt"), page="talgar"),
            ),
        ),
        Step(
            N_(
                "Let the class find the two published points of Talgar and measure between them: "
                "0.72 km. Ask which of the two a road may be judged by. Neither."
            ),
            (
                _map(
                    N_("Two points of one place"),
                    "map=13/43.2776/77.2178",
                    layers=("corridor", "talgar"),
                ),
            ),
        ),
        Step(
            N_("Let them compare the reserves of Almaty Region in 2019 and today, and say why."),
            (
                _map(
                    N_("as of 2019"),
                    layers=("biosphere_reserves",),
                    regions=("KZ-19",),
                    as_of="2019",
                ),
                _map(N_("today"), layers=("biosphere_reserves",), regions=("KZ-19",)),
            ),
        ),
        Step(
            N_(
                "Give everyone an exercise on invented boundaries: the Talgar road takes 45 "
                "minutes, with roles, decisions and a debrief."
            ),
            (
                Link(N_("The exercises"), page="workshop"),
                Link(
                    N_("The exercise of the Talgar road"),
                    page="workshop",
                    asked=(("exercise", "talgar_road"),),
                ),
            ),
        ),
        Step(N_("Give everyone the saved HTML file of the view, or the table as CSV.")),
    ),
)

_NATIONAL = Role(
    N_("Ministry, National Commission, journalist"),
    N_("You have a name from the news."),
    (
        Step(N_("Search for the name on the map, in any language and in an old spelling.")),
        Step(
            N_(
                "Read the card: status, year, criteria, parts, and the sources, the most official "
                "first. Where sources differ, both figures stand there."
            ),
            (
                _map(
                    N_("The World Heritage properties of Kazakhstan"),
                    layers=("world_heritage",),
                    countries=("KZ",),
                ),
            ),
        ),
        Step(
            N_("See what is shared with the neighbours, and what is in danger or to be checked."),
            (
                _map(N_("transboundary"), layers=("world_heritage",), transboundary=True),
                _map(
                    N_("in danger or to be checked"),
                    layers=("world_heritage",),
                    in_danger=True,
                ),
            ),
        ),
        Step(
            N_("Check who published the figures, when, under which licence."),
            (
                Link(N_("Sources"), page="sources"),
                Link(N_("Five states side by side"), page="central-asia"),
            ),
        ),
        Step(
            N_(
                "Send the address of the page: it holds the filters, the position and the open "
                "card. Or download the rows as CSV or GeoJSON."
            )
        ),
        Step(
            N_(
                "Of a Committee decision Mura has the number, the link and at most a line in our "
                "words, not the text. Nor can it say whether anything lies inside a boundary that "
                "nobody has loaded."
            ),
            (Link(N_("What was decided about Talgar"), page="site", asked=_SHEET, view="events"),),
        ),
    ),
)

ROLES = (_AKIMAT, _TOURISM, _TRAINING, _NATIONAL)
