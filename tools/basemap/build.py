"""The whole build, in order: check the packages, draw, write, sign with checksums."""

import hashlib
import shutil
import time
import tomllib
from importlib import metadata
from pathlib import Path

from . import labels, relief, vectors, water

SOURCES = Path(__file__).with_name("sources.toml")


def build(output: Path) -> None:
    """Write relief/, vector/, SOURCES.toml and SHA256SUMS into `output`. Needs no network."""
    started = time.monotonic()
    require_pinned_packages()
    for folder in ("relief", "vector"):
        shutil.rmtree(output / folder, ignore_errors=True)
    (output / "vector").mkdir(parents=True)

    regions = vectors.regions()
    waters = water.inland_waters(regions)
    names = labels.read_labels()
    vectors.write_all(output / "vector", regions, waters, names)
    labels.write(names, output / "vector" / "labels.geojson")
    report(output / "vector", "*.geojson", started)

    relief.write_all(output / "relief", waters)
    report(output / "relief", "**/*.webp", started)

    shutil.copyfile(SOURCES, output / "SOURCES.toml")
    write_checksums(output)


def require_pinned_packages() -> None:
    """Stop if a source package differs from the one that SOURCES.toml credits."""
    for source in tomllib.loads(SOURCES.read_text("utf-8"))["source"]:
        installed = metadata.version(source["package"])
        if installed != source["version"]:
            raise SystemExit(
                f"{source['package']} {installed} is installed, sources.toml credits "
                f"{source['version']}: pip install -r requirements-basemap.txt"
            )


def write_checksums(output: Path) -> None:
    """Write SHA256SUMS (the format of `sha256sum -c`) over every other file of `output`."""
    files = sorted(
        path.relative_to(output).as_posix()
        for path in output.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    )
    lines = [
        f"{hashlib.sha256((output / name).read_bytes()).hexdigest()}  {name}" for name in files
    ]
    (output / "SHA256SUMS").write_text("\n".join(lines) + "\n", "utf-8")


def report(folder: Path, pattern: str, started: float) -> None:
    """Print what a step wrote and how long the build has taken."""
    sizes = [path.stat().st_size for path in folder.glob(pattern)]
    seconds = time.monotonic() - started
    print(f"{folder.name}: {len(sizes)} files, {sum(sizes) / 1e6:.2f} MB, at {seconds:.0f} s")
