"""What an office has loaded: its boundaries, version by version, and layers of its own."""

from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from uuid import uuid4

from geodata import settings
from geodata.office.records import ZONES, Boundary, OwnLayer, Passport, Store
from geodata.office.sqlite import SqliteStore

__all__ = [
    "ZONES",
    "Boundary",
    "OwnLayer",
    "Passport",
    "Store",
    "moment",
    "new_version",
    "store",
]


def store() -> Store:
    """The one store of this process for the folder that settings.OFFICE names now."""
    return _of(settings.OFFICE)


@cache
def _of(folder: Path) -> Store:
    return SqliteStore(folder)


def new_version() -> str:
    """An id that no other version has, in any office: 32 hexadecimal digits."""
    return uuid4().hex


def moment(kept: Store) -> str:
    """When a version is added that is to hold from now on: UTC, ISO 8601, to the microsecond.

    Later than all that is kept, even if a clock lags behind that of who added it: else the new
    version would be hidden by the former one. Raises ContractError as the store does.
    """
    stamps = [each.added for each in (*kept.history(), *kept.layer_history())]
    latest = max(map(datetime.fromisoformat, stamps), default=datetime.min.replace(tzinfo=UTC))
    now = datetime.now(UTC)
    later = now if now > latest else latest + timedelta(microseconds=1)
    return later.isoformat(timespec="microseconds")
