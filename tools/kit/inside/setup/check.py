"""Whether a copy of the kit is the kit: every file that manifest.json names, and no other."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from words import say

OWN = ("mura", "setup", "wheels")
"""Folders in which nothing lies that the manifest does not name."""


@dataclass(frozen=True)
class Faults:
    """What is wrong with a copy: paths in it, with `/`."""

    missing: list[str]
    altered: list[str]
    foreign: list[str]
    left_out: list[str]
    """Folders of wheels that are not there at all: a copy for the other system alone."""

    @property
    def none(self) -> bool:
        """Whether the copy is whole, as far as it is meant to be."""
        return not (self.missing or self.altered or self.foreign)


def faults(kit: Path, manifest: dict) -> Faults:
    """Compare the folder with its manifest. An installer of Python, if it was
    laid in, is compared too."""
    left_out = [
        f"wheels/{name}" for name in manifest["systems"] if not (kit / "wheels" / name).is_dir()
    ]
    wanted = {
        path: told["sha256"]
        for path, told in manifest["files"].items()
        if path.rpartition("/")[0] not in left_out
    }
    installer = manifest["python"]["installer"]
    if (kit / "python" / installer["file"]).exists():
        wanted[f"python/{installer['file']}"] = installer["sha256"]
    there = {path for path in wanted if (kit / path).is_file()}
    return Faults(
        sorted(wanted.keys() - there),
        sorted(path for path in there if _digest(kit / path) != wanted[path]),
        sorted(set(_own(kit)) - wanted.keys()),
        left_out if manifest["wheels"] else [],
    )


def _own(kit: Path) -> Iterator[str]:
    for folder in OWN:
        for path in (kit / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                yield path.relative_to(kit).as_posix()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def check(kit: Path) -> int:
    """Tell what is wrong with the copy; 0 if nothing is."""
    try:
        manifest = json.loads((kit / "manifest.json").read_text("utf-8"))
        found = faults(kit, manifest)
    except (OSError, ValueError, KeyError, TypeError):
        say("no_manifest")
        return 1
    for folder in found.left_out:
        say("left_out", folder=folder)
    for what in ("missing", "altered", "foreign"):
        for file in getattr(found, what):
            say(what, file=file)
    if found.none:
        say("whole", count=len(manifest["files"]))
        return 0
    say("copy_anew")
    return 1
