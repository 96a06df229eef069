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
