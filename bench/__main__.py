"""`./mura bench`: every bench in turn, or those that are named: change, pages, line, load, reading,
scale, screening, detour, batch, letter, proximity, roads, kit, classroom.

Each prints a table for the README and tells which budgets are broken. Times vary with the machine;
the ratios, measured in turns, hold.
"""

import argparse
import sys
from importlib import import_module

BENCHES = (
    "change",
    "pages",
    "line",
    "load",
    "reading",
    "scale",
    "screening",
    "detour",
    "batch",
    "letter",
    "proximity",
    "roads",
    "kit",
    "classroom",
)


def main():
    parser = argparse.ArgumentParser(prog="./mura bench", description=__doc__)
    parser.add_argument("bench", nargs="*", choices=[*BENCHES, []], help="none: all of them")
    broken = []
    for name in parser.parse_args().bench or BENCHES:
        broken += import_module(f"bench.{name}").main()
    print(*(f"BROKEN: {each}" for each in broken), sep="\n")
    sys.exit(bool(broken))


if __name__ == "__main__":
    main()
