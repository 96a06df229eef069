"""Sources: who published each figure, when, under which licence, how sure it is, what is missing,
and the data to take along."""

from dossiers.inventory import blanks, confidence
from geodata.sources import basemap_sources, layer_sources
from layers.catalogue import collection
from ui import language, session
from ui.dossier import section
from ui.downloads import downloads
from ui.help import contents, heading
from ui.problems import refusals
from ui.sources import SECTIONS, office, source_table, texts

t = language.choose()
session.enter("sources")
table = collection().table

refusals(collection().refused, t)
contents(t, SECTIONS)
heading("downloads", t, SECTIONS)
downloads(t)
heading("layers", t, SECTIONS)
source_table(layer_sources(), table, t)
office(t)
heading("texts", t, SECTIONS)
texts(t)
heading("basemap", t, SECTIONS)
source_table(basemap_sources(), None, t)
section(confidence(table, t), t)
section(blanks(table, t), t)
