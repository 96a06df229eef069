"""Workshop: exercises on invented boundaries, alone or in a class."""

from ui import handouts, language, session

t = language.choose()
session.enter("workshop")

handouts.stories_for_a_class(t)
