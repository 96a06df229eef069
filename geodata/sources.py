"""Who published what, under which licence: geodata/SOURCES.toml and the basemap's own."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geodata.settings import BASEMAP, HERE


@dataclass(frozen=True)
class Source:
    """One block of a SOURCES.toml."""

    key: str
    """Of a layer's source: the layer's name."""
    name: str
    """What the publisher calls it: the same in every language."""
    used_as: tuple[str, ...]
    """Tokens: what of the basemap comes from it."""
    publisher: str
    licence: str
    """As published, in the publisher's words."""
    caveat: str
    """A token of what is not certain about the source, or empty."""
    url: str
    read: str
    """ISO date on which the figures were read, or the package and version they were taken from."""
    file: str
    sha256: str


@cache
def layer_sources() -> tuple[Source, ...]:
    """Sources of the layer files, in the order of the file."""
    return tuple(map(_source, _blocks(HERE)["source"]))


@cache
def basemap_sources() -> tuple[Source, ...]:
    """Sources of the relief, the lines and the names of the basemap."""
    return tuple(map(_source, _blocks(BASEMAP)["source"]))


def text_checksums() -> dict[str, str]:
    """SHA-256 of the documents in our own words, by file below geodata/."""
    return {block["file"]: block["sha256"] for block in _blocks(HERE)["text"]}


@cache
def basemap_attribution() -> str:
    """The line that the map shows."""
    return str(_blocks(BASEMAP)["attribution"])


def _blocks(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "SOURCES.toml").read_text("utf-8"))


def _source(block: dict[str, Any]) -> Source:
    return Source(
        key=block["key"],
        name=block.get("name", ""),
        used_as=tuple(block.get("used_as", ())),
        publisher=block["publisher"],
        licence=block["licence"],
        caveat=block.get("caveat", ""),
        url=block["url"],
        read=block.get("retrieved") or f"{block['package']} {block['version']}",
        file=block.get("file", ""),
        sha256=block.get("sha256", ""),
    )
