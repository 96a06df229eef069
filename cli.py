"""Mura without a browser: the answers of its pages on the command line.

python cli.py screen road.kml --lang kk --json -
"""

import os
import sys


def main() -> int:
    """Run a command; its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console may be cp1251, without ә or ғ
        stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    from reports.command_line import BAD_INPUT, run
    from workshop.command import exercises

    try:
        code = run(sys.argv[1:], {"exercises": exercises})
        sys.stdout.flush()
    except OSError as error:  # nobody reads on, or the disk is full: the answer did not arrive
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(error, file=sys.stderr)
        return BAD_INPUT
    return code


if __name__ == "__main__":
    sys.exit(main())
