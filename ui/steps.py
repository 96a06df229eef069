"""From what is brought to what is kept, step by step; each step gives what the map shows of it."""

from i18n import Translator
from layers.brought import Shape
from ui import boundaries, own_layers
from ui.address import Wanted
from ui.outcome import brought
from ui.spelled import spelled


def steps(wanted: Wanted, keeping: bool, t: Translator) -> list[Shape]:
    """The steps of what the address asks for. `keeping`: whether the office's data can be written;
    if not, a file can still be looked at."""
    if wanted.bring == "coordinates":
        return spelled(wanted, t)
    if wanted.bring == "boundary" and keeping:
        return _boundary(wanted, t)
    made, shapes = brought(t)
    if made is not None and wanted.bring == "layer" and keeping:
        own_layers.form(made, t)
    return shapes


def _boundary(wanted: Wanted, t: Translator) -> list[Shape]:
    boundaries.choose_place(wanted, t)
    made, shapes = brought(t)
    if made is None:
        return shapes or boundaries.standing(wanted, t)
    return boundaries.form(made, wanted, t) or shapes
