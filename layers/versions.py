"""Which data an answer rests on: changes with whatever it depends on, and with nothing else."""

from collections.abc import Iterable
from hashlib import sha256

from analysis.screening import Target
from geodata import records
from geodata.settings import BASEMAP
from geodata.tables import digest
from geodata.training import training_set
from layers.catalogue import collection
from layers.freshness import now


def version_of(brought: Iterable[Target]) -> str:
    """Of what is real, what the office has loaded, and what was brought for one screening."""
    return _hash(
        *(f"{name} {of}" for name, of in sorted(collection().digests.items())),
        *_always(),
        *sorted(each.version for each in now().boundaries),
        *sorted(
            f"{each.feature_id} {each.zone} {each.accuracy_m} "
            f"{sha256(each.geometry.wkb).hexdigest() if each.geometry is not None else ''}"
            for each in brought
        ),
    )


def version_of_training(name: str) -> str:
    """Of a set of invented boundaries, and of nothing real."""
    return _hash(training_set(name).sha256, *_always())


def _always() -> tuple[str, ...]:
    rules = (digest(records.RECORDS / f"{name}.json") for name in ("rules", "triggers"))
    return (*rules, digest(BASEMAP / "vector" / "regions.geojson"))


def _hash(*parts: str) -> str:
    return sha256("\n".join(parts).encode()).hexdigest()[:16]
