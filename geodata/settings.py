"""Where the data lies and what may stand in it: the few numbers that the readers share."""

import os
from pathlib import Path

HERE = Path(__file__).resolve().parent

FILES = Path(os.environ.get("MURA_FILES", HERE / "files"))
"""Folder of the layer files. Tests and offices point it elsewhere with MURA_FILES."""

BASEMAP = Path(os.environ.get("MURA_BASEMAP", HERE / "basemap"))
"""Folder of the shipped basemap: relief tiles, vectors, labels."""

WORKING_EXTENT = (44.0, 24.0, 121.0, 57.5)
"""West, south, east, north in degrees: where a feature of ours may lie. It reaches south to
Varanasi and east to Qingdao because both were SCO capitals; anything beyond is a mistake."""

MAX_FILE_BYTES = 20_000_000
"""A layer file above this is refused before it is parsed."""

MAX_PROBLEMS = 200
"""Problems gathered in one file before the reader stops looking: enough to mend, not to drown."""

OFFICE = Path(os.environ.get("MURA_OFFICE", HERE.parent / "office"))
"""Folder of what an office has loaded: one file, office.sqlite. Never in the repository."""

BROUGHT_EXTENT = (44.0, 32.0, 120.0, 57.0)
"""West, south, east, north in degrees: where what a user brings may lie. Narrower than the layers'
own: a road on the Indian Ocean is a mistake."""

MAX_BROUGHT_BYTES = 20_000_000
"""A file that is brought, as it comes."""

MAX_UNPACKED_BYTES = 200_000_000
"""All members of an archive together, counted while they are unpacked: headers lie."""

MAX_MEMBERS = 50
"""Members of an archive."""

MAX_RATIO = 100
"""Bytes of a member for each of its compressed bytes."""

MAX_VERTICES = 200_000
"""Of all geometries of a file together."""

MAX_FEATURES = 100_000
"""Of a file."""

MAX_COLUMNS = 500
"""Of a table."""

MAX_READING_SECONDS = 5.0
"""A file that takes more of the processor's time is given up; by the clock, four times as much."""

MAX_READING_BYTES = 1_000_000_000
"""Memory that the process may take which reads a file."""

TRAINING = HERE / "training"
"""Folder of the invented boundaries, and below it of the exercises. Nothing of it is a place."""

EXERCISES = Path(os.environ["MURA_EXERCISES"]) if os.environ.get("MURA_EXERCISES") else None
"""Folder of a trainer's own exercises and invented boundaries; None: only ours."""
