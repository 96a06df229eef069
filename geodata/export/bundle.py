"""Layers on their way into one file, with the words that explain it. The words come from outside,
in one language: geodata speaks none."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd

from geodata.export.cells import columns


@dataclass(frozen=True)
class Part:
    """One layer: a sheet, a folder, a table."""

    name: str
    """Token: what the sheet and the table are called, the same in every language."""
    title: str
    source: str
    """One line: who published it, under which licence, when it was read."""
    table: gpd.GeoDataFrame
    """EPSG:4326; geometry is None where there is no usable position."""
    colour: str
    """#rrggbb"""
    shape: str
    """A key of geodata.export.qgis.MARKERS."""


@dataclass(frozen=True)
class Matter:
    """A sheet of words beside the layers."""

    name: str
    """Token, as of a part."""
    rows: tuple[tuple[str, ...], ...]
    """The first is its heading."""


@dataclass(frozen=True)
class Bundle:
    """All that goes into one file."""

    lang: str
    title: str
    said: tuple[str, ...]
    """What must be known before the figures are used, a sentence or two each."""
    day: date
    """On which the figures were read last: the only date that stands in the file."""
    parts: tuple[Part, ...]
    meanings: dict[str, str]
    """What each column means, in English, as the columns themselves are named."""
    kinds: dict[str, str]
    """What each token of geometry_kind says, for a legend."""
    describe: Callable[[pd.Series], str]
    """A place in plain words, line by line."""
    matters: tuple[Matter, ...] = ()
    """What a workbook says in words before the layers."""

    def about(self) -> list[tuple[str, str]]:
        """What the file says of itself: token of a layer or nothing, and the words."""
        said = [("", words) for words in (self.title, *self.said)]
        return said + [(part.name, f"{part.title}: {part.source}") for part in self.parts]

    def explained(self) -> list[tuple[str, str, str]]:
        """Every column: its name, the layers that have it, its meaning."""
        found: dict[str, list[str]] = {}
        for part in self.parts:
            for name in columns(part.table):
                found.setdefault(name, []).append(part.name)
        return [(name, ", ".join(of), self.meanings.get(name, "")) for name, of in found.items()]
