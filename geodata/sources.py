"""Who published what, under which licence: geodata/SOURCES.toml and the basemap's own."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from geodata.settings import BASEMAP, HERE
from geodata.tables import parsed


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


@dataclass(frozen=True)
class OwnText:
    """A document in our own words: the glossary, a story, a file of records."""

    file: str
    """Below geodata/."""
    entries: int
    """Terms, steps or rows."""
    cited: tuple[str, ...]
    """Every source that an entry names, once, in the order of the document."""


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
def own_texts() -> tuple[OwnText, ...]:
    """The documents in our own words and what they cite. Raises ContractError, OSError."""
    return tuple(map(_own_text, text_checksums()))


def _own_text(file: str) -> OwnText:
    members = next(each for each in parsed(HERE / file).values() if isinstance(each, list))
    cited = dict.fromkeys(source for member in members for source in member.get("sources", ()))
    return OwnText(file, len(members), tuple(cited))


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
