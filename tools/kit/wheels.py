"""The packages that Mura needs, for a system that need not be this one.

`pip download --platform` takes the wheels of another system, but reads the conditions of a
requirement (`colorama; sys_platform == "win32"`) as if it stood on this one. So pip only
fetches what it is told, and the conditions are followed here.
"""

import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.metadata import RawMetadata, parse_email
from packaging.requirements import Requirement
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename
from packaging.version import Version

PYTHON = (3, 11)
"""The wheels are those of this Python."""


class KitError(ValueError):
    """A kit that cannot be made; its text is a sentence for whoever makes it."""


@dataclass(frozen=True)
class System:
    """A system that a kit is for: what its wheels are called, and what conditions hold on it."""

    name: str
    platforms: tuple[str, ...]
    conditions: dict[str, str] = field(hash=False)

    def wants(self, requirement: Requirement, extra: str = "") -> bool:
        """Whether the requirement's condition, if it has one, holds on this system."""
        marker = requirement.marker
        return marker is None or marker.evaluate({**self.conditions, "extra": extra})

    def tags(self) -> frozenset[Tag]:
        """The tags of wheels that pip would install on it."""
        own = cpython_tags(PYTHON, ["cp311"], self.platforms)
        return frozenset([*own, *compatible_tags(PYTHON, "cp311", self.platforms)])


_CPYTHON = {
    "implementation_name": "cpython",
    "implementation_version": "3.11.9",
    "platform_python_implementation": "CPython",
    "platform_release": "",
    "platform_version": "",
    "python_full_version": "3.11.9",
    "python_version": "3.11",
}
_OLD_NAMES = ("manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64")
LINUX = System(
    "linux",
    (*(f"manylinux_2_{minor}_x86_64" for minor in range(28, 4, -1)), *_OLD_NAMES),
    {**_CPYTHON, "os_name": "posix", "sys_platform": "linux",
     "platform_system": "Linux", "platform_machine": "x86_64"},
)  # fmt: skip
"""64-bit Linux with glibc 2.28 or newer: Debian 10, Astra 1.8, and what came after."""
WINDOWS = System(
    "windows",
    ("win_amd64",),
    {**_CPYTHON, "os_name": "nt", "sys_platform": "win32",
     "platform_system": "Windows", "platform_machine": "AMD64"},
)  # fmt: skip
SYSTEMS = (LINUX, WINDOWS)


@dataclass(frozen=True)
class Wheel:
    """A package as it lies in a folder, and what it says of itself."""

    path: Path
    name: str
    version: Version
    tags: frozenset[Tag]
    requires: tuple[Requirement, ...]
    licence: str | None

    @property
    def is_pure(self) -> bool:
        """Whether it is the same on every system."""
        return all(tag.platform == "any" for tag in self.tags)

    def moved(self, path: Path) -> "Wheel":
        """The same wheel at its new place."""
        return replace(self, path=path)


Fetch = Callable[[System, list[Requirement], Path], None]
"""Lays a wheel of each requirement into a folder, and nothing that these require in turn."""


def wheel(path: Path) -> Wheel:
    """Read a wheel's own words."""
    name, version, _, tags = parse_wheel_filename(path.name)
    with zipfile.ZipFile(path) as archive:
        [said] = (
            each
            for each in archive.namelist()
            if each.endswith(".dist-info/METADATA") and each.count("/") == 1
        )
        raw, _ = parse_email(archive.read(said))
    requires = tuple(map(Requirement, raw.get("requires_dist", [])))
    return Wheel(path, name, version, tags, requires, _licence(raw))


def _licence(raw: RawMetadata) -> str | None:
    """The expression, the one line or the classifiers; a whole text is no name of a licence."""
    line = raw.get("license", "").strip()
    named = line if line and "\n" not in line and len(line) <= 100 and line != "UNKNOWN" else None
    classifiers = [
        each.rsplit(" :: ", 1)[-1]
        for each in raw.get("classifiers", [])
        if each.startswith("License :: ") and each != "License :: OSI Approved"
    ]
    return raw.get("license_expression") or named or "; ".join(classifiers) or None


def wanted(requirements: Path) -> list[Requirement]:
    """The lines of a requirements.txt."""
    lines = (line.split(" #")[0].strip() for line in requirements.read_text("utf-8").splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def gather(system: System, asked: list[Requirement], folder: Path, fetch: Fetch) -> list[Wheel]:
    """Lay into the folder what is asked for, and all that this requires on the system.

    Raises KitError where a package has no wheel for the system, or where two packages do not agree
    about the version of a third.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found: dict[str, Wheel] = {}
    followed: set[str] = set()
    needed = [each for each in asked if system.wants(each)]
    while needed:
        missing = {_name(each): each for each in needed if _name(each) not in found}
        if missing:
            fetch(system, list(missing.values()), folder)
            found = {each.name: each for each in map(wheel, folder.glob("*.whl"))}
        _refuse_unfit(system, needed, found)
        followed.update(map(str, needed))
        needed = [
            each
            for one in needed
            for each in _requires(system, found[_name(one)], one.extras)
            if str(each) not in followed
        ]
    return sorted(found.values(), key=lambda each: each.name)


def _name(requirement: Requirement) -> str:
    return canonicalize_name(requirement.name)


def _requires(system: System, one: Wheel, extras: Iterable[str]) -> Iterator[Requirement]:
    for each in one.requires:
        if any(system.wants(each, extra) for extra in ("", *extras)):
            yield each


def _refuse_unfit(system: System, needed: list[Requirement], found: dict[str, Wheel]) -> None:
    tags = system.tags()
    for each in needed:
        one = found.get(_name(each))
        if one is None or not one.tags & tags:
            raise KitError(f"{each} has no wheel for {system.name}: a kit cannot carry it.")
        if not each.specifier.contains(one.version, prereleases=True):
            raise KitError(f"{each} is asked for, but {one.path.name} is what the rest agrees on.")


def download(system: System, requirements: list[Requirement], folder: Path) -> None:
    """Have pip fetch the wheels, in the versions of this environment, which the tests ran in.

    Raises KitError with the requirements that have none.
    """
    with TemporaryDirectory() as temporary:
        versions = Path(temporary) / "versions.txt"
        versions.write_text("".join(f"{each.name}=={each.version}\n" for each in distributions()))
        if not _pip(system, requirements, folder, versions):
            without = [one for one in requirements if not _pip(system, [one], folder, versions)]
            names = ", ".join(sorted(map(_name, without)))
            raise KitError(
                f"pip found no wheel for {system.name} of: {names or 'all together'}."
                " What has only its source cannot be installed without a compiler."
            )


def _pip(system: System, requirements: list[Requirement], folder: Path, versions: Path) -> bool:
    command = [
        *(sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"),
        *("--no-deps", "--only-binary=:all:", "--implementation", "cp", "--python-version", "3.11"),
        *(word for each in system.platforms for word in ("--platform", each)),
        *("--constraint", str(versions), "--dest", str(folder)),
    ]
    # Without its condition: pip would ask this machine whether it holds.
    asked = [f"{each.name}{each.specifier}" for each in requirements]
    return subprocess.run([*command, *asked], check=False).returncode == 0
