"""Command line: python -m tools.kit FOLDER."""

import argparse
import sys
from pathlib import Path

from .build import build
from .wheels import KitError, download


def main() -> int:
    """Make a kit in the folder; an exit code."""
    parser = argparse.ArgumentParser(prog="./mura kit", description=__doc__)
    parser.add_argument("folder", type=Path, help="an empty folder, or one that is not there yet")
    folder = parser.parse_args().folder
    try:
        build(folder, download, print)
    except KitError as error:
        print(error, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1e6:.0f} MB. The half for Windows is resolved, not run.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
