"""What a printed sheet is, and how an address asks for one: every value by an allow-list."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from layers.trips import Wish
from reports import view
from reports.view import Parameters, View

FORMS = {"pdf": "application/pdf", "png": "image/png"}
"""Kinds of files, with their media types."""
PAPERS = {"A4": (210.0, 297.0), "A3": (297.0, 420.0)}
"""Width and height in millimetres, upright (ISO 216)."""
ORIENTATIONS = ("landscape", "portrait")


@dataclass(frozen=True, kw_only=True)
class Sheet(View):
    """A view on paper, as it was asked for. The same sheet always gives the same file."""

    lang: str
    form: str
    """A key of FORMS."""
    paper: str
    """A key of PAPERS."""
    orientation: str
    place: str = ""
    """Id of the place that the reader has open, or empty."""
    day: date = date.min
    """When it is made; it is printed."""
    said: tuple[str, ...] = ()
    """Sentences below the title: what the filter chose, and what it could not draw."""
    ids: tuple[str, ...] = ()
    """The places to draw."""

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the paper as it lies, millimetres."""
        short, long = PAPERS[self.paper]
        return (long, short) if self.orientation == "landscape" else (short, long)


@dataclass(frozen=True, kw_only=True)
class OnePage:
    """A dossier on one A4. The same order always gives the same file."""

    lang: str
    day: date
    """When it is made; it is printed."""
    title: str = ""
    """What the file is called inside: the name of the place."""
    form: str = "pdf"
    paper: str = "A4"

    @property
    def size(self) -> tuple[float, float]:
        """Width and height, millimetres."""
        return PAPERS[self.paper]


@dataclass(frozen=True, kw_only=True)
class SiteSheet(OnePage):
    """The sheet of one place, as it was asked for."""

    identity: str
    """Id of the place."""


@dataclass(frozen=True, kw_only=True)
class TripSheet(OnePage, Wish):
    """The sheet of a trip, for the guide."""


@dataclass(frozen=True, kw_only=True)
class HandOut(OnePage):
    """The page of a story, to hand out to a class."""

    story: str
    """Its id."""


def parse(lang: str, form: str, parameters: Parameters) -> Sheet:
    """The sheet that an address asks for; what it cannot say is passed over.

    Raises view.TitleTooLongError.
    """
    return Sheet(
        **asdict(view.parse(parameters)),
        lang=lang,
        form=form,
        paper=_one_of(tuple(PAPERS), view.last(parameters, "paper")),
        orientation=_one_of(ORIENTATIONS, view.last(parameters, "orientation")),
        place=view.last(parameters, "card"),
    )


def _one_of(allowed: Sequence[str], asked: str) -> str:
    return asked if asked in allowed else allowed[0]
