"""Help: first steps for each role, the keys, the glossary in three languages, the limits."""

from ui import language, session
from ui.help import contents, first_steps, glossary_table, heading, keys, limits

t = language.choose()
session.enter("help")

contents(t)
heading("first-steps", t)
first_steps(t)
heading("keys", t)
keys(t)
heading("glossary", t)
glossary_table(t)
heading("limits", t)
limits(t)
