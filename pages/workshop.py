"""Workshop: exercises on invented boundaries, alone or in a class."""

from ui import board, handouts, language, session
from ui.exercise_address import exercise_id
from ui.exercises import exercises

t = language.choose()
session.enter("workshop")

if board.is_here():
    board.board(t)
else:
    exercises(t)
if not exercise_id():
    handouts.stories_for_a_class(t)
