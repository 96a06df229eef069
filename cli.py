"""Mura without a browser: the answers of its pages on the command line.

python cli.py screen road.kml --lang kk --json -

One of them needs a browser after all: `python cli.py class` serves a class (workshop/starting.py).
"""

import os
import sys


def main() -> int:
    """Run a command; its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console may be cp1251, without ә or ғ
        stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    words = sys.argv[1:]
    if words[:1] == ["class"]:
        from workshop.starting import run as teach

        return teach(words[1:])
    from reports.command_line import BAD_INPUT, run
    from workshop.command import exercises

    try:
        code = run(words, {"exercises": exercises})
        sys.stdout.flush()
    except OSError as error:  # nobody reads on, or the disk is full: the answer did not arrive
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            print(error, file=sys.stderr)
        return BAD_INPUT
    return code


if __name__ == "__main__":
    sys.exit(main())
