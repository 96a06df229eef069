"""Workshop: exercises on invented boundaries, alone or in a class."""

from ui import language, seat, session
from ui.board import board

t = language.choose()
session.enter("workshop")

if seat.role() == "trainer":
    board(t)
