"""What is kept of an office's own data. All geometry is EPSG:4326, longitude first."""

from dataclasses import dataclass
from typing import Any, Protocol

from shapely.geometry import MultiPolygon

ZONES = (
    "property",
    "buffer_zone",
    "mab_core",
    "mab_buffer",
    "mab_transition",
    "heritage_protection",
    "building_regulation",
    "protected_landscape",
    "park_protective",
    "corridor",
)
"""What a boundary can bound. `property` is the place itself, of whatever layer."""


@dataclass(frozen=True)
class Passport:
    """Who drew a boundary, from what, when, how exact, under which licence."""

    act: str
    """Number and title of the act, or what the boundary was taken from; never empty."""
    act_date: str = ""
    """ISO date, or empty where it is not known."""
    drawer: str = ""
    scale: int | None = None
    """Denominator: 10000 is 1:10 000."""
    accuracy_m: float | None = None
    """As stated by who knows it; None: not known, and then no verdict can be sure."""
    licence: str = ""
    file: str = ""
    """Name of the file that was brought."""
    sha256: str = ""
    system: str = ""
    """Code of the file's coordinate system."""
    operation: str = ""
    """How its positions came to WGS 84."""
    operation_accuracy_m: float = 0.0

    @property
    def total_accuracy_m(self) -> float | None:
        """What an edge may be off by: as drawn, and as transformed; None where nobody knows."""
        return None if self.accuracy_m is None else self.accuracy_m + self.operation_accuracy_m


@dataclass(frozen=True)
class Boundary:
    """One version of one zone of one place."""

    version: str
    """Its id, for ever: 32 hexadecimal digits."""
    feature_id: str
    zone: str
    geometry: MultiPolygon
    passport: Passport
    added: str
    """UTC, ISO 8601."""
    removed: str = ""
    """UTC, ISO 8601; empty while it holds."""


@dataclass(frozen=True)
class OwnLayer:
    """One version of a layer of the office's own."""

    version: str
    name: str
    """Token, [a-z][a-z0-9_]*, with which the address names it: own_roads."""
    titles: dict[str, str]
    """In kk, ru, en: none empty."""
    colour: str
    """#rrggbb"""
    document: dict[str, Any]
    """A GeoJSON FeatureCollection, RFC 7946; of each feature the properties name and text."""
    passport: Passport
    added: str
    removed: str = ""


class Store(Protocol):
    """Where an office's data are kept. Every method is safe from any thread and any process.

    All but `revision` raise ContractError where the data cannot be read or written: damaged, of
    somebody else, of a newer Mura, locked by somebody for too long, out of reach.
    """

    def revision(self) -> str:
        """Changes with every write, by whichever process; cheap enough to ask at every step.
        Never raises: of data that cannot be read it tells only whether they are still the same."""

    def boundaries(self) -> tuple[Boundary, ...]:
        """Those that hold: of each place and zone the last one that was not removed."""

    def history(self, feature_id: str | None = None) -> tuple[Boundary, ...]:
        """Every version, removed ones too, the oldest first; of one place or of all."""

    def add(self, *boundaries: Boundary) -> None:
        """Keep new versions, all of them or none. One that is there already (same version) is
        passed over, whether it was removed or not; if it is another boundary under the same
        version, all are refused. Raises ContractError if one does not keep `checks`."""

    def remove(self, version: str) -> None:
        """Take a version back: what held before it holds again. One that somebody else has taken
        back already is passed over. Raises KeyError if there never was one."""

    def restore(self, version: str) -> None:
        """Undo a removal. Raises KeyError."""

    def layers(self) -> tuple[OwnLayer, ...]:
        """The layers that hold: of each name the last one that was not removed."""

    def layer_history(self, name: str | None = None) -> tuple[OwnLayer, ...]:
        """Every version, removed ones too, the oldest first; of one name or of all."""

    def add_layer(self, *layers: OwnLayer) -> None:
        """Keep new versions of layers, as `add` does."""

    def remove_layer(self, version: str) -> None:
        """Take a version back. Raises KeyError."""

    def restore_layer(self, version: str) -> None:
        """Undo a removal. Raises KeyError."""
