"""What of the repository goes into a kit: what the app runs on, and nothing else."""

import subprocess
import tomllib
from pathlib import Path

from .wheels import KitError

FILES = (
    "app.py",
    "cli.py",
    "requirements.txt",
    ".streamlit/config.toml",
    "LICENSE",
    "LICENSE-DATA.md",
    "SECURITY.md",
)


def contents(root: Path) -> list[Path]:
    """The files of the app, relative to the root: those of its rooms, and FILES. What an office
    keeps lies in none of them; what is not in the repository stays behind where git can tell.

    Raises KitError if one is a link: it would lead out of the kit, or be a copy of who knows what.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))
    rooms = project["tool"]["importlinter"]["root_packages"]
    found = [root / each for each in FILES]
    for room in rooms:
        found += [path for path in sorted((root / room).rglob("*")) if _is_content(path)]
    links = [path.relative_to(root).as_posix() for path in found if path.is_symlink()]
    if links:
        raise KitError(f"A kit holds no links: {', '.join(links)}.")
    left = _untracked(root)
    return [each for path in found if (each := path.relative_to(root)) not in left]


def _is_content(path: Path) -> bool:
    hidden = path.name.startswith(".") or path.suffix == ".pyc"
    return (path.is_file() or path.is_symlink()) and not hidden


def _untracked(root: Path) -> set[Path]:
    return {Path(each) for each in _git(root, "ls-files", "--others", "-z").split("\0") if each}


def commit(root: Path) -> str | None:
    """The commit that a kit is made of, with `-dirty` at its end if not all of it is in there."""
    said = _git(root, "describe", "--always", "--dirty", "--exclude=*", "--abbrev=40")
    return said.strip() or None


def _git(root: Path, *words: str) -> str:
    """Nothing, where the folder was unpacked and not cloned, or where there is no git: then all
    that lies in the rooms is Mura."""
    if not (root / ".git").exists():
        return ""
    try:
        return subprocess.run(
            ["git", *words], cwd=root, check=True, capture_output=True, text=True, encoding="utf-8"
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return ""
