"""Central Asia: the five states' heritage side by side, and what lies beyond Kazakhstan's sites."""

from layers.catalogue import collection
from ui import language, session
from ui.central_asia import choices, comparison, inscriptions, on_the_map, sections
from ui.dossier import section
from ui.problems import refusals

t = language.choose()
session.enter("central_asia")

refusals(collection().refused, t)
view = choices(t)
on_the_map(view, t)
if view.show == "heritage":
    section(comparison(view, t.lang), t)
    inscriptions(view, t)
for told in sections(view, t.lang):
    section(told, t)
