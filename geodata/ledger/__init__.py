"""What an office has screened and wants to add up: one file, ledger.sqlite, beside its data."""

from functools import cache
from pathlib import Path

from geodata import settings
from geodata.ledger.records import Entry, Hit, Paper, Remark
from geodata.ledger.sqlite import Ledger

__all__ = ["Entry", "Hit", "Ledger", "Paper", "Remark", "ledger"]


def ledger() -> Ledger:
    """The one ledger of this process for the folder that settings.OFFICE names now."""
    return _of(settings.OFFICE)


@cache
def _of(folder: Path) -> Ledger:
    return Ledger(folder)
