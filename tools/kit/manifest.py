"""manifest.json of a kit: what it is, for which systems, of which files."""

import hashlib
import tomllib
import zipfile
from pathlib import Path, PurePosixPath
from typing import Any

from packaging.utils import canonicalize_name

from .contents import commit
from .wheels import SYSTEMS, Wheel, wanted

NAME = "manifest.json"
INSTALLER = {
    "file": "python-3.11.9-amd64.exe",
    "folder": "python",
    "from": "https://www.python.org/downloads/release/python-3119/",
    "size": 26_216_840,
    "sha256": "5ee42c4eee1e6b4464bb23722f90b45303f79442df63083f05322f1785f5fdde",
    "part_of_the_kit": False,
    "why": "It is a program of the Python Software Foundation, to be taken from its own page.",
}
"""The last 3.11 for which python.org made an installer; later ones are source alone. Size and
checksum as published, and as in Microsoft's winget-pkgs (manifest Python.Python.3.11, 3.11.9)."""
STATES = {
    "linux": "resolved here; bench/kit.py installs such a kit without a network and opens the map",
    "windows": "resolved, not run",
}
ENVIRONMENT = PurePosixPath(".venv/Lib/site-packages")
"""Where packages go on Windows, whose paths may have 259 letters."""

Wheels = dict[str, list[Wheel]]
"""By the name of the system."""


def manifest(kit: Path, root: Path, wheels: Wheels) -> dict[str, Any]:
    """Describe the folder as it lies, all but the manifest itself. Without wheels each system still
    names what it requires, with nothing that says what would be installed."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    files = sorted(path for path in kit.rglob("*") if path.is_file() and path.name != NAME)
    about = {"version": project["version"], "licence": project["license"], "commit": commit(root)}
    return {
        "mura": about,
        "python": {"version": "3.11", "bits": 64, "installer": INSTALLER},
        "wheels": bool(wheels),
        "systems": {
            system.name: {
                "state": STATES[system.name],
                "packages": _packages(root / "requirements.txt", wheels.get(system.name, []), kit),
            }
            for system in SYSTEMS
        },
        "longest_path": longest_path(kit, wheels.get("windows", [])),
        "files": {path.relative_to(kit).as_posix(): _file(path) for path in files},
    }


def _file(path: Path) -> dict[str, Any]:
    content = path.read_bytes()
    return {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}


def _packages(requirements: Path, wheels: list[Wheel], kit: Path) -> list[dict[str, Any]]:
    asked = {canonicalize_name(each.name): str(each.specifier) for each in wanted(requirements)}
    if not wheels:
        return [_package(name, asked[name], True, None, None) for name in sorted(asked)]
    return [
        _package(
            each.name,
            f"=={each.version}",
            each.name in asked,
            each.path.relative_to(kit).as_posix(),
            each.licence,
        )
        for each in wheels
    ]


def _package(
    name: str, version: str, asked_for: bool, file: str | None, licence: str | None
) -> dict[str, Any]:
    return {
        "name": name,
        "version": version.removeprefix("=="),
        "in_requirements": asked_for,
        "wheel": file,
        "licence": licence,
    }


def longest_path(kit: Path, wheels: list[Wheel]) -> int:
    """Letters of the longest path below the kit's own once it is installed on Windows, with the
    separator before it."""
    laid = [path.relative_to(kit).as_posix() for path in kit.rglob("*")]
    inside = [
        str(ENVIRONMENT / name) for each in wheels for name in zipfile.ZipFile(each.path).namelist()
    ]
    return 1 + max(len(_compiled(PurePosixPath(each))) for each in laid + inside)


def _compiled(path: PurePosixPath) -> str:
    if path.suffix != ".py":
        return str(path)
    return str(path.parent / "__pycache__" / f"{path.stem}.cpython-311.pyc.2147483647")
