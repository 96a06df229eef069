"""The sheet of a trip on one page of A4: what a guide takes along where no telephone works."""

from dossiers.trips import dossier
from i18n import translator
from layers.trips import trip
from reports.sheet import TripSheet
from reports.site_sheet import draw


def make(order: TripSheet) -> bytes:
    """The page that was ordered, as a PDF. Raises KeyError for an unknown place or language."""
    return draw(order, dossier(trip(order), translator(order.lang)))
