"""Workshop: exercises on invented boundaries, alone or in a class."""

from ui import language, session
from ui.exercises import exercises

t = language.choose()
session.enter("workshop")

exercises(t)
