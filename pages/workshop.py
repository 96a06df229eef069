"""Workshop: exercises on invented boundaries, alone or in a class."""

from ui import language, session

t = language.choose()
session.enter("workshop")
