"""Lay a kit into a folder."""

import json
import shutil
import zipfile
from collections.abc import Callable, Iterable
from math import ceil
from pathlib import Path
from string import Template

from packaging.requirements import Requirement

from .contents import contents
from .manifest import INSTALLER, NAME, Wheels, manifest
from .wheels import SYSTEMS, WINDOWS, Fetch, KitError, Wheel, gather, wanted

ROOT = Path(__file__).resolve().parents[2]
INSIDE = Path(__file__).parent / "inside"
FOR_WINDOWS = {".bat", ".txt"}
"""Written as Notepad and cmd read them: lines end with CR LF; texts say that they are UTF-8."""
PIP = Requirement("pip")
"""Debian's Python comes without, and nothing can be installed with nothing."""
COMPILED = 1.25
"""What an environment takes on a disk, times its unpacked wheels: Python compiles each file."""


def build(kit: Path, fetch: Fetch | None, say: Callable[[str], None], root: Path = ROOT) -> None:
    """Lay Mura, its packages, scripts and texts into the folder, and the manifest last. Without
    `fetch` no packages: such a kit runs where they are installed already.

    Raises KitError with a sentence if the folder is not empty or a package is not to be had.
    """
    if kit.exists() and (not kit.is_dir() or any(kit.iterdir())):
        raise KitError(f"{kit} is not an empty folder. Name one that is empty or not there yet.")
    for path in contents(root):
        _copy(root / path, kit / "mura" / path)
    wheels = _lay_wheels(kit, root, fetch, say) if fetch else {}
    _lay_inside(kit, wheels)
    described = json.dumps(manifest(kit, root, wheels), ensure_ascii=False, indent=1) + "\n"
    (kit / NAME).write_text(described, "utf-8", newline="\n")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _lay_wheels(kit: Path, root: Path, fetch: Fetch, say: Callable[[str], None]) -> Wheels:
    folder = kit / "wheels"
    laid = {}
    for system in SYSTEMS:
        say(f"Fetching the packages for {system.name} …")
        asked = [*wanted(root / "requirements.txt"), PIP]
        found = gather(system, asked, folder / system.name, fetch)
        laid[system.name] = [_shared(each, folder / "any") for each in found]
    return laid


def _shared(one: Wheel, folder: Path) -> Wheel:
    """What is the same on every system lies in the kit once."""
    if not one.is_pure:
        return one
    folder.mkdir(exist_ok=True)
    return one.moved(one.path.replace(folder / one.path.name))


def _lay_inside(kit: Path, wheels: Wheels) -> None:
    told = {**{key: str(each) for key, each in INSTALLER.items()}, **_figures(kit, wheels)}
    for path in sorted(INSIDE.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            target = kit / path.relative_to(INSIDE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_written(path, told))
            target.chmod(0o755 if path.suffix == ".sh" else 0o644)


def _written(path: Path, told: dict[str, str]) -> bytes:
    text = path.read_text("utf-8")
    if path.suffix not in FOR_WINDOWS:
        return text.encode()
    if path.suffix == ".txt":
        text = "\ufeff" + Template(text).substitute(told)
    return text.replace("\n", "\r\n").encode()


def _figures(kit: Path, wheels: Wheels) -> dict[str, str]:
    """Megabytes that the texts tell: of the kit, its half for Windows, that half installed."""
    mura = _megabytes(path.stat().st_size for path in (kit / "mura").rglob("*") if path.is_file())
    own = wheels.get(WINDOWS.name, [])
    half = mura + _megabytes(_sizes(own))
    return {
        "size": str(mura + _megabytes(_sizes(*wheels.values()))),
        "windows_size": str(half),
        "windows_needs": str(half + _installed(own)),
    }


def _sizes(*groups: list[Wheel]) -> list[int]:
    return [path.stat().st_size for path in {each.path for group in groups for each in group}]


def _installed(wheels: list[Wheel]) -> int:
    unpacked = (
        member.file_size for each in wheels for member in zipfile.ZipFile(each.path).infolist()
    )
    return ceil(_megabytes(unpacked) * COMPILED)


def _megabytes(sizes: Iterable[int]) -> int:
    return ceil(sum(sizes) / 1e6)
