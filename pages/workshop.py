"""Workshop: exercises on invented boundaries, alone or in a class."""

from ui import board, language, session
from ui.exercises import exercises

t = language.choose()
session.enter("workshop")

if board.is_here():
    board.board(t)
else:
    exercises(t)
