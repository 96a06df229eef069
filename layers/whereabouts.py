"""In which region and which district a place lies, in words."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from analysis.select import AsOf, region_column
from geodata.records import District, districts
from i18n import Translator
from layers.vocabulary import REGION_NOTES, REGIONS

Row = pd.Series
"""A row of the collection's table."""


def regions(row: Row, as_of: AsOf, t: Translator) -> str | None:
    """Regions of Kazakhstan by name, within the borders of that time. Of its neighbours' only codes
    are known, which say little."""
    names = ", ".join(t(REGIONS[code][0]) for code in row[region_column(as_of)] if code in REGIONS)
    if not names:
        return None
    note = row["region_note"] if as_of == "today" else None
    return f"{names} ({t(REGION_NOTES[note])})" if note in REGION_NOTES else names


def region_then(row: Row, codes: list[str], t: Translator) -> str | None:
    """Only where it differs from today's."""
    return None if codes == row["region_now"] else regions(row, "2019", t)


def districts_of(row: Mapping[str, Any] | Row) -> tuple[District, ...]:
    """The districts that the sources name, in their order. A token without a record is passed over:
    an office's own file may bring one."""
    known = districts()
    return tuple(known[token] for token in row["districts"] or () if token in known)


def districts_verified(row: Mapping[str, Any] | Row) -> bool:
    """Whether the sources name the districts, rather than a memory or a map."""
    return row["confidence_of"].get("districts") != "low"


def district_names(row: Row, t: Translator) -> str | None:
    """The districts by name, and whether that was verified."""
    names = ", ".join(district.name[t.lang] for district in districts_of(row))
    if not names:
        return None
    return names if districts_verified(row) else t("{names} (not verified)", names=names)
