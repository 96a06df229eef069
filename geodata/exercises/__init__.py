"""Exercises as data: one file each, written in a spreadsheet, in three languages.

file ──rows──▶ checks (all problems at once) ──reading──▶ Exercise
"""

from geodata.exercises.asking import KEYS, PAGES, Asked
from geodata.exercises.records import Choice, Event, Exercise, Home, Role, Show, Step
from geodata.exercises.shelf import Shelf, read_exercise, shelf

__all__ = [
    "KEYS",
    "PAGES",
    "Asked",
    "Choice",
    "Event",
    "Exercise",
    "Home",
    "Role",
    "Shelf",
    "Show",
    "Step",
    "read_exercise",
    "shelf",
]
