"""Command line: python -m tools.basemap [output directory]."""

import argparse
from pathlib import Path

from .build import build

DEFAULT_OUTPUT = Path(__file__).resolve().parents[2] / "geodata" / "basemap"


def main() -> None:
    """Build into the folder given, or into geodata/basemap/."""
    parser = argparse.ArgumentParser(prog="python -m tools.basemap", description=__doc__)
    parser.add_argument(
        "output",
        nargs="?",
        type=Path,
        default=DEFAULT_OUTPUT,
        help="folder to write (its relief/ and vector/ are replaced); default: geodata/basemap",
    )
    build(parser.parse_args().output)


if __name__ == "__main__":
    main()
