"""Workshop: exercises on invented boundaries, alone or in a class."""

from layers.catalogue import collection
from ui import board, handouts, language, session
from ui.exercise_address import exercise_id
from ui.exercises import exercises
from ui.problems import refusals

t = language.choose()
session.enter("workshop")

if board.is_here():
    board.board(t)
else:
    refusals(collection().refused, t)
    exercises(t)
if not exercise_id():
    handouts.stories_for_a_class(t)
