"""Workshop: exercises on invented boundaries, alone or in a class."""

from ui import handouts, language, session
from ui.exercises import exercises

t = language.choose()
session.enter("workshop")

exercises(t)
handouts.stories_for_a_class(t)
